"""What stands around and behind: skies, suns, hills, trees, houses; and the people in front."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sin
from random import Random

from advocacy_app.demo.pictures.pen import WIDTH, Pen, mixed

SKINS = ("#f4cfae", "#dca278", "#b67a4e", "#8b5635", "#5f3a24")
HAIRS = ("#2a1b18", "#4a2c20", "#8a5a2b", "#d9a441", "#b9b2a8", "#7c3a1d")


@dataclass(frozen=True)
class Looks:
    """A person without a face; ``head`` is short, long, bun, scarf, curls or helmet."""

    skin: str
    hair: str
    shirt: str
    head: str = "short"


def wave(rng: Random, level: float, swing: float, length: float) -> Callable[[float], float]:
    """A rolling line around ``level``; ``length`` is from crest to crest."""
    start, second = rng.uniform(0, 6.3), rng.uniform(0, 6.3)

    def height_at(x: float) -> float:
        return (
            level
            + swing * sin(start + 6.283 * x / length)
            + swing * 0.4 * sin(second + 6.283 * x / length * 2.3)
        )

    return height_at


def sun(pen: Pen, x: float, y: float, radius: float) -> None:
    """A disc with two soft rings of light around it."""
    tones = pen.tones
    glow = mixed(tones.sun, tones.light, 0.6)  # yellow light on a blue sky would be green
    for part, wider in ((0.3, 1.75), (0.6, 1.38)):
        pen.dot(x, y, radius * wider, mixed(tones.low, glow, part))
    pen.dot(x, y, radius, tones.sun)


def cloud(pen: Pen, x: float, y: float, size: float) -> None:
    fill = mixed(pen.tones.high, pen.tones.light, 0.75)
    pen.stroke([(x, y), (x + 2.4 * size, y)], size * 0.8, fill)
    pen.dot(x + 0.7 * size, y - 0.35 * size, size * 0.6, fill)
    pen.dot(x + 1.6 * size, y - 0.2 * size, size * 0.48, fill)


def hills(pen: Pen, rng: Random, level: float = 560) -> None:
    """Three ranges, the nearest the darkest but one."""
    tones = pen.tones
    pen.ground(wave(rng, level, 46, 1500), tones.far)
    pen.ground(wave(rng, level + 95, 40, 1150), tones.middle)


def front(pen: Pen, rng: Random, level: float = 780) -> None:
    """The ground in front of everything, in two tones."""
    pen.ground(wave(rng, level, 30, 1400), pen.tones.near)
    pen.ground(wave(rng, level + 75, 22, 900), pen.tones.deep)


def tree(pen: Pen, x: float, y: float, size: float) -> None:
    """A round tree standing at ``(x, y)``."""
    tones = pen.tones
    pen.stroke([(x, y), (x, y - size * 1.2)], size * 0.14, tones.deep)
    pen.dot(x, y - size * 1.5, size * 0.62, tones.accent)
    pen.slice(x, y - size * 1.5, size * 0.62, -60, 120, mixed(tones.accent, tones.deep, 0.25))


def poplar(pen: Pen, x: float, y: float, size: float) -> None:
    tones = pen.tones
    pen.stroke([(x, y), (x, y - size * 0.6)], size * 0.1, tones.deep)
    pen.oval(x, y - size * 1.35, size * 0.3, size * 0.95, tones.accent)


def house(pen: Pen, x: float, y: float, size: float, wall: str, roof: str) -> None:
    """A gabled house standing at ``(x, y)``, ``size`` wide."""
    pen.box(x, y - size, size, size, wall)
    pen.shape(
        [
            (x - size * 0.06, y - size),
            (x + size / 2, y - size * 1.6),
            (x + size * 1.06, y - size),
        ],
        roof,
    )
    for column in (0.16, 0.58):
        pen.box(x + size * column, y - size * 0.82, size * 0.26, size * 0.26, pen.tones.sun)
    pen.box(x + size * 0.37, y - size * 0.42, size * 0.26, size * 0.42, roof, size * 0.06)


def hand(pen: Pen, x: float, y: float, size: float, skin: str, sleeve: str) -> None:
    """A raised open hand; ``(x, y)`` is the wrist."""
    shade = mixed(skin, "#3a1a2a", 0.14)
    pen.stroke([(x, y + size * 2.4), (x, y)], size * 0.62, skin)
    pen.box(x - size * 0.5, y + size * 0.75, size, size * 3, sleeve, size * 0.12)
    pen.stroke(
        [(x + size * 0.4, y - size * 0.25), (x + size * 0.86, y - size * 0.85)],
        size * 0.27,
        shade,
    )
    pen.box(x - size * 0.5, y - size * 1.05, size, size * 1.3, skin, size * 0.36)
    for place, lean, reach in (
        (-0.38, -0.2, 1.75),
        (-0.13, -0.06, 2.02),
        (0.13, 0.06, 1.96),
        (0.38, 0.2, 1.66),
    ):
        foot = (x + place * size, y - size * 0.75)
        pen.stroke([foot, (x + (place + lean) * size, y - size * reach)], size * 0.235, skin)


def person(pen: Pen, x: float, y: float, size: float, looks: Looks) -> None:
    """From the chest up; ``(x, y)`` is where the picture of them ends below."""
    shade = mixed(looks.skin, "#3a1a2a", 0.16)
    head = y - size * 1.62
    _behind(pen, x, head, size, looks)
    pen.box(x - size * 0.78, y - size * 0.98, size * 1.56, size * 2, looks.shirt, size * 0.46)
    pen.stroke([(x, head + size * 0.3), (x, y - size * 0.9)], size * 0.3, shade)
    pen.slice(x, y - size * 0.98, size * 0.28, 0, 180, shade)
    pen.oval(x, head, size * 0.4, size * 0.46, looks.skin)
    _HEADS[looks.head](pen, x, head, size, looks.hair)


def _behind(pen: Pen, x: float, head: float, size: float, looks: Looks) -> None:
    if looks.head == "long":
        pen.box(
            x - size * 0.52, head - size * 0.5, size * 1.04, size * 1.3, looks.hair, size * 0.48
        )
    if looks.head == "scarf":
        pen.oval(x, head, size * 0.54, size * 0.62, looks.hair)
    if looks.head == "curls":
        pen.dot(x, head - size * 0.12, size * 0.62, looks.hair)


def _short(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    pen.slice(x, y - size * 0.1, size * 0.44, 180, 360, hair)
    pen.dot(x + size * 0.2, y - size * 0.12, size * 0.22, hair)
    pen.dot(x - size * 0.26, y - size * 0.1, size * 0.16, hair)


def _long(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    pen.slice(x, y - size * 0.1, size * 0.46, 180, 360, hair)
    pen.dot(x - size * 0.24, y - size * 0.1, size * 0.22, hair)


def _bun(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    pen.dot(x, y - size * 0.62, size * 0.24, hair)
    pen.slice(x, y - size * 0.08, size * 0.44, 180, 360, hair)


def _scarf(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    """Close around the face, folded under the chin and over one shoulder."""
    fold = mixed(hair, "#1a0a1a", 0.16)
    pen.slice(x, y - size * 0.1, size * 0.47, 184, 356, hair)
    for side in (-1, 1):
        pen.stroke(
            [
                (x + side * size * 0.42, y - size * 0.06),
                (x + side * size * 0.34, y + size * 0.3),
                (x, y + size * 0.56),
            ],
            size * 0.2,
            hair,
        )
    pen.box(x - size * 0.5, y + size * 0.42, size, size * 0.52, hair, size * 0.24)
    pen.stroke(
        [
            (x - size * 0.36, y + size * 0.5),
            (x + size * 0.1, y + size * 0.68),
            (x + size * 0.4, y + size * 0.58),
        ],
        size * 0.05,
        fold,
    )


def _curls(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    for place in (-0.32, -0.1, 0.12, 0.33):
        pen.dot(x + size * place, y - size * 0.4, size * 0.19, hair)


def _helmet(pen: Pen, x: float, y: float, size: float, hair: str) -> None:
    pen.slice(x, y - size * 0.12, size * 0.52, 180, 360, hair)
    pen.stroke(
        [(x - size * 0.6, y - size * 0.12), (x + size * 0.6, y - size * 0.12)],
        size * 0.11,
        hair,
    )
    pen.box(
        x - size * 0.07,
        y - size * 0.68,
        size * 0.14,
        size * 0.5,
        mixed(hair, "#ffffff", 0.45),
        size * 0.05,
    )


_HEADS: dict[str, Callable[[Pen, float, float, float, str], None]] = {
    "short": _short,
    "long": _long,
    "bun": _bun,
    "scarf": _scarf,
    "curls": _curls,
    "helmet": _helmet,
}


def across(count: int, margin: float) -> list[float]:
    """The middles of ``count`` places side by side."""
    room = (WIDTH - 2 * margin) / count
    return [margin + room * (number + 0.5) for number in range(count)]
