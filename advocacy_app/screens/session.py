"""Who sits behind this socket: the one State that others ask, and the guard in front of all.

The guard runs before every event of every client. It takes the person from the HttpOnly cookie of
the socket's handshake, never from the event; binds Reflex's state to that session, so that a stolen
client token shows nothing; and refuses every handler that does not say who may call it.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any

import reflex as rx
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from advocacy_app.core import db
from advocacy_app.core.errors import NotSignedIn
from advocacy_app.people import queries as people
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.screens.access import access_of

COOKIE = "mh_session"
_FRAMEWORK = {"reflex", "reflex_base", "reflex_components_core"}


class Session(rx.State):
    """Facts about the person that several screens show."""

    known: bool = False
    name: str = ""
    locale: str = ""
    is_editor: bool = False
    company: str = ""
    _actor: Actor | None = None
    _bound: str = ""

    def actor(self) -> Actor:
        """Raises NotSignedIn; a plain method for other States, refused as an event."""
        if self._actor is None:
            raise NotSignedIn("error.not_signed_in")
        return self._actor


async def actor_of(state: BaseState) -> Actor:
    """The person behind the event that is being handled; raises NotSignedIn."""
    session = await state.get_state(Session)
    return session.actor()


class SessionGuard(rx.Middleware):
    """See the module."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        root = state._get_root_state()  # noqa: SLF001
        secret = session_secret(root.router.headers.cookie)
        signed = await db.read(people.signed_in, secret) if secret else None
        session = await root.get_state(Session)
        identity = signed.session_id if signed else "nobody"
        if session._bound != identity:  # noqa: SLF001
            if session._bound:  # noqa: SLF001
                root.reset()
            session._bound = identity  # noqa: SLF001
        session._actor = signed.actor if signed else None  # noqa: SLF001
        return _verdict(event.name, session._actor)  # noqa: SLF001


def session_secret(header: str) -> str:
    """The session cookie's value in a Cookie header, or nothing."""
    try:
        morsel = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _verdict(name: str, actor: Actor | None) -> StateUpdate | None:
    """None lets the event through; an empty update swallows it."""
    registered = RegistrationContext.get().event_handlers.get(name)
    if registered is None or name.endswith(".setvar"):
        return StateUpdate()
    handler: Any = registered.handler.fn
    if handler.__module__.split(".")[0] in _FRAMEWORK:
        return None
    access = access_of(handler)
    if access is None:
        return StateUpdate()
    if access.anybody:
        return None
    if actor is None:
        return _go("/sign-in")
    if access.permission is None or actor.may(access.permission):
        return None
    return _go("/")


def _go(path: str) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(rx.redirect(path)))


def is_editor(actor: Actor) -> bool:
    return actor.may(Permission.PUBLISH_CONTENT)
