"""What people and administrators fill in, and what of it is accepted. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn
from zoneinfo import available_timezones

import email_validator
import regex
from email_validator import EmailNotValidError, validate_email
from pydantic import BaseModel, ConfigDict, Field

from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Appearance, Role

# The library's own way to allow names that mean something on an internal network only.
_INTERNAL = {"local", "localhost", "test"}
email_validator.SPECIAL_USE_DOMAIN_NAMES[:] = [
    name for name in email_validator.SPECIAL_USE_DOMAIN_NAMES if name not in _INTERNAL
]
NAME_MAX = 80
NICKNAME_MAX = 40
DISCLOSURE_MAX = 80
LOCALES = ("nl", "en")
NETWORKS_MAX = 20
_HOST = re.compile(
    r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
_DAYS = {"mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6, "sun": 7}
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True)
class NewPerson:
    """``password`` left out means: signs in by a code only."""

    email: str
    name: str
    role: Role = Role.EMPLOYEE
    team_id: str | None = None
    locale: str | None = None
    password: str | None = None


@dataclass(frozen=True)
class NewTeam:
    """``initials`` left out are taken from the name."""

    name: str
    initials: str = ""
    colour: str = "#4a3fe0"


class CompanyChanges(BaseModel):
    """What an administrator may change of the company. Only what was given changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    brand_colour: str | None = None
    locale: str | None = None
    timezone: str | None = None
    people_board: bool | None = None
    disclosure: dict[str, str] | None = None

    def cleaned(self) -> dict[str, Any]:
        """The new value of each column that changes. Raises BadInput."""
        given = self.model_dump(exclude_none=True)
        return {name: _CLEAN_COMPANY[name](value) for name, value in given.items()}


class QuietHours(BaseModel):
    """Hours as ``22:00`` in the person's own zone; see ``clean_quiet_hours``."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    start: str = Field(alias="from")
    end: str = Field(alias="to")
    days: list[int | str] = []


class MeChanges(BaseModel):
    """What a person may change of themselves. Only what was given changes; ``None`` takes away
    the quiet hours and leaves everything else as it is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    locale: str | None = None
    timezone: str | None = None
    nickname: str | None = None
    appearance: Appearance | None = None
    quiet_hours: QuietHours | None = None
    network_order: list[str] | None = None
    mastodon_host: str | None = None

    def cleaned(self) -> dict[str, Any]:
        """The new value of each column that changes. Raises BadInput."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        changed = {
            name: _CLEAN[name](value) for name, value in given.items() if value is not None
        }
        return changed | ({"quiet_hours": None} if given.get("quiet_hours", 1) is None else {})


def clean_email(value: str) -> str:
    """The address as it is compared and stored, in lower case. Raises BadInput.

    Addresses of an internal network (``anna@office.local``) are allowed.
    """
    try:
        checked = validate_email(
            value.strip(), check_deliverability=False, globally_deliverable=False
        )
    except EmailNotValidError:
        _refuse("email", "people.error.email")
    return checked.normalized.lower()


def clean_name(value: str, field: str = "name") -> str:
    """One line of 1 to 80 characters as people count them. Raises BadInput."""
    name = _line(value, field)
    if not 1 <= graphemes(name) <= NAME_MAX:
        _refuse(field, "people.error.name", most=NAME_MAX)
    return name


def clean_nickname(value: str) -> str:
    """One line of at most 40 characters as people count them; may be empty. Raises BadInput."""
    nickname = _line(value, "nickname")
    if graphemes(nickname) > NICKNAME_MAX:
        _refuse("nickname", "people.error.nickname", most=NICKNAME_MAX)
    return nickname


def clean_locale(value: str) -> str:
    """Raises BadInput for a language the product does not speak."""
    return value if value in LOCALES else _refuse("locale", "people.error.locale")


def clean_timezone(value: str) -> str:
    """A zone of the IANA database, such as ``Europe/Amsterdam``. Raises BadInput."""
    return value if value in _zones() else _refuse("timezone", "people.error.timezone")


def clean_mastodon_host(value: str) -> str:
    """``mastodon.nl`` out of what people paste: an address, a handle or the host. Or empty."""
    host = value.strip().lower().removeprefix("https://").partition("/")[0].rpartition("@")[2]
    if host and not _HOST.fullmatch(host):
        _refuse("mastodon_host", "people.error.mastodon_host")
    return host


def clean_network_order(value: list[str]) -> list[str]:
    """Names of networks, each once; which ones exist is known higher up. Raises BadInput."""
    if len(value) > NETWORKS_MAX or not all(re.fullmatch(r"[a-z_]{1,20}", n) for n in value):
        _refuse("network_order", "people.error.network_order")
    return list(dict.fromkeys(value))


def clean_quiet_hours(wanted: QuietHours) -> dict[str, Any]:
    """``{from, to, days}`` with hours as ``22:00`` and ISO days, 1 for Monday. Raises BadInput.

    ``to`` before ``from`` runs over midnight. Days may also be ``mon`` to ``sun``; none means
    every day.
    """
    clock_time = r"([01]\d|2[0-3]):[0-5]\d"
    numbers = {
        _DAYS.get(day.lower(), 0) if isinstance(day, str) else day for day in wanted.days
    }
    hours_ok = all(
        re.fullmatch(clock_time, hour, re.ASCII) for hour in (wanted.start, wanted.end)
    )
    if not hours_ok or wanted.start == wanted.end or not numbers <= set(_DAYS.values()):
        _refuse("quiet_hours", "people.error.quiet_hours")
    return {"from": wanted.start, "to": wanted.end, "days": sorted(numbers or _DAYS.values())}


def clean_colour(value: str) -> str:
    """``#4a3fe0``, in lower case. Raises BadInput."""
    colour = value.strip().lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", colour):
        _refuse("colour", "people.error.colour")
    return colour


