"""What a person did and what came of it."""

from __future__ import annotations

import reflex as rx

from advocacy_app.core import clock, db
from advocacy_app.people import queries as people
from advocacy_app.people.rules import Permission
from advocacy_app.rewards import queries as rewards
from advocacy_app.rewards.history import HISTORY_MAX, history
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed, signed_in
from advocacy_app.screens.me.lines import (
    EntryLine,
    PlaceLine,
    ReasonLine,
    ShareLine,
    entry_lines,
    place_lines,
    reason_lines,
    share_lines,
)
from advocacy_app.screens.session import actor_of
from advocacy_app.sharing import queries as sharing

_SHARES = 10
_ENTRIES = 20


class Me(rx.State):
    """``opened`` is the code of the share whose figures stand open; ``onward`` of the next page."""

    loaded: bool = False
    first_name: str = ""
    readers: int = 0
    streak: int = 0
    points: dict[str, int] = {}
    shares: list[ShareLine] = []
    onward: str = ""
    opened: str = ""
    reasons: list[ReasonLine] = []
    places: list[PlaceLine] = []
    entries: list[EntryLine] = []
    more_entries: bool = False
    _entries_wanted: int = _ENTRIES

    @rx.event
    @signed_in
    async def load(self) -> None:
        """Everything but the settings, as it stands now."""
        actor, at = await actor_of(self), clock.now()
        me = await db.read(people.me, actor)
        totals = await db.read(rewards.totals, actor.person_id, at)
        page = await db.read(sharing.shares_of, actor, None, _SHARES)
        self.first_name = me.name.partition(" ")[0]
        self.readers = await db.read(sharing.readers, actor)
        self.streak = await db.read(rewards.streak_weeks, actor.person_id, at)
        self.points = {
            "week": totals.week,
            "month": totals.month,
            "all": totals.all,
            "waiting": totals.provisional,
        }
        self.shares, self.onward = share_lines(page.items), page.next_cursor or ""
        self.opened, self.reasons, self.places = "", [], []
        await self._read_entries()
        self.loaded = True

    @rx.event
    @allowed(Permission.SHARE)
    async def more_shares(self) -> None:
        if self.onward:
            page = await db.read(sharing.shares_of, await actor_of(self), self.onward, _SHARES)
            self.shares = [*self.shares, *share_lines(page.items)]
            self.onward = page.next_cursor or ""

    @rx.event
    @allowed(Permission.SHARE)
    async def open_share(self, code: str) -> None:
        """Show what the figures of one share are made of, or close them again."""
        code = arguments.words(code)
        if code == self.opened:
            self.opened = ""
            return
        ladder = await db.read(sharing.clicks_of, await actor_of(self), code)
        self.reasons, self.places = reason_lines(ladder), place_lines(ladder)
        self.opened = code

    @rx.event
    @signed_in
    async def show_more_entries(self) -> None:
        self._entries_wanted += _ENTRIES
        await self._read_entries()

    async def _read_entries(self) -> None:
        wanted = min(self._entries_wanted, HISTORY_MAX - 1)
        found = await db.read(history, await actor_of(self), wanted + 1)
        self.entries = entry_lines(found[:wanted])
        self.more_entries = len(found) > wanted and wanted < HISTORY_MAX - 1
