"""The composer's fields: from what the browser sent to what content takes, and back. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from advocacy_app.content import rules
from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.service import NewCaption, NewItem, NewVacancy
from advocacy_app.content.views import DraftView, PictureView, VacancyView
from advocacy_app.core.errors import BadInput
from advocacy_app.screens import arguments

LANGUAGES = ("nl", "en")
_CENTS = 100
_SALARY_MAX = 10_000_000_00  # cents
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")


@dataclass(frozen=True)
class Composed:
    """``item_id`` is empty for something new, which ``key`` then names; ``at`` None means now."""

    item_id: str
    key: str
    new: NewItem
    at: datetime | None
    alt: str


class _Fields:
    """Reads one field after the other and remembers what is wrong with which."""

    def __init__(self, given: dict[str, object], zone: str) -> None:
        self._given = given
        self._zone = ZoneInfo(zone)
        self.wrong: dict[str, str] = {}

    def words(self, name: str, most: int = 500) -> str:
        value = self._given.get(name)
        return arguments.words("" if value is None else value, most)

    def flag(self, name: str) -> bool:
        return arguments.flag(self._given.get(name) or False)

    def members(self, name: str) -> tuple[str, ...]:
        return tuple(arguments.members(self._given.get(name) or []))

    def moment(self, name: str) -> datetime | None:
        """A local date and time of the editor's zone, as UTC."""
        return self._local(name, datetime.fromisoformat)

    def end_of_day(self, name: str) -> datetime | None:
        """The midnight after a date: what closes on a day is open all of that day."""
        return self._local(
            name, lambda text: datetime.combine(date.fromisoformat(text), time()) + timedelta(1)
        )

    def cents(self, name: str) -> int | None:
        try:
            return cents(self.words(name))
        except ValueError:
            self.wrong["salary"] = "console.error.amount"
            return None

    def captions(self, language: str) -> tuple[NewCaption, ...]:
        rows = self._given.get("captions") or []
        if not isinstance(rows, list) or len(cast("list[Any]", rows)) > rules.CAPTIONS_MAX:
            raise BadInput("error.bad_input")
        found = [arguments.form(row) for row in cast("list[object]", rows)]
        texts = [
            (arguments.words(row.get("text"), 10_000), arguments.words(row.get("network")))
            for row in found
        ]
        return tuple(
            NewCaption(text.strip(), network, language)
            for text, network in texts
            if text.strip()
        )

    def picture_id(self) -> str | None:
        picture = self._given.get("picture")
        return arguments.words(arguments.form(picture).get("id")) if picture else None

    def _local(self, name: str, read: Any) -> datetime | None:
        said = self.words(name)
        if not said:
            return None
        try:
            local: datetime = read(said)
            return local.replace(tzinfo=self._zone).astimezone(UTC)
        except (ValueError, OverflowError):
            self.wrong[name] = "console.error.moment"
            return None


def composed(given: object, zone: str, *, to_publish: bool) -> Composed:
    """What an editor sent, in an editor's zone. Raises BadInput that names the wrong fields."""
    fields = _Fields(arguments.form(given), zone)
    kind = Kind.VACANCY if fields.words("kind") == Kind.VACANCY else Kind.NEWS
    language = fields.words("language") if fields.words("language") in LANGUAGES else "nl"
    alt, picture_id = fields.words("alt"), fields.picture_id()
    if picture_id and not alt.strip() and to_publish:
        fields.wrong["alt"] = "console.error.alt_missing"
    later = fields.words("when") == "later"
    at = fields.moment("publish_at") if later else None
    if later and at is None and to_publish:
        fields.wrong["publish_at"] = "console.error.moment"
    new = NewItem(
        kind=kind,
        title=fields.words("title", 1000),
        summary=fields.words("summary", 2000),
        body=fields.words("body", rules.BODY_MAX),
        url=fields.words("url", 2000),
        language=language,
        topic_id=fields.words("topic") or None,
        picture_id=picture_id,
        pinned=fields.flag("pinned"),
        must_read=fields.flag("must_read"),
        expires_at=fields.moment("expires_at"),
        audience=fields.members("audience"),
        captions=fields.captions(language),
        vacancy=_vacancy(fields) if kind is Kind.VACANCY else None,
    )
    if not new.title.strip():
        fields.wrong["title"] = "content.error.title_missing"
    if fields.wrong:
        raise BadInput("error.bad_input", fields=fields.wrong)
    return Composed(fields.words("id"), fields.words("key"), new, at, alt)


