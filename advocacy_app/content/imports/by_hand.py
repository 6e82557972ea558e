"""An import somebody asks for on the command line: the source is made known first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advocacy_app.content import queries, rules, service
from advocacy_app.content.imports.report import ImportReport
from advocacy_app.content.imports.run import Progress, look, run
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.core.db import Database
from advocacy_app.core.errors import NotFound
from advocacy_app.people.rules import Actor


@dataclass(frozen=True)
class Wanted:
    """``source`` is a web address or a file; what is empty stays as the source has it.

    ``topic`` is a slug. A source that is new goes to the queue, in Dutch, about nothing.
    """

    kind: SourceKind
    source: str
    mode: ImportMode | None = None
    language: str = ""
    topic: str = ""

    @property
    def location(self) -> str:
        return rules.web_address(self.source) or str(Path(self.source).expanduser().absolute())


def take_in(
    database: Database, actor: Actor, wanted: Wanted, progress: Progress, *, dry_run: bool
) -> ImportReport:
    """Raises AppError for a topic there is not; what is wrong with the source is reported."""
    changes = _changes(database, wanted)
    if dry_run:
        return look(database, actor, wanted.kind, wanted.location)
    new = service.NewSource(wanted.kind, wanted.location, name=Path(wanted.location).name)
    source_id = database.run_sync(service.add_source, actor, new)
    if changes:
        database.run_sync(service.update_source, actor, source_id, **changes)
    return run(database, actor, source_id, progress)


def _changes(database: Database, wanted: Wanted) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if wanted.mode:
        changes["mode"] = wanted.mode
    if wanted.language:
        changes["language"] = wanted.language
    if wanted.topic:
        known = {topic.slug: topic.id for topic in database.read_sync(queries.topics)}
        if wanted.topic not in known:
            raise NotFound("content.error.topic", topic=wanted.topic)
        changes["topic_id"] = known[wanted.topic]
    return changes
