"""Writes the rows of an item together: itself, its vacancy, captions, audience and feed slots.

Shared by the editors' verbs and by imports; who may do it was decided by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from advocacy_app.content import rules
from advocacy_app.content.feed import EVERYBODY
from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import (
    Caption,
    FeedSlot,
    Item,
    ItemAudience,
    Picture,
    Topic,
    Vacancy,
)
from advocacy_app.core import clock, html
from advocacy_app.core.errors import BadInput
from advocacy_app.people.tables import Team

_AS_GIVEN = ("topic_id", "picture_id", "pinned", "must_read", "expires_at")
_LANGUAGE_MAX = 8
_PAY_AND_PLACE = (
    *("location", "department", "employment_type", "hours"),
    *("salary_min", "salary_max", "salary_currency", "salary_period", "closes_at"),
)


class Keep(Enum):
    """Says in a change that something stays as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP


@dataclass(frozen=True)
class NewCaption:
    """A suggested text; ``network`` empty fits every one."""

    text: str
    network: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class NewVacancy:
    """Amounts are cents; ``salary_period`` is one of rules.PERIODS."""

    location: str = ""
    department: str = ""
    employment_type: str = ""
    hours: str = ""
    salary_min: int | None = None
    salary_max: int | None = None
    salary_currency: str = "EUR"
    salary_period: str = "month"
    closes_at: datetime | None = None
    apply_url: str = ""


@dataclass(frozen=True)
class NewItem:
    """``body`` is Markdown; without it ``body_html`` is taken. No audience: everybody."""

    kind: Kind
    title: str
    summary: str = ""
    body: str = ""
    body_html: str = ""
    url: str = ""
    language: str = "nl"
    topic_id: str | None = None
    picture_id: str | None = None
    pinned: bool = False
    must_read: bool = False
    expires_at: datetime | None = None
    audience: tuple[str, ...] = ()
    captions: tuple[NewCaption, ...] = ()
    vacancy: NewVacancy | None = None


@dataclass(frozen=True)
class ItemChanges:
    """Only what is given changes."""

    title: str | Keep = KEEP
    summary: str | Keep = KEEP
    body: str | Keep = KEEP
    body_html: str | Keep = KEEP
    url: str | Keep = KEEP
    language: str | Keep = KEEP
    topic_id: str | Keep | None = KEEP
    picture_id: str | Keep | None = KEEP
    pinned: bool | Keep = KEEP
    must_read: bool | Keep = KEEP
    published_at: datetime | Keep = KEEP
    expires_at: datetime | Keep | None = KEEP
    audience: tuple[str, ...] | Keep = KEEP
    captions: tuple[NewCaption, ...] | Keep = KEEP
    vacancy: NewVacancy | Keep = KEEP


def fill(session: Session, row: Item, given: Mapping[str, Any]) -> None:
    """Set the columns that ``given`` names, cleaned; raises BadInput."""
    _fill_words(row, given)
    if "url" in given:
        row.url = _address(given["url"])
    if "language" in given:
        row.language = given["language"].strip().lower()[:_LANGUAGE_MAX] or "nl"
    for name in _AS_GIVEN:
        if name in given:
            setattr(row, name, given[name])
    if row.topic_id is not None and session.get(Topic, row.topic_id) is None:
        raise BadInput("error.bad_input", fields={"topic": "error.not_found"})
    if row.picture_id is not None and session.get(Picture, row.picture_id) is None:
        raise BadInput("error.bad_input", fields={"picture": "error.not_found"})


def _fill_words(row: Item, given: Mapping[str, Any]) -> None:
    if "title" in given:
        row.title = rules.clean_title(given["title"])
    if given.get("body") or ("body" in given and not given.get("body_html")):
        row.body_markdown = html.storable(given["body"])
        row.body_html = html.from_markdown(given["body"])
    elif "body_html" in given:
        row.body_markdown = ""
        row.body_html = html.sanitise(given["body_html"])
    if len(row.body_html) > rules.BODY_MAX:
        raise BadInput("error.bad_input", fields={"body": "content.error.body_too_long"})
    if "summary" in given:
        words = rules.one_line(given["summary"]) or html.to_text(row.body_html)
        row.summary = rules.shortened(words, rules.SUMMARY_MAX)


