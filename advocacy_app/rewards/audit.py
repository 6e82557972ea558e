"""Whether the totals say what the ledger says."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlmodel import Session, case, col, func, select

from advocacy_app.rewards import rules
from advocacy_app.rewards.rules import EntryState
from advocacy_app.rewards.tables import LedgerEntry, Score, TeamScore

_COUNTS = col(LedgerEntry.state).in_((EntryState.CONFIRMED, EntryState.REVERSED))
_Totals = dict[tuple[str, str], int]


def check_ledger(session: Session) -> list[str]:
    """Every total that differs from a recomputation, and every cap exceeded."""
    points, provisional, team = _recomputed(session)
    scores = session.exec(
        select(Score.period, Score.person_id, Score.points, Score.provisional)
    ).all()
    teams = session.exec(select(TeamScore.period, TeamScore.team_id, TeamScore.points)).all()
    return [
        *_differences("points", points, {(row[0], row[1]): row[2] for row in scores}),
        *_differences("waiting", provisional, {(row[0], row[1]): row[3] for row in scores}),
        *_differences("team points", team, {(row[0], row[1]): row[2] for row in teams}),
        *_over_the_cap(session),
    ]


def _recomputed(session: Session) -> tuple[_Totals, _Totals, _Totals]:
    points, provisional, team = _Totals(), _Totals(), _Totals()
    personal = session.exec(
        select(
            col(LedgerEntry.person_id),
            col(LedgerEntry.earned_on),
            func.sum(case((_COUNTS, LedgerEntry.points), else_=0)),
            func.sum(case((_COUNTS, 0), else_=LedgerEntry.points)),
        ).group_by(col(LedgerEntry.person_id), col(LedgerEntry.earned_on))
    )
    for person_id, on, counted, waiting in personal:
        _pour(points, person_id, on, counted)
        _pour(provisional, person_id, on, waiting)
    shared = session.exec(
        select(
            col(LedgerEntry.team_id),
            col(LedgerEntry.earned_on),
            func.sum(LedgerEntry.team_points),
        )
        .where(col(LedgerEntry.team_id).is_not(None))
        .group_by(col(LedgerEntry.team_id), col(LedgerEntry.earned_on))
    )
    for team_id, on, given in shared:
        _pour(team, str(team_id), on, given)
    return points, provisional, team


def _pour(totals: _Totals, owner: str, on: date, amount: int) -> None:
    for period in rules.periods(on):
        totals[period, owner] = totals.get((period, owner), 0) + int(amount)


def _differences(what: str, ledger: _Totals, kept: _Totals) -> list[str]:
    return [
        f"{what} {period} {owner}: total {kept.get((period, owner), 0)},"
        f" ledger {ledger.get((period, owner), 0)}"
        for period, owner in sorted(ledger.keys() | kept.keys())
        if ledger.get((period, owner), 0) != kept.get((period, owner), 0)
    ]


def _over_the_cap(session: Session) -> list[str]:
    weeks = defaultdict[tuple[str, str], int](int)
    caps = dict[str, int]()
    days = session.exec(
        select(
            col(LedgerEntry.person_id),
            col(LedgerEntry.earned_on),
            func.sum(LedgerEntry.team_points),
        )
        .where(LedgerEntry.state == EntryState.CONFIRMED)
        .group_by(col(LedgerEntry.person_id), col(LedgerEntry.earned_on))
    )
    for person_id, on, given in days:
        week = rules.period_key(rules.Period.WEEK, on)
        weeks[week, person_id] += int(given)
        caps[week] = max(caps.get(week, 0), rules.weekly_team_cap(on))
    return [
        f"team points {week} {person_id}: {given} given, at most {caps[week]}"
        for (week, person_id), given in sorted(weeks.items())
        if given > caps[week]
    ]
