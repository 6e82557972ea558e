"""The feed page: the hottest read of the product, one statement, the same on both engines.

A reader's feed is the merge of a few ranges of ``feed_slot``: everybody's and the own team's,
for each kind, pinned and not. Each range is already in the order of the feed, so the database
reads one page of each from the index and no filter ever runs over the items. What is scheduled
lies outside the range; what has expired is skipped inside it, so a page is full as long as
there is anything left to fill it with. Compiled once per shape of question; rows become views
by position.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import Boolean, String, TextClause, bindparam, column, text
from sqlmodel import Session

from advocacy_app.content.rules import ItemState, Kind, salary_text
from advocacy_app.content.views import FeedQuery, ItemView, Page, PictureView, VacancyView
from advocacy_app.core.db import Utc
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.settings import settings

EVERYBODY = "*"
PAGE_MAX = 100

_COLUMNS = """
    i.id, i.kind, i.state, i.title, i.summary, i.body_html, i.url, t.slug, i.language,
    coalesce(i.published_at, i.created_at), i.expires_at, i.must_read, i.pinned,
    m.read_at IS NOT NULL, m.saved_at IS NOT NULL, a.name,
    p.id, p.digest, CAST(p.widths AS TEXT), p.width, p.height, p.colour, p.alt,
    v.slug, v.location, v.department, v.employment_type, v.hours,
    v.salary_min, v.salary_max, v.salary_currency, v.salary_period, v.closes_at, v.apply_url"""
_TYPES: dict[int, Any] = {
    11: Boolean(),
    12: Boolean(),
    13: Boolean(),
    14: Boolean(),
}
_WIDTH = 34
_KINDS = {kind.value: kind for kind in Kind}
_NEVER = datetime.min.replace(tzinfo=UTC)
_STATES = {state.value: state for state in ItemState}
_JOINS = """
    LEFT JOIN topic t ON t.id = i.topic_id
    LEFT JOIN item_mark m ON m.person_id = :person AND m.item_id = i.id
    LEFT JOIN person a ON a.id = i.author_id
    LEFT JOIN picture p ON p.id = i.picture_id
    LEFT JOIN vacancy v ON v.item_id = i.id"""
_RANGE = """SELECT * FROM (
    SELECT pinned, published_at, item_id FROM feed_slot
    WHERE team_id = {team} AND kind = '{kind}' AND pinned = {pinned}{topic}
      AND published_at <= :{until}{after}
      AND (expires_at IS NULL OR expires_at > :now)
    ORDER BY published_at DESC, item_id DESC LIMIT :enough) r{number}"""


@dataclass(frozen=True)
class _Shape:
    """What makes two feed questions the same statement."""

    kinds: tuple[Kind, ...]
    teams: tuple[str, ...]
    has_topic: bool
    after: bool | None  # whether the page starts among the pinned ones; None is the first page


def feed(session: Session, actor: Actor, query: FeedQuery, at: datetime) -> Page[ItemView]:
    """Pinned first, then newest; only what the actor's team may see and what is out at ``at``.

    Raises BadInput for a cursor we did not give out.
    """
    require(actor, Permission.READ_FEED)
    limit = max(1, min(query.limit, PAGE_MAX))
    values: dict[str, Any] = {"now": at, "person": actor.person_id, "enough": limit + 1}
    pinned = None
    if query.cursor:
        pinned, after, values["after_id"] = read_cursor(query.cursor)
        values["after_at"] = min(after, at)
    teams = (":everybody", ":team") if actor.team_id else (":everybody",)
    values["everybody"] = EVERYBODY
    if actor.team_id:
        values["team"] = actor.team_id
    if query.topic:
        values["topic"] = query.topic
    kinds = (query.kind,) if query.kind else tuple(Kind)
    statement = _page(_Shape(kinds, teams, bool(query.topic), pinned))
    found = views(session, statement, values, actor.locale)
    if len(found) <= limit:
        return Page(tuple(found), None)
    last = found[limit - 1]
    return Page(tuple(found[:limit]), cursor(last.pinned, last.published_at, last.id))


@cache
def _page(shape: _Shape) -> TextClause:
    ranges = " UNION ALL ".join(
        _range(shape, team, kind, pinned, number)
        for number, (team, kind, pinned) in enumerate(
            (team, kind, pinned)
            for team in shape.teams
            for kind in shape.kinds
            for pinned in (True, False)
            if not (pinned and shape.after is False)
        )
    )
    return typed(
        f"""SELECT {_COLUMNS} FROM (
        SELECT * FROM ({ranges}) u
        ORDER BY pinned DESC, published_at DESC, item_id DESC LIMIT :enough) s
    JOIN item i ON i.id = s.item_id {_JOINS}
    ORDER BY s.pinned DESC, s.published_at DESC, s.item_id DESC""",  # noqa: S608
        after=shape.after is not None,
    )


def _range(shape: _Shape, team: str, kind: Kind, pinned: bool, number: int) -> str:
    return _RANGE.format(
        team=team,
        kind=kind.value,
        pinned="TRUE" if pinned else "FALSE",
        topic=(
            " AND topic_id = (SELECT id FROM topic WHERE slug = :topic)"
            if shape.has_topic
            else ""
        ),
        # A bound of its own, because a row comparison alone is not used as one.
        until="after_at" if shape.after is pinned else "now",
        after=(
            " AND (published_at, item_id) < (:after_at, :after_id)"
            if shape.after is pinned
            else ""
        ),
        number=number,
    )


def typed(sql: str, *, after: bool = False) -> TextClause:
    """A statement over ``selection`` with its parameters and results typed once."""
    moments = ["now", "after_at"] if after else ["now"]
    binds = [bindparam(name, type_=Utc()) for name in moments if f":{name}" in sql]
    statement = text(sql).bindparams(*binds)
    columns = [column(f"c{n}", _TYPES.get(n, String())) for n in range(_WIDTH)]
    return cast("TextClause", statement.columns(*columns))


def selection(rest: str) -> str:
    """``SELECT … FROM item i …`` with everything a view needs, then ``rest``."""
    return f"SELECT {_COLUMNS} FROM item i {_JOINS} {rest}"  # noqa: S608


def views(
    session: Session, statement: TextClause, values: Mapping[str, Any], locale: str
) -> list[ItemView]:
    base = settings().base_url
    rows = session.connection().execute(statement, values).all()
    return [_view(row, locale, base) for row in cast("Sequence[Sequence[Any]]", rows)]


def _view(row: Sequence[Any], locale: str, base: str) -> ItemView:
    picture = _picture(*row[16:23]) if row[16] is not None else None
    return ItemView(
        row[0],
        _KINDS[row[1]],
        _STATES[row[2]],
        row[3],
        row[4],
        row[5],
        picture.url() if picture else None,
        row[6],
        row[7],
        row[8],
        _moment(row[9]) or _NEVER,
        _moment(row[10]),
        row[11],
        row[12],
        row[13],
        row[14],
        row[15] or "",
        picture,
        _vacancy(locale, base, *row[23:]) if row[23] is not None else None,
    )


def _moment(stored: str | datetime | None) -> datetime | None:
    """What the column type does, in a third of its time: SQLite keeps UTC without saying so."""
    if isinstance(stored, str):
        return datetime.fromisoformat(f"{stored}+00:00")
    return stored and stored.astimezone(UTC)


def _picture(key: str, digest: str, widths: str, *rest: Any) -> PictureView:
    return PictureView(key, digest, _widths(widths), *rest)


@cache
def _widths(stored: str) -> tuple[int, ...]:
    return tuple(json.loads(stored))  # a handful of different lists in all, so it may be kept


def _vacancy(locale: str, base: str, *row: Any) -> VacancyView:
    slug, location, department, employment, hours, low, high, currency, period = row[:9]
    salary = salary_text(low, high, currency, period, locale)
    return VacancyView(
        slug,
        location,
        department,
        employment,
        hours,
        salary,
        low,
        high,
        currency,
        period,
        _moment(row[9]),
        f"{base}/jobs/{slug}",
        row[10],
    )


def cursor(pinned: bool, at: datetime, item_id: str) -> str:
    """Where a page ended, opaque to who holds it."""
    packed = json.dumps([int(pinned), at.isoformat(), item_id]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(given: str) -> tuple[bool, datetime, str]:
    """Raise BadInput for anything ``cursor`` did not make."""
    try:
        packed = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        pinned, at, item_id = json.loads(packed)
        moment = datetime.fromisoformat(at).astimezone(UTC)
        return bool(int(pinned)), moment, str(item_id)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        raise BadInput("content.error.cursor") from error
