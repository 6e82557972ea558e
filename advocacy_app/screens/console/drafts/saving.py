"""Saves and publishes what was composed, in one transaction."""

from __future__ import annotations

from datetime import datetime

from advocacy_app.content import queries, service
from advocacy_app.content.rules import ItemState
from advocacy_app.content.service import ItemChanges
from advocacy_app.core.db import Session
from advocacy_app.people.rules import Actor
from advocacy_app.screens.console.drafts.form import Composed


def keep(session: Session, actor: Actor, given: Composed) -> str:
    """Make or change the item; returns its id. Raises what content raises."""
    item_id = given.item_id
    if item_id:
        fields = {name: value for name, value in vars(given.new).items() if name in _CHANGEABLE}
        if given.new.vacancy is None:
            fields.pop("vacancy")
        if not given.new.body and not queries.draft(session, actor, item_id).body_markdown:
            fields.pop("body")  # what was imported has HTML only, and keeps it
        service.update(session, actor, item_id, ItemChanges(**fields))
    else:
        item_id = service.create(session, actor, given.new)
    if given.new.picture_id:
        service.describe_picture(session, actor, given.new.picture_id, given.alt)
    return item_id


def publish(session: Session, actor: Actor, given: Composed, now: datetime) -> str:
    """Save it and let it out at the moment asked for; what is out already stays out since then."""
    item_id = keep(session, actor, given)
    draft = queries.draft(session, actor, item_id)
    since = draft.published_at if draft.item.state is ItemState.PUBLISHED else None
    if since and since <= now and given.at in {None, since.replace(second=0, microsecond=0)}:
        return item_id
    service.publish(session, actor, item_id, given.at or now)
    return item_id


_CHANGEABLE = frozenset(ItemChanges.__dataclass_fields__) - {"body_html"}
