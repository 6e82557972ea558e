"""What is sent twice is done once: its answer is kept beside the work, for a week.

The key is claimed first and in the transaction of the work. A second request with the same key
waits for that transaction and then finds the answer, or, when the work failed, nothing, and
does it itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlmodel import Session, col, delete, select, update

from advocacy_app.core import clock, db
from advocacy_app.core.errors import BadInput
from advocacy_app.core.tables import IdempotentReply

KEPT = timedelta(days=7)
KEY_MAX = 255


@dataclass(frozen=True)
class Reply:
    """An answer as it goes out; ``replayed`` when it was given before."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


@dataclass(frozen=True)
class Asked:
    """``key`` is the caller's; ``request`` a digest of what they want done under it."""

    person_id: str
    key: str
    request: str


def once(session: Session, asked: Asked, work: Callable[[Session], Reply]) -> Reply:
    """Do ``work``, or say again what it was answered.

    Raises BadInput for a key that is none, or that was used for something else.
    """
    if not (1 <= len(asked.key) <= KEY_MAX and asked.key.isascii() and asked.key.isprintable()):
        _refuse("error.idempotency_key")
    if not _claimed(session, asked):
        kept = session.exec(select(IdempotentReply).where(*_this(asked))).one()
        if kept.request != asked.request:
            _refuse("error.idempotency_reuse")
        return Reply(kept.status, kept.body, replayed=True)
    reply = work(session)
    session.exec(
        update(IdempotentReply)
        .where(*_this(asked))
        .values(status=reply.status, body=reply.body)
    )
    return reply


def purge(session: Session, now: datetime) -> int:
    """Forget answers older than a week; returns how many. For the timetable."""
    old = delete(IdempotentReply).where(col(IdempotentReply.created_at) < now - KEPT)
    return len(session.exec(old.returning(col(IdempotentReply.key))).all())


def _claimed(session: Session, asked: Asked) -> bool:
    claim = db.insert(session, IdempotentReply).values(
        person_id=asked.person_id,
        key=asked.key,
        request=asked.request,
        status=0,
        body={},
        created_at=clock.now(),
    )
    new = claim.on_conflict_do_nothing(index_elements=["person_id", "key"])
    return session.exec(new.returning(col(IdempotentReply.key))).first() is not None


def _this(asked: Asked) -> tuple[Any, ...]:
    return (
        col(IdempotentReply.person_id) == asked.person_id,
        col(IdempotentReply.key) == asked.key,
    )


def _refuse(key: str) -> NoReturn:
    raise BadInput(key, fields={"Idempotency-Key": key})
