"""What there is to read and to pass on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from advocacy_app.content import queries as content
from advocacy_app.content.rules import Kind
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock, db
from advocacy_app.core.db import Session
from advocacy_app.core.errors import NotFound
from advocacy_app.http.api import doors, shapes
from advocacy_app.http.api.shapes import ItemOut, Page, TopicOut
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.sharing import queries as sharing

router = APIRouter(tags=["feed"])
Reader = Annotated[Actor, doors.may(Permission.READ_FEED)]
Topic = Annotated[str | None, Query(max_length=100, description="The slug of a topic.")]


@router.get("/feed")
async def get_feed(
    actor: Reader,
    kind: Kind | None = None,
    topic: Topic = None,
    limit: doors.Limit = 20,
    cursor: doors.Cursor = None,
) -> Page[ItemOut]:
    """Pinned first, then newest; only what the caller may see."""
    return await _page(actor, FeedQuery(kind, topic, cursor, limit))


@router.get("/vacancies")
async def list_vacancies(
    actor: Reader, topic: Topic = None, limit: doors.Limit = 20, cursor: doors.Cursor = None
) -> Page[ItemOut]:
    return await _page(actor, FeedQuery(Kind.VACANCY, topic, cursor, limit))


@router.get("/vacancies/{item_id}")
async def get_vacancy(item_id: str, actor: Reader) -> ItemOut:
    found = await db.read(readable, actor, item_id)
    if found.vacancy is None:
        raise NotFound("error.not_found")
    return found


@router.get("/topics")
async def list_topics(actor: Reader) -> Page[TopicOut]:  # noqa: ARG001
    found = await db.read(content.topics)
    return Page(items=[TopicOut.model_validate(topic) for topic in found])


def readable(session: Session, actor: Actor, item_id: str) -> ItemOut:
    """What the caller may read; who writes content also sees what is not out."""
    try:
        view = content.item(session, actor, item_id, clock.now())
    except NotFound:
        if not actor.may(Permission.WRITE_CONTENT):
            raise
        return written(session, actor, item_id)
    shared = sharing.shared_on(session, actor.person_id, [item_id])
    return shapes.item(view, shared.get(item_id, ()))


def written(session: Session, actor: Actor, item_id: str) -> ItemOut:
    """As its editor sees it, whatever its state."""
    shared = sharing.shared_on(session, actor.person_id, [item_id])
    return shapes.item(content.draft(session, actor, item_id).item, shared.get(item_id, ()))


async def _page(actor: Actor, query: FeedQuery) -> Page[ItemOut]:
    page = await db.read(sharing.feed, actor, query, clock.now())
    items = [shapes.item(card.item, card.shared_on) for card in page.items]
    return Page(items=items, next_cursor=page.next_cursor)
