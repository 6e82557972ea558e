"""What every endpoint shares: who asks and how often, pages, and answering a POST once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel

from advocacy_app.core import db, limits, replies
from advocacy_app.core.db import Session
from advocacy_app.core.errors import NotSignedIn
from advocacy_app.core.replies import Asked, Reply
from advocacy_app.http import identity
from advocacy_app.people.rules import Actor, Permission, require

KEY_HEADER = "Idempotency-Key"
READS = "600/minute"
WRITES = "120/minute"
STRANGERS = "60/minute"
_SAFE = {"GET", "HEAD"}
OK = 200
CREATED = 201
DONE = 204

Limit = Annotated[int, Query(ge=1, le=100, description="How many, at most.")]
Cursor = Annotated[
    str | None, Query(max_length=500, description="``next_cursor`` of the page before.")
]
Key = Annotated[
    str | None,
    Header(
        alias=KEY_HEADER,
        description="Of your own making: the same key and body get the same answer for a week.",
    ),
]


def may(permission: Permission) -> Any:
    """The caller, who must hold a permission; checked before the body is looked at."""

    async def caller(request: Request) -> Actor:
        actor = await _known(request)
        request.state.locale = actor.locale
        reads = request.method in _SAFE
        await asyncio.to_thread(
            limits.check,
            "api-read" if reads else "api-write",
            actor.person_id,
            READS if reads else WRITES,
        )
        require(actor, permission)
        return actor

    caller.permission = permission  # type: ignore[attr-defined]
    return Depends(caller)


def permission_of(route: APIRoute) -> Permission | None:
    """What a caller of this endpoint must hold; None where nobody is asked for anything."""
    asked = (getattr(found.call, "permission", None) for found in route.dependant.dependencies)
    return next((permission for permission in asked if permission is not None), None)


async def post(
    request: Request,
    actor: Actor,
    work: Callable[[Session], BaseModel | None],
    *,
    status: int = CREATED,
    forget: frozenset[str] = frozenset(),
) -> Response:
    """Do ``work`` in one transaction and answer with what it returns, once per key.

    Fields in ``forget`` are in the first answer only: secrets are not kept for a repeat.
    """
    first: dict[str, Any] = {}

    def reply(session: Session) -> Reply:
        done = work(session)
        body = done.model_dump(mode="json", by_alias=True) if done else {}
        first.update({name: body[name] for name in forget})
        return Reply(status, body | dict.fromkeys(forget))

    key = request.headers.get(KEY_HEADER)
    if key is None:
        found = await db.run(reply)
    else:
        asked = Asked(actor.person_id, key, await _digest(request))
        found = await db.run(replies.once, asked, reply)
    body = found.body if found.replayed else found.body | first
    headers = {"Idempotency-Replayed": "true"} if found.replayed else None
    if found.status == DONE:
        return Response(status_code=DONE, headers=headers)
    return JSONResponse(body, found.status, headers)


async def _known(request: Request) -> Actor:
    try:
        return await identity.actor(request)
    except NotSignedIn:
        ip = identity.client_ip(request)
        await asyncio.to_thread(limits.check, "api-stranger", ip, STRANGERS)
        raise


async def _digest(request: Request) -> str:
    body = await request.body()
    asked = f"{request.method} {request.url.path}?{request.url.query}\n"
    return sha256(asked.encode() + body).hexdigest()
