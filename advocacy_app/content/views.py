"""What the rooms above get to see of content: frozen values, never rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from advocacy_app.content.rules import ImportMode, ItemState, Kind, SourceKind
from advocacy_app.core import text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something to say to whoever looks, in the language they read."""

    key: str
    params: dict[str, str | int]

    def say(self, locale: str) -> str:
        return text.say(locale, self.key, **self.params)

    def stored(self) -> str:
        return json.dumps([self.key, self.params])


def sentence(stored: str | None) -> Sentence | None:
    """Back from ``Sentence.stored``."""
    return Sentence(*json.loads(stored)) if stored else None


@dataclass(frozen=True, slots=True)
class PictureView:
    """``widths`` are the WebP files, in pixels; ``colour`` stands in while one loads."""

    id: str
    digest: str
    widths: tuple[int, ...]
    width: int
    height: int
    colour: str
    alt: str

    def url(self, at_least: int = 960) -> str:
        """The path of the smallest WebP that is at least this many pixels wide."""
        for width in self.widths:
            if width >= at_least:
                return f"/media/{self.digest}-{width}.webp"
        return f"/media/{self.digest}-{self.widths[-1]}.webp"

    @property
    def srcset(self) -> str:
        return ", ".join(f"/media/{self.digest}-{w}.webp {w}w" for w in self.widths)


@dataclass(frozen=True, slots=True)
class VacancyView:
    """``salary`` is a sentence in the reader's language; the amounts beside it are cents."""

    slug: str
    location: str
    department: str
    employment_type: str
    hours: str
    salary: str
    salary_min: int | None
    salary_max: int | None
    salary_currency: str
    salary_period: str
    closes_at: datetime | None
    public_url: str
    apply_url: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as one person sees it; ``topic`` is a slug, ``image_url`` a path of ours."""

    id: str
    kind: Kind
    state: ItemState
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
    pinned: bool
    read: bool
    saved: bool
    author_name: str
    picture: PictureView | None
    vacancy: VacancyView | None


@dataclass(frozen=True, slots=True)
class CaptionView:
    id: str
    network: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicView:
    id: str
    slug: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """Everything the composer can change about an item, whatever its state.

    ``body_markdown`` is empty for what was imported: that only has HTML.
    """

    item: ItemView
    body_markdown: str
    topic_id: str | None
    published_at: datetime | None
    withdrawn_reason: str | None
    audience: tuple[str, ...]
    captions: tuple[CaptionView, ...]
    source_name: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class QueueCard:
    """An item that waits for somebody of the editors, and where it came from."""

    item: ItemView
    source_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RunView:
    """What one run of a source did; ``kept`` are changes that did not overwrite a person's."""

    id: str
    started_at: datetime
    finished_at: datetime
    added: int
    changed: int
    unchanged: int
    closed: int
    refused: int
    kept: int
    warning: Sentence | None
    error: Sentence | None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A feed or job board; times are UTC, ``every_minutes`` empty means by hand only."""

    id: str
    kind: SourceKind
    location: str
    name: str
    mode: ImportMode
    language: str
    topic_id: str | None
    every_minutes: int | None
    active: bool
    last_run_at: datetime | None
    last_ok_at: datetime | None
    last_count: int
    last_error: Sentence | None


@dataclass(frozen=True, slots=True)
class FeedQuery:
    """``topic`` is a slug; ``limit`` is held between 1 and 100."""

    kind: Kind | None = None
    topic: str | None = None
    cursor: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """``next_cursor`` is empty on the last page."""

    items: tuple[T, ...]
    next_cursor: str | None
