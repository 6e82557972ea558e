"""One item in full: reading marks it, and what may not be seen is simply not there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, NotFound, NotSignedIn
from advocacy_app.screens.feed.state import Feed
from advocacy_app.screens.item.state import Item
from tests import cast
from tests.screens.harness import guarded, part, tree, tree_of


async def test_opening_is_reading(db: Database) -> None:
    people = db.run_sync(cast.company)
    news = db.run_sync(cast.item)
    root = await tree_of(db, people.bob, f"/item/{news.id}")
    item = part(root, Item)
    await item.load()
    assert (item.loaded, item.missing, item.worth) == (True, False, 12)
    assert item.story.card.title == news.title
    assert item.story.body_html == news.body_html
    assert part(root, Feed).read[news.id] is True
    again = part(await tree_of(db, people.bob), Feed)
    await again.load()
    assert again.read[news.id] is True


async def test_a_vacancy_says_where_and_when(db: Database) -> None:
    people = db.run_sync(cast.company)
    vacancy = db.run_sync(cast.item, "Monteur", kind=Kind.VACANCY)
    item = part(await tree_of(db, people.bob, f"/item/{vacancy.id}"), Item)
    await item.load()
    facts = item.story.card.facts
    assert (facts.place, facts.department, facts.hours) == ("Breda", "Techniek", "32-40")
    assert facts.employment == "full_time"


@pytest.mark.parametrize("state", [ItemState.DRAFT, ItemState.REVIEW, ItemState.WITHDRAWN])
async def test_what_is_not_out_is_missing(sqlite_db: Database, state: ItemState) -> None:
    people = sqlite_db.run_sync(cast.company)
    hidden = sqlite_db.run_sync(cast.item, state=state)
    item = part(await tree_of(sqlite_db, people.bob, f"/item/{hidden.id}"), Item)
    await item.load()
    assert (item.loaded, item.missing, item.story.card.id) == (True, True, "")
    with pytest.raises(NotFound):
        await item.save()


async def test_what_is_for_another_team_or_over_is_missing(db: Database) -> None:
    people = db.run_sync(cast.company)
    hidden = db.run_sync(cast.item, teams=(people.utrecht,))
    over = db.run_sync(cast.item, expires_at=clock.now() - timedelta(seconds=1))
    for item_id in (hidden.id, over.id, "nope", "x%00"):
        item = part(await tree_of(db, people.bob, f"/item/{item_id}"), Item)
        await item.load()
        assert item.missing


async def test_the_next_address_forgets_the_one_before(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    news = sqlite_db.run_sync(cast.item)
    root = await tree_of(sqlite_db, people.bob, f"/item/{news.id}")
    item = part(root, Item)
    await item.load()
    root.router = (await tree_of(sqlite_db, people.bob, "/item/nope")).router
    await item.load()
    assert (item.missing, item.story.card.title) == (True, "")


async def test_saves_and_takes_back(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    news = sqlite_db.run_sync(cast.item)
    root = await tree_of(sqlite_db, people.bob, f"/item/{news.id}")
    item = part(root, Item)
    await item.load()
    await item.save()
    assert (item.saved, part(root, Feed).saved[news.id]) == (True, True)
    await item.save()
    assert item.saved is False


async def test_refuses_what_is_no_text(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)
    item = part(await tree_of(sqlite_db, people.bob), Item)
    for given in (None, 3, ["x"], {"id": "x"}, "y" * 201):
        with pytest.raises(BadInput):
            await item.was_shared(given, "whatsapp")
        with pytest.raises(BadInput):
            await item.was_shared("x", given)


async def test_a_stranger_gets_nothing(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    root = tree()
    for name in ("load", "save", "was_shared"):
        assert await guarded(root, f"{Item.get_full_name()}.{name}") is not None
    with pytest.raises(NotSignedIn):
        await part(root, Item).load()
