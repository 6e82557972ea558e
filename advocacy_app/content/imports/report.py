"""What a run of an import did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from advocacy_app.content.formats import Entry, Parsed
from advocacy_app.content.views import Sentence


class Outcome(StrEnum):
    """What becomes of one entry; ``kept`` is a change that would overwrite a person's work."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportReport:
    """What one run did, or with ``--dry-run`` would do; counts are entries."""

    form: str = ""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0
    closed: int = 0
    refused: int = 0
    warning: Sentence | None = None
    error: Sentence | None = None
    titles: tuple[str, ...] = ()


@dataclass
class Tally:
    """Counts while a run goes on."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    titles: list[str] = field(default_factory=list[str])
    closed: int = 0
    warning: Sentence | None = None

    def add(self, outcome: Outcome, entry: Entry) -> None:
        self.counts[outcome] += 1
        if outcome in {Outcome.ADDED, Outcome.CHANGED}:
            self.titles.append(entry.title)

    def report(self, parsed: Parsed | None) -> ImportReport:
        return ImportReport(
            form=parsed.form if parsed else "",
            added=self.counts[Outcome.ADDED],
            changed=self.counts[Outcome.CHANGED],
            unchanged=self.counts[Outcome.UNCHANGED],
            kept=self.counts[Outcome.KEPT],
            closed=self.closed,
            refused=self.counts[Outcome.REFUSED] + (parsed.refused if parsed else 0),
            warning=self.warning,
            titles=tuple(self.titles),
        )
