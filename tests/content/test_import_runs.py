"""How an import runs: dry, in turn, on time, with pictures, and by whom."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from advocacy_app.content import imports, queries, service
from advocacy_app.content.imports import by_hand
from advocacy_app.content.imports.run import claim_due
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.core.db import Database
from advocacy_app.core.errors import Forbidden, NotFound
from tests import cast
from tests.content.world import (
    MACHINE,
    NOW,
    URL,
    Outside,
    counts,
    item,
    silently,
    source,
    titles,
)


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
    report = by_hand.take_in(db, MACHINE, wanted, silently, dry_run=False)
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
