"""Questions to values that are only known in the browser, typed: a State's variable looks like
its plain type to a type checker, and is a Var when a page is built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import reflex as rx


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
