"""What somebody can do who talks to the server's socket without our pages."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest
import socketio
from socketio.exceptions import ConnectionError

from advocacy_app.screens.console.queue.state import Queue
from advocacy_app.screens.feed.state import Feed
from advocacy_app.screens.messages import Messages
from advocacy_app.screens.session import Session
from tests.e2e import world

T = TypeVar("T")
_SPACE = "/_event"
_PATIENCE_S = 15


class Stranger:
    """A client of the socket that may say anything."""

    def __init__(self, site: str, *, cookie: str = "", token: str = "") -> None:
        self.site, self.cookie = site, cookie
        self.token = token or str(uuid.uuid4())
        self.heard: list[Any] = []
        self._client: Any = socketio.AsyncClient()
        self._client.on("event", self._hear, namespace=_SPACE)
        self._news = asyncio.Event()

    async def connect(self, origin: str = "") -> None:
        headers = {"Origin": origin or self.site, "Cookie": self.cookie}
        await self._client.connect(
            f"{self.site}?token={self.token}",
            headers=headers,
            transports=["websocket"],
            socketio_path="/_event",
            namespaces=[_SPACE],
        )

    async def say(self, name: str, **payload: Any) -> str:
        """Send an event, then a harmless one, and give back all that was heard before that."""
        self.heard.clear()
        await self._emit(name, payload)
        mark = f"mark-{uuid.uuid4()}"
        await self._emit(f"{Messages.get_full_name()}.say", {"key": mark})
        async with asyncio.timeout(_PATIENCE_S):
            while mark not in str(self.heard):
                self._news.clear()
                await self._news.wait()
        return str(self.heard)

    async def _emit(self, name: str, payload: dict[str, Any]) -> None:
        where = {"pathname": "/", "asPath": "/"}
        event = {"name": name, "payload": payload, "router_data": where}
        await self._client.emit("event", event, namespace=_SPACE)

    def _hear(self, said: Any) -> None:
        self.heard.append(said)
        self._news.set()

    async def leave(self) -> None:
        await self._client.disconnect()


def _apart(work: Coroutine[Any, Any, T]) -> T:
    """The browser's own loop holds this thread; the socket gets another."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def cookie(site: str) -> str:
    form = {"email": world.BOB, "password": world.PASSWORD}
    answer = httpx.post(f"{site}/auth/password", data=form, headers={"Origin": site})
    return f"mh_session={answer.cookies['mh_session']}"


def test_a_stranger_gets_no_feed(site: str) -> None:
    async def attempt() -> str:
        stranger = Stranger(site)
        await stranger.connect()
        heard = await stranger.say(f"{Feed.get_full_name()}.load")
        await stranger.leave()
        return heard

    heard = _apart(attempt())
    assert "/sign-in" in heard
    assert world.NEWS not in heard


def test_an_employee_does_not_open_the_inbox(site: str, cookie: str) -> None:
    async def attempt() -> str:
        bob = Stranger(site, cookie=cookie)
        await bob.connect()
        heard = await bob.say(f"{Queue.get_full_name()}.load")
        await bob.leave()
        return heard

    heard = _apart(attempt())
    assert "/sign-in" not in heard
    assert "items" not in heard


def test_wrong_types_are_told_what_to_do_and_change_nothing(site: str, cookie: str) -> None:
    async def attempt() -> tuple[str, str]:
        bob = Stranger(site, cookie=cookie)
        await bob.connect()
        first = await bob.say(f"{Feed.get_full_name()}.load")
        wrong = await bob.say(f"{Feed.get_full_name()}.save", item_id={"$ne": 1})
        await bob.leave()
        return first, wrong

    first, wrong = _apart(attempt())
    assert world.NEWS in first
    assert "Traceback" not in wrong
    assert world.NEWS not in wrong


def test_a_stolen_client_token_shows_nothing(site: str, cookie: str) -> None:
    async def attempt() -> str:
        bob = Stranger(site, cookie=cookie)
        await bob.connect()
        assert world.NEWS in await bob.say(f"{Feed.get_full_name()}.load")
        await bob.leave()
        thief = Stranger(site, token=bob.token)
        await thief.connect()
        heard = await thief.say(f"{Session.get_full_name()}.enter")
        await thief.leave()
        return heard

    heard = _apart(attempt())
    assert world.NEWS not in heard
    assert "Bob" not in heard


def test_another_site_does_not_get_a_socket(site: str, cookie: str) -> None:
    async def attempt() -> None:
        await Stranger(site, cookie=cookie).connect(origin="https://elsewhere.example")

    with pytest.raises(ConnectionError):
        _apart(attempt())
