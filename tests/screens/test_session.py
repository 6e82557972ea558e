"""The guard in front of every handler."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.core.db import Database
from advocacy_app.people import sign_in
from advocacy_app.people.rules import Permission
from advocacy_app.people.tables import Person
from advocacy_app.screens.access import Access, allowed, public, signed_in
from advocacy_app.screens.session import Session, session_secret
from tests import cast
from tests.screens.harness import cookie_of, guarded, part, tree


class Doors(rx.State):
    """One handler of each kind, and one that forgot to say."""

    secret: str = ""

    @rx.event
    @public
    async def for_anybody(self) -> None: ...

    @rx.event
    @signed_in
    async def for_people(self) -> None: ...

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def for_editors(self) -> None: ...

    @rx.event
    async def forgotten(self) -> None: ...

    def undecorated(self) -> None: ...


def _name(handler: str) -> str:
    return f"{Doors.get_full_name()}.{handler}"


def _session(database: Database, person: Person) -> str:
    with database.writing() as session:
        found = session.get(Person, person.id)
        assert found is not None
        return sign_in.start(session, found, "test").secret


async def _who_gets_in(database: Database, person: Person | None) -> dict[str, bool]:
    cookie = cookie_of(_session(database, person)) if person else ""
    root = tree(cookie)
    names = ("for_anybody", "for_people", "for_editors", "forgotten", "undecorated", "setvar")
    return {name: await guarded(root, _name(name)) is None for name in names}


async def test_every_handler_is_for_whom_it_says(db: Database) -> None:
    people = db.run_sync(cast.company)
    shut = {"forgotten": False, "undecorated": False, "setvar": False}
    assert await _who_gets_in(db, None) == {
        "for_anybody": True, "for_people": False, "for_editors": False, **shut,
    }  # fmt: skip
    assert await _who_gets_in(db, people.bob) == {
        "for_anybody": True, "for_people": True, "for_editors": False, **shut,
    }  # fmt: skip
    assert await _who_gets_in(db, people.alice) == {
        "for_anybody": True, "for_people": True, "for_editors": True, **shut,
    }  # fmt: skip


async def test_a_stranger_is_sent_to_the_sign_in_page(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    update = await guarded(tree(), _name("for_people"))
    assert "/sign-in" in str(update.events)


async def test_a_stolen_client_token_shows_nothing(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    root = tree(cookie_of(_session(sqlite_db, people.bob)))
    await guarded(root, _name("for_people"))
    part(root, Doors).secret = "only bob may see this"
    thief = tree("")
    root.router = thief.router
    await guarded(root, _name("for_anybody"))
    assert part(root, Doors).secret == ""
    assert part(root, Session)._actor is None


async def test_a_revoked_session_is_a_stranger(db: Database) -> None:
    people = db.run_sync(cast.company)
    secret = _session(db, people.bob)
    root = tree(cookie_of(secret))
    assert await guarded(root, _name("for_people")) is None
    db.run_sync(sign_in.sign_out, secret)
    assert await guarded(root, _name("for_people")) is not None


async def test_who_left_does_not_get_in(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    root = tree(cookie_of(_session(sqlite_db, people.dave)))
    assert await guarded(root, _name("for_people")) is not None


def test_a_mark_says_who_is_admitted() -> None:
    assert Access(anybody=True).admits(None)
    assert not Access().admits(None)


def test_a_broken_cookie_header_is_nobody() -> None:
    cases: dict[str, Any] = {"": "", "a=b": "", "mh_session=xyz; a=b": "xyz", "\x00=;;": ""}
    for header, secret in cases.items():
        assert session_secret(header) == secret
