"""Pictures, as we encoded them. A name never gets other bytes, so it may be kept for ever."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from advocacy_app.core import images

_TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
_HEADERS = {
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
}


async def media(request: Request) -> Response:
    """``{digest}-{width}.webp``, ``{digest}-960.jpg`` or ``{digest}-card.jpg``; else 404."""
    name: str = request.path_params["name"]
    file = images.named(name) if images.NAME.fullmatch(name) else None
    if file is None or not file.is_file():
        return PlainTextResponse("not found", 404, {"cache-control": "no-store"})
    kind = _TYPES[file.suffix.removeprefix(".")]
    return FileResponse(file, media_type=kind, headers=_HEADERS)


routes = [Route("/media/{name}", media, methods=["GET", "HEAD"])]
