"""The item whose address is open; to open it is to have read it."""

from __future__ import annotations

from dataclasses import dataclass, field

import reflex as rx

from advocacy_app.content import queries as content
from advocacy_app.content import service as content_service
from advocacy_app.content.views import ItemView
from advocacy_app.core import clock, db
from advocacy_app.core.errors import NotFound
from advocacy_app.people.rules import Permission
from advocacy_app.rewards.rules import Reason, points_for
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.cards.views import Card, card
from advocacy_app.screens.feed.state import Feed
from advocacy_app.screens.session import actor_of
from advocacy_app.sharing import queries as sharing


@dataclass(frozen=True)
class Story:
    """``url`` is where it was published first; ``body_html`` was cleaned when it was stored."""

    card: Card = field(default_factory=Card)
    body_html: str = ""
    url: str = ""


class Item(rx.State):
    """``missing`` is for what is gone as much as for what was never there."""

    loaded: bool = False
    missing: bool = False
    story: Story = Story()
    saved: bool = False
    shared: bool = False
    worth: int = 0

    @rx.event
    @allowed(Permission.READ_FEED)
    async def load(self) -> None:
        """What the address names, and the read mark."""
        actor, at = await actor_of(self), clock.now()
        item_id = arguments.words(self.router.url.path.rstrip("/").rpartition("/")[2])
        if item_id != self.story.card.id:
            self.loaded, self.story = False, Story()
        try:
            found = await db.read(content.item, actor, item_id, at)
        except NotFound:
            self.loaded, self.missing = True, True
            return
        await self._show(found)
        self.worth = points_for(Reason.SHARE_OWN_WORDS, at.date())
        await db.run(content_service.mark_read, actor, item_id)
        (await self.get_state(Feed)).read[item_id] = True

    @rx.event
    @allowed(Permission.READ_FEED)
    async def save(self) -> None:
        """Put it aside, or not any more."""
        item_id, on = self.story.card.id, not self.saved
        await db.run(content_service.save, await actor_of(self), item_id, on)
        self.saved = on
        (await self.get_state(Feed)).saved[item_id] = on

    @rx.event
    @allowed(Permission.SHARE)
    async def was_shared(self, item_id: str, network: str) -> None:
        """The sheet says so; what is shown comes from what was written down."""
        named = arguments.words(item_id)
        arguments.words(network)
        actor = await actor_of(self)
        found = bool((await db.read(sharing.shared_on, actor.person_id, [named])).get(named))
        self.shared = found if named == self.story.card.id else self.shared
        (await self.get_state(Feed)).shared[named] = found

    async def _show(self, found: ItemView) -> None:
        actor = await actor_of(self)
        shared = await db.read(sharing.shared_on, actor.person_id, [found.id])
        self.story = Story(card(found), found.body_html, found.url)
        self.saved, self.shared = found.saved, bool(shared)
        self.loaded, self.missing = True, False
