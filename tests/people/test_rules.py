"""Permissions and what a proof of identity is worth, without a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advocacy_app.core.errors import BadInput, Forbidden
from advocacy_app.people import rules
from advocacy_app.people.rules import Actor, Appearance, Permission, Role

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
EVERYBODY = {"read_feed", "share", "see_boards", "edit_self"}
COMMS = {"write_content", "publish_content", "import_content"}


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        (Role.EMPLOYEE, EVERYBODY),
        (Role.CONTRIBUTOR, EVERYBODY),
        (Role.ANALYST, EVERYBODY),
        (Role.EDITOR, EVERYBODY | COMMS),
        (Role.ADMIN, EVERYBODY | COMMS | {"manage_people", "manage_company"}),
    ],
)
def test_each_role_may_exactly_this(role: Role, permissions: set[str]) -> None:
    actor = Actor("p", role, None, "nl", "UTC")
    for permission in Permission:
        if permission in permissions:
            rules.require(actor, permission)
        else:
            with pytest.raises(Forbidden):
                rules.require(actor, permission)


@pytest.mark.parametrize(
    ("ends", "revoked_at", "lives"),
    [
        (NOON + TICK, None, True),
        (NOON, None, False),
        (NOON - TICK, None, False),
        (NOON + TICK, NOON - TICK, False),
    ],
)
def test_a_proof_is_worthless_from_its_last_moment(
    ends: datetime, revoked_at: datetime | None, lives: bool
) -> None:
    assert rules.is_live(ends, revoked_at, NOON) is lives


@pytest.mark.parametrize(
    ("seen_at", "due"),
    [
        (None, True),
        (NOON, False),
        (NOON - rules.SESSION_TOUCH + TICK, False),
        (NOON - rules.SESSION_TOUCH, True),
    ],
)
def test_use_is_written_down_twice_a_day(seen_at: datetime | None, due: bool) -> None:
    assert rules.is_due(seen_at, NOON) is due


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("123456", "123456"),
        (" 123 456\n", "123456"),
        ("123-456", "123456"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("١٢٣٤٥٦", ""),
        ("", ""),
    ],
)
def test_a_code_is_six_digits_however_typed(typed: str, digits: str) -> None:
    assert rules.code_digits(typed) == digits


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("mh_session=abc", "abc"),
        ('a=1; mh_session="abc"; b=2', "abc"),
        ("xmh_session=abc", ""),
        ("mh_session", ""),
        ("", ""),
        ("mh_session=first; mh_session=second", "first"),
    ],
)
def test_a_cookie_is_found_by_its_whole_name(header: str, value: str) -> None:
    assert rules.cookie(header) == value


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/teams?period=week#top", "/teams?period=week#top"),
        ("/", "/"),
        (None, "/"),
        ("", "/"),
        ("teams", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_next_stays_on_this_site(wanted: str | None, path: str) -> None:
    assert rules.local_path(wanted) == path


@given(st.text(alphabet="/\\.@:?#a \t\n\r%é", max_size=12))
@example("///x")
def test_whatever_is_asked_next_stays_on_this_site(wanted: str) -> None:
    path = rules.local_path(wanted)
    without_breaks = path.replace("\t", "").replace("\n", "").replace("\\", "/")
    assert urlsplit(urljoin("https://here.example/", without_breaks)).netloc == "here.example"
    assert path.isascii()
    assert path.isprintable()


@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("short", "people.error.password_length"),
        ("x" * 201, "people.error.password_length"),
        ("aaaabbbbcccc", "people.error.password_weak"),
        ("bob.de.bouwer@example.com", "people.error.password_weak"),
        ("Bob.De.Bouwer", "people.error.password_weak"),
        ("vier paarse koeien", None),
        ("0123456789", None),
    ],
)
def test_a_password_is_long_and_not_the_address(password: str, key: str | None) -> None:
    if key is None:
        rules.require_good_password(password, "bob.de.bouwer@example.com")
        return
    with pytest.raises(BadInput) as refused:
        rules.require_good_password(password, "bob.de.bouwer@example.com")
    assert refused.value.key == key
    assert refused.value.fields == {"password": key}


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19 Safari/604", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537 Edg/140", "Edge · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_told_in_two_words(user_agent: str, device: str) -> None:
    assert rules.device(user_agent) == device


@pytest.mark.parametrize(
    ("appearance", "nickname", "shown"),
    [
        (Appearance.NAME, "Zus", "Bob"),
        (Appearance.NICKNAME, "Zus", "Zus"),
        (Appearance.NICKNAME, "", "Bob"),
        (Appearance.HIDDEN, "Zus", ""),
    ],
)
def test_people_appear_as_they_chose(appearance: Appearance, nickname: str, shown: str) -> None:
    assert rules.shown_name("Bob", nickname, appearance) == shown