def cents(text: str) -> int | None:
    """Euros as people write them (``3.400``, ``3400,50``, ``€ 3,400.50``) in cents.

    None for nothing. Raises ValueError for what is no amount.
    """
    plain = re.sub(r"[€\s\u00a0]|,-$", "", text)
    if not plain:
        return None
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    whole, mark, part = plain, "", ""
    found = re.fullmatch(r"([0-9.,]*[0-9])([.,])([0-9]{1,2})", plain)
    if found:
        whole, mark, part = found.groups()
    whole = whole.replace("." if mark == "," else ",", "") if mark else whole
    if not re.fullmatch(r"[0-9]{1,9}", whole):
        raise ValueError(text)
    amount = int(whole) * _CENTS + int(part.ljust(2, "0") or "0")
    if amount > _SALARY_MAX:
        raise ValueError(text)
    return amount


def values(draft: DraftView, zone: str) -> dict[str, Any]:
    """An item as the fields of the composer."""
    item = draft.item
    is_out = item.state is ItemState.PUBLISHED
    found: dict[str, Any] = {
        "id": item.id,
        "kind": item.kind.value,
        "state": item.state.value,
        "title": item.title,
        "summary": item.summary,
        "body": draft.body_markdown,
        "url": item.url,
        "topic": draft.topic_id or "",
        "language": item.language,
        "pinned": item.pinned,
        "must_read": item.must_read,
        "audience": list(draft.audience),
        "captions": [{"network": one.network, "text": one.text} for one in draft.captions],
        "when": "later" if is_out else "now",
        "publish_at": _local(draft.published_at, zone) if is_out else "",
        "expires_at": _local(item.expires_at, zone),
        "alt": item.picture.alt if item.picture else "",
        "picture": _picture(item.picture) if item.picture else None,
    }
    return found | (_vacancy_values(item.vacancy, zone) if item.vacancy else {})


def blank(kind: Kind, language: str, key: str) -> dict[str, Any]:
    """The fields of something new; saved twice under one key it is still one."""
    return {
        "id": "",
        "key": key,
        "kind": kind.value,
        "state": "",
        "language": language,
        "when": "now",
        "audience": [],
        "captions": [],
        "salary_period": "month",
    }


def _vacancy(fields: _Fields) -> NewVacancy:
    period = fields.words("salary_period") or "month"
    return NewVacancy(
        location=fields.words("location"),
        department=fields.words("department"),
        employment_type=rules.employment_type(fields.words("employment_type")),
        hours=fields.words("hours"),
        salary_min=fields.cents("salary_min"),
        salary_max=fields.cents("salary_max"),
        salary_period=period,
        closes_at=fields.end_of_day("closes_on"),
        apply_url=fields.words("apply_url", 2000),
    )


def _vacancy_values(vacancy: VacancyView, zone: str) -> dict[str, Any]:
    last = vacancy.closes_at - timedelta(microseconds=1) if vacancy.closes_at else None
    return {
        "location": vacancy.location,
        "department": vacancy.department,
        "employment_type": vacancy.employment_type,
        "hours": vacancy.hours,
        "salary_min": _euros(vacancy.salary_min),
        "salary_max": _euros(vacancy.salary_max),
        "salary_period": vacancy.salary_period,
        "closes_on": _local(last, zone)[:10],
        "apply_url": vacancy.apply_url,
    }


def _euros(amount: int | None) -> str:
    if amount is None:
        return ""
    return f"{amount // _CENTS}" + (f",{amount % _CENTS:02}" if amount % _CENTS else "")


def _local(moment: datetime | None, zone: str) -> str:
    """As ``<input type="datetime-local">`` wants it."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" if moment else ""


def _picture(picture: PictureView) -> dict[str, Any]:
    return {"id": picture.id, "src": picture.url(), "colour": picture.colour}
