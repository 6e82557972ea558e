"""Every verb: works, other team, no permission, not found, twice is once, in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from advocacy_app.content import queries, service
from advocacy_app.content.rules import ItemState, Kind, SourceKind
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, Conflict, Forbidden, NotFound
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


def test_a_published_item_is_seen_with_everything_a_card_needs(
    db: Database, people: cast.Cast
) -> None:
    item_id = out(db, people, " Nieuw \n kantoor ", body="**Hoera** <b>!</b>", must_read=True)
    page = db.read_sync(queries.feed, cast.actor(people.carol), FeedQuery(), NOW)
    (view,) = page.items
    assert (view.id, view.title, view.author_name) == (item_id, "Nieuw kantoor", "Alice")
    assert view.body_html == "<p><strong>Hoera</strong> &lt;b&gt;!&lt;/b&gt;</p>"
    assert view.summary == "Hoera <b>!</b>"
    assert (view.must_read, view.read, view.saved, view.vacancy) == (True, False, False, None)
    assert view.published_at == NOW
    assert page.next_cursor is None


def test_a_draft_is_nobodys_to_see(db: Database, people: cast.Cast) -> None:
    item_id = made(db, people)
    assert titles(db, people.alice) == []
    with pytest.raises(NotFound):
        db.read_sync(queries.item, cast.actor(people.alice), item_id, NOW)
    with pytest.raises(NotFound):
        db.read_sync(queries.public_item, item_id, NOW)


def test_another_team_does_not_see_what_is_not_for_it(db: Database, people: cast.Cast) -> None:
    item_id = out(db, people, audience=(people.breda.id,))
    assert titles(db, people.bob) == ["Nieuws"]
    assert titles(db, people.carol) == []
    assert titles(db, people.erin) == []
    with pytest.raises(NotFound):
        db.run_sync(service.mark_read, cast.actor(people.carol), item_id)
    with pytest.raises(NotFound):
        db.run_sync(service.save, cast.actor(people.carol), item_id, True)
    with pytest.raises(NotFound):
        db.read_sync(queries.item, cast.actor(people.carol), item_id, NOW)


def test_only_editors_write_and_publish(db: Database, people: cast.Cast) -> None:
    item_id = out(db, people)
    bob = cast.actor(people.bob)
    new = service.NewItem(kind=Kind.NEWS, title="x")
    source = service.NewSource(SourceKind.NEWS, "x")
    refused: Works = (
        lambda s: service.create(s, bob, new),
        lambda s: service.update(s, bob, item_id, service.ItemChanges(title="x")),
        lambda s: service.publish(s, bob, item_id),
        lambda s: service.withdraw(s, bob, item_id),
        lambda s: service.reject(s, bob, item_id),
        lambda s: service.add_picture(s, bob, b""),
        lambda s: service.add_topic(s, bob, "x", "x"),
        lambda s: service.add_source(s, bob, source),
        lambda s: service.update_source(s, bob, "x", name="y"),
        lambda s: queries.queue(s, bob),
        lambda s: queries.drafts(s, bob),
        lambda s: queries.published(s, bob),
        lambda s: queries.draft(s, bob, item_id),
        lambda s: queries.sources(s, bob),
        lambda s: queries.runs(s, bob, "x"),
    )
    for work in refused:
        with pytest.raises(Forbidden):
            db.run_sync(work)
    assert titles(db, people.bob) == ["Nieuws"]


def test_what_is_not_there_is_not_found(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    missing: Works = (
        lambda s: service.update(s, alice, "no", service.ItemChanges(title="x")),
        lambda s: service.publish(s, alice, "no"),
        lambda s: service.withdraw(s, alice, "no"),
        lambda s: service.reject(s, alice, "no"),
        lambda s: service.mark_read(s, alice, "no"),
        lambda s: service.save(s, alice, "no", True),
        lambda s: service.update_source(s, alice, "no", name="y"),
        lambda s: queries.item(s, alice, "no", NOW),
        lambda s: queries.public_item(s, "no", NOW),
        lambda s: queries.draft(s, alice, "no"),
        lambda s: queries.picture(s, "no"),
    )
    for work in missing:
        with pytest.raises(NotFound):
            db.run_sync(work)


def test_publishing_twice_keeps_the_first_moment(db: Database, people: cast.Cast) -> None:
    item_id = out(db, people)
    clock.use(lambda: NOW + timedelta(hours=1))
    assert db.run_sync(service.publish, cast.actor(people.alice), item_id) == NOW


def test_expiry_before_publication_is_refused(db: Database, people: cast.Cast) -> None:
    item_id = made(db, people, expires_at=NOW)
    with pytest.raises(BadInput) as refused:
        db.run_sync(service.publish, cast.actor(people.alice), item_id)
    assert "expires_at" in refused.value.fields


def test_withdrawn_is_gone_at_once_and_twice_is_once(db: Database, people: cast.Cast) -> None:
    item_id = out(db, people)
    alice = cast.actor(people.alice)
    db.run_sync(service.withdraw, alice, item_id, "Klopt niet meer")
    db.run_sync(service.withdraw, alice, item_id, "nog eens")
    assert titles(db, people.bob) == []
    draft = db.read_sync(queries.draft, alice, item_id)
    assert (draft.item.state, draft.withdrawn_reason) == (
        ItemState.WITHDRAWN,
        "Klopt niet meer",
    )
    db.run_sync(service.publish, alice, item_id)
    assert titles(db, people.bob) == ["Nieuws"]


def test_a_draft_cannot_be_withdrawn_nor_what_is_out_rejected(
    db: Database, people: cast.Cast
) -> None:
    alice = cast.actor(people.alice)
    with pytest.raises(Conflict):
        db.run_sync(service.withdraw, alice, made(db, people))
    with pytest.raises(Conflict):
        db.run_sync(service.reject, alice, out(db, people))


def test_a_change_of_audience_moves_the_item(db: Database, people: cast.Cast) -> None:
    item_id = out(db, people)
    alice = cast.actor(people.alice)
    only = service.ItemChanges(audience=(people.utrecht.id,), pinned=True, title="Anders")
    db.run_sync(service.update, alice, item_id, only)
    assert titles(db, people.bob) == []
    assert titles(db, people.carol) == ["Anders"]


def test_unknown_teams_topics_pictures_and_addresses_are_refused(
    db: Database, people: cast.Cast
) -> None:
    wrongs: tuple[dict[str, Any], ...] = (
        {"audience": ("no",)},
        {"topic_id": "no"},
        {"picture_id": "no"},
        {"url": "javascript:alert(1)"},
        {"captions": (service.NewCaption(""),)},
    )
    for wrong in wrongs:
        with pytest.raises(BadInput):
            made(db, people, **wrong)
    with pytest.raises(BadInput):
        made(db, people, " \n ")


def test_marks_are_kept_once_and_saved_can_be_taken_back(
    db: Database, people: cast.Cast
) -> None:
    item_id = out(db, people)
    bob = cast.actor(people.bob)
    for _ in range(2):
        db.run_sync(service.mark_read, bob, item_id)
        db.run_sync(service.save, bob, item_id, True)
    view = db.read_sync(queries.item, bob, item_id, NOW)
    assert (view.read, view.saved) == (True, True)
    assert [v.id for v in db.read_sync(queries.saved, bob, NOW)] == [item_id]
    assert not db.read_sync(queries.item, cast.actor(people.carol), item_id, NOW).read
    db.run_sync(service.save, bob, item_id, False)
    assert db.read_sync(queries.saved, bob, NOW) == ()
    assert db.read_sync(queries.item, bob, item_id, NOW).read


def test_a_source_is_known_once_and_by_one_kind(db: Database, people: cast.Cast) -> None:
    alice = cast.actor(people.alice)
    news = service.NewSource(SourceKind.NEWS, "https://example.com/rss", every_minutes=1)
    source = db.run_sync(service.add_source, alice, news)
    assert db.run_sync(service.add_source, alice, news) == source
    jobs = service.NewSource(SourceKind.JOBS, news.location)
    file = service.NewSource(SourceKind.NEWS, "/etc/passwd")
    with pytest.raises(BadInput):
        db.run_sync(service.add_source, alice, jobs)
    with pytest.raises(BadInput):
        db.run_sync(service.add_source, alice, file)
    db.run_sync(service.update_source, alice, source, active=False)
    (view,) = db.read_sync(queries.sources, alice)
    assert (view.active, view.every_minutes) == (False, 5)
    with pytest.raises(BadInput):
        db.run_sync(service.update_source, alice, source, location="https://other.example")
