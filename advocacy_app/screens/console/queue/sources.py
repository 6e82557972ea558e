"""Where news and vacancies come in from, and how that went."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, cast

import reflex as rx

from advocacy_app.content import imports, queries, service
from advocacy_app.content.imports import ImportReport
from advocacy_app.content.queries import SourceView
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.content.service import NewSource
from advocacy_app.core import db, text
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Permission
from advocacy_app.screens import arguments
from advocacy_app.screens.access import allowed
from advocacy_app.screens.console.compose.state import Option
from advocacy_app.screens.console.queue.state import Queue
from advocacy_app.screens.messages import Messages
from advocacy_app.screens.session import Session, actor_of

RHYTHMS = (15, 60, 240, 1440)
"""Minutes between two runs that can be chosen; 0 is by hand only."""


@dataclass(frozen=True)
class SourceLine:
    """``error`` is a sentence; ``last_run_at`` is empty before the first run."""

    id: str = ""
    kind: str = ""
    name: str = ""
    location: str = ""
    mode: str = ""
    every: int = 0
    active: bool = True
    last_run_at: str = ""
    count: int = 0
    error: str = ""


class Sources(rx.State):
    """``running`` is the id of the source that is being read now."""

    lines: list[SourceLine] = []
    topics: list[Option] = []
    running: str = ""
    errors: dict[str, str] = {}

    @rx.event
    @allowed(Permission.IMPORT_CONTENT)
    async def load(self) -> None:
        found = await db.read(queries.topics)
        self.topics = [Option(one.id, one.name_nl, one.name_en) for one in found]
        self.errors = {}
        await self._read()

    @rx.event
    @allowed(Permission.IMPORT_CONTENT)
    async def add(self, given: dict[str, str]) -> Any:
        """Remember a news feed or a job board."""
        new = new_source(given)
        try:
            await db.run(service.add_source, await actor_of(self), new)
        except BadInput as error:
            session = await self.get_state(Session)
            self.errors = text.problems(session.locale, error)
            return Messages.warn(error.key, error.params)
        self.errors = {}
        await self._read()
        return Messages.say("console.said.source_added")

    @rx.event
    @allowed(Permission.IMPORT_CONTENT)
    async def set_running(self, source_id: str, on: bool) -> None:
        """Let a source run by its rhythm, or rest."""
        wanted, active = arguments.words(source_id), arguments.flag(on)
        actor = await actor_of(self)
        await db.run(service.update_source, actor, wanted, active=active)
        await self._read()

    @rx.event(background=True)
    @allowed(Permission.IMPORT_CONTENT)
    async def run(self, source_id: str) -> Any:
        """Import from one source now; reading a slow one does not hold up the screen."""
        wanted = arguments.words(source_id)
        async with self:
            actor, busy = await actor_of(self), self.running
            self.running = busy or wanted
        if busy:
            return None
        try:
            report = await asyncio.to_thread(imports.run, db.database(), actor, wanted)
        finally:
            async with self:
                self.running = ""
        async with self:
            await self._read()
        return [Queue.load, report_of(report)]

    async def _read(self) -> None:
        session = await self.get_state(Session)
        found = await db.read(queries.sources, await actor_of(self))
        self.lines = [source_line(one, session.locale) for one in found]


def report_of(report: ImportReport) -> Any:
    """What to say about a run."""
    if report.error:
        return Messages.warn(report.error.key, report.error.params)
    if report.warning:
        return Messages.warn(report.warning.key, report.warning.params)
    counts = {"added": report.added, "changed": report.changed, "same": report.unchanged}
    return Messages.say("console.said.imported", cast("dict[str, str | int]", counts))


def source_line(source: SourceView, locale: str) -> SourceLine:
    return SourceLine(
        id=source.id,
        kind=source.kind.value,
        name=source.name,
        location=source.location,
        mode=source.mode.value,
        every=source.every_minutes or 0,
        active=source.active,
        last_run_at=source.last_run_at.isoformat() if source.last_run_at else "",
        count=source.last_count,
        error=source.last_error.say(locale or "nl") if source.last_error else "",
    )


def new_source(given: object) -> NewSource:
    """The form of a new source. Raises BadInput for what the form cannot have sent."""
    fields = arguments.form(given)
    said = {name: arguments.words(value, 2000) for name, value in fields.items()}
    every = said.get("every", "0")
    if (
        said.get("kind") not in list(SourceKind)
        or said.get("mode") not in list(ImportMode)
        or said.get("language") not in text.LOCALES
        or every not in {"0", *map(str, RHYTHMS)}
    ):
        raise BadInput("error.bad_input")
    return NewSource(
        kind=SourceKind(said["kind"]),
        location=said.get("location", ""),
        name=said.get("name", ""),
        mode=ImportMode(said["mode"]),
        language=said["language"],
        topic_id=said.get("topic") or None,
        every_minutes=int(every) or None,
    )
