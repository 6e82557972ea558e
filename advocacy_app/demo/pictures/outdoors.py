"""Scenes under a sky: what the company's work looks like from outside."""

from __future__ import annotations

from random import Random

from advocacy_app.demo.pictures.pen import HEIGHT, WIDTH, Pen, mixed
from advocacy_app.demo.pictures.scenery import (
    SKINS,
    across,
    cloud,
    front,
    hand,
    hills,
    house,
    poplar,
    sun,
    tree,
    wave,
)


def hands(pen: Pen, rng: Random) -> None:
    """Many hands, raised behind a hill."""
    tones = pen.tones
    sun(pen, 1190, 260, 128)
    cloud(pen, 160, 190, 76)
    hills(pen, rng, 520)
    sleeves = (tones.accent, tones.light, tones.sun, tones.deep, tones.accent, tones.light)
    skins = rng.sample(SKINS, len(SKINS))
    for number, x in enumerate(across(6, 190)):
        y = 520 + 70 * rng.uniform(-1, 1)
        hand(pen, x, y, rng.uniform(88, 112), skins[number % len(skins)], sleeves[number])
    front(pen, rng, 760)


def workplace(pen: Pen, rng: Random) -> None:
    """A new building with its lights on, trees beside it and bunting before it."""
    tones = pen.tones
    sun(pen, 300, 250, 118)
    cloud(pen, 1180, 170, 80)
    hills(pen, rng, 540)
    wall, shade = tones.light, mixed(tones.light, tones.deep, 0.16)
    pen.box(560, 300, 560, 480, wall, 14)
    pen.box(1120, 430, 250, 350, shade, 14)
    pen.box(530, 270, 620, 52, tones.accent, 14)
    for row in range(3):
        for column in range(4):
            lit = tones.sun if rng.random() > 0.3 else mixed(tones.high, tones.light, 0.25)
            pen.box(612 + column * 124, 366 + row * 116, 84, 76, lit, 8)
    for row in range(2):
        pen.box(1172, 486 + row * 110, 146, 66, mixed(tones.high, tones.light, 0.3), 8)
    pen.box(784, 640, 116, 150, tones.deep, 10)
    tree(pen, 470, 790, 130)
    tree(pen, 1440, 800, 110)
    front(pen, rng, 790)
    flags = (tones.sun, tones.accent, tones.light)
    points = [(x, 590 + 66 * (1 - ((x - 840) / 430) ** 2)) for x in range(410, 1271, 86)]
    pen.stroke(points, 5, tones.deep)
    for number, (x, y) in enumerate(points[1:-1]):
        pen.shape([(x - 24, y), (x + 24, y), (x, y + 50)], flags[number % 3])


def harbour(pen: Pen, rng: Random) -> None:
    """A cable bridge, a ship with containers and a crane."""
    tones = pen.tones
    sun(pen, 1240, 300, 120)
    cloud(pen, 760, 150, 64)
    pen.ground(wave(rng, 600, 16, 1300), tones.far)
    _bridge(pen)
    pen.ground(lambda _: 640, tones.middle)
    for _ in range(16):
        x, y = rng.uniform(0, WIDTH), rng.uniform(664, 880)
        pen.stroke(
            [(x, y), (x + rng.uniform(40, 130), y)], 6, mixed(tones.middle, tones.low, 0.3)
        )
    pen.shape([(690, 690), (1490, 690), (1400, 800), (770, 800)], tones.deep)
    pen.box(1330, 560, 90, 130, tones.light, 8)
    pen.box(1345, 582, 60, 26, tones.near, 6)
    boxes = (tones.accent, tones.sun, tones.light, tones.near)
    for row in range(3):
        for column in range(6 - row):
            pen.box(740 + column * 94 + row * 20, 642 - row * 52, 88, 46, rng.choice(boxes), 4)


def _bridge(pen: Pen) -> None:
    mast, deck = (420, 130), 560
    fill = pen.tones.light
    for reach in range(1, 8):
        pen.stroke([mast, (420 + reach * 82, deck)], 5, mixed(fill, pen.tones.low, 0.25))
        pen.stroke([mast, (420 - reach * 56, deck)], 5, mixed(fill, pen.tones.low, 0.25))
    pen.stroke([(380, 640), mast], 26, fill)
    pen.stroke([(0, deck), (WIDTH, deck)], 24, fill)


