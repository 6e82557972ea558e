"""The caps of the house. Raise one only with a decision record, and name it here."""

from __future__ import annotations

import ast
from collections import Counter

from tests.house.source import PRODUCT, Module, everything, product

MODULE_LINES = 300
FUNCTION_LINES = 40
COMPONENT_LINES = 60
STATE_LINES = 150
ROOM_FILES = 8
ROOM_EXCEPTIONS = {"core": 16}  # docs/adr/0008: the floor is a shelf, not a room


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _is_component(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """What draws: a function of the screens or their kit that says it returns a component."""
    draws = node.returns is not None and "Component" in ast.unparse(node.returns)
    return draws and module.name.startswith(("advocacy_app/ui/", "advocacy_app/screens/"))


def _is_state(node: ast.ClassDef) -> bool:
    bases = [ast.unparse(base).rpartition(".")[2] for base in node.bases]
    return any(base.endswith(("State", "Session", "Mixin")) for base in bases)


def test_no_module_is_longer_than_a_person_reads() -> None:
    long = {each.name: each.lines for each in everything() if each.lines > MODULE_LINES}
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{module.name}:{node.lineno} {node.name}": _length(node)
        for module in everything()
        for node in module.functions()
        if _length(node) > (COMPONENT_LINES if _is_component(module, node) else FUNCTION_LINES)
    }
    assert long == {}


def test_no_state_knows_too_much() -> None:
    long = {
        f"{module.name} {node.name}": _length(node)
        for module in product()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and _is_state(node) and _length(node) > STATE_LINES
    }
    assert long == {}


def test_no_room_is_two_rooms() -> None:
    files = Counter(
        module.path.parent.relative_to(PRODUCT).as_posix()
        for module in product()
        if module.path.name != "__init__.py"
    )
    full = {
        folder: count
        for folder, count in files.items()
        if count > ROOM_EXCEPTIONS.get(folder, ROOM_FILES)
    }
    assert full == {}
