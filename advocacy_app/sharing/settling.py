"""Turns clicks into points, once: what the redirect wrote quickly is looked at calmly.

The redirect judges from memory and one process cannot see another's visitors, so repeats are
looked for again in the database, and a burst takes back what its first clicks had earned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Table, case, update
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, not_, select

from advocacy_app.core import clock
from advocacy_app.people.tables import Person
from advocacy_app.rewards import rules as points
from advocacy_app.rewards import service as rewards
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.rewards.tables import LedgerEntry
from advocacy_app.sharing import rules
from advocacy_app.sharing.rules import BURST_WITHIN, SAME_VISITOR, Verdict
from advocacy_app.sharing.tables import Click, Link

BURST = "burst"
_LIMIT = 200
_AWARDS = 2
"""An entry in the ledger takes milliseconds, during which nobody else can write to SQLite."""
_CLICKS: Table = getattr(Click, "__table__")  # noqa: B009  # SQLModel does not declare it
_LINKS: Table = getattr(Link, "__table__")  # noqa: B009
_COLUMNS = (_CLICKS.c[name] for name in ("id", "link_id", "visitor", "at", "verdict"))
_CLICK = core_select(*_COLUMNS, _LINKS.c.item_id).join(_LINKS, _LINKS.c.id == _CLICKS.c.link_id)


class _Found(NamedTuple):
    id: int
    link_id: str
    visitor: bytes
    at: datetime
    verdict: Verdict
    item_id: str


@dataclass(frozen=True)
class _Owner:
    person_id: str
    team_id: str | None
    has_left: bool


def settle(session: Session, limit: int = _LIMIT, awards: int = _AWARDS) -> int:
    """Look at up to ``limit`` new clicks, oldest first; returns how many were settled.

    1. Claim them; another worker takes others.
    2. A burst makes the clicks before it the scanner's too; what they earned is taken back.
    3. A visitor who was on the link less than a day before becomes a duplicate.
    4. The rest are people: the first on a link confirms its share, and each earns, up to the
       cap. After ``awards`` entries what is left waits for the next call.
    """
    found = _claimed(session, limit)
    if not found:
        return 0
    bursts = [click for click in found if click.verdict is not Verdict.HUMAN]
    gone = {click.id for click in _scanned(session, bursts)}
    people = [click for click in found if click.verdict is Verdict.HUMAN]
    repeated = _repeated(session, [click for click in people if click.id not in gone])
    _judge_again(session, repeated, Verdict.DUPLICATE, "same_visitor")
    gone |= {click.id for click in repeated}
    waiting = _earn(session, [click for click in people if click.id not in gone], awards)
    settled = [click.id for click in found if click.id not in waiting]
    _mark(session, settled)
    return len(settled)


def _claimed(session: Session, limit: int) -> list[_Found]:
    """Link and item are read apart: locking a link here would hold up the redirect."""
    query = _CLICK.where(not_(_CLICKS.c.settled)).order_by(_CLICKS.c.id).limit(limit)
    rows = session.connection().execute(query.with_for_update(skip_locked=True, of=_CLICKS))
    return [_Found(*row) for row in rows]


def _scanned(session: Session, bursts: Sequence[_Found]) -> list[_Found]:
    """The human clicks that a burst began with; they are judged again and earn nothing."""
    found: dict[int, _Found] = {}
    for burst in bursts:
        query = _CLICK.where(
            _LINKS.c.item_id == burst.item_id,
            _CLICKS.c.visitor == burst.visitor,
            _CLICKS.c.verdict == Verdict.HUMAN,
            _CLICKS.c.at > burst.at - BURST_WITHIN,
            _CLICKS.c.at < burst.at + BURST_WITHIN,
        )
        halves = (query.where(_CLICKS.c.settled), query.where(not_(_CLICKS.c.settled)))
        rows = [row for half in halves for row in session.connection().execute(half)]
        found |= {click.id: click for click in (_Found(*row) for row in rows)}
    clicks = list(found.values())
    _judge_again(session, clicks, Verdict.BOT, BURST)
    for click in clicks:
        rewards.reverse(
            session, rules.click_key(click.link_id, click.visitor), clock.now(), BURST
        )
    _wait_again(session, {click.link_id for click in clicks}, bursts)
    return clicks


def _wait_again(session: Session, link_ids: Iterable[str], bursts: Sequence[_Found]) -> None:
    """A share that only a scanner had confirmed waits again for its first person."""
    for link_id in sorted(link_ids):
        link = session.get(Link, link_id, populate_existing=True)
        if link is None or link.human:
            continue
        confirmed = session.exec(
            select(LedgerEntry).where(
                LedgerEntry.source == rules.link_source(link_id),
                LedgerEntry.state == EntryState.CONFIRMED,
                col(LedgerEntry.reason) != Reason.CLICK,
            )
        ).all()
        for entry in confirmed:
            rewards.reverse(session, entry.key, clock.now(), BURST)
            rewards.award(
                session,
                person_id=entry.person_id,
                team_id=entry.team_id,
                reason=entry.reason,
                key=f"{entry.key}:after:{bursts[-1].id}",
                source=entry.source,
                points=entry.points,
                at=entry.earned_at,
            )


def _repeated(session: Session, clicks: Sequence[_Found]) -> list[_Found]:
    if not clicks:
        return []
    later, earlier = aliased(Click), aliased(Click)
    same = (col(earlier.link_id) == later.link_id) & (col(earlier.visitor) == later.visitor)
    query = (
        select(later.id, later.at, earlier.at)
        .join(earlier, same)
        .where(
            col(later.id).in_([click.id for click in clicks]),
            col(earlier.id) < col(later.id),
            earlier.verdict == Verdict.HUMAN,
        )
    )
    # Apart, for each half has an index of its own.
    settled = session.exec(query.where(col(earlier.settled))).all()
    pairs = [*settled, *session.exec(query.where(not_(earlier.settled)))]
    repeats = {click_id for click_id, at, before in pairs if at - before < SAME_VISITOR}
    return [click for click in clicks if click.id in repeats]


def _judge_again(
    session: Session, clicks: Sequence[_Found], verdict: Verdict, reason: str
) -> None:
    """Verdict and counters together; by the table, as the redirect's memory need not know."""
    if not clicks:
        return
    connection = session.connection()
    connection.execute(
        update(_CLICKS)
        .where(_CLICKS.c.id.in_([click.id for click in clicks]))
        .values(verdict=verdict, reason=reason)
    )
    for link_id in sorted({click.link_id for click in clicks}):
        number = sum(click.link_id == link_id for click in clicks)
        connection.execute(
            update(_LINKS)
            .where(_LINKS.c.id == link_id)
            .values(
                {
                    "human": _LINKS.c.human - number,
                    verdict.value: _LINKS.c[verdict.value] + number,
                }
            )
        )


