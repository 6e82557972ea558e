"""Boards for 20,000 people in 400 teams, against the same answer from the ledger.

``python -m bench.boards [--people N] [--engine sqlite|postgresql]`` Each figure is a whole read
as a request does it: a session, the board as the API gives it, askers at random. The naive
query is the one everybody writes first: GROUP BY over the ledger of the month, top 100 and own
rank. What an award costs is measured beside the bare insert of its ledger row.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import SQLModel

from advocacy_app.core.db import Database
from advocacy_app.core.ids import new_id
from advocacy_app.people import tables as people
from advocacy_app.people.rules import Actor, Appearance, Role
from advocacy_app.rewards import queries, rules, service, tables
from advocacy_app.rewards.rules import EntryState, Period, Reason, Scope
from tools import postgres

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
TEAMS = 400
ENTRIES = 20
"""Ledger rows a person, over two years."""
CHUNK = 10_000
ROUNDS = 300
_COMPANY: dict[str, Any] = {"id": 1, "name": "Bench", "disclosure": {}}
NAIVE = text(
    "SELECT p.name, s.points FROM (SELECT person_id, sum(points) AS points FROM ledger_entry"
    " WHERE state IN ('confirmed', 'reversed') AND earned_on >= :since GROUP BY person_id) s"
    " JOIN person p ON p.id = s.person_id ORDER BY s.points DESC LIMIT 100"
)
NAIVE_RANK = text(
    "SELECT count(*) + 1 FROM (SELECT person_id, sum(points) AS points FROM ledger_entry"
    " WHERE state IN ('confirmed', 'reversed') AND earned_on >= :since GROUP BY person_id) s"
    " WHERE s.points > (SELECT coalesce(sum(points), 0) FROM ledger_entry"
    " WHERE state IN ('confirmed', 'reversed') AND earned_on >= :since AND person_id = :me)"
)


@dataclass(frozen=True)
class Figures:
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return f"{self.p50_ms:8.2f} / {self.p99_ms:8.2f} ms"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    chosen = options.parse_args()
    for engine in [chosen.engine] if chosen.engine else ["sqlite", "postgresql"]:
        with _opened(engine) as db:
            load(db, chosen.people)
            report(engine, db, chosen.people)


def report(engine: str, db: Database, size: int) -> None:
    rng = random.Random(11)
    actors = [_actor(rng.randrange(size)) for _ in range(ROUNDS)]
    boards: dict[str, Callable[[Actor], object]] = {
        "people, top and me": lambda actor: _people(db, actor, Scope.COMPANY),
        "people, around me": lambda actor: _people(db, actor, Scope.AROUND_ME),
        "teams": lambda actor: db.read_sync(queries.team_board, actor, Period.MONTH, NOW),
    }
    print(f"{engine}: {size:,} people, {size * ENTRIES:,} ledger rows     p50 /      p99")
    naive = _measured(lambda actor: _naive(db, actor), actors[:20])
    print(f"  naive from the ledger   {naive}")
    for name, board in boards.items():
        found = _measured(board, actors)
        ratio = naive.p50_ms / found.p50_ms
        print(f"  {name:<22}  {found}   {ratio:6.0f} x faster")
    bare = _measured(lambda actor: _insert(db, actor), actors)
    whole = _measured(lambda actor: _award(db, actor), actors)
    print(f"  bare ledger insert      {bare}")
    print(f"  award with its totals   {whole}   {whole.p50_ms / bare.p50_ms:6.2f} x the insert")


def load(db: Database, size: int) -> None:
    """Two years of history; a few active people have most of it, one in twenty hides."""
    SQLModel.metadata.create_all(db.engine)
    old = NOW - timedelta(days=900)
    rng = random.Random(7)
    _put(db, people.Company, iter([_COMPANY | {"created_at": old}]))
    teams = (_team(number, old) for number in range(TEAMS))
    _put(db, people.Team, teams)
    _put(db, people.Person, (_person(number, old) for number in range(size)))
    entries = [_entry(number, size, rng) for number in range(size * ENTRIES)]
    _put(db, tables.LedgerEntry, iter(entries))
    points, team_points = dict[tuple[str, str], int](), dict[tuple[str, str], int]()
    for entry in entries:
        for period in rules.periods(entry["earned_on"]):
            mine, ours = (period, entry["person_id"]), (period, entry["team_id"])
            points[mine] = points.get(mine, 0) + entry["points"]
            team_points[ours] = team_points.get(ours, 0) + entry["team_points"]
    _put(
        db,
        tables.Score,
        (
            {"period": period, "person_id": who, "points": earned}
            for (period, who), earned in points.items()
        ),
    )
    _put(
        db,
        tables.TeamScore,
        (
            {"period": period, "team_id": team, "points": earned}
            for (period, team), earned in team_points.items()
        ),
    )
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _put(db: Database, table: type[SQLModel], rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    with db.writing() as session:
        for row in rows:
            chunk.append(row)
            if len(chunk) == CHUNK:
                session.connection().execute(insert(table), chunk)
                chunk = []
        if chunk:
            session.connection().execute(insert(table), chunk)


def _team(number: int, at: datetime) -> dict[str, Any]:
    name = f"Team {number}"
    return {"id": f"t{number}", "name": name, "initials": "", "colour": "", "created_at": at}


def _person(number: int, at: datetime) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "email": f"p{number}@example.com",
        "name": f"Person {number}",
        "role": Role.EMPLOYEE,
        "appearance": Appearance.HIDDEN if number % 20 == 0 else Appearance.NAME,
        "network_order": [],
        "team_id": f"t{number % TEAMS}",
        "created_at": at,
        "seen_at": NOW - timedelta(days=number % 180),
    }


def _entry(number: int, size: int, rng: random.Random) -> dict[str, Any]:
    who = int(size * rng.random() ** 2)
    on = NOW.date() - timedelta(days=int(730 * rng.random() ** 2))
    points = rng.choice((2, 2, 8, 12))
    return {
        "id": f"e{number:09}",
        "key": f"bench:{number}",
        "person_id": f"p{who}",
        "team_id": f"t{who % TEAMS}",
        "reason": Reason.SHARE_COPIED,
        "points": points,
        "team_points": points,
        "state": EntryState.CONFIRMED,
        "source": f"link:{number // 4}",
        "note": "",
        "earned_at": datetime(on.year, on.month, on.day, 12, tzinfo=UTC),
        "earned_on": on,
    }


def _actor(number: int) -> Actor:
    return Actor(f"p{number}", Role.EMPLOYEE, f"t{number % TEAMS}", "nl", "Europe/Amsterdam")


def _people(db: Database, actor: Actor, scope: Scope) -> object:
    return db.read_sync(queries.person_board, actor, Period.MONTH, scope, NOW)


def _naive(db: Database, actor: Actor) -> object:
    since = date(NOW.year, NOW.month, 1)
    with db.reading() as session:
        connection = session.connection()
        top = connection.execute(NAIVE, {"since": since.isoformat() if db.is_sqlite else since})
        found = top.all()
        rank = {"since": since.isoformat() if db.is_sqlite else since, "me": actor.person_id}
        return found, connection.execute(NAIVE_RANK, rank).one()


def _insert(db: Database, actor: Actor) -> None:
    with db.writing() as session:
        session.add(
            tables.LedgerEntry(
                key=new_id(),
                person_id=actor.person_id,
                team_id=actor.team_id,
                reason=Reason.CLICK,
                points=2,
                state=EntryState.REVERSED,
                earned_at=NOW,
                earned_on=NOW.date(),
            )
        )


def _award(db: Database, actor: Actor) -> None:
    db.run_sync(
        service.award,
        person_id=actor.person_id,
        team_id=actor.team_id,
        reason=Reason.CLICK,
        key=new_id(),
        state=EntryState.CONFIRMED,
        at=NOW,
    )


def _measured(work: Callable[[Actor], object], actors: list[Actor]) -> Figures:
    times: list[float] = []
    for actor in actors:
        start = time.perf_counter()
        work(actor)
        times.append((time.perf_counter() - start) * 1000)
    settled = sorted(times[len(times) // 10 :])
    return Figures(statistics.median(settled), settled[int(len(settled) * 0.99)])


@contextmanager
def _opened(engine: str) -> Generator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            db = Database(f"sqlite:///{Path(folder) / 'bench.db'}")
            yield db
            db.close()
            return
        with postgres.server() as url:
            db = Database(url)
            yield db
            db.close()


if __name__ == "__main__":
    main()
