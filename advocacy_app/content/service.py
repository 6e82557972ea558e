"""What editors do with news and vacancies, and what a reader does with one.

The feed index (``feed_slot``) changes in the same transaction as the item it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, select

from advocacy_app.content import queries, rows, rules
from advocacy_app.content.rows import (
    KEEP,
    ItemChanges,
    Keep,
    NewCaption,
    NewItem,
    NewVacancy,
)
from advocacy_app.content.rules import ImportMode, ItemState, Kind, SourceKind
from advocacy_app.content.tables import Item, ItemMark, Picture, Source, Topic
from advocacy_app.content.views import PictureView
from advocacy_app.core import clock, images
from advocacy_app.core.db import insert
from advocacy_app.core.errors import BadInput, Conflict, NotFound
from advocacy_app.core.ids import new_id
from advocacy_app.people.rules import Actor, Permission, require

__all__ = ["KEEP", "ItemChanges", "Keep", "NewCaption", "NewItem", "NewVacancy"]


def create(session: Session, actor: Actor, new: NewItem) -> str:
    """Put a draft down; raises BadInput. Returns its id."""
    require(actor, Permission.WRITE_CONTENT)
    at = clock.now()
    author = actor.person_id or None
    row = Item(
        kind=new.kind,
        state=ItemState.DRAFT,
        title="",
        author_id=author,
        created_at=at,
        updated_at=at,
    )
    rows.fill(session, row, vars(new))
    session.add(row)
    session.flush()
    rows.set_audience(session, row.id, new.audience)
    rows.set_captions(session, row.id, new.captions)
    if new.kind is Kind.VACANCY:
        rows.set_vacancy(session, row, new.vacancy or NewVacancy())
    session.flush()
    return row.id


def update(session: Session, actor: Actor, item_id: str, changes: ItemChanges) -> None:
    """Change what is given, and the feed with it; imports leave the item alone from now on."""
    require(actor, Permission.WRITE_CONTENT)
    row = _row(session, item_id)
    given = {n: v for n, v in vars(changes).items() if not isinstance(v, Keep)}
    rows.fill(session, row, given)
    if "published_at" in given and row.state is ItemState.PUBLISHED:
        row.published_at = given["published_at"]
    rules.check_window(row.published_at, row.expires_at)
    if "audience" in given:
        rows.set_audience(session, item_id, given["audience"])
    if "captions" in given:
        rows.set_captions(session, item_id, given["captions"])
    if "vacancy" in given and row.kind is Kind.VACANCY:
        rows.set_vacancy(session, row, given["vacancy"])
    row.updated_at = row.edited_at = clock.now()
    session.add(row)
    rows.index(session, row)


def publish(
    session: Session, actor: Actor, item_id: str, at: datetime | None = None
) -> datetime:
    """Out from ``at``, now by default; a later moment is a schedule. Returns that moment.

    Publishing what is out already changes nothing, unless another moment is asked for.
    """
    require(actor, Permission.PUBLISH_CONTENT)
    row = _row(session, item_id)
    if row.state is ItemState.PUBLISHED and row.published_at and at in {None, row.published_at}:
        return row.published_at
    moment = at or clock.now()
    rules.check_window(moment, row.expires_at)
    row.state = ItemState.PUBLISHED
    row.published_at = moment
    row.withdrawn_reason = None
    row.missing_runs = 0
    row.updated_at = clock.now()
    session.add(row)
    rows.index(session, row)
    return moment


def withdraw(session: Session, actor: Actor, item_id: str, reason: str = "") -> None:
    """Gone from every feed at once; what people did with it stays. Twice is once."""
    require(actor, Permission.PUBLISH_CONTENT)
    row = _row(session, item_id)
    if row.state is not ItemState.PUBLISHED:
        if row.state is ItemState.WITHDRAWN:
            return
        raise Conflict("content.error.not_published")
    rows.take_back(session, row, rules.shortened(rules.one_line(reason), rules.SUMMARY_MAX))


def reject(session: Session, actor: Actor, item_id: str) -> None:
    """Out of the queue for good, whatever its source says later. Twice is once."""
    require(actor, Permission.PUBLISH_CONTENT)
    row = _row(session, item_id)
    if row.state is ItemState.REJECTED:
        return
    if not rules.may_reject(row.state):
        raise Conflict("content.error.published_already")
    row.state = ItemState.REJECTED
    row.updated_at = clock.now()
    session.add(row)
    session.flush()


def mark_read(session: Session, actor: Actor, item_id: str) -> None:
    """Remember the first time; raises NotFound for what this person may not see."""
    require(actor, Permission.READ_FEED)
    at = clock.now()
    first = func.coalesce(ItemMark.read_at, at)
    _mark(session, actor, item_id, {"read_at": at}, {"read_at": first})


def save(session: Session, actor: Actor, item_id: str, on: bool) -> None:
    """Put aside, or not any more."""
    require(actor, Permission.READ_FEED)
    at = clock.now() if on else None
    _mark(session, actor, item_id, {"saved_at": at}, {"saved_at": at})


def add_picture(
    session: Session, actor: Actor, image: images.StoredImage | bytes, alt: str = ""
) -> PictureView:
    """Keep a picture for items. The same picture twice is one.

    Bytes are decoded here, within the transaction, which holds up other writers for tenths of a
    second: whoever serves people calls ``core.images.ingest`` first and hands over its result.
    """
    require(actor, Permission.WRITE_CONTENT)
    stored = images.ingest(image) if isinstance(image, bytes) else image
    values = {
        "id": new_id(),
        "digest": stored.digest,
        "width": stored.width,
        "height": stored.height,
        "widths": list(stored.widths),
        "colour": stored.colour,
        "alt": rules.shortened(rules.one_line(alt), rules.SUMMARY_MAX),
        "created_at": clock.now(),
    }
    statement = insert(session, Picture).values(values)
    session.exec(statement.on_conflict_do_nothing(index_elements=["digest"]))
    return queries.picture(session, stored.digest)


def describe_picture(session: Session, actor: Actor, picture_id: str, alt: str) -> None:
    """Say what is to be seen, for who does not see it; raises NotFound."""
    require(actor, Permission.WRITE_CONTENT)
    row = session.get(Picture, picture_id)
    if row is None:
        raise NotFound("error.not_found")
    row.alt = rules.shortened(rules.one_line(alt), rules.SUMMARY_MAX)
    session.add(row)
    session.flush()


def add_topic(session: Session, actor: Actor, name_nl: str, name_en: str) -> str:
    """A subject people can pick; the same name twice is one. Returns its id."""
    require(actor, Permission.WRITE_CONTENT)
    names = rules.clean_title(name_nl), rules.clean_title(name_en)
    slug = rules.slug(names[1], "").strip("-")
    found = session.exec(select(Topic).where(Topic.slug == slug)).first()
    if found is None:
        found = Topic(slug=slug, name_nl=names[0], name_en=names[1])
        session.add(found)
        session.flush()
    return found.id


@dataclass(frozen=True)
class NewSource:
    """A feed or job board; ``location`` is a web address, or a file for the command line."""

    kind: SourceKind
    location: str
    name: str = ""
    mode: ImportMode = ImportMode.REVIEW
    language: str = "nl"
    topic_id: str | None = None
    every_minutes: int | None = None


def add_source(session: Session, actor: Actor, new: NewSource) -> str:
    """Remember where to import from; the same place twice is one. Returns its id.

    Raises BadInput for an address that is none, or that is known as the other kind.
    """
    require(actor, Permission.IMPORT_CONTENT)
    location = new.location.strip()
    found = session.exec(select(Source).where(Source.location == location)).first()
    if found is not None:
        if found.kind is not new.kind:
            raise BadInput("content.error.source_other_kind")
        return found.id
    if not rules.web_address(location) and actor.person_id:
        raise BadInput("error.bad_input", fields={"location": "content.error.url"})
    row = Source(
        kind=new.kind,
        location=location,
        name=rules.shortened(rules.one_line(new.name) or location, rules.TITLE_MAX),
        mode=new.mode,
        language=new.language,
        topic_id=new.topic_id,
        every_minutes=_rhythm(new.every_minutes),
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def update_source(session: Session, actor: Actor, source_id: str, **changes: Any) -> None:
    """Change name, mode, language, topic_id, every_minutes or active of a source."""
    require(actor, Permission.IMPORT_CONTENT)
    row = session.get(Source, source_id)
    if row is None:
        raise NotFound("error.not_found")
    if unknown := set(changes) - _CHANGEABLE:
        raise BadInput("error.bad_input", fields=dict.fromkeys(unknown, "error.bad_input"))
    if "every_minutes" in changes:
        changes["every_minutes"] = _rhythm(changes["every_minutes"])
    for name, value in changes.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()


_CHANGEABLE = {"name", "mode", "language", "topic_id", "every_minutes", "active"}
_SHORTEST_RHYTHM = 5


def _rhythm(minutes: int | None) -> int | None:
    return None if minutes is None else max(_SHORTEST_RHYTHM, minutes)


def _row(session: Session, item_id: str) -> Item:
    row = session.get(Item, item_id)
    if row is None:
        raise NotFound("error.not_found")
    return row


def _mark(
    session: Session, actor: Actor, item_id: str, new: dict[str, Any], known: dict[str, Any]
) -> None:
    if not queries.may_see(session, actor, item_id, clock.now()):
        raise NotFound("error.not_found")
    key = {"person_id": actor.person_id, "item_id": item_id}
    statement = insert(session, ItemMark).values(key | new)
    session.exec(statement.on_conflict_do_update(index_elements=list(key), set_=known))
