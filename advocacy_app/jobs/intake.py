"""An import asked for on the command line: its progress, then what it did."""

from __future__ import annotations

from rich.console import Console
from rich.progress import Progress

from advocacy_app.content.imports import ImportReport, by_hand
from advocacy_app.content.imports.by_hand import Wanted
from advocacy_app.core import db
from advocacy_app.core.errors import BadInput
from advocacy_app.people.service import system_actor

_WORDS = {"read": "Reading the source", "pictures": "Getting pictures"}
_SHOWN = 10


def take_in(out: Console, wanted: Wanted, *, dry_run: bool) -> None:
    """Import and report; raises BadInput with the sentence of what is wrong with the source."""
    with Progress(console=out, transient=True, disable=not out.is_terminal) as bar:
        tasks = {what: bar.add_task(words, visible=False) for what, words in _WORDS.items()}

        def progress(what: str, done: int, of: int) -> None:
            bar.update(tasks[what], completed=done, total=of, visible=True)

        report = by_hand.take_in(
            db.database(), system_actor(), wanted, progress, dry_run=dry_run
        )
    if report.error:
        raise BadInput(report.error.key, fields=None, **report.error.params)
    for line in _lines(report, dry_run):
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _lines(report: ImportReport, dry_run: bool) -> list[str]:
    counts = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "kept as a person left it": report.kept,
        "closed": report.closed,
        "refused": report.refused,
    }
    said = ", ".join(
        f"{count} {what}"
        for what, count in counts.items()
        if count or what in {"added", "changed", "unchanged"}
    )
    start = "Nothing was written; this would be" if dry_run else report.form or "Not changed"
    lines = [f"{start}: {said}."]
    if dry_run:
        lines += [f"  {title}" for title in report.titles[:_SHOWN]]
    if report.warning:
        lines.append(report.warning.say("en"))
    return lines
