"""What one process has at the door: its links, its visitors, its writer and its keeper.

The keeper is a thread that, as soon as people have clicked, lets their clicks earn, and that
looks again at links which another process may have changed.
"""

from __future__ import annotations

import gc
import logging
import threading
import time

from advocacy_app.core import clock, db
from advocacy_app.core.db import Database
from advocacy_app.sharing import settling, verdicts
from advocacy_app.sharing.clicks import links
from advocacy_app.sharing.clicks.links import Links
from advocacy_app.sharing.clicks.recorder import Recorder
from advocacy_app.sharing.clicks.visitors import Visitors

log = logging.getLogger(__name__)
_LOOK_S = 1.0
_PAUSE_S = 0.02
_REST = 100
"""In a rush the keeper rests so many times as long as a round took: visitors go first."""
_RUSH = 500
"""Clicks a second."""


class Desk:
    def __init__(self, database: Database) -> None:
        self.database = database
        self.links = Links(database)
        self.visitors = Visitors(database)
        self._clicked = threading.Event()
        self._stopping = threading.Event()
        self.recorder = Recorder(database, on_human=self._clicked.set)
        self._keeper = threading.Thread(target=self._keep, name="clicks-keeper", daemon=True)

    def start(self) -> None:
        """Read what there is, then open; what a killed process left is settled first."""
        verdicts.of_request(verdicts.Request("GET", "Mozilla/5.0"))  # reads the lists of agents
        self.visitors.load()
        links.watch(self.links)
        self.links.load()
        self.recorder.start()
        self._clicked.set()
        self._keeper.start()
        # What is there at the start stays: without it a full collection takes a visitor's time.
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Everything that was offered is stored when this returns."""
        self.recorder.stop()
        self._stopping.set()
        self._clicked.set()
        self._keeper.join()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            self._clicked.wait(_LOOK_S)
            began, before = time.monotonic(), self.recorder.recorded
            try:
                self._round()
            except Exception:
                log.exception("settling clicks failed; it is tried again")
            took = time.monotonic() - began
            is_rush = self.recorder.recorded - before > _RUSH * took
            self._stopping.wait(_REST * took if is_rush else _PAUSE_S)

    def _round(self) -> None:
        if self._clicked.is_set():
            self._clicked.clear()
            if self.database.run_sync(settling.settle):
                self._clicked.set()
        self.links.refresh()
        self.visitors.roll(clock.now().date())


_open: list[Desk] = []
_opening = threading.Lock()


def current() -> Desk:
    """The desk of this process, opened at first use; opening it reads the database."""
    if _open and _open[0].database is db.database():
        return _open[0]
    with _opening:
        if not _open or _open[0].database is not db.database():
            close()
            desk = Desk(db.database())
            desk.start()
            _open.append(desk)
    return _open[0]


def is_open() -> bool:
    return bool(_open) and _open[0].database is db.database()


def close() -> None:
    """At shutdown: what is waiting is written."""
    while _open:
        _open.pop().stop()
