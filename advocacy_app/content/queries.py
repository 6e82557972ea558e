"""Reads of content: for colleagues what they may see, for editors everything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from advocacy_app.content.feed import EVERYBODY, PAGE_MAX, feed, selection, typed, views
from advocacy_app.content.rules import GONE_FROM_SOURCE, ItemState, is_visible, visible_until
from advocacy_app.content.tables import (
    Caption,
    FeedSlot,
    ImportRun,
    Item,
    ItemAudience,
    ItemMark,
    Picture,
    Source,
    Topic,
)
from advocacy_app.content.views import (
    CaptionView,
    DraftView,
    FeedQuery,
    ItemView,
    Page,
    PictureView,
    QueueCard,
    RunView,
    SourceView,
    TopicView,
    VacancyView,
    sentence,
)
from advocacy_app.core import text
from advocacy_app.core.errors import NotFound
from advocacy_app.people.rules import Actor, Permission, require

__all__ = ["FeedQuery", "Page", "VacancyView", "feed"]  # the room's reads, in one place

_ONE = typed(selection("WHERE i.id = :item"))
_PUBLIC = typed(selection("WHERE i.id = :item OR v.slug = :item"))
_SOME = typed(selection("WHERE i.id IN :items")).bindparams(bindparam("items", expanding=True))


def item(session: Session, actor: Actor, item_id: str, at: datetime) -> ItemView:
    """Raise NotFound alike for what is not there and for what this person may not see."""
    require(actor, Permission.READ_FEED)
    if not may_see(session, actor, item_id, at):
        raise NotFound("error.not_found")
    return views(session, _ONE, {"item": item_id, "person": actor.person_id}, actor.locale)[0]


def may_see(session: Session, actor: Actor, item_id: str, at: datetime) -> bool:
    """Whether it is in this person's feed at that moment."""
    places = [EVERYBODY, actor.team_id] if actor.team_id else [EVERYBODY]
    slots = select(FeedSlot.published_at, FeedSlot.expires_at).where(
        FeedSlot.item_id == item_id, col(FeedSlot.team_id).in_(places)
    )
    return any(
        is_visible(ItemState.PUBLISHED, published_at, until, at)
        for published_at, until in session.exec(slots)
    )


def items(session: Session, ids: Collection[str], locale: str = "nl") -> dict[str, ItemView]:
    """Whatever their state, for lists of what people did; ids that are gone are left out."""
    if not ids:
        return {}
    found = views(session, _SOME, {"items": list(ids), "person": ""}, locale)
    return {view.id: view for view in found}


def public_item(
    session: Session, id_or_slug: str, at: datetime, locale: str = "nl"
) -> ItemView:
    """For pages without a reader: raise NotFound unless it is out, whoever it was meant for."""
    found = views(session, _PUBLIC, {"item": id_or_slug, "person": ""}, locale)
    for view in found:
        until = visible_until(view.expires_at, view.vacancy and view.vacancy.closes_at)
        if is_visible(view.state, view.published_at, until, at):
            return view
    raise NotFound("error.not_found")


def saved(session: Session, actor: Actor, at: datetime) -> tuple[ItemView, ...]:
    """What this person put aside and may still see, latest first; at most a hundred."""
    require(actor, Permission.READ_FEED)
    ids = session.exec(
        select(ItemMark.item_id)
        .where(ItemMark.person_id == actor.person_id, col(ItemMark.saved_at).is_not(None))
        .order_by(col(ItemMark.saved_at).desc())
        .limit(PAGE_MAX)
    ).all()
    values = {"items": list(ids), "person": actor.person_id}
    found = (
        {view.id: view for view in views(session, _SOME, values, actor.locale)} if ids else {}
    )
    return tuple(found[i] for i in ids if i in found and may_see(session, actor, i, at))


def captions(
    session: Session, item_id: str, network: str | None = None, language: str | None = None
) -> tuple[CaptionView, ...]:
    """Suggested texts in the editor's order, those for this very network first."""
    query = select(Caption).where(Caption.item_id == item_id)
    if network is not None:
        query = query.where(col(Caption.network).in_([network, ""]))
    if language is not None:
        query = query.where(Caption.language == language)
    rows = session.exec(
        query.order_by(col(Caption.network) == "", col(Caption.position), col(Caption.id))
    )
    return tuple(_caption(row) for row in rows)


def _caption(row: Caption) -> CaptionView:
    return CaptionView(row.id, row.network, row.language, row.text)


def queue(
    session: Session, actor: Actor, *, cursor: str | None = None, limit: int = 20
) -> Page[QueueCard]:
    """What imports and colleagues proposed, newest first."""
    require(actor, Permission.PUBLISH_CONTENT)
    return _cards(session, actor, cursor, limit, Item.state == ItemState.REVIEW)


