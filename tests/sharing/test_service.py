from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import Caption, Item
from advocacy_app.core import clock, db
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, Forbidden, NotFound
from advocacy_app.people.rules import Actor, Role
from advocacy_app.rewards import queries as standing
from advocacy_app.sharing import queries, rules, service
from advocacy_app.sharing.clicks.store import NewClick, store
from advocacy_app.sharing.rules import Network, Verdict
from advocacy_app.sharing.service import NewShare
from advocacy_app.sharing.tables import Click, Link, Share
from tests import cast
from tests.cast import Cast, actor


@dataclass(frozen=True)
class Scene:
    people: Cast
    news: Item
    caption: Caption

    @property
    def bob(self) -> Actor:
        return actor(self.people.bob)

    @property
    def carol(self) -> Actor:
        return actor(self.people.carol)


@pytest.fixture
def scene(db: Database) -> Scene:
    def make(session: Session) -> Scene:
        people = cast.company(session)
        news = cast.item(session, "Zestig collega’s in Breda")
        caption = Caption(item_id=news.id, text="Wij zijn open. Kom kijken!", language="nl")
        session.add(caption)
        session.flush()
        return Scene(people, news, caption)

    return db.run_sync(make)


def shared(
    scene: Scene, network: Network = Network.LINKEDIN, *, who: Actor | None = None, **what: Any
) -> service.ShareReceipt:
    new = NewShare(scene.news.id, network, **what)
    return db.database().run_sync(service.share, who or scene.bob, new)


def click(code: str, visitor: bytes = b"v" * 16, **what: object) -> None:
    """What the redirect would have written down."""
    base = db.database()

    def link_id(session: Session) -> str:
        return session.exec(select(Link.id).where(Link.code == code)).one()

    values = {
        "at": clock.now(),
        "verdict": Verdict.HUMAN,
        "reason": "",
        "settled": False,
    } | what
    row = NewClick(
        link_id=base.read_sync(link_id),
        visitor=visitor,
        referrer_host="",
        country="",
        **values,  # pyright: ignore[reportArgumentType]
    )
    writer = store(base)
    writer.write([row])
    writer.close()


def settle() -> int:
    """As the keeper does: until there is nothing left; returns how many clicks it was."""
    total = 0
    while number := db.database().run_sync(service.settle):
        total += number
    return total


def points(who: Actor) -> tuple[int, int]:
    """Confirmed of all time, and waiting."""
    totals = db.database().read_sync(standing.totals, who.person_id, clock.now())
    return totals.all, totals.provisional


def only_share(who: Actor) -> queries.ShareView:
    (view,) = db.database().read_sync(queries.shares_of, who).items
    return view


def test_preparing_gives_every_network_a_link_and_a_drawn_card(scene: Scene) -> None:
    kit = db.database().run_sync(service.prepare, scene.bob, scene.news.id)

    assert [n.network for n in kit.networks] == list(Network)
    assert len({n.code for n in kit.networks}) == len(Network)
    assert kit.disclosure == "Ik werk bij Vele Handen BV."
    assert [c.text for c in kit.captions] == [scene.caption.text]
    assert (kit.points_own, kit.points_copied) == (12, 8)
    assert not any(n.is_shared for n in kit.networks)


def test_preparing_twice_gives_the_same_links(scene: Scene) -> None:
    first = db.database().run_sync(service.prepare, scene.bob, scene.news.id)
    again = db.database().run_sync(service.prepare, scene.bob, scene.news.id)

    assert first == again


def test_two_people_have_different_links(scene: Scene) -> None:
    one = db.database().run_sync(service.prepare, scene.bob, scene.news.id)
    other = db.database().run_sync(service.prepare, scene.carol, scene.news.id)

    assert not {n.code for n in one.networks} & {n.code for n in other.networks}


def test_own_words_earn_twelve_and_ten_for_the_first_of_the_month(scene: Scene) -> None:
    receipt = shared(scene, Network.WHATSAPP, text="Wat ik zo mooi vond: de koffie.")

    assert receipt.text == "Ik werk bij Vele Handen BV. Wat ik zo mooi vond: de koffie."
    assert receipt.full_text == f"{receipt.text}\n{receipt.link}"
    assert receipt.link == f"http://localhost:8000/s/{receipt.code}"
    assert receipt.intent_url.startswith("https://wa.me/?text=Ik%20werk%20bij")
    assert (receipt.points.provisional, receipt.points.confirmed) == (22, 0)
    assert receipt.own_words


def test_a_caption_earns_eight_also_when_it_is_retyped(scene: Scene) -> None:
    copied = shared(scene, caption_id=scene.caption.id)
    retyped = shared(scene, Network.X, text="wij zijn open, kom kijken")

    assert copied.text == f"Ik werk bij Vele Handen BV. {scene.caption.text}"
    assert copied.points.provisional == 18
    assert retyped.points.provisional == 8


