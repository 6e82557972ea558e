"""What stands on the Teams screen now, and what one can ask of it."""

from __future__ import annotations

from datetime import datetime

import reflex as rx

from advocacy_app.core import clock, db
from advocacy_app.people import queries as people
from advocacy_app.people import service as people_service
from advocacy_app.people.fields import MeChanges
from advocacy_app.people.rules import Actor, Appearance, Permission
from advocacy_app.rewards import queries as rewards
from advocacy_app.rewards import rules
from advocacy_app.rewards.rules import Period, Reason, Scope
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed, signed_in
from advocacy_app.screens.session import actor_of
from advocacy_app.screens.teams.lines import (
    PersonLine,
    TeamLine,
    person_lines,
    team_line,
    team_lines,
)


class Teams(rx.State):
    """``starts_at`` is a moment in the chosen period, ``part`` its number in the year."""

    loaded: bool = False
    period: str = Period.WEEK.value
    starts_at: str = ""
    part: int = 0
    teams: list[TeamLine] = []
    has_team: bool = False
    mine: TeamLine = TeamLine()
    people_on: bool = False
    people: list[PersonLine] = []
    hidden: bool = False
    figures: dict[str, int] = {}

    @rx.event
    @allowed(Permission.SEE_BOARDS)
    async def load(self) -> None:
        """Both boards of the chosen period, as they stand now."""
        actor, at = await actor_of(self), clock.now()
        period = rules.period_named(self.period)
        board = await db.read(rewards.team_board, actor, period, at)
        company = await db.read(people.company)
        self.teams = team_lines(board.items)
        self.has_team = board.me is not None
        self.mine = team_line(board.me) if board.me else TeamLine()
        self.people_on = company.people_board
        self.people = await _people(actor, period, at) if company.people_board else []
        self.hidden = (await db.read(people.me, actor)).appearance is Appearance.HIDDEN
        self.starts_at, self.part = _label(period, at, company.timezone)
        self.figures, self.loaded = _figures(at, company.timezone), True

    @rx.event
    @allowed(Permission.SEE_BOARDS)
    async def choose(self, period: str) -> None:
        """Another period; raises BadInput for one there is not."""
        self.period = rules.period_named(arguments.words(period)).value
        await self.load()

    @rx.event
    @signed_in
    async def appear(self) -> None:
        """Stand on the board of people again, under one's own name."""
        changes = MeChanges(appearance=Appearance.NAME)
        await db.run(people_service.update_me, await actor_of(self), changes)
        await self.load()


async def _people(actor: Actor, period: Period, at: datetime) -> list[PersonLine]:
    board = await db.read(rewards.person_board, actor, period, Scope.COMPANY, at)
    return person_lines([row for row in board.items if row.points > 0])


def _label(period: Period, at: datetime, zone: str) -> tuple[str, int]:
    """A moment inside the period, and the number of its week or quarter in the year."""
    day = rules.local_day(at, zone)
    number = {Period.WEEK: day.isocalendar().week, Period.QUARTER: (day.month + 2) // 3}
    return f"{day.isoformat()}T12:00:00", number.get(period, 0)


def _figures(at: datetime, zone: str) -> dict[str, int]:
    """The figures of the rules that hold today, for the sentences that explain them."""
    on = rules.local_day(at, zone)
    return {
        "own": rules.points_for(Reason.SHARE_OWN_WORDS, on),
        "copied": rules.points_for(Reason.SHARE_COPIED, on),
        "first": rules.points_for(Reason.FIRST_OF_MONTH, on),
        "click": rules.points_for(Reason.CLICK, on),
        "cap": rules.rule_for(Reason.CLICK, on).source_cap or 0,
        "week": rules.weekly_team_cap(on),
        "days": rules.ACTIVE_FOR.days,
        "least": rules.MIN_TEAM_MEMBERS,
    }
