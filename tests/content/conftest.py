"""The company of every test in this room, and the outside world of its imports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advocacy_app.core import clock, fetch
from advocacy_app.core.db import Database
from tests import cast
from tests.content.world import NOW, Outside


@pytest.fixture
def outside() -> Iterator[Outside]:
    clock.use(lambda: NOW)
    world = Outside()
    fetch.use(world)
    yield world
    fetch.use(None)


@pytest.fixture
def people(db: Database) -> cast.Cast:
    return db.run_sync(cast.company)
