"""The one place that knows what time it is; rules get time as an argument."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime


def _system() -> datetime:
    return datetime.now(UTC)


_source: list[Callable[[], datetime]] = [_system]


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source[0]()


def use(source: Callable[[], datetime] | None) -> None:
    """Let tests and the demo's history set the time; ``None`` gives the system's clock back."""
    _source[0] = source or _system
