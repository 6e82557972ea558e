"""Caching, security headers and clean addresses around everything."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from advocacy_app.http.headers import Headers


async def _echo(request: Request) -> Response:
    """Pages as HTML, the rest as text."""
    kind = "text/html" if request.url.path.endswith(".html") else "text/plain"
    headers = {"vary": "Accept-Encoding, Origin, Origin"}
    return Response(request.url.path, media_type=kind, headers=headers)


async def _get(
    tmp_path: Path, path: str, base_url: str = "https://advocacy.example.com"
) -> httpx.Response:
    scripts = tmp_path / "scripts.json"
    pages = {"/index.html": ["'sha256-home'"], "/teams.html": ["'sha256-teams'"]}
    scripts.write_text(json.dumps(pages))
    inner = Starlette(routes=[Route("/{rest:path}", _echo)])
    app = Headers(inner, scripts=scripts, base_url=base_url)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url=base_url
    ) as client:
        return await client.get(path)


async def test_a_page_is_served_without_a_redirect(tmp_path: Path) -> None:
    assert (await _get(tmp_path, "/teams")).text == "/teams.html"
    assert (await _get(tmp_path, "/")).text == "/index.html"
    assert (await _get(tmp_path, "/api/v1/me")).text == "/api/v1/me"


async def test_only_hashed_files_are_kept_for_ever(tmp_path: Path) -> None:
    hashed = await _get(tmp_path, "/assets/page-abc.js")
    assert "immutable" in hashed.headers["cache-control"]
    assert (await _get(tmp_path, "/teams")).headers["cache-control"] == "no-cache"


async def test_the_policy_names_the_scripts_of_this_page_only(tmp_path: Path) -> None:
    policy = (await _get(tmp_path, "/teams")).headers["content-security-policy"]
    assert "script-src 'self' 'sha256-teams';" in policy
    assert "unsafe-eval" not in policy
    assert "wss://advocacy.example.com" in policy


async def test_https_is_made_to_stay(tmp_path: Path) -> None:
    assert "strict-transport-security" in (await _get(tmp_path, "/")).headers
    plain = await _get(tmp_path, "/", "http://localhost:8000")
    assert "strict-transport-security" not in plain.headers


async def test_nothing_varies_on_origin(tmp_path: Path) -> None:
    assert (await _get(tmp_path, "/teams")).headers["vary"] == "Accept-Encoding"


async def test_what_is_no_page_carries_little(tmp_path: Path) -> None:
    script = (await _get(tmp_path, "/assets/page-abc.js")).headers
    assert script["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in script
