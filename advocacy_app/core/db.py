"""The database: one engine, one bridge from async, and the only commit.

Services get a session and never commit. On SQLite every write of the process passes one lock,
because SQLite's own waiting is unfair and slow; on PostgreSQL the lock is not taken.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from advocacy_app.core.errors import Conflict
from advocacy_app.settings import settings

SQLModel.metadata.naming_convention = cast(
    "Any",
    {
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)
metadata: MetaData = SQLModel.metadata
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a click that earned points survives a power cut
    "foreign_keys=ON",
    "busy_timeout=30000",
    "wal_autocheckpoint=4000",
)
_WRITES = "advocacy_writes"
_AFTER = "advocacy_after"

P = ParamSpec("P")
T = TypeVar("T")


class Row(SQLModel):
    """The base of every table; its name in the database is the class's, in snake_case."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805  # pyright: ignore[reportIncompatibleVariableOverride]
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


class Utc(TypeDecorator[datetime]):
    """An aware moment in UTC on both engines; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a zone reached the database"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[StrEnum]):
    """A StrEnum stored by its value, as text, on both engines."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(self.kind(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.kind(value)


class Database:
    """An engine and the rules for using it from threads and from the event loop."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _engine(url)
        self._writer = self.engine.execution_options(**{_WRITES: True})
        self._reader = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )
        self.write_lock = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def writing(self) -> Generator[Session]:
        """One transaction that commits at the end and rolls back on any exception.

        Raises Conflict when somebody else was first with what may be there only once.
        """
        with self.write_lock, Session(self._writer, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
            except IntegrityError as broken:
                if _is_taken(broken):
                    raise Conflict("error.conflict") from broken
                raise
        for then in session.info.pop(_AFTER, ()):
            then()

    @contextmanager
    def reading(self) -> Generator[Session]:
        """One consistent view of the data; what is added in it is never committed."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    def run_sync(
        self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with self.writing() as session:
            return work(session, *args, **kwargs)

    def read_sync(
        self, work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with self.reading() as session:
            return work(session, *args, **kwargs)

    def close(self) -> None:
        self.engine.dispose()


def _is_taken(broken: IntegrityError) -> bool:
    """Whether a unique column was the trouble, as either driver says it."""
    cause = broken.orig
    told = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", "")
    return told in {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    engine = create_engine(url, connect_args={"timeout": 30}, pool_size=10, max_overflow=30)

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # SQLAlchemy, not the driver, says BEGIN
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def insert(session: Session, table: type[Row]) -> postgresql.Insert:
    """An INSERT that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``.

    Both engines speak the same form of it; SQLAlchemy only spells it once per engine.
    """
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    statement = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    return cast("postgresql.Insert", statement)


def after_commit(session: Session, then: Callable[[], None]) -> None:
    """Do ``then`` once this transaction is committed; after a rollback it is never done."""
    session.info.setdefault(_AFTER, []).append(then)


_current: list[Database] = []


def database() -> Database:
    """The database of this process, opened at first use."""
    if not _current:
        _current.append(Database(settings().database))
    return _current[0]


def use(other: Database | None) -> None:
    """Put another database in place (tests, the command line); ``None`` forgets this one."""
    _current[:] = [other] if other else []


async def run(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do ``work(session, …)`` in a thread, in one transaction that is committed here."""
    return await asyncio.to_thread(database().run_sync, work, *args, **kwargs)


async def read(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """The same for work that only reads; it takes no lock."""
    return await asyncio.to_thread(database().read_sync, work, *args, **kwargs)
