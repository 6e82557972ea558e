"""Two real databases, a data folder and a clock of its own for every test."""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, text

from advocacy_app.core import clock, limits
from advocacy_app.core import db as database
from advocacy_app.core.db import Database
from advocacy_app.people import sign_in
from advocacy_app.settings import Settings, settings
from tools import postgres

ROOT = Path(__file__).resolve().parents[1]
JOURNEYS = ROOT / "tests" / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What lies in ``e2e`` is a journey, and comes last: a browser keeps an event loop."""
    for item in items:
        if JOURNEYS in item.path.parents:
            item.add_marker(pytest.mark.e2e)
    items.sort(key=lambda item: JOURNEYS in item.path.parents)


@pytest.fixture(autouse=True)
def _own_settings(  # pyright: ignore[reportUnusedFunction]
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Nothing of this machine leaks in: no ADVOCACY_*, no .env, and a fresh data folder."""
    for name in [name for name in os.environ if name.startswith("ADVOCACY_")]:
        monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setenv("ADVOCACY_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    limits.reset()
    sign_in.forget()
    yield
    settings.cache_clear()
    clock.use(None)


@pytest.fixture
def data() -> Path:
    """The data folder of this test, as ``settings().data`` says it; exists."""
    settings().data.mkdir(parents=True, exist_ok=True)
    return settings().data


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database, also installed as the process's; a test that asks runs twice."""
    opened: Database = request.getfixturevalue(f"_{request.param}")
    database.use(opened)
    yield opened
    database.use(None)


@pytest.fixture
def sqlite_db(_sqlite: Database) -> Iterator[Database]:
    """For the few tests where the engine cannot matter, such as journeys over HTTP."""
    database.use(_sqlite)
    yield _sqlite
    database.use(None)


@pytest.fixture
def _sqlite(_sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:  # pyright: ignore[reportUnusedFunction]
    file = tmp_path / "many-hands.db"
    shutil.copyfile(_sqlite_template, file)
    opened = Database(f"sqlite:///{file}")
    event.listen(opened.engine, "connect", _hurry)
    yield opened
    opened.close()


def _hurry(made: sqlite3.Connection, _: object) -> None:
    """Nothing in it has to survive a power cut, and a test would mostly wait for the disk."""
    made.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:  # pyright: ignore[reportUnusedFunction]
    file = tmp_path_factory.mktemp("template") / "empty.db"
    opened = Database(f"sqlite:///{file}")
    _create(opened)
    opened.close()  # the last connection to close folds the write-ahead log into the file
    return file


@pytest.fixture
def _postgresql(_postgresql_database: Database) -> Iterator[Database]:  # pyright: ignore[reportUnusedFunction]
    yield _postgresql_database
    names = ", ".join(f'"{table.name}"' for table in database.metadata.sorted_tables)
    with _postgresql_database.engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '5s'"))  # a test left a session open
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@pytest.fixture(scope="session")
def _postgresql_database(postgresql_url: str) -> Iterator[Database]:  # pyright: ignore[reportUnusedFunction]
    opened = Database(postgresql_url)
    _create(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgresql_url() -> Generator[str]:
    """The address of this run's own PostgreSQL server."""
    with postgres.server() as url:
        yield url


def _create(opened: Database) -> None:
    for file in sorted(ROOT.glob("advocacy_app/*/tables.py")):
        importlib.import_module(f"advocacy_app.{file.parent.name}.tables")
    database.metadata.create_all(opened.engine)
