"""Scenes close by: people together, and the things they work with."""

from __future__ import annotations

from math import cos, radians, sin
from random import Random

from advocacy_app.demo.pictures.outdoors import leaf
from advocacy_app.demo.pictures.pen import HEIGHT, WIDTH, Pen, mixed
from advocacy_app.demo.pictures.scenery import (
    HAIRS,
    SKINS,
    Looks,
    across,
    cloud,
    front,
    hand,
    hills,
    person,
    sun,
    wave,
)


def together(pen: Pen, rng: Random) -> None:
    """Five colleagues side by side."""
    tones = pen.tones
    sun(pen, 800, 330, 190)
    hills(pen, rng, 600)
    heads = rng.sample(("short", "long", "scarf", "curls", "bun", "short"), 5)
    shirts = (tones.accent, tones.light, tones.near, tones.sun, tones.accent)
    skins = rng.sample(SKINS, 5)
    for number in (1, 3, 0, 4, 2):
        x = across(5, 130)[number]
        looks = Looks(
            skins[number],
            _cloth(pen, heads[number], skins[number], rng),
            shirts[number],
            heads[number],
        )
        person(pen, x, 850 + (20 if number % 2 else 60), 172 if number % 2 else 188, looks)


def portrait(pen: Pen, rng: Random) -> None:
    """One colleague, large, in front of the sun."""
    tones = pen.tones
    sun(pen, 820, 400, 250)
    cloud(pen, 170, 230, 78)
    cloud(pen, 1260, 300, 66)
    hills(pen, rng, 620)
    head = rng.choice(("long", "scarf", "curls", "short", "bun"))
    skin = rng.choice(SKINS)
    looks = Looks(skin, _cloth(pen, head, skin, rng), tones.accent, head)
    person(pen, 800, 880, 350, looks)
    pen.box(900, 690, 88, 58, tones.light, 12)
    pen.stroke([(918, 710), (968, 710)], 8, tones.near)
    pen.stroke([(918, 728), (948, 728)], 8, tones.sun)


def crew(pen: Pen, rng: Random) -> None:
    """Two people in helmets before a lattice of steel."""
    tones = pen.tones
    sun(pen, 1230, 250, 120)
    for x in range(120, 1000, 220):
        pen.stroke([(x, 140), (x, HEIGHT)], 22, tones.far)
        pen.stroke([(x, 330), (x + 220, 560)], 12, tones.far)
        pen.stroke([(x, 560), (x + 220, 330)], 12, tones.far)
    for y in (330, 560):
        pen.stroke([(60, y), (1060, y)], 22, tones.far)
    hills(pen, rng, 680)
    skins = rng.sample(SKINS, 2)
    person(pen, 560, 880, 270, Looks(skins[0], tones.sun, tones.accent, "helmet"))
    person(pen, 1030, 900, 290, Looks(skins[1], tones.light, tones.near, "helmet"))
    for x, size in ((560, 270), (1030, 290)):
        for side in (-0.42, 0.3):
            pen.box(x + side * size, 640, size * 0.12, 260, tones.sun)


def checklist(pen: Pen, rng: Random) -> None:
    """A card with lines and a large check: something is in order."""
    tones = pen.tones
    pen.ground(wave(rng, 640, 40, 1500), tones.far)
    pen.ground(wave(rng, 740, 36, 1100), tones.middle)
    pen.box(330, 150, 560, 620, tones.near, 36)
    pen.box(370, 214, 480, 520, tones.light, 20)
    pen.box(500, 118, 220, 84, tones.accent, 24)
    for row in range(4):
        y = 300 + row * 106
        pen.dot(440, y, 24, tones.accent if row < 3 else mixed(tones.light, tones.near, 0.3))
        pen.stroke(
            [(500, y), (rng.uniform(680, 790), y)], 22, mixed(tones.light, tones.near, 0.25)
        )
    pen.dot(1090, 470, 210, tones.sun)
    pen.stroke([(995, 480), (1062, 548), (1190, 400)], 50, tones.deep)
    front(pen, rng, 830)


