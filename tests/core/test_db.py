"""The one commit, and what becomes of those who come second."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.errors import Conflict
from advocacy_app.people.tables import Team
from tests import cast


def test_who_comes_second_to_a_unique_place_is_told_so(db: Database) -> None:
    db.run_sync(cast.company)

    def again(session: Session) -> None:
        session.add(Team(name="Breda", created_at=clock.now()))

    with pytest.raises(Conflict):
        db.run_sync(again)


def test_a_missing_value_is_our_defect_and_no_conflict(db: Database) -> None:
    def broken(session: Session) -> None:
        session.connection().exec_driver_sql("INSERT INTO team (id) VALUES ('x')")

    with pytest.raises(IntegrityError):
        db.run_sync(broken)