def _address(url: str) -> str:
    safe = rules.web_address(url)
    if url.strip() and not safe:
        raise BadInput("error.bad_input", fields={"url": "content.error.url"})
    return rules.without_tracking(safe)


def set_vacancy(session: Session, row: Item, given: NewVacancy) -> None:
    """Insert or replace what only a vacancy has; ``given`` has the fields of NewVacancy."""
    rules.check_pay(given.salary_min, given.salary_max, given.salary_period)
    vacancy = session.get(Vacancy, row.id)
    if vacancy is None:
        vacancy = Vacancy(item_id=row.id, slug=rules.slug(row.title, row.id[-8:]))
    for name in _PAY_AND_PLACE:
        value = getattr(given, name)
        setattr(vacancy, name, rules.one_line(value) if isinstance(value, str) else value)
    vacancy.apply_url = _address(given.apply_url)
    session.add(vacancy)


def set_captions(session: Session, item_id: str, given: Iterable[NewCaption]) -> None:
    """Make the captions these, in this order; one that stays the same keeps its id."""
    wanted = [(c.network, c.language, html.storable(c.text).strip()) for c in given]
    if len(wanted) > rules.CAPTIONS_MAX or any(
        not text or len(text) > rules.CAPTION_MAX for _, _, text in wanted
    ):
        raise BadInput("error.bad_input", fields={"captions": "content.error.caption_length"})
    rows = session.exec(select(Caption).where(Caption.item_id == item_id)).all()
    known = {(row.network, row.language, row.text): row for row in rows}
    for position, key in enumerate(dict.fromkeys(wanted)):
        network, language, text = key
        row = known.pop(key, None) or Caption(
            item_id=item_id, network=network, language=language, text=text
        )
        row.position = position
        session.add(row)
    for gone in known.values():
        session.delete(gone)
    session.flush()


def set_audience(session: Session, item_id: str, teams: Iterable[str]) -> None:
    """Who may see it; nobody named is everybody. Raises BadInput for a team there is not."""
    wanted = set(teams)
    if len(wanted) > rules.AUDIENCE_MAX:
        raise BadInput("error.bad_input", fields={"audience": "content.error.audience"})
    found = set(session.exec(select(Team.id).where(col(Team.id).in_(wanted))).all())
    if found != wanted:
        raise BadInput("error.bad_input", fields={"audience": "content.error.audience"})
    session.exec(delete(ItemAudience).where(col(ItemAudience.item_id) == item_id))
    session.add_all(ItemAudience(item_id=item_id, team_id=team) for team in sorted(wanted))
    session.flush()


def index(session: Session, row: Item) -> None:
    """Give the item the feed slots it should have; none unless it is published."""
    session.flush()
    session.exec(delete(FeedSlot).where(col(FeedSlot.item_id) == row.id))
    if row.state is not ItemState.PUBLISHED or row.published_at is None:
        return
    vacancy = session.get(Vacancy, row.id)
    until = rules.visible_until(row.expires_at, vacancy.closes_at if vacancy else None)
    audience = session.exec(
        select(ItemAudience.team_id).where(ItemAudience.item_id == row.id)
    ).all()
    session.add_all(_slot(row, team, until) for team in audience or [EVERYBODY])
    session.flush()


def _slot(row: Item, team: str, until: datetime | None) -> FeedSlot:
    assert row.published_at is not None  # noqa: S101  # index() has looked
    return FeedSlot(
        team_id=team,
        kind=row.kind,
        pinned=row.pinned,
        published_at=row.published_at,
        item_id=row.id,
        topic_id=row.topic_id,
        expires_at=until,
    )


def take_back(session: Session, row: Item, reason: str) -> None:
    """Withdraw an item and its slots."""
    row.state = ItemState.WITHDRAWN
    row.withdrawn_reason = reason
    row.updated_at = clock.now()
    session.add(row)
    index(session, row)


def drop_expired_slots(session: Session, at: datetime) -> int:
    """Clear the feed index of what nobody can see any more, so that no page has to skip it."""
    gone = col(FeedSlot.expires_at) <= at
    return session.connection().execute(delete(FeedSlot).where(gone)).rowcount
