"""What one person earned, as they see it."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.rewards import service as rewards
from advocacy_app.rewards.history import history
from advocacy_app.rewards.rules import EntryState, Reason
from tests import cast


def _earn(session: Session, who: cast.Person, key: str, days_ago: int) -> None:
    rewards.award(
        session,
        person_id=who.id,
        team_id=who.team_id,
        reason=Reason.SHARE_COPIED,
        key=key,
        at=clock.now() - timedelta(days=days_ago),
        source=f"link:{key}",
    )


def test_it_is_ones_own_and_newest_first(db: Database) -> None:
    people = db.run_sync(cast.company)
    db.run_sync(_earn, people.bob, "older", 3)
    db.run_sync(_earn, people.bob, "newer", 1)
    db.run_sync(_earn, people.carol, "hers", 0)

    found = db.read_sync(history, cast.actor(people.bob))

    assert [entry.source for entry in found] == ["link:newer", "link:older"]
    assert {entry.points for entry in found} == {8}


def test_what_was_taken_back_is_told_once(db: Database) -> None:
    people = db.run_sync(cast.company)
    db.run_sync(_earn, people.bob, "share", 1)
    db.run_sync(rewards.reverse, "share", clock.now(), "burst")

    found = db.read_sync(history, cast.actor(people.bob))

    assert [(entry.points, entry.state) for entry in found] == [(8, EntryState.REVERSED)]


def test_it_is_no_longer_than_asked(db: Database) -> None:
    people = db.run_sync(cast.company)
    for day in range(3):
        db.run_sync(_earn, people.bob, f"share {day}", day)
    bob = cast.actor(people.bob)

    assert [len(db.read_sync(history, bob, limit)) for limit in (-1, 2, 9)] == [1, 2, 3]
