from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import Forbidden, NotFound
from advocacy_app.people.tables import Person
from advocacy_app.rewards import queries, rules, service
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.rewards.tables import LedgerEntry, Score, TeamScore
from tests import cast
from tests.cast import Cast

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
OWN, CLICK = Reason.SHARE_OWN_WORDS, Reason.CLICK
CONFIRMED = EntryState.CONFIRMED


@pytest.fixture
def company(db: Database) -> Cast:
    return db.run_sync(cast.company)


def _award(db: Database, who: Person, key: str, **more: object) -> service.Award | None:
    earning: dict[str, object] = {
        "person_id": who.id,
        "team_id": who.team_id,
        "reason": OWN,
        "key": key,
        "at": AT,
    }
    return db.run_sync(service.award, **(earning | more))  # pyright: ignore[reportArgumentType]


def _score(db: Database, who: Person, period: str = "all") -> tuple[int, int]:
    with db.reading() as session:
        row = session.get(Score, (period, who.id))
    return (row.points, row.provisional) if row else (0, 0)


def _team(db: Database, team_id: str | None, period: str = "w2026-48") -> int:
    with db.reading() as session:
        row = session.get(TeamScore, (period, team_id))
    return row.points if row else 0


def _sound(db: Database) -> bool:
    return db.read_sync(queries.check_ledger) == []


def test_points_wait_until_they_are_confirmed(db: Database, company: Cast) -> None:
    found = _award(db, company.bob, "share:1", source="link:1")
    assert found is not None
    assert (found.points, found.state) == (12, EntryState.PROVISIONAL)
    assert (_score(db, company.bob), _team(db, company.breda.id)) == ((0, 12), 0)
    assert db.run_sync(service.confirm, "link:1", AT) == 12
    assert (_score(db, company.bob), _team(db, company.breda.id)) == ((12, 0), 12)
    assert db.run_sync(service.confirm, "link:1", AT) == 0
    assert _sound(db)


def test_a_key_earns_once(db: Database, company: Cast) -> None:
    assert _award(db, company.bob, "share:1") is not None
    assert _award(db, company.bob, "share:1") is None
    assert _score(db, company.bob) == (0, 12)


def test_a_key_earns_once_from_two_sides_at_once(db: Database, company: Cast) -> None:
    start, found = threading.Barrier(2), list[object]()

    def work() -> None:
        start.wait()
        found.append(_award(db, company.bob, "click:1", reason=CLICK, state=CONFIRMED))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found.count(None) == 1
    assert _score(db, company.bob) == (2, 0)
    assert _sound(db)


def test_clicks_of_a_link_earn_ten_in_all(db: Database, company: Cast) -> None:
    def work(session: Session) -> list[bool]:
        return [
            service.award(
                session,
                person_id=company.bob.id,
                team_id=company.bob.team_id,
                reason=CLICK,
                key=f"click:{number}",
                source="link:1",
                state=CONFIRMED,
                at=AT,
            )
            is not None
            for number in range(7)
        ]

    assert db.run_sync(work) == [True] * 5 + [False] * 2
    assert _score(db, company.bob) == (10, 0)
    assert _sound(db)


def test_a_team_is_given_sixty_of_a_week(db: Database, company: Cast) -> None:
    for number in range(7):
        _award(db, company.bob, f"share:{number}", points=10, state=CONFIRMED)
    assert (_score(db, company.bob), _team(db, company.breda.id)) == ((70, 0), 60)
    _award(db, company.alice, "share:a", points=10, state=CONFIRMED)
    assert _team(db, company.breda.id) == 70
    _award(db, company.bob, "share:8", points=10, state=CONFIRMED, at=AT + timedelta(days=7))
    assert _team(db, company.breda.id, "m2026-12") == 10
    assert _sound(db)


def test_the_cap_goes_with_the_person_to_another_team(db: Database, company: Cast) -> None:
    _award(db, company.bob, "share:1", points=50, state=CONFIRMED)
    _award(db, company.bob, "share:2", points=30, state=CONFIRMED, team_id=company.utrecht.id)
    assert _team(db, company.breda.id) == 50
    assert _team(db, company.utrecht.id) == 10
    assert _score(db, company.bob) == (80, 0)
    assert _sound(db)


def test_who_has_no_team_earns_alone(db: Database, company: Cast) -> None:
    found = _award(db, company.erin, "share:1", state=CONFIRMED)
    assert found is not None
    assert found.team_points == 0
    assert _score(db, company.erin) == (12, 0)


