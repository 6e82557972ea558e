"""The points ledger and the totals that change with it in the same transaction."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from advocacy_app.core.db import Choice, Row, Utc
from advocacy_app.core.ids import new_id
from advocacy_app.rewards.rules import EntryState, Reason


class LedgerEntry(Row, table=True):
    """Append-only: points, person, team, reason and moment never change, and no row is deleted.

    Only ``state`` moves, forward. A reversal is a new entry with the opposite points that
    names the entry it reverses; both then stand as ``reversed`` and sum to nothing.
    ``team_points`` is what of it the team was given under the weekly cap, fixed when the entry
    first counted.
    ``earned_on`` is the day on the company's calendar, kept so that a later change of its zone
    moves no point to another period.
    """

    __table_args__ = (
        Index("ix_ledger_entry_person_id_earned_on", "person_id", "earned_on"),
        Index("ix_ledger_entry_source", "source"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    key: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id")
    team_id: str | None = Field(default=None, foreign_key="team.id", index=True)
    reason: Reason = Field(sa_type=Choice(Reason))
    points: int
    team_points: int = 0
    state: EntryState = Field(sa_type=Choice(EntryState))
    source: str = ""
    note: str = ""
    reverses_id: str | None = Field(default=None, foreign_key="ledger_entry.id")
    earned_at: datetime = Field(sa_type=Utc)
    earned_on: date
    counted_at: datetime | None = Field(default=None, sa_type=Utc)


class Score(Row, table=True):
    """One person's points in one period: ``w2026-48``, ``m2026-11``, ``q2026-4`` or ``all``.

    ``points`` count; ``provisional`` are waiting, held ones among them.
    """

    __table_args__ = (Index("ix_score_period_points", "period", "points", "person_id"),)

    period: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    points: int = 0
    provisional: int = 0


class TeamScore(Row, table=True):
    """One team's capped points in one period."""

    period: str = Field(primary_key=True)
    team_id: str = Field(primary_key=True, foreign_key="team.id")
    points: int = 0