def turbines(pen: Pen, rng: Random) -> None:
    """Wind turbines on the hills, the sun behind them."""
    tones = pen.tones
    sun(pen, 560, 330, 140)
    cloud(pen, 1180, 190, 84)
    cloud(pen, 120, 150, 54)
    pen.ground(wave(rng, 560, 46, 1500), tones.far)
    for x, y, size in ((330, 660, 250), (1250, 680, 300)):
        _turbine(pen, x, y, size, rng.randint(0, 119))
    pen.ground(wave(rng, 655, 40, 1150), tones.middle)
    _turbine(pen, 860, 780, 430, rng.randint(0, 119))
    for x, size in ((150, 76), (1440, 90), (1530, 70)):
        poplar(pen, x, 820, size)
    front(pen, rng, 775)


def _turbine(pen: Pen, x: float, foot: float, size: float, turned: int) -> None:
    top = foot - size * 1.35
    fill = pen.tones.light
    pen.shape(
        [
            (x - size * 0.045, foot),
            (x - size * 0.02, top),
            (x + size * 0.02, top),
            (x + size * 0.045, foot),
        ],
        fill,
    )
    for blade in range(3):
        angle = turned + blade * 120
        pen.slice(x, top, size * 0.62, angle - 4, angle + 3, fill)
    pen.dot(x, top, size * 0.05, pen.tones.accent)


def street(pen: Pen, rng: Random) -> None:
    """A row of gabled houses in the evening sun, and a bicycle before them."""
    tones = pen.tones
    sun(pen, 1290, 230, 110)
    cloud(pen, 240, 160, 66)
    hills(pen, rng, 500)
    walls = [tones.light, tones.accent, mixed(tones.light, tones.sun, 0.45), tones.near]
    x = 70.0
    for number in range(6):
        size = rng.uniform(205, 255)
        house(pen, x, 760, size, walls[number % 4], tones.deep)
        x += size + 8
    pen.ground(lambda _: 752, mixed(tones.near, tones.deep, 0.4))
    pen.ground(lambda _: 800, tones.deep)
    bicycle(pen, 700, 850, 92)


def bicycle(pen: Pen, x: float, y: float, size: float) -> None:
    """A bicycle standing on ``y``; ``size`` is the radius of a wheel."""
    tones = pen.tones
    hub, back, fore = y - size, x, x + size * 2.7
    for wheel in (back, fore):
        pen.arc((wheel, hub), size * 0.9, (0, 359.9), size * 0.13, tones.light)
    saddle, bar = (x + size * 0.75, hub - size * 1.25), (x + size * 2.2, hub - size * 1.35)
    pedal = (x + size * 1.15, hub + size * 0.05)
    for line in (
        [(back, hub), pedal, saddle],
        [
            (back, hub),
            (x + size * 0.86, hub - size * 0.85),
            (x + size * 2.25, hub - size * 0.9),
        ],
        [pedal, (x + size * 2.25, hub - size * 0.9)],
        [(fore, hub), bar, (x + size * 1.9, hub - size * 1.5)],
    ):
        pen.stroke(line, size * 0.13, tones.sun)
    pen.stroke(
        [(x + size * 0.5, hub - size * 1.3), (x + size, hub - size * 1.3)],
        size * 0.2,
        tones.light,
    )
    pen.box(x + size * 2.3, hub - size * 1.5, size * 0.85, size * 0.6, tones.accent, size * 0.1)


def mill(pen: Pen, rng: Random) -> None:
    """Brick mills with chimneys along a canal: Manchester."""
    tones = pen.tones
    sun(pen, 860, 260, 118)
    cloud(pen, 130, 170, 74)
    cloud(pen, 1230, 220, 60)
    pen.ground(wave(rng, 560, 36, 1500), tones.far)
    for x, width, top in ((90, 420, 330), (560, 300, 430), (1000, 500, 290)):
        _mill(pen, x, width, top)
    pen.stroke([(470, 300), (470, 640)], 52, tones.near)
    pen.stroke([(1440, 210), (1440, 640)], 58, tones.deep)
    pen.ground(lambda _: 690, tones.deep)
    pen.ground(lambda _: 722, tones.middle)
    for _ in range(12):
        x, y = rng.uniform(0, WIDTH), rng.uniform(750, 885)
        pen.stroke(
            [(x, y), (x + rng.uniform(40, 120), y)], 6, mixed(tones.middle, tones.low, 0.3)
        )
    pen.stroke([(420, 800), (1010, 800)], 54, tones.deep)
    pen.box(500, 716, 400, 64, tones.accent, 14)
    for number in range(5):
        pen.box(532 + number * 72, 732, 44, 30, tones.sun, 8)