def drafts(
    session: Session, actor: Actor, *, cursor: str | None = None, limit: int = 20
) -> Page[QueueCard]:
    require(actor, Permission.WRITE_CONTENT)
    return _cards(session, actor, cursor, limit, Item.state == ItemState.DRAFT)


def published(
    session: Session, actor: Actor, *, cursor: str | None = None, limit: int = 20
) -> Page[QueueCard]:
    """Everything that is out, scheduled or withdrawn, for the console's list."""
    require(actor, Permission.WRITE_CONTENT)
    states = (ItemState.PUBLISHED, ItemState.WITHDRAWN)
    return _cards(session, actor, cursor, limit, col(Item.state).in_(states))


def _cards(
    session: Session, actor: Actor, cursor: str | None, limit: int, which: Any
) -> Page[QueueCard]:
    limit = max(1, min(limit, PAGE_MAX))
    query = (
        select(Item.id, Item.created_at, Source.name)
        .outerjoin(Source, col(Source.id) == Item.source_id)
        .where(which)
        .order_by(col(Item.id).desc())
        .limit(limit + 1)
    )
    if cursor:
        query = query.where(col(Item.id) < cursor)
    rows = cast("Sequence[tuple[str, datetime, str | None]]", session.exec(query).all())
    found = items(session, [row[0] for row in rows[:limit]], actor.locale)
    cards = tuple(QueueCard(found[i], name or "", at) for i, at, name in rows[:limit])
    return Page(cards, cards[-1].item.id if len(rows) > limit else None)


def draft(session: Session, actor: Actor, item_id: str) -> DraftView:
    """All of one item for the composer; raises NotFound."""
    require(actor, Permission.WRITE_CONTENT)
    row = session.get(Item, item_id)
    if row is None:
        raise NotFound("error.not_found")
    source = session.get(Source, row.source_id) if row.source_id else None
    audience = session.exec(
        select(ItemAudience.team_id).where(ItemAudience.item_id == item_id)
    ).all()
    return DraftView(
        item=items(session, [item_id], actor.locale)[item_id],
        body_markdown=row.body_markdown,
        topic_id=row.topic_id,
        published_at=row.published_at,
        withdrawn_reason=_reason(row, actor.locale),
        audience=tuple(sorted(audience)),
        captions=captions(session, item_id),
        source_name=source.name if source else "",
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _reason(row: Item, locale: str) -> str | None:
    if row.withdrawn_reason == GONE_FROM_SOURCE:
        return text.say(locale, "content.reason.gone_from_source")
    return row.withdrawn_reason


def topics(session: Session) -> tuple[TopicView, ...]:
    rows = session.exec(select(Topic).order_by(col(Topic.name_nl)))
    return tuple(TopicView(row.id, row.slug, row.name_nl, row.name_en) for row in rows)


def sources(session: Session, actor: Actor) -> tuple[SourceView, ...]:
    require(actor, Permission.IMPORT_CONTENT)
    rows = session.exec(select(Source).order_by(col(Source.name), col(Source.id)))
    return tuple(_source(row) for row in rows)


def source(session: Session, actor: Actor, source_id: str) -> SourceView:
    """Raise NotFound."""
    require(actor, Permission.IMPORT_CONTENT)
    row = session.get(Source, source_id)
    if row is None:
        raise NotFound("error.not_found")
    return _source(row)


def _source(row: Source) -> SourceView:
    return SourceView(
        id=row.id,
        kind=row.kind,
        location=row.location,
        name=row.name,
        mode=row.mode,
        language=row.language,
        topic_id=row.topic_id,
        every_minutes=row.every_minutes,
        active=row.active,
        last_run_at=row.last_run_at,
        last_ok_at=row.last_ok_at,
        last_count=row.last_count,
        last_error=sentence(row.last_error),
    )


def runs(
    session: Session, actor: Actor, source_id: str, limit: int = 20
) -> tuple[RunView, ...]:
    """The latest runs of one source, newest first."""
    require(actor, Permission.IMPORT_CONTENT)
    rows = session.exec(
        select(ImportRun)
        .where(ImportRun.source_id == source_id)
        .order_by(col(ImportRun.started_at).desc(), col(ImportRun.id).desc())
        .limit(limit)
    )
    return tuple(_run(row) for row in rows)


def _run(row: ImportRun) -> RunView:
    return RunView(
        id=row.id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        added=row.added,
        changed=row.changed,
        unchanged=row.unchanged,
        closed=row.closed,
        refused=row.refused,
        kept=row.details.get("kept", 0),
        warning=sentence(row.details.get("warning")),
        error=sentence(row.error),
    )


def picture(session: Session, picture_id: str) -> PictureView:
    """Raise NotFound."""
    row = session.exec(
        select(Picture).where(
            or_(col(Picture.id) == picture_id, col(Picture.digest) == picture_id)
        )
    ).first()
    if row is None:
        raise NotFound("error.not_found")
    return PictureView(
        row.id, row.digest, tuple(row.widths), row.width, row.height, row.colour, row.alt
    )
