"""Passing on, and what came of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from advocacy_app.core import db
from advocacy_app.core.db import Session
from advocacy_app.http.api import doors
from advocacy_app.http.api import share_shapes as shapes
from advocacy_app.http.api.shapes import Page
from advocacy_app.http.api.share_shapes import KitOut, LadderOut, ShareOut
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.sharing import queries, service
from advocacy_app.sharing.networks import Device
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.service import NewShare

router = APIRouter(tags=["shares"])
Sharer = Annotated[Actor, doors.may(Permission.SHARE)]


class PrepareIn(BaseModel):
    item_id: str


class ShareIn(BaseModel):
    """Own words, or a suggested caption as it is (``text`` left out), or just the link."""

    item_id: str
    network: Network
    caption_id: str | None = None
    text: str | None = None
    device: Device = Device.PHONE
    disclosure: str = Field(default="", max_length=200)


@router.post("/shares/prepare", response_model=KitOut)
async def prepare_share(
    request: Request, body: PrepareIn, actor: Sharer, _key: doors.Key = None
) -> Response:
    """Everything a share sheet needs, so that a tap need not wait."""

    def work(session: Session) -> KitOut:
        kit = service.prepare(session, actor, body.item_id)
        shared = queries.shared_on(session, actor.person_id, [kit.item.id])
        return shapes.kit(kit, shared.get(kit.item.id, ()))

    return await doors.post(request, actor, work, status=doors.OK)


@router.post("/shares", status_code=doors.CREATED, response_model=ShareOut)
async def create_share(
    request: Request, body: ShareIn, actor: Sharer, _key: doors.Key = None
) -> Response:
    """Write down that a network's composer was opened; points wait for the first reader."""
    new = NewShare(**dict(body))

    def work(session: Session) -> ShareOut:
        return shapes.share(service.share(session, actor, new))

    return await doors.post(request, actor, work)


@router.get("/shares")
async def list_shares(
    actor: Sharer, limit: doors.Limit = 20, cursor: doors.Cursor = None
) -> Page[ShareOut]:
    """The caller's own, newest first."""
    page = await db.read(queries.shares_of, actor, cursor, limit)
    items = [shapes.share(view) for view in page.items]
    return Page(items=items, next_cursor=page.next_cursor)


@router.get("/links/{code}/clicks")
async def get_clicks(code: str, actor: Sharer) -> LadderOut:
    """Every figure of one of the caller's own links, opened up."""
    return shapes.ladder(await db.read(queries.clicks_of, actor, code))