def test_the_same_link_again_is_stored_and_earns_nothing(scene: Scene) -> None:
    first = shared(scene, caption_id=scene.caption.id)
    again = shared(scene, text="Nu in mijn eigen woorden")

    assert again.code == first.code
    assert again.id != first.id
    assert points(scene.bob) == (0, 18)
    assert only_share(scene.bob).id == again.id
    assert db.database().read_sync(lambda s: len(s.exec(select(Share)).all())) == 2


def test_the_month_turns_and_the_first_share_counts_again(scene: Scene) -> None:
    shared(scene, text="Een")
    later = clock.now() + timedelta(days=31)
    clock.use(lambda: later)

    assert shared(scene, Network.X, text="Twee").points.provisional == 22


def test_the_first_person_confirms_and_five_earn(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    click(receipt.code, b"a" * 16)
    assert settle() == 1
    assert points(scene.bob) == (24, 0)

    for number in range(8):
        click(receipt.code, bytes([number]) * 16)
    settle()

    assert points(scene.bob) == (32, 0)
    assert only_share(scene.bob).clicks.human == 9
    assert settle() == 0


def test_what_is_no_person_never_earns(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    for verdict in set(Verdict) - {Verdict.HUMAN}:
        click(receipt.code, verdict=verdict, reason="agent", settled=True)

    assert settle() == 0
    assert points(scene.bob) == (0, 22)
    clicks = only_share(scene.bob).clicks
    assert (clicks.human, clicks.preview, clicks.bot, clicks.own) == (0, 1, 1, 1)


def test_settling_finds_a_repeat_that_another_process_took_for_a_person(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    click(receipt.code)
    click(receipt.code)
    settle()

    clicks = only_share(scene.bob).clicks
    assert (clicks.human, clicks.duplicate) == (1, 1)
    assert points(scene.bob) == (24, 0)


@pytest.mark.parametrize(("hours", "humans"), [(23.99, 1), (24, 2)])
def test_a_visitor_counts_again_after_a_day(scene: Scene, hours: float, humans: int) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    now = clock.now()
    click(receipt.code, at=now - timedelta(hours=hours))
    click(receipt.code, at=now)
    settle()

    assert only_share(scene.bob).clicks.human == humans


def test_a_burst_takes_back_what_its_first_clicks_earned(scene: Scene) -> None:
    codes = [
        shared(scene, n, text="Kom").code for n in (Network.X, Network.EMAIL, Network.COPY)
    ]
    click(codes[0])
    click(codes[1])
    settle()
    before = points(scene.bob)
    click(codes[2], verdict=Verdict.BOT, reason="burst")
    settle()

    assert before == (38, 12)
    assert points(scene.bob) == (0, 46)
    shares = db.database().read_sync(queries.shares_of, scene.bob).items
    assert [share.clicks.human for share in shares] == [0, 0, 0]
    assert [share.clicks.bot for share in shares] == [1, 1, 1]

    click(codes[0], b"p" * 16)  # then a person comes after all
    settle()
    assert points(scene.bob) == (24, 24)


def test_clicks_for_somebody_who_left_are_kept_and_earn_nothing(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")

    def leave(session: Session) -> None:
        row = session.get(type(scene.people.bob), scene.people.bob.id)
        assert row is not None
        row.left_at = clock.now()

    db.database().run_sync(leave)
    click(receipt.code)

    assert settle() == 1
    assert points(scene.bob)[0] == 0


@pytest.mark.parametrize("verb", ["prepare", "share"])
@pytest.mark.parametrize(
    "columns",
    [
        {"state": ItemState.WITHDRAWN},
        {"state": ItemState.DRAFT},
        {"expires_at": timedelta(0)},
        {"published_at": timedelta(seconds=1)},
    ],
    ids=["withdrawn", "draft", "just expired", "a second early"],
)
def test_what_is_not_in_the_feed_cannot_be_shared(
    scene: Scene, verb: str, columns: dict[str, Any]
) -> None:
    now = clock.now()
    clock.use(lambda: now)
    moments: dict[str, Any] = {
        k: now + v if isinstance(v, timedelta) else v for k, v in columns.items()
    }
    item = db.database().run_sync(lambda s: cast.item(s, "Elders", **moments))

    with pytest.raises(NotFound) as raised:
        attempt(verb, scene.bob, item.id)
    assert raised.value.key == "sharing.error.item_gone"


@pytest.mark.parametrize("verb", ["prepare", "share"])
def test_an_item_for_another_team_is_not_there(scene: Scene, verb: str) -> None:
    item = db.database().run_sync(
        lambda s: cast.item(s, "Alleen Utrecht", teams=(scene.people.utrecht,))
    )
    with pytest.raises(NotFound):
        attempt(verb, scene.bob, item.id)
    attempt(verb, scene.carol, item.id)


@pytest.mark.parametrize("verb", ["prepare", "share"])
def test_unknown_items_and_machines_are_refused(scene: Scene, verb: str) -> None:
    with pytest.raises(NotFound):
        attempt(verb, scene.bob, "unknown")
    with pytest.raises(Forbidden):
        attempt(verb, Actor("", Role.ADMIN, None, "nl", "UTC"), scene.news.id)


def attempt(verb: str, who: Actor, item_id: str) -> None:
    what = item_id if verb == "prepare" else NewShare(item_id, Network.X)
    db.database().run_sync(getattr(service, verb), who, what)


def test_bad_words_are_refused_and_nothing_is_stored(scene: Scene) -> None:
    bad: tuple[dict[str, Any], ...] = ({"text": "x" * 300}, {"caption_id": "of another item"})
    for what in bad:
        with pytest.raises(BadInput):
            shared(scene, Network.X, **what)

    assert db.database().read_sync(queries.shares_of, scene.bob).items == ()
    assert points(scene.bob) == (0, 0)


def test_news_that_is_a_share_link_itself_is_refused(scene: Scene) -> None:
    item = db.database().run_sync(
        lambda s: cast.item(s, "Rondje", url="http://localhost:8000/s/abcdefgh")
    )
    with pytest.raises(BadInput):
        attempt("prepare", scene.bob, item.id)


@pytest.mark.parametrize(
    ("kind", "url", "start"),
    [
        (Kind.NEWS, "https://example.com/a?b=c#d", "https://example.com/a?b=c&utm_source=x&"),
        (Kind.NEWS, "", "/read/"),
        (Kind.VACANCY, "https://ats.example.com/1", "/jobs/monteur-"),
    ],
)
def test_links_lead_where_the_item_is(scene: Scene, kind: Kind, url: str, start: str) -> None:
    item = db.database().run_sync(lambda s: cast.item(s, "Iets", kind=kind, url=url))
    attempt("share", scene.bob, item.id)

    def target(session: Session) -> str:
        mine = Link.item_id == item.id, Link.network == Network.X
        return session.exec(select(Link.target).where(*mine)).one()

    found = db.database().read_sync(target)
    assert found.startswith(start)
    assert "utm_medium=employee_advocacy" in found


def test_withdrawn_links_open_again_when_the_item_is_shared_again(scene: Scene) -> None:
    code = shared(scene, text="Kom").code
    assert db.database().run_sync(service.withdraw_links, scene.news.id) == len(Network)
    assert db.database().run_sync(service.withdraw_links, scene.news.id) == 0
    assert db.database().read_sync(queries.landing, code).item is None

    shared(scene, text="Kom")
    assert db.database().read_sync(queries.landing, code).item is not None


def test_a_ladder_opens_into_verdicts_and_is_the_owners_only(scene: Scene) -> None:
    code = shared(scene, text="Kom").code
    click(code)
    click(code, verdict=Verdict.PREVIEW, reason="agent", settled=True)
    ladder = db.database().read_sync(queries.clicks_of, scene.bob, code)

    assert (ladder.clicks.human, ladder.clicks.preview) == (1, 1)
    assert {(v.verdict, v.reason, v.count) for v in ladder.made_of} == {
        (Verdict.HUMAN, "", 1),
        (Verdict.PREVIEW, "agent", 1),
    }
    for who in (scene.carol, actor(scene.people.alice)):
        with pytest.raises(NotFound):
            db.database().read_sync(queries.clicks_of, who, code)


def test_the_feed_says_where_the_reader_has_shared(scene: Scene) -> None:
    shared(scene, Network.X, text="Kom")
    shared(scene, Network.EMAIL, text="Kom")
    page = queries.FeedQuery()
    mine = db.database().read_sync(queries.feed, scene.bob, page, clock.now())
    other = db.database().read_sync(queries.feed, scene.carol, page, clock.now())

    assert mine.items[0].shared_on == (Network.X, Network.EMAIL)
    assert other.items[0].shared_on == ()


def test_own_shares_come_in_pages(scene: Scene) -> None:
    codes = [shared(scene, network, text="Kom").code for network in list(Network)[:5]]
    seen: list[str] = []
    cursor = None
    while True:
        page = db.database().read_sync(queries.shares_of, scene.bob, cursor, 2)
        seen += [view.code for view in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == codes[::-1]


def test_a_click_is_stored_as_the_tables_read_it(scene: Scene) -> None:
    at = clock.now()
    code = shared(scene, text="Kom").code
    click(code, at=at, visitor=b"\x00\xff" * 8)

    row = db.database().read_sync(lambda s: s.exec(select(Click)).one())
    assert (row.at, row.visitor, row.verdict, row.settled) == (
        at,
        b"\x00\xff" * 8,
        Verdict.HUMAN,
        False,
    )
    assert rules.click_key(row.link_id, row.visitor).endswith("00ff" * 8)
