"""News and vacancies, their pictures and captions, who sees them, and where they came from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from advocacy_app.content.rules import ImportMode, ItemState, Kind, SourceKind
from advocacy_app.core.db import Choice, Row, Utc
from advocacy_app.core.ids import new_id


class Topic(Row, table=True):
    id: str = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True)
    name_nl: str
    name_en: str


class Picture(Row, table=True):
    """A picture we decoded and re-encoded; ``digest`` names its files in the data folder."""

    id: str = Field(default_factory=new_id, primary_key=True)
    digest: str = Field(unique=True)
    width: int
    height: int
    widths: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    colour: str = "#e7e3dc"
    alt: str = ""
    created_at: datetime = Field(sa_type=Utc)


class Source(Row, table=True):
    """A feed or a job board that is imported, once or on a schedule.

    ``language`` is for entries that do not say their own. ``last_error`` is a stored Sentence.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: SourceKind = Field(sa_type=Choice(SourceKind))
    location: str = Field(unique=True)
    name: str
    mode: ImportMode = Field(sa_type=Choice(ImportMode))
    language: str = "nl"
    topic_id: str | None = Field(default=None, foreign_key="topic.id")
    every_minutes: int | None = None
    active: bool = True
    etag: str | None = None
    last_modified: str | None = None
    last_run_at: datetime | None = Field(default=None, sa_type=Utc)
    last_ok_at: datetime | None = Field(default=None, sa_type=Utc)
    last_count: int = 0
    last_error: str | None = None
    created_at: datetime = Field(sa_type=Utc)


class Item(Row, table=True):
    """A piece of news or a vacancy. Seen from ``published_at`` until ``expires_at``."""

    __table_args__ = (
        UniqueConstraint("source_id", "external_id"),
        Index("ix_item_state_published_at", "state", "published_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    kind: Kind = Field(sa_type=Choice(Kind))
    state: ItemState = Field(sa_type=Choice(ItemState))
    title: str
    summary: str = ""
    body_html: str = ""
    body_markdown: str = ""
    url: str = ""
    picture_id: str | None = Field(default=None, foreign_key="picture.id")
    topic_id: str | None = Field(default=None, foreign_key="topic.id", index=True)
    language: str = "nl"
    author_id: str | None = Field(default=None, foreign_key="person.id")
    source_id: str | None = Field(default=None, foreign_key="source.id")
    external_id: str | None = None
    content_hash: str | None = None
    missing_runs: int = 0
    pinned: bool = False
    must_read: bool = False
    published_at: datetime | None = Field(default=None, sa_type=Utc)
    expires_at: datetime | None = Field(default=None, sa_type=Utc)
    withdrawn_reason: str | None = None
    created_at: datetime = Field(sa_type=Utc)
    updated_at: datetime = Field(sa_type=Utc)
    edited_at: datetime | None = Field(default=None, sa_type=Utc)
    """When a person last changed it by hand; an import never overwrites that."""


class Vacancy(Row, table=True):
    """What only a vacancy has. Salaries are integer cents; ``slug`` is its public address."""

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    slug: str = Field(unique=True)
    location: str = ""
    department: str = ""
    employment_type: str = ""
    hours: str = ""
    salary_min: int | None = None
    salary_max: int | None = None
    salary_currency: str = "EUR"
    salary_period: str = "month"
    closes_at: datetime | None = Field(default=None, sa_type=Utc)
    apply_url: str = ""


class Caption(Row, table=True):
    """A text a colleague may use; ``network`` empty means any."""

    id: str = Field(default_factory=new_id, primary_key=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    network: str = ""
    language: str = "nl"
    text: str
    position: int = 0


class ItemAudience(Row, table=True):
    """An item with no row here is for everybody."""

    item_id: str = Field(primary_key=True, foreign_key="item.id")
    team_id: str = Field(primary_key=True, foreign_key="team.id")


class FeedSlot(Row, table=True):
    """One row per item and allowed team (``*`` is everybody), so that a feed page is a few
    index ranges and never a filter. Only published items have slots; they go when the item
    does.
    """

    __table_args__ = (
        Index(
            "ix_feed_slot_topic_id",
            "team_id",
            "topic_id",
            "kind",
            "pinned",
            "published_at",
            "item_id",
        ),
    )

    team_id: str = Field(primary_key=True)
    kind: Kind = Field(sa_column=Column(Choice(Kind), primary_key=True))
    pinned: bool = Field(default=False, primary_key=True)
    published_at: datetime = Field(sa_column=Column(Utc, primary_key=True))
    item_id: str = Field(primary_key=True, foreign_key="item.id", index=True)
    topic_id: str | None = None
    expires_at: datetime | None = Field(default=None, sa_type=Utc)


class ItemMark(Row, table=True):
    """What one person did with one item."""

    person_id: str = Field(primary_key=True, foreign_key="person.id")
    item_id: str = Field(primary_key=True, foreign_key="item.id")
    read_at: datetime | None = Field(default=None, sa_type=Utc)
    saved_at: datetime | None = Field(default=None, sa_type=Utc)


class ImportRun(Row, table=True):
    """What one run of one source did."""

    id: str = Field(default_factory=new_id, primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    started_at: datetime = Field(sa_type=Utc)
    finished_at: datetime = Field(sa_type=Utc)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    refused: int = 0
    error: str | None = None
    details: dict[str, Any] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
