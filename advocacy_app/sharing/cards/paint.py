"""A card of 1200 by 630 pixels, the size that every network shows whole.

What is slow, a decoded photo or the company's pattern, is kept; what differs per item, words
and chips, takes a few milliseconds.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from advocacy_app.core.colour import channels, contrast, mixed, readable, until
from advocacy_app.sharing.cards import typeset

SIZE = (1200, 630)
QUALITY = 82
MAX_BYTES = 300_000
"""What WhatsApp, the strictest, still shows."""
_WIDTH, _HEIGHT = SIZE
_MARGIN = 72
_INK, _WHITE, _JOY, _NIGHT = "#1a1830", "#ffffff", "#ffbe0b", "#0c0a1a"
_TITLE = (104, 90, 76, 68, 60, 54, 48)
_TITLE_WITH_CHIPS = (84, 76, 68, 60, 54, 48, 44)
_TITLE_LINES = 3
_LEADING = 1.12
_CHIP, _CHIP_GAP, _CHIP_AROUND = 62, 14, 26
_CHIP_TEXTS = (29, 26, 23)
_PILL, _PILL_TEXT = 64, 30
_OVERSAMPLED = 4
_SHADES = 6
_SUNNY = 1.5
_VISIBLE = 3.0  # WCAG 2.2, 1.4.11


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on it. ``photo`` is a file of this size, ``label`` a word in yellow."""

    title: str
    company: str
    colour: str
    label: str = ""
    chips: tuple[str, ...] = ()
    photo: Path | None = None
    seed: int = 0


def jpeg(card: Card) -> bytes:
    """At most MAX_BYTES: a photo of leaves is coded coarser than one of a wall."""
    image = painted(card)
    for quality in (QUALITY, 70, 55, 35):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        if out.tell() <= MAX_BYTES:
            break
    return out.getvalue()


def painted(card: Card) -> Image.Image:
    ground, ink = readable(card.colour, _INK)
    if card.photo is None:
        image = _pattern(ground, ink, card.seed % _SHADES).copy()
    else:
        image, ink = _shaded(card.photo, ground).copy(), _WHITE
    _title(image, card, ink)
    _head(image, card, ground, ink)
    return image


def _title(image: Image.Image, card: Card, ink: str) -> None:
    """Stands on the lower margin, or on the chips."""
    draw = ImageDraw.Draw(image)
    floor = _HEIGHT - _MARGIN
    if card.chips:
        floor -= _CHIP + 34
        _chips(image, card.chips, _HEIGHT - _MARGIN - _CHIP)
    most = _WIDTH - 2 * _MARGIN if card.photo else _WIDTH - 2 * _MARGIN - 60
    sizes = _TITLE_WITH_CHIPS if card.chips else _TITLE
    block = typeset.block(typeset.plain(card.title), "extrabold", sizes, most, _TITLE_LINES)
    step = round(block.size * _LEADING)
    top = floor - step * len(block.lines)
    font = typeset.font(block.weight, block.size)
    for number, line in enumerate(block.lines):
        draw.text((_MARGIN, top + step * (number + 1)), line, font=font, fill=ink, anchor="ld")


