"""Finished cards on the disk, under the hash of what is on them: each is drawn once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from advocacy_app.content.queries import ItemView
from advocacy_app.core import images, text
from advocacy_app.people.queries import CompanyView
from advocacy_app.settings import settings
from advocacy_app.sharing.cards import paint
from advocacy_app.sharing.cards.paint import Card

_LOOK = "1"
"""Raise it when the same words must give another picture."""


def card_of(item: ItemView, company: CompanyView) -> Card:
    """An item's card in its own language; everybody who shares it has the same one."""
    vacancy = item.vacancy
    photo = images.card_path(item.picture.digest) if item.picture else None
    chips: Sequence[str] = ()
    if vacancy:
        hours = text.say(item.language, "sharing.card.hours", hours=vacancy.hours)
        chips = (vacancy.location, hours if vacancy.hours else "", vacancy.salary)
    return Card(
        title=item.title,
        company=company.name,
        colour=company.brand_colour,
        label=text.say(item.language, "sharing.card.vacancy") if vacancy else "",
        chips=tuple(chip for chip in chips if chip),
        photo=photo if photo and photo.is_file() else None,
        seed=sum(item.id.encode()),
    )


def path(card: Card) -> Path:
    """Where a card is, or would be."""
    parts = (_LOOK, *(repr(getattr(card, name)) for name in Card.__slots__))
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return settings().data / "cards" / digest[:2] / f"{digest}.jpg"


def ensure(card: Card) -> Path:
    """Draw it unless it is there; it appears complete or not at all."""
    target = path(card)
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{secrets.token_hex(8)}")
        draft.write_bytes(paint.jpeg(card))
        draft.replace(target)
    return target
