"""One thread that writes clicks down, as many at once as have come in while it last wrote.

Nobody waits for a batch to fill: a lone click is committed at once, and under load the batch is
whatever queued up during the commit before. All who are in a batch share one future.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from advocacy_app.core.db import Database
from advocacy_app.sharing.clicks.store import NewClick, Store, store
from advocacy_app.sharing.rules import Verdict

log = logging.getLogger(__name__)
_MOST_WAITING = 20_000
_TRIES = 2


class _Batch:
    __slots__ = ("clicks", "done", "loop")

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.done: asyncio.Future[None] = loop.create_future()
        self.clicks: list[NewClick] = []


class Recorder:
    """``unrecorded`` counts the visitors who were sent on without their click being stored."""

    def __init__(
        self,
        database: Database,
        *,
        on_human: Callable[[], None],
        make_store: Callable[[Database], Store] = store,
        most_waiting: int = _MOST_WAITING,
    ) -> None:
        self.recorded = 0
        self.unrecorded = 0
        self._database = database
        self._on_human = on_human
        self._make_store = make_store
        self._most_waiting = most_waiting
        self._waiting = 0
        self._is_writing = False
        self._open: _Batch | None = None
        self._lock = threading.Lock()
        self._batches: SimpleQueue[_Batch | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="clicks", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Write what is waiting, then end."""
        with self._lock:
            if self._open is not None:
                self._batches.put(self._open)
                self._open = None
        self._batches.put(None)
        self._thread.join()

    def offer(self, click: NewClick) -> asyncio.Future[None] | None:
        """Queue a click; the future is done when it is on the disk, or when that has failed.

        None when too many are waiting: the visitor is then sent on without.
        """
        loop = asyncio.get_running_loop()
        with self._lock:
            if self._waiting >= self._most_waiting:
                self.unrecorded += 1
                return None
            self._waiting += 1
            batch = self._open
            if batch is None or batch.loop is not loop:
                if batch is not None:
                    self._batches.put(batch)
                batch = self._open = _Batch(loop)
                if not self._is_writing:
                    # Not at once: whoever is at the door in this turn of the loop comes along.
                    loop.call_soon(self._hand_over)
            batch.clicks.append(click)
            return batch.done

    def _hand_over(self) -> None:
        with self._lock:
            if self._open is not None and not self._is_writing:
                self._is_writing = True
                self._batches.put(self._open)
                self._open = None

    def _work(self) -> None:
        writer = self._make_store(self._database)
        while (batch := self._batches.get()) is not None:
            is_stored = self._write(writer, batch.clicks)
            if is_stored:
                self.recorded += len(batch.clicks)
            else:
                self.unrecorded += len(batch.clicks)
            try:
                batch.loop.call_soon_threadsafe(self._finish, batch)
            except RuntimeError:
                log.info("the server stopped before %d clicks were answered", len(batch.clicks))
                self._written(batch)
            if is_stored and any(click.verdict is Verdict.HUMAN for click in batch.clicks):
                self._on_human()
        writer.close()

    def _finish(self, batch: _Batch) -> None:
        self._written(batch)
        if not batch.done.done():
            batch.done.set_result(None)

    def _written(self, batch: _Batch) -> None:
        with self._lock:
            self._waiting -= len(batch.clicks)
            self._is_writing = False
        self._hand_over()

    def _write(self, writer: Store, clicks: list[NewClick]) -> bool:
        for left in reversed(range(_TRIES)):
            try:
                writer.write(clicks)
            except Exception:  # whatever it is, the visitors must not wait for it
                if not left:
                    log.exception("%d clicks could not be stored", len(clicks))
            else:
                return True
        return False
