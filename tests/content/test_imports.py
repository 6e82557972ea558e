"""Twice adds nothing, people's work is kept, and a broken board closes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy_app.content import imports, queries, service
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from tests import cast
from tests.content.world import (
    MACHINE,
    NOW,
    URL,
    Outside,
    counts,
    item,
    source,
    titles,
)


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
