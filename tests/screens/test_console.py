"""Composing, the lists below it, the inbox and the sources, as handlers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from advocacy_app.content import queries as content
from advocacy_app.content import service
from advocacy_app.content.imports import ImportReport
from advocacy_app.content.rules import ImportMode, ItemState, Kind, SourceKind
from advocacy_app.content.service import NewSource
from advocacy_app.content.views import Sentence
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import AppError, BadInput, NotFound
from advocacy_app.screens.console.compose.shelf import Shelf
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.screens.console.drafts import form
from advocacy_app.screens.console.queue.sources import Sources, report_of
from advocacy_app.screens.console.queue.state import Queue
from advocacy_app.sharing import queries as sharing_queries
from advocacy_app.sharing import service as sharing
from advocacy_app.sharing.rules import Network
from tests import cast
from tests.cast import Cast
from tests.screens.harness import is_let_in, part, tree, tree_of

HANDLERS = {
    Compose: ("load", "write", "edit", "save"),
    Shelf: ("load", "show", "more", "ask", "withdraw"),
    Queue: ("load", "more", "tick", "tick_all", "publish", "publish_chosen", "reject"),
    Sources: ("load", "add", "set_running", "run"),
}


async def _at_work(db: Database, state: Any) -> tuple[Cast, Any]:
    company = db.run_sync(cast.company)
    return company, part(await tree_of(db, company.alice), state)


def _news(**fields: Any) -> dict[str, Any]:
    words = {"title": "Open dag", "body": "Kom **kijken**."}
    return form.blank(Kind.NEWS, "nl", "k1") | words | fields


def _draft(db: Database, company: Cast, item_id: str) -> content.DraftView:
    return db.read_sync(content.draft, cast.actor(company.alice), item_id)


def _waiting(db: Database, title: str) -> str:
    return db.run_sync(
        cast.item, title, state=ItemState.REVIEW, published_at=None, url="https://example.com"
    ).id


@pytest.mark.parametrize("who", ["bob", None])
async def test_the_console_is_for_editors(sqlite_db: Database, who: str | None) -> None:
    company = sqlite_db.run_sync(cast.company)
    root = await tree_of(sqlite_db, company.bob) if who else tree()
    for state, handlers in HANDLERS.items():
        for handler in handlers:
            assert not await is_let_in(root, state, handler)


async def test_a_draft_is_kept_and_opened_again(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(captions=[{"network": "x", "text": "Kom!"}]), "draft")
    item_id = compose.values["id"]
    draft = _draft(db, company, item_id)
    assert (draft.item.state, draft.body_markdown) == (ItemState.DRAFT, "Kom **kijken**.")
    assert compose.kept == 1

    await compose.write("vacancy")
    assert (compose.values["id"], compose.values["kind"]) == ("", "vacancy")
    await compose.edit(item_id)
    assert compose.values["captions"] == [{"network": "x", "text": "Kom!"}]


async def test_saving_again_changes_the_same_item(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(), "draft")
    await compose.save(compose.values | {"title": "Open avond"}, "publish")
    draft = _draft(db, company, compose.values["id"])
    assert (draft.item.title, draft.item.state) == ("Open avond", ItemState.PUBLISHED)
    since = draft.published_at

    await compose.save(compose.values | {"title": "Open nacht"}, "publish")
    draft = _draft(db, company, compose.values["id"])
    assert (draft.item.title, draft.published_at) == ("Open nacht", since)


async def test_a_double_tap_makes_one(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(), "draft")
    await compose.save(_news(), "draft")
    assert len(db.read_sync(content.drafts, cast.actor(company.alice)).items) == 1
    await compose.save(_news(key="k9"), "draft")
    assert len(db.read_sync(content.drafts, cast.actor(company.alice)).items) == 2


async def test_a_plan_can_be_made_and_brought_forward(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(when="later", publish_at="2099-01-01T09:00"), "publish")
    draft = _draft(db, company, compose.values["id"])
    assert draft.published_at is not None
    assert draft.published_at.year == 2099

    await compose.save(compose.values | {"when": "now"}, "publish")
    draft = _draft(db, company, compose.values["id"])
    assert draft.published_at is not None
    assert draft.published_at <= clock.now()


async def test_a_vacancy_keeps_its_pay_in_cents(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    pay = {"salary_min": "3.400", "salary_max": "4300,50", "location": "Breda"}
    await compose.save(
        form.blank(Kind.VACANCY, "nl", "k2") | {"title": "Monteur"} | pay, "publish"
    )
    vacancy = _draft(db, company, compose.values["id"]).item.vacancy
    assert vacancy is not None
    assert (vacancy.salary_min, vacancy.salary_max) == (340_000, 430_050)
    assert (compose.values["salary_min"], compose.values["salary_max"]) == ("3400", "4300,50")


async def test_what_was_imported_keeps_its_html(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    item = db.run_sync(cast.item, body_html="<p>Van buiten</p>")
    await compose.edit(item.id)
    await compose.save(compose.values | {"title": "Anders"}, "publish")
    assert _draft(db, company, item.id).item.body_html == "<p>Van buiten</p>"


async def test_a_text_that_was_used_can_be_taken_away(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(captions=[{"network": "", "text": "Kom!"}]), "publish")
    item_id = compose.values["id"]
    caption = db.read_sync(content.captions, item_id)[0]
    new = sharing.NewShare(item_id, Network.COPY, caption_id=caption.id)
    shared = db.run_sync(sharing.share, cast.actor(company.bob), new)

    await compose.save(compose.values | {"captions": []}, "publish")
    assert db.read_sync(content.captions, item_id) == ()
    page = db.read_sync(sharing_queries.shares_of, cast.actor(company.bob))
    assert [share.text for share in page.items] == [shared.text]


async def test_errors_stand_at_their_fields_and_nothing_is_kept(db: Database) -> None:
    company, compose = await _at_work(db, Compose)
    await compose.save(_news(title="", url="ftp://example.com"), "publish")
    assert compose.errors == {"title": "Geef het een titel."}
    await compose.save(_news(url="ftp://example.com"), "publish")
    assert list(compose.errors) == ["url"]
    page = db.read_sync(content.drafts, cast.actor(company.alice))
    assert (page.items, compose.kept) == ((), 0)


@pytest.mark.parametrize(
    ("state", "handler", "given"),
    [
        (Compose, "write", ("poem",)),
        (Compose, "write", (5,)),
        (Compose, "edit", ({"id": 1},)),
        (Compose, "save", (_news(), 5)),
        (Shelf, "show", ("everything",)),
        (Shelf, "show", (None,)),
        (Shelf, "ask", (5,)),
        (Shelf, "withdraw", ("reason",)),
        (Queue, "tick", (["id"],)),
        (Queue, "publish", (None,)),
        (Queue, "reject", ({"id": 1},)),
        (Sources, "add", ("https://example.com",)),
        (Sources, "add", ({"kind": "poems", "mode": "review", "language": "nl"},)),
        (Sources, "add", ({"kind": "news", "mode": "review", "language": "nl", "every": "1"},)),
        (Sources, "set_running", ("id", "yes")),
    ],
)
async def test_wrong_arguments_are_refused(
    sqlite_db: Database, state: Any, handler: str, given: tuple[Any, ...]
) -> None:
    _, found = await _at_work(sqlite_db, state)
    with pytest.raises(BadInput):
        await getattr(found, handler)(*given)


async def test_what_a_form_cannot_have_sent_is_refused(sqlite_db: Database) -> None:
    company, compose = await _at_work(sqlite_db, Compose)
    await compose.save("everything", "publish")
    assert sqlite_db.read_sync(content.drafts, cast.actor(company.alice)).items == ()


async def test_lists_say_what_is_planned_and_take_back(db: Database) -> None:
    company, shelf = await _at_work(db, Shelf)
    item = db.run_sync(cast.item)
    db.run_sync(cast.item, "Later", published_at=clock.now() + timedelta(days=1))
    await shelf.show("published")
    assert [line.state for line in shelf.lines] == ["planned", "out"]

    await shelf.ask(item.id)
    await shelf.withdraw({"reason": "Klopt niet"})
    draft = _draft(db, company, item.id)
    assert (draft.item.state, draft.withdrawn_reason) == (ItemState.WITHDRAWN, "Klopt niet")
    with pytest.raises(AppError):
        await shelf.withdraw({"reason": "nog eens"})


async def test_one_is_published_one_refused_and_the_rest_together(db: Database) -> None:
    company, queue = await _at_work(db, Queue)
    ids = [_waiting(db, f"Bericht {number}") for number in range(4)]
    await queue.load()
    assert len(queue.lines) == 4

    await queue.publish(ids[0])
    await queue.reject(ids[1])
    await queue.tick(ids[2])
    await queue.tick("somebody else's")
    assert queue.chosen == [ids[2]]
    await queue.tick_all()
    await queue.publish_chosen()
    assert (queue.lines, queue.chosen) == ([], [])
    states = [_draft(db, company, one).item.state.value for one in ids]
    assert states == ["published", "rejected", "published", "published"]


async def test_what_is_not_there_is_not_published(db: Database) -> None:
    _, queue = await _at_work(db, Queue)
    with pytest.raises(NotFound):
        await queue.publish("nothing")


async def test_a_source_is_added_once_rests_and_runs_again(db: Database) -> None:
    _, sources = await _at_work(db, Sources)
    given = {
        "kind": "news",
        "mode": "review",
        "language": "nl",
        "every": "60",
        "location": "https://example.com/feed.xml",
    }
    await sources.add(given)
    await sources.add(given)
    assert [(line.every, line.active) for line in sources.lines] == [(60, True)]
    await sources.set_running(sources.lines[0].id, False)
    assert not sources.lines[0].active


async def test_a_place_that_is_no_address_is_said_at_its_field(db: Database) -> None:
    _, sources = await _at_work(db, Sources)
    given = {"kind": "jobs", "mode": "publish", "language": "en", "every": "0"}
    await sources.add(given | {"location": "/etc/passwd"})
    assert list(sources.errors) == ["location"]
    assert sources.lines == []


async def test_what_went_wrong_with_a_source_is_a_sentence(db: Database) -> None:
    company, sources = await _at_work(db, Sources)
    new = NewSource(SourceKind.NEWS, "https://example.com/a", mode=ImportMode.REVIEW)
    db.run_sync(service.add_source, cast.actor(company.alice), new)
    await sources.load()
    assert sources.lines[0].error == ""
    error = Sentence("content.error.feed_empty", {})
    assert "warn" in str(report_of(ImportReport(error=error)))
    assert "say" in str(report_of(ImportReport(added=3)))
