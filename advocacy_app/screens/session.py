"""Who sits behind this socket: the one State that others ask, and the guard in front of all.

The guard runs before every event of every client. It takes the person from the HttpOnly cookie of
the socket's handshake, never from the event; binds Reflex's state to that session, so that a stolen
client token shows nothing; and refuses every handler that does not say who may call it.
"""

# The guard and its State share what must not have a public name: that would be a handler.
# pyright: reportPrivateUsage=false

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex.event import EventSpec
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from advocacy_app.core import db
from advocacy_app.core.errors import NotSignedIn
from advocacy_app.people import queries as people
from advocacy_app.people import sign_in
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.screens.access import access_of, public

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

    @rx.event
    @public
    async def enter(self) -> EventSpec | None:
        """First on every page that needs a person: who it is, or off to the sign-in page."""
        if self._actor is None:
            return rx.redirect(f"/sign-in?next={quote(self.router.url.path)}")
        person = await db.read(people.person, self._actor.person_id)
        company = await db.read(people.company)
        self.known, self.name, self.locale = True, person.name, self._actor.locale
        self.is_editor, self.company = is_editor(self._actor), company.name
        return None


async def actor_of(state: BaseState) -> Actor:
    """The person behind the event that is being handled; raises NotSignedIn."""
    session = await state.get_state(Session)
    if session._actor is None:
        raise NotSignedIn("error.not_signed_in")
    return session._actor


class SessionGuard(rx.Middleware):
    """See the module."""

    async def preprocess(
        self,
        app: rx.App,  # noqa: ARG002 -- Reflex passes it by name
        state: BaseState,
        event: Event,
    ) -> StateUpdate | None:
        root = state._get_root_state()
        signed = await sign_in.who(session_secret(root.router.headers.cookie))
        session = await root.get_state(Session)
        identity = signed.session_id if signed else "nobody"
        if session._bound != identity:
            if session._bound:
                root.reset()
            session._bound = identity
        session._actor = signed.actor if signed else None
        return _verdict(event.name, session._actor)


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
    if access.admits(actor):
        return None
    return _go("/" if actor else "/sign-in")


def _go(path: str) -> StateUpdate:
    return StateUpdate(events=Event.from_event_type(rx.redirect(path)))


def is_editor(actor: Actor) -> bool:
    return actor.may(Permission.PUBLISH_CONTENT)
