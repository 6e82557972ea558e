"""Who follows a link, over HTTP: what is answered, and what is on the disk when it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import pytest
from sqlmodel import Session, col, select
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from advocacy_app.content.rules import ItemState
from advocacy_app.content.tables import Item
from advocacy_app.core import clock, db
from advocacy_app.core.db import Database
from advocacy_app.http.public import landing
from advocacy_app.http.redirect import Redirect
from advocacy_app.people import sign_in
from advocacy_app.settings import settings
from advocacy_app.sharing import service
from advocacy_app.sharing.clicks import desk as desks
from advocacy_app.sharing.rules import Network, Verdict
from advocacy_app.sharing.service import NewShare
from advocacy_app.sharing.tables import Click, DailySalt, Link
from tests import cast

SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
)
LINKEDIN = "LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)"


@dataclass(frozen=True)
class Door:
    """The redirect with one shared item behind it; ``codes`` are bob's, one a network."""

    people: cast.Cast
    item_id: str
    codes: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.codes[0]

    async def get(
        self, path: str = "", *, ip: str = "203.0.113.7", method: str = "GET", **headers: str
    ) -> httpx.Response:
        names = {"user-agent": SAFARI} | {k.replace("_", "-"): v for k, v in headers.items()}
        transport = httpx.ASGITransport(Redirect(elsewhere), client=(ip, 40000))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            request = client.build_request(method, path or f"/s/{self.code}", headers=names)
            return await client.send(request)


async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    await Response("elsewhere", 299)(scope, receive, send)


@pytest.fixture
async def door(db: Database) -> AsyncIterator[Door]:
    landing.forget()

    def make(session: Session) -> tuple[cast.Cast, str]:
        people = cast.company(session)
        title = "Zestig collega’s, <geen> enkele deur dicht: " + "hoe wij bouwden " * 4
        return people, cast.item(session, title, summary="Kom kijken. " * 20).id

    people, item_id = db.run_sync(make)
    kit = db.run_sync(service.prepare, cast.actor(people.bob), item_id)
    yield Door(people, item_id, tuple(network.code for network in kit.networks))
    await asyncio.to_thread(desks.close)
    landing.forget()


def stored() -> list[tuple[str, str]]:
    def read(session: Session) -> Sequence[Click]:
        return session.exec(select(Click).order_by(col(Click.id))).all()

    return [(row.verdict.value, row.reason) for row in db.database().read_sync(read)]


def counters(code: str) -> dict[str, int]:
    link = db.database().read_sync(
        lambda s: s.exec(select(Link).where(Link.code == code)).one()
    )
    return {v.value: getattr(link, v.value) for v in Verdict if getattr(link, v.value)}


async def test_a_person_is_sent_on_once_the_click_is_stored(door: Door) -> None:
    answer = await door.get(referer="https://www.linkedin.com/feed/?secret=1")

    assert answer.status_code == 302
    assert answer.headers["location"].startswith("https://example.com/nieuws/breda?utm_source=")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert stored() == [("human", "")]
    assert counters(door.code) == {"human": 1}
    row = db.database().read_sync(lambda s: s.exec(select(Click)).one())
    assert row.referrer_host == "www.linkedin.com"
    assert len(row.visitor) == 16


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({}, ("human", "")),
        ({"user_agent": ""}, ("bot", "no_agent")),
        ({"user_agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"}, ("bot", "agent")),
        ({"sec_purpose": "prefetch;prerender"}, ("prefetch", "prefetch")),
        ({"purpose": "prefetch"}, ("prefetch", "prefetch")),
        ({"x_moz": "prefetch"}, ("prefetch", "prefetch")),
        ({"x_purpose": "preview"}, ("prefetch", "prefetch")),
        ({"range": "bytes=0-32768"}, ("bot", "range")),
        ({"referer": "https://[broken"}, ("human", "")),
        ({"referer": "https://a,b.example/"}, ("human", "")),
    ],
)
async def test_everybody_is_sent_on_and_stored_as_what_they_are(
    door: Door, headers: dict[str, str], verdict: tuple[str, str]
) -> None:
    answer = await door.get(**headers)

    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "private, no-store"
    assert stored() == [verdict]
    assert counters(door.code) == {verdict[0]: 1}


async def test_head_is_answered_and_never_stored(door: Door) -> None:
    person = await door.get(method="HEAD")
    crawler = await door.get(method="HEAD", user_agent=LINKEDIN)

    assert (person.status_code, crawler.status_code) == (302, 200)
    assert crawler.content == b""
    assert int(crawler.headers["content-length"]) > 0
    assert stored() == []


async def test_other_methods_are_refused_and_other_paths_pass(door: Door) -> None:
    assert (await door.get(method="POST")).status_code == 405
    assert (await door.get("/start")).status_code == 299
    assert stored() == []


async def test_a_crawler_gets_a_page_that_is_the_link_itself(door: Door) -> None:
    answer = await door.get(user_agent=LINKEDIN)
    page, link = answer.text, f"http://localhost:8000/s/{door.code}"

    assert answer.status_code == 200
    assert stored() == [("preview", "agent")]
    assert f'<meta property="og:url" content="{link}">' in page
    assert f'<link rel="canonical" href="{link}">' in page
    assert f'content="http://localhost:8000/card/{door.code}.jpg"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta property="og:locale" content="nl_NL">' in page
    assert "<geen>" not in page
    assert page.index("og:image") < page.index("<style>")
    title = page.split('og:title" content="')[1].split('"')[0]
    assert title.endswith("…")
    assert len(title.replace("&lt;", "<").replace("&gt;", ">")) <= 70
    assert len(page.split('og:description" content="')[1].split('"')[0]) <= 150


