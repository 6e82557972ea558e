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
from typing import Any, cast

from PIL import Image, ImageChops, ImageFilter

from advocacy_app.core import images
from advocacy_app.settings import settings

LIMIT_MS = 600
SIZE = (4000, 3000)
RUNS = 9


def photo(size: tuple[int, int] = SIZE) -> bytes:
    """A JPEG with large shapes, small ones, and grain."""
    layers: list[Any] = [
        cast("Any", Image.effect_noise((size[0] // step, size[1] // step), 90)).resize(
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
        widths = list(images.ingest(data).widths)
        rounds = [(*_ours(data), _naive(data)) for _ in range(RUNS)]
        wall, cpu, naive = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(
            f"12 MP ({len(data) / 1e6:.1f} MB) to WebP {widths} and two JPEGs: {cpu:.0f} ms of"
            f" one core = {cpu / LIMIT_MS:.2f} of the limit of {LIMIT_MS} ms; {wall:.0f} ms on"
            f" the clock, {naive:.0f} ms when decoding for each size"
        )
        for file in sorted(images.folder().glob("*/*")):
            print(f"  {file.name[33:]:>10} {file.stat().st_size / 1024:7.0f} kB")


def _ours(data: bytes) -> tuple[float, float]:
    """Milliseconds on the clock and of one core."""
    begun, spent = time.perf_counter(), time.thread_time()
    images.ingest(data)
    return (time.perf_counter() - begun) * 1000, (time.thread_time() - spent) * 1000


def _naive(data: bytes) -> float:
    """Without the tricks: decode, scale and encode at effort 4, for each size."""
    begun = time.perf_counter()
    for width in images.WIDTHS:
        with Image.open(io.BytesIO(data)) as image:
            small = cast("Any", image).resize((width, width * 3 // 4), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "WEBP", quality=80, method=4)
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
