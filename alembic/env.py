"""How Alembic reaches the database: both engines, every room's tables, one transaction.

Alembic runs this file; the product goes through ``advocacy_app.core.migrate``.
"""

from __future__ import annotations

import sqlite3
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, BigInteger, Connection, String, event, text
from sqlmodel.sql.sqltypes import AutoString

from advocacy_app.core import migrate
from advocacy_app.core.db import Choice, Database, Utc, metadata
from advocacy_app.settings import settings

LOCK_TIMEOUT = "5s"  # a migration gives up rather than let every request queue behind it
ONE_AT_A_TIME = 7_118_001  # any number, as long as no other advisory lock of ours uses it


def render_type(kind: str, given: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that a migration outlives the classes it came from."""
    del autogen
    if kind != "type":
        return False
    if isinstance(given, Utc):
        return "sa.DateTime(timezone=True)"
    given = given.impl if isinstance(given, Choice | AutoString) else given
    if isinstance(given, String):
        return f"sa.String({given.length or ''})"
    if isinstance(given, BigInteger):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return "sa.JSON()" if type(given) is JSON else False


def compare_type(*given: Any) -> bool | None:
    """SQLite has one integer: BIGINT that holds a row id is INTEGER there, on purpose."""
    on_sqlite = given[0].dialect.name == "sqlite"
    return False if on_sqlite and isinstance(given[4], BigInteger) else None


def migrate_over(connection: Connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        render_item=render_type,
        compare_type=compare_type,
    )
    if not is_sqlite:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
    with context.begin_transaction():
        context.run_migrations()
    if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        message = f"the migration leaves rows that point nowhere: {broken[:5]}"
        raise RuntimeError(message)


def _without_foreign_keys(made: sqlite3.Connection, _: object) -> None:
    made.execute("PRAGMA foreign_keys=OFF")


def main() -> None:
    migrate.load_tables()
    opened = Database(context.config.attributes.get("url") or settings().database)
    if opened.is_sqlite:
        # Batch mode replaces tables; with foreign keys on, that would count as deleting rows.
        event.listen(opened.engine, "connect", _without_foreign_keys)
    try:
        # A writing session says BEGIN IMMEDIATE on SQLite, so that a second process waits here.
        with opened.writing() as session:
            migrate_over(session.connection())
    finally:
        opened.close()


main()
