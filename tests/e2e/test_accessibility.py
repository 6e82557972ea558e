"""Both themes, both languages, small screens: axe finds nothing, nothing is out of reach."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e import world
from tests.e2e.conftest import NewPhone, kept_after_sign_in

pytestmark = pytest.mark.e2e

_OF_WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _broken(page: Page) -> list[str]:
    rules = {"runOnly": {"type": "tag", "values": _OF_WCAG_22_AA}}
    axe: Any = Axe()
    found: dict[str, Any] = axe.run(page, options=rules).response
    return [
        f"{page.url} {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


@pytest.fixture(scope="module")
def alices(browser: Browser, site: str) -> Any:
    """Alice's phone: she changes her language here, and the journeys are bob's."""
    return kept_after_sign_in(browser, site, world.ALICE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_axe_finds_nothing(new_phone: NewPhone, alices: Any, theme: str, locale: str) -> None:
    page = new_phone(
        storage_state=alices, color_scheme=theme, reduced_motion="reduce"
    ).new_page()
    page.request.patch(
        "/api/v1/me", data={"locale": locale}, headers={"X-CSRF-Token": _csrf(page)}
    )
    broken: list[str] = []
    for path in ("/", "/jobs", "/teams", "/me"):
        page.goto(path)
        page.locator("main[id=main] > :not([aria-hidden])").first.wait_for()
        page.locator("article, ol, form").first.wait_for()
        broken += _broken(page)
    page.goto("/")
    page.get_by_role("link", name=world.NEWS).tap()
    expect(page.get_by_text("draaide Hanneke")).to_be_visible()
    broken += _broken(page)
    page.locator("[aria-haspopup=dialog]").first.tap()
    page.locator("[data-network]").first.wait_for()
    page.locator("dialog textarea").fill("lang " * 70)
    broken += _broken(page)
    assert broken == []


@pytest.mark.parametrize("size", [(320, 568), (195, 422)])
def test_nothing_is_out_of_reach_when_small(
    new_phone: NewPhone, alices: Any, size: tuple[int, int]
) -> None:
    """195 is 390 pixels at 200 % (WCAG 2.2, 1.4.4)."""
    viewport = {"width": size[0], "height": size[1]}
    page = new_phone(storage_state=alices, viewport=viewport).new_page()
    for path in ("/", "/jobs"):
        page.goto(path)
        page.locator("article").first.wait_for()
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= max(size[0], 320), path
    page.locator("[aria-haspopup=dialog]").first.tap()
    last = page.locator("[data-network]").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=0.9)
    page.locator("dialog textarea").scroll_into_view_if_needed()
    expect(page.locator("dialog textarea")).to_be_in_viewport(ratio=0.5)


def _csrf(page: Page) -> str:
    found = [c for c in page.context.cookies() if c.get("name") == "mh_csrf"]
    return found[0].get("value", "")
