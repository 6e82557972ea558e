"""The company with one caller per role, each with a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from advocacy_app.core import limits
from advocacy_app.core.db import Database
from advocacy_app.http.api import app
from advocacy_app.people import service, sign_in
from advocacy_app.people.rules import Role
from advocacy_app.people.tables import Person
from advocacy_app.sharing.clicks import desk
from tests import cast
from tests.cast import Cast
from tests.http.browser import Browser

PREFIX = "/api/v1"


@dataclass(frozen=True)
class Caller:
    """Asks the API; ``token`` empty is a stranger."""

    browser: Browser
    token: str = ""

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        headers |= how.pop("headers", {})
        return self.browser.request(method, PREFIX + path, headers=headers, **how)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("GET", path, **how)

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("POST", path, **how)

    def patch(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("PATCH", path, **how)

    def delete(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("DELETE", path, **how)


@dataclass(frozen=True)
class Callers:
    alice: Caller
    bob: Caller
    carol: Caller
    dave: Caller
    erin: Caller
    contributor: Caller
    analyst: Caller
    stranger: Caller

    def of(self, role: Role) -> Caller:
        return {
            Role.EMPLOYEE: self.bob,
            Role.CONTRIBUTOR: self.contributor,
            Role.EDITOR: self.alice,
            Role.ANALYST: self.analyst,
            Role.ADMIN: self.erin,
        }[role]


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    limits.reset()
    sign_in.forget()
    yield
    desk.close()


@pytest.fixture
def company(sqlite_db: Database) -> Cast:
    return sqlite_db.run_sync(cast.company)


@pytest.fixture
def api(sqlite_db: Database, company: Cast) -> Callers:
    return callers(sqlite_db, company)


def callers(db: Database, company: Cast) -> Callers:
    """Tokens for the whole cast; dave's is from before he left."""
    browser = Browser(Starlette(routes=app.routes()))

    def token(session: Session, who: Person) -> Caller:
        row = session.get_one(Person, who.id)
        left, row.left_at = row.left_at, None
        made = service.create_token(session, cast.actor(who), "tests")
        row.left_at = left
        return Caller(browser, made.token)

    def work(session: Session) -> Callers:
        con = cast.person(session, "Con", role=Role.CONTRIBUTOR, team=company.breda)
        ana = cast.person(session, "Ana", role=Role.ANALYST, team=company.breda)
        return Callers(
            alice=token(session, company.alice),
            bob=token(session, company.bob),
            carol=token(session, company.carol),
            dave=token(session, company.dave),
            erin=token(session, company.erin),
            contributor=token(session, con),
            analyst=token(session, ana),
            stranger=Caller(browser),
        )

    return db.run_sync(work)
