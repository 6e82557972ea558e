"""What news and vacancies are, and when they may be seen. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from advocacy_app.core.errors import BadInput


class Kind(StrEnum):
    NEWS = "news"
    VACANCY = "vacancy"


class ItemState(StrEnum):
    """draft -> review -> published -> withdrawn; ``published`` for later is a schedule."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class SourceKind(StrEnum):
    NEWS = "news"
    JOBS = "jobs"


class ImportMode(StrEnum):
    """What happens to what an import brings in."""

    REVIEW = "review"
    PUBLISH = "publish"


TITLE_MAX = 200
SUMMARY_MAX = 300
CAPTION_MAX = 3000
BODY_MAX = 200_000
CAPTIONS_MAX = 60
SLUG_MAX = 60
AUDIENCE_MAX = 5000  # rows a single item may add to the feed index
MISSING_RUNS_TO_CLOSE = 2
GONE_FROM_SOURCE = "gone_from_source"
"""Why an import withdrew a vacancy; only such a one comes back when its source shows it."""

_TRACKING = re.compile(r"^(utm_.*|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hsenc|_hsmi)$")
_CURRENCY = {"EUR": "€", "USD": "$", "GBP": "£"}
_PERIOD = {
    "nl": {
        "hour": "per uur",
        "day": "per dag",
        "week": "per week",
        "month": "per maand",
        "year": "per jaar",
    },
    "en": {
        "hour": "an hour",
        "day": "a day",
        "week": "a week",
        "month": "a month",
        "year": "a year",
    },
}
PERIODS = frozenset(_PERIOD["en"])
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


def visible_until(expires_at: datetime | None, closes_at: datetime | None) -> datetime | None:
    """A vacancy leaves the feed when it expires or closes, whichever is first."""
    moments = [moment for moment in (expires_at, closes_at) if moment is not None]
    return min(moments, default=None)


def is_visible(
    state: ItemState, published_at: datetime | None, until: datetime | None, now: datetime
) -> bool:
    """Seen from the moment of publication, included, until the last moment, excluded."""
    if state is not ItemState.PUBLISHED or published_at is None:
        return False
    return published_at <= now and (until is None or now < until)


def may_publish(state: ItemState) -> bool:
    return state is not ItemState.PUBLISHED


def may_reject(state: ItemState) -> bool:
    return state in {ItemState.DRAFT, ItemState.REVIEW}


def check_window(published_at: datetime | None, expires_at: datetime | None) -> None:
    """Raise BadInput when something would end before it begins."""
    if published_at and expires_at and expires_at <= published_at:
        raise BadInput(
            "error.bad_input", fields={"expires_at": "content.error.ends_before_it_begins"}
        )


def clean_title(title: str) -> str:
    """One line of at most TITLE_MAX characters; raises BadInput when nothing is left."""
    line = one_line(title)
    if not line:
        raise BadInput("error.bad_input", fields={"title": "content.error.title_missing"})
    return shortened(line, TITLE_MAX)


def one_line(text: str) -> str:
    """Control and invisible direction characters gone, every run of white space one space."""
    kept = "".join(" " if _is_gap(char) else char for char in text)
    return " ".join(kept.split())


