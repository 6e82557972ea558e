"""The tracked redirect with the click on the disk before the 302, beside its peers and limit.

``python -m bench.redirect [--seconds S] [--rounds N]``. One granian worker, the server on the
first core and the load on the second, rounds interleaved, medians. The ceiling is a bare 302 on
the same server; the peers are the handlers that one writes first.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, SQLModel

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import Item
from advocacy_app.core import clock
from advocacy_app.core.db import Database
from advocacy_app.core.ids import new_code
from advocacy_app.people.rules import Role
from advocacy_app.people.tables import Company, Person, Team
from advocacy_app.rewards import tables as _rewards
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.tables import Link
from bench import load
from bench.load import Load
from tools import postgres

PEOPLE, ITEMS = 20, 10
_SERVER_CORE, _LOAD_CORE = 0, 1
_START_S = 20
_TABLES = (_rewards,)


@dataclass(frozen=True)
class Variant:
    name: str
    app: str
    engine: str = "sqlite"


BARE = Variant("bare ASGI 302, nothing stored", "bare")
OURS = Variant("ours, SQLite FULL, durable before the 302", "ours")
NAIVE = Variant("select, insert, commit per click, SQLite FULL", "naive")
OURS_PG = Variant("ours, PostgreSQL, durable before the 302", "ours", "postgresql")
NAIVE_PG = Variant("select, insert, commit per click, psycopg", "select_insert", "postgresql")


def fill(database: Database) -> list[str]:
    """A company of 20 people who have shared ten items; returns the codes."""
    SQLModel.metadata.create_all(database.engine)
    return database.run_sync(_fill)


def _fill(session: Session) -> list[str]:
    at = clock.now()
    team = Team(name="Breda", created_at=at)
    session.add_all([Company(name="Bench", created_at=at), team])
    people = [
        Person(email=f"{n}@example.com", name=f"P{n}", role=Role.EMPLOYEE, created_at=at)
        for n in range(PEOPLE)
    ]
    items = [
        Item(
            kind=Kind.NEWS,
            state=ItemState.PUBLISHED,
            title=f"News {n}",
            url=f"https://example.com/{n}",
            published_at=at,
            created_at=at,
            updated_at=at,
        )
        for n in range(ITEMS)
    ]
    session.add_all([*people, *items])
    session.flush()
    links = [
        Link(
            code=new_code(),
            person_id=person.id,
            item_id=item.id,
            network=Network.LINKEDIN,
            target=item.url,
            created_at=at,
        )
        for person in people
        for item in items
    ]
    session.add_all(links)
    return [link.code for link in links]


@contextmanager
def served(app: str, url: str, folder: Path) -> Generator[tuple[int, subprocess.Popen[bytes]]]:
    """One granian worker; yields its port and its process, which leads a group of its own."""
    port = _free_port()
    environment = os.environ | {
        "ADVOCACY_DATABASE_URL": url,
        "ADVOCACY_DATA": str(folder),
        "ADVOCACY_TRUSTED_PROXIES": "1",
    }
    command = [
        *load.pinned(_SERVER_CORE),
        *(sys.executable, "-m", "granian", f"bench.redirect_apps:{app}"),
        *("--interface", "asginl", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", "1", "--loop", "uvloop", "--http", "1", "--no-ws"),
        *("--log-level", "error"),
    ]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_for(port)
        yield port, process
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def measure(variant: Variant, url: str, codes: list[str], seconds: float, folder: Path) -> Load:
    with served(variant.app, url, folder) as (port, _):
        load.run(port, codes, min(0.5, seconds), _LOAD_CORE)  # warm
        return load.run(port, codes, seconds, _LOAD_CORE)


def fdatasync_ms(folder: Path) -> float:
    """The median of a 4 kB write that reaches the disk, in milliseconds."""
    path = folder / "probe"
    times: list[float] = []
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        for _ in range(200):
            os.pwrite(handle, b"x" * 4096, 0)
            began = time.perf_counter()
            os.fdatasync(handle)
            times.append(time.perf_counter() - began)
    finally:
        os.close(handle)
        path.unlink()
    return statistics.median(times) * 1000


def killed(codes: list[str], file: Path, seconds: float) -> tuple[int, int, int]:
    """Kill the server under load; returns answers received, rows stored and links' counters."""
    with served("ours", f"sqlite:///{file}", file.parent) as (port, process):
        asyncio.run(
            load.follow(port, codes, seconds)
        )  # its memory is filled at the first click
        before = _stored(file)[0]

        async def scene() -> Load:
            following = asyncio.create_task(load.follow(port, codes, seconds * 4))
            await asyncio.sleep(seconds)
            os.killpg(process.pid, signal.SIGKILL)
            return await following

        received = asyncio.run(scene()).acknowledged
        process.wait()
    rows, counted = _stored(file)
    return received, rows - before, counted - before