def _mill(pen: Pen, x: float, width: float, top: float) -> None:
    tones = pen.tones
    wall = mixed(tones.near, tones.accent, 0.35)
    pen.box(x, top, width, 400, wall, 6)
    pen.box(x - 10, top - 14, width + 20, 26, tones.light, 6)
    for row in range(int((660 - top) // 92)):
        for column in range(int(width // 84)):
            left, upper = x + 28 + column * 84, top + 46 + row * 92
            glass = tones.sun if (row * 3 + column * 5) % 4 else tones.deep
            pen.slice(left + 24, upper + 18, 24, 180, 360, glass)
            pen.box(left, upper + 16, 48, 42, glass, 4)


def sprout(pen: Pen, rng: Random) -> None:
    """A young plant in good soil."""
    tones = pen.tones
    sun(pen, 1170, 280, 130)
    cloud(pen, 200, 200, 72)
    hills(pen, rng, 560)
    pen.ground(lambda x: 700 - 90 * max(0.0, 1 - ((x - 790) / 620) ** 2), tones.near)
    pen.ground(lambda x: 770 - 70 * max(0.0, 1 - ((x - 790) / 700) ** 2), tones.deep)
    stem = [(790.0, 690.0), (782.0, 560.0), (800.0, 420.0), (792.0, 300.0)]
    pen.stroke(stem, 24, tones.accent)
    for x, y, size, side in (
        (786, 560, 185, -1),
        (792, 500, 215, 1),
        (798, 390, 155, -1),
        (794, 330, 130, 1),
    ):
        leaf(pen, x, y, size, side)


def leaf(pen: Pen, x: float, y: float, size: float, side: int) -> None:
    """A leaf that grows from ``(x, y)`` to the left (-1) or right (1), and up."""
    tones = pen.tones
    tip = (x + side * size, y - size * 0.62)
    upper = [(x + side * size * t, y - size * (0.62 * t + 0.42 * _bow(t))) for t in _steps()]
    lower = [(x + side * size * t, y - size * (0.62 * t - 0.3 * _bow(t))) for t in _steps()]
    pen.shape([*upper, *reversed(lower)], tones.accent)
    pen.shape([(x, y), *lower, tip], mixed(tones.accent, tones.deep, 0.25))


def _steps() -> list[float]:
    return [step / 24 for step in range(25)]


def _bow(part: float) -> float:
    return 4 * part * (1 - part)


def road(pen: Pen, rng: Random) -> None:
    """A van on its way over the hills."""
    tones = pen.tones
    sun(pen, 330, 270, 124)
    cloud(pen, 1080, 170, 78)
    hills(pen, rng, 520)
    for x, size in ((170, 96), (270, 74), (1390, 104), (1500, 80)):
        poplar(pen, x, 700, size)
    pen.ground(lambda x: 690 - 26 * (x / WIDTH), tones.near)
    pen.ground(lambda x: 762 - 22 * (x / WIDTH), tones.deep)
    for x in range(40, WIDTH, 190):
        y = 832 - 22 * x / WIDTH
        pen.stroke([(x, y), (x + 84, y - 1.2)], 10, mixed(tones.deep, tones.light, 0.7))
    pen.box(560, 420, 420, 320, tones.light, 26)
    pen.shape([(960, 500), (1080, 500), (1150, 610), (1170, 740), (960, 740)], tones.accent)
    pen.shape(
        [(990, 526), (1066, 526), (1118, 612), (990, 612)], mixed(tones.high, "#ffffff", 0.4)
    )
    pen.box(560, 600, 420, 64, tones.sun)
    for x in (680, 1050):
        pen.dot(x, 748, 66, mixed(tones.deep, "#000000", 0.35))
        pen.dot(x, 748, 28, tones.light)


def fields(pen: Pen, rng: Random) -> None:
    """Rows of crops that run towards a low sun."""
    tones = pen.tones
    sun(pen, 800, 420, 170)
    cloud(pen, 180, 180, 70)
    cloud(pen, 1240, 150, 82)
    pen.ground(wave(rng, 500, 18, 1600), tones.middle)
    for number in range(-9, 10):
        left, right = number * 190 - 60, number * 190 + 60
        fill = tones.accent if number % 2 else tones.near
        pen.shape(
            [
                (800 + number * 26 - 9, 545),
                (800 + number * 26 + 9, 545),
                (800 + right * 1.5, HEIGHT),
                (800 + left * 1.5, HEIGHT),
            ],
            fill,
        )
    for x, size in ((190, 110), (300, 84), (1330, 96), (1450, 120)):
        tree(pen, x, 590, size)