def _head(image: Image.Image, card: Card, ground: str, ink: str) -> None:
    """Who is speaking, upper left; what it is, beside it."""
    name = typeset.cut(typeset.plain(card.company), "bold", _PILL_TEXT, 620)
    mark = 36
    x, y = _MARGIN, _MARGIN - 12
    if name:
        length = round(typeset.width(name, "bold", _PILL_TEXT))
        _pill(image, (x, y), (length + mark + 62, _PILL), _WHITE)
        _mark(image, (x + 20, y + (_PILL - mark) // 2), mark, ground)
        _words(image, (x + mark + 34, y + _PILL // 2), name, _PILL_TEXT, _INK)
        x += length + mark + 62 + _CHIP_GAP
    label = typeset.plain(card.label)
    if label:
        length = round(typeset.width(label, "bold", _PILL_TEXT))
        fill, text = (_INK, _WHITE) if ink == _INK else (_JOY, _INK)
        _pill(image, (x, y), (length + 56, _PILL), fill)
        _words(image, (x + 28, y + _PILL // 2), label, _PILL_TEXT, text)


def _chips(image: Image.Image, chips: Sequence[str], y: int) -> None:
    texts = [text for text in map(typeset.plain, chips) if text]
    size = next((size for size in _CHIP_TEXTS if _fit(texts, size)), _CHIP_TEXTS[-1])
    x = _MARGIN
    for text in texts:
        room = _WIDTH - _MARGIN - x - 2 * _CHIP_AROUND
        if room < 3 * size:
            break
        shown = typeset.cut(text, "bold", size, room)
        length = round(typeset.width(shown, "bold", size)) + 2 * _CHIP_AROUND
        _pill(image, (x, y), (length, _CHIP), _WHITE)
        _words(image, (x + _CHIP_AROUND, y + _CHIP // 2), shown, size, _INK)
        x += length + _CHIP_GAP


def _fit(texts: Sequence[str], size: int) -> bool:
    lengths = [typeset.width(text, "bold", size) + 2 * _CHIP_AROUND for text in texts]
    return sum(lengths) + _CHIP_GAP * (len(texts) - 1) <= _WIDTH - 2 * _MARGIN


def _words(image: Image.Image, at: tuple[int, int], text: str, size: int, ink: str) -> None:
    """Vertically centred on the capitals, which is where the eye sees the middle."""
    font = typeset.font("bold", size)
    capital = round(size * 0.7)
    draw = ImageDraw.Draw(image)
    draw.text((at[0], at[1] + capital // 2), text, font=font, fill=ink, anchor="ls")


def _pill(image: Image.Image, at: tuple[int, int], size: tuple[int, int], fill: str) -> None:
    image.paste(channels(fill), (*at, at[0] + size[0], at[1] + size[1]), _rounded(size, 999))


def _mark(image: Image.Image, at: tuple[int, int], size: int, colour: str) -> None:
    """Raised hands: four bars of the company's colour."""
    bar = size // 6
    for number, height in enumerate((0.62, 1.0, 0.84, 0.5)):
        tall = round(size * height)
        x = at[0] + number * (bar + 4)
        fill = _JOY if number == 1 else until(colour, _WHITE, _VISIBLE, towards=_NIGHT)
        _pill(image, (x, at[1] + size - tall), (bar, tall), fill)


@lru_cache(maxsize=128)
def _rounded(size: tuple[int, int], radius: int) -> Image.Image:
    """A mask with smooth corners: drawn larger and made smaller."""
    scale = _OVERSAMPLED
    large = Image.new("L", (size[0] * scale, size[1] * scale))
    radius = min(radius, min(size) // 2) * scale
    box = (0, 0, size[0] * scale - 1, size[1] * scale - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius, fill=255)
    return _resized(large, size, Image.Resampling.BOX)


@lru_cache(maxsize=32)
def _shaded(photo: Path, colour: str) -> Image.Image:
    """The photo, dark enough below that white words can be read on whatever it shows."""
    with Image.open(photo) as opened:
        image = opened.convert("RGB")
    if image.size != SIZE:
        image = _resized(image, SIZE, Image.Resampling.BICUBIC)
    night = Image.new("RGB", SIZE, channels(mixed(colour, _NIGHT, 0.8)))
    image.paste(night, (0, 0), _shade())
    _ribbon(image, colour)
    return image


@lru_cache(maxsize=1)
def _shade() -> Image.Image:
    """From a breath to 84 % where the words stand; 60 % would do for AA on a white photo."""
    column = Image.new("L", (1, _HEIGHT))
    for y in range(_HEIGHT):
        part = min(1.0, max(0.0, (y / _HEIGHT - 0.16) / 0.44))
        smooth = part * part * (3 - 2 * part)
        column.putpixel((0, y), round(255 * (0.14 + 0.70 * smooth)))
    return _resized(column, SIZE, Image.Resampling.BICUBIC)


def _ribbon(image: Image.Image, colour: str) -> None:
    ImageDraw.Draw(image).rectangle((0, _HEIGHT - 12, _WIDTH, _HEIGHT), fill=colour)


@lru_cache(maxsize=24)
def _pattern(ground: str, ink: str, shade: int) -> Image.Image:
    """Hills in the company's colour and a sun, never twice in the same place."""
    scale = 2
    image = Image.new("RGB", (_WIDTH * scale, _HEIGHT * scale), ground)
    draw = ImageDraw.Draw(image)
    sun_x = _WIDTH - 150 - 46 * (shade % 3)
    sun_y, radius = 150 + 26 * (shade // 3), 96
    sun = _JOY if contrast(_JOY, ground) >= _SUNNY else _WHITE
    _disc(draw, sun_x, sun_y, radius * 1.55, mixed(ground, sun, 0.16))
    _disc(draw, sun_x, sun_y, radius, sun)
    # Away from the ink, so that words only get easier to read further down.
    away = _NIGHT if ink == _WHITE else _WHITE
    for number, depth in enumerate((0.10, 0.20, 0.32)):
        _hill(draw, number, shade, mixed(ground, away, depth))
    return _resized(image, SIZE, Image.Resampling.BOX)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: str) -> None:
    box = [2 * (x - radius), 2 * (y - radius), 2 * (x + radius), 2 * (y + radius)]
    draw.ellipse(box, fill=fill)


def _hill(draw: ImageDraw.ImageDraw, number: int, shade: int, fill: str) -> None:
    base = 300 + 105 * number
    height, length = 92 - 18 * number, 620 + 130 * number
    offset = 170 * shade + 260 * number
    line = [
        (2 * x, 2 * (base - height * math.sin((x + offset) / length * math.tau) * x / _WIDTH))
        for x in range(0, _WIDTH + 8, 8)
    ]
    draw.polygon([*line, (2 * _WIDTH + 16, 2 * _HEIGHT), (0, 2 * _HEIGHT)], fill=fill)


def _resized(image: Image.Image, size: tuple[int, int], how: Image.Resampling) -> Image.Image:
    return image.resize(size, how)  # pyright: ignore[reportUnknownMemberType]  # an optional numpy