def clean_disclosure(value: dict[str, str]) -> dict[str, str]:
    """The words that tell a friend who the sharer works for, by language. Raises BadInput."""
    lines = {locale: _line(words, "disclosure") for locale, words in value.items()}
    if set(lines) - set(LOCALES) or any(graphemes(w) > DISCLOSURE_MAX for w in lines.values()):
        _refuse("disclosure", "people.error.disclosure", most=DISCLOSURE_MAX)
    return lines


def initials(name: str) -> str:
    """Two letters that stand for a team or a person: ``Team Den Haag`` is ``DH``."""
    words = [word for word in re.findall(r"\w+", name) if word.lower() != "team"] or [name]
    letters = words[0][0] + words[-1][0] if len(words) > 1 else words[0][:2]
    return letters.upper()


def graphemes(value: str) -> int:
    """Characters as people count them: a flag or a family is one."""
    return len(regex.findall(r"\X", value))


def _line(value: str, field: str) -> str:
    # Bidirectional overrides could make one name look like another.
    if any(unicodedata.category(sign) in _UNSEEN or sign in _BIDI for sign in value):
        _refuse(field, "people.error.control_characters")
    return " ".join(unicodedata.normalize("NFC", value).split())


def _refuse(field: str, key: str, **params: str | int) -> NoReturn:
    raise BadInput(key, fields={field: key}, **params)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - {"Factory", "localtime"}


_CLEAN: dict[str, Callable[[Any], Any]] = {
    "locale": clean_locale,
    "timezone": clean_timezone,
    "nickname": clean_nickname,
    "appearance": Appearance,
    "quiet_hours": clean_quiet_hours,
    "network_order": clean_network_order,
    "mastodon_host": clean_mastodon_host,
}
_CLEAN_COMPANY: dict[str, Callable[[Any], Any]] = {
    "name": clean_name,
    "brand_colour": clean_colour,
    "locale": clean_locale,
    "timezone": clean_timezone,
    "people_board": bool,
    "disclosure": clean_disclosure,
}
