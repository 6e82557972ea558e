"""A pen for flat shapes on a canvas of 1600×900 units, twice as fine as it is kept.

The only place of the demo that knows Pillow; the scenes know shapes and tones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin

from PIL import Image, ImageColor, ImageDraw

WIDTH, HEIGHT = 1600, 900
_FINER = 2
_STEP = 8
_QUALITY = 95

Point = tuple[float, float]


@dataclass(frozen=True)
class Tones:
    """The colours of one picture, from the sky above to the ground in front."""

    high: str
    low: str
    far: str
    middle: str
    near: str
    deep: str
    sun: str
    accent: str
    light: str


class Pen:
    """Draws in the tones it was given; later shapes cover earlier ones."""

    def __init__(self, tones: Tones) -> None:
        self.tones = tones
        size = (WIDTH * _FINER, HEIGHT * _FINER)
        slope = Image.linear_gradient("L").resize(size)  # pyright: ignore[reportUnknownMemberType]
        self._image = Image.composite(
            Image.new("RGB", size, tones.low), Image.new("RGB", size, tones.high), slope
        )
        self._draw = ImageDraw.Draw(self._image)

    def jpeg(self) -> bytes:
        """The picture as kept: 1600×900, smooth at the edges."""
        kept = BytesIO()
        self._image.reduce(_FINER).save(kept, "JPEG", quality=_QUALITY, subsampling=0)
        return kept.getvalue()

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0
    ) -> None:
        """A rectangle from its upper left corner."""
        self._draw.rounded_rectangle(
            _fine((x, y), (x + width, y + height)), radius * _FINER, fill
        )

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, across: float, down: float, fill: str) -> None:
        """An ellipse around its middle, by its half axes."""
        self._draw.ellipse(_fine((x - across, y - down), (x + across, y + down)), fill)

    def slice(
        self, x: float, y: float, radius: float, start: float, end: float, fill: str
    ) -> None:
        """A piece of a disc; degrees run clockwise from three o'clock."""
        box = _fine((x - radius, y - radius), (x + radius, y + radius))
        self._draw.pieslice(box, start, end, fill)

    def arc(
        self, middle: Point, radius: float, turn: tuple[float, float], width: float, fill: str
    ) -> None:
        """A piece of a ring with round ends, from one angle to another, as in ``slice``;
        ``radius`` runs to the middle of the stroke.
        """
        (x, y), (start, end) = middle, turn
        outer = radius + width / 2
        box = _fine((x - outer, y - outer), (x + outer, y + outer))
        self._draw.arc(box, start, end, fill, round(width * _FINER))
        for angle in (start, end):
            edge = radians(angle)
            self.dot(x + radius * cos(edge), y + radius * sin(edge), width / 2, fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        self._draw.polygon(_fine(*points), fill)

    def stroke(self, points: Sequence[Point], width: float, fill: str) -> None:
        """A line with round ends and bends."""
        self._draw.line(_fine(*points), fill, round(width * _FINER))
        for x, y in points:
            self.dot(x, y, width / 2, fill)

    def ground(self, height_at: Callable[[float], float], fill: str) -> None:
        """Everything under a curve, down to the lower edge."""
        edge = [(float(x), height_at(x)) for x in range(0, WIDTH + _STEP, _STEP)]
        self.shape([*edge, (WIDTH, HEIGHT), (0, HEIGHT)], fill)

    def ground_in(
        self, height_at: Callable[[float], float], frame: tuple[float, float, float], fill: str
    ) -> None:
        """The same between two sides and above a floor: ``frame`` is left, right, floor."""
        left, right, floor = frame
        edge = [(left + (right - left) * step / 40, 0.0) for step in range(41)]
        self.shape([*((x, height_at(x)) for x, _ in edge), (right, floor), (left, floor)], fill)


def _fine(*points: Point) -> list[float]:
    return [round(number * _FINER) for point in points for number in point]


def mixed(one: str, other: str, part: float) -> str:
    """``part`` of ``other`` (0 to 1) in ``one``."""
    pairs = zip(ImageColor.getrgb(one), ImageColor.getrgb(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)
