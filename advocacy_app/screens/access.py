"""Who may call a handler. Every handler of every State carries one of these, below ``@rx.event``.

A handler is a remote procedure for anybody with a socket; what carries no mark is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from advocacy_app.people.rules import Actor, Permission

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """``permission`` None asks no more than being signed in, and not even that if ``anybody``."""

    anybody: bool = False
    permission: Permission | None = None

    def admits(self, actor: Actor | None) -> bool:
        if self.anybody or actor is None:
            return self.anybody
        return self.permission is None or actor.may(self.permission)


def public(handler: F) -> F:
    return _marked(handler, Access(anybody=True))


def signed_in(handler: F) -> F:
    return _marked(handler, Access())


def allowed(permission: Permission) -> Callable[[F], F]:
    return lambda handler: _marked(handler, Access(permission=permission))


def access_of(handler: object) -> Access | None:
    """The mark of a handler's function, or None, which means that nobody may call it."""
    return getattr(handler, "_access", None)


def _marked(handler: F, access: Access) -> F:
    handler._access = access  # type: ignore[attr-defined]
    return handler
