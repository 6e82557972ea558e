from __future__ import annotations

import pytest

from advocacy_app.core.errors import BadInput
from advocacy_app.sharing import rules
from advocacy_app.sharing.rules import Network


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://a.nl",
            "https://a.nl?utm_source=x&utm_medium=employee_advocacy&utm_campaign=c",
        ),
        (
            "https://a.nl/p?b=1&b=2&e=%20+#top?x=1",
            "https://a.nl/p?b=1&b=2&e=%20+&utm_source=x&utm_medium=employee_advocacy"
            "&utm_campaign=c#top?x=1",
        ),
        (
            "https://a.nl/?utm_source=mail",
            "https://a.nl/?utm_source=mail&utm_medium=employee_advocacy&utm_campaign=c",
        ),
        ("/jobs/x", "/jobs/x?utm_source=x&utm_medium=employee_advocacy&utm_campaign=c"),
        (
            "https://a.nl/é?q=ë",
            "https://a.nl/é?q=ë&utm_source=x&utm_medium=employee_advocacy&utm_campaign=c",
        ),
    ],
)
def test_utm_is_added_and_nothing_is_changed(url: str, expected: str) -> None:
    assert rules.with_utm(url, Network.X, "c") == expected


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/s/abc",
        "http://LOCALHOST:8000/s/abc?x=1",
        "/s/abc",
        "https://localhost:8000/s/",
    ],
)
def test_our_own_links_are_refused_as_targets(url: str) -> None:
    with pytest.raises(BadInput):
        rules.require_other_target(url, "http://localhost:8000")


@pytest.mark.parametrize(
    "url",
    ["", "/jobs/x", "https://other.nl/s/abc", "http://localhost:8000/news", "https://s/s"],
)
def test_other_targets_pass(url: str) -> None:
    rules.require_other_target(url, "http://localhost:8000")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Zestig collega’s in Breda!", "zestig-collegas-in-breda"),
        ("Crème brûlée & Łódź", "creme-brulee-lodz"),
        ("🎉", "item"),
        ("een " * 40, "een-een-een-een-een-een-een-een-een-een-een-een-een-een-een"),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_title_becomes_a_campaign(title: str, slug: str) -> None:
    assert rules.campaign(title) == slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kom kijken", "Ik werk bij Tulp. Kom kijken"),
        ("", "Ik werk bij Tulp."),
        ("Trots: ik werk bij TULP en we zijn open", "Trots: ik werk bij TULP en we zijn open"),
        ("  Kom\nkijken ", "Ik werk bij Tulp. Kom\nkijken"),
    ],
)
def test_who_speaks_is_said_first_and_once(text: str, expected: str) -> None:
    assert rules.composed(text, "Ik werk bij Tulp.") == expected


def test_the_link_stands_on_a_line_of_its_own_and_only_once() -> None:
    assert rules.with_link("Kom", "https://a/s/b") == "Kom\nhttps://a/s/b"
    assert rules.with_link("", "https://a/s/b") == "https://a/s/b"
    assert rules.with_link("Zie https://a/s/b nu", "https://a/s/b") == "Zie https://a/s/b nu"


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        (None, False),
        ("", False),
        ("  \n", False),
        ("Wij zijn open. Kom kijken!", False),
        ("wij zijn open, kom  kijken 🎉", False),
        ("Wij zijn open. Kom kijken vandaag!", True),
        ("🎉🎉", True),
    ],
)
def test_own_words_are_words_of_ones_own(text: str | None, is_own: bool) -> None:
    assert rules.is_own_words(text, ["Wij zijn open. Kom kijken!"]) is is_own


def test_the_chosen_order_comes_first_and_nothing_is_lost() -> None:
    order = rules.network_order(["x", "unknown", "email", "x"])

    assert order[:3] == (Network.X, Network.EMAIL, Network.LINKEDIN)
    assert sorted(order) == sorted(Network)


def test_line_breaks_stay_and_other_control_characters_go() -> None:
    assert rules.clean_text(" a\r\nb\x00\x07\tc ") == "a\nbc"
    with pytest.raises(BadInput):
        rules.clean_text("x" * (rules.TEXT_MAX + 1))


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("kort", 10, "kort"),
        ("precies tien", 12, "precies tien"),
        ("een zin die langer is", 12, "een zin die…"),
        ("x" * 20, 10, "xxxxxxxxx…"),
    ],
)
def test_a_long_line_is_cut_between_words(text: str, most: int, expected: str) -> None:
    assert rules.shortened(text, most) == expected
    assert len(expected) <= most


@pytest.mark.parametrize(
    ("text", "is_code"),
    [("abcdEFGH", True), ("abc", False), ("abc/defg", False), ("", False), ("a" * 33, False)],
)
def test_what_cannot_be_a_code_is_not_looked_up(text: str, is_code: bool) -> None:
    assert rules.is_code(text) is is_code
