"""Five WebP sizes, two JPEGs of a 12-megapixel photo on one core, against the limit of 600 ms.

``python -m bench.images``: the median of nine runs in one thread. The photo is drawn here: soft
light with grain, which is as hard to encode as a real one (about 3 MB as JPEG).
"""

from __future__ import annotations

import io
import os
import statistics
import tempfile
import time

from PIL import Image, ImageChops, ImageFilter

from advocacy_app.core import images
from advocacy_app.settings import settings

LIMIT_MS = 600
SIZE = (4000, 3000)
RUNS = 9


def photo(size: tuple[int, int] = SIZE) -> bytes:
    """A JPEG with large shapes, small ones, and grain."""
    layers = [
        Image.effect_noise((size[0] // step, size[1] // step), 90).resize(
            size, Image.Resampling.BICUBIC
        )
        for step in (400, 60, 9)
    ]
    red, green, blue = (
        layer.filter(ImageFilter.GaussianBlur(radius))
        for layer, radius in zip(layers, (6, 3, 1), strict=True)
    )
    grain = Image.effect_noise(size, 14)
    merged = Image.merge(
        "RGB", [ImageChops.overlay(part, grain) for part in (red, green, blue)]
    )
    buffer = io.BytesIO()
    merged.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def main() -> None:
    data = photo()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ADVOCACY_DATA"] = folder
        settings.cache_clear()
        wall, cpu, naive = [], [], []
        for _ in range(RUNS):
            begun, spent = time.perf_counter(), time.thread_time()
            stored = images.ingest(data)
            wall.append((time.perf_counter() - begun) * 1000)
            cpu.append((time.thread_time() - spent) * 1000)
            naive.append(_naive(data))
        print(
            f"12 MP ({len(data) / 1e6:.1f} MB) to WebP {list(stored.widths)}, JPEG 960 and card base:"
            f" {statistics.median(wall):.0f} ms, {statistics.median(cpu):.0f} ms of one core"
            f" = {statistics.median(wall) / LIMIT_MS:.2f} of the limit of {LIMIT_MS} ms;"
            f" decoding for each size takes {statistics.median(naive):.0f} ms"
        )
        for file in sorted(images.folder().glob("*/*")):
            print(f"  {file.name[33:]:>10} {file.stat().st_size / 1024:7.0f} kB")


def _naive(data: bytes) -> float:
    """What it takes without the three tricks: decode, scale and encode at effort 4 for each size."""
    begun = time.perf_counter()
    for width in images.WIDTHS:
        with Image.open(io.BytesIO(data)) as image:
            small = image.resize((width, width * 3 // 4), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "WEBP", quality=80, method=4)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
