"""What people see, in which order, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from advocacy_app.content import queries, service
from advocacy_app.content.rules import Kind
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, NotFound
from tests import cast

Works = tuple[Callable[[Session], object], ...]
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    clock.use(lambda: NOW)
    yield
    clock.use(None)


def titles(db: Database, who: cast.Person, at: datetime = NOW, **query: Any) -> list[str]:
    page = db.read_sync(queries.feed, cast.actor(who), FeedQuery(**query), at)
    return [view.title for view in page.items]


def made(db: Database, people: cast.Cast, title: str = "Nieuws", **more: Any) -> str:
    alice = cast.actor(people.alice)
    new = service.NewItem(kind=Kind.NEWS, title=title, **more)
    return db.run_sync(service.create, alice, new)


def out(db: Database, people: cast.Cast, title: str = "Nieuws", **more: Any) -> str:
    item_id = made(db, people, title, **more)
    db.run_sync(service.publish, cast.actor(people.alice), item_id)
    return item_id


def test_a_scheduled_item_appears_at_its_moment(db: Database, people: cast.Cast) -> None:
    item_id = made(db, people)
    moment = NOW + timedelta(hours=2)
    db.run_sync(service.publish, cast.actor(people.alice), item_id, moment)
    assert titles(db, people.bob, moment - timedelta(microseconds=1)) == []
    assert titles(db, people.bob, moment) == ["Nieuws"]


def test_an_item_goes_at_the_moment_it_expires(db: Database, people: cast.Cast) -> None:
    last = NOW + timedelta(hours=2)
    item_id = out(db, people, expires_at=last)
    assert titles(db, people.bob, last - timedelta(microseconds=1)) == ["Nieuws"]
    assert titles(db, people.bob, last) == []
    with pytest.raises(NotFound):
        db.read_sync(queries.public_item, item_id, last)


def test_a_vacancy_goes_when_it_closes(db: Database, people: cast.Cast) -> None:
    closes = NOW + timedelta(days=1)
    vacancy = service.NewVacancy("Breda", salary_min=300000, closes_at=closes)
    alice = cast.actor(people.alice)
    new = service.NewItem(kind=Kind.VACANCY, title="Monteur (m/v)", vacancy=vacancy)
    item_id = db.run_sync(service.create, alice, new)
    db.run_sync(service.publish, alice, item_id)
    view = db.read_sync(queries.item, cast.actor(people.bob), item_id, NOW)
    assert view.vacancy is not None
    assert view.vacancy.salary == "vanaf € 3.000 per maand"
    assert view.vacancy.slug.startswith("monteur-m-v-")
    assert db.read_sync(queries.public_item, view.vacancy.slug, NOW).id == item_id
    assert titles(db, people.bob, closes) == []
    assert titles(db, people.bob, NOW, kind=Kind.NEWS) == []


def test_pinned_first_then_newest_over_pages(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    for number in range(7):
        item_id = made(db, people, str(number), pinned=number in {1, 3})
        db.run_sync(service.publish, alice, item_id, NOW - timedelta(days=number))
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(10):
        page = db.read_sync(
            queries.feed, cast.actor(people.bob), FeedQuery(cursor=cursor, limit=2), NOW
        )
        seen += [view.title for view in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == ["1", "3", "0", "2", "4", "5", "6"]


def test_a_page_is_filled_past_what_has_expired(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    for number in range(50):
        ends = NOW - timedelta(hours=1) if number < 45 else None
        item_id = made(db, people, str(number), expires_at=ends)
        db.run_sync(service.publish, alice, item_id, NOW - timedelta(days=number + 1))
    assert titles(db, people.bob, limit=5) == ["45", "46", "47", "48", "49"]


@pytest.mark.parametrize("cursor", ["x", "bm8", "W10", "WzEsIngiLDFd", "%%%", "é", "A" * 5000])
def test_a_cursor_we_did_not_give_is_refused(
    db: Database, people: cast.Cast, cursor: str
) -> None:
    with pytest.raises(BadInput):
        titles(db, people.bob, cursor=cursor)


def test_topics_filter_the_feed_and_are_made_once(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    topic = db.run_sync(service.add_topic, alice, "Vakmanschap", "Craft")
    assert db.run_sync(service.add_topic, alice, "Vakmanschap", "Craft") == topic
    out(db, people, "Vak", topic_id=topic)
    out(db, people, "Anders")
    assert titles(db, people.bob, topic="craft") == ["Vak"]
    assert titles(db, people.bob, topic="no") == []
    assert [t.slug for t in db.read_sync(queries.topics)] == ["craft"]


def test_captions_for_a_network_come_before_general_ones(
    db: Database, people: cast.Cast
) -> None:
    given = (
        service.NewCaption("voor alles"),
        service.NewCaption("voor x", "x"),
        service.NewCaption("for all", language="en"),
    )
    item_id = made(db, people, captions=given)
    found = db.read_sync(queries.captions, item_id, "x", "nl")
    assert [c.text for c in found] == ["voor x", "voor alles"]
    kept = {c.text: c.id for c in db.read_sync(queries.captions, item_id)}
    changed = service.ItemChanges(captions=(service.NewCaption("nieuw"), given[0]))
    db.run_sync(service.update, cast.actor(people.alice), item_id, changed)
    now = {c.text: c.id for c in db.read_sync(queries.captions, item_id)}
    assert list(now) == ["nieuw", "voor alles"]
    assert now["voor alles"] == kept["voor alles"]


def test_drafts_are_listed_newest_first_in_pages(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    for number in range(3):
        clock.use(lambda n=number: NOW + timedelta(seconds=n))
        made(db, people, str(number))
    first = db.run_sync(lambda s: queries.drafts(s, alice, limit=2))
    rest = db.run_sync(lambda s: queries.drafts(s, alice, cursor=first.next_cursor))
    assert [c.item.title for c in (*first.items, *rest.items)] == ["2", "1", "0"]
    assert rest.next_cursor is None
