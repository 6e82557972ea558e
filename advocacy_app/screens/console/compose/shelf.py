"""What was written before: drafts, what is planned, what is out, what was taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx

from advocacy_app.content import queries, service
from advocacy_app.content.queries import QueueCard
from advocacy_app.content.rules import ItemState
from advocacy_app.core import clock, db
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Permission
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.messages import Messages
from advocacy_app.screens.session import actor_of

_LISTS = {"drafts": queries.drafts, "published": queries.published}


@dataclass(frozen=True)
class ShelfLine:
    """``state`` is draft, planned, out or withdrawn; ``at`` the moment that belongs to it."""

    id: str = ""
    kind: str = ""
    title: str = ""
    state: str = ""
    at: str = ""
    author: str = ""
    source: str = ""


class Shelf(rx.State):
    """``which`` is one of the two lists; ``leaving`` the item whose reason is being asked."""

    loaded: bool = False
    which: str = "drafts"
    lines: list[ShelfLine] = []
    onward: str = ""
    leaving: str = ""

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def load(self) -> None:
        """The first page of the chosen list."""
        self.lines, self.onward, self.leaving = [], "", ""
        await self._read("")
        self.loaded = True

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def show(self, which: str) -> None:
        if arguments.words(which) not in _LISTS:
            raise BadInput("error.bad_input")
        self.which = which
        await self.load()

    @rx.event
    @allowed(Permission.WRITE_CONTENT)
    async def more(self) -> None:
        if self.onward:
            await self._read(self.onward)

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def ask(self, item_id: str) -> None:
        """Ask why an item goes; an empty id takes the question away."""
        self.leaving = arguments.words(item_id)

    @rx.event
    @allowed(Permission.PUBLISH_CONTENT)
    async def withdraw(self, given: dict[str, str]) -> Any:
        """Take the asked-about item back, with a reason that editors see."""
        reason = arguments.words(arguments.form(given).get("reason", ""), 1000)
        await db.run(service.withdraw, await actor_of(self), self.leaving, reason)
        await self.load()
        return Messages.say("console.said.withdrawn")

    async def _read(self, cursor: str) -> None:
        actor = await actor_of(self)
        page = await db.read(_LISTS[self.which], actor, cursor=cursor or None)
        self.lines = [*self.lines, *shelf_lines(page.items, clock.now())]
        self.onward = page.next_cursor or ""


def shelf_lines(cards: Iterable[QueueCard], now: datetime) -> list[ShelfLine]:
    return [
        ShelfLine(
            id=card.item.id,
            kind=card.item.kind.value,
            title=card.item.title,
            state=_state(card, now),
            at=card.item.published_at.isoformat(),
            author=card.item.author_name,
            source=card.source_name,
        )
        for card in cards
    ]


def _state(card: QueueCard, now: datetime) -> str:
    if card.item.state is ItemState.PUBLISHED:
        return "planned" if card.item.published_at > now else "out"
    return card.item.state.value
