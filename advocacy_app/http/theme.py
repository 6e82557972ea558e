"""The company's own colours and name, for the browser: ``/theme.css`` and the manifest."""

from __future__ import annotations

import hashlib
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from advocacy_app.core import db
from advocacy_app.people import queries as people
from advocacy_app.ui.tokens import LIGHT, stylesheet

_ICON_SIZES = (192, 512)


async def theme(request: Request) -> Response:
    company = await db.read(people.company)
    return _revalidated(request, stylesheet(company.brand_colour), "text/css")


async def manifest(request: Request) -> Response:
    """W3C appmanifest; ``id`` is fixed, so that the app keeps its identity."""
    company = await db.read(people.company)
    content = {
        "id": "/",
        "name": f"{company.name} – Many Hands",
        "short_name": company.name[:12],
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": company.locale,
        "background_color": LIGHT["paper"],
        "theme_color": LIGHT["paper"],
        "icons": [
            {"src": f"/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
            for size in _ICON_SIZES
        ],
    }
    return _revalidated(request, json.dumps(content), "application/manifest+json")


def _revalidated(request: Request, text: str, media_type: str) -> Response:
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(text, media_type=media_type, headers=headers)


routes = [
    Route("/theme.css", theme, methods=["GET"]),
    Route("/manifest.webmanifest", manifest, methods=["GET"]),
]
