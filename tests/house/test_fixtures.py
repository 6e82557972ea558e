"""The two databases of every test are empty, real, and the one of the process."""

from __future__ import annotations

from sqlmodel import select

from advocacy_app.content.rules import Kind
from advocacy_app.core import db as database
from advocacy_app.core.db import Database
from advocacy_app.people.tables import Person
from advocacy_app.settings import settings
from tests import cast


def test_the_cast_stands_in_both_databases(db: Database) -> None:
    assert database.database() is db
    people = db.run_sync(cast.company)
    news = db.run_sync(cast.item, teams=(people.breda,))
    db.run_sync(cast.item, "Monteur", kind=Kind.VACANCY)

    found = db.read_sync(lambda session: session.exec(select(Person)).all())

    assert {person.name for person in found} == {"Alice", "Bob", "Carol", "Dave", "Erin"}
    assert news.id
    assert cast.actor(people.bob).team_id == people.breda.id


def test_each_test_finds_it_empty(db: Database) -> None:
    assert db.read_sync(lambda session: session.exec(select(Person)).first()) is None
    assert not settings().data.exists()
