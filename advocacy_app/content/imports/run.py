"""One run of one source. Nothing from outside is waited for inside a transaction:

1. read the source (a guarded request, or a file for whoever has the command line);
2. recognise and parse it;
3. get the pictures of what is new or changed, as far as they can be got;
4. apply everything in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import update
from sqlmodel import Session, col, select

from advocacy_app.content import formats, queries, rules
from advocacy_app.content.formats import Entry, Parsed
from advocacy_app.content.imports import apply
from advocacy_app.content.imports.report import ImportReport, Outcome
from advocacy_app.content.rules import SourceKind
from advocacy_app.content.tables import Source
from advocacy_app.content.views import Sentence
from advocacy_app.core import clock, fetch, images
from advocacy_app.core.db import Database
from advocacy_app.core.errors import AppError, BadInput, TooLarge
from advocacy_app.people.rules import Actor, Permission, require

Progress = Callable[[str, int, int], None]
"""Told (what is being done, how many are done, of how many)."""

_FEED_TIMEOUT_S = 30.0
_PICTURE_TIMEOUT_S = 10.0
_PICTURE_LEAST_WIDTH = 200  # pixels; what is smaller is an icon, an avatar or a counting pixel
_PICTURES_A_RUN = 100
_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9,"
    " application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
)
_IMAGE = re.compile(r"""<img\b[^>]*?\bsrc\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_NOT_MODIFIED = 304


@dataclass(frozen=True)
class _Document:
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    is_unchanged: bool = False


def run(
    db: Database,
    actor: Actor,
    source_id: str,
    progress: Progress = lambda _what, _done, _all: None,
) -> ImportReport:
    """Import one source now. What goes wrong with the source is in the report, not raised.

    Raises Forbidden and NotFound.
    """
    source = db.read_sync(queries.source, actor, source_id)
    progress("read", 0, 1)
    try:
        document = _read(source.location, actor, *db.read_sync(_validators, source.id))
        parsed = None
        if not document.is_unchanged:
            parsed = formats.parse(document.body, source.kind, document.content_type)
    except AppError as error:
        return db.run_sync(apply.fail, actor, source_id, error)
    progress("read", 1, 1)
    pictures = _pictures(db, actor, source_id, parsed, progress) if parsed else {}
    return db.run_sync(_apply, actor, source_id, parsed, pictures, document)


def _apply(
    session: Session,
    actor: Actor,
    source_id: str,
    parsed: Parsed | None,
    pictures: dict[str, images.StoredImage],
    document: _Document,
) -> ImportReport:
    report = apply.apply(session, actor, source_id, parsed, pictures)
    source = session.get(Source, source_id)
    if source is not None and parsed is not None:
        source.etag = document.etag
        source.last_modified = document.last_modified
        session.add(source)
    return report


def look(db: Database, actor: Actor, kind: SourceKind, location: str) -> ImportReport:
    """What importing from a place would do; nothing is written, also when the place is new."""
    require(actor, Permission.IMPORT_CONTENT)
    try:
        document = _read(location, actor)
        parsed = formats.parse(document.body, kind, document.content_type)
    except AppError as error:
        return ImportReport(error=Sentence(error.key, error.params))
    return db.read_sync(apply.preview, actor, location, parsed)


def run_due(db: Database, actor: Actor) -> int:
    """Import each scheduled source whose time has come; returns how many were run."""
    claimed = db.run_sync(claim_due, actor, clock.now())
    for source_id in claimed:
        run(db, actor, source_id)
    return len(claimed)


def claim_due(session: Session, actor: Actor, at: datetime) -> list[str]:
    """Take the sources that are due; of two processes only one gets each."""
    require(actor, Permission.IMPORT_CONTENT)
    scheduled = session.exec(
        select(Source.id, Source.last_run_at, Source.every_minutes).where(
            col(Source.active), col(Source.every_minutes).is_not(None)
        )
    ).all()
    return [
        source_id
        for source_id, last, every in scheduled
        if rules.is_due(last, every, at) and _claim(session, source_id, last, at)
    ]


def _claim(session: Session, source_id: str, last: datetime | None, at: datetime) -> bool:
    taken = session.exec(
        update(Source)
        .where(col(Source.id) == source_id, col(Source.last_run_at) == last)
        .values(last_run_at=at)
        .execution_options(synchronize_session=False)
    )
    return taken.rowcount == 1


def _read(
    location: str, actor: Actor, etag: str | None = None, last_modified: str | None = None
) -> _Document:
    if not rules.web_address(location):
        return _file(location, actor)
    got = fetch.fetch(
        location,
        max_bytes=formats.MAX_BYTES,
        timeout_s=_FEED_TIMEOUT_S,
        etag=etag,
        last_modified=last_modified,
        accept=_ACCEPT,
    )
    unchanged = got.status == _NOT_MODIFIED
    return _Document(got.body, got.content_type, got.etag, got.last_modified, unchanged)


def _validators(session: Session, source_id: str) -> tuple[str | None, str | None]:
    row = session.get(Source, source_id)
    return (row.etag, row.last_modified) if row else (None, None)


def _file(location: str, actor: Actor) -> _Document:
    """Only for the machine itself: over the web nobody may read files of the server."""
    if actor.person_id:
        raise BadInput("content.error.url")
    file = Path(location)
    try:
        if file.stat().st_size > formats.MAX_BYTES:
            raise TooLarge("content.error.feed_too_large", most=formats.MAX_BYTES // 1024**2)
        return _Document(file.read_bytes())
    except OSError as error:
        raise BadInput("content.error.file", file=location) from error


def _pictures(
    db: Database, actor: Actor, source_id: str, parsed: Parsed, progress: Progress
) -> dict[str, images.StoredImage]:
    """Best effort: a picture that cannot be had never fails an import."""
    outcomes = db.read_sync(apply.plan, actor, source_id, parsed)
    wanted = [
        (entry.external_id, _picture_url(entry))
        for entry in parsed.entries
        if outcomes[entry.external_id] in {Outcome.ADDED, Outcome.CHANGED}
    ]
    wanted = [(key, url) for key, url in wanted if url][:_PICTURES_A_RUN]
    silent: set[str | None] = set()
    found: dict[str, images.StoredImage] = {}
    for done, (key, url) in enumerate(wanted):
        progress("pictures", done, len(wanted))
        host = urlsplit(url).hostname
        if host in silent:
            continue
        try:
            got = fetch.fetch(
                url, max_bytes=images.MAX_BYTES, timeout_s=_PICTURE_TIMEOUT_S, accept="image/*"
            )
        except AppError:
            silent.add(host)
            continue
        _keep(key, got.body, found)
    return found


def _keep(key: str, body: bytes, found: dict[str, images.StoredImage]) -> None:
    try:
        stored = images.ingest(body)
    except AppError:
        return
    if stored.width >= _PICTURE_LEAST_WIDTH:
        found[key] = stored


def _picture_url(entry: Entry) -> str:
    if entry.picture_url:
        return entry.picture_url
    inside = _IMAGE.search(entry.body_html)
    return rules.web_address(unescape(inside.group(1))) if inside else ""
