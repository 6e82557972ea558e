"""Signing in and out: plain form posts that set the cookie and lead on with a redirect.

What goes wrong leads back to the sign-in page with the key of a sentence. Whether an address is
known shows in no answer, and in no time that an answer takes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import parse_qs, urlencode

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from advocacy_app.core import db, ids
from advocacy_app.core.errors import AppError, BadInput, Forbidden, TooLarge, TooMany
from advocacy_app.http import identity
from advocacy_app.people import fields, rules, sign_in
from advocacy_app.people import queries as people
from advocacy_app.people.sign_in import NewSession
from advocacy_app.settings import settings

_log = logging.getLogger(__name__)
_BODY_MAX = 16_384
_FIELDS_MAX = 50
_COOKIE_S = 400 * 24 * 3600  # the longest browsers keep one; the session itself ends sooner
_SEE_OTHER = 303

Form = dict[str, str]
Door = Callable[[Request, Form], Awaitable[Response]]


def _door(step: str) -> Callable[[Door], Callable[[Request], Awaitable[Response]]]:
    """Read the form, refuse what another site sent, and turn a refusal into a way back."""

    def around(door: Door) -> Callable[[Request], Awaitable[Response]]:
        @wraps(door)
        async def endpoint(request: Request) -> Response:
            form: Form = {}
            try:
                form = await _form(request)
                if not identity.is_own_form(request):
                    raise Forbidden("people.error.wrong_origin")
                return await door(request, form)
            except AppError as problem:
                is_many = isinstance(problem, TooMany)
                key = "people.error.too_many_tries" if is_many else problem.key
                return _back(form, step=step, error=key)

        return endpoint

    return around


@_door("password")
async def password(request: Request, form: Form) -> Response:
    email = fields.clean_email(form.get("email", ""))
    await _limit("password", email, request)
    known = await db.read(people.credentials, email)
    proof = await sign_in.prove_aside(known, form.get("password", ""))
    new = await db.run(sign_in.enter, proof, _device(request))
    return await _let_in(request, form, new)


@_door("password")
async def request_code(request: Request, form: Form) -> Response:
    email = fields.clean_email(form.get("email", ""))
    await _limit("request", email, request)
    # Written and mailed after the answer, so that a known address does not answer later.
    answer = _back(form, step="code")
    answer.background = BackgroundTask(_send_code, email)
    return answer


@_door("code")
async def code(request: Request, form: Form) -> Response:
    email = fields.clean_email(form.get("email", ""))
    await _limit("code", email, request)
    new = await db.run(sign_in.try_code, email, form.get("code", ""), _device(request))
    if new is None:
        raise BadInput("people.error.wrong_code")
    return await _let_in(request, form, new)


@_door("password")
async def sign_out(request: Request, _: Form) -> Response:
    await db.run(sign_in.sign_out, identity.session_secret(request))
    answer = _back({}, step="password")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    _set_cookie(answer, rules.SESSION_COOKIE, "", http_only=True)
    _set_cookie(answer, rules.CSRF_COOKIE, "", http_only=False)
    return answer


routes = [
    Route("/auth/password", password, methods=["POST"]),
    Route("/auth/code/request", request_code, methods=["POST"]),
    Route("/auth/code", code, methods=["POST"]),
    Route("/auth/sign-out", sign_out, methods=["POST"]),
]


async def _let_in(request: Request, form: Form, new: NewSession) -> Response:
    """A new secret at every sign-in; the session this browser had before is over."""
    before = identity.session_secret(request)
    if before:
        await db.run(sign_in.sign_out, before)
    answer = RedirectResponse(rules.local_path(form.get("next")), _SEE_OTHER)
    answer.headers["Cache-Control"] = "no-store"
    csrf = people.csrf_of(ids.digest(new.secret))
    _set_cookie(answer, rules.SESSION_COOKIE, new.secret, http_only=True)
    _set_cookie(answer, rules.CSRF_COOKIE, csrf, http_only=False)
    return answer


def _back(form: Form, **query: str) -> Response:
    wanted = rules.local_path(form.get("next"))
    query |= {"email": form["email"][:320]} if form.get("email") else {}
    query |= {"next": wanted} if wanted != "/" else {}
    answer = RedirectResponse(f"/sign-in?{urlencode(query)}", _SEE_OTHER)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _set_cookie(answer: Response, name: str, value: str, *, http_only: bool) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=_COOKIE_S if value else 0,
        path="/",
        secure=settings().is_https,
        httponly=http_only,
        samesite="lax",
    )


async def _limit(what: str, email: str, request: Request) -> None:
    await asyncio.to_thread(sign_in.limit, what, email, identity.client_ip(request))


async def _send_code(email: str) -> None:
    try:
        await db.run(sign_in.send_code, email)
    except Exception:
        _log.exception("a sign-in code was not sent")


async def _form(request: Request) -> Form:
    """The first value of each field. Raises TooLarge and BadInput."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _BODY_MAX:
            raise TooLarge("error.too_large")
    try:
        pairs = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_FIELDS_MAX)
    except ValueError:
        raise BadInput("error.bad_input") from None
    return {name: values[0] for name, values in pairs.items()}


def _device(request: Request) -> str:
    return rules.device(request.headers.get("user-agent", ""))
