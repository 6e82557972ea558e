"""From reading to the board, by taps on a phone; and what becomes of a share in bad moments."""

from __future__ import annotations

import contextlib
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect

from tests.e2e import world
from tests.e2e.conftest import NewPhone, sign_in

pytestmark = pytest.mark.e2e

WORDS = "Wat ik zelf zo mooi vond: iedereen stond er."
SAID = f"Ik werk bij {world.COMPANY}."
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
SETTLED_WITHIN_MS = 60_000


class Thumb:
    """Counts taps: from a card to the network's own composer there may be three."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        target.tap()
        self.taps += 1


def _card(page: Page) -> Locator:
    return page.locator("article", has_text=world.NEWS)


def _sheet(page: Page) -> Locator:
    return page.get_by_role("dialog")


def _shares(page: Page) -> list[dict[str, Any]]:
    return page.request.get("/api/v1/shares").json()["items"]


def _message(address: str) -> str:
    """What a composer was opened with."""
    return parse_qs(urlsplit(address).query)["text"][0]


def test_from_reading_to_the_board(bob: Page, new_phone: NewPhone, site: str) -> None:
    assert _leading_team(bob) == "Utrecht"
    _read(bob)
    composer = _share_in_three_taps(bob)
    assert composer.startswith("https://wa.me/?text=")
    message = _message(composer)
    found = re.search(re.escape(site) + r"/s/\w{8}$", message)
    assert found, message
    assert message == f"{SAID} {WORDS}\n{found.group()}"
    expect(_sheet(bob).get_by_text("22 punten onderweg")).to_be_visible()
    _sheet(bob).get_by_role("button", name="Klaar").tap()
    expect(_card(bob).get_by_text("Gedeeld", exact=True)).to_be_visible()
    assert _points(bob)["all"] == 0

    target = _followed_by_a_friend(new_phone, found.group())
    assert target.startswith(world.TARGET)
    assert "utm_source=whatsapp" in target

    _see_it_confirmed(bob)
    bob.get_by_role("link", name="Teams").tap()
    first = bob.locator("ol").first.locator("li").first
    expect(first).to_contain_text("Breda")
    expect(first).to_contain_text("24")


def _read(page: Page) -> None:
    _card(page).get_by_role("link", name=world.NEWS).tap()
    expect(page.get_by_text("draaide Hanneke de sleutel om")).to_be_visible()
    page.get_by_role("link", name="Terug").tap()
    expect(_card(page).get_by_role("button", name="Gelezen")).to_be_visible()


def _share_in_three_taps(page: Page) -> str:
    thumb = Thumb()
    thumb.tap(_card(page).get_by_role("button", name="Delen"))
    thumb.tap(_sheet(page).locator("textarea"))
    page.keyboard.type(WORDS)
    with page.context.expect_page() as composer:
        thumb.tap(_sheet(page).get_by_role("button", name="WhatsApp"))
    assert thumb.taps <= 3
    return composer.value.url


def _followed_by_a_friend(new_phone: NewPhone, link: str) -> str:
    """Where the link leads; nothing is there, because no test leaves this machine."""
    friend = new_phone(user_agent=IPHONE).new_page()
    asked: list[str] = []
    friend.on("request", lambda request: asked.append(request.url))
    with contextlib.suppress(PlaywrightError):
        friend.goto(link)
    return asked[-1]


def _leading_team(page: Page) -> str:
    return page.request.get("/api/v1/boards/teams?period=week").json()["items"][0]["team"][
        "name"
    ]


def _points(page: Page) -> dict[str, int]:
    return page.request.get("/api/v1/me").json()["points"]


def _see_it_confirmed(page: Page) -> None:
    """Points follow the first reader within the rhythm of the timetable."""
    page.wait_for_function(
        "async () => (await (await fetch('/api/v1/me')).json()).points.all === 24",
        timeout=SETTLED_WITHIN_MS,
        polling=500,
    )
    page.get_by_role("link", name="Ik", exact=True).tap()
    expect(page.get_by_text("24 punten bevestigd")).to_be_visible()


def test_a_session_that_ended_in_the_middle_loses_nothing(bob: Page) -> None:
    bob.get_by_role("link", name="Teamleider Zorg").wait_for()
    card = bob.locator("article", has_text="Teamleider Zorg")
    card.get_by_role("button", name="Iemand voor deze baan").tap()
    _sheet(bob).locator("textarea").fill(WORDS)
    bob.context.clear_cookies()
    with bob.context.expect_page():
        _sheet(bob).get_by_role("button", name="Telegram").tap()
    expect(_sheet(bob).get_by_text("Je bent afgemeld")).to_be_visible()
    _sheet(bob).get_by_role("link", name="Aanmelden").tap()
    sign_in(bob)
    expect(_sheet(bob).locator("textarea")).to_have_value(WORDS)
    expect(card.get_by_text("Gedeeld", exact=True)).to_be_attached()
    sent = [share for share in _shares(bob) if share["network"] == "telegram"]
    assert [share["text"] for share in sent] == [f"{SAID} {WORDS}"]


def test_a_share_without_connection_arrives_once_there_is_one(bob: Page) -> None:
    _card(bob).get_by_role("button", name="Delen").tap()
    threads = _sheet(bob).get_by_role("button", name="Threads")
    expect(threads).to_be_visible()
    bob.context.set_offline(True)
    threads.tap()
    expect(_sheet(bob).get_by_text("Geen verbinding. Je deling is bewaard")).to_be_visible()
    kept = json.loads(bob.evaluate("localStorage.getItem('mh-shares')"))
    assert [entry["body"]["network"] for entry in kept] == ["threads"]
    bob.context.set_offline(False)
    bob.wait_for_function("() => localStorage.getItem('mh-shares') === '[]'")
    sent = [share for share in _shares(bob) if share["network"] == "threads"]
    assert len(sent) == 1
    assert sent[0]["text"] == f"{SAID} {world.CAPTION}"


def test_a_network_without_text_gets_it_by_the_clipboard(bob: Page) -> None:
    bob.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _card(bob).get_by_role("button", name="Delen").tap()
    with bob.context.expect_page() as composer:
        _sheet(bob).get_by_role("button", name="LinkedIn").tap()
    assert composer.value.url.startswith("https://www.linkedin.com/sharing/share-offsite/?url=")
    composer.value.close()
    expect(_sheet(bob).get_by_text("plak hem in LinkedIn")).to_be_visible()
    assert bob.evaluate("navigator.clipboard.readText()") == f"{SAID} {world.CAPTION}"


def test_says_per_network_when_a_text_is_too_long(bob: Page) -> None:
    _card(bob).get_by_role("button", name="Delen").tap()
    _sheet(bob).locator("textarea").fill("woord " * 48)
    expect(_sheet(bob).get_by_text("Te lang voor X, Bluesky")).to_be_visible()
    _sheet(bob).locator("[data-network=x]").tap()
    expect(_sheet(bob).get_by_text("tekens korter voor X")).to_be_visible()
    assert len(bob.context.pages) == 1
