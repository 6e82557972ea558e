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


@pytest.fixture
def people(db: Database) -> cast.Cast:
    return db.run_sync(cast.company)


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
