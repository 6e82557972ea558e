"""Reflex's private ways of making a state tree without a browser, in one place."""

from __future__ import annotations

from typing import Any, cast

import reflex as rx
from reflex.istate.data import RouterData
from reflex_base.event import Event
from sqlmodel import Session

from advocacy_app.core.db import Database
from advocacy_app.people import sign_in
from advocacy_app.people.tables import Person
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


async def tree_of(database: Database, person: Person, path: str = "/") -> Any:
    """A tree whose client has signed in as somebody and stands at an address."""

    def begin(session: Session) -> str:
        found = session.get(Person, person.id)
        assert found is not None
        return sign_in.start(session, found, "test").secret

    root = tree(cookie_of(database.run_sync(begin)))
    asked: dict[str, Any] = {
        "pathname": path,
        "asPath": path,
        "headers": {"cookie": root.router.headers.cookie},
    }
    asked["headers"]["origin"] = "http://localhost:8000"
    root.router = RouterData.from_router_data(asked)  # pyright: ignore[reportUnknownMemberType]
    await guarded(root, f"{rx.State.get_full_name()}.hydrate")
    return root


async def is_let_in(root: Any, state: type[rx.State], handler: str) -> bool:
    """Whether the guard lets the person of this tree call a handler."""
    return await guarded(root, f"{state.get_full_name()}.{handler}") is None
