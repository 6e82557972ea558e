"""What one person earned, entry by entry, for that person alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.rewards.tables import LedgerEntry

HISTORY_MAX = 200


@dataclass(frozen=True, slots=True)
class EntryView:
    """``source`` names what earned it, such as ``link:`` and the id of a link."""

    id: str
    reason: Reason
    points: int
    state: EntryState
    source: str
    earned_at: datetime


def history(session: Session, actor: Actor, limit: int = 20) -> tuple[EntryView, ...]:
    """The asker's own entries, newest first, at most two hundred.

    A reversal is told by the state of the entry that it took back, not a second time.
    """
    require(actor, Permission.EDIT_SELF)
    rows = session.exec(
        select(LedgerEntry)
        .where(LedgerEntry.person_id == actor.person_id, col(LedgerEntry.reverses_id).is_(None))
        .order_by(
            col(LedgerEntry.earned_on).desc(),
            col(LedgerEntry.earned_at).desc(),
            col(LedgerEntry.id).desc(),
        )
        .limit(min(max(limit, 1), HISTORY_MAX))
    )
    return tuple(
        EntryView(row.id, row.reason, row.points, row.state, row.source, row.earned_at)
        for row in rows
    )
