"""What came in and waits for an editor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from advocacy_app.content import queries, service
from advocacy_app.content.queries import QueueCard
from advocacy_app.core import db
from advocacy_app.core.db import Session as Transaction
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.cards.views import Card, card
from advocacy_app.screens.messages import Messages
from advocacy_app.screens.session import actor_of


@dataclass(frozen=True)
class WaitingLine:
    """``came_at`` is when it came in; ``url`` where it came from, if that is known."""

    card: Card = field(default_factory=Card)
    source: str = ""
    came_at: str = ""
    url: str = ""


class Queue(rx.State):
    """``chosen`` are the ids of the ticked lines."""

    loaded: bool = False
    lines: list[WaitingLine] = []
    onward: str = ""
    chosen: list[str] = []

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def load(self) -> None:
        """The first page, newest first."""
        self.lines, self.chosen = [], []
        await self._read("")
        self.loaded = True

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def more(self) -> None:
        if self.onward:
            await self._read(self.onward)

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def tick(self, item_id: str) -> None:
        """Choose a line for publishing together, or not any more."""
        wanted = arguments.words(item_id)
        if wanted in self.chosen:
            self.chosen = [one for one in self.chosen if one != wanted]
        elif any(line.card.id == wanted for line in self.lines):
            self.chosen = [*self.chosen, wanted]

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def tick_all(self) -> None:
        """All that are shown; or none, when all are chosen already."""
        everything = [line.card.id for line in self.lines]
        self.chosen = [] if len(self.chosen) == len(everything) else everything

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def publish(self, item_id: str) -> Any:
        return await self._let_out([arguments.words(item_id)])

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def publish_chosen(self) -> Any:
        """All chosen ones, or none when one of them cannot be."""
        return await self._let_out(list(self.chosen)) if self.chosen else None

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def reject(self, item_id: str) -> Any:
        wanted = arguments.words(item_id)
        await db.run(service.reject, await actor_of(self), wanted)
        await self._drop([wanted])
        return Messages.say("console.said.rejected")

    async def _let_out(self, ids: list[str]) -> Any:
        await db.run(publish_all, await actor_of(self), ids)
        await self._drop(ids)
        return Messages.say("console.said.let_out", {"count": len(ids)})

    async def _drop(self, ids: list[str]) -> None:
        """Take lines away where they stand; an empty page makes room for the next."""
        self.lines = [line for line in self.lines if line.card.id not in ids]
        self.chosen = [one for one in self.chosen if one not in ids]
        if not self.lines and self.onward:
            await self._read(self.onward)

    async def _read(self, cursor: str) -> None:
        page = await db.read(queries.queue, await actor_of(self), cursor=cursor or None)
        self.lines = [*self.lines, *waiting_lines(page.items)]
        self.onward = page.next_cursor or ""


def publish_all(session: Transaction, actor: Actor, ids: Iterable[str]) -> None:
    """Publish several in one transaction."""
    for item_id in ids:
        service.publish(session, actor, item_id)


def waiting_lines(cards: Iterable[QueueCard]) -> list[WaitingLine]:
    return [
        WaitingLine(card(one.item), one.source_name, one.created_at.isoformat(), one.item.url)
        for one in cards
    ]
