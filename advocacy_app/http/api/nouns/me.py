"""The caller: who they are, what they earned, what they may change, and their own tokens."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from advocacy_app.core import clock, db, text
from advocacy_app.core.db import Session
from advocacy_app.http.api import doors, shapes
from advocacy_app.http.api.shapes import MeOut, NewTokenOut, Page, TokenOut
from advocacy_app.people import queries as people
from advocacy_app.people import service
from advocacy_app.people.fields import NAME_MAX, MeChanges
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.rewards import queries as rewards

router = APIRouter(tags=["me"])
Self = Annotated[Actor, doors.may(Permission.EDIT_SELF)]


class NewTokenIn(BaseModel):
    name: str = Field(min_length=1, max_length=NAME_MAX)


@router.get("/me")
async def get_me(actor: Self) -> MeOut:
    return await db.read(_me, actor)


@router.patch("/me")
async def patch_me(changes: MeChanges, actor: Self) -> MeOut:
    """Only what is given changes; ``quiet_hours: null`` takes them away."""

    def work(session: Session) -> MeOut:
        service.update_me(session, actor, changes)
        return _me(session, actor)

    return await db.run(work)


@router.get("/tokens")
async def list_tokens(actor: Self) -> Page[TokenOut]:
    found = await db.read(people.tokens, actor)
    return Page(items=[TokenOut.model_validate(token) for token in found])


@router.post("/tokens", status_code=doors.CREATED, response_model=NewTokenOut)
async def create_token(
    request: Request, body: NewTokenIn, actor: Self, _key: doors.Key = None
) -> Response:
    """A token has the rights of its owner and does not end by itself."""

    def work(session: Session) -> NewTokenOut:
        return NewTokenOut.model_validate(service.create_token(session, actor, body.name))

    return await doors.post(request, actor, work, forget=frozenset({"token"}))


@router.delete("/tokens/{token_id}", status_code=doors.DONE)
async def revoke_token(token_id: str, actor: Self) -> None:
    await db.run(service.revoke_token, actor, token_id)


def _me(session: Session, actor: Actor) -> MeOut:
    view, now = people.me(session, actor), clock.now()
    points = rewards.totals(session, actor.person_id, now)
    level = rewards.level(points.all)
    known: dict[str, Any] = {name: getattr(view, name) for name in people.MeView.__slots__}
    return MeOut.model_validate(
        known
        | {
            "points": shapes.PointsOut.model_validate(points),
            "level": level.number,
            "level_name": text.say(view.locale, level.key),
            "streak_weeks": rewards.streak_weeks(session, actor.person_id, now),
            "badges": [],
        }
    )
