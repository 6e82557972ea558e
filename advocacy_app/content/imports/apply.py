"""What an import changes, in one transaction and never twice.

An entry is known by its source and its id there; what of it we took is kept as a hash. So:

1. unknown: added, to the queue or straight out, as the source's mode says;
2. known and the same: nothing happens;
3. known and different: changed in place, unless a person edited, withdrew or rejected it;
4. a vacancy that two successful runs in a row did not show: withdrawn, and back when it is;
5. a board that lost more than half of ours at once: closes nothing and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from advocacy_app.content import rows, rules, service
from advocacy_app.content.formats import Entry, Parsed
from advocacy_app.content.imports.report import ImportReport, Outcome, Tally
from advocacy_app.content.rules import ImportMode, ItemState, Kind, SourceKind
from advocacy_app.content.tables import ImportRun, Item, Source
from advocacy_app.content.views import Sentence
from advocacy_app.core import clock, html, images
from advocacy_app.core.errors import AppError, BadInput, NotFound
from advocacy_app.people.rules import Actor, Permission, require

_OPEN = (ItemState.PUBLISHED, ItemState.REVIEW)
_GIVEN_UP = (ItemState.WITHDRAWN, ItemState.REJECTED)


def plan(session: Session, actor: Actor, source_id: str, parsed: Parsed) -> dict[str, Outcome]:
    """What applying would do with each entry, by its id; changes nothing."""
    require(actor, Permission.IMPORT_CONTENT)
    known = _known(session, source_id)
    return {e.external_id: _outcome(known.get(e.external_id), e) for e in parsed.entries}


def preview(session: Session, actor: Actor, location: str, parsed: Parsed) -> ImportReport:
    """The report of a run that does not happen, of a source that need not be known yet."""
    source = session.exec(select(Source).where(Source.location == location)).first()
    known = _known(session, source.id) if source else {}
    outcomes = plan(session, actor, source.id if source else "", parsed)
    tally = Tally()
    for entry in parsed.entries:
        tally.add(outcomes[entry.external_id], entry)
    if source:
        present = {entry.external_id for entry in parsed.entries}
        _missing(session, source, list(known.values()), present, tally, False)
    return tally.report(parsed)


def apply(
    session: Session,
    actor: Actor,
    source_id: str,
    parsed: Parsed | None,
    pictures: Mapping[str, images.StoredImage],
) -> ImportReport:
    """Take in what was read; ``parsed`` empty means that the source said it has not changed."""
    require(actor, Permission.IMPORT_CONTENT)
    at = clock.now()
    source = _source(session, source_id)
    known = _known(session, source_id)
    tally = Tally()
    for entry in parsed.entries if parsed else ():
        row = known.get(entry.external_id)
        picture = pictures.get(entry.external_id)
        picture_id = (
            service.add_picture(session, actor, picture, entry.title).id if picture else None
        )
        tally.add(_take(session, source, row, entry, picture_id), entry)
    present = {e.external_id for e in parsed.entries} if parsed else None
    _missing(session, source, list(known.values()), present, tally, True)
    report = tally.report(parsed)
    source.last_run_at = source.last_ok_at = at
    source.last_error = None
    if parsed:
        source.last_count = len(parsed.entries)
        source.name = (
            source.name if source.name != source.location else parsed.title or source.name
        )
    session.add_all([source, _run(source, at, report)])
    session.flush()
    return report


def fail(session: Session, actor: Actor, source_id: str, error: AppError) -> ImportReport:
    """Write down that a run came to nothing, and why."""
    require(actor, Permission.IMPORT_CONTENT)
    at = clock.now()
    source = _source(session, source_id)
    report = ImportReport(error=Sentence(error.key, error.params))
    source.last_run_at = at
    source.last_error = Sentence(error.key, error.params).stored()
    session.add_all([source, _run(source, at, report)])
    session.flush()
    return report


def _source(session: Session, source_id: str) -> Source:
    """Locked where the engine has row locks, so that two runs of one source take turns."""
    row = session.exec(select(Source).where(Source.id == source_id).with_for_update()).first()
    if row is None:
        raise NotFound("error.not_found")
    return row


def _known(session: Session, source_id: str) -> dict[str, Item]:
    found = session.exec(select(Item).where(Item.source_id == source_id))
    return {row.external_id: row for row in found if row.external_id}


def _hash(entry: Entry) -> str:
    """Without the moment: feeds move it when nothing else changed."""
    taken = [
        getattr(entry, f.name)
        for f in fields(entry)
        if f.name not in {"published_at", "vacancy"}
    ]
    pay = entry.vacancy
    return rules.fingerprint(
        taken + ([getattr(pay, f.name) for f in fields(pay)] if pay else [])
    )


def _outcome(row: Item | None, entry: Entry) -> Outcome:
    if row is None:
        return Outcome.ADDED
    if row.state is ItemState.WITHDRAWN and row.withdrawn_reason == rules.GONE_FROM_SOURCE:
        return Outcome.CHANGED
    if row.content_hash == _hash(entry):
        return Outcome.UNCHANGED
    if row.edited_at is not None or row.state in _GIVEN_UP:
        return Outcome.KEPT
    return Outcome.CHANGED


def _take(
    session: Session, source: Source, row: Item | None, entry: Entry, picture_id: str | None
) -> Outcome:
    outcome = _outcome(row, entry)
    if row is not None:
        row.missing_runs = 0
        row.content_hash = _hash(entry)
        session.add(row)
    if outcome not in {Outcome.ADDED, Outcome.CHANGED}:
        return outcome
    given = _given(source, entry)
    if picture_id:
        given["picture_id"] = picture_id
    try:
        rows.fill(session, _blank(source, entry), given)
    except BadInput:
        return Outcome.REFUSED
    _write(session, source, row or _blank(source, entry), entry, given)
    return outcome


def _given(source: Source, entry: Entry) -> dict[str, Any]:
    words = html.to_text(entry.summary) or html.to_text(entry.body_html)
    return {
        "title": entry.title,
        "body_html": entry.body_html,
        "summary": words,
        "url": entry.url,
        "language": entry.language or source.language,
    }


def _blank(source: Source, entry: Entry) -> Item:
    at = clock.now()
    return Item(
        kind=Kind.VACANCY if source.kind is SourceKind.JOBS else Kind.NEWS,
        state=ItemState.REVIEW,
        title="",
        topic_id=source.topic_id,
        source_id=source.id,
        external_id=entry.external_id,
        content_hash=_hash(entry),
        published_at=min(entry.published_at or at, at),
        created_at=at,
        updated_at=at,
    )


def _write(
    session: Session, source: Source, row: Item, entry: Entry, given: dict[str, Any]
) -> None:
    is_back = row.state is ItemState.WITHDRAWN
    if row.edited_at is None:
        rows.fill(session, row, given)
    if row.state is ItemState.REVIEW or is_back:
        is_out = source.mode is ImportMode.PUBLISH
        row.state = ItemState.PUBLISHED if is_out else ItemState.REVIEW
        row.withdrawn_reason = None
    row.updated_at = clock.now()
    session.add(row)
    session.flush()
    if entry.vacancy and row.edited_at is None:
        rows.set_vacancy(session, row, _vacancy(entry))
    rows.index(session, row)


def _vacancy(entry: Entry) -> service.NewVacancy:
    said = entry.vacancy
    assert said is not None  # noqa: S101  # the caller has looked
    values = {f.name: getattr(said, f.name) for f in fields(said)}
    amounts = sorted(a for a in (said.salary_min, said.salary_max) if a is not None)
    if len(amounts) > 1:
        values |= {"salary_min": amounts[0], "salary_max": amounts[-1]}
    values["employment_type"] = rules.employment_type(said.employment_type)
    return service.NewVacancy(**values)


def _missing(
    session: Session,
    source: Source,
    known: list[Item],
    present: set[str] | None,
    tally: Tally,
    really: bool,
) -> None:
    """Count the runs that did not show a vacancy; news goes from a feed because it is old.

    ``present`` empty means the same as last time, so what was missing then is missing again.
    """
    if source.kind is not SourceKind.JOBS:
        return
    opened = [row for row in known if row.state in _OPEN]
    if present is None:
        gone = [row for row in opened if row.missing_runs]
    else:
        gone = [row for row in opened if row.external_id not in present]
        if rules.is_shrunken(len(opened), len(opened) - len(gone)):
            params: dict[str, str | int] = {"open": len(opened), "gone": len(gone)}
            tally.warning = Sentence("content.import.shrunken", params)
            return
    closing = [row for row in gone if rules.closes_after(row.missing_runs + 1)]
    tally.closed = len(closing)
    for row in gone if really else ():
        row.missing_runs += 1
        session.add(row)
    for row in closing if really else ():
        rows.take_back(session, row, rules.GONE_FROM_SOURCE)


def _run(source: Source, started_at: datetime, report: ImportReport) -> ImportRun:
    details: dict[str, Any] = {"kept": report.kept, "form": report.form}
    if report.warning:
        details["warning"] = report.warning.stored()
    return ImportRun(
        source_id=source.id,
        started_at=started_at,
        finished_at=clock.now(),
        added=report.added,
        changed=report.changed,
        unchanged=report.unchanged,
        closed=report.closed,
        refused=report.refused,
        error=report.error.stored() if report.error else None,
        details=details,
    )
