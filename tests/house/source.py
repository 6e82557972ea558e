"""The source as data, for the rules about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "advocacy_app"
FEATURES = (
    "people",
    "notify",
    "rewards",
    "content",
    "sharing",
    "referrals",
    "campaigns",
    "insight",
)


@dataclass(frozen=True)
class Module:
    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """Its path from the root, as people say it: ``advocacy_app/people/rules.py``."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def room(self) -> str:
        """``people`` for all that is in that folder, ``cli`` for what lies in the open."""
        return self.path.relative_to(PRODUCT).with_suffix("").parts[0]

    def imports(self) -> Iterator[tuple[str, str, int]]:
        """(module, name, line) of every import in the file; name is "" for modules."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, "", node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.module, alias.name, node.lineno) for alias in node.names)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def texts(self) -> Iterator[tuple[str, int]]:
        """Every string that is not a docstring, with its line."""
        docs = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Constant) or id(node) in docs:
                continue
            if isinstance(node.value, str):
                yield node.value, node.lineno


@cache
def product() -> tuple[Module, ...]:
    return _modules("advocacy_app")


@cache
def everything() -> tuple[Module, ...]:
    """The product and all that stands around it; migrations are written by a machine."""
    return _modules("advocacy_app", "tests", "tools", "bench")


def room(name: str) -> list[Module]:
    return [module for module in product() if module.room == name]


def _modules(*folders: str) -> tuple[Module, ...]:
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(_read(file) for file in files)


def _read(file: Path) -> Module:
    text = file.read_text("utf-8")
    return Module(file, ast.parse(text), text.count("\n"))
