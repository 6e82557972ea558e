"""Who may know whom. The arrows are contracts in pyproject.toml; the rest is here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import FEATURES, ROOT, Module, product, room

# A library, and the only places of the product that may import it.
FOREIGNERS = {
    "PIL": ("sharing/cards.py", "sharing/cards/", "core/images.py", "demo/"),
    "apscheduler": ("jobs/",),
    "reflex": ("ui/", "screens/", "advocacy_app.py"),
    "reflex_base": ("ui/", "screens/", "advocacy_app.py"),
    "reflex_components_core": ("ui/", "screens/"),
    "fastapi": ("http/",),
    "granian": (),
    "typer": ("cli.py", "cli/"),
    "smtplib": ("core/mail.py",),
    "httpx": ("core/fetch/__init__.py",),
    "httpcore": ("core/fetch/__init__.py", "core/fetch/sockets.py"),
    "nh3": ("core/html.py",),
    "markdown_it": ("core/html.py",),
    "limits": ("core/limits.py",),
    "argon2": ("people/passwords.py",),
    "feedparser": ("content/",),
    "defusedxml": ("content/",),
    "is_bot": ("sharing/",),
    "crawleruseragents": ("sharing/",),
    "twitter_text": ("sharing/",),
    "alembic": ("core/migrate.py",),
    "pydantic_settings": ("settings.py",),
    "psycopg": ("core/", "sharing/"),
}
_WRITES = {"add", "add_all", "delete", "merge", "flush", "bulk_insert_mappings"}
_STATEMENTS = {"insert", "update", "delete"}


def test_the_contracts_of_pyproject_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", FOREIGNERS)
def test_each_foreigner_lives_in_its_room(library: str) -> None:
    homes = tuple(f"advocacy_app/{home}" for home in FOREIGNERS[library])
    strays = [
        f"{module.name}:{line}"
        for module in product()
        if not module.name.startswith(homes)
        for name, _, line in module.imports()
        if name.partition(".")[0] == library
    ]
    assert strays == []


def test_nothing_but_the_settings_reads_the_environment() -> None:
    allowed = ("advocacy_app/settings.py", "advocacy_app/ui/build.py")
    readers = [
        f"{module.name}:{node.lineno}"
        for module in product()
        if module.name not in allowed
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        if isinstance(node.ctx, ast.Load) and _is_read(node, module)
    ]
    assert readers == []


def _is_read(node: ast.Attribute, module: Module) -> bool:
    """Handing all of it to a child process, or setting one variable, is not reading."""
    for parent in ast.walk(module.tree):
        if isinstance(parent, ast.Subscript) and parent.value is node:
            return isinstance(parent.ctx, ast.Load)
        if isinstance(parent, ast.Attribute) and parent.value is node:
            return parent.attr == "get"
    return node.attr == "getenv"


def test_the_only_commit_is_at_the_edge() -> None:
    commits = [
        f"{module.name}:{call.lineno}"
        for module in product()
        if module.room in FEATURES and module.path.name in {"service.py", "queries.py"}
        for call in _calls(module.tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"commit", "rollback"}
    ]
    assert commits == []


def test_queries_never_write() -> None:
    writes = [
        f"{module.name}:{call.lineno}"
        for module in product()
        if module.room in FEATURES and module.path.name == "queries.py"
        for call in _calls(module.tree)
        if _is_write(call)
    ]
    assert writes == []


@pytest.mark.parametrize("feature", FEATURES)
def test_a_room_writes_only_its_own_tables(feature: str) -> None:
    strays = [
        f"{module.name}:{call.lineno} {ast.unparse(call.func)}({', '.join(sorted(hit))})"
        for module in room(feature)
        for call in _calls(module.tree)
        if (hit := _written(call) & _foreign_tables(module))
    ]
    assert strays == []


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _is_write(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name in _STATEMENTS or (name.startswith("session.") and name[8:] in _WRITES)


def _written(call: ast.Call) -> set[str]:
    """The tables a call makes a row of, or writes with a statement."""
    name = ast.unparse(call.func)
    if name.rpartition(".")[2] in _STATEMENTS:
        return {ast.unparse(argument) for argument in call.args}
    return {name}


def _foreign_tables(module: Module) -> set[str]:
    """The names under which a module knows the tables of other rooms."""
    known: set[str] = set()
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        parts = node.module.split(".")
        if parts[0] != "advocacy_app" or len(parts) < 3 or parts[1] == module.room:
            continue
        if parts[2] == "tables":
            known |= {alias.asname or alias.name for alias in node.names}
    return known


def test_every_verb_that_is_given_an_actor_asks_what_the_actor_may() -> None:
    silent = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in product()
        if module.room in FEATURES and module.path.name == "service.py"
        for node in module.functions()
        if not node.name.startswith("_") and _takes_actor(node) and not _asks(node, module)
    ]
    assert silent == []


def _takes_actor(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(argument.arg == "actor" for argument in node.args.args)


def _asks(node: ast.FunctionDef | ast.AsyncFunctionDef, module: Module) -> bool:
    """Whether ``require(actor, …)`` comes first, here or in the helper that is called first."""
    first = ast.unparse(next(part for part in node.body if not _is_docstring(part)))
    if re.search(r"\b_?require\w*\(.*\bactor\b", first.partition("\n")[0]):
        return True
    helper = re.search(r"\b(_\w+)\(.*\bactor\b", first.partition("\n")[0])
    return helper is not None and any(
        _asks(each, module) for each in module.functions() if each.name == helper.group(1)
    )


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
