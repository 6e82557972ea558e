"""Pictures over HTTP: for ever, and nothing else from the disk."""

from __future__ import annotations

import io
from pathlib import Path

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from advocacy_app.core import images
from advocacy_app.http import media


async def ask(path: str, method: str = "GET") -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=media.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, path)


@pytest.fixture
def stored(data: Path) -> images.StoredImage:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), "red").save(buffer, "PNG")
    return images.ingest(buffer.getvalue())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("320.webp", "image/webp"), ("960.jpg", "image/jpeg"), ("card.jpg", "image/jpeg")],
)
async def test_a_picture_may_be_kept_for_ever(
    stored: images.StoredImage, name: str, kind: str
) -> None:
    answer = await ask(f"/media/{stored.digest}-{name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    Image.open(io.BytesIO(answer.content)).verify()
    head = await ask(f"/media/{stored.digest}-{name}", "HEAD")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    "name",
    [
        "0" * 32 + "-320.webp",
        "{digest}-321.webp",
        "{digest}-320.png",
        "{digest}-0320.webp",
        "{digest}",
        "..%2f..%2fsecret",
        "%2e%2e/secret",
        "{digest}-320.webp%00.jpg",
        "{digest}-320.webp/../../../secret",
    ],
)
async def test_nothing_else_is_served(
    data: Path, stored: images.StoredImage, name: str
) -> None:
    (data / "secret").write_text("secret")
    answer = await ask(f"/media/{name.format(digest=stored.digest)}")
    assert answer.status_code == 404
    assert "secret" not in answer.text
