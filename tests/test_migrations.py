"""The migrations make what the models say, on both engines, from nothing and more than once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.util import CommandError
from sqlalchemy import create_engine, inspect, text

from advocacy_app.core import migrate
from advocacy_app.core.db import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database in which there is nothing at all."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/not/there/yet/many-hands.db"
        return
    server: str = request.getfixturevalue("postgresql_url")
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS migrations"))
        connection.execute(text("CREATE DATABASE migrations"))
    yield server.replace("/many_hands", "/migrations")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE migrations WITH (FORCE)"))
    admin.dispose()


def _tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names()) - {"alembic_version"}
    finally:
        engine.dispose()


def test_upgrades_from_empty_to_what_the_models_say(empty: str) -> None:
    migrate.upgrade(empty)

    assert migrate.is_current(empty)
    migrate.check(empty)
    assert _tables(empty) == set(metadata.tables)


def test_twice_is_once(empty: str) -> None:
    migrate.upgrade(empty)
    migrate.upgrade(empty)
    assert migrate.is_current(empty)


def test_two_processes_that_start_at_once_wait_for_each_other(empty: str) -> None:
    code = f"from advocacy_app.core import migrate; migrate.upgrade({empty!r})"
    both = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert migrate.is_current(empty)


def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    assert not migrate.is_current(f"sqlite:///{tmp_path}/empty.db")


def test_a_difference_with_the_models_is_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/drifted.db"
    migrate.upgrade(url)
    with sqlite3.connect(tmp_path / "drifted.db") as connection:
        connection.execute("ALTER TABLE team DROP COLUMN colour")
    with pytest.raises(CommandError, match="colour"):
        migrate.check(url)
