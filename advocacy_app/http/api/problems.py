"""Every error as ``application/problem+json`` (RFC 9457), in the caller's language.

``type`` ends in the key of the sentence, which programs may rely on; ``detail`` is for people.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from advocacy_app.core import ids, text
from advocacy_app.core.errors import AppError, BadInput, TooMany

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_URN = "urn:many-hands:problem:"
_KEYS = {
    HTTPStatus.BAD_REQUEST: "api.error.bad_request",
    HTTPStatus.NOT_FOUND: "error.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "api.error.method",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "error.too_large",
}
# Kinds of mistake that get a sentence of their own; all others are "not a valid value".
_MISTAKES = {
    "missing",
    "enum",
    "literal_error",
    "extra_forbidden",
    "json_invalid",
    "string_too_long",
    "string_too_short",
    "greater_than_equal",
    "less_than_equal",
}


class FieldProblem(BaseModel):
    field: str
    detail: str


class Problem(BaseModel):
    """``errors`` is there only where single fields are to blame."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


def install(app: FastAPI) -> None:
    """Answer everything that can go wrong in this one form."""
    handlers: dict[type[Exception], Callable[[Request, Any], Awaitable[Response]]] = {
        AppError: _refused,
        RequestValidationError: _invalid,
        HTTPException: _plain,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def answer(
    request: Request,
    status: int,
    key: str,
    detail: str,
    *,
    errors: list[FieldProblem] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """``headers`` are added to the answer as they are."""
    problem = Problem(
        type=_URN + key,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=errors,
    )
    return JSONResponse(
        problem.model_dump(exclude_none=True),
        status,
        {"Content-Language": locale(request)} | (headers or {}),
        MEDIA_TYPE,
    )


def unexpected(request: Request, error: Exception) -> Response:
    """Log a defect under an id, and say no more than the id."""
    incident = ids.new_id()
    _log.error("request failed, incident %s", incident, exc_info=error)
    detail = text.say(locale(request), "api.error.unexpected", incident=incident)
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, "error.unexpected", detail)


def locale(request: Request) -> str:
    """Of the caller once they are known, else what their program asks for."""
    known = cast("str | None", getattr(request.state, "locale", None))
    return known or text.nearest(request.headers.get("accept-language"))


async def _refused(request: Request, error: AppError) -> Response:
    spoken = locale(request)
    headers: dict[str, str] = {}
    errors: list[FieldProblem] = []
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, BadInput):
        errors = [
            FieldProblem(field=field, detail=detail)
            for field, detail in text.problems(spoken, error).items()
        ]
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return answer(
        request,
        error.status,
        error.key,
        text.problem(spoken, error),
        errors=errors or None,
        headers=headers,
    )


async def _invalid(request: Request, error: RequestValidationError) -> Response:
    spoken = locale(request)
    found = [
        FieldProblem(field=_field(mistake["loc"]), detail=_sentence(spoken, mistake))
        for mistake in cast("list[dict[str, Any]]", error.errors())
    ]
    key = "error.bad_input"
    return answer(
        request, HTTPStatus.UNPROCESSABLE_ENTITY, key, text.say(spoken, key), errors=found
    )


async def _plain(request: Request, error: HTTPException) -> Response:
    key = _KEYS.get(HTTPStatus(error.status_code), "error.bad_input")
    detail = text.say(locale(request), key)
    headers = dict(error.headers or {})
    return answer(request, error.status_code, key, detail, headers=headers)


def _field(place: tuple[str | int, ...]) -> str:
    """``title`` or ``vacancy.closes_at``; ``body`` for the body as a whole."""
    source, *inner = place
    named = any(isinstance(part, str) for part in inner)
    return ".".join(str(part) for part in inner) if named else str(source)


def _sentence(spoken: str, mistake: dict[str, Any]) -> str:
    kind = str(mistake["type"])
    key = f"api.error.{kind}" if kind in _MISTAKES else "api.error.invalid"
    context = cast("dict[str, object]", mistake.get("ctx") or {})
    return text.say(spoken, key, **{name: str(value) for name, value in context.items()})
