"""Pure and table-driven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advocacy_app.content import rules
from advocacy_app.content.rules import ItemState
from advocacy_app.core.errors import BadInput

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("state", "published_at", "until", "seen"),
    [
        (ItemState.PUBLISHED, NOW, None, True),
        (ItemState.PUBLISHED, NOW + TICK, None, False),
        (ItemState.PUBLISHED, NOW, NOW, False),
        (ItemState.PUBLISHED, NOW, NOW + TICK, True),
        (ItemState.PUBLISHED, None, None, False),
        (ItemState.DRAFT, NOW, None, False),
        (ItemState.REVIEW, NOW, None, False),
        (ItemState.WITHDRAWN, NOW, None, False),
        (ItemState.REJECTED, NOW, None, False),
    ],
)
def test_when_an_item_is_seen(
    state: ItemState, published_at: datetime | None, until: datetime | None, seen: bool
) -> None:
    assert rules.is_visible(state, published_at, until, NOW) is seen


@pytest.mark.parametrize(
    ("expires", "closes", "until"),
    [
        (None, None, None),
        (NOW, None, NOW),
        (None, SOON, SOON),
        (NOW, SOON, NOW),
        (SOON, NOW, NOW),
    ],
)
def test_the_first_end_counts(
    expires: datetime | None, closes: datetime | None, until: datetime | None
) -> None:
    assert rules.visible_until(expires, closes) == until


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("  Twee\n regels ", "Twee regels"),
        ("a\u202eb", "a b"),
        ("\x00x", "x"),
        ("é" * 300, "é" * 199 + "…"),
    ],
)
def test_titles_are_one_line(given: str, title: str) -> None:
    assert rules.clean_title(given) == title


@pytest.mark.parametrize("given", ["", " ", "\n\t", "\x00"])
def test_a_title_of_nothing_is_refused(given: str) -> None:
    with pytest.raises(BadInput):
        rules.clean_title(given)


def test_cut_text_ends_between_words() -> None:
    assert rules.shortened("een twee drie vier", 14) == "een twee drie…"
    assert rules.shortened("kort", 4) == "kort"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Monteur (m/v) — Breda", "monteur-m-v-breda-x1"),
        ("Größe & Ærø", "grosse-aero-x1"),
        ("日本", "x1"),
        ("a" * 90, "a" * 60 + "-x1"),
    ],
)
def test_slugs_are_words_then_what_makes_them_unique(title: str, slug: str) -> None:
    assert rules.slug(title, "x1") == slug


@pytest.mark.parametrize(
    ("least", "most", "currency", "period", "locale", "text"),
    [
        (300000, 420000, "EUR", "month", "nl", "€ 3.000 – € 4.200 per maand"),
        (300000, 420000, "EUR", "month", "en", "€3,000 – €4,200 a month"),
        (1450, None, "EUR", "hour", "nl", "vanaf € 14,50 per uur"),
        (None, 9000000, "USD", "year", "en", "up to $90,000 a year"),
        (5000, 5000, "CHF", "day", "nl", "CHF 50 per dag"),
        (5000, None, "EUR", "moon", "fr", "from €50"),
        (None, None, "EUR", "month", "nl", ""),
    ],
)
def test_salaries_in_words(
    least: int | None, most: int | None, currency: str, period: str, locale: str, text: str
) -> None:
    assert rules.salary_text(least, most, currency, period, locale) == text


@pytest.mark.parametrize(
    ("least", "most", "period"), [(2, 1, "month"), (-1, None, "month"), (1, 2, "moon")]
)
def test_pay_that_cannot_be_is_refused(least: int, most: int | None, period: str) -> None:
    with pytest.raises(BadInput):
        rules.check_pay(least, most, period)


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com/a", True),
        ("HTTP://example.com", True),
        ("javascript:alert(1)", False),
        ("//example.com", False),
        ("https://user:pw@example.com", False),
        ("https://", False),
        ("ftp://example.com", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_which_addresses_a_browser_may_follow(url: str, safe: bool) -> None:
    assert bool(rules.web_address(url)) is safe


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.Example.com/a/?utm_source=x#y", "https://example.com/a", True),
        ("https://example.com/?p=1", "https://example.com/?p=2", False),
        ("https://example.com:8443/a", "https://example.com/a", False),
        ("https://example.com/a?x=1&fbclid=2", "https://example.com/a?x=1", True),
        ("https://example.com/A", "https://example.com/a", False),
    ],
)
def test_one_spelling_per_page(one: str, other: str, same: bool) -> None:
    assert (rules.normalised_link(one) == rules.normalised_link(other)) is same


def test_readers_are_not_followed() -> None:
    url = "https://example.com/a?x=%20&utm_medium=rss&y=2&gclid=1#z"
    assert rules.without_tracking(url) == "https://example.com/a?x=%20&y=2#z"


def test_what_an_entry_is_known_by() -> None:
    assert rules.identity(" guid ", "https://x.y", "t", "d") == "guid"
    assert rules.identity("", "https://x.y/?utm_id=1", "t", "d") == "https://x.y"
    words = rules.identity("", "", "t", "d")
    assert words.startswith("sha256:")
    assert words != rules.identity("", "", "td", "")


@pytest.mark.parametrize(
    ("opened", "present", "shrunken"),
    [(0, 0, False), (4, 2, False), (4, 1, True), (1, 0, True), (5, 3, False), (5, 2, True)],
)
def test_when_a_board_is_rather_broken(opened: int, present: int, shrunken: bool) -> None:
    assert rules.is_shrunken(opened, present) is shrunken


@pytest.mark.parametrize(
    ("ago_s", "every", "due"),
    [(None, 5, True), (299, 5, False), (300, 5, True), (900, None, False), (None, None, False)],
)
def test_when_a_source_is_due(ago_s: int | None, every: int | None, due: bool) -> None:
    last = None if ago_s is None else NOW - timedelta(seconds=ago_s)
    assert rules.is_due(last, every, NOW) is due


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("fulltime_permanent", "FULL_TIME"),
        ("Part-time", "PART_TIME"),
        ("Stage", "INTERN"),
        ("Temporary full-time", "TEMPORARY"),
        ("Regular", ""),
    ],
)
def test_kinds_of_contract(said: str, code: str) -> None:
    assert rules.employment_type(said) == code


def test_an_end_before_the_beginning_is_refused() -> None:
    rules.check_window(NOW, SOON)
    rules.check_window(None, NOW)
    with pytest.raises(BadInput):
        rules.check_window(NOW, NOW)
