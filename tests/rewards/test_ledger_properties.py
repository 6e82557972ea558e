"""Whatever happens in whatever order, the totals say what the ledger says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, func, select

from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.rewards import queries, service
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.rewards.tables import LedgerEntry, Score
from tests import cast
from tests.cast import Cast

START = datetime(2026, 12, 26, 20, tzinfo=UTC)  # near midnight, a new week, year and quarter
KEYS = st.sampled_from([f"k{number}" for number in range(8)])
SOURCES = st.sampled_from(["link:1", "link:2", "link:3"])
WHO = st.sampled_from(["alice", "bob", "carol"])
AWARDS = st.tuples(
    st.just("award"),
    WHO,
    KEYS,
    SOURCES,
    st.sampled_from(list(Reason)),
    st.one_of(st.none(), st.integers(1, 45)),
    st.sampled_from([EntryState.PROVISIONAL, EntryState.CONFIRMED]),
    st.integers(0, 14 * 24),
)
STEPS = st.lists(
    st.one_of(
        AWARDS,
        st.tuples(st.just("confirm"), SOURCES),
        st.tuples(st.sampled_from(["hold", "release", "reverse"]), KEYS),
    ),
    max_size=25,
)
RELAXED = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def company(db: Database) -> Cast:
    clock.use(lambda: START)
    return db.run_sync(cast.company)


def _step(session: Session, company: Cast, step: tuple[object, ...]) -> None:
    match step:
        case (
            "award",
            str(who),
            str(key),
            str(source),
            Reason() as reason,
            points,
            state,
            hours,
        ):
            person = getattr(company, who)
            service.award(
                session,
                person_id=person.id,
                team_id=person.team_id,
                reason=reason,
                key=key,
                source=source,
                points=points if isinstance(points, int) else None,
                state=EntryState(str(state)),
                at=START + timedelta(hours=int(str(hours))),
            )
        case ("confirm", str(source)):
            service.confirm(session, source, START)
        case ("hold", str(key)):
            service.hold(session, key, "burst")
        case ("reverse", str(key)):
            service.reverse(session, key, START, "test")
        case (_, str(key)):
            if session.exec(select(LedgerEntry.id).where(LedgerEntry.key == key)).first():
                service.release(session, cast.actor(company.erin), key)
        case _:
            raise AssertionError(step)


@RELAXED
@given(steps=STEPS)
def test_totals_are_the_ledger_s_and_no_cap_is_passed(
    db: Database, company: Cast, steps: list[tuple[object, ...]]
) -> None:
    with db.reading() as session:  # nothing is committed: each example finds it empty
        for step in steps:
            _step(session, company, step)
        assert queries.check_ledger(session) == []


@RELAXED
@given(steps=STEPS)
def test_everything_reversed_is_nothing(
    db: Database, company: Cast, steps: list[tuple[object, ...]]
) -> None:
    with db.reading() as session:
        for step in steps:
            _step(session, company, step)
        for key in session.exec(
            select(LedgerEntry.key).where(LedgerEntry.reverses_id == None)  # noqa: E711
        ).all():
            service.reverse(session, key, START, "all")
        assert session.exec(select(func.sum(LedgerEntry.points))).one() in {0, None}
        assert set(session.exec(select(Score.points)).all()) <= {0}
        assert set(session.exec(select(Score.provisional)).all()) <= {0}
        assert queries.check_ledger(session) == []
