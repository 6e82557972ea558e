"""The timetable: who runs it, and that a job that fails stops nothing."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from advocacy_app.content import queries
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.jobs.runner import Runner
from advocacy_app.jobs.timetable import JOBS, Job
from tests import cast

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def job(work: object = None) -> Job:
    return Job("count", work or (lambda _: 1), timedelta(seconds=1))  # pyright: ignore[reportArgumentType]


def test_only_the_leader_works(db: Database) -> None:
    clock.use(lambda: NOW)
    one, other = Runner(db, ()), Runner(db, ())
    assert one.run(job()) == 1
    assert other.run(job()) == 0
    one.stop()
    assert other.run(job()) == 1
    clock.use(lambda: NOW + timedelta(minutes=2))
    assert one.run(job()) == 1


def test_a_job_that_fails_is_logged(
    sqlite_db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def _fails(_: Database) -> int:
        raise ValueError("boom")

    assert Runner(sqlite_db, ()).run(job(_fails)) == 0
    assert "could not count" in caplog.text
    assert Runner(sqlite_db, ()).run(job()) == 0


def test_jobs_run_by_themselves(sqlite_db: Database) -> None:
    ran = threading.Event()

    def _work(_: Database) -> int:
        ran.set()
        return 1

    runner = Runner(sqlite_db, (Job("count", _work, timedelta(seconds=0.05)),))
    runner.start()
    try:
        assert ran.wait(10)
    finally:
        runner.stop()


@pytest.mark.parametrize("named", JOBS, ids=lambda found: found.description)
def test_every_job_runs_on_both_databases_and_twice(db: Database, named: Job) -> None:
    db.run_sync(cast.company)
    for _ in range(2):
        assert named.work(db) >= 0


def test_expired_items_leave_the_index_and_nothing_else(db: Database) -> None:
    clock.use(lambda: NOW)
    people = db.run_sync(cast.company)
    db.run_sync(cast.item, "blijft")
    db.run_sync(cast.item, "weg", expires_at=NOW)
    db.run_sync(cast.item, "straks", expires_at=NOW + timedelta(microseconds=1))
    clearing = next(found for found in JOBS if "expired" in found.description)
    assert clearing.work(db) == 1
    assert clearing.work(db) == 0
    page = db.read_sync(queries.feed, cast.actor(people.bob), FeedQuery(), NOW)
    assert {view.title for view in page.items} == {"blijft", "straks"}
