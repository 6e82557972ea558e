"""The points ledger: what is earned, counted, held back and taken back, each once.

Rewards knows reasons, points and sources, and not what a share or a click is. Whoever changes
an entry first locks the person it belongs to, so that the weekly cap is arithmetic over settled
rows; totals change in the same transaction. Except ``release``, which a person decides, the
verbs have no actor: the rooms above call them for what they have themselves authorised.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from sqlmodel import Session, col, func, select, update

from advocacy_app.core import clock, db
from advocacy_app.core.errors import NotFound
from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.people.tables import Person
from advocacy_app.rewards import queries, rules
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.rewards.tables import LedgerEntry, Score, TeamScore

WAITING = (EntryState.PROVISIONAL, EntryState.HELD)


class Earning(TypedDict):
    """What somebody earned.

    ``points`` left out are those of the rules at ``at``; ``source`` names what entries are
    confirmed together. ``team_id`` is the team at that moment and stays the entry's.
    """

    person_id: str
    team_id: str | None
    reason: Reason
    key: str
    at: datetime
    source: NotRequired[str]
    points: NotRequired[int | None]
    state: NotRequired[EntryState]


@dataclass(frozen=True)
class Award:
    """A new entry, as it was written."""

    id: str
    points: int
    team_points: int
    state: EntryState


def award(session: Session, **earning: Unpack[Earning]) -> Award | None:
    """Write an entry and its totals; None when the key exists or its source earns no more.

    Raises ValueError when ``points`` are not positive or ``state`` is not one to begin with.
    """
    state = earning.get("state", EntryState.PROVISIONAL)
    if state not in {EntryState.PROVISIONAL, EntryState.CONFIRMED}:
        raise ValueError(state)
    on = rules.local_day(earning["at"], queries.timezone(session))
    _lock(session, earning["person_id"])
    points = earning.get("points")
    if points is None:
        points = _by_the_rules(session, earning["reason"], earning.get("source", ""), on)
        if not points:
            return None
    if points <= 0:
        raise ValueError(points)
    entry = LedgerEntry(
        key=earning["key"],
        person_id=earning["person_id"],
        team_id=earning["team_id"],
        reason=earning["reason"],
        points=points,
        state=state,
        source=earning.get("source", ""),
        earned_at=earning["at"],
        earned_on=on,
    )
    if state is EntryState.CONFIRMED:
        entry.counted_at = entry.earned_at
        entry.team_points = _given(session, entry)
    if not _written(session, entry):
        return None
    if state is EntryState.CONFIRMED:
        _add(session, entry, points=points, team_points=entry.team_points)
    else:
        _add(session, entry, provisional=points)
    return Award(entry.id, points, entry.team_points, state)


def confirm(session: Session, source: str, at: datetime) -> int:
    """Let what waits under a source count; returns the points. Held entries stay held."""
    waiting = LedgerEntry.source == source, LedgerEntry.state == EntryState.PROVISIONAL
    people = session.exec(select(LedgerEntry.person_id).where(*waiting).distinct()).all()
    for person_id in sorted(people):
        _lock(session, person_id)
    entries = _entries(session, *waiting)
    for entry in entries:
        _count(session, entry, at)
    return sum(entry.points for entry in entries)


def hold(session: Session, key: str, note: str) -> bool:
    """Keep what waits under a key from being confirmed until a person has looked at it."""
    entry = _by_key(session, key)
    if entry is None or entry.state is not EntryState.PROVISIONAL:
        return False
    _set(session, entry.id, state=EntryState.HELD, note=note)
    return True


def release(session: Session, actor: Actor, key: str) -> int:
    """Let a held entry count after all; returns its points, 0 where nothing was held any more.

    Raises Forbidden for who does not manage people, and NotFound for an unknown key.
    """
    require(actor, Permission.MANAGE_PEOPLE)
    entry = _by_key(session, key)
    if entry is None:
        raise NotFound("rewards.error.no_entry")
    if entry.state is not EntryState.HELD:
        return 0
    _count(session, entry, clock.now())
    return entry.points


def reverse(session: Session, key: str, at: datetime, note: str) -> int:
    """Take back exactly what an entry gave, person and team; returns the points taken.

    A second time, or under a key that never earned, nothing happens and 0 comes back. The new
    entry keeps the day of the old one, so that the same periods give back what they were given.
    """
    entry = _by_key(session, key)
    if entry is None or entry.state is EntryState.REVERSED:
        return 0
    session.add(
        LedgerEntry(
            key=f"reverse:{entry.id}",
            person_id=entry.person_id,
            team_id=entry.team_id,
            reason=entry.reason,
            points=-entry.points,
            team_points=-entry.team_points,
            state=EntryState.REVERSED,
            source=entry.source,
            note=note,
            reverses_id=entry.id,
            earned_at=entry.earned_at,
            earned_on=entry.earned_on,
            counted_at=at,
        )
    )
    session.flush()
    if entry.state in WAITING:
        _add(session, entry, provisional=-entry.points)
    else:
        _add(session, entry, points=-entry.points, team_points=-entry.team_points)
    _set(session, entry.id, state=EntryState.REVERSED)
    return entry.points


def _by_the_rules(session: Session, reason: Reason, source: str, on: date) -> int:
    earned = 0
    if source and rules.rule_for(reason, on).source_cap is not None:
        earned = session.exec(
            select(func.coalesce(func.sum(LedgerEntry.points), 0)).where(
                LedgerEntry.source == source, LedgerEntry.reason == reason
            )
        ).one()
    return rules.points_for(reason, on, from_source=int(earned))


def _written(session: Session, entry: LedgerEntry) -> bool:
    statement = db.insert(session, LedgerEntry).values(**entry.model_dump())
    once = statement.on_conflict_do_nothing(index_elements=["key"])
    return session.exec(once.returning(col(LedgerEntry.id))).first() is not None


def _count(session: Session, entry: LedgerEntry, at: datetime) -> None:
    """Let what waited count."""
    given = _given(session, entry)
    _set(session, entry.id, state=EntryState.CONFIRMED, team_points=given, counted_at=at)
    _add(session, entry, points=entry.points, provisional=-entry.points, team_points=given)


def _given(session: Session, entry: LedgerEntry) -> int:
    """What of an entry its team is given, after all that the person gave teams that week."""
    if entry.team_id is None:
        return 0
    monday = entry.earned_on - timedelta(days=entry.earned_on.weekday())
    before = session.exec(
        select(func.coalesce(func.sum(LedgerEntry.team_points), 0)).where(
            LedgerEntry.person_id == entry.person_id,
            LedgerEntry.earned_on >= monday,
            LedgerEntry.earned_on <= monday + timedelta(days=6),
            LedgerEntry.state == EntryState.CONFIRMED,
        )
    ).one()
    return rules.team_points(entry.points, entry.earned_on, given=int(before))


def _add(
    session: Session,
    entry: LedgerEntry,
    *,
    points: int = 0,
    provisional: int = 0,
    team_points: int = 0,
) -> None:
    # One row a statement: with all rows in one VALUES it would be compiled anew each time.
    keys = rules.periods(entry.earned_on)
    person = db.insert(session, Score)
    session.connection().execute(
        person.on_conflict_do_update(
            index_elements=["period", "person_id"],
            set_={
                "points": col(Score.points) + person.excluded.points,
                "provisional": col(Score.provisional) + person.excluded.provisional,
            },
        ),
        [
            {
                "period": key,
                "person_id": entry.person_id,
                "points": points,
                "provisional": provisional,
            }
            for key in keys
        ],
    )
    if not team_points:
        return
    team = db.insert(session, TeamScore)
    session.connection().execute(
        team.on_conflict_do_update(
            index_elements=["period", "team_id"],
            set_={"points": col(TeamScore.points) + team.excluded.points},
        ),
        [{"period": key, "team_id": entry.team_id, "points": team_points} for key in keys],
    )


def _set(session: Session, entry_id: str, **columns: object) -> None:
    session.exec(update(LedgerEntry).where(col(LedgerEntry.id) == entry_id).values(**columns))


def _by_key(session: Session, key: str) -> LedgerEntry | None:
    """The entry of a key, with its person locked before its state is read."""
    person_id = session.exec(
        select(LedgerEntry.person_id).where(LedgerEntry.key == key)
    ).first()
    if person_id is None:
        return None
    _lock(session, person_id)
    return _entries(session, LedgerEntry.key == key)[0]


def _entries(session: Session, *which: bool) -> list[LedgerEntry]:
    # What an earlier statement of this session loaded may be older than the lock.
    fresh = select(LedgerEntry).execution_options(populate_existing=True)
    return list(session.exec(fresh.where(*which).order_by(LedgerEntry.id)))


def _lock(session: Session, person_id: str) -> None:
    session.exec(
        select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    ).one()
