"""Who of several processes does what only one should do: a row with a name and an end.

The holder renews it in time; when it dies, another takes over after the end. The clocks of two
machines may differ by less than the length of a lease. What runs under one must still be safe
to run twice, because a holder may be slow without knowing it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col

from advocacy_app.core import clock
from advocacy_app.core.db import insert
from advocacy_app.core.tables import Lease


def take(session: Session, name: str, holder: str, length: timedelta) -> bool:
    """Whether ``holder`` has the lease until ``length`` from now; renews it when it had it."""
    at = clock.now()
    fresh = insert(session, Lease).values(name=name, holder=holder, until=at + length)
    if session.exec(fresh.on_conflict_do_nothing(index_elements=["name"])).rowcount == 1:
        return True
    renewed = session.exec(
        update(Lease)
        .where(
            col(Lease.name) == name,
            or_(col(Lease.holder) == holder, col(Lease.until) <= at),
        )
        .values(holder=holder, until=at + length)
        .execution_options(synchronize_session=False)
    )
    return renewed.rowcount == 1


def give_back(session: Session, name: str, holder: str) -> None:
    """Let somebody else take it at once."""
    mine = (col(Lease.name) == name, col(Lease.holder) == holder)
    session.exec(delete(Lease).where(*mine))
