"""What the server says, from the catalogues it ships."""

from __future__ import annotations

import pytest

from advocacy_app.core import text
from advocacy_app.core.errors import BadInput, Forbidden, TooMany


@pytest.mark.parametrize(
    ("wanted", "locale"),
    [
        ("nl", "nl"),
        ("en-GB,en;q=0.9,nl;q=0.8", "en"),
        ("fr-FR, nl;q=0.5", "nl"),
        ("NL-be", "nl"),
        ("fr", "nl"),
        ("", "nl"),
        (None, "nl"),
        ("../../etc", "nl"),
    ],
)
def test_the_nearest_language_we_speak(wanted: str | None, locale: str) -> None:
    assert text.nearest(wanted) == locale


def test_a_refusal_says_what_to_do_in_both_languages() -> None:
    too_many = TooMany("error.too_many", retry_after_s=30)
    assert "30 seconden" in text.problem("nl", too_many)
    assert "30 seconds" in text.problem("en", too_many)
    assert text.problem("nl", Forbidden("error.forbidden")).startswith("Dit hoort niet")


def test_each_wrong_input_has_a_sentence_of_its_own() -> None:
    key = "people.error.name"
    refused = BadInput(key, fields={"name": key}, most=80)
    assert text.problems("nl", refused) == {"name": "Een naam telt 1 tot 80 tekens."}


@pytest.mark.parametrize("key", ["nothing.here", "error.nothing", "../secret", "", "error"])
def test_a_key_without_a_sentence_stays_a_key(key: str) -> None:
    assert text.say("nl", key) == key
    assert not text.has("nl", key)


def test_a_parameter_is_never_read_as_a_sentence() -> None:
    said = text.say("en", "people.error.email_taken", email="{key} {email.__class__}")
    assert said == (
        "There is somebody with {key} {email.__class__} already. Choose another address."
    )
    assert "{seconds}" in text.say("en", "error.too_many")
