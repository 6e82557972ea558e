"""Runs the timetable in this process, when it is the one that holds the lease.

Every process asks before each job; so a leader that dies is replaced within a minute, and two
leaders for a moment do no harm.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from advocacy_app.core import ids, lease
from advocacy_app.core.db import Database
from advocacy_app.jobs.timetable import JOBS, Job

_LEASE = "timetable"
_LEASE_LENGTH = timedelta(seconds=60)
_THREADS = 3
_log = logging.getLogger(__name__)


class Runner:
    """``start`` and ``stop`` from anywhere; the jobs run in threads of its own."""

    def __init__(self, database: Database, jobs: Sequence[Job] = JOBS) -> None:
        self.database = database
        self.jobs = jobs
        self.holder = ids.new_id()
        self.scheduler: Any = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(_THREADS)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 60},
        )

    def start(self) -> None:
        for job in self.jobs:
            self.scheduler.add_job(
                self.run, "interval", [job], seconds=job.every.total_seconds()
            )
        self.scheduler.start()

    def run(self, job: Job) -> int:
        """Do one job now, if this process leads; a job that fails is logged and tried again."""
        try:
            if not self.database.run_sync(lease.take, _LEASE, self.holder, _LEASE_LENGTH):
                return 0
            done = job.work(self.database)
        except Exception:
            _log.exception("could not %s", job.description)
            return 0
        if done:
            _log.info("%s: %d", job.description, done)
        return done

    def stop(self) -> None:
        """Wait for what is running, then let another process lead."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=True)
        self.database.run_sync(lease.give_back, _LEASE, self.holder)