def _is_gap(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Zl", "Zp"} or char in "\u202a\u202b\u202d\u202e"
    )


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, cut between words, then with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, space, _ = text[:most].rpartition(" ")
    return (head if space and len(head) > most // 2 else cut).rstrip(" ,.;:-") + "…"


def slug(title: str, unique: str) -> str:
    """The public address of a vacancy: readable words, then what makes it the only one."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:SLUG_MAX].strip("-")
    return f"{words}-{unique}" if words else unique


def check_pay(least: int | None, most: int | None, period: str) -> None:
    """Raise BadInput for a range in cents that is no range, or a period we cannot name."""
    amounts = [amount for amount in (least, most) if amount is not None]
    if any(amount < 0 for amount in amounts) or amounts != sorted(amounts):
        raise BadInput("error.bad_input", fields={"salary": "content.error.salary_range"})
    if period not in PERIODS:
        raise BadInput("error.bad_input", fields={"salary": "content.error.salary_period"})


_EMPLOYMENT = {
    "INTERN": ("intern", "stage", "trainee", "apprentice"),
    "TEMPORARY": ("temp", "tijdelijk", "seasonal"),
    "CONTRACTOR": ("contractor", "freelance", "zzp"),
    "VOLUNTEER": ("volunt", "vrijwillig"),
    "PART_TIME": ("part", "deeltijd"),
    "FULL_TIME": ("full", "voltijd"),
}


def employment_type(said: str) -> str:
    """The schema.org word for what a job board calls it; empty when it names none."""
    plain = said.lower()
    found = (code for code, words in _EMPLOYMENT.items() if any(w in plain for w in words))
    return next(found, "")


@lru_cache(4096)
def salary_text(
    least: int | None, most: int | None, currency: str, period: str, locale: str
) -> str:
    """``€ 3.000 – € 4.200 per maand`` from cents; one amount alone is said as from or up to."""
    language = locale if locale in _PERIOD else "en"
    tail = f" {_PERIOD[language][period]}" if period in PERIODS else ""
    low, high = (_money(amount, currency, language) for amount in (least, most))
    if low and high:
        return f"{low}{tail}" if least == most else f"{low} – {high}{tail}"
    if low:
        return f"{'vanaf' if language == 'nl' else 'from'} {low}{tail}"
    if high:
        return f"{'tot' if language == 'nl' else 'up to'} {high}{tail}"
    return ""


def _money(cents: int | None, currency: str, language: str) -> str:
    if cents is None:
        return ""
    text = f"{cents // 100:,}" if cents % 100 == 0 else f"{cents / 100:,.2f}"
    if language == "nl":
        text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    sign = _CURRENCY.get(currency, currency)
    return f"{sign} {text}" if language == "nl" or sign == currency else f"{sign}{text}"


def web_address(url: str) -> str:
    """The address when a browser may follow it safely, else the empty text."""
    try:
        parts = urlsplit(url.strip())
        fits = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    except ValueError:
        return ""
    return url.strip() if fits else ""


def normalised_link(url: str) -> str:
    """One spelling per page: no tracking parameters, fragment, ``www.`` or last slash."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return url.strip()
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name.lower())
    ]
    path = parts.path.rstrip("/")
    return urlunsplit(
        ("https" if host else parts.scheme, host + port, path, urlencode(kept), "")
    )


def without_tracking(url: str) -> str:
    """The address a reader follows: as given, but without what follows the reader."""
    parts = urlsplit(url)
    kept = [
        p for p in parts.query.split("&") if not _TRACKING.match(p.partition("=")[0].lower())
    ]
    return urlunsplit(parts._replace(query="&".join(kept)))


def identity(guid: str, link: str, title: str, description: str) -> str:
    """What an entry is known by within its source: its guid, else its link, else its words."""
    if guid.strip():
        return guid.strip()[:500]
    if link.strip():
        return normalised_link(link)[:500]
    return "sha256:" + fingerprint((title, description))


def fingerprint(parts: Iterable[object]) -> str:
    """SHA-256 over parts that cannot run into each other."""
    hashed = hashlib.sha256()
    for part in parts:
        text = repr(part).encode()
        hashed.update(len(text).to_bytes(8, "big") + text)
    return hashed.hexdigest()


def is_shrunken(open_now: int, present: int) -> bool:
    """Whether a job board lost so much at once that it is rather broken than tidied up.

    ``open_now`` counts our open vacancies of the source, ``present`` how many of these it
    shows.
    """
    return open_now > 0 and present * 2 < open_now


def closes_after(missing_runs: int) -> bool:
    return missing_runs >= MISSING_RUNS_TO_CLOSE


def is_due(last_run_at: datetime | None, every_minutes: int | None, now: datetime) -> bool:
    """Whether a scheduled source should run; one without a rhythm never is."""
    if every_minutes is None:
        return False
    return last_run_at is None or (now - last_run_at).total_seconds() >= every_minutes * 60
