from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from advocacy_app.core.db import Database
from advocacy_app.core.errors import Forbidden
from advocacy_app.people.rules import Appearance
from advocacy_app.people.tables import Company, Person, Team
from advocacy_app.rewards import queries, service
from advocacy_app.rewards.queries import PersonBoard, TeamBoard, Totals
from advocacy_app.rewards.rules import EntryState, Period, Reason, Scope
from tests import cast
from tests.cast import Cast

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def company(db: Database) -> Cast:
    return db.run_sync(cast.company)


def _earn(session: Session, who: Person, points: int, at: datetime = AT) -> None:
    service.award(
        session,
        person_id=who.id,
        team_id=who.team_id,
        reason=Reason.SHARE_OWN_WORDS,
        key=f"{who.id}:{points}:{at}",
        points=points,
        state=EntryState.CONFIRMED,
        at=at,
    )


def _crowd(
    db: Database, team: Team, points: list[int], *, name: str = "P", **columns: Any
) -> list[Person]:
    def work(session: Session) -> list[Person]:
        people = [
            cast.person(session, f"{name}{number:02}", team=team, **columns)
            for number in range(len(points))
        ]
        for who, earned in zip(people, points, strict=True):
            if earned:
                _earn(session, who, earned)
        return people

    return db.run_sync(work)


def _people(
    db: Database, who: Person, scope: Scope = Scope.COMPANY, period: Period = Period.WEEK
) -> PersonBoard:
    return db.read_sync(queries.person_board, cast.actor(who), period, scope, AT)


def _teams(db: Database, who: Person, period: Period = Period.WEEK) -> TeamBoard:
    return db.read_sync(queries.team_board, cast.actor(who), period, AT)


def _places(board: PersonBoard) -> list[tuple[int | None, str]]:
    return [(row.rank, row.name) for row in board.items]


def test_totals_are_of_the_periods_of_now(db: Database, company: Cast) -> None:
    def work(session: Session) -> Totals:
        _earn(session, company.bob, 5)
        _earn(session, company.bob, 7, AT - timedelta(days=7))
        _earn(session, company.bob, 11, AT - timedelta(days=40))
        _earn(session, company.bob, 13, AT - timedelta(days=400))
        return queries.totals(session, company.bob.id, AT)

    assert db.run_sync(work) == Totals(week=5, month=12, quarter=23, all=36, provisional=0)


def test_a_streak_is_of_weeks_with_a_share(db: Database, company: Cast) -> None:
    def work(session: Session) -> int:
        for weeks in (0, 1, 2, 4):
            _earn(session, company.bob, 5, AT - timedelta(weeks=weeks))
        key = f"{company.bob.id}:5:{AT - timedelta(weeks=2)}"
        assert queries.streak_weeks(session, company.bob.id, AT) == 3
        service.reverse(session, key, AT, "withdrawn")
        return queries.streak_weeks(session, company.bob.id, AT)

    assert db.run_sync(work) == 2


def test_a_board_is_the_top_and_one_s_own_place(db: Database, company: Cast) -> None:
    people = _crowd(db, company.breda, list(range(300, 0, -10)))
    board = _people(db, people[20])
    assert [row.rank for row in board.items] == [*range(1, 11), 19, 20, 21, 22, 23]
    assert board.me == board.items[12]
    assert (board.me.rank, board.me.points, board.me.is_me) == (21, 100, True)


def test_a_board_never_shows_its_end(db: Database, company: Cast) -> None:
    people = _crowd(db, company.breda, list(range(300, 0, -10)))
    names = {row.name for row in _people(db, people[28]).items}
    assert "P29" not in names
    assert [row.rank for row in _people(db, people[29], Scope.AROUND_ME).items] == [28, 29, 30]


def test_a_short_board_is_cut_in_the_middle(db: Database, company: Cast) -> None:
    people = _crowd(db, company.breda, [60, 50, 40, 30, 20, 10])
    assert _places(_people(db, people[0])) == [(1, "P00"), (2, "P01"), (3, "P02")]
    assert len(_people(db, people[4]).items) == 5


def test_equals_share_a_rank_in_every_cut(db: Database, company: Cast) -> None:
    people = _crowd(db, company.breda, [100] * 12 + [50] * 8 + [20] * 9)
    board = _people(db, people[14])
    assert {row.rank for row in board.items if row.points == 100} == {1}
    assert {row.rank for row in board.items if row.points == 50} == {13}
    around = _people(db, people[22], Scope.AROUND_ME)
    assert {row.rank for row in around.items} <= {13, 21}
    assert around.me.rank == 21


