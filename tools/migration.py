"""Write the migration that brings the schema to what the models say.

As long as there is one migration and no name is given, it is written anew: before the first
release there is nobody to migrate. With a name the next number is written, for review by hand.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from advocacy_app.core import migrate

ROOT = Path(__file__).resolve().parents[1]
VERSIONS = ROOT / "alembic" / "versions"
FIRST = "0001"


def main(arguments: list[str]) -> int:
    present = sorted(VERSIONS.glob("[0-9]*.py"))
    name = arguments[0] if arguments else ""
    if not name and len(present) > 1:
        print("Name what changes: make migration NAME=what_changes", file=sys.stderr)
        return 1
    if not name:
        for file in present:
            file.unlink()
        present = []
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/models.db"
        if present:
            migrate.upgrade(url)
        migrate.write(url, name or "the first schema", _number(present))
    _tidy()
    print(
        f"Wrote {max(VERSIONS.glob('[0-9]*.py')).relative_to(ROOT)}; read it before it is used"
    )
    return 0


def _number(present: list[Path]) -> str:
    return f"{int(present[-1].name.partition('_')[0]) + 1:04d}" if present else FIRST


def _tidy() -> None:
    ruff = Path(sys.executable).with_name("ruff")
    for words in (
        ("check", "--quiet", "--fix-only", "--select", "I,F401"),
        ("format", "--quiet"),
    ):
        subprocess.run([ruff, *words, "--no-force-exclude", VERSIONS], cwd=ROOT, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
