"""Assembles /api/v1 and describes it (OpenAPI 3.1 at /api/v1/openapi.json)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from advocacy_app import __version__
from advocacy_app.core.images import MAX_BYTES
from advocacy_app.http.api import doors, problems
from advocacy_app.http.api.nouns import boards, feed, intake, me, people, posts, shares
from advocacy_app.people.rules import CSRF_HEADER, SESSION_COOKIE, Permission

PREFIX = "/api/v1"
JSON_MAX = 1024 * 1024
PICTURE_MAX = MAX_BYTES + 64 * 1024
"""A picture and the frame of a multipart form around it, in bytes."""
NOUNS = (me, feed, posts, shares, boards, people, intake)
_TOO_LARGE = 413


@dataclass(frozen=True)
class Endpoint:
    """``permission`` None would mean that anybody may ask; there is no such one."""

    method: str
    path: str
    permission: Permission | None


def create_api() -> FastAPI:
    """Its routes carry /api/v1 themselves; it needs no lifespan of its own."""
    app = FastAPI(
        title="Many Hands",
        version=__version__,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    for noun in NOUNS:
        app.include_router(noun.router, prefix=PREFIX)
    problems.install(app)
    app.add_middleware(Frame)
    app.openapi = lambda: _described(app)
    return app


def endpoints() -> list[Endpoint]:
    """Everything that can be asked, for those who check who may ask it."""
    return [
        Endpoint(method, PREFIX + route.path, doors.permission_of(route))
        for noun in NOUNS
        for route in noun.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    ]


def routes() -> list[BaseRoute]:
    """To put among the machine doors; everything below /api/v1 is answered here."""
    return [Mount(PREFIX, app=_Whole(create_api()))]


class _Whole:
    """Hands the whole path on, of which a Mount would cut its own part."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("app_root_path", "")
        await self._app({**scope, "root_path": root}, receive, send)


class Frame:
    """Around every request: a size it may have, no caching, and one answer to any defect."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False
        most = PICTURE_MAX if scope["path"].endswith("/picture") else JSON_MAX
        left = most

        async def measured() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(_TOO_LARGE)
            return message

        async def private(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = [*message["headers"], (b"cache-control", b"private, no-store")]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, measured, private)
        except Exception as error:
            if started:
                raise
            response = problems.unexpected(Request(scope), error)
            await response(scope, receive, private)


def _described(app: FastAPI) -> dict[str, Any]:
    """The generated description, with our form of error and the two ways to prove oneself."""
    if app.openapi_schema:
        return app.openapi_schema
    schema = get_openapi(
        title=app.title,
        version=app.version,
        summary="Employee advocacy: news, vacancies, shares, points and boards.",
        routes=app.routes,
    )
    components = schema.setdefault("components", {})
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer"},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": SESSION_COOKIE,
            "description": f"Whatever changes something also carries {CSRF_HEADER}.",
        },
    }
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    found = problems.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= found.pop("$defs") | {"Problem": found}
    schema["security"] = [{"token": []}, {"session": []}]
    for operation in (one for path in schema["paths"].values() for one in path.values()):
        operation["responses"].pop("422", None)
        operation["responses"]["default"] = {
            "description": "What went wrong.",
            "content": {
                problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
    app.openapi_schema = schema
    return schema
