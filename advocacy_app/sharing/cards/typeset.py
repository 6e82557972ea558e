"""Words on a card: which glyphs there are, where lines break, how large they can be.

Figtree, under the SIL Open Font License (``fonts/OFL.txt``), Latin and Latin Extended.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FOLDER = Path(__file__).parent / "fonts"
_NO_GLYPH = "\uffff"
_ELLIPSIS = "…"
_HYPHEN = "-"
_INVISIBLE = {"Cc", "Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_MEASURED_AT = 100
_SHARE_OF_A_LINE = 0.55
"""A long compound goes on the next line unless it would leave this much of the line empty."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that fit. ``size`` is in pixels."""

    lines: tuple[str, ...]
    size: int
    weight: str


@cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """``weight`` is ``medium``, ``bold`` or ``extrabold``."""
    return ImageFont.truetype(_FOLDER / f"figtree-{weight}.ttf", size)


def plain(text: str) -> str:
    """What the font can set, on one line: emoji go, letters it lacks lose what they wear."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(_settable(char) for char in composed).split())


@lru_cache(maxsize=4096)
def _settable(char: str) -> str:
    if char.isspace():
        return " "
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    if _has_glyph(char):
        return char
    bare = unicodedata.normalize("NFKD", char)
    return "".join(c for c in bare if c != char and c.isprintable() and _has_glyph(c))


def _has_glyph(char: str) -> bool:
    return _drawn(char) != _drawn(_NO_GLYPH)


def _drawn(char: str) -> bytes:
    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((8, 8), char, font=font("medium", 24), fill=255)
    return image.tobytes()


def width(text: str, weight: str, size: int) -> float:
    """In pixels; measured once at one size, because letters grow in proportion."""
    return _measured(text, weight) * size / _MEASURED_AT


@lru_cache(maxsize=8192)
def _measured(text: str, weight: str) -> float:
    return font(weight, _MEASURED_AT).getlength(text)


@lru_cache(maxsize=256)
def block(text: str, weight: str, sizes: tuple[int, ...], most: int, lines: int) -> Block:
    """The largest of ``sizes`` at which ``text`` fits in ``lines`` of ``most`` pixels.

    At the smallest size the rest is cut, with an ellipsis. Lines come out about equally long.
    """
    for size in sizes:
        broken = _broken(text, weight, size, most)
        is_whole = all(width(word, weight, size) <= most for word in text.split())
        if len(broken) <= lines and (is_whole or size == sizes[-1]):
            return Block(_balanced(text, weight, size, most), size, weight)
    kept = _broken(text, weight, sizes[-1], most)[:lines]
    kept[-1] = _cut(kept[-1], weight, sizes[-1], most)
    return Block(tuple(kept), sizes[-1], weight)


def cut(text: str, weight: str, size: int, most: int) -> str:
    """On one line of at most ``most`` pixels."""
    return text if width(text, weight, size) <= most else _cut(text, weight, size, most)


def _cut(text: str, weight: str, size: int, most: int) -> str:
    while text and width(text + _ELLIPSIS, weight, size) > most:
        text = text[:-1]
    return text.rstrip(" ,.;:–-") + _ELLIPSIS


def _balanced(text: str, weight: str, size: int, most: int) -> tuple[str, ...]:
    """As few lines as needed, and then as narrow as that number of lines allows."""
    best = _broken(text, weight, size, most)
    low, high = most // 2, most
    while high - low > size // 2:
        middle = (low + high) // 2
        tried = _broken(text, weight, size, middle)
        if len(tried) > len(best) or any(line.endswith(_HYPHEN) for line in tried):
            low = middle
        else:
            best, high = tried, middle
    return tuple(best)


def _broken(text: str, weight: str, size: int, most: int) -> list[str]:
    lines = [""]
    space = width(" ", weight, size)
    used = 0.0
    for word in text.split():
        length = width(word, weight, size)
        if used and used + space + length > most:
            if length > most and used < most * _SHARE_OF_A_LINE:
                head = _fitting(word, weight, size, most - used - space)
                lines[-1] += f" {head}{_HYPHEN}"
                word = word[len(head) :]
            lines.append("")
            used = 0.0
        while width(word, weight, size) > most:
            head = _fitting(word, weight, size, most)
            lines[-1] = f"{head}{_HYPHEN}"
            lines.append("")
            word = word[len(head) :]
        lines[-1] = f"{lines[-1]} {word}" if used else word
        used += (space if used else 0) + width(word, weight, size)
    return lines


def _fitting(word: str, weight: str, size: int, most: float) -> str:
    """As much of a word as goes on a line with a hyphen behind it; at least one letter."""
    end = len(word) - 1
    while end > 1 and width(word[:end] + _HYPHEN, weight, size) > most:
        end -= 1
    return word[: max(end, 1)]
