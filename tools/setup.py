"""From a clean clone to something that runs, with Python 3.11+ and its standard library alone.

``python3 -m tools.setup app`` is what the product needs, ``dev`` adds what the tests need.
Each step leaves a stamp in ``.venv/.stamps`` that names its inputs; a step whose inputs are
unchanged is skipped, so that a second run costs a fraction of a second.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMPS = VENV / ".stamps"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
_SHOW_EVERY = 20
_PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


class SetupError(Exception):
    """A step could not be done; the message says what the person can do about it."""


class Step(NamedTuple):
    """``inputs`` are files and words; the step is done again when one of them changes."""

    name: str
    title: str
    inputs: tuple[str, ...]
    work: Callable[[], None]


def main(arguments: list[str]) -> int:
    wanted = arguments[0] if arguments else "app"
    if wanted not in _PLANS:
        return _fail(f"there is nothing called {wanted!r} to set up; choose app or dev")
    started = time.monotonic()
    done = 0
    try:
        for step in _PLANS[wanted]:
            done += _take(step)
    except SetupError as error:
        return _fail(str(error))
    if done:
        print(f"Set up in {time.monotonic() - started:.1f} s", flush=True)
    return 0


def _fail(sentence: str) -> int:
    print(f"Cannot set up: {sentence}", file=sys.stderr, flush=True)
    return 1


def _take(step: Step) -> bool:
    stamp, now = STAMPS / step.name, _fingerprint(step)
    if stamp.is_file() and stamp.read_text("ascii") == now:
        return False
    print(f"▸ {step.title}", flush=True)
    started = time.monotonic()
    step.work()
    STAMPS.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now, "ascii")
    print(f"  done in {time.monotonic() - started:.1f} s", flush=True)
    return True


def _fingerprint(step: Step) -> str:
    """Over the inputs and the place: a virtual environment does not survive being moved."""
    total = hashlib.sha256(f"{ROOT}\0{sys.version_info[:2]}\0{step.title}".encode())
    for name in step.inputs:
        file = ROOT / name
        total.update(name.encode() + b"\0" + (file.read_bytes() if file.is_file() else b""))
    return total.hexdigest()


def _virtual_environment() -> None:
    """Make .venv, or make it anew when it belongs to another place or another Python."""
    if sys.version_info < OLDEST:
        raise SetupError("Python 3.11 or newer is needed; try `make PYTHON=python3.12 …`")
    command = [sys.executable, "-m", "venv", str(VENV)]
    if not _is_ours():
        command.append("--clear")
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0:
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    _apt(f"python{version}-venv", otherwise="install Python's venv module (python3-venv)")
    _run([*command, "--clear"], "make the virtual environment")


def _is_ours() -> bool:
    code = "import sys; print(sys.prefix, sys.version_info[0], sys.version_info[1])"
    try:
        said = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return said.stdout.split() == [str(VENV), *(str(part) for part in sys.version_info[:2])]


def _pins(file: str) -> Callable[[], None]:
    """Install a lockfile: every package by its hash, wheels only, so that nothing is built."""

    def work() -> None:
        command = [str(PYTHON), *_PIP, "install", "--require-hashes", "--only-binary", ":all:"]
        command += ["--progress-bar", "off", "-r", file]
        total = sum("==" in line for line in (ROOT / file).read_text("utf-8").splitlines())
        seen = 0
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                seen += line.startswith(("Collecting", "Requirement already satisfied"))
                if line.startswith("Collecting") and seen % _SHOW_EVERY == 0:
                    print(f"  {seen} of about {total} packages", flush=True)
                if line.startswith("Installing"):
                    print("  unpacking", flush=True)
        if process.returncode:
            raise SetupError(
                f"the packages of {file} could not be installed; pip says why above"
            )

    return work


def _project() -> None:
    """Link the project into .venv; its build tool is pinned too, so nothing else comes in."""
    pip = [str(PYTHON), *_PIP, "install", "--quiet"]
    build = ["--require-hashes", "--only-binary", ":all:", "-r", "requirements/build.txt"]
    _run([*pip, *build], "install the build tool")
    _run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."], "install the project")


def _postgresql() -> None:
    """The machine's own, else the wheel's; a package of the system is the last resort."""
    if not _finds("tools.postgres", "find"):
        _apt("postgresql", otherwise="install PostgreSQL 15 or newer")
    if not _finds("tools.postgres", "find"):
        raise SetupError("PostgreSQL is still not found; install it and run this again")


def _chromium() -> None:
    if _finds("tools.chromium"):
        return
    if _may_apt() and _apt_get("chromium") and _finds("tools.chromium"):
        return
    _run([str(PYTHON), "-m", "playwright", "install", "chromium"], "download Chromium")
    if not _finds("tools.chromium"):
        raise SetupError("no Chromium starts here; install chromium or google-chrome")


def _finds(*module: str) -> bool:
    done = subprocess.run(
        [str(PYTHON), "-m", *module], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0


def _may_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(package: str, *, otherwise: str) -> None:
    if not _may_apt() or not _apt_get(package):
        raise SetupError(f"please {otherwise}, then run this again")


def _apt_get(package: str) -> bool:
    print(f"  installing {package} from the system's packages", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", package]
    return all(
        subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
        for command in (["apt-get", "update", "-qq"], install)
    )


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SetupError(f"could not {what}; the reason stands above")


_VENV = Step("venv", "Python environment in .venv", (), _virtual_environment)
_PROJECT = Step(
    "project",
    "the advocacy command",
    ("pyproject.toml", "requirements/build.txt"),
    _project,
)


def _packages(name: str, title: str) -> Step:
    file = f"requirements/{name}.txt"
    return Step(f"pins-{name}", title, (file,), _pins(file))


_PLANS: dict[str, tuple[Step, ...]] = {
    "app": (_VENV, _packages("app", "packages of the product, Node included"), _PROJECT),
    "dev": (
        _VENV,
        _packages("dev", "packages of the product and of its tests"),
        _PROJECT,
        Step("postgresql", "PostgreSQL for the tests", ("requirements/dev.txt",), _postgresql),
        Step("chromium", "Chromium for the journeys", ("requirements/dev.txt",), _chromium),
    ),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