@pytest.mark.parametrize(
    ("at", "week"),
    [("2026-11-29T22:59:59Z", "w2026-48"), ("2026-11-29T23:00:00Z", "w2026-49")],
)
def test_a_week_ends_at_the_company_s_midnight(
    db: Database, company: Cast, at: str, week: str
) -> None:
    _award(db, company.bob, "share:1", state=CONFIRMED, at=datetime.fromisoformat(at))
    assert _score(db, company.bob, week) == (12, 0)


def test_a_reversal_gives_back_what_was_given(db: Database, company: Cast) -> None:
    _award(db, company.bob, "share:1", points=55, state=CONFIRMED)
    _award(db, company.bob, "share:2", points=12, state=CONFIRMED)
    assert _team(db, company.breda.id) == 60
    assert db.run_sync(service.reverse, "share:2", AT, "withdrawn") == 12
    assert (_score(db, company.bob), _team(db, company.breda.id)) == ((55, 0), 55)
    assert db.run_sync(service.reverse, "share:2", AT, "again") == 0
    assert db.run_sync(service.reverse, "unknown", AT, "") == 0
    assert _sound(db)


def test_what_waits_can_be_reversed_and_is_not_confirmed_later(
    db: Database, company: Cast
) -> None:
    _award(db, company.bob, "share:1", source="link:1")
    assert db.run_sync(service.reverse, "share:1", AT, "") == 12
    assert db.run_sync(service.confirm, "link:1", AT) == 0
    assert _score(db, company.bob) == (0, 0)
    with db.reading() as session:
        states = session.exec(select(LedgerEntry.state)).all()
    assert set(states) == {EntryState.REVERSED}


def test_a_reversal_keeps_its_week_when_the_zone_changes(db: Database, company: Cast) -> None:
    late = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    _award(db, company.bob, "share:1", state=CONFIRMED, at=late)

    def move(session: Session) -> None:
        company.company.timezone = "America/New_York"
        session.merge(company.company)

    db.run_sync(move)
    db.run_sync(service.reverse, "share:1", AT, "")
    assert _score(db, company.bob, "w2026-49") == (0, 0)
    assert _sound(db)


def test_what_is_held_counts_when_a_person_releases_it(db: Database, company: Cast) -> None:
    clock.use(lambda: AT)
    _award(db, company.bob, "share:1", source="link:1")
    assert db.run_sync(service.hold, "share:1", "burst")
    assert not db.run_sync(service.hold, "share:1", "burst")
    assert db.run_sync(service.confirm, "link:1", AT) == 0
    erin = cast.actor(company.erin)
    assert db.run_sync(service.release, erin, "share:1") == 12
    assert db.run_sync(service.release, erin, "share:1") == 0
    assert (_score(db, company.bob), _team(db, company.breda.id)) == ((12, 0), 12)
    assert not db.run_sync(service.hold, "share:1", "too late")
    assert _sound(db)


def test_only_who_manages_people_releases(db: Database, company: Cast) -> None:
    _award(db, company.bob, "share:1")
    db.run_sync(service.hold, "share:1", "burst")
    with pytest.raises(Forbidden):
        db.run_sync(service.release, cast.actor(company.alice), "share:1")
    with pytest.raises(NotFound):
        db.run_sync(service.release, cast.actor(company.erin), "share:2")


def test_an_award_that_makes_no_sense_is_a_defect(db: Database, company: Cast) -> None:
    with pytest.raises(ValueError, match="-1"):
        _award(db, company.bob, "share:1", points=-1)
    with pytest.raises(ValueError, match="held"):
        _award(db, company.bob, "share:1", state=EntryState.HELD)


def test_the_ledger_check_finds_what_was_changed_behind_it(db: Database, company: Cast) -> None:
    _award(db, company.bob, "share:1", state=CONFIRMED)

    def cheat(session: Session) -> None:
        row = session.get_one(Score, ("w2026-48", company.bob.id))
        row.points += 100
        session.add(TeamScore(period="all", team_id=company.utrecht.id, points=5))

    db.run_sync(cheat)
    found = db.read_sync(queries.check_ledger)
    assert len(found) == 2
    assert any("w2026-48" in line and "112" in line for line in found)


def test_levels_have_a_name_in_the_catalogue() -> None:
    from advocacy_app.core import text

    assert all(text.has(locale, step.key) for step in rules.LEVELS for locale in text.LOCALES)
