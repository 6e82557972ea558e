"""The small JavaScript components of ``kit.js`` as Reflex components, and questions to values
that are only known in the browser: a State's variable looks like its plain type to a type checker,
and is a Var when a page is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import reflex as rx

_kit = rx.asset("kit.js", shared=True)


def _nothing() -> list[Any]:
    return []


class _Kit(rx.Component):
    library = _kit.importable_path


class AppStart(_Kit):
    tag = "AppStart"
    locale: rx.Var[str]


class LocaleButton(_Kit):
    tag = "LocaleButton"
    locale: rx.Var[str]
    on_pick: rx.EventHandler[_nothing]


class ThemeSelect(_Kit):
    tag = "ThemeSelect"
    labels: rx.Var[dict[str, str]]
    label: rx.Var[str]


class Sheet(_Kit):
    tag = "Sheet"
    open: rx.Var[bool]
    label: rx.Var[str]
    on_close: rx.EventHandler[_nothing]


class WhileVisible(_Kit):
    tag = "WhileVisible"
    seconds: rx.Var[int]
    on_tick: rx.EventHandler[_nothing]


class Offline(_Kit):
    tag = "Offline"
    failing: rx.Var[bool]
    text: rx.Var[str]


class SkipLink(_Kit):
    tag = "SkipLink"


def size(items: Sequence[Any]) -> Any:
    """How many there are."""
    return rx.Var.create(items).length()


def some(items: Sequence[Any]) -> Any:
    """Whether there are any."""
    return size(items) > 0


def has(items: Sequence[Any], one: Any) -> Any:
    return rx.Var.create(items).contains(one)


def at(texts: Mapping[str, str], name: str) -> Any:
    """The text of a name, or the empty text where there is none."""
    given: Any = rx.Var.create(texts)
    return rx.cond(given.contains(name), given[name], "")


def key_of(value: Any) -> Any:
    """A React key that makes an element new when the value changes."""
    return rx.Var.create(value).to_string()