async def test_a_visitor_counts_once_a_day_on_a_link(door: Door) -> None:
    now = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    clock.use(lambda: now)
    await door.get()
    await door.get()
    await door.get(ip="203.0.113.8")
    await door.get(f"/s/{door.codes[1]}")

    assert [verdict for verdict, _ in stored()] == ["human", "duplicate", "human", "human"]
    assert counters(door.code) == {"human": 2, "duplicate": 1}


@pytest.mark.parametrize(
    ("hours", "second"), [(1, "duplicate"), (23.9, "duplicate"), (24, "human"), (48, "human")]
)
async def test_midnight_gives_nobody_a_second_first_click(
    door: Door, hours: float, second: str
) -> None:
    first = datetime.fromisoformat("2026-11-02T23:30:00+00:00")
    clock.use(lambda: first)
    await door.get()
    clock.use(lambda: first + timedelta(hours=hours))
    await door.get()

    assert [verdict for verdict, _ in stored()] == ["human", second]
    days = db.database().read_sync(lambda s: {row.day for row in s.exec(select(DailySalt))})
    assert len(days) <= 2


async def test_after_a_restart_a_visitor_is_still_known(door: Door) -> None:
    await door.get()
    await asyncio.to_thread(desks.close)
    await door.get()

    assert [verdict for verdict, _ in stored()] == ["human", "duplicate"]


async def test_ipv6_neighbours_in_one_home_are_one_visitor(door: Door) -> None:
    for ip in ("2001:db8:1:2::a", "2001:db8:1:2:ffff::b", "2001:db8:1:3::a"):
        await door.get(ip=ip)

    assert [verdict for verdict, _ in stored()] == ["human", "duplicate", "human"]


async def test_forwarded_addresses_count_only_from_our_own_proxy(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    await door.get(x_forwarded_for="198.51.100.1")
    await door.get(x_forwarded_for="198.51.100.2")
    assert [verdict for verdict, _ in stored()] == ["human", "duplicate"]

    monkeypatch.setenv("ADVOCACY_TRUSTED_PROXIES", "1")
    settings.cache_clear()
    await door.get(x_forwarded_for="198.51.100.1, 198.51.100.9")
    await door.get(x_forwarded_for="198.51.100.2, 198.51.100.9")
    assert [verdict for verdict, _ in stored()][2:] == ["human", "duplicate"]


async def test_a_third_link_of_one_item_within_ten_seconds_is_a_scanner(door: Door) -> None:
    now = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    for number, code in enumerate(door.codes[:4]):
        at = now + timedelta(seconds=4 * number)
        clock.use(lambda at=at: at)
        await door.get(f"/s/{code}")

    assert stored()[2:] == [("bot", "burst"), ("bot", "burst")]


async def test_slow_readers_of_three_links_are_people(door: Door) -> None:
    now = datetime.fromisoformat("2026-11-02T12:00:00+00:00")
    for number, code in enumerate(door.codes[:4]):
        at = now + timedelta(seconds=5 * number)
        clock.use(lambda at=at: at)
        await door.get(f"/s/{code}")

    assert {verdict for verdict, _ in stored()} == {"human"}


async def test_the_owners_own_click_earns_nothing_a_colleagues_does(door: Door) -> None:
    base = db.database()
    bob = base.run_sync(sign_in.start, door.people.bob, "phone")
    carol = base.run_sync(sign_in.start, door.people.carol, "phone")

    await door.get(cookie=f"other=1; mh_session={bob.secret}")
    await door.get(cookie=f"mh_session={carol.secret}")
    await door.get(ip="203.0.113.9", cookie="mh_session=made-up")
    assert stored() == [("own", "session"), ("human", ""), ("human", "")]


@pytest.mark.parametrize("path", ["/s/", "/s/unknown99", "/s/a%00b", "/s/xxx"])
async def test_an_unknown_code_is_explained(door: Door, path: str) -> None:
    for _ in range(2):
        answer = await door.get(path, accept_language="nl")
        assert answer.status_code == 404
        assert "Deze link kennen we niet" in answer.text
        assert "Vele Handen BV" in answer.text
    assert stored() == []


async def test_what_is_withdrawn_is_explained_at_once_in_both_languages(door: Door) -> None:
    await door.get()

    def withdraw(session: Session) -> None:
        item = session.get(Item, door.item_id)
        assert item is not None
        item.state = ItemState.WITHDRAWN

    db.database().run_sync(withdraw)
    for language, words in (
        ("nl", "Dit bericht is er niet meer"),
        ("en-GB,nl", "no longer here"),
    ):
        answer = await door.get(accept_language=language)
        assert answer.status_code == 410
        assert words in answer.text
    assert (await door.get(user_agent=LINKEDIN)).status_code == 410
    assert stored() == [("human", "")]


async def test_withdrawn_links_are_gone_at_once(door: Door) -> None:
    assert (await door.get()).status_code == 302
    db.database().run_sync(service.withdraw_links, door.item_id)
    assert (await door.get()).status_code == 410


async def test_a_link_made_after_the_start_is_found(door: Door) -> None:
    await door.get()
    new = NewShare(door.item_id, Network.X)
    receipt = db.database().run_sync(service.share, cast.actor(door.people.carol), new)

    assert (await door.get(f"/s/{receipt.code}")).status_code == 302
