"""The servers that ``bench.redirect`` compares; each is an ASGI app of its own for granian."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import psycopg
from sqlmodel import Session, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from advocacy_app.core import clock, db
from advocacy_app.http.redirect import Redirect
from advocacy_app.settings import settings
from advocacy_app.sharing.rules import Verdict
from advocacy_app.sharing.tables import Click, Link

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

_CONNECTIONS = 16


async def bare(scope: Scope, _receive: Receive, send: Send) -> None:
    """The ceiling: a 302 with the same headers, and nothing done for it."""
    if scope["type"] != "http":
        return
    headers = [
        (b"location", b"https://example.com/news?utm_source=linkedin"),
        (b"cache-control", b"private, no-store"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"x-content-type-options", b"nosniff"),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await Response(status_code=404)(scope, receive, send)


ours = Redirect(_elsewhere)


def _naive(session: Session, code: str, referrer: str) -> str:
    link = session.exec(select(Link).where(Link.code == code)).one()
    link.human += 1
    session.add(link)
    session.add(
        Click(
            link_id=link.id,
            at=clock.now(),
            verdict=Verdict.HUMAN,
            visitor=b"0" * 16,
            referrer_host=referrer,
        )
    )
    return link.target


async def _sqlmodel(request: Request) -> Response:
    """The handler one writes first: select, insert, commit, answer."""
    code, referrer = request.path_params["code"], request.headers.get("referer", "")
    target = await db.run(_naive, code, referrer)
    return RedirectResponse(target, 302)


naive = Starlette(routes=[Route("/s/{code}", _sqlmodel)])


class _Pool:
    """As many asynchronous connections as help; a request takes one and returns it."""

    def __init__(self) -> None:
        self._free: asyncio.Queue[psycopg.AsyncConnection] = asyncio.Queue()
        self._made = 0

    async def take(self) -> psycopg.AsyncConnection:
        if self._free.empty() and self._made < _CONNECTIONS:
            self._made += 1
            address = settings().database.replace("+psycopg", "")
            return await psycopg.AsyncConnection.connect(address)
        return await self._free.get()

    def give(self, connection: psycopg.AsyncConnection) -> None:
        self._free.put_nowait(connection)


_pool = _Pool()
_SELECT = "SELECT id, target FROM link WHERE code = %s"
_INSERT = """
INSERT INTO click (link_id, at, verdict, reason, visitor, referrer_host, country, settled)
VALUES (%s, %s, 'human', '', %s, %s, '', true)"""


async def _driver(request: Request) -> Response:
    """Select and insert by the bare asynchronous driver, one commit a click, no counter."""
    connection = await _pool.take()
    try:
        found = await (
            await connection.execute(_SELECT, [request.path_params["code"]], prepare=True)
        ).fetchone()
        if found is None:
            return Response(status_code=404)
        referrer = request.headers.get("referer", "")
        values = [found[0], clock.now(), b"0" * 16, referrer]
        await connection.execute(_INSERT, values, prepare=True)
        await connection.commit()
    finally:
        _pool.give(connection)
    return RedirectResponse(found[1], 302)


select_insert = Starlette(routes=[Route("/s/{code}", _driver)])
