"""What earns how much, and what counts where and when. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from math import ceil
from zoneinfo import ZoneInfo

from advocacy_app.core.errors import BadInput


class Reason(StrEnum):
    SHARE_COPIED = "share_copied"
    SHARE_OWN_WORDS = "share_own_words"
    CLICK = "click"
    FIRST_OF_MONTH = "first_of_month"


class EntryState(StrEnum):
    """``provisional`` and ``held`` are shown but do not count."""

    PROVISIONAL = "provisional"
    HELD = "held"
    CONFIRMED = "confirmed"
    REVERSED = "reversed"


class Period(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    ALL = "all"


class Scope(StrEnum):
    """Whose names a board of people holds."""

    COMPANY = "company"
    TEAM = "team"
    AROUND_ME = "around_me"


@dataclass(frozen=True)
class PointRule:
    """What a reason earns from ``since`` on, and the most that one source earns by it."""

    reason: Reason
    points: int
    since: date
    source_cap: int | None = None


@dataclass(frozen=True)
class Level:
    number: int
    key: str
    """The name of the level in the catalogue."""
    points: int
    """All-time points from which it holds."""


# To change a rule, add one with its first day; what was earned before keeps its own.
POINT_RULES = (
    PointRule(Reason.SHARE_COPIED, 8, date.min),
    PointRule(Reason.SHARE_OWN_WORDS, 12, date.min),
    PointRule(Reason.CLICK, 2, date.min, source_cap=10),
    PointRule(Reason.FIRST_OF_MONTH, 10, date.min),
)
WEEKLY_TEAM_CAPS = ((date.min, 60),)
SHARES = frozenset({Reason.SHARE_COPIED, Reason.SHARE_OWN_WORDS})
LEVELS = tuple(
    Level(number, f"rewards.level.{name}", points)
    for number, (name, points) in enumerate(
        (
            ("first_step", 0),
            ("storyteller", 50),
            ("spark", 150),
            ("connector", 400),
            ("pacesetter", 1000),
            ("ambassador", 2500),
            ("figurehead", 6000),
        ),
        start=1,
    )
)
ACTIVE_FOR = timedelta(days=90)
MIN_TEAM_MEMBERS = 5
TOP = 10
TOP_AT_LEAST = 3
AROUND = 2
_MONTHS_A_QUARTER = 3


def rule_for(reason: Reason, on: date) -> PointRule:
    """The rule that holds on a day."""
    return max(
        (rule for rule in POINT_RULES if rule.reason is reason and rule.since <= on),
        key=lambda rule: rule.since,
    )


def points_for(reason: Reason, on: date, *, from_source: int = 0) -> int:
    """What a reason earns on a day; its source has earned ``from_source`` by it already."""
    rule = rule_for(reason, on)
    if rule.source_cap is None:
        return rule.points
    return max(0, min(rule.points, rule.source_cap - from_source))


def team_points(points: int, on: date, *, given: int) -> int:
    """What of it the team gets; the person has given it ``given`` in that ISO week already."""
    return max(0, min(points, weekly_team_cap(on) - given))


def weekly_team_cap(on: date) -> int:
    """What one person can give a team in an ISO week, at most."""
    return max((since, cap) for since, cap in WEEKLY_TEAM_CAPS if since <= on)[1]


def local_day(at: datetime, timezone: str) -> date:
    """The day on the wall calendar of a zone."""
    return at.astimezone(ZoneInfo(timezone)).date()


def period_key(period: Period, on: date) -> str:
    """``w2026-48`` (the week and year of ISO 8601), ``m2026-11``, ``q2026-4`` or ``all``."""
    match period:
        case Period.WEEK:
            year, week, _ = on.isocalendar()
            return f"w{year}-{week:02}"
        case Period.MONTH:
            return f"m{on.year}-{on.month:02}"
        case Period.QUARTER:
            return f"q{on.year}-{_quarter(on)}"
        case Period.ALL:
            return "all"


def periods(on: date) -> tuple[str, ...]:
    """The keys of all periods a day lies in, always in the same order."""
    return tuple(sorted(period_key(period, on) for period in Period))


def first_and_last_day(period: Period, on: date) -> tuple[date, date] | None:
    """The days of the period that ``on`` lies in, both included; ``all`` has none."""
    match period:
        case Period.WEEK:
            monday = on - timedelta(days=on.weekday())
            return monday, monday + timedelta(days=6)
        case Period.MONTH:
            return _months(on.year, on.month, 1)
        case Period.QUARTER:
            return _months(
                on.year, (_quarter(on) - 1) * _MONTHS_A_QUARTER + 1, _MONTHS_A_QUARTER
            )
        case Period.ALL:
            return None


def bounds(period: Period, at: datetime, timezone: str) -> tuple[datetime, datetime] | None:
    """The moments (UTC) a period begins and has ended, by the midnights of the zone."""
    days = first_and_last_day(period, local_day(at, timezone))
    if days is None:
        return None
    first, last = days
    return _midnight(first, timezone), _midnight(last + timedelta(days=1), timezone)


def streak_weeks(days: Collection[date], today: date) -> int:
    """ISO weeks in a row with one of ``days``; this week may still be empty."""
    weeks = {day - timedelta(days=day.weekday()) for day in days}
    week = today - timedelta(days=today.weekday())
    if week not in weeks:
        week -= timedelta(weeks=1)
    streak = 0
    while week in weeks:
        streak += 1
        week -= timedelta(weeks=1)
    return streak


def level(points: int) -> Level:
    """The highest level that all-time points have reached."""
    return next((step for step in reversed(LEVELS) if step.points <= points), LEVELS[0])


def score(points: int, active: int) -> float:
    """A team's score: points per active member, to one decimal; zero where nobody is active."""
    return round(points / active, 1) if active else 0.0


