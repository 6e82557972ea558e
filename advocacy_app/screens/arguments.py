"""What a browser sends to a handler, checked: Reflex does not hold it to the annotations."""

from __future__ import annotations

from typing import cast

from advocacy_app.core.errors import BadInput

TEXT_MAX = 200_000


def words(value: object, most: int = 200) -> str:
    """A text of at most ``most`` characters. Raises BadInput for anything else."""
    if not isinstance(value, str) or len(value) > most or "\x00" in value:
        raise BadInput("error.bad_input")
    return value


def flag(value: object) -> bool:
    """Raises BadInput for anything but true and false."""
    if not isinstance(value, bool):
        raise BadInput("error.bad_input")
    return value


def number(value: object, least: int, most: int) -> int:
    """A whole number within bounds, both included. Raises BadInput."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadInput("error.bad_input")
    return value


def members(value: object, most: int = 200) -> list[str]:
    """A list of at most ``most`` short texts, each once. Raises BadInput."""
    if not isinstance(value, list):
        raise BadInput("error.bad_input")
    found = cast("list[object]", value)
    if len(found) > most:
        raise BadInput("error.bad_input")
    return list(dict.fromkeys(words(one) for one in found))


def form(value: object) -> dict[str, object]:
    """The fields of a form by their names. Raises BadInput."""
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise BadInput("error.bad_input")
    return cast("dict[str, object]", value)
