"""A browser without a screen: keeps cookies, follows no redirect, and needs no server."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.types import ASGIApp

HOST = "http://localhost:8000"


class Browser:
    """Asks an ASGI app from an ordinary test; returns once its background work is done too."""

    def __init__(
        self, app: ASGIApp, *, base_url: str = HOST, headers: dict[str, str] | None = None
    ) -> None:
        transport = httpx.ASGITransport(app)
        self._client = httpx.AsyncClient(
            transport=transport, base_url=base_url, headers=headers
        )

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def request(self, method: str, path: str, **how: Any) -> httpx.Response:
        """``how`` is what ``httpx.AsyncClient.request`` takes."""
        return asyncio.run(self._client.request(method, path, **how))

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self.request("GET", path, **how)

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self.request("POST", path, **how)
