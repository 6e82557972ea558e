"""Reflex's private ways of making a state tree without a browser, in one place."""

from __future__ import annotations

from typing import Any, cast

import reflex as rx
from reflex.istate.data import RouterData
from reflex_base.event import Event

from advocacy_app.screens.session import SessionGuard


def tree(cookie: str = "") -> Any:
    """A fresh state tree of a client whose socket brought this Cookie header."""
    root: Any = rx.State(_reflex_internal_init=True)  # pyright: ignore[reportCallIssue]
    root.router = RouterData.from_router_data({"headers": {"cookie": cookie}})  # pyright: ignore[reportUnknownMemberType]
    return root


def part(root: Any, state: type[rx.State]) -> Any:
    """The substate of a class in a tree."""
    found = root
    for name in state.get_full_name().split(".")[1:]:
        found = found.substates[name]
    return found


async def guarded(root: Any, name: str, **payload: Any) -> Any:
    """What the guard says of an event: None lets it through, an update stands in its place."""
    event = Event(name=name, payload=payload)
    return await SessionGuard().preprocess(cast("rx.App", None), root, event)


def cookie_of(secret: str) -> str:
    return f"mh_session={secret}"
