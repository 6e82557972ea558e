"""Places on the board of people, cut from a long list by index and never by sorting it.

"On the board" are people who have not left and did not choose to hide, and always the asker.
Among equals the newer account stands first, so that every cut sees one order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import gt, lt

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, and_, case, col, func, or_, select
from sqlmodel.sql.expression import Select

from advocacy_app.people.rules import Actor, Appearance
from advocacy_app.people.tables import Person
from advocacy_app.rewards import rules
from advocacy_app.rewards.tables import Score


@dataclass(frozen=True, slots=True)
class Place:
    """``rank`` is None until it is counted, and for who has no points."""

    points: int
    id: str
    name: str
    team_id: str | None = None
    rank: int | None = None


def of(session: Session, key: str, actor: Actor) -> Place:
    """The asker's own, not yet ranked."""
    name = session.exec(select(_NAME).where(Person.id == actor.person_id)).first()
    points = session.exec(
        select(Score.points).where(Score.period == key, Score.person_id == actor.person_id)
    ).first()
    return Place(points or 0, actor.person_id, name or "", actor.team_id)


def first(session: Session, key: str, me: Place, limit: int) -> list[Place]:
    """The first places of the company, ranked."""
    return _from_the_top(session, key, me, limit=limit)


def of_team(session: Session, key: str, me: Place) -> list[Place]:
    """All places of the asker's team, ranked within it."""
    if me.team_id is None:
        return []
    return _from_the_top(session, key, me, team_id=me.team_id)


def around(session: Session, key: str, me: Place) -> list[Place]:
    """The asker, who has points, with the places next to them; ranked in the company."""
    rising = (col(Score.points).asc(), col(Score.person_id).asc())
    falling = (col(Score.points).desc(), col(Score.person_id).desc())
    above = session.exec(
        _standing(key, me).where(_higher(me)).order_by(*rising).limit(rules.AROUND)
    ).all()
    below = session.exec(
        _standing(key, me).where(_lower(me)).order_by(*falling).limit(rules.AROUND + 1)
    ).all()
    window = [
        *(Place(*row) for row in reversed(above)),
        me,
        *(Place(*row) for row in below[: rules.below_shown(len(below))]),
    ]
    head = window[0]
    return _ranked(
        window,
        rank=1 + _count(session, key, me, col(Score.points) > head.points),
        position=1 + _count(session, key, me, _higher(head)),
    )


_ORDER = tuple_(col(Score.points), col(Score.person_id))
_HAS_NICKNAME = and_(col(Person.appearance) == Appearance.NICKNAME, col(Person.nickname) != "")
_NAME: ColumnElement[str] = case((_HAS_NICKNAME, col(Person.nickname)), else_=col(Person.name))
# Who left is hidden too, so that this is a range of one index.
_OFF_BOARD = or_(
    col(Person.appearance) == Appearance.HIDDEN,
    and_(col(Person.appearance) == Appearance.NICKNAME, col(Person.nickname) == ""),
)
_ON_BOARD = and_(
    col(Person.left_at).is_(None),
    or_(col(Person.appearance) == Appearance.NAME, _HAS_NICKNAME),
)


def _higher(place: Place) -> ColumnElement[bool]:
    """Row values rather than an OR of two comparisons: only they are a range of the index."""
    return _ORDER.operate(gt, (place.points, place.id))


def _lower(place: Place) -> ColumnElement[bool]:
    return _ORDER.operate(lt, (place.points, place.id))


def _standing(key: str, me: Place) -> Select[int, str, str]:
    return (
        select(Score.points, Score.person_id, _NAME)
        .join(Person, col(Person.id) == Score.person_id)
        .where(
            Score.period == key,
            Score.points > 0,
            or_(_ON_BOARD, col(Person.id) == me.id),
        )
    )


def _from_the_top(
    session: Session,
    key: str,
    me: Place,
    *,
    team_id: str | None = None,
    limit: int | None = None,
) -> list[Place]:
    places = _standing(key, me).order_by(col(Score.points).desc(), col(Score.person_id).desc())
    if team_id is not None:
        places = places.where(Person.team_id == team_id)
    return _ranked([Place(*row) for row in session.exec(places.limit(limit))])


def _ranked(places: list[Place], *, rank: int = 1, position: int = 1) -> list[Place]:
    ranks = rules.ranks([place.points for place in places], rank=rank, position=position)
    return [replace(place, rank=found) for place, found in zip(places, ranks, strict=True)]


def _count(session: Session, key: str, me: Place, higher: ColumnElement[bool]) -> int:
    """How many places are higher: all by the index, less the few who are on no board."""
    counted = session.exec(
        select(func.count()).select_from(Score).where(Score.period == key, higher)
    ).one()
    hidden = select(Person.id).where(_OFF_BOARD, Person.id != me.id)
    unseen = session.exec(
        select(func.count())
        .select_from(Score)
        .where(Score.period == key, higher, col(Score.person_id).in_(hidden))
    ).one()
    return counted - unseen
