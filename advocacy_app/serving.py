"""Starts the server: settings fixed, database brought up to date, frontend built, then granian.

Reflex reads its configuration from the folder it runs in, so the process moves to the project's
own folder; whatever the settings say about the folder it was started in is resolved before.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from advocacy_app.core import db, migrate
from advocacy_app.core.errors import BadInput, Conflict
from advocacy_app.settings import Settings, settings
from advocacy_app.ui import build

_PORT = 8000
_APP = "advocacy_app.advocacy_app:asgi"
_AT_ONCE = 8192  # connections a worker holds; every open screen is one
_STOP_WITHIN_S = 10
_SQLITE_FILE = "sqlite:///"


@dataclass(frozen=True)
class Place:
    """Where to listen. More workers than one need engines that can be shared."""

    host: str
    port: int
    workers: int = 1


def settle(*, data: Path | None = None, base_url: str = "", port: int = _PORT) -> None:
    """Fix the settings for this process and its children, and move to the project's folder.

    Without an address of its own the server is at ``http://localhost:{port}``.
    """
    if data is not None:
        os.environ["ADVOCACY_DATA"] = str(data.expanduser().absolute())
    settings.cache_clear()
    found = settings()
    if not base_url and "base_url" not in found.model_fields_set:
        base_url = f"http://localhost:{port}"
    os.environ.update(_environment(found))
    if base_url:
        os.environ["ADVOCACY_BASE_URL"] = base_url
    os.chdir(build.ROOT)
    settings.cache_clear()


def _environment(found: Settings) -> dict[str, str]:
    """What was set, from wherever it came, as a child process finds it from any folder."""
    said = {
        f"ADVOCACY_{name.upper()}": str(getattr(found, name)) for name in found.model_fields_set
    }
    said["ADVOCACY_DATA"] = str(found.data.expanduser().absolute())
    url = found.database_url
    if url.startswith(_SQLITE_FILE):
        said["ADVOCACY_DATABASE_URL"] = _SQLITE_FILE + str(
            Path(url.removeprefix(_SQLITE_FILE)).absolute()
        )
    return said


def require_free(place: Place) -> None:
    """Raise Conflict when something listens there already, and BadInput for no such address."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            place.host, place.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise Conflict("serving.error.port_in_use", port=place.port) from None
        raise BadInput("serving.error.address", host=place.host, port=place.port) from None


def require_engines(place: Place) -> None:
    """Raise BadInput when several workers would have to share what only one can use."""
    may_share = settings().redis_url and not settings().database.startswith("sqlite")
    if place.workers > 1 and not may_share:
        raise BadInput("serving.error.workers")


def build_frontend(say: Callable[[str], None]) -> None:
    """Build it if its sources have changed; who starts at the same time waits for it.

    Raises RuntimeError with Node's own words.
    """
    if build.is_current():
        return
    with (build.ROOT / "rxconfig.py").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not build.is_current():
            build.build(say)


def serve(place: Place) -> NoReturn:
    """Bring the schema up to date and become the server, which answers until told to stop.

    It stops when every request is answered and every recorded click is on the disk. The process
    is replaced: what starting needed would otherwise stay in memory beside the workers.
    """
    migrate.upgrade(settings().database)
    db.database().close()
    os.environ.update(build.serve_environment())
    sys.stdout.flush()
    os.execv(sys.executable, command(place))  # noqa: S606 -- our own interpreter, no shell


def command(place: Place) -> list[str]:
    """Granian, without an access log: it would hold addresses of people."""
    options = {
        "interface": "asgi",
        "host": place.host,
        "port": place.port,
        "workers": place.workers,
        "loop": "uvloop",
        "backpressure": _AT_ONCE,
        "workers-kill-timeout": _STOP_WITHIN_S,
        "log-config": Path(__file__).with_name("logging.json"),
        "log-level": "warning",
        "working-dir": build.ROOT,
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    respawn = ["--respawn-failed-workers"] if place.workers > 1 else []
    fixed = ["--factory", "--no-access-log", *respawn, _APP]
    return [sys.executable, "-m", "granian", *words, *fixed]


def measure(names: list[str]) -> int:
    """Run measurements from the project's own folder; returns their exit code."""
    command = [sys.executable, "-m", "bench", *names]
    done = subprocess.run(command, cwd=build.ROOT, check=False)  # noqa: S603 -- our own words
    return done.returncode


def work(run: Callable[[], None], stop: Callable[[], None]) -> None:
    """Do what a timetable says, without the web, until told to stop."""
    told = threading.Event()

    def stopped(_number: int, _frame: object) -> None:
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopped)
    run()
    told.wait()
    stop()
