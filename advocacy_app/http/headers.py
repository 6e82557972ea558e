"""The outermost layer but the redirect: caching, security headers and clean page addresses.

Reflex's static files carry no Cache-Control, vary on Origin, and answer ``/teams`` with a
redirect to ``/teams/``; all three are put right here. The content security policy lists the
hashes of the inline scripts of exactly the page that is served (CSP Level 3), and never eval.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_IMMUTABLE = b"public, max-age=31536000, immutable"
_REVALIDATE = b"no-cache"
_POLICY = (
    "default-src 'self'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' {sockets}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# What never changes is never asked for again; twelve files of a first visit carry these less.
_ASKED_AGAIN = {b"etag", b"last-modified", b"accept-ranges"}
_EVERYTHING = ((b"x-content-type-options", b"nosniff"),)
# Only a document can be framed, run scripts or open windows; on forty other answers they weigh.
_DOCUMENT = (
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-opener-policy", b"same-origin-allow-popups"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)
_SHELL = "/__spa-fallback.html"


class Headers:
    """Wraps the whole app; ``scripts`` is what ``ui.build`` wrote down of the pages."""

    def __init__(self, app: ASGIApp, *, scripts: Path, base_url: str) -> None:
        self._app = app
        self._scripts: dict[str, list[str]] = (
            json.loads(scripts.read_text("utf-8")) if scripts.is_file() else {}
        )
        self._sockets = "ws" + base_url.removeprefix("http")
        self._hsts = base_url.startswith("https://")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        page = self._page_of(path)
        if page and page != path:
            scope = {**scope, "path": page, "raw_path": page.encode()}

        async def decorated(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(message, path, page)}
            await send(message)

        await self._app(scope, receive, decorated)

    def _page_of(self, path: str) -> str | None:
        """The prerendered file of an address such as ``/teams``, or None."""
        if path == "/":
            return "/index.html" if "/index.html" in self._scripts else None
        page = path.rstrip("/") + ".html"
        return page if page in self._scripts else None

    def _headers(
        self, message: Message, path: str, page: str | None
    ) -> list[tuple[bytes, bytes]]:
        own = [
            (name, _without_origin(value) if name == b"vary" else value)
            for name, value in message.get("headers", [])
        ]
        own = [pair for pair in own if pair != (b"vary", b"")]
        asset = path.startswith("/assets/") and message["status"] in {200, 304}
        if asset:
            own = [pair for pair in own if pair[0] not in _ASKED_AGAIN]
        ours = [(b"cache-control", _IMMUTABLE if asset else _REVALIDATE), *_EVERYTHING]
        if self._hsts:
            ours.append((b"strict-transport-security", b"max-age=31536000"))
        if any(name == b"content-type" and value[:9] == b"text/html" for name, value in own):
            ours += [(b"content-security-policy", self._policy(page)), *_DOCUMENT]
        # What a door said itself stands: it knows its own answer better.
        said = {name for name, _ in own}
        return own + [pair for pair in ours if pair[0] not in said]

    def _policy(self, page: str | None) -> bytes:
        hashes = self._scripts.get(page or _SHELL, [])
        scripts = "".join(f" {expression}" for expression in hashes)
        return _POLICY.format(scripts=scripts, sockets=self._sockets).encode()


def _without_origin(vary: bytes) -> bytes:
    names = [name.strip() for name in vary.split(b",")]
    return b", ".join(dict.fromkeys(name for name in names if name.lower() != b"origin"))
