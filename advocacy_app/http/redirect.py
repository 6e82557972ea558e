"""``/s/{code}``: judge who follows a link, write it down, and only then send them on.

Raw ASGI in front of everything, because this is the one address that the world calls: no
request or response objects, links in memory, and one shared wait for the disk.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from advocacy_app.core import clock
from advocacy_app.http.public import landing
from advocacy_app.http.public.landing import Page
from advocacy_app.people import sign_in
from advocacy_app.people.rules import cookie
from advocacy_app.settings import settings
from advocacy_app.sharing import verdicts
from advocacy_app.sharing.clicks import desk as desks
from advocacy_app.sharing.clicks.desk import Desk
from advocacy_app.sharing.clicks.links import Known
from advocacy_app.sharing.clicks.store import NewClick
from advocacy_app.sharing.rules import Verdict, is_code
from advocacy_app.sharing.settling import BURST
from advocacy_app.sharing.verdicts import Judgement

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PREFIX = "/s/"
_PURPOSE = frozenset({b"sec-purpose", b"purpose", b"x-moz", b"x-purpose"})
_NOTHING = (b"",) * len(_PURPOSE)
_NO_STORE = (b"cache-control", b"private, no-store")
_ALWAYS = (
    _NO_STORE,
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-length", b"0"),
)
_A_HOST = re.compile(r"[a-z0-9.-]{1,253}")
_HEADERS = dict[bytes, bytes]


class Redirect:
    """Wraps the whole app and answers GET and HEAD of ``/s/{code}``; the rest passes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_PREFIX):
            await _follow(scope, send)
        else:
            await self._app(scope, receive, send)


async def _follow(scope: Scope, send: Send) -> None:
    method: str = scope["method"]
    if method not in {"GET", "HEAD"}:
        await _send(send, 405, ((b"allow", b"GET, HEAD"), *_ALWAYS))
        return
    desk = desks.current() if desks.is_open() else await asyncio.to_thread(desks.current)
    headers: _HEADERS = dict(scope["headers"])
    link = await _link(desk, scope["path"][len(_PREFIX) :].rstrip("/"))
    if link is None or link.is_withdrawn:
        status = 404 if link is None else 410
        page = await landing.gone(_text(headers, b"accept-language"), status)
        await _page(send, status, page, method)
        return
    judgement = _judged(
        method,
        headers.get(b"user-agent", b""),
        b"" if _PURPOSE.isdisjoint(headers) else b"".join(map(headers.get, _PURPOSE, _NOTHING)),
        b"range" in headers,
        headers.get(b"sec-fetch-mode") == b"navigate",
    )
    if judgement.verdict is not None:
        await _write_down(desk, link, scope, headers, judgement)
    if judgement.verdict is Verdict.PREVIEW or (
        method == "HEAD" and verdicts.is_preview(_text(headers, b"user-agent"))
    ):
        await _page(send, 200, await landing.preview(link.code), method)
        return
    await _send(send, 302, ((b"location", link.location), *_ALWAYS))


async def _link(desk: Desk, code: str) -> Known | None:
    link = desk.links.get(code)
    if link is not None or not is_code(code) or desk.links.is_missing(code):
        return link
    return await asyncio.to_thread(desk.links.find, code)


async def _write_down(
    desk: Desk, link: Known, scope: Scope, headers: _HEADERS, judgement: Judgement
) -> None:
    """Returns when the click is on the disk."""
    at = clock.now()
    visitors = desk.visitors
    if at.date() != visitors.day:
        await asyncio.to_thread(visitors.roll, at.date())
    address, user_agent = _address(scope, headers), _text(headers, b"user-agent")
    if judgement.verdict is Verdict.HUMAN:
        is_own = await _is_own(link, headers)
        visitor, judgement = visitors.judge(link, address, user_agent, at, is_own=is_own)
    else:
        visitor = visitors.hashed(address, user_agent)
    verdict = judgement.verdict
    if verdict is None:
        return
    settled = verdict is not Verdict.HUMAN and judgement.reason != BURST
    referrer = _host(headers[b"referer"]) if b"referer" in headers else ""
    stored = desk.recorder.offer(
        NewClick(link.id, at, verdict, judgement.reason, visitor, referrer, "", settled)
    )
    if stored is not None:
        await stored


async def _is_own(link: Known, headers: _HEADERS) -> bool:
    """Whether the owner of the link follows it; other people's sessions are of no interest."""
    cookies = _text(headers, b"cookie")
    secret = cookie(cookies) if cookies else ""
    who = await sign_in.who(secret) if secret else None
    return who is not None and who.actor.person_id == link.person_id


@lru_cache(maxsize=8192)
def _judged(
    method: str, user_agent: bytes, purpose: bytes, is_partial: bool, is_navigation: bool
) -> Judgement:
    request = verdicts.Request(
        method=method,
        user_agent=user_agent.decode("latin-1"),
        purpose=purpose.decode("latin-1").lower(),
        is_partial=is_partial,
        is_navigation=is_navigation,
    )
    return verdicts.of_request(request)


def _address(scope: Scope, headers: _HEADERS) -> str:
    client = scope.get("client")
    peer = client[0] if client else ""
    proxies = settings().trusted_proxies
    if not proxies or b"x-forwarded-for" not in headers:
        return peer
    lines = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return verdicts.client_address(peer, b",".join(lines).decode("latin-1"), proxies)


def _text(headers: _HEADERS, name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


@lru_cache(maxsize=2048)
def _host(referrer: bytes) -> str:
    """Where they came from, as far as a host name says; never the page."""
    try:
        host = urlsplit(referrer.decode("latin-1")).hostname or ""
    except ValueError:
        return ""
    return host if _A_HOST.fullmatch(host) else ""


async def _page(send: Send, status: int, page: Page, method: str) -> None:
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        _NO_STORE,
        (b"content-security-policy", page.policy),
        (b"x-content-type-options", b"nosniff"),
        (b"vary", b"user-agent, accept-language"),
        (b"content-length", str(len(page.html)).encode()),
    ]
    await _send(send, status, headers, b"" if method == "HEAD" else page.html)


async def _send(
    send: Send, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes = b""
) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*headers]})
    await send({"type": "http.response.body", "body": body})
