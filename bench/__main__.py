"""``python -m bench [names]``: every measurement in a process of its own, one after the other.

A figure that misses its limit is printed as such and makes the exit code non-zero, where the
measurement says so with its own; nothing here judges.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> int:
    there = sorted(file.stem for file in HERE.glob("[a-z]*.py") if _can_be_run(file))
    unknown = [name for name in wanted if name not in there]
    if unknown:
        print(
            f"No measurement {', '.join(unknown)}; there are {', '.join(there)}",
            file=sys.stderr,
        )
        return 1
    failed: list[str] = []
    for name in wanted or there:
        print(f"▸ {name}", flush=True)
        started = time.monotonic()
        command = [sys.executable, "-m", f"bench.{name}"]
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(name)
        print(f"  {time.monotonic() - started:.0f} s\n", flush=True)
    if failed:
        print(f"Missed or failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def _can_be_run(file: Path) -> bool:
    """Modules that others import have no ``__main__`` part."""
    return '__name__ == "__main__"' in file.read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
