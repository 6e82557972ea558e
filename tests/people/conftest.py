"""The cast in both databases, and time that moves when a test says so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from tests import cast
from tests.cast import Cast


@pytest.fixture
def the(db: Database) -> Cast:
    """Alice, bob, carol, dave and erin, in the database of this test."""
    return db.run_sync(cast.company)


def later(**by: float) -> None:
    """Stop the clock this much after now; ``later(seconds=0)`` stops it."""
    moment = clock.now() + timedelta(**by)
    clock.use(lambda: moment)
