"""What happens by itself, as data. Each job is safe to run twice and returns what it did.

Only the process with the timetable's lease runs them (``jobs/runner.py``); what a job takes on
is claimed by a conditional update all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from advocacy_app.content import imports, rows
from advocacy_app.core import clock, replies
from advocacy_app.core.db import Database
from advocacy_app.people.service import system_actor
from advocacy_app.sharing import settling
from advocacy_app.sharing.clicks import visitors


@dataclass(frozen=True)
class Job:
    """``description`` names it in the log; ``work`` returns how many things it did."""

    description: str
    work: Callable[[Database], int]
    every: timedelta


def _settle_clicks(database: Database) -> int:
    return database.run_sync(settling.settle)


def _import_due_sources(database: Database) -> int:
    return imports.run_due(database, system_actor())


def _drop_expired_slots(database: Database) -> int:
    return database.run_sync(rows.drop_expired_slots, clock.now())


def _forget_replies(database: Database) -> int:
    return database.run_sync(replies.purge, clock.now())


def _rotate_salts(database: Database) -> int:
    return database.run_sync(_salts)


def _salts(session: Session) -> int:
    """Also on a day without clicks the salt of the day before yesterday has to go."""
    visitors.salts(session, clock.now().date())
    return 1


JOBS: tuple[Job, ...] = (
    Job("turn clicks into points", _settle_clicks, timedelta(seconds=15)),
    Job("import the sources that are due", _import_due_sources, timedelta(minutes=2)),
    Job("clear expired items out of the feed index", _drop_expired_slots, timedelta(hours=1)),
    Job("forget answers kept for repeats", _forget_replies, timedelta(hours=1)),
    Job("change the salt of visitor hashes", _rotate_salts, timedelta(minutes=10)),
)
