"""Which Chromium the journeys run in: the machine's own, else the one Playwright has.

``python -m tools.chromium`` prints its path, and says nothing and fails when there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_DOWNLOADED = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
)
_ANSWERS_WITHIN_S = 20


def executable() -> Path | None:
    """The path to give to Playwright as ``executable_path``; None when nothing starts."""
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> list[Path]:
    installed = [Path(found) for name in _NAMES if (found := shutil.which(name))]
    cache = Path(
        os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
        or Path.home()
        / ("Library/Caches" if sys.platform == "darwin" else ".cache")
        / "ms-playwright"
    )
    return installed + [path for shape in _DOWNLOADED for path in sorted(cache.glob(shape))]


def _starts(path: Path) -> bool:
    """A name on the PATH is not enough: on Ubuntu it may only point at a snap."""
    try:
        done = subprocess.run(
            [str(path), "--version"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_ANSWERS_WITHIN_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def main() -> int:
    found = executable()
    if found:
        print(found)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
