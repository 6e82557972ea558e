"""The feed page for 100,000 people and 20,000 items, against its limit, on both engines.

``python -m bench.feed [--people N] [--items N] [--engine sqlite|postgresql]``
Broad: nine in ten items are for everybody. Narrow: 98 in 100 are for thirty of 2,000 teams.
The limit is for the page alone: one statement and its views, within an open session. The whole
read around it opens a session, begins and ends it. First and deep pages half and half, readers
at random, the median of three rounds.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import SQLModel

from advocacy_app.content import feed, tables
from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.views import FeedQuery
from advocacy_app.core.db import Database
from advocacy_app.people import tables as people
from advocacy_app.people.rules import Actor, Role
from tools import postgres

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TEAMS = 2000
LIMIT_MS = {"sqlite": 1.0, "postgresql": 2.0}
CHUNK = 10_000
READS = 1500
WARM = 200
ROUNDS = 3


@dataclass(frozen=True)
class Size:
    people: int
    items: int
    marks: int


def load(db: Database, size: Size, *, narrow: bool) -> None:
    SQLModel.metadata.create_all(db.engine)
    rng = random.Random(7)
    old = NOW - timedelta(days=900)
    put = _Writer(db)
    put.many(
        people.Team,
        (
            {
                "id": f"t{n}",
                "name": f"Team {n}",
                "initials": "",
                "colour": "",
                "created_at": old,
            }
            for n in range(TEAMS)
        ),
    )
    put.many(people.Person, (_person(n, old) for n in range(size.people)))
    put.many(tables.Topic, (_topic(n) for n in range(12)))
    put.many(tables.Picture, (_picture(n, old) for n in range(500)))
    items = [_item(n, rng, size) for n in range(size.items)]
    put.many(tables.Item, iter(items))
    put.many(tables.Vacancy, (_vacancy(item) for item in items if item["kind"] is Kind.VACANCY))
    put.many(tables.FeedSlot, (slot for item in items for slot in _slots(item, rng, narrow)))
    pairs = {(rng.randrange(size.people), rng.randrange(size.items)) for _ in range(size.marks)}
    put.many(
        tables.ItemMark,
        (
            {"person_id": f"p{who}", "item_id": f"i{what:06}", "read_at": NOW, "saved_at": None}
            for who, what in sorted(pairs)
        ),
    )
    with db.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


class _Writer:
    def __init__(self, db: Database) -> None:
        self.db = db

    def many(self, table: type[SQLModel], rows: Iterator[dict[str, Any]]) -> None:
        chunk: list[dict[str, Any]] = []
        with self.db.writing() as session:
            for row in rows:
                chunk.append(row)
                if len(chunk) == CHUNK:
                    session.connection().execute(insert(table), chunk)
                    chunk = []
            if chunk:
                session.connection().execute(insert(table), chunk)


def _topic(n: int) -> dict[str, Any]:
    return {"id": f"o{n}", "slug": f"topic-{n}", "name_nl": "", "name_en": ""}


def _person(n: int, at: datetime) -> dict[str, Any]:
    return {
        "id": f"p{n}",
        "email": f"p{n}@example.com",
        "name": f"Person {n}",
        "role": Role.EMPLOYEE,
        "network_order": [],
        "team_id": f"t{n % TEAMS}",
        "created_at": at,
    }


def _picture(n: int, at: datetime) -> dict[str, Any]:
    return {
        "id": f"c{n}",
        "digest": f"{n:032x}",
        "width": 1600,
        "height": 1200,
        "widths": [320, 480, 640, 960, 1280],
        "created_at": at,
    }


def _item(n: int, rng: random.Random, size: Size) -> dict[str, Any]:
    # A twentieth is scheduled for later and a tenth has expired, as in a real archive.
    at = NOW - timedelta(minutes=rng.randrange(60 * 24 * 700)) + timedelta(days=35)
    expires = at + timedelta(days=30) if rng.random() < 0.1 else None
    return {
        "id": f"i{n:06}",
        "kind": Kind.VACANCY if n % 4 == 0 else Kind.NEWS,
        "state": ItemState.PUBLISHED,
        "title": f"Item {n} about something that happened",
        "summary": "Two lines of summary that tell what it is about. " * 3,
        "body_html": "<p>"
        + "A paragraph of a body as long as they usually are. " * 30
        + "</p>",
        "url": f"https://example.com/{n}",
        "picture_id": f"c{n % 500}",
        "topic_id": f"o{n % 12}",
        "author_id": f"p{n % size.people}",
        "pinned": n % 5000 == 17,
        "published_at": at,
        "expires_at": expires,
        "created_at": at,
        "updated_at": at,
    }


def _vacancy(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "item_id": item["id"],
        "slug": f"slug-{item['id']}",
        "location": "Breda",
        "salary_min": 300000,
        "salary_max": 420000,
        "closes_at": item["expires_at"],
    }


def _slots(item: dict[str, Any], rng: random.Random, narrow: bool) -> Iterator[dict[str, Any]]:
    targeted = rng.random() < (0.98 if narrow else 0.1)
    teams = [f"t{n}" for n in rng.sample(range(TEAMS), 30)] if targeted else [feed.EVERYBODY]
    for team in teams:
        yield {
            "team_id": team,
            "kind": item["kind"],
            "pinned": item["pinned"],
            "published_at": item["published_at"],
            "item_id": item["id"],
            "topic_id": item["topic_id"],
            "expires_at": item["expires_at"],
        }


def measure(db: Database, size: Size) -> tuple[list[float], list[float]]:
    """Milliseconds of whole reads, and of pages within an open session."""
    rng = random.Random(11)
    questions = list(_questions(rng, size))
    whole = [_timed(db.read_sync, feed.feed, actor, query, NOW) for actor, query in questions]
    with db.reading() as session:
        within = [_timed(feed.feed, session, actor, query, NOW) for actor, query in questions]
    return whole[WARM:], within[WARM:]


def _questions(rng: random.Random, size: Size) -> Iterator[tuple[Actor, FeedQuery]]:
    deep = feed.cursor(False, NOW - timedelta(days=400), "i000000")
    for _ in range(READS + WARM):
        n = rng.randrange(size.people)
        actor = Actor(f"p{n}", Role.EMPLOYEE, f"t{n % TEAMS}", "nl", "Europe/Amsterdam")
        yield actor, FeedQuery(cursor=deep if rng.random() < 0.5 else None)


def _timed(work: Callable[..., object], *arguments: object) -> float:
    start = time.perf_counter()
    work(*arguments)
    return (time.perf_counter() - start) * 1000


@contextmanager
def _engine(name: str) -> Generator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        server = (
            postgres.server()
            if name == "postgresql"
            else nullcontext(f"sqlite:///{Path(folder) / 'feed.db'}")
        )
        with server as url:
            db = Database(url)
            try:
                yield db
            finally:
                db.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=100_000)
    options.add_argument("--items", type=int, default=20_000)
    options.add_argument("--marks", type=int, default=500_000)
    options.add_argument("--engine", choices=["sqlite", "postgresql"])
    given = options.parse_args()
    run(Size(given.people, given.items, given.marks), given.engine)


def run(size: Size, only: str | None = None) -> None:
    print(f"feed page of 20: {size.people} people, {size.items} items, {size.marks} marks")
    for name in [only] if only else ["sqlite", "postgresql"]:
        for narrow in (False, True):
            with _engine(name) as db:
                load(db, size, narrow=narrow)
                gc.collect()
                rounds = [measure(db, size) for _ in range(ROUNDS)]
                for what, figures in zip(
                    ("whole read", "page alone"), zip(*rounds, strict=True), strict=True
                ):
                    _report(f"{name:>10} {'narrow' if narrow else 'broad':>6} {what}", figures)


def _report(what: str, rounds: Sequence[list[float]]) -> None:
    """The middle one of the rounds, because a neighbour on the machine spoils single ones."""
    limit = LIMIT_MS[what.split()[0]]
    cuts = [statistics.quantiles(figures, n=100) for figures in rounds]
    p50, p99 = (statistics.median(cut[n] for cut in cuts) for n in (49, 98))
    ratio = f" = {p99 / limit:.2f} of the limit of {limit:g} ms" if "page" in what else ""
    print(f"{what}: p50 {p50:.3f} ms, p99 {p99:.3f} ms{ratio}", flush=True)


if __name__ == "__main__":
    main()
