"""Imports on both databases: twice adds nothing, people's work is kept, broken boards close
none.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session, select

from advocacy_app.content import imports, queries, service
from advocacy_app.content.imports import by_hand
from advocacy_app.content.imports.run import claim_due
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.content.tables import Item
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock, fetch
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, Forbidden, NotFound
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


@pytest.fixture
def outside() -> Iterator[Outside]:
    clock.use(lambda: NOW)
    world = Outside()
    fetch.use(world)
    yield world
    fetch.use(None)


@pytest.fixture
def people(db: Database) -> cast.Cast:
    return db.run_sync(cast.company)


def _silently(what: str, done: int, of: int) -> None:
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


def test_twice_adds_nothing(db: Database, people: cast.Cast, outside: Outside) -> None:
    outside.news("een", "twee")
    known = source(db)
    assert counts(imports.run(db, MACHINE, known)) == (2, 0, 0, 0)
    clock.use(lambda: NOW + timedelta(hours=1))
    assert counts(imports.run(db, MACHINE, known)) == (0, 0, 2, 0)
    assert titles(db, people) == {"een", "twee"}
    (last, first) = db.read_sync(queries.runs, cast.actor(people.alice), known)
    assert (first.added, last.added, last.unchanged) == (2, 0, 2)


def test_review_waits_for_an_editor(db: Database, people: cast.Cast, outside: Outside) -> None:
    outside.news("een")
    imports.run(db, MACHINE, source(db, mode=ImportMode.REVIEW))
    assert titles(db, people) == set()
    alice = cast.actor(people.alice)
    (card,) = db.read_sync(queries.queue, alice).items
    assert card.source_name == "T"
    db.run_sync(service.publish, alice, card.item.id)
    assert titles(db, people) == {"een"}
    assert db.read_sync(queries.queue, alice).items == ()


def test_what_an_editor_rejected_stays_away(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.news("een")
    known = source(db, mode=ImportMode.REVIEW)
    imports.run(db, MACHINE, known)
    db.run_sync(service.reject, cast.actor(people.alice), item(db, "een").id)
    assert counts(imports.run(db, MACHINE, known)) == (0, 0, 1, 0)
    outside.news("een", body="anders")
    report = imports.run(db, MACHINE, known)
    assert (report.changed, report.kept) == (0, 1)
    assert db.read_sync(queries.queue, cast.actor(people.alice)).items == ()


def test_a_change_outside_is_taken_over(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.news("een")
    known = source(db)
    imports.run(db, MACHINE, known)
    outside.news("een", body="anders")
    assert counts(imports.run(db, MACHINE, known)) == (0, 1, 0, 0)
    assert item(db, "een").body_html == "<p>anders</p>"


def test_what_a_person_edited_or_withdrew_is_kept(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.news("een", "twee")
    known = source(db)
    imports.run(db, MACHINE, known)
    alice = cast.actor(people.alice)
    edit = service.ItemChanges(summary="Mijn woorden")
    db.run_sync(service.update, alice, item(db, "een").id, edit)
    db.run_sync(service.withdraw, alice, item(db, "twee").id)
    outside.news("een", "twee", body="anders")
    report = imports.run(db, MACHINE, known)
    assert (report.changed, report.kept) == (0, 2)
    assert item(db, "een").summary == "Mijn woorden"
    assert titles(db, people) == {"een"}


def test_old_news_is_not_closed_when_it_leaves_the_feed(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.news("een", "twee")
    known = source(db)
    imports.run(db, MACHINE, known)
    outside.news("twee")
    for _ in range(3):
        assert imports.run(db, MACHINE, known).closed == 0
    assert titles(db, people) == {"een", "twee"}


def test_a_vacancy_gone_twice_is_closed_and_comes_back(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.jobs("a", "b", "c")
    known = source(db, SourceKind.JOBS)
    imports.run(db, MACHINE, known)
    outside.jobs("a", "b")
    assert imports.run(db, MACHINE, known).closed == 0
    assert titles(db, people) == {"a", "b", "c"}
    assert imports.run(db, MACHINE, known).closed == 1
    assert titles(db, people) == {"a", "b"}
    outside.jobs("a", "b", "c")
    assert counts(imports.run(db, MACHINE, known)) == (0, 1, 2, 0)
    assert titles(db, people) == {"a", "b", "c"}


def test_gone_once_and_back_starts_counting_again(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    known = source(db, SourceKind.JOBS)
    for shown in (("a", "b", "c"), ("a", "b"), ("a", "b", "c"), ("a", "b")):
        outside.jobs(*shown)
        assert imports.run(db, MACHINE, known).closed == 0
    assert titles(db, people) == {"a", "b", "c"}


@pytest.mark.parametrize("left", [(), ("a",)])
def test_an_empty_or_shrunken_board_closes_nothing_and_says_so(
    db: Database, people: cast.Cast, outside: Outside, left: tuple[str, ...]
) -> None:
    outside.jobs("a", "b", "c")
    known = source(db, SourceKind.JOBS)
    imports.run(db, MACHINE, known)
    outside.jobs(*left)
    for _ in range(3):
        report = imports.run(db, MACHINE, known)
        assert report.closed == 0
        assert report.warning is not None
        assert "3" in report.warning.say("nl")
    assert titles(db, people) == {"a", "b", "c"}


@pytest.mark.parametrize("body", [b"<html></html>", b"", b"{", b" " * (21 * 1024**2)])
def test_a_broken_source_closes_nothing(
    db: Database, people: cast.Cast, outside: Outside, body: bytes
) -> None:
    outside.jobs("a", "b", "c")
    known = source(db, SourceKind.JOBS)
    imports.run(db, MACHINE, known)
    outside.pages[URL] = body
    for _ in range(3):
        report = imports.run(db, MACHINE, known)
        assert report.error is not None
        assert report.closed == 0
    assert titles(db, people) == {"a", "b", "c"}
    (view,) = db.read_sync(queries.sources, cast.actor(people.alice))
    assert view.last_error is not None
    assert "." in view.last_error.say("nl")


def test_not_modified_counts_what_was_missing_already(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    outside.jobs("a", "b", "c")
    known = source(db, SourceKind.JOBS)
    imports.run(db, MACHINE, known)
    outside.jobs("a", "b")
    outside.etag = '"1"'
    imports.run(db, MACHINE, known)
    assert imports.run(db, MACHINE, known).closed == 1
    assert outside.asked[-1].headers["if-none-match"] == '"1"'
    assert imports.run(db, MACHINE, known).closed == 0
    assert titles(db, people) == {"a", "b"}


def test_a_dry_run_writes_nothing(db: Database, people: cast.Cast, outside: Outside) -> None:
    outside.news("een")
    report = imports.look(db, MACHINE, SourceKind.NEWS, URL)
    assert counts(report) == (1, 0, 0, 0)
    assert report.titles == ("een",)
    assert db.read_sync(queries.sources, cast.actor(people.alice)) == ()
    imports.run(db, MACHINE, source(db))
    assert counts(imports.look(db, MACHINE, SourceKind.NEWS, URL)) == (0, 0, 1, 0)
    assert imports.look(db, MACHINE, SourceKind.JOBS, URL).error is not None


def test_pictures_are_ours_or_left_out(
    db: Database, people: cast.Cast, outside: Outside, data: Path
) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(buffer, "PNG")
    outside.pages["https://img.example.com/a.png"] = buffer.getvalue()
    outside.news(
        "een", picture="https://img.example.com/a.png", body='<img src="https://t.co/x">'
    )
    imports.run(db, MACHINE, source(db))
    view = db.read_sync(queries.item, cast.actor(people.bob), item(db, "een").id, NOW)
    assert view.picture is not None
    assert view.image_url == f"/media/{view.picture.digest}-400.webp"
    assert "<img" not in view.body_html
    outside.news("twee", picture="https://gone.example.com/b.png")
    assert imports.run(db, MACHINE, source(db)).added == 1
    assert item(db, "twee").picture_id is None


def test_a_small_picture_is_an_icon(
    db: Database, people: cast.Cast, outside: Outside, data: Path
) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64)).save(buffer, "PNG")
    outside.pages["https://img.example.com/a.png"] = buffer.getvalue()
    outside.news("een", picture="https://img.example.com/a.png")
    imports.run(db, MACHINE, source(db))
    assert item(db, "een").picture_id is None


def test_dates_ahead_of_us_are_now(db: Database, people: cast.Cast, outside: Outside) -> None:
    ahead = (NOW + timedelta(days=9)).isoformat()
    outside.jobs("a", published_at=ahead)
    imports.run(db, MACHINE, source(db, SourceKind.JOBS))
    assert item(db, "a").published_at == NOW


def test_an_employee_cannot_import(db: Database, people: cast.Cast, outside: Outside) -> None:
    outside.news("een")
    known = source(db)
    bob = cast.actor(people.bob)
    with pytest.raises(Forbidden):
        imports.run(db, bob, known)
    with pytest.raises(Forbidden):
        imports.look(db, bob, SourceKind.NEWS, URL)
    with pytest.raises(Forbidden):
        imports.run_due(db, bob)
    assert outside.asked == []


def test_a_source_there_is_not(db: Database, people: cast.Cast, outside: Outside) -> None:
    with pytest.raises(NotFound):
        imports.run(db, MACHINE, "no")


def test_only_the_machine_reads_files(
    db: Database, people: cast.Cast, outside: Outside, tmp_path: Path
) -> None:
    file = tmp_path / "feed.json"
    outside.news("een")
    file.write_bytes(outside.pages[URL])
    wanted = by_hand.Wanted(SourceKind.NEWS, str(file), ImportMode.PUBLISH)
    report = by_hand.take_in(db, MACHINE, wanted, _silently, dry_run=False)
    assert report.added == 1
    (view,) = db.read_sync(queries.sources, cast.actor(people.alice))
    refused = imports.run(db, cast.actor(people.alice), view.id)
    assert refused.error is not None


def test_of_two_processes_one_gets_the_source(
    db: Database, people: cast.Cast, outside: Outside
) -> None:
    known = source(db)
    assert db.run_sync(claim_due, MACHINE, NOW) == [known]
    assert db.run_sync(claim_due, MACHINE, NOW) == []
    hour = NOW + timedelta(hours=1)
    assert db.run_sync(claim_due, MACHINE, hour - timedelta(microseconds=1)) == []
    assert db.run_sync(claim_due, MACHINE, hour) == [known]
    db.run_sync(service.update_source, MACHINE, known, active=False)
    assert db.run_sync(claim_due, MACHINE, hour + timedelta(days=1)) == []


def test_due_sources_are_imported(db: Database, people: cast.Cast, outside: Outside) -> None:
    outside.news("een")
    source(db)
    assert imports.run_due(db, MACHINE) == 1
    assert imports.run_due(db, MACHINE) == 0
    assert titles(db, people) == {"een"}
