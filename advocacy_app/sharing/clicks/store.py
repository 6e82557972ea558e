"""Many clicks and the counters of their links, in one durable transaction, on either engine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple, Protocol

import psycopg
from sqlalchemy import make_url

from advocacy_app.core.db import SQLITE_PRAGMAS, Database
from advocacy_app.sharing.rules import Verdict

_VERDICTS = tuple(Verdict)
_COLUMN = {verdict: place for place, verdict in enumerate(_VERDICTS, start=1)}
_ROWS = 64
"""A statement of this many rows steps once; one per row would fight the event loop's thread."""


class NewClick(NamedTuple):
    """One row to come. Only what still has to earn is unsettled."""

    link_id: str
    at: datetime
    verdict: Verdict
    reason: str
    visitor: bytes
    referrer_host: str
    country: str
    settled: bool


class Store(Protocol):
    """Its own connection, used by one thread."""

    def write(self, clicks: Sequence[NewClick]) -> None:
        """Returns when the clicks are on the disk; raises, with nothing written, otherwise."""
        ...

    def close(self) -> None: ...


class SqliteStore:
    """``synchronous=FULL``: what was answered survives a power cut."""

    def __init__(self, database: Database) -> None:
        self._lock = database.write_lock
        self._connection = sqlite3.connect(
            str(database.engine.url.database),
            isolation_level=None,
            cached_statements=4 * _ROWS,
            check_same_thread=False,
        )
        for pragma in SQLITE_PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}")
        # A click's link was read from this database and links are never deleted.
        self._connection.execute("PRAGMA foreign_keys=OFF")

    def write(self, clicks: Sequence[NewClick]) -> None:
        inserts = [_flat_click(click) for click in clicks]
        counts = [(link, *numbers) for link, numbers in _counted(clicks).items()]
        execute = self._connection.execute
        with self._lock:
            execute("BEGIN IMMEDIATE")
            try:
                for rows in _slices(inserts):
                    execute(_INSERT[len(rows)], list(chain.from_iterable(rows)))
                for rows in _slices(counts):
                    execute(_UPDATE[len(rows)], list(chain.from_iterable(rows)))
                execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    execute("ROLLBACK")
                raise

    def close(self) -> None:
        self._connection.close()


class PostgresStore:
    """One statement a batch; links are locked in one order, so that workers never deadlock."""

    def __init__(self, database: Database) -> None:
        url = make_url(database.url).set(drivername="postgresql")
        self._address = url.render_as_string(hide_password=False)
        self._connection: psycopg.Connection | None = None

    def write(self, clicks: Sequence[NewClick]) -> None:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._address, autocommit=True)
        counts = sorted(_counted(clicks).items())
        columns: list[Sequence[object]] = [*zip(*clicks, strict=True)]
        columns.append([link for link, _ in counts])
        columns += [
            [numbers[place] for _, numbers in counts] for place in range(len(_VERDICTS))
        ]
        try:
            self._connection.execute(
                _STATEMENT, [list(column) for column in columns], prepare=True
            )
        except psycopg.OperationalError:
            self._connection.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def store(database: Database) -> Store:
    return SqliteStore(database) if database.is_sqlite else PostgresStore(database)


def _counted(clicks: Sequence[NewClick]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for click in clicks:
        numbers = found.get(click[0])
        if numbers is None:
            numbers = found[click[0]] = [0] * len(_VERDICTS)
        numbers[_COLUMN[click[2]] - 1] += 1
    return found


def _flat_click(click: NewClick) -> tuple[object, ...]:
    """As SQLAlchemy would store it: UTC without a zone, microseconds always."""
    at = click.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
    return (click[0], at, *click[2:])


def _slices(rows: list[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    for start in range(0, len(rows), _ROWS):
        yield rows[start : start + _ROWS]


_COLUMNS = ", ".join(NewClick._fields)
_ONE_CLICK = f"({', '.join('?' * len(NewClick._fields))})"
_ONE_COUNT = f"({', '.join('?' * (len(_VERDICTS) + 1))})"
_ADDED = ", ".join(f"{v} = {v} + n.column{_COLUMN[v] + 1}" for v in _VERDICTS)
# Values are always bound; what is put together here are column names and question marks.
_INSERT = [
    f"INSERT INTO click ({_COLUMNS}) VALUES {', '.join([_ONE_CLICK] * rows)}"  # noqa: S608
    for rows in range(_ROWS + 1)
]
_UPDATE = [
    f"UPDATE link SET {_ADDED} FROM (VALUES {', '.join([_ONE_COUNT] * rows)}) AS n "  # noqa: S608
    "WHERE link.id = n.column1"
    for rows in range(_ROWS + 1)
]
_STATEMENT = f"""
WITH stored AS (
    INSERT INTO click ({_COLUMNS})
    SELECT * FROM unnest(%s::text[], %s::timestamptz[], %s::text[], %s::text[], %s::bytea[],
        %s::text[], %s::text[], %s::boolean[])
), counted AS (
    SELECT * FROM unnest(%s::text[], {", ".join(["%s::int[]"] * len(_VERDICTS))})
    AS n (id, {", ".join(f"n_{verdict}" for verdict in _VERDICTS)})
), locked AS (
    SELECT link.id FROM link JOIN counted USING (id) ORDER BY link.id FOR NO KEY UPDATE OF link
)
UPDATE link SET {", ".join(f"{v} = {v} + n_{v}" for v in _VERDICTS)}
FROM counted JOIN locked USING (id) WHERE link.id = counted.id
"""  # noqa: S608
