"""What people may fill in, without a database."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from advocacy_app.core.errors import BadInput
from advocacy_app.people import fields
from advocacy_app.people.fields import CompanyChanges, MeChanges
from advocacy_app.people.rules import Appearance

FAMILY = "👩‍👩‍👧‍👦"
EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Bob@Example.COM ", "bob@example.com"),
        ("anna@kantoor.local", "anna@kantoor.local"),
        ("anna+werk@voorbeeld.nl", "anna+werk@voorbeeld.nl"),
    ],
)
def test_an_address_is_compared_in_lower_case(typed: str, stored: str) -> None:
    assert fields.clean_email(typed) == stored


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "bob",
        "bob@",
        "@example.com",
        "a b@example.com",
        "a@b@c.nl",
        "x" * 250 + "@b.nl",
        "bob@example.com\nBcc: x@evil.example",
        "bob@example.com\r\n\r\nbody",
        "bob\x00@a.nl",
    ],
)
def test_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"people\.error\.email"):
        fields.clean_email(typed)


@given(st.text(max_size=60))
def test_an_accepted_address_can_start_no_header(typed: str) -> None:
    try:
        stored = fields.clean_email(typed)
    except BadInput:
        return
    assert len(stored.splitlines()) == 1
    assert fields.clean_email(stored) == stored


@pytest.mark.parametrize(
    ("nickname", "ok"),
    [
        ("", True),
        ("a" * 40, True),
        ("a" * 41, False),
        (FAMILY * 40, True),
        (FAMILY * 41, False),
        ("Zus\nmet regel", False),
        ("Zus\u202eterug", False),
    ],
)
def test_a_nickname_has_at_most_forty_characters_as_people_count(
    nickname: str, ok: bool
) -> None:
    if ok:
        assert fields.clean_nickname(nickname) == nickname
    else:
        with pytest.raises(BadInput):
            fields.clean_nickname(nickname)


def test_a_name_is_one_line_of_one_to_eighty() -> None:
    assert fields.clean_name("  Bob   de  Bouwer ") == "Bob de Bouwer"
    for wrong in ("", "   ", "b" * 81, "Bob\x00"):
        with pytest.raises(BadInput):
            fields.clean_name(wrong)


@pytest.mark.parametrize(
    ("zone", "ok"),
    [
        ("Europe/Amsterdam", True),
        ("Asia/Calcutta", True),
        ("UTC", True),
        ("Europe/Breda", False),
        ("CEST", False),
        ("", False),
        ("../../etc/passwd", False),
    ],
)
def test_a_zone_is_of_the_iana_list(zone: str, ok: bool) -> None:
    if ok:
        assert fields.clean_timezone(zone) == zone
    else:
        with pytest.raises(BadInput):
            fields.clean_timezone(zone)


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("", ""),
        ("mastodon.nl", "mastodon.nl"),
        ("https://Mastodon.NL/@bob", "mastodon.nl"),
        ("@bob@social.example", "social.example"),
        ("localhost", None),
        ("mastodon.nl:8080", None),
        ("127.0.0.1", None),
        ("a..b", None),
        ("evil.example?x=", None),
    ],
)
def test_a_mastodon_host_is_a_host(typed: str, host: str | None) -> None:
    if host is None:
        with pytest.raises(BadInput):
            fields.clean_mastodon_host(typed)
    else:
        assert fields.clean_mastodon_host(typed) == host


@pytest.mark.parametrize(
    ("given_hours", "stored"),
    [
        ({"from": "20:00", "to": "08:00", "days": [5, 1, 1]}, [1, 5]),
        ({"from": "00:00", "to": "23:59", "days": ["mon", "SUN"]}, [1, 7]),
        ({"from": "20:00", "to": "08:00"}, EVERY_DAY),
        ({"from": "20:00", "to": "08:00", "days": []}, EVERY_DAY),
        ({"from": "24:00", "to": "08:00", "days": []}, None),
        ({"from": "8:00", "to": "20:00", "days": []}, None),
        ({"from": "08:00", "to": "08:00", "days": []}, None),
        ({"from": "20:00", "to": "08:00", "days": [0]}, None),
        ({"from": "20:00", "to": "08:00", "days": [8]}, None),
        ({"from": "20:00", "to": "08:00", "days": ["zondag"]}, None),
    ],
)
def test_quiet_hours(given_hours: dict[str, Any], stored: list[int] | None) -> None:
    changes = MeChanges.model_validate({"quiet_hours": given_hours})
    if stored is None:
        with pytest.raises(BadInput) as refused:
            changes.cleaned()
        assert refused.value.fields == {"quiet_hours": "people.error.quiet_hours"}
    else:
        expected = {"from": given_hours["from"], "to": given_hours["to"], "days": stored}
        assert changes.cleaned() == {"quiet_hours": expected}


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ({}, {}),
        ({"quiet_hours": None}, {"quiet_hours": None}),
        ({"locale": "en"}, {"locale": "en"}),
        ({"locale": None, "nickname": None}, {}),
        ({"appearance": "hidden"}, {"appearance": Appearance.HIDDEN}),
        ({"network_order": ["x", "whatsapp", "x"]}, {"network_order": ["x", "whatsapp"]}),
    ],
)
def test_only_what_is_given_changes(body: dict[str, Any], changed: dict[str, Any]) -> None:
    assert MeChanges.model_validate(body).cleaned() == changed


@pytest.mark.parametrize(
    "body",
    [{"role": "admin"}, {"locale": 3}, {"appearance": "loud"}, {"quiet_hours": {"from": "1"}}],
)
def test_what_is_not_ones_own_to_change_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MeChanges.model_validate(body)


@pytest.mark.parametrize(
    "body",
    [
        {"locale": "fr"},
        {"timezone": "Mars/Base"},
        {"network_order": ["<script>"]},
        {"network_order": ["x"] * 21},
        {"mastodon_host": "nee"},
        {"nickname": "n" * 41},
    ],
)
def test_each_wrong_value_names_its_field(body: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as refused:
        MeChanges.model_validate(body).cleaned()
    assert list(refused.value.fields) == list(body)


@pytest.mark.parametrize(
    "body",
    [
        {"name": " "},
        {"brand_colour": "red"},
        {"locale": "fr"},
        {"timezone": "Mars"},
        {"disclosure": {"fr": "pub"}},
        {"disclosure": {"nl": "x" * 81}},
        {"disclosure": {"nl": "twee\nregels"}},
    ],
)
def test_a_company_that_cannot_be_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        CompanyChanges.model_validate(body).cleaned()


@pytest.mark.parametrize(
    ("name", "letters"), [("Breda", "BR"), ("Team Den Haag", "DH"), ("Team", "TE"), ("!", "!")]
)
def test_initials(name: str, letters: str) -> None:
    assert fields.initials(name) == letters


def test_a_colour_is_six_digits() -> None:
    assert fields.clean_colour(" #4A3FE0 ") == "#4a3fe0"
    with pytest.raises(BadInput):
        fields.clean_colour("red")
