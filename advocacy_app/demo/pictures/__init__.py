"""The demo's own illustrations: flat scenes, each from a name, a set of tones and a seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from advocacy_app.demo.pictures import indoors, outdoors
from advocacy_app.demo.pictures.pen import Pen, Tones

TONES: dict[str, Tones] = {
    "dawn": Tones(
        "#ffe9d6",
        "#ffc9b0",
        "#e79a9a",
        "#b65a8c",
        "#7a2a86",
        "#4c1757",
        "#ffbe0b",
        "#c8386b",
        "#fff8ee",
    ),
    "plum": Tones(
        "#f1e4f6",
        "#e2c8ec",
        "#c79ad6",
        "#9a5bab",
        "#7a2a86",
        "#4c1757",
        "#ffbe0b",
        "#e2683c",
        "#fffaf3",
    ),
    "mint": Tones(
        "#e4f6ec",
        "#c4ead6",
        "#8fcfae",
        "#3f9d73",
        "#0b7345",
        "#064a2d",
        "#ffbe0b",
        "#e2683c",
        "#fbfff8",
    ),
    "sky": Tones(
        "#e2eefc",
        "#bfdaf7",
        "#8db8e8",
        "#4d86cf",
        "#1f5fbf",
        "#123a7a",
        "#ffc531",
        "#d9467a",
        "#ffffff",
    ),
    "sand": Tones(
        "#fff0cf",
        "#ffd99a",
        "#f0a65e",
        "#d2702f",
        "#a8470f",
        "#6a2a06",
        "#ffbe0b",
        "#1d7f6b",
        "#fffaf0",
    ),
    "rose": Tones(
        "#ffe3e6",
        "#ffc2c9",
        "#ee8fa3",
        "#c94f76",
        "#a3195b",
        "#640d38",
        "#ffc531",
        "#1f5fbf",
        "#fff7f2",
    ),
    "lagoon": Tones(
        "#dff4f4",
        "#b3e2e1",
        "#74bfc0",
        "#2f8f96",
        "#12646d",
        "#083f47",
        "#ffbe0b",
        "#e2683c",
        "#fbfffd",
    ),
    "dusk": Tones(
        "#3b2a63",
        "#8a4a86",
        "#74407c",
        "#57306e",
        "#3f2159",
        "#25123a",
        "#ffc94d",
        "#e2586f",
        "#f8ead9",
    ),
}

SCENES: dict[str, Callable[[Pen, Random], None]] = {
    scene.__name__: scene
    for scene in (
        outdoors.hands,
        outdoors.workplace,
        outdoors.harbour,
        outdoors.turbines,
        outdoors.street,
        outdoors.mill,
        outdoors.sprout,
        outdoors.road,
        outdoors.fields,
        indoors.together,
        indoors.portrait,
        indoors.crew,
        indoors.checklist,
        indoors.figures,
        indoors.care,
        indoors.desk,
        indoors.table,
        indoors.tools,
        indoors.party,
    )
}


def painted(scene: str, tones: str, seed: int) -> bytes:
    """A JPEG of 1600×900; the same three arguments give the same picture."""
    pen = Pen(TONES[tones])
    SCENES[scene](pen, Random(seed))
    return pen.jpeg()
