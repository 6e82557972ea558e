"""Every handler and every route, times every role, against the table in ``permissions``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from reflex_base.registry import RegistrationContext
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from advocacy_app import advocacy_app as front
from advocacy_app.core.db import Database
from advocacy_app.http.api import app as api
from advocacy_app.http.assemble import machine_doors
from advocacy_app.people import service as people
from advocacy_app.people.rules import ROLE_PERMISSIONS, Actor, Permission, Role
from advocacy_app.screens.access import Access, access_of
from tests import cast
from tests.house.permissions import ANYBODY, HANDLERS, ROUTES, SIGNED_IN, Who
from tests.house.source import product

REFUSED = {401, 403}


def _may(who: Who, role: Role | None) -> bool:
    """What the table says; a role of None is somebody without an account."""
    if who == ANYBODY or role is None:
        return who == ANYBODY
    return who == SIGNED_IN or Permission(who) in ROLE_PERMISSIONS[role]


def _actor(role: Role | None) -> Actor | None:
    return Actor("somebody", role, None, "nl", "Europe/Amsterdam") if role else None


def _who(access: Access | None) -> Who:
    if access is None:
        return "nobody: it carries no mark"
    return ANYBODY if access.anybody else access.permission or SIGNED_IN


def _handlers() -> dict[str, Any]:
    assert front.app
    found = [each.handler.fn for each in RegistrationContext.get().event_handlers.values()]
    return {fn.__qualname__: fn for fn in found if fn.__module__.startswith("advocacy_app")}


def _routes(routes: Sequence[BaseRoute], before: str = "") -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, Mount):
            yield from _routes(route.routes, before + route.path)
        elif isinstance(route, Route):
            for method in sorted((route.methods or {"GET"}) - {"HEAD", "OPTIONS"}):
                yield method, before + route.path


def test_every_handler_is_in_the_table_and_nothing_else() -> None:
    assert sorted(_handlers().keys() ^ HANDLERS.keys()) == []


def test_a_handler_asks_for_exactly_what_the_table_says() -> None:
    """Roles alone would not tell two permissions apart that the same roles hold."""
    said = {name: _who(access_of(handler)) for name, handler in _handlers().items()}
    assert {name: who for name, who in said.items() if HANDLERS.get(name, who) != who} == {}


@pytest.mark.parametrize("role", [None, *Role])
def test_a_handler_admits_who_the_table_says(role: Role | None) -> None:
    wrong: list[str] = []
    for name, handler in _handlers().items():
        access = access_of(handler)
        admitted = access is not None and access.admits(_actor(role))
        if name in HANDLERS and admitted != _may(HANDLERS[name], role):
            wrong.append(f"{name}: {'admits' if admitted else 'refuses'} {role or 'strangers'}")
    assert wrong == []


def _doors() -> set[tuple[str, str]]:
    """Method and path of everything machines may knock on; the API says its own."""
    asked = {(each.method, each.path) for each in api.endpoints()}
    return asked | set(_routes(machine_doors().routes))


def test_the_api_asks_for_exactly_what_the_table_says() -> None:
    said = {f"{each.method} {each.path}": each.permission for each in api.endpoints()}
    assert {name: who for name, who in said.items() if ROUTES.get(name, who) != who} == {}


def test_every_route_is_in_the_table_and_nothing_else() -> None:
    found = {f"{method} {path}" for method, path in _doors()}
    assert sorted(found ^ ROUTES.keys()) == []


@pytest.mark.parametrize("role", [None, *Role])
def test_a_route_admits_who_the_table_says(role: Role | None, sqlite_db: Database) -> None:
    """An empty request: who may call is told that it is wrong, who may not is told so first."""
    company = sqlite_db.run_sync(cast.company)
    headers: dict[str, str] = {}
    if role:
        caller = sqlite_db.run_sync(cast.person, role.value, role=role, team=company.breda)
        token = sqlite_db.run_sync(people.create_token, cast.actor(caller), "matrix")
        headers["Authorization"] = f"Bearer {token.token}"
    doors = machine_doors()
    client: Any = TestClient(doors, follow_redirects=False, raise_server_exceptions=False)
    wrong: list[str] = []
    for method, path in sorted(_doors()):
        address = re.sub(r"\{[^}]+\}", "nothing", path)
        answer = client.request(method, address, headers=headers)
        expected = _may(ROUTES.get(f"{method} {path}", ANYBODY), role)
        if (answer.status_code not in REFUSED) != expected or answer.status_code >= 500:
            wrong.append(f"{method} {path}: {answer.status_code} for {role or 'strangers'}")
    assert wrong == []


def test_every_permission_is_asked_for_somewhere() -> None:
    asked = {
        node.attr
        for module in product()
        if module.name != "advocacy_app/people/rules.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Permission"
    }
    assert [permission for permission in Permission if permission.name not in asked] == []