def figures(pen: Pen, rng: Random) -> None:
    """Bars that rise towards the sun."""
    tones = pen.tones
    sun(pen, 1270, 230, 120)
    cloud(pen, 260, 200, 76)
    hills(pen, rng, 610)
    height = 150.0
    tops: list[tuple[float, float]] = []
    fills = (tones.light, tones.accent, tones.light, tones.accent, tones.light, tones.sun)
    for number, x in enumerate(across(6, 300)):
        pen.box(x - 58, 780 - height, 116, height + 60, fills[number], 20)
        tops.append((x, 780 - height - 46))
        height += rng.uniform(46, 84)
    front(pen, rng, 780)
    pen.stroke(tops, 14, tones.deep)
    for x, y in tops:
        pen.dot(x, y, 21, tones.deep)
        pen.dot(x, y, 11, tones.light)


def care(pen: Pen, rng: Random) -> None:
    """A heart, held by two hands."""
    tones = pen.tones
    sun(pen, 800, 400, 300)
    hills(pen, rng, 650)
    _heart(pen, 800, 400, 190, tones.accent)
    _heart(pen, 800, 392, 66, mixed(tones.accent, "#ffffff", 0.55))
    skins = rng.sample(SKINS, 2)
    hand(pen, 500, 640, 150, skins[0], tones.light)
    hand(pen, 1100, 640, 150, skins[1], tones.near)
    front(pen, rng, 800)


def _heart(pen: Pen, x: float, y: float, size: float, fill: str) -> None:
    points = [
        (
            x + size * 16 * sin(radians(turn)) ** 3 / 16,
            y
            - size
            * (
                13 * cos(radians(turn))
                - 5 * cos(radians(2 * turn))
                - 2 * cos(radians(3 * turn))
                - cos(radians(4 * turn))
            )
            / 16,
        )
        for turn in range(0, 360, 4)
    ]
    pen.shape(points, fill)


def desk(pen: Pen, rng: Random) -> None:
    """A desk at a window: screen, lamp, plant and coffee."""
    tones = pen.tones
    pen.ground(lambda _: 0, mixed(tones.high, tones.light, 0.35))
    pen.box(180, 90, 520, 470, tones.light, 18)
    pen.box(204, 114, 472, 422, tones.high, 10)
    pen.dot(540, 250, 70, tones.sun)
    pen.ground_in(wave(rng, 430, 26, 420), (204, 676, 536), tones.middle)
    pen.box(432, 114, 18, 422, tones.light)
    pen.ground(lambda _: 720, tones.near)
    pen.ground(lambda _: 764, tones.deep)
    pen.box(820, 330, 480, 310, tones.deep, 24)
    pen.box(846, 356, 428, 258, mixed(tones.high, "#ffffff", 0.3), 10)
    for number, part in enumerate((0.45, 0.7, 0.58, 0.9)):
        pen.box(
            900 + number * 86,
            586 - 180 * part,
            54,
            180 * part,
            (tones.accent, tones.near, tones.accent, tones.sun)[number],
            8,
        )
    pen.box(1030, 640, 60, 60, tones.deep)
    pen.stroke([(960, 712), (1160, 712)], 20, tones.deep)
    _plant(pen, 1420, 716)
    _mug(pen, 700, 716)


def _plant(pen: Pen, x: float, y: float) -> None:
    tones = pen.tones
    for up, size, side in ((250, 120, -1), (260, 130, 1), (330, 110, -1), (350, 96, 1)):
        pen.stroke([(x, y - 90), (x, y - up)], 10, tones.accent)
        leaf(pen, x, y - up, size, side)
    pen.shape([(x - 76, y - 130), (x + 76, y - 130), (x + 54, y), (x - 54, y)], tones.light)
    pen.box(x - 84, y - 150, 168, 42, mixed(tones.light, tones.near, 0.2), 12)


def _mug(pen: Pen, x: float, y: float) -> None:
    tones = pen.tones
    pen.arc((x + 62, y - 56), 34, (-90, 90), 18, tones.sun)
    pen.box(x - 60, y - 112, 120, 114, tones.sun, 20)
    for place in (-24, 18):
        pen.stroke(
            [(x + place, y - 140), (x + place + 14, y - 166), (x + place, y - 192)],
            9,
            mixed(tones.high, "#ffffff", 0.7),
        )