def _stored(file: Path) -> tuple[int, int]:
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT count(*) FROM click").fetchone()[0]
        sums = "sum(human + preview + bot + prefetch + duplicate + own)"
        counted = connection.execute(f"SELECT {sums} FROM link").fetchone()[0]
    return rows, counted


class Results:
    """Medians over the rounds, and what they must reach."""

    def __init__(self) -> None:
        self._loads: dict[Variant, list[Load]] = {}
        self.missed = 0

    def add(self, variant: Variant, found: Load) -> None:
        self._loads.setdefault(variant, []).append(found)

    def median(self, variant: Variant, what: str) -> float:
        return statistics.median(getattr(found, what) for found in self._loads[variant])

    def table(self) -> None:
        bare = self.median(BARE, "rps")
        print(f"{'variant':<48}{'clicks/s':>10}{'p50 ms':>9}{'p99 ms':>9}{'of bare':>9}")
        for variant in self._loads:
            rps, p50, p99 = (self.median(variant, name) for name in ("rps", "p50", "p99"))
            print(f"{variant.name:<48}{rps:>10,.0f}{p50:>9.2f}{p99:>9.2f}{rps / bare:>9.0%}")

    def ratio(self, one: Variant, other: Variant, what: str = "rps") -> float:
        return self.median(one, what) / self.median(other, what)

    def goal(self, said: str, value: float, least: float) -> None:
        self.held(f"{said}: {value:.2f} (goal {least:g})", value >= least)

    def held(self, said: str, is_held: bool) -> None:
        self.missed += not is_held
        print(f"  {'ok  ' if is_held else 'MISS'} {said}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.redirect")
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=["sqlite", "all"], default="all")
    options = parser.parse_args(arguments)
    results = Results()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"fdatasync of 4 kB: {fdatasync_ms(folder):.2f} ms median")
        file = folder / "bench.db"
        database = Database(f"sqlite:///{file}")
        codes = fill(database)
        database.close()
        for _ in range(options.rounds):
            for variant in (BARE, OURS, NAIVE):
                url = f"sqlite:///{file}"
                results.add(variant, measure(variant, url, codes, options.seconds, folder))
        if options.engine == "all" and postgres.binaries() is not None:
            _postgresql(results, options.rounds, options.seconds, folder)
        received, rows, counted = killed(codes, file, options.seconds / 2)
    results.table()
    results.goal("share of the bare 302", results.ratio(OURS, BARE), 0.35)
    results.goal("times the handler one writes first", results.ratio(OURS, NAIVE), 20)
    slower = results.ratio(OURS, BARE, "p99")
    results.held(f"p99 {slower:.1f} times the bare one (goal at most 5)", slower <= 5)
    if options.engine == "all" and postgres.binaries() is not None:
        faster = results.ratio(OURS_PG, NAIVE_PG)
        results.goal("PostgreSQL, times one commit a click", faster, 5)
    lost = f"kill -9: {received:,} answered, {rows:,} stored, counters {counted:,}"
    results.held(lost, 0 < received <= rows == counted)
    return results.missed


def _postgresql(results: Results, rounds: int, seconds: float, folder: Path) -> None:
    with postgres.server(durable=True) as url:
        database = Database(url)
        codes = fill(database)
        database.close()
        for _ in range(rounds):
            for variant in (OURS_PG, NAIVE_PG):
                results.add(variant, measure(variant, url, codes, seconds, folder))


if __name__ == "__main__":
    sys.exit(main())
