from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from advocacy_app.core.errors import BadInput
from advocacy_app.rewards import rules
from advocacy_app.rewards.rules import Period, PointRule, Reason

AMSTERDAM = "Europe/Amsterdam"


@pytest.mark.parametrize(
    ("reason", "points"),
    [
        (Reason.SHARE_COPIED, 8),
        (Reason.SHARE_OWN_WORDS, 12),
        (Reason.CLICK, 2),
        (Reason.FIRST_OF_MONTH, 10),
    ],
)
def test_what_a_reason_earns(reason: Reason, points: int) -> None:
    assert rules.points_for(reason, date(2026, 11, 24)) == points


@pytest.mark.parametrize(("earned", "points"), [(0, 2), (8, 2), (9, 1), (10, 0), (12, 0)])
def test_clicks_of_one_source_stop_earning_at_ten(earned: int, points: int) -> None:
    assert rules.points_for(Reason.CLICK, date(2026, 11, 24), from_source=earned) == points


def test_a_new_rule_holds_from_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    new = PointRule(Reason.CLICK, 5, date(2027, 1, 1), source_cap=10)
    monkeypatch.setattr(rules, "POINT_RULES", (new, *rules.POINT_RULES))
    assert rules.points_for(Reason.CLICK, date(2026, 12, 31)) == 2
    assert rules.points_for(Reason.CLICK, date(2027, 1, 1)) == 5


@pytest.mark.parametrize(
    ("points", "given", "counted"), [(12, 0, 12), (12, 48, 12), (12, 50, 10), (12, 60, 0)]
)
def test_a_team_is_given_sixty_a_week(points: int, given: int, counted: int) -> None:
    assert rules.team_points(points, date(2026, 11, 24), given=given) == counted


@pytest.mark.parametrize(
    ("on", "keys"),
    [
        (date(2026, 11, 24), ("all", "m2026-11", "q2026-4", "w2026-48")),
        (date(2027, 1, 3), ("all", "m2027-01", "q2027-1", "w2026-53")),
        (date(2027, 1, 4), ("all", "m2027-01", "q2027-1", "w2027-01")),
        (date(2024, 12, 30), ("all", "m2024-12", "q2024-4", "w2025-01")),
    ],
)
def test_the_periods_of_a_day(on: date, keys: tuple[str, ...]) -> None:
    assert rules.periods(on) == keys


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
    ],
)
def test_a_day_ends_at_the_company_s_midnight(at: datetime, day: date) -> None:
    assert rules.local_day(at, AMSTERDAM) == day


@pytest.mark.parametrize(
    ("period", "at", "first", "last"),
    [  # the week of 26 October 2026 begins an hour later: the clocks went back the day before
        (Period.WEEK, "2026-10-24T12:00Z", "2026-10-18T22:00Z", "2026-10-25T23:00Z"),
        (Period.WEEK, "2027-01-01T12:00Z", "2026-12-27T23:00Z", "2027-01-03T23:00Z"),
        (Period.MONTH, "2027-03-15T12:00Z", "2027-02-28T23:00Z", "2027-03-31T22:00Z"),
        (Period.MONTH, "2026-12-15T12:00Z", "2026-11-30T23:00Z", "2026-12-31T23:00Z"),
        (Period.QUARTER, "2026-11-24T12:00Z", "2026-09-30T22:00Z", "2026-12-31T23:00Z"),
    ],
)
def test_the_bounds_of_a_period(period: Period, at: str, first: str, last: str) -> None:
    found = rules.bounds(period, datetime.fromisoformat(at), AMSTERDAM)
    assert found == (datetime.fromisoformat(first), datetime.fromisoformat(last))


def test_all_time_has_no_bounds() -> None:
    assert rules.bounds(Period.ALL, datetime(2026, 1, 1, tzinfo=UTC), AMSTERDAM) is None


@pytest.mark.parametrize(
    ("days", "weeks"),
    [
        ([], 0),
        (["2026-11-24"], 1),
        (["2026-11-20"], 1),  # last week still stands
        (["2026-11-13"], 0),
        (["2026-11-24", "2026-11-23", "2026-11-16", "2026-11-15"], 3),
        (["2026-11-24", "2026-11-10"], 1),
    ],
)
def test_a_streak_counts_weeks_in_a_row(days: list[str], weeks: int) -> None:
    found = rules.streak_weeks({date.fromisoformat(day) for day in days}, date(2026, 11, 24))
    assert found == weeks


def test_a_streak_runs_over_the_turn_of_the_year() -> None:
    days = {date(2026, 12, 30), date(2027, 1, 4), date(2026, 12, 21)}
    assert rules.streak_weeks(days, date(2027, 1, 5)) == 3


@pytest.mark.parametrize(("points", "number"), [(-5, 1), (0, 1), (49, 1), (50, 2), (9999, 7)])
def test_levels_begin_at_their_points(points: int, number: int) -> None:
    assert rules.level(points).number == number


def test_equal_values_share_a_rank() -> None:
    assert rules.ranks([30, 20, 20, 10]) == [1, 2, 2, 4]
    assert rules.ranks([20, 20, 10], rank=5, position=6) == [5, 5, 8]
    assert rules.ranks([]) == []


@pytest.mark.parametrize(("points", "active", "score"), [(100, 3, 33.3), (5, 0, 0.0)])
def test_a_team_s_score_is_per_active_member(points: int, active: int, score: float) -> None:
    assert rules.score(points, active) == score


@pytest.mark.parametrize(
    ("known", "shown"), [(0, 3), (2, 3), (6, 3), (7, 4), (19, 10), (500, 10)]
)
def test_a_top_is_never_the_lower_half(known: int, shown: int) -> None:
    assert rules.top_length(known) == shown


@pytest.mark.parametrize(("following", "shown"), [(0, 0), (1, 0), (2, 1), (3, 2), (9, 2)])
def test_the_very_last_is_never_shown(following: int, shown: int) -> None:
    assert rules.below_shown(following) == shown


@pytest.mark.parametrize(
    ("length", "mine", "top", "indexes"),
    [
        (30, None, True, list(range(10))),
        (30, 15, True, [*range(10), 13, 14, 15, 16, 17]),
        (30, 28, True, [*range(10), 26, 27, 28]),
        (30, 29, False, [27, 28, 29]),
        (30, 0, False, [0, 1, 2]),
        (2, None, True, [0, 1]),
        (0, None, True, []),
    ],
)
def test_what_of_a_board_is_shown(
    length: int, mine: int | None, top: bool, indexes: list[int]
) -> None:
    assert rules.shown(length, mine, top=top) == indexes


def test_names_that_are_not_there_are_refused() -> None:
    assert rules.period_named("quarter") is Period.QUARTER
    assert rules.scope_named("around_me") is rules.Scope.AROUND_ME
    with pytest.raises(BadInput, match=r"rewards\.error\.period"):
        rules.period_named("year")
    with pytest.raises(BadInput, match=r"rewards\.error\.scope"):
        rules.scope_named("league")
