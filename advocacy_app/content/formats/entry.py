"""What every adapter gives: entries of one shape, whatever the feed looked like. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

_LOCAL = ZoneInfo("Europe/Amsterdam")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_MILLISECONDS = 100_000_000_000  # a number this large counts milliseconds since 1970


@dataclass(frozen=True, slots=True)
class VacancyFields:
    """Amounts are cents; ``salary_period`` is one of rules.PERIODS."""

    location: str = ""
    department: str = ""
    employment_type: str = ""
    hours: str = ""
    salary_min: int | None = None
    salary_max: int | None = None
    salary_currency: str = "EUR"
    salary_period: str = "month"
    closes_at: datetime | None = None
    apply_url: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news or one vacancy. HTML is as the feed had it; the importer cleans it.

    ``published_at`` empty means that the feed did not say, or not in a way to be understood;
    ``picture_url`` is where the picture of it may be.
    """

    external_id: str
    title: str
    url: str
    summary: str
    body_html: str
    published_at: datetime | None = None
    language: str = ""
    picture_url: str = ""
    vacancy: VacancyFields | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """``form`` names the format in words; ``refused`` counts entries without a title."""

    form: str
    title: str
    entries: tuple[Entry, ...]
    refused: int = 0


def moment(value: object) -> datetime | None:
    """A date as job boards and feeds write them, in UTC; nothing when it cannot be one.

    ISO 8601 with ``T`` or a space, ``2026-08-05 09:41:37 UTC``, a date alone, or a count of
    seconds or milliseconds. Without a zone it is taken for Dutch time.
    """
    try:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            seconds = value / 1000 if value >= _MILLISECONDS else value
            found = datetime.fromtimestamp(seconds, UTC)
        else:
            text = str(value or "").strip()
            found = datetime.fromisoformat(text.removesuffix("UTC").strip() + _zone(text))
    except (ValueError, OverflowError, OSError):
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=_LOCAL)
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        return None
    return found if found >= _EARLIEST else None


def _zone(text: str) -> str:
    return "+00:00" if text.endswith("UTC") else ""


def cents(value: object) -> int | None:
    """An amount in whole or decimal units, as a number or as text, in cents."""
    try:
        amount = float(str(value).strip().replace(",", ""))
    except ValueError:
        return None
    return round(amount * 100) if 0 < amount < 1e9 else None  # noqa: PLR2004


def text(value: object) -> str:
    """The text of a JSON value that should be one; numbers count, everything else is empty."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def mapping(value: object) -> dict[str, Any]:
    """The object of a JSON value that should be one, else an empty one."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def mappings(value: object) -> list[dict[str, Any]]:
    """The objects in a JSON value that should be a list of them."""
    return [found for found in map(mapping, listing(value)) if found]


def listing(value: object) -> list[object]:
    """The list of a JSON value that should be one, else an empty one."""
    return cast("list[object]", value) if isinstance(value, list) else []


def first_of_each(entries: list[Entry]) -> tuple[Entry, ...]:
    """Boards list a vacancy once per place; the first of an id stands for all of them."""
    return tuple({entry.external_id: entry for entry in reversed(entries)}.values())[::-1]
