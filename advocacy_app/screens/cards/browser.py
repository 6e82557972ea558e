"""The components of ``cards.js`` as Reflex components."""

from __future__ import annotations

from typing import Any

import reflex as rx

_cards = rx.asset("cards.js", shared=True)


def _nothing() -> list[Any]:
    return []


class Photo(rx.Component):
    """``widths`` are the files there are, as text with spaces; ``sizes`` as in HTML."""

    library = _cards.importable_path
    tag = "Photo"
    digest: rx.Var[str]
    widths: rx.Var[str]
    alt: rx.Var[str]
    colour: rx.Var[str]
    sizes: rx.Var[str]
    eager: rx.Var[bool]


class Back(rx.Component):
    library = _cards.importable_path
    tag = "Back"


class NearEnd(rx.Component):
    """``mark`` names the page that ends here: for a new one it tells again."""

    library = _cards.importable_path
    tag = "NearEnd"
    mark: rx.Var[str]
    on_near: rx.EventHandler[_nothing]
