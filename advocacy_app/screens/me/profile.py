"""What a person sets for themselves: language, name on the boards, networks, devices, tokens."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from advocacy_app.core import db, ids, text
from advocacy_app.core.errors import BadInput
from advocacy_app.people import queries, service
from advocacy_app.people.fields import MeChanges
from advocacy_app.people.rules import Appearance
from advocacy_app.screens import arguments
from advocacy_app.screens.access import signed_in
from advocacy_app.screens.session import Session, actor_of, session_secret
from advocacy_app.sharing.rules import network_order


@dataclass(frozen=True)
class DeviceLine:
    id: str = ""
    name: str = ""
    seen_at: str = ""
    is_here: bool = False


@dataclass(frozen=True)
class TokenLine:
    """``used_at`` is empty for one that was never used."""

    id: str = ""
    name: str = ""
    hint: str = ""
    used_at: str = ""


class Profile(rx.State):
    """``new_token`` is shown once and gone with the next event that says so."""

    loaded: bool = False
    email: str = ""
    nickname: str = ""
    appearance: str = Appearance.NAME.value
    networks: list[str] = []
    devices: list[DeviceLine] = []
    tokens: list[TokenLine] = []
    new_token: str = ""
    saved: bool = False
    errors: dict[str, str] = {}

    @rx.event
    @signed_in
    async def load(self) -> None:
        actor = await actor_of(self)
        me = await db.read(queries.me, actor)
        self.email, self.nickname = me.email, me.nickname
        self.appearance = me.appearance.value
        self.networks = [network.value for network in network_order(me.network_order)]
        self.saved, self.errors, self.new_token = False, {}, ""
        await self._read_proofs()
        self.loaded = True

    @rx.event
    @signed_in
    async def speak(self, locale: str) -> None:
        """Change the language, here and in every mail."""
        await self._change(MeChanges(locale=arguments.words(locale)))
        session = await self.get_state(Session)
        session.locale = locale

    @rx.event
    @signed_in
    async def show_as(self, given: dict[str, str]) -> None:
        """Choose how one stands on the boards, and under which nickname."""
        fields = arguments.form(given)
        nickname = arguments.words(fields.get("nickname", ""))
        appearance = arguments.words(fields.get("appearance", self.appearance))
        if appearance not in list(Appearance):
            raise BadInput("error.bad_input")
        changes = MeChanges(nickname=nickname, appearance=Appearance(appearance))
        self.saved = await self._change(changes)
        if self.saved:
            self.nickname, self.appearance = nickname.strip(), appearance

    @rx.event
    @signed_in
    async def move(self, network: str, up: bool) -> None:
        """Put a network one place earlier or later in one's own order."""
        order, name = list(self.networks), arguments.words(network)
        if name not in order:
            raise BadInput("error.bad_input")
        place = order.index(name)
        other = place + (-1 if arguments.flag(up) else 1)
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
            await self._change(MeChanges(network_order=order))
            self.networks = order

    @rx.event
    @signed_in
    async def end_device(self, session_id: str) -> None:
        """Sign out one device of one's own."""
        wanted = arguments.words(session_id)
        await db.run(service.revoke_session, await actor_of(self), wanted)
        await self._read_proofs()

    @rx.event
    @signed_in
    async def make_token(self, given: dict[str, str]) -> None:
        """Make a token for the API; its text is shown this once."""
        name = arguments.words(arguments.form(given).get("name", ""))
        try:
            made = await db.run(service.create_token, await actor_of(self), name)
        except BadInput as error:
            await self._explain(error)
            return
        self.errors, self.new_token = {}, made.token
        await self._read_proofs()

    @rx.event
    @signed_in
    async def end_token(self, token_id: str) -> None:
        wanted = arguments.words(token_id)
        await db.run(service.revoke_token, await actor_of(self), wanted)
        self.new_token = ""
        await self._read_proofs()

    async def _change(self, changes: MeChanges) -> bool:
        """Whether it was accepted; if not, the sentences stand in ``errors``."""
        self.errors = {}
        try:
            await db.run(service.update_me, await actor_of(self), changes)
        except BadInput as error:
            await self._explain(error)
            return False
        return True

    async def _explain(self, error: BadInput) -> None:
        session = await self.get_state(Session)
        self.errors = text.problems(session.locale, error)

    async def _read_proofs(self) -> None:
        actor = await actor_of(self)
        here = ids.digest(session_secret(self.router.headers.cookie))
        self.devices = device_lines(await db.read(queries.sessions, actor), here)
        self.tokens = token_lines(await db.read(queries.tokens, actor))


def device_lines(found: list[queries.SessionView], here: str) -> list[DeviceLine]:
    return [
        DeviceLine(one.id, one.device, one.seen_at.isoformat(), one.id == here) for one in found
    ]


def token_lines(found: list[queries.TokenView]) -> list[TokenLine]:
    return [
        TokenLine(one.id, one.name, one.hint, one.used_at.isoformat() if one.used_at else "")
        for one in found
    ]
