"""What stands in the feed now, and what one can do with it."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx

from advocacy_app.content import queries as content
from advocacy_app.content import service as content_service
from advocacy_app.content.rules import Kind
from advocacy_app.content.views import FeedQuery, Page
from advocacy_app.core import clock, db
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Permission
from advocacy_app.rewards import queries as rewards
from advocacy_app.rewards.rules import Reason, points_for
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.cards.views import Card, card
from advocacy_app.screens.session import actor_of
from advocacy_app.sharing import queries as sharing
from advocacy_app.sharing.queries import FeedCard

PAGE = 12
MOST = 60  # cards one phone holds on the server; further back it goes by topic
VACANCIES = "vacancies"
_FRESH_S = 60


@dataclass(frozen=True)
class TopicChip:
    slug: str = ""
    nl: str = ""
    en: str = ""


class Feed(rx.State):
    """``chosen`` is empty, ``vacancies`` or a topic. Marks stand beside the cards, by item, so
    that a tap sends a few bytes and not the list.
    """

    loaded: bool = False
    cards: list[Card] = []
    read: dict[str, bool] = {}
    saved: dict[str, bool] = {}
    shared: dict[str, bool] = {}
    topics: list[TopicChip] = []
    chosen: str = ""
    cursor: str = ""
    points: int = 0
    worth: int = 0
    _loaded_at: float = 0

    @rx.event
    @allowed(Permission.READ_FEED)
    async def enter(self) -> None:
        """Who comes back from an item finds the list as it was."""
        if not self.loaded or clock.now().timestamp() - self._loaded_at > _FRESH_S:
            await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def load(self) -> None:
        """The first page of what was chosen, and the person's points, as they are now."""
        actor, at = await actor_of(self), clock.now()
        page = await db.read(sharing.feed, actor, _query(self.chosen, ""), at)
        topics = await db.read(content.topics)
        self.points = (await db.read(rewards.totals, actor.person_id, at)).all
        self.worth = points_for(Reason.SHARE_OWN_WORDS, at.date())
        self.topics = [TopicChip(one.slug, one.name_nl, one.name_en) for one in topics]
        self.cards, self.read, self.saved, self.shared = [], {}, {}, {}
        self._add(page)
        self.loaded, self._loaded_at = True, at.timestamp()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def choose(self, chosen: str) -> None:
        """Everything, vacancies or one topic; raises BadInput for a topic there is not."""
        named = arguments.words(chosen)
        if named not in {"", VACANCIES, *(one.slug for one in self.topics)}:
            raise BadInput("error.bad_input")
        self.chosen = named
        await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def more(self) -> None:
        """The next page below what is there, until there is enough."""
        if self.cursor and len(self.cards) < MOST:
            query = _query(self.chosen, self.cursor)
            self._add(await db.read(sharing.feed, await actor_of(self), query, clock.now()))

    @rx.event
    @allowed(Permission.READ_FEED)
    async def save(self, item_id: str) -> None:
        """Put an item aside, or not any more."""
        named = arguments.words(item_id)
        on = not self.saved.get(named, False)
        await db.run(content_service.save, await actor_of(self), named, on)
        self.saved[named] = on

    @rx.event
    @allowed(Permission.READ_FEED)
    async def mark_read(self, item_id: str) -> None:
        named = arguments.words(item_id)
        await db.run(content_service.mark_read, await actor_of(self), named)
        self.read[named] = True

    @rx.event
    @allowed(Permission.SHARE)
    async def was_shared(self, item_id: str, network: str) -> None:
        """The sheet says so; what is shown comes from what was written down."""
        named = arguments.words(item_id)
        arguments.words(network)
        actor = await actor_of(self)
        found = await db.read(sharing.shared_on, actor.person_id, [named])
        self.shared[named] = bool(found.get(named))

    def _add(self, page: Page[FeedCard]) -> None:
        known = {one.id for one in self.cards}
        fresh = [one for one in page.items if one.item.id not in known]
        self.cards = [*self.cards, *(card(one.item) for one in fresh)]
        self.read |= {one.item.id: True for one in fresh if one.item.read}
        self.saved |= {one.item.id: True for one in fresh if one.item.saved}
        self.shared |= {one.item.id: True for one in fresh if one.shared_on}
        self.cursor = page.next_cursor or ""


def _query(chosen: str, cursor: str) -> FeedQuery:
    kind = Kind.VACANCY if chosen == VACANCIES else None
    topic = chosen if chosen and kind is None else None
    return FeedQuery(kind, topic, cursor or None, PAGE)
