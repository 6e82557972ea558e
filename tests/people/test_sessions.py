"""Sessions on both databases: how long they last, and how soon they are over."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import NotSignedIn
from advocacy_app.people import queries, rules, service, sign_in
from advocacy_app.people.tables import Person, SignInSession
from tests import cast
from tests.cast import Cast
from tests.people.conftest import later


def start(db: Database, who: Person) -> str:
    def work(session: Session) -> str:
        return sign_in.start(session, session.get_one(Person, who.id), "Firefox · Mac").secret

    return db.run_sync(work)


def test_the_database_does_not_hold_the_secret(db: Database, the: Cast) -> None:
    secret = start(db, the.bob)
    row = db.read_sync(lambda session: session.exec(select(SignInSession)).one())
    assert secret not in repr(row.model_dump())
    assert db.read_sync(queries.signed_in, row.id) is None


@pytest.mark.parametrize("secret", ["", "x", "é" * 200, "\x00"])
def test_a_made_up_secret_is_nobody(db: Database, the: Cast, secret: str) -> None:
    start(db, the.bob)
    assert db.read_sync(queries.signed_in, secret) is None
    assert db.read_sync(queries.token_holder, secret) is None


def test_a_rotated_session_leaves_the_old_secret_worthless(db: Database, the: Cast) -> None:
    old = start(db, the.bob)
    new = db.run_sync(service.rotate, old).secret
    assert db.read_sync(queries.signed_in, old) is None
    assert db.read_sync(queries.signed_in, new) is not None
    with pytest.raises(NotSignedIn):
        db.run_sync(service.rotate, old)


def test_a_session_ends_after_thirty_days_without_use(db: Database, the: Cast) -> None:
    later(seconds=0)
    secret = start(db, the.bob)
    later(days=30)
    assert db.read_sync(queries.signed_in, secret) is None
    later(microseconds=-1)
    assert db.read_sync(queries.signed_in, secret) is not None


async def test_use_makes_a_session_last(db: Database, the: Cast) -> None:
    later(seconds=0)
    secret = start(db, the.bob)
    later(days=29)
    assert await sign_in.who(secret) is not None
    later(days=29)
    found = await sign_in.who(secret)
    assert found is not None
    assert db.read_sync(lambda s: s.get_one(Person, the.bob.id)).seen_at == clock.now()


async def test_what_is_revoked_is_over_at_once(db: Database, the: Cast) -> None:
    secret = start(db, the.bob)
    assert await sign_in.who(secret) is not None
    db.run_sync(service.sign_out, secret)
    assert await sign_in.who(secret) is None
    db.run_sync(service.sign_out, secret)


async def test_what_was_read_before_a_change_is_not_remembered_after_it(
    db: Database, the: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, read = start(db, the.bob), db.read_sync

    def read_then_revoked(*how: Any) -> Any:
        found = read(*how)
        db.run_sync(service.sign_out, secret)
        return found

    monkeypatch.setattr(db, "read_sync", read_then_revoked)
    assert await sign_in.who(secret) is not None
    monkeypatch.undo()
    assert await sign_in.who(secret) is None


async def test_a_changed_person_is_seen_at_once(db: Database, the: Cast) -> None:
    secret = start(db, the.bob)
    await sign_in.who(secret)
    changes = service.MeChanges(locale="en")
    db.run_sync(service.update_me, cast.actor(the.bob), changes)
    found = await sign_in.who(secret)
    assert found is not None
    assert found.actor.locale == "en"


async def test_nobody_is_asked_of_the_database_twice_in_five_seconds(
    db: Database, the: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(seconds=0)
    secret = start(db, the.bob)
    first = await sign_in.who(secret)
    monkeypatch.setattr(db, "read_sync", _asked_again)
    later(seconds=4)
    assert await sign_in.who(secret) is first
    monkeypatch.undo()
    later(seconds=2)
    assert await sign_in.who(secret) == first


def test_two_sessions_have_two_csrf_values(db: Database, the: Cast) -> None:
    found = [db.read_sync(queries.signed_in, start(db, the.bob)) for _ in range(2)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].csrf != found[1].csrf
    assert found[0].csrf == queries.csrf_of(found[0].session_id)


def test_a_leaver_is_nobody_even_with_a_live_session(db: Database, the: Cast) -> None:
    secret = start(db, the.dave)
    assert db.read_sync(queries.signed_in, secret) is None


def test_rules_and_rows_agree_on_the_length_of_a_session(db: Database, the: Cast) -> None:
    later(seconds=0)
    found = db.read_sync(queries.signed_in, start(db, the.bob))
    assert found is not None
    assert found.expires_at == rules.session_end(clock.now())


def _asked_again(*_: object) -> None:
    pytest.fail("the database was asked again")
