"""What runs in a web process besides answering: the desk of tracked links, the timetable."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from advocacy_app.core import db
from advocacy_app.jobs.runner import Runner
from advocacy_app.settings import settings
from advocacy_app.sharing.clicks import desk

_log = logging.getLogger(__name__)


@asynccontextmanager
async def running() -> AsyncGenerator[None]:
    """Open before the first request; close after the last, when every click is on the disk."""
    await asyncio.to_thread(desk.current)
    runner = Runner(db.database())
    runner.start()
    _log.info("ready at %s", settings().base_url)
    try:
        yield
    finally:
        await asyncio.to_thread(runner.stop)
        await asyncio.to_thread(desk.close)
        db.database().close()
