"""What the composer knows of the server: what is being edited, what was wrong, what was saved.

The text itself lives in the browser (``composer.js``) until it is saved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import reflex as rx

from advocacy_app.content import queries
from advocacy_app.content.rules import Kind
from advocacy_app.core import clock, db, text
from advocacy_app.core.errors import BadInput
from advocacy_app.core.ids import new_id
from advocacy_app.people import queries as people
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.console.compose.shelf import Shelf
from advocacy_app.screens.console.drafts import form, saving
from advocacy_app.screens.messages import Messages
from advocacy_app.screens.session import Session, actor_of
from advocacy_app.ui.tokens import DARK, LIGHT, brand


@dataclass(frozen=True)
class Option:
    """Something to pick: its id, and its name in both languages."""

    id: str = ""
    nl: str = ""
    en: str = ""


class Compose(rx.State):
    """``opened`` and ``kept`` count, so that the browser notices; see ``composer.js``."""

    values: dict[str, Any] = {}
    opened: int = 0
    kept: int = 0
    errors: dict[str, str] = {}
    topics: list[Option] = []
    teams: list[Option] = []
    zone: str = ""
    author: str = ""
    day_look: dict[str, str] = {}
    night_look: dict[str, str] = {}
    _made: dict[str, str] = {}

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def load(self) -> None:
        """Everything to choose from; opens the item that ``?edit=`` names."""
        actor = await actor_of(self)
        topics = await db.read(queries.topics)
        self.topics = [Option(one.id, one.name_nl, one.name_en) for one in topics]
        self.teams = [Option(one.id, one.name, one.name) for one in await db.read(people.teams)]
        colour = (await db.read(people.company)).brand_colour
        self.day_look, self.night_look = look(colour, dark=False), look(colour, dark=True)
        self.zone, self.author = actor.timezone, (await db.read(people.me, actor)).name
        wanted = self.router.url.query_parameters.get("edit", "")
        await self._open(actor, wanted)

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def write(self, kind: str) -> None:
        """Begin something new: news or a vacancy."""
        if arguments.words(kind) not in list(Kind):
            raise BadInput("error.bad_input")
        actor = await actor_of(self)
        self.values, self.errors = form.blank(Kind(kind), actor.locale, new_id()), {}
        self.opened += 1

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def edit(self, item_id: str) -> None:
        await self._open(await actor_of(self), arguments.words(item_id))

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def save(self, values: dict[str, Any], then: str) -> Any:
        """Keep what was written as it is, or let it out too, where ``then`` is publish."""
        actor = await actor_of(self)
        to_publish = arguments.words(then) == "publish"
        try:
            given = form.composed(values, actor.timezone, to_publish=to_publish)
            given = replace(given, item_id=given.item_id or self._made.get(given.key, ""))
            if to_publish:
                item_id = await db.run(saving.publish, actor, given, clock.now())
            else:
                item_id = await db.run(saving.keep, actor, given)
        except BadInput as error:
            return await self._explain(error)
        self._made = {given.key: item_id}
        await self._open(actor, item_id)
        self.kept += 1
        happened = said(self.values, clock.now().isoformat())
        return [Shelf.load, Messages.say(f"console.said.{happened}")]

    async def _open(self, actor: Actor, item_id: str) -> None:
        self.errors = {}
        if item_id:
            draft = await db.read(queries.draft, actor, item_id)
            self.values = form.values(draft, actor.timezone) | {"out_at": moment(draft)}
        else:
            self.values = form.blank(Kind.NEWS, actor.locale, new_id())
        self.opened += 1

    async def _explain(self, error: BadInput) -> Any:
        session = await self.get_state(Session)
        self.errors = text.problems(session.locale, error)
        return Messages.warn(error.key, error.params)


def moment(draft: queries.DraftView) -> str:
    """When it comes or came out, in UTC; empty for what does not."""
    return draft.published_at.isoformat() if draft.published_at else ""


def said(values: dict[str, Any], now: str) -> str:
    """What happened to it, as the end of a key."""
    if values.get("state") != "published":
        return "kept"
    return "planned" if values["out_at"] > now else "published"


def look(colour: str, *, dark: bool) -> dict[str, str]:
    """The variables of one theme in the company's colour, for a part of a page."""
    of = brand(colour, dark=dark)
    tokens = (DARK if dark else LIGHT) | {
        "brand": of.ground,
        "brand-ink": of.ink,
        "brand-text": of.text,
        "brand-wash": of.wash,
    }
    return {f"--{name}": value for name, value in tokens.items()} | {
        "--shadow": "none"
        if dark
        else "0 1px 2px rgb(26 24 48/.06),0 8px 24px rgb(26 24 48/.07)",
        "colorScheme": "dark" if dark else "light",
    }
