from __future__ import annotations

import pytest

from advocacy_app.core.db import Database
from tests.sharing import scene as scenes
from tests.sharing.scene import Scene


@pytest.fixture
def scene(db: Database) -> Scene:
    """The cast, and one item that everybody may share."""
    return db.run_sync(scenes.set_up)
