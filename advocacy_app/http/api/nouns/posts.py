"""News and vacancies, as editors write, publish and withdraw and as readers mark them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import AwareDatetime, BaseModel, Field
from starlette.datastructures import UploadFile

from advocacy_app.content import queries as content
from advocacy_app.content import service
from advocacy_app.content.rules import Kind
from advocacy_app.content.service import ItemChanges, NewCaption, NewItem, NewVacancy
from advocacy_app.core import db, images
from advocacy_app.core.db import Session
from advocacy_app.core.errors import BadInput
from advocacy_app.http.api import doors
from advocacy_app.http.api.nouns.feed import Reader, readable, written
from advocacy_app.http.api.shapes import ItemOut, PictureOut
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.sharing import service as sharing

router = APIRouter(tags=["posts"])
Writer = Annotated[Actor, doors.may(Permission.WRITE_CONTENT)]
Publisher = Annotated[Actor, doors.may(Permission.PUBLISH_CONTENT)]
Text = Annotated[str, Field(max_length=200_000)]


class NewPictureOut(PictureOut):
    """``url`` is a path on this server."""

    url: str


class CaptionIn(BaseModel):
    text: str = Field(min_length=1, max_length=3000)
    network: str = ""
    language: str = "nl"


class VacancyIn(BaseModel):
    """Amounts are cents."""

    location: str = ""
    department: str = ""
    employment_type: str = ""
    hours: str = ""
    salary_min: int | None = Field(default=None, ge=0)
    salary_max: int | None = Field(default=None, ge=0)
    salary_currency: str = "EUR"
    salary_period: str = "month"
    closes_at: AwareDatetime | None = None
    apply_url: str = ""


class PostFields(BaseModel):
    """``body`` is Markdown; ``body_html`` is used where there is none, and is sanitised.
    ``topic`` is a slug, ``audience`` ids of teams (none: everybody).
    """

    title: Text = ""
    summary: Text = ""
    body: Text = ""
    body_html: Text = ""
    url: Text = ""
    language: str = "nl"
    topic: str | None = None
    picture_id: str | None = None
    pinned: bool = False
    must_read: bool = False
    published_at: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    audience: list[str] = []
    captions: list[CaptionIn] = []
    vacancy: VacancyIn | None = None


class NewPostIn(PostFields):
    """Out at ``published_at``, now by default; with ``draft`` not at all for the time being."""

    kind: Kind = Kind.NEWS
    title: Text = Field(min_length=1)
    draft: bool = False


class PublishIn(BaseModel):
    """``at`` left out means now."""

    at: AwareDatetime | None = None


class WithdrawIn(BaseModel):
    reason: str = Field(default="", max_length=500)


class SaveIn(BaseModel):
    on: bool = True


@router.post("/posts", status_code=doors.CREATED, response_model=ItemOut)
async def create_post(
    request: Request, body: NewPostIn, actor: Writer, _key: doors.Key = None
) -> Response:
    def work(session: Session) -> ItemOut:
        given = _given(session, body)
        published_at = given.pop("published_at", None)
        item_id = service.create(session, actor, NewItem(kind=body.kind, **given))
        if not body.draft:
            service.publish(session, actor, item_id, published_at)
        return written(session, actor, item_id)

    return await doors.post(request, actor, work)


@router.get("/posts/{item_id}")
async def get_post(item_id: str, actor: Reader) -> ItemOut:
    return await db.read(readable, actor, item_id)


@router.patch("/posts/{item_id}")
async def patch_post(item_id: str, body: PostFields, actor: Writer) -> ItemOut:
    """Only what is given changes."""

    def work(session: Session) -> ItemOut:
        changes = ItemChanges(**_given(session, body))
        service.update(session, actor, item_id, changes)
        return written(session, actor, item_id)

    return await db.run(work)


@router.post("/posts/{item_id}/publish", response_model=ItemOut)
async def publish_post(
    request: Request,
    item_id: str,
    actor: Publisher,
    body: PublishIn | None = None,
    _key: doors.Key = None,
) -> Response:
    def work(session: Session) -> ItemOut:
        at: datetime | None = body.at if body else None
        service.publish(session, actor, item_id, at)
        return written(session, actor, item_id)

    return await doors.post(request, actor, work, status=doors.OK)


@router.post("/posts/{item_id}/withdraw", response_model=ItemOut)
async def withdraw_post(
    request: Request,
    item_id: str,
    actor: Publisher,
    body: WithdrawIn | None = None,
    _key: doors.Key = None,
) -> Response:
    """Gone from every feed; links that are out there lead to an explanation."""

    def work(session: Session) -> ItemOut:
        service.withdraw(session, actor, item_id, body.reason if body else "")
        sharing.withdraw_links(session, item_id)
        return written(session, actor, item_id)

    return await doors.post(request, actor, work, status=doors.OK)


@router.post("/posts/{item_id}/read", status_code=doors.DONE)
async def read_post(
    request: Request, item_id: str, actor: Reader, _key: doors.Key = None
) -> Response:
    def work(session: Session) -> None:
        service.mark_read(session, actor, item_id)

    return await doors.post(request, actor, work, status=doors.DONE)


@router.post("/posts/{item_id}/save", status_code=doors.DONE)
async def save_post(
    request: Request,
    item_id: str,
    actor: Reader,
    body: SaveIn | None = None,
    _key: doors.Key = None,
) -> Response:
    def work(session: Session) -> None:
        service.save(session, actor, item_id, body.on if body else True)

    return await doors.post(request, actor, work, status=doors.DONE)


_PICTURE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "image/*": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"picture": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


@router.post(
    "/posts/picture",
    status_code=doors.CREATED,
    response_model=NewPictureOut,
    openapi_extra=_PICTURE,
)
async def add_picture(request: Request, actor: Writer, _key: doors.Key = None) -> Response:
    """Keep a picture for a post that is still being written; ``picture_id`` names it there."""
    image = await asyncio.to_thread(images.ingest, await _picture(request))

    def work(session: Session) -> NewPictureOut:
        view = service.add_picture(session, actor, image)
        sizes = {
            name: getattr(view, name) for name in ("id", "width", "height", "colour", "alt")
        }
        return NewPictureOut(widths=list(view.widths), url=view.url(), **sizes)

    return await doors.post(request, actor, work)


@router.post(
    "/posts/{item_id}/picture",
    status_code=doors.CREATED,
    response_model=ItemOut,
    openapi_extra=_PICTURE,
)
async def upload_picture(
    request: Request,
    item_id: str,
    actor: Writer,
    alt: Annotated[str, Query(max_length=500)] = "",
    _key: doors.Key = None,
) -> Response:
    """As a file in a form, or as the whole body. What we serve of it is re-encoded."""
    await db.read(content.draft, actor, item_id)  # not for an item that is not there
    image = await asyncio.to_thread(images.ingest, await _picture(request))

    def work(session: Session) -> ItemOut:
        picture = service.add_picture(session, actor, image, alt)
        service.update(session, actor, item_id, ItemChanges(picture_id=picture.id))
        return written(session, actor, item_id)

    return await doors.post(request, actor, work)


async def _picture(request: Request) -> bytes:
    body = await request.body()  # first, so that a repeat can be told from another request
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        found = body
    else:
        async with request.form(max_files=1, max_fields=10) as form:
            files = [part for part in form.values() if isinstance(part, UploadFile)]
            found = await files[0].read() if files else b""
    if not found:
        raise BadInput("api.error.no_picture")
    return found


def _given(session: Session, body: PostFields) -> dict[str, Any]:
    """The fields that were sent, as content names and types them. Raises BadInput."""
    given = {name: getattr(body, name) for name in body.model_fields_set}
    given = {name: value for name, value in given.items() if name in PostFields.model_fields}
    if "topic" in given:
        given["topic_id"] = _topic_id(session, given.pop("topic"))
    if "audience" in given:
        given["audience"] = tuple(given["audience"])
    if "captions" in given:
        given["captions"] = tuple(NewCaption(**vars(one)) for one in body.captions)
    if given.pop("vacancy", None) and body.vacancy:
        given["vacancy"] = NewVacancy(**vars(body.vacancy))
    if given.get("published_at", 1) is None:
        del given["published_at"]
    return given


def _topic_id(session: Session, slug: str | None) -> str | None:
    if slug is None:
        return None
    found = [topic.id for topic in content.topics(session) if slug in {topic.slug, topic.id}]
    if not found:
        raise BadInput("error.bad_input", fields={"topic": "error.not_found"})
    return found[0]
