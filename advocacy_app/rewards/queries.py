"""Points, streaks and boards, read from the totals by index and never from the whole ledger.

A board shows who stands on top and who stands near the asker, never its end; who chose to stay
hidden or has left is on no board, and the places of the others are counted without them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, and_, case, col, func, or_, select

from advocacy_app.core.errors import Forbidden
from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.people.tables import Company, Person, Team
from advocacy_app.rewards import places, rules
from advocacy_app.rewards.audit import check_ledger as check_ledger
from advocacy_app.rewards.places import Place
from advocacy_app.rewards.rules import EntryState, Level, Period, Scope
from advocacy_app.rewards.tables import LedgerEntry, Score, TeamScore


@dataclass(frozen=True, slots=True)
class Totals:
    """Points of one person that count, and those that still wait."""

    week: int
    month: int
    quarter: int
    all: int
    provisional: int


@dataclass(frozen=True, slots=True)
class TeamRow:
    """``rank`` is None for the asker's own team while it has no points in the period."""

    rank: int | None
    id: str
    name: str
    initials: str
    colour: str
    score: float
    points: int
    active: int
    members: int
    taking_part: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """``rank`` is None for the asker while they have no points in the period."""

    rank: int | None
    name: str
    avatar_url: str | None
    points: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class TeamBoard:
    """``starts_at`` is included and ``ends_at`` is not; both are None for all time."""

    period: Period
    starts_at: datetime | None
    ends_at: datetime | None
    items: tuple[TeamRow, ...]
    me: TeamRow | None


@dataclass(frozen=True, slots=True)
class PersonBoard:
    """As a TeamBoard; ``me`` is there whether or not the asker stands among the items."""

    period: Period
    scope: Scope
    starts_at: datetime | None
    ends_at: datetime | None
    items: tuple[PersonRow, ...]
    me: PersonRow


@dataclass(frozen=True, slots=True)
class _Heads:
    members: int
    active: int
    taking_part: int


def totals(session: Session, person_id: str, at: datetime) -> Totals:
    """What a person has in the periods that ``at`` lies in."""
    on = rules.local_day(at, timezone(session))
    keys = {period: rules.period_key(period, on) for period in Period}
    rows = session.exec(
        select(Score.period, Score.points, Score.provisional).where(
            Score.person_id == person_id, col(Score.period).in_(keys.values())
        )
    ).all()
    points = {key: counted for key, counted, _ in rows}
    waiting = {key: provisional for key, _, provisional in rows}
    return Totals(
        week=points.get(keys[Period.WEEK], 0),
        month=points.get(keys[Period.MONTH], 0),
        quarter=points.get(keys[Period.QUARTER], 0),
        all=points.get(keys[Period.ALL], 0),
        provisional=waiting.get(keys[Period.ALL], 0),
    )


def level(points: int) -> Level:
    """The level that all-time points have reached."""
    return rules.level(points)


def streak_weeks(session: Session, person_id: str, at: datetime) -> int:
    """Weeks in a row, up to now, in which the person shared something."""
    days = session.exec(
        select(col(LedgerEntry.earned_on))
        .where(
            LedgerEntry.person_id == person_id,
            LedgerEntry.state != EntryState.REVERSED,
            col(LedgerEntry.reason).in_(rules.SHARES),
        )
        .distinct()
    ).all()
    return rules.streak_weeks(days, rules.local_day(at, timezone(session)))


def team_board(session: Session, actor: Actor, period: Period, at: datetime) -> TeamBoard:
    """Teams by points per active member; one with fewer than five members is not shown."""
    require(actor, Permission.SEE_BOARDS)
    zone = timezone(session)
    key = rules.period_key(period, rules.local_day(at, zone))
    teams = _team_rows(session, actor, key, at)
    standing = sorted((row for row in teams if row.points > 0), key=lambda row: -row.score)
    ranks = rules.ranks([row.score for row in standing])
    ranked = [replace(row, rank=rank) for row, rank in zip(standing, ranks, strict=True)]
    mine = next((index for index, row in enumerate(ranked) if row.is_mine), None)
    starts_at, ends_at = rules.bounds(period, at, zone) or (None, None)
    return TeamBoard(
        period=period,
        starts_at=starts_at,
        ends_at=ends_at,
        items=tuple(ranked[index] for index in rules.shown(len(ranked), mine, top=True)),
        me=next((row for row in [*ranked, *teams] if row.is_mine), None),
    )


