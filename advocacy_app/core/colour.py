"""Colours as ``#rrggbb``: how well two can be told apart, and how to mend it."""

from __future__ import annotations

from functools import cache

AA = 4.5
"""WCAG 2.2, 1.4.3: text and its ground."""
_STEPS = 50
_KNEE = 0.04045  # where sRGB's curve turns from a line into a power (IEC 61966-2-1)
_WHITE, _BLACK = "#ffffff", "#000000"


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def until(colour: str, ground: str, ratio: float, *, towards: str) -> str:
    """The nearest mix of ``colour`` and ``towards`` with this contrast to ``ground``."""
    for step in range(_STEPS + 1):
        tried = mixed(colour, towards, step / _STEPS)
        if contrast(tried, ground) >= ratio:
            return tried
    return towards


def mixed(one: str, other: str, share: float) -> str:
    """``share`` 0 is ``one``, 1 is ``other``."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@cache
def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@cache
def readable(ground: str, dark: str) -> tuple[str, str]:
    """A ground and an ink on it with AA between them: the ground gives way, not the ink."""
    ink = max((_WHITE, dark), key=lambda ink: contrast(ink, ground))
    return until(ground, ink, AA, towards=_BLACK if ink == _WHITE else _WHITE), ink


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
