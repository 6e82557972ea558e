"""Finding a vacancy, by words, department and place."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from advocacy_app.content.rules import Kind
from advocacy_app.content.tables import Vacancy
from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, NotFound, NotSignedIn
from advocacy_app.screens.jobs.state import SHOWN, Jobs
from tests import cast
from tests.cast import Cast
from tests.screens.harness import guarded, part, tree, tree_of

OPEN = [
    ("Monteur", "Breda", "Techniek"),
    ("Elektricien", "Breda", "Techniek"),
    ("Teamleider Zorg", "Utrecht", "Zorg"),
]


def _fill(session: Session, people: Cast) -> None:
    for title, place, department in OPEN:
        row = cast.item(session, title, kind=Kind.VACANCY)
        found = session.get(Vacancy, row.id)
        assert found is not None
        found.location, found.department = place, department
    cast.item(session, "Nieuws, geen vacature")
    cast.item(session, "Alleen intern Utrecht", kind=Kind.VACANCY, teams=(people.utrecht,))


async def _jobs(database: Database) -> Any:
    people = database.run_sync(cast.company)
    database.run_sync(_fill, people)
    jobs = part(await tree_of(database, people.bob), Jobs)
    await jobs.load()
    return jobs


def _titles(jobs: Any) -> set[str]:
    return {card.title for card in jobs.cards}


async def test_shows_what_is_open_for_this_person(db: Database) -> None:
    jobs = await _jobs(db)
    assert _titles(jobs) == {title for title, _, _ in OPEN}
    assert (jobs.departments[0], jobs.places[0], jobs.found) == ("Techniek", "Breda", 3)


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("MONTEUR", {"Monteur"}),
        ("breda  elek", {"Elektricien"}),
        ("zorg", {"Teamleider Zorg"}),
        ("bakker", set[str]()),
        ("", {title for title, _, _ in OPEN}),
    ],
)
async def test_finds_by_words(sqlite_db: Database, asked: str, titles: set[str]) -> None:
    jobs = await _jobs(sqlite_db)
    await jobs.find(asked)
    assert _titles(jobs) == titles


async def test_filters_add_up_and_let_go(sqlite_db: Database) -> None:
    jobs = await _jobs(sqlite_db)
    await jobs.choose_department("Techniek")
    assert _titles(jobs) == {"Monteur", "Elektricien"}
    await jobs.choose_place("Utrecht")
    assert _titles(jobs) == set()
    await jobs.choose_department("Techniek")
    assert _titles(jobs) == {"Teamleider Zorg"}
    await jobs.anything()
    assert len(jobs.cards) == 3


async def test_shows_more_on_demand(sqlite_db: Database) -> None:
    people = sqlite_db.run_sync(cast.company)

    def fill(session: Session) -> None:
        for number in range(SHOWN + 2):
            cast.item(session, f"Baan {number}", kind=Kind.VACANCY)

    sqlite_db.run_sync(fill)
    jobs = part(await tree_of(sqlite_db, people.bob), Jobs)
    await jobs.load()
    assert (len(jobs.cards), jobs.found) == (SHOWN, SHOWN + 2)
    for _ in range(2):
        await jobs.more()
        assert len(jobs.cards) == SHOWN + 2


async def test_refuses_what_there_is_not(sqlite_db: Database) -> None:
    jobs = await _jobs(sqlite_db)
    for given in ("Nergens", None, 4, ["Breda"], "x" * 201):
        for verb in (jobs.choose_department, jobs.choose_place):
            with pytest.raises(BadInput):
                await verb(given)
    for given in (None, 4, ["Breda"], "x" * 201):
        for verb in (jobs.find, jobs.save):
            with pytest.raises(BadInput):
                await verb(given)
    with pytest.raises(NotFound):
        await jobs.save("nope")
    assert (jobs.department, jobs.place, jobs.asked) == ("", "", "")


async def test_a_stranger_gets_nothing(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    root = tree()
    for name in ("load", "find", "choose_department", "choose_place", "anything", "more"):
        assert await guarded(root, f"{Jobs.get_full_name()}.{name}") is not None
    with pytest.raises(NotSignedIn):
        await part(root, Jobs).load()
