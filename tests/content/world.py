"""The outside world of the import tests, and short ways to ask what an import did."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, select

from advocacy_app.content import imports, queries, service
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.content.tables import Item
from advocacy_app.content.views import FeedQuery
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput
from advocacy_app.core.fetch import Fetched, Wish
from advocacy_app.people.service import system_actor
from tests import cast

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
URL = "https://feeds.example.com/source"
MACHINE = system_actor()


class Outside:
    """The outside world: what each address answers, and what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[Wish] = []
        self.etag: str | None = None

    def __call__(self, wish: Wish) -> Fetched:
        self.asked.append(wish)
        if self.etag and wish.headers.get("if-none-match") == self.etag:
            return Fetched(304, b"", "", wish.url, self.etag, None)
        if wish.url not in self.pages:
            raise BadInput("fetch.error.unreachable", host="feeds.example.com")
        return Fetched(200, self.pages[wish.url], "", wish.url, self.etag, None)

    def news(self, *titles: str, picture: str = "", body: str = "Tekst") -> None:
        items = [
            {"id": t, "title": t, "content_html": f"<p>{body}</p>", "image": picture}
            for t in titles
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}
        self.pages[URL] = json.dumps(feed).encode()

    def jobs(self, *titles: str, **more: Any) -> None:
        offers = [
            {"id": t, "title": t, "careers_url": f"https://x.y/{t}", "description": "<p>d</p>"}
            | more
            for t in titles
        ]
        self.pages[URL] = json.dumps({"offers": offers}).encode()


def silently(what: str, done: int, of: int) -> None:
    """No progress bar."""


def source(
    db: Database, kind: SourceKind = SourceKind.NEWS, mode: ImportMode = ImportMode.PUBLISH
) -> str:
    new = service.NewSource(kind, URL, mode=mode, every_minutes=60)
    return db.run_sync(service.add_source, MACHINE, new)


def counts(report: imports.ImportReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.closed


def titles(db: Database, people: cast.Cast) -> set[str]:
    page = db.read_sync(queries.feed, cast.actor(people.bob), FeedQuery(limit=100), NOW)
    return {view.title for view in page.items}


def item(db: Database, title: str) -> Item:
    def _find(session: Session) -> Item:
        return session.exec(select(Item).where(Item.title == title)).one()

    return db.read_sync(_find)
