"""Everything that has to hold, one after the other, and how long each part took.

``python -m tools.check lint types tests`` runs the parts named, ``e2e`` only the journeys. A
part that fails does not stop the next; the exit code is non-zero when any failed. The tests
come last, so that their closing line is the last line.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
_PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "lint": (
        ("ruff", "format", "--check", "--quiet", "."),
        ("ruff", "check", "--quiet", "."),
        ("lint-imports", "--no-logo"),
    ),
    "types": (("basedpyright",),),
    "tests": (("pytest", "--durations=5", "--durations-min=2"),),
    "e2e": (("pytest", "-m", "e2e"),),
}


def main(names: list[str]) -> int:
    failed: list[str] = []
    took: list[str] = []
    for name in sorted(names or ["lint", "types", "tests"], key=list(_PARTS).index):
        if took and "pytest" in _PARTS[name][0]:
            print(" · ".join(took) + (f" · failed: {', '.join(failed)}" if failed else ""))
        print(f"▸ {name}", flush=True)
        started = time.monotonic()
        passed = [_passes(command) for command in _PARTS[name]]
        if not all(passed):
            failed.append(name)
        took.append(f"{name} {time.monotonic() - started:.1f} s")
    return 1 if failed else 0


def _passes(command: tuple[str, ...]) -> bool:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        print(f"  {' '.join(command)}: failed", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
