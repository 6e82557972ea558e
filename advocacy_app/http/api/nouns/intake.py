"""Where content comes in: sources, and the queue of what waits for an editor."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from advocacy_app.content import queries, service
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.content.service import NewSource
from advocacy_app.core import db
from advocacy_app.core.db import Session
from advocacy_app.http.api import doors, shapes
from advocacy_app.http.api.nouns.feed import written
from advocacy_app.http.api.shapes import ItemOut, Page, QueuedOut, SourceOut
from advocacy_app.people.rules import Actor, Permission

router = APIRouter(tags=["intake"])
Importer = Annotated[Actor, doors.may(Permission.IMPORT_CONTENT)]
Publisher = Annotated[Actor, doors.may(Permission.PUBLISH_CONTENT)]


class NewSourceIn(BaseModel):
    """``location`` is a web address; ``every_minutes`` left out means by hand only."""

    kind: SourceKind
    location: str = Field(min_length=1, max_length=2000)
    name: str = Field(default="", max_length=200)
    mode: ImportMode = ImportMode.REVIEW
    language: str = Field(default="nl", max_length=8)
    topic_id: str | None = None
    every_minutes: int | None = Field(default=None, ge=5)


class SourceChangesIn(BaseModel):
    """Only what is given changes."""

    name: str = Field(default="", min_length=1, max_length=200)
    mode: ImportMode = ImportMode.REVIEW
    language: str = Field(default="nl", max_length=8)
    topic_id: str | None = None
    every_minutes: int | None = Field(default=None, ge=5)
    active: bool = True


@router.get("/sources")
async def list_sources(actor: Importer) -> Page[SourceOut]:
    found = await db.read(queries.sources, actor)
    return Page(items=[SourceOut.model_validate(source) for source in found])


@router.post("/sources", status_code=doors.CREATED, response_model=SourceOut)
async def create_source(
    request: Request, body: NewSourceIn, actor: Importer, _key: doors.Key = None
) -> Response:
    def work(session: Session) -> SourceOut:
        source_id = service.add_source(session, actor, NewSource(**vars(body)))
        return _source(session, actor, source_id)

    return await doors.post(request, actor, work)


@router.patch("/sources/{source_id}")
async def patch_source(source_id: str, body: SourceChangesIn, actor: Importer) -> SourceOut:
    changes = {name: getattr(body, name) for name in body.model_fields_set}

    def work(session: Session) -> SourceOut:
        service.update_source(session, actor, source_id, **changes)
        return _source(session, actor, source_id)

    return await db.run(work)


@router.get("/queue")
async def list_queue(
    actor: Publisher, limit: doors.Limit = 20, cursor: doors.Cursor = None
) -> Page[QueuedOut]:
    """What imports and colleagues proposed, newest first."""

    def work(session: Session) -> Page[QueuedOut]:
        page = queries.queue(session, actor, cursor=cursor, limit=limit)
        items = [
            QueuedOut(
                item=shapes.item(card.item),
                source_name=card.source_name,
                created_at=card.created_at,
            )
            for card in page.items
        ]
        return Page(items=items, next_cursor=page.next_cursor)

    return await db.read(work)


@router.post("/posts/{item_id}/reject", response_model=ItemOut)
async def reject_post(
    request: Request, item_id: str, actor: Publisher, _key: doors.Key = None
) -> Response:
    """Out of the queue for good, also when its source offers it again."""

    def work(session: Session) -> ItemOut:
        service.reject(session, actor, item_id)
        return written(session, actor, item_id)

    return await doors.post(request, actor, work, status=doors.OK)


def _source(session: Session, actor: Actor, source_id: str) -> SourceOut:
    found = next(one for one in queries.sources(session, actor) if one.id == source_id)
    return SourceOut.model_validate(found)
