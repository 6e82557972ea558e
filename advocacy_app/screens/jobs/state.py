"""Which vacancies are open, and which of them are looked at now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import reflex as rx

from advocacy_app.content import service as content_service
from advocacy_app.content.rules import Kind
from advocacy_app.content.views import FeedQuery, VacancyView
from advocacy_app.core import clock, db
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.cards.views import Card, card
from advocacy_app.screens.session import actor_of
from advocacy_app.sharing import queries as sharing
from advocacy_app.sharing.queries import FeedCard

SHOWN = 15
_PAGE = 100
_PAGES = 3
_CHIPS = 6


class Jobs(rx.State):
    """The server reads the vacancies anew for each question and keeps only what is shown."""

    loaded: bool = False
    cards: list[Card] = []
    saved: dict[str, bool] = {}
    shared: dict[str, bool] = {}
    found: int = 0
    shown: int = SHOWN
    asked: str = ""
    departments: list[str] = []
    places: list[str] = []
    department: str = ""
    place: str = ""

    @rx.event
    @allowed(Permission.READ_FEED)
    async def load(self) -> None:
        """What is open now and fits the question."""
        everything = await _open(await actor_of(self))
        vacancies = [one.item.vacancy for one in everything if one.item.vacancy]
        self.departments = _most(one.department for one in vacancies)
        self.places = _most(one.location for one in vacancies)
        fitting = [one for one in everything if self._fits(one)]
        shown = fitting[: self.shown]
        self.cards = [card(one.item) for one in shown]
        self.saved = {one.item.id: True for one in shown if one.item.saved}
        self.shared = {one.item.id: True for one in shown if one.shared_on}
        self.found, self.loaded = len(fitting), True

    @rx.event
    @allowed(Permission.READ_FEED)
    async def find(self, asked: str) -> None:
        """Vacancies with all of these words in title, place or department."""
        self.asked, self.shown = arguments.words(asked).strip(), SHOWN
        await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def choose_department(self, name: str) -> None:
        """Only this department; the same once more, or nothing, is all of them."""
        self.department = _chosen(name, self.department, self.departments)
        self.shown = SHOWN
        await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def choose_place(self, name: str) -> None:
        """Only this place; the same once more, or nothing, is everywhere."""
        self.place = _chosen(name, self.place, self.places)
        self.shown = SHOWN
        await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def anything(self) -> None:
        """Every open vacancy again."""
        self.asked, self.department, self.place, self.shown = "", "", "", SHOWN
        await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def more(self) -> None:
        if self.shown < self.found:
            self.shown += SHOWN
            await self.load()

    @rx.event
    @allowed(Permission.READ_FEED)
    async def save(self, item_id: str) -> None:
        """Put a vacancy aside, or not any more."""
        named = arguments.words(item_id)
        on = not self.saved.get(named, False)
        await db.run(content_service.save, await actor_of(self), named, on)
        self.saved[named] = on

    @rx.event
    @allowed(Permission.SHARE)
    async def was_shared(self, item_id: str, network: str) -> None:
        """The sheet says so; what is shown comes from what was written down."""
        named = arguments.words(item_id)
        arguments.words(network)
        actor = await actor_of(self)
        found = await db.read(sharing.shared_on, actor.person_id, [named])
        self.shared[named] = bool(found.get(named))

    def _fits(self, one: FeedCard) -> bool:
        vacancy = one.item.vacancy
        if vacancy is None or not _among(vacancy, self.department, self.place):
            return False
        text = f"{one.item.title} {vacancy.location} {vacancy.department}".casefold()
        return all(word in text for word in self.asked.casefold().split())


async def _open(actor: Actor) -> list[FeedCard]:
    found: list[FeedCard] = []
    cursor: str | None = None
    for _ in range(_PAGES):
        query = FeedQuery(Kind.VACANCY, cursor=cursor, limit=_PAGE)
        page = await db.read(sharing.feed, actor, query, clock.now())
        found.extend(page.items)
        cursor = page.next_cursor
        if cursor is None:
            break
    return found


def _among(vacancy: VacancyView, department: str, place: str) -> bool:
    return department in {"", vacancy.department} and place in {"", vacancy.location}


def _most(names: Iterable[str]) -> list[str]:
    """The names that occur most, those first."""
    return [name for name, _ in Counter(name for name in names if name).most_common(_CHIPS)]


def _chosen(name: object, before: str, known: Sequence[str]) -> str:
    asked = arguments.words(name)
    if asked not in {"", *known}:
        raise BadInput("error.bad_input")
    return "" if asked == before else asked
