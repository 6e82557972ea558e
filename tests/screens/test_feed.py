"""What the feed's handlers do, and that they refuse what no button of ours sends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from advocacy_app.content.rules import Kind
from advocacy_app.content.tables import Item, ItemMark, Topic
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, NotFound, NotSignedIn
from advocacy_app.screens.feed.state import PAGE, VACANCIES, Feed
from advocacy_app.sharing import service as sharing
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.service import NewShare
from tests import cast
from tests.screens.harness import guarded, part, tree, tree_of

NONSENSE: list[Any] = [None, 7, True, ["x"], {"a": 1}, "x" * 201, "a\x00b"]


def _marks(database: Database) -> int:
    return database.read_sync(lambda session: len(session.exec(select(ItemMark)).all()))


def _items(session: Session, number: int) -> list[Item]:
    at = clock.now()
    return [
        cast.item(session, f"Nieuws {n}", published_at=at - timedelta(hours=n))
        for n in range(1, number + 1)
    ]


async def test_shows_the_first_page_and_then_the_next(db: Database) -> None:
    people = db.run_sync(cast.company)
    db.run_sync(_items, PAGE + 3)
    feed = part(await tree_of(db, people.bob), Feed)
    await feed.enter()
    assert feed.loaded
    assert [card.title for card in feed.cards][:2] == ["Nieuws 1", "Nieuws 2"]
    assert (len(feed.cards), feed.worth) == (PAGE, 12)
    await feed.more()
    assert len({card.id for card in feed.cards}) == PAGE + 3
    assert feed.cursor == ""
    await feed.more()
    assert len(feed.cards) == PAGE + 3


async def test_chooses_vacancies_or_a_topic(db: Database) -> None:
    people = db.run_sync(cast.company)

    def fill(session: Session) -> None:
        topic = Topic(slug="people", name_nl="Mensen", name_en="People")
        session.add(topic)
        session.flush()
        cast.item(session, "Een jubileum", topic_id=topic.id)
        cast.item(session, "Monteur", kind=Kind.VACANCY)

    db.run_sync(fill)
    feed = part(await tree_of(db, people.bob), Feed)
    await feed.load()
    for chosen, titles in (("people", ["Een jubileum"]), (VACANCIES, ["Monteur"])):
        await feed.choose(chosen)
        assert [card.title for card in feed.cards] == titles
    with pytest.raises(BadInput):
        await feed.choose("no-such-topic")
    assert feed.chosen == VACANCIES


async def test_shows_nothing_of_another_team(db: Database) -> None:
    people = db.run_sync(cast.company)
    hidden = db.run_sync(cast.item, "Alleen Utrecht", teams=(people.utrecht,))
    feed = part(await tree_of(db, people.bob), Feed)
    await feed.load()
    assert list(feed.cards) == []
    for verb in (feed.save, feed.mark_read):
        with pytest.raises(NotFound):
            await verb(hidden.id)
    assert _marks(db) == 0


async def test_saves_and_takes_back(db: Database) -> None:
    people = db.run_sync(cast.company)
    item = db.run_sync(cast.item)
    feed = part(await tree_of(db, people.bob), Feed)
    await feed.load()
    for expected in (True, False):
        await feed.save(item.id)
        assert feed.saved[item.id] is expected
    await feed.mark_read(item.id)
    await feed.mark_read(item.id)
    again = part(await tree_of(db, people.bob), Feed)
    await again.load()
    assert (again.read.get(item.id), again.saved.get(item.id)) == (True, None)


async def test_shows_as_shared_only_what_was_shared(db: Database) -> None:
    people = db.run_sync(cast.company)
    item = db.run_sync(cast.item)
    feed = part(await tree_of(db, people.bob), Feed)
    await feed.load()
    await feed.was_shared(item.id, "whatsapp")
    assert feed.shared[item.id] is False
    db.run_sync(sharing.share, cast.actor(people.bob), NewShare(item.id, Network.WHATSAPP))
    await feed.was_shared(item.id, "whatsapp")
    assert feed.shared[item.id] is True


@pytest.mark.parametrize("given", NONSENSE)
async def test_refuses_what_is_no_text(sqlite_db: Database, given: Any) -> None:
    people = sqlite_db.run_sync(cast.company)
    feed = part(await tree_of(sqlite_db, people.bob), Feed)
    await feed.load()
    for verb, rest in ((feed.save, ()), (feed.mark_read, ()), (feed.was_shared, ("x",))):
        with pytest.raises(BadInput):
            await verb(given, *rest)
    with pytest.raises(BadInput):
        await feed.choose(given)
    assert _marks(sqlite_db) == 0


async def test_a_stranger_gets_nothing(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    root = tree()
    for name in ("enter", "load", "choose", "more", "save", "mark_read", "was_shared"):
        assert await guarded(root, f"{Feed.get_full_name()}.{name}") is not None
    with pytest.raises(NotSignedIn):
        await part(root, Feed).load()


async def test_who_comes_back_finds_the_list_as_it_was(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    now = clock.now()
    clock.use(lambda: now)
    feed = part(await tree_of(sqlite_db, people.bob), Feed)
    await feed.enter()
    sqlite_db.run_sync(cast.item)
    await feed.enter()
    assert list(feed.cards) == []
    clock.use(lambda: now + timedelta(minutes=2))
    await feed.enter()
    assert len(feed.cards) == 1
