"""A share card with a warm photo, and one that is drawn for the first time.

``python -m bench.cards``; the limit is ten milliseconds for a card whose photo is warm.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageFilter

from advocacy_app.sharing.cards import paint
from advocacy_app.sharing.cards.paint import Card

LIMIT_MS = 10.0
ROUNDS = 60
CHIPS = ("Utrecht", "32–40 uur", "€ 3.400 – € 4.300 per maand")


def photo(folder: Path) -> Path:
    """About as busy as a photo of people in front of a building."""
    noise = [Image.effect_noise(paint.SIZE, 80) for _ in range(3)]
    image = Image.merge("RGB", noise).filter(ImageFilter.GaussianBlur(3))
    path = folder / "photo.jpg"
    image.save(path, quality=85)
    return path


def cpu_ms(work: Callable[[int], object]) -> tuple[float, float]:
    """Median wall clock and processor time of a call, in milliseconds."""
    wall: list[float] = []
    cpu: list[float] = []
    for number in range(ROUNDS):
        began, used = time.perf_counter(), time.thread_time()
        work(number)
        wall.append(time.perf_counter() - began)
        cpu.append(time.thread_time() - used)
    return statistics.median(wall) * 1000, statistics.median(cpu) * 1000


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        warm_photo = photo(Path(name))

        def card(number: int, *, with_photo: bool) -> Card:
            return Card(
                title=f"Zestig collega’s en {number} nieuwe, geen enkele deur dicht in Breda",
                company="Tulp & Partners",
                colour="#4a3fe0",
                label="Vacature",
                chips=CHIPS,
                photo=warm_photo if with_photo else None,
            )

        paint.jpeg(card(-1, with_photo=True))
        paint.jpeg(card(-1, with_photo=False))
        wall, cpu = cpu_ms(lambda number: paint.jpeg(card(number, with_photo=True)))
        plain, plain_cpu = cpu_ms(lambda number: paint.jpeg(card(number, with_photo=False)))
        size = len(paint.jpeg(card(0, with_photo=True)))
    print(
        f"{'new words on a warm photo':<36}{wall:>8.1f} ms {cpu:>8.1f} ms cpu {size // 1000} kB"
    )
    print(f"{'new words on the pattern':<36}{plain:>8.1f} ms {plain_cpu:>8.1f} ms cpu")
    is_held = wall <= LIMIT_MS
    print(f"  {'ok  ' if is_held else 'MISS'} {wall:.1f} ms (goal at most {LIMIT_MS:g})")
    return 0 if is_held else 1


if __name__ == "__main__":
    sys.exit(main())
