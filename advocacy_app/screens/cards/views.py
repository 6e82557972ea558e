"""What a card shows: plain values for the browser, as few as it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advocacy_app.content.rules import Kind, shortened
from advocacy_app.content.views import ItemView

_SUMMARY_MAX = 160
_TYPES = {
    "full_time",
    "part_time",
    "contractor",
    "temporary",
    "intern",
    "volunteer",
    "per_diem",
}


@dataclass(frozen=True)
class Photograph:
    """``widths`` are those there are, with spaces between; ``digest`` is empty without a picture."""

    digest: str = ""
    widths: str = ""
    alt: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Facts:
    """What a vacancy is about; moments are ISO 8601, ``employment`` ends a key of the catalogue."""

    place: str = ""
    hours: str = ""
    salary: str = ""
    department: str = ""
    employment: str = ""
    closes_at: str = ""
    apply_url: str = ""


@dataclass(frozen=True)
class Card:
    """One item in a list; what changes by a tap is not in here but beside it."""

    id: str = ""
    is_vacancy: bool = False
    title: str = ""
    summary: str = ""
    author: str = ""
    published_at: str = ""
    must_read: bool = False
    pinned: bool = False
    photo: Photograph = Photograph()
    facts: Facts = Facts()


def card(item: ItemView) -> Card:
    return Card(
        id=item.id,
        is_vacancy=item.kind is Kind.VACANCY,
        title=item.title,
        summary=shortened(item.summary, _SUMMARY_MAX),
        author=item.author_name,
        published_at=moment(item.published_at),
        must_read=item.must_read,
        pinned=item.pinned,
        photo=_photograph(item),
        facts=_facts(item),
    )


def moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _photograph(item: ItemView) -> Photograph:
    found = item.picture
    if found is None:
        return Photograph()
    widths = " ".join(str(width) for width in found.widths)
    return Photograph(found.digest, widths, found.alt, found.colour)


def _facts(item: ItemView) -> Facts:
    found = item.vacancy
    if found is None:
        return Facts()
    employment = found.employment_type.lower()
    return Facts(
        place=found.location,
        hours=found.hours,
        salary=found.salary,
        department=found.department,
        employment=employment if employment in _TYPES else "",
        closes_at=moment(found.closes_at),
        apply_url=found.apply_url,
    )
