"""Many clicks and the counters of their links, in one durable transaction, on either engine."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, NamedTuple, Protocol

import psycopg
from psycopg.sql import SQL
from sqlalchemy import make_url

from advocacy_app.core.db import SQLITE_PRAGMAS, Database
from advocacy_app.sharing.rules import Verdict

_VERDICTS = tuple(Verdict)
_COMMA = ","
_MOMENT = len("2026-11-23 22:14:00.000000")
_CACHE_KB = 16_384
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
        self._connection.execute(f"PRAGMA cache_size={-_CACHE_KB}")

    def write(self, clicks: Sequence[NewClick]) -> None:
        inserts = [_flat_click(click) for click in clicks]
        counts = Counter((click[2], click[0]) for click in clicks)
        execute = self._connection.execute
        with self._lock:
            execute("BEGIN IMMEDIATE")
            try:
                for rows in _slices(inserts):
                    execute(_INSERT[len(rows)], list(chain.from_iterable(rows)))
                for verdict in {verdict for verdict, _ in counts}:
                    links = [
                        (link, n) for (found, link), n in counts.items() if found is verdict
                    ]
                    for rows in _slices(links):
                        statement = _update(verdict, len(rows))
                        execute(statement, list(chain.from_iterable(rows)))
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
        counts = Counter((click[0], click[2]) for click in clicks)
        links = sorted({click[0] for click in clicks})
        columns = list(zip(*map(_as_text, clicks), strict=True))
        columns += [links, *([str(counts[link, v]) for link in links] for v in _VERDICTS)]
        try:
            values = [_COMMA.join(column) for column in columns]
            self._connection.execute(SQL(_STATEMENT), values, prepare=True)
        except psycopg.OperationalError:
            self._connection.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def store(database: Database) -> Store:
    return SqliteStore(database) if database.is_sqlite else PostgresStore(database)


def _flat_click(click: NewClick) -> tuple[object, ...]:
    """As SQLAlchemy would store it: UTC without saying so, microseconds always."""
    return (click[0], click[1].isoformat(" ", "microseconds")[:_MOMENT], *click[2:])


def _as_text(click: NewClick) -> tuple[str, ...]:
    """A batch travels as one text a column: an array would be escaped value by value."""
    link, at, verdict, reason, visitor, referrer, country, settled = click
    host = referrer.replace(_COMMA, "")
    return (link, at.isoformat(), verdict, reason, visitor.hex(), host, country, str(settled))


def _slices(rows: Sequence[tuple[object, ...]]) -> Iterator[Sequence[tuple[object, ...]]]:
    for start in range(0, len(rows), _ROWS):
        yield rows[start : start + _ROWS]


_COLUMNS = ", ".join(NewClick._fields)
_ONE_CLICK = f"({', '.join('?' * len(NewClick._fields))})"
# Values are always bound; what is put together here are column names and question marks.
_INSERT = [
    f"INSERT INTO click ({_COLUMNS}) VALUES {', '.join([_ONE_CLICK] * rows)}"  # noqa: S608
    for rows in range(_ROWS + 1)
]


@cache
def _update(verdict: Verdict, rows: int) -> str:
    return (
        f"UPDATE link SET {verdict} = {verdict} + n.column2 "  # noqa: S608
        f"FROM (VALUES {', '.join(['(?, ?)'] * rows)}) AS n WHERE link.id = n.column1"
    )


# An array of one empty text is read as an array of none, hence the coalesce.
_STATEMENT: Any = f"""
WITH stored AS (
    INSERT INTO click ({_COLUMNS})
    SELECT link_id, at::timestamptz, verdict, coalesce(reason, ''), decode(visitor, 'hex'),
        coalesce(referrer_host, ''), coalesce(country, ''), settled::boolean
    FROM unnest({", ".join(["string_to_array(%s, ',')"] * len(NewClick._fields))})
    AS n ({_COLUMNS})
), counted AS (
    SELECT * FROM unnest({", ".join(["string_to_array(%s, ',')"] * (len(_VERDICTS) + 1))})
    AS n (id, {", ".join(f"n_{verdict}" for verdict in _VERDICTS)})
), locked AS (
    SELECT link.id FROM link JOIN counted USING (id) ORDER BY link.id FOR NO KEY UPDATE OF link
)
UPDATE link SET {", ".join(f"{v} = {v} + n_{v}::int" for v in _VERDICTS)}
FROM counted JOIN locked USING (id) WHERE link.id = counted.id
"""  # noqa: S608