def test_who_has_no_points_has_no_rank(db: Database, company: Cast) -> None:
    _crowd(db, company.breda, list(range(300, 0, -10)))
    board = _people(db, company.carol)
    assert (board.me.rank, board.me.points, board.me.name) == (None, 0, "Carol")
    assert len(board.items) == 10
    assert _people(db, company.carol, Scope.AROUND_ME).items == ()


def test_who_hides_is_seen_by_nobody_else(db: Database, company: Cast) -> None:
    people = _crowd(db, company.breda, list(range(300, 0, -10)))
    hidden = _crowd(db, company.breda, [205], name="Hidden", appearance=Appearance.HIDDEN)
    _crowd(
        db,
        company.breda,
        [500],
        name="Gone",
        left_at=AT,
        appearance=Appearance.HIDDEN,  # as people.service.leave does
    )
    board = _people(db, people[12])
    assert board.me.rank == 13
    assert not {"Hidden00", "Gone00"} & {row.name for row in board.items}
    own = _people(db, hidden[0])
    assert (own.me.rank, own.me.name) == (11, "Hidden00")


def test_a_nickname_stands_for_the_name(db: Database, company: Cast) -> None:
    nick, *_ = _crowd(
        db, company.breda, [50], appearance=Appearance.NICKNAME, nickname="Zonnetje"
    )
    _crowd(db, company.breda, [40], name="Unnamed", appearance=Appearance.NICKNAME)
    assert _places(_people(db, nick)) == [(1, "Zonnetje")]


def test_the_team_s_board_holds_only_the_team(db: Database, company: Cast) -> None:
    breda = _crowd(db, company.breda, [30, 20])
    _crowd(db, company.utrecht, [90], name="U")
    assert _places(_people(db, breda[1], Scope.TEAM)) == [(1, "P00"), (2, "P01")]
    assert _people(db, company.erin, Scope.TEAM).items == ()


def test_the_company_can_do_without_a_board_of_people(db: Database, company: Cast) -> None:
    def off(session: Session) -> None:
        session.get_one(Company, 1).people_board = False

    db.run_sync(off)
    with pytest.raises(Forbidden, match=r"rewards\.error\.people_board_off"):
        _people(db, company.bob)
    assert _teams(db, company.bob).period is Period.WEEK


def test_teams_stand_by_points_per_active_member(db: Database, company: Cast) -> None:
    _crowd(db, company.breda, [30, 30, 0])
    _crowd(db, company.utrecht, [50, 0, 0, 0], name="U", seen_at=AT - timedelta(days=91))
    board = _teams(db, company.bob)
    assert [(row.rank, row.name, row.score) for row in board.items] == [
        (1, "Utrecht", 25.0),  # carol was seen and one has points
        (2, "Breda", 12.0),
    ]
    assert board.me == board.items[1]
    breda = board.items[1]
    assert (breda.points, breda.active, breda.members, breda.taking_part) == (60, 5, 5, 2)


def test_a_team_of_four_is_not_shown(db: Database, company: Cast) -> None:
    _crowd(db, company.breda, [30, 30])
    assert (_teams(db, company.bob).items, _teams(db, company.bob).me) == ((), None)


def test_a_team_without_points_sees_itself_without_a_rank(db: Database, company: Cast) -> None:
    _crowd(db, company.breda, [0, 0, 0])
    board = _teams(db, company.bob)
    assert board.items == ()
    assert board.me is not None
    assert (board.me.rank, board.me.score) == (None, 0.0)


def test_who_moves_leaves_the_team_what_was_earned_there(db: Database, company: Cast) -> None:
    breda = _crowd(db, company.breda, [30, 20, 10])

    def move(session: Session) -> None:
        session.get_one(Person, breda[0].id).team_id = company.utrecht.id

    db.run_sync(move)
    _crowd(db, company.breda, [0], name="New")
    row = _teams(db, company.bob).me
    assert row is not None
    assert (row.points, row.members) == (60, 5)
    assert db.read_sync(queries.totals, breda[0].id, AT).week == 30


def test_a_board_says_when_its_period_begins_and_ends(db: Database, company: Cast) -> None:
    board = _teams(db, company.bob)
    assert board.starts_at == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert board.ends_at == datetime(2026, 11, 29, 23, tzinfo=UTC)
    assert _teams(db, company.bob, Period.ALL).starts_at is None
