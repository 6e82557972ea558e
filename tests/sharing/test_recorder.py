"""What happens when the disk fails, or more come than it can take."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.sharing.clicks.recorder import Recorder
from advocacy_app.sharing.clicks.store import NewClick
from advocacy_app.sharing.rules import Verdict


class Broken:
    """A disk that refuses the first ``times`` batches."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.written: list[NewClick] = []

    def write(self, clicks: Sequence[NewClick]) -> None:
        if self.times:
            self.times -= 1
            raise OSError("disk full")
        self.written += clicks

    def close(self) -> None: ...


@pytest.mark.parametrize(("failures", "unrecorded"), [(1, 0), (2, 1)])
async def test_a_failing_disk_is_tried_again_and_never_keeps_anybody(
    failures: int, unrecorded: int
) -> None:
    disk = Broken(failures)
    recorder = Recorder(
        Database("sqlite:///unused.db"), on_human=lambda: None, make_store=lambda _: disk
    )
    recorder.start()
    done = recorder.offer(click())
    assert done is not None
    await done
    await asyncio.to_thread(recorder.stop)

    assert recorder.unrecorded == unrecorded
    assert len(disk.written) == 1 - unrecorded


async def test_too_many_waiting_are_sent_on_and_counted() -> None:
    recorder = Recorder(
        Database("sqlite:///unused.db"),
        on_human=lambda: None,
        make_store=lambda _: Broken(0),
        most_waiting=2,
    )
    offered = [recorder.offer(click()) for _ in range(3)]

    assert [future is None for future in offered] == [False, False, True]
    assert recorder.unrecorded == 1
    recorder.start()
    await asyncio.to_thread(recorder.stop)
    await asyncio.gather(*(future for future in offered if future))
    assert recorder.recorded == 2


def click() -> NewClick:
    return NewClick("link", clock.now(), Verdict.HUMAN, "", b"v" * 16, "", "", False)