def person_board(
    session: Session, actor: Actor, period: Period, scope: Scope, at: datetime
) -> PersonBoard:
    """People by points, as they chose to appear.

    Raises Forbidden where the company has switched this board off.
    """
    require(actor, Permission.SEE_BOARDS)
    if session.exec(select(Company.people_board)).first() is False:
        raise Forbidden("rewards.error.people_board_off")
    zone = timezone(session)
    key = rules.period_key(period, rules.local_day(at, zone))
    me = places.of(session, key, actor)
    found = _places(session, key, me, scope)
    starts_at, ends_at = rules.bounds(period, at, zone) or (None, None)
    return PersonBoard(
        period=period,
        scope=scope,
        starts_at=starts_at,
        ends_at=ends_at,
        items=tuple(_person_row(place, me) for place in found),
        me=_person_row(next((one for one in found if one.id == me.id), me), me),
    )


def timezone(session: Session) -> str:
    """The company's zone, by whose calendar weeks, months and quarters are counted."""
    return session.exec(select(Company.timezone)).first() or "UTC"


def _places(session: Session, key: str, me: Place, scope: Scope) -> list[Place]:
    """What is shown: a short board is read whole, of a long one the two parts that matter."""
    top = scope is not Scope.AROUND_ME
    if scope is Scope.TEAM:
        board, is_whole = places.of_team(session, key, me), True
    else:
        board = places.first(session, key, me, 2 * rules.TOP)
        is_whole = len(board) < 2 * rules.TOP
    if is_whole:
        mine = next((index for index, place in enumerate(board) if place.id == me.id), None)
        return [board[index] for index in rules.shown(len(board), mine, top=top)]
    head = board[: rules.TOP] if top else []
    seen = {place.id for place in head}
    around = places.around(session, key, me) if me.points > 0 else []
    return head + [place for place in around if place.id not in seen]


def _person_row(place: Place, me: Place) -> PersonRow:
    return PersonRow(
        rank=place.rank,
        name=place.name,
        avatar_url=None,
        points=place.points,
        is_me=place.id == me.id,
    )


def _team_rows(session: Session, actor: Actor, key: str, at: datetime) -> list[TeamRow]:
    """Every team large enough to be shown, by name and unranked, with its heads counted."""
    points = dict(
        session.exec(
            select(TeamScore.team_id, TeamScore.points).where(TeamScore.period == key)
        ).all()
    )
    heads = _heads(session, key, at)
    return [
        TeamRow(
            rank=None,
            id=team.id,
            name=team.name,
            initials=team.initials,
            colour=team.colour,
            score=rules.score(points.get(team.id, 0), heads[team.id].active),
            points=points.get(team.id, 0),
            active=heads[team.id].active,
            members=heads[team.id].members,
            taking_part=heads[team.id].taking_part,
            is_mine=team.id == actor.team_id,
        )
        for team in session.exec(select(Team).order_by(Team.name))
        if team.id in heads and heads[team.id].members >= rules.MIN_TEAM_MEMBERS
    ]


def _heads(session: Session, key: str, at: datetime) -> dict[str | None, _Heads]:
    has_points = func.coalesce(Score.points, 0) > 0
    is_active = or_(col(Person.seen_at) > at - rules.ACTIVE_FOR, has_points)
    rows = session.exec(
        select(
            Person.team_id,
            func.count(),
            func.sum(case((is_active, 1), else_=0)),
            func.sum(case((has_points, 1), else_=0)),
        )
        .join(
            Score,
            and_(col(Score.person_id) == Person.id, col(Score.period) == key),
            isouter=True,
        )
        .where(col(Person.left_at).is_(None))
        .group_by(col(Person.team_id))
    )
    return {
        team_id: _Heads(members, int(active), int(taking_part))
        for team_id, members, active, taking_part in rows
    }