def ranks(values: Sequence[float], *, rank: int = 1, position: int = 1) -> list[int]:
    """Competition ranks (1, 2, 2, 4) of values in falling order.

    Where the values are a cut from a longer list: ``rank`` is the first value's rank and
    ``position`` its place counted without ties.
    """
    found: list[int] = []
    for index, value in enumerate(values):
        if index and value != values[index - 1]:
            rank = position + index
        found.append(rank)
    return found


def top_length(known: int) -> int:
    """How many of the first ``known`` places are shown: ten, but never the lower half."""
    return min(TOP, max(TOP_AT_LEAST, ceil(known / 2)))


def below_shown(following: int) -> int:
    """How many of the ``following`` places under one's own are shown: never the very last."""
    return max(0, min(AROUND, following - 1))


def shown(length: int, mine: int | None, *, top: bool) -> list[int]:
    """Which indexes of a whole board are shown to who stands at index ``mine``, if anywhere."""
    indexes = set(range(min(length, top_length(length)))) if top else set[int]()
    if mine is not None:
        last = mine + below_shown(length - mine - 1)
        indexes |= set(range(max(0, mine - AROUND), last + 1))
    return sorted(indexes)


def period_named(name: str) -> Period:
    """The period a caller asks for. Raises BadInput naming the ones there are."""
    if name not in list(Period):
        raise BadInput("rewards.error.period", fields={"period": "rewards.error.period"})
    return Period(name)


def scope_named(name: str) -> Scope:
    """The scope a caller asks for. Raises BadInput naming the ones there are."""
    if name not in list(Scope):
        raise BadInput("rewards.error.scope", fields={"scope": "rewards.error.scope"})
    return Scope(name)


def _quarter(on: date) -> int:
    return (on.month - 1) // _MONTHS_A_QUARTER + 1


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    years, index = divmod(month - 1 + count, 12)
    return date(year, month, 1), date(year + years, index + 1, 1) - timedelta(days=1)


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
