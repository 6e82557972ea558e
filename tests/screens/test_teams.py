"""The boards as handlers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput
from advocacy_app.people.rules import Appearance
from advocacy_app.people.tables import Company, Person
from advocacy_app.rewards import service as rewards
from advocacy_app.rewards.queries import PersonRow
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.screens.teams.lines import person_lines
from advocacy_app.screens.teams.state import Teams
from tests import cast
from tests.cast import Cast
from tests.screens.harness import is_let_in, part, tree, tree_of


def _five_in_breda(session: Session, people: Cast) -> None:
    for name in ("Fay", "Gus", "Hal"):
        cast.person(session, name, team=people.breda)


def _earn(session: Session, who: Person, days_ago: int = 0) -> None:
    rewards.award(
        session,
        person_id=who.id,
        team_id=who.team_id,
        reason=Reason.SHARE_COPIED,
        key=f"share:{who.id}:{days_ago}",
        at=clock.now() - timedelta(days=days_ago),
        state=EntryState.CONFIRMED,
    )


async def _board(db: Database) -> tuple[Cast, Any, Any]:
    people = db.run_sync(cast.company)
    db.run_sync(_five_in_breda, people)
    db.run_sync(_earn, people.bob)
    root = await tree_of(db, people.bob)
    return people, root, part(root, Teams)


async def test_the_boards_stand_as_they_are(db: Database) -> None:
    _, _, teams = await _board(db)
    await teams.load()
    assert [(line.rank, line.name, line.is_mine) for line in teams.teams] == [
        ("1", "Breda", True)
    ]
    assert (teams.mine.taking_part, teams.mine.members) == (1, 5)
    assert [(line.rank, line.name, line.points) for line in teams.people] == [("1", "Bob", 8)]
    assert (teams.figures["copied"], teams.figures["least"]) == (8, 5)


async def test_another_period_is_another_board(db: Database) -> None:
    people, _, teams = await _board(db)
    db.run_sync(_earn, people.carol, days_ago=800)
    await teams.load()
    assert "Carol" not in [line.name for line in teams.people]
    await teams.choose("all")
    assert "Carol" in [line.name for line in teams.people]


@pytest.mark.parametrize("period", ["decade", "", 7, None, ["week"], "w" * 999])
async def test_a_period_there_is_not_changes_nothing(sqlite_db: Database, period: Any) -> None:
    _, _, teams = await _board(sqlite_db)
    with pytest.raises(BadInput):
        await teams.choose(period)
    assert teams.period == "week"


async def test_who_hid_is_told_and_can_appear(db: Database) -> None:
    def hide(session: Session) -> None:
        bob = session.get(Person, people.bob.id)
        assert bob is not None
        bob.appearance = Appearance.HIDDEN

    people, _, teams = await _board(db)
    db.run_sync(hide)
    await teams.load()
    assert teams.hidden
    await teams.appear()
    assert not teams.hidden


async def test_a_company_can_do_without_a_board_of_people(db: Database) -> None:
    def switch_off(session: Session) -> None:
        company = session.get(Company, 1)
        assert company is not None
        company.people_board = False

    _, _, teams = await _board(db)
    db.run_sync(switch_off)
    await teams.load()
    assert (teams.people_on, teams.people) == (False, [])
    assert len(teams.teams) == 1


async def test_a_stranger_sees_no_board(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    for handler in ("load", "choose", "appear"):
        assert not await is_let_in(tree(), Teams, handler)


def test_places_that_are_left_out_leave_a_gap() -> None:
    ranks = [1, 2, 2, 4, 9, 10, None]
    rows = [PersonRow(rank, "Bo", None, 5, is_me=False) for rank in ranks]
    assert [line.gap for line in person_lines(rows)] == [
        *(False, False, False, False, True, False, False)
    ]