def table(pen: Pen, rng: Random) -> None:
    """A long table with people around it and things to eat."""
    tones = pen.tones
    sun(pen, 1180, 220, 110)
    _lanterns(pen, rng)
    hills(pen, rng, 560)
    heads = rng.sample(("short", "long", "scarf", "curls", "bun"), 4)
    skins = rng.sample(SKINS, 4)
    shirts = (tones.light, tones.accent, tones.sun, tones.near)
    for number, x in enumerate(across(4, 180)):
        looks = Looks(
            skins[number],
            _cloth(pen, heads[number], skins[number], rng),
            shirts[number],
            heads[number],
        )
        person(pen, x, 740, 150, looks)
    pen.box(90, 700, 1420, 76, tones.light, 30)
    pen.ground(lambda _: 776, tones.deep)
    for number, x in enumerate(range(240, 1400, 190)):
        if number % 2:
            pen.slice(x, 700, 58, 180, 360, tones.accent)
            pen.dot(x, 634, 12, tones.deep)
        else:
            pen.oval(x, 704, 70, 18, tones.near)
            for side in (-30, 0, 30):
                pen.dot(x + side, 682, 24, tones.sun)


def _lanterns(pen: Pen, rng: Random) -> None:
    points = [(x, 70 + 90 * (1 - ((x - 800) / 820) ** 2)) for x in range(0, WIDTH + 1, 100)]
    pen.stroke(points, 5, pen.tones.near)
    for x, y in points[1:-1]:
        pen.dot(x, y + 30, 25, rng.choice((pen.tones.sun, pen.tones.light, pen.tones.accent)))


def tools(pen: Pen, rng: Random) -> None:
    """A helmet, a spanner and a cog."""
    tones = pen.tones
    sun(pen, 320, 250, 116)
    hills(pen, rng, 600)
    _cog(pen, 1080, 400, 190)
    pen.stroke([(560, 720), (860, 320)], 66, tones.light)
    pen.arc((900, 268), 84, (-10, 265), 58, tones.light)
    pen.dot(566, 712, 22, tones.near)
    front(pen, rng, 760)
    pen.slice(520, 770, 200, 180, 360, tones.sun)
    pen.box(484, 540, 72, 230, mixed(tones.sun, "#ffffff", 0.45), 24)
    pen.stroke([(290, 770), (770, 770)], 44, mixed(tones.sun, tones.deep, 0.18))


def _cog(pen: Pen, x: float, y: float, size: float) -> None:
    tones = pen.tones
    for turn in range(0, 360, 45):
        edge = radians(turn)
        pen.stroke(
            [(x, y), (x + size * 1.16 * cos(edge), y + size * 1.16 * sin(edge))],
            size * 0.42,
            tones.accent,
        )
    pen.dot(x, y, size, tones.accent)
    pen.dot(x, y, size * 0.45, tones.far)


def party(pen: Pen, rng: Random) -> None:
    """A medal and paper in all colours."""
    tones = pen.tones
    fills = (tones.sun, tones.accent, tones.light, tones.near)
    hills(pen, rng, 640)
    for _ in range(70):
        x, y, turn = rng.uniform(20, 1580), rng.uniform(20, 700), rng.uniform(0, 3.1)
        reach = rng.uniform(8, 20)
        pen.stroke(
            [(x, y), (x + reach * cos(turn), y + reach * sin(turn))], 14, rng.choice(fills)
        )
    for side in (-1, 1):
        pen.shape(
            [
                (800 + side * 20, 460),
                (800 + side * 190, 800),
                (800 + side * 110, 790),
                (800 + side * 70, 850),
                (800 - side * 40, 540),
            ],
            tones.accent if side > 0 else tones.near,
        )
    pen.dot(800, 370, 236, tones.sun)
    pen.dot(800, 370, 186, mixed(tones.sun, tones.deep, 0.16))
    pen.dot(800, 370, 170, tones.sun)
    points: list[tuple[float, float]] = []
    for corner in range(10):
        reach, turn = (118 if corner % 2 == 0 else 52), radians(corner * 36 - 90)
        points.append((800 + reach * cos(turn), 370 + reach * sin(turn)))
    pen.shape(points, tones.light)


def _cloth(pen: Pen, head: str, skin: str, rng: Random) -> str:
    """The colour of the hair, or of the scarf over it; hair stands out against the face."""
    if head == "scarf":
        return pen.tones.near
    return rng.choice(HAIRS[:2] if skin in SKINS[1:3] else HAIRS)
