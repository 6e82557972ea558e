"""The description says what there is, all of it, and holds together (OpenAPI 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from advocacy_app.http.api import app
from tests.http.api.conftest import PREFIX, Callers


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return app.create_api().openapi()


def _operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def _references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():  # pyright: ignore[reportUnknownVariableType]
            if name == "$ref":
                yield str(value)  # pyright: ignore[reportUnknownArgumentType]
            else:
                yield from _references(value)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(part, list):
        for value in part:  # pyright: ignore[reportUnknownVariableType]
            yield from _references(value)  # pyright: ignore[reportUnknownArgumentType]


def test_it_is_served_where_it_was_promised(api: Callers, described: dict[str, Any]) -> None:
    answer = api.stranger.get("/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == described
    assert described["openapi"].startswith("3.1.")
    assert {"title", "version"} <= described["info"].keys()


def test_every_endpoint_is_in_it(described: dict[str, Any]) -> None:
    there = {(path, method.upper()) for path, method, _ in _operations(described)}
    assert there == {(one.path, one.method) for one in app.endpoints()}
    assert ("/api/v1/feed", "GET") in there
    assert all(path.startswith(f"{PREFIX}/") for path, _ in there)


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    for reference in set(_references(described)):
        found: Any = described
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_every_operation_is_complete(described: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in _operations(described)]
    assert len(names) == len(set(names))
    for path, _, operation in _operations(described):
        in_path = {
            one["name"] for one in operation.get("parameters", []) if one["in"] == "path"
        }
        assert in_path == set(re.findall(r"{(\w+)}", path)), path
        problem = operation["responses"]["default"]["content"]
        assert problem.keys() == {"application/problem+json"}
        assert any(code.startswith("2") for code in operation["responses"]), path


def test_every_post_takes_an_idempotency_key(described: dict[str, Any]) -> None:
    for path, method, operation in _operations(described):
        names = {one["name"] for one in operation.get("parameters", [])}
        assert ("Idempotency-Key" in names) == (method == "post"), path


def test_it_says_how_to_prove_who_one_is(described: dict[str, Any]) -> None:
    assert described["security"] == [{"token": []}, {"session": []}]
    assert described["components"]["securitySchemes"].keys() == {"token", "session"}


def test_a_board_s_period_is_named_from_and_to(described: dict[str, Any]) -> None:
    board = described["components"]["schemas"]["TeamBoardOut"]["properties"]
    assert board.keys() >= {"period", "from", "to", "items", "me"}
