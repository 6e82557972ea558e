"""What goes out, field by field. Fields may be added; none is ever renamed or dropped."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from advocacy_app.content.views import ItemView
from advocacy_app.rewards.queries import PersonBoard, TeamBoard, TeamRow
from advocacy_app.settings import settings

T = TypeVar("T")


class Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True, populate_by_name=True)


class Page(Shape, Generic[T]):
    """``next_cursor`` is null on the last page."""

    items: list[T]
    next_cursor: str | None = None


class VacancyOut(Shape):
    """``salary`` is a sentence in the caller's language; the two amounts are cents."""

    location: str
    department: str
    employment_type: str
    hours: str
    salary: str
    closes_at: datetime | None
    public_url: str
    salary_min: int | None
    salary_max: int | None
    salary_currency: str
    salary_period: str
    apply_url: str


class PictureOut(Shape):
    id: str
    widths: list[int]
    width: int
    height: int
    colour: str
    alt: str


class ItemOut(Shape):
    id: str
    kind: str
    title: str
    summary: str
    body_html: str
    image_url: str | None
    url: str
    topic: str | None
    language: str
    published_at: datetime
    expires_at: datetime | None
    must_read: bool
    read: bool
    shared_on: list[str]
    vacancy: VacancyOut | None
    pinned: bool
    saved: bool
    state: str
    author_name: str
    picture: PictureOut | None


class QueuedOut(Shape):
    item: ItemOut
    source_name: str
    created_at: datetime


class PointsOut(Shape):
    week: int
    month: int
    quarter: int
    all: int
    provisional: int


class TeamRef(Shape):
    id: str
    name: str


class TeamOut(TeamRef):
    initials: str
    colour: str


class TopicOut(Shape):
    """``slug`` is what ``topic`` of an item says."""

    id: str
    slug: str
    name_nl: str
    name_en: str


class PersonOut(Shape):
    """A colleague, as who manages people sees them."""

    id: str
    email: str
    name: str
    role: str
    team: TeamRef | None
    locale: str
    timezone: str


class TokenOut(Shape):
    """``hint`` is the end of the token, to tell them apart."""

    id: str
    name: str
    hint: str
    created_at: datetime
    used_at: datetime | None


class NewTokenOut(Shape):
    """``token`` is shown this once; a repeat with the same Idempotency-Key holds null."""

    id: str
    token: str | None


class SourceOut(Shape):
    """``every_minutes`` null means by hand only."""

    id: str
    kind: str
    location: str
    name: str
    mode: str
    language: str
    topic_id: str | None
    every_minutes: int | None
    active: bool
    last_run_at: datetime | None
    last_ok_at: datetime | None
    last_count: int
    last_error: str | None


class MeOut(Shape):
    id: str
    name: str
    role: str
    locale: str
    team: TeamRef | None
    points: PointsOut
    level: int
    level_name: str
    streak_weeks: int
    badges: list[str]
    email: str
    nickname: str
    appearance: str
    timezone: str
    quiet_hours: dict[str, Any] | None
    network_order: list[str]
    mastodon_host: str


class TeamRowOut(Shape):
    """``rank`` is null for the caller's own team while it has no points."""

    rank: int | None
    team: TeamRef
    score: float
    points: int
    active: int
    members: int
    taking_part: int


class PersonRowOut(Shape):
    """``rank`` is null for the caller while they have no points."""

    rank: int | None
    name: str
    avatar_url: str | None
    points: int
    is_me: bool


class TeamBoardOut(Shape):
    """``from`` is in the period and ``to`` no longer; both are null for all time."""

    period: str
    starts_at: datetime | None = Field(serialization_alias="from")
    ends_at: datetime | None = Field(serialization_alias="to")
    items: list[TeamRowOut]
    me: TeamRowOut | None


class PersonBoardOut(Shape):
    """As the board of teams."""

    period: str
    scope: str
    starts_at: datetime | None = Field(serialization_alias="from")
    ends_at: datetime | None = Field(serialization_alias="to")
    items: list[PersonRowOut]
    me: PersonRowOut


def item(view: ItemView, shared_on: tuple[str, ...] = ()) -> ItemOut:
    known = {name: getattr(view, name) for name in ItemView.__slots__}
    picture = view.image_url and settings().base_url + view.image_url
    return ItemOut.model_validate(known | {"shared_on": shared_on, "image_url": picture})


def team_board(view: TeamBoard) -> TeamBoardOut:
    return TeamBoardOut(
        period=view.period,
        starts_at=view.starts_at,
        ends_at=view.ends_at,
        items=[_team_row(row) for row in view.items],
        me=_team_row(view.me) if view.me else None,
    )


def person_board(view: PersonBoard) -> PersonBoardOut:
    return PersonBoardOut.model_validate(view)


def _team_row(row: TeamRow) -> TeamRowOut:
    return TeamRowOut.model_validate(asdict(row) | {"team": TeamRef.model_validate(row)})
