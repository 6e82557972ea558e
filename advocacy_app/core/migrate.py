"""Brings the schema to what this version expects; Alembic owns it on both engines."""

from __future__ import annotations

import importlib
import io
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from advocacy_app.core.db import Database

_ROOT = Path(__file__).resolve().parents[2]


def upgrade(url: str) -> None:
    """Do every migration that is still to be done, in one transaction: all of them or none.

    Two processes that start at once wait for each other. Makes the folder of a SQLite file.
    """
    _make_folder(url)
    command.upgrade(_config(url), "head")


def is_current(url: str) -> bool:
    """Whether the schema is the one this version was written for; an empty database is not."""
    opened = Database(url)
    try:
        with opened.engine.connect() as connection:
            stands = MigrationContext.configure(connection).get_current_heads()
    finally:
        opened.close()
    return set(stands) == set(ScriptDirectory.from_config(_config(url)).get_heads())


def check(url: str) -> None:
    """Raise ``alembic.util.CommandError`` where the models and the migrations differ."""
    command.check(_config(url))


def write(url: str, message: str, number: str) -> None:
    """Write the migration from what the database at ``url`` has to what the models say."""
    command.revision(_config(url), message, autogenerate=True, rev_id=number)


def load_tables() -> None:
    """Import every room's tables by name: the floor may not import what stands on it."""
    for file in sorted(_ROOT.glob("advocacy_app/*/tables.py")):
        importlib.import_module(f"advocacy_app.{file.parent.name}.tables")


def _config(url: str) -> Config:
    # What Alembic prints is for the console; those who call here say it themselves.
    config = Config(_ROOT / "alembic.ini", stdout=io.StringIO())
    config.attributes["url"] = url
    return config


def _make_folder(url: str) -> None:
    file = make_url(url).database
    if url.startswith("sqlite") and file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
