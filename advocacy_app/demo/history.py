"""Lets twelve weeks happen: the plan, carried out day by day through the real services.

The clock is set back for each moment, so the ledger, the totals, the boards and the streaks are
what they would be if people had really been at it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from sqlmodel import Session

from advocacy_app.content import queries as content
from advocacy_app.content import service as editing
from advocacy_app.core.db import Database
from advocacy_app.demo.items import as_of
from advocacy_app.demo.plan import PlannedClick, PlannedShare
from advocacy_app.people.rules import Actor
from advocacy_app.sharing import service as sharing
from advocacy_app.sharing.clicks.links import Links
from advocacy_app.sharing.clicks.store import NewClick, store
from advocacy_app.sharing.rules import Verdict
from advocacy_app.sharing.settling import BURST


@dataclass(frozen=True)
class Happening:
    """Something that is not a share or a click, and when; after what was shared that day."""

    at: datetime
    work: Callable[[Session], object]


_SETTLED_ON = {2, 6}  # Wednesday and Sunday: often enough, and quick
_NIGHT = time(23, 59, tzinfo=UTC)


class History:
    """``items`` are the ids of what was published, ``actors`` the people, both by name."""

    def __init__(
        self, database: Database, actors: Mapping[str, Actor], items: Mapping[str, str]
    ) -> None:
        self._database = database
        self._actors = actors
        self._items = items
        self._links = Links(database)
        self._waiting: list[NewClick] = []
        self.codes: list[str] = []

    def happen(
        self,
        planned: list[PlannedShare],
        others: Sequence[Happening],
        now: datetime,
        day_done: Callable[[], None],
    ) -> None:
        """Share day by day, settle twice a week, and let what else happened happen."""
        by_day = {
            day: list(shares) for day, shares in groupby(planned, lambda share: share.at.date())
        }
        clicks = store(self._database)
        day = min(by_day)
        while day <= now.date():
            self._share(by_day.get(day, []))
            today = [happening for happening in others if happening.at.date() == day]
            if today or day.weekday() in _SETTLED_ON or day == now.date():
                self._click(clicks.write, min(datetime.combine(day, _NIGHT), now))
            for happening in today:
                self._database.run_sync(_let_happen, happening)
            day += timedelta(days=1)
            day_done()
        clicks.close()

    def _share(self, today: list[PlannedShare]) -> None:
        if not today:
            return
        codes = self._database.run_sync(self._pass_on, today)
        for code, planned in zip(codes, today, strict=True):
            link = self._links.find(code)
            assert link is not None  # noqa: S101 -- it was made a moment ago
            self._waiting += [_click(link.id, click) for click in planned.clicks]
        self.codes += codes

    def _pass_on(self, session: Session, today: list[PlannedShare]) -> list[str]:
        codes: list[str] = []
        for planned in today:
            with as_of(planned.at):
                actor, item_id = self._actors[planned.who], self._items[planned.piece]
                editing.mark_read(session, actor, item_id)
                new = self._new(session, planned, item_id)
                codes.append(sharing.share(session, actor, new).code)
        return codes

    def _new(self, session: Session, planned: PlannedShare, item_id: str) -> sharing.NewShare:
        if planned.words:
            return sharing.NewShare(item_id, planned.network, text=planned.words)
        fitting = [
            caption.id
            for caption in content.captions(session, item_id)
            if caption.network in {"", planned.network}
        ]
        chosen = fitting[planned.caption % len(fitting)]
        return sharing.NewShare(item_id, planned.network, caption_id=chosen)

    def _click(self, write: Callable[[list[NewClick]], None], until: datetime) -> None:
        """Write down what was clicked until then, and let it earn."""
        due = sorted(
            (click for click in self._waiting if click.at <= until), key=lambda click: click.at
        )
        if not due:
            return
        self._waiting = [click for click in self._waiting if click.at > until]
        write(due)
        with as_of(until):
            while self._database.run_sync(sharing.settle):
                pass


def _click(link_id: str, click: PlannedClick) -> NewClick:
    return NewClick(
        link_id=link_id,
        at=click.at,
        verdict=click.verdict,
        reason=click.reason,
        visitor=click.visitor,
        referrer_host=click.referrer,
        country="",
        settled=click.verdict is not Verdict.HUMAN and click.reason != BURST,
    )


def _let_happen(session: Session, happening: Happening) -> None:
    with as_of(happening.at):
        happening.work(session)
