"""No table row in a State: every public variable of a State goes to the browser, whole."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from typing import Any

import reflex as rx
from reflex.state import BaseState
from sqlmodel import SQLModel

from advocacy_app import advocacy_app as front


def _states(of: type[BaseState]) -> Iterator[type[BaseState]]:
    for each in of.__subclasses__():
        if each.__module__.startswith("advocacy_app"):
            yield each
        yield from _states(each)


def _kinds(kind: Any, seen: set[Any]) -> Iterator[type]:
    """Every class a value of this type can hold, through containers and dataclasses."""
    if isinstance(kind, type) and kind not in seen:
        seen.add(kind)
        yield kind
        if dataclasses.is_dataclass(kind):
            for inner in typing.get_type_hints(kind).values():
                yield from _kinds(inner, seen)
    for part in typing.get_args(kind):
        yield from _kinds(part, seen)


def _fields(state: Any) -> dict[str, Any]:
    return state.get_fields()


def test_no_state_holds_a_table_row() -> None:
    assert front.app
    rows = [
        f"{state.__module__}.{state.__name__}.{name}: {kind.__name__}"
        for state in set(_states(rx.State))
        for name, field in _fields(state).items()
        for kind in _kinds(field.outer_type_, set())
        if issubclass(kind, SQLModel)
    ]
    assert rows == []


def test_the_test_sees_a_row_where_there_is_one() -> None:
    class Inner(SQLModel):
        pass

    @dataclasses.dataclass(frozen=True)
    class Card:
        rows: tuple[Inner, ...]

    Card.__annotations__["rows"] = tuple[Inner, ...]
    assert Inner in set(_kinds(dict[str, list[Card]], set()))
