"""One holder at a time, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from advocacy_app.core import clock, lease
from advocacy_app.core.db import Database

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def take(db: Database, holder: str, after: timedelta = timedelta()) -> bool:
    clock.use(lambda: NOW + after)
    return db.run_sync(lease.take, "timetable", holder, MINUTE)


def test_one_holder_until_the_end(db: Database) -> None:
    assert take(db, "a")
    assert not take(db, "b", MINUTE - timedelta(microseconds=1))
    assert take(db, "b", MINUTE)
    assert not take(db, "a", MINUTE)


def test_the_holder_renews(db: Database) -> None:
    assert take(db, "a")
    assert take(db, "a", MINUTE / 2)
    assert not take(db, "b", MINUTE)


def test_given_back_is_free_at_once(db: Database) -> None:
    assert take(db, "a")
    db.run_sync(lease.give_back, "timetable", "b")
    assert not take(db, "b")
    db.run_sync(lease.give_back, "timetable", "a")
    assert take(db, "b")


def test_leases_of_other_names_are_others(db: Database) -> None:
    assert take(db, "a")
    assert db.run_sync(lease.take, "other", "b", MINUTE)
