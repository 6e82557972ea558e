from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from advocacy_app.core import db as database
from advocacy_app.core.db import Database
from advocacy_app.core.ids import new_code
from advocacy_app.http import health
from advocacy_app.sharing.clicks import desk
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.tables import Link
from tests import cast
from tests.http.browser import Browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    yield Browser(Starlette(routes=health.routes))
    desk.close()


def test_a_healthy_server_says_so(browser: Browser, db: Database) -> None:
    db.run_sync(cast.company)
    assert browser.get("/healthz").text == "ok\n"
    assert browser.get("/readyz").status_code == 200


def test_without_a_database_it_lives_but_is_not_ready(browser: Browser) -> None:
    database.use(Database("sqlite:////nowhere/at/all.db"))
    assert browser.get("/healthz").status_code == 200
    assert browser.get("/readyz").status_code == 503
    metrics = browser.get("/metrics")
    assert metrics.status_code == 200
    assert "manyhands_database_up 0" in metrics.text
    database.use(None)


def test_metrics_count_clicks_by_verdict(browser: Browser, db: Database) -> None:
    def work(session: Session) -> None:
        company, item = cast.company(session), cast.item(session)
        for network, human in ((Network.COPY, 2), (Network.X, 3)):
            link = Link(
                code=new_code(),
                person_id=company.bob.id,
                item_id=item.id,
                network=network,
                target="",
                human=human,
                created_at=item.created_at,
            )
            session.add(link)

    db.run_sync(work)
    lines = browser.get("/metrics").text.splitlines()
    assert 'manyhands_clicks_total{verdict="human"} 5' in lines
    assert 'manyhands_clicks_total{verdict="bot"} 0' in lines
    assert "manyhands_clicks_unrecorded_total 0" in lines