def _earn(session: Session, clicks: Sequence[_Found], awards: int) -> set[int]:
    """Returns the clicks that nobody came to."""
    link_ids = sorted({click.link_id for click in clicks})
    owners, earned, waiting = _owners(session, link_ids), *_ledger(session, link_ids)
    for place, click in enumerate(clicks):
        owner, source = owners[click.link_id], rules.link_source(click.link_id)
        is_full = not points.points_for(
            Reason.CLICK, click.at.date(), from_source=earned[source]
        )
        if owner.has_left or (is_full and source not in waiting):
            continue
        if not awards:
            return {left.id for left in clicks[place:]}
        awards -= 1
        if source in waiting:
            waiting.discard(source)
            rewards.confirm(session, source, click.at)
        earned[source] += _click_points(session, click, owner)
    return set()


def _click_points(session: Session, click: _Found, owner: _Owner) -> int:
    award = rewards.award(
        session,
        person_id=owner.person_id,
        team_id=owner.team_id,
        reason=Reason.CLICK,
        key=rules.click_key(click.link_id, click.visitor),
        source=rules.link_source(click.link_id),
        state=EntryState.CONFIRMED,
        at=click.at,
    )
    return award.points if award else 0


def _owners(session: Session, link_ids: Sequence[str]) -> dict[str, _Owner]:
    rows = session.exec(
        select(Link.id, Person.id, Person.team_id, Person.left_at)
        .join(Person, col(Person.id) == Link.person_id)
        .where(col(Link.id).in_(link_ids))
    )
    return {link: _Owner(person, team, left is not None) for link, person, team, left in rows}


def _ledger(session: Session, link_ids: Sequence[str]) -> tuple[dict[str, int], set[str]]:
    """By source, what clicks have earned already, and which sources have something waiting."""
    sources = [rules.link_source(link_id) for link_id in link_ids]
    is_click = (col(LedgerEntry.reason) == Reason.CLICK) & (
        col(LedgerEntry.state) == EntryState.CONFIRMED
    )
    is_waiting = col(LedgerEntry.state) == EntryState.PROVISIONAL
    rows = session.exec(
        select(
            LedgerEntry.source,
            func.sum(case((is_click, LedgerEntry.points), else_=0)),
            func.sum(case((is_waiting, 1), else_=0)),
        )
        .where(col(LedgerEntry.source).in_(sources))
        .group_by(LedgerEntry.source)
    ).all()
    earned = dict.fromkeys(sources, 0) | {source: int(sum_) for source, sum_, _ in rows}
    return earned, {source for source, _, waiting in rows if waiting}


def _mark(session: Session, click_ids: Sequence[int]) -> None:
    session.connection().execute(
        update(_CLICKS).where(_CLICKS.c.id.in_(click_ids)).values(settled=True)
    )
