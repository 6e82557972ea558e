"""A whole demo, smaller than the real one, made by the real migrations on both databases."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from argon2 import PasswordHasher
from PIL import Image
from sqlalchemy import create_engine, make_url, text
from sqlmodel import select

from advocacy_app.content import queries as content
from advocacy_app.content.rules import ItemState
from advocacy_app.content.tables import Item
from advocacy_app.content.views import FeedQuery
from advocacy_app.core import clock, db
from advocacy_app.core.errors import Conflict
from advocacy_app.demo import items, making, pictures, plan
from advocacy_app.demo.items import Piece
from advocacy_app.demo.making import Demo
from advocacy_app.people import passwords
from advocacy_app.people import queries as people
from advocacy_app.people import service as staff
from advocacy_app.people.rules import Role
from advocacy_app.rewards import audit
from advocacy_app.rewards import queries as standing
from advocacy_app.rewards.rules import Period, Scope
from advocacy_app.settings import settings
from advocacy_app.sharing import queries as sharing

_SOME = {"breda", "veilig", "rivierduin", "jubileum", "chauffeur", "open-dag", "monteur"}


def _quietly(_title: str, _parts: int) -> Callable[[], None]:
    return lambda: None


def _plain(_scene: str, _tones: str, seed: int) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (640, 360), (seed * 7 % 256, 90, 160)).save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.fixture(params=["sqlite", "postgresql"])
def small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Some of the items, shared by a few, with plain pictures; the rest is the demo's."""
    some = [piece for piece in items.pieces(clock.now()) if piece.key in _SOME]

    def pieces(_now: datetime) -> list[Piece]:
        return some

    monkeypatch.setattr(items, "pieces", pieces)
    monkeypatch.setattr(pictures, "painted", _plain)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", quick)
    monkeypatch.setattr(plan, "_FEWEST", 4)
    monkeypatch.setattr(plan, "_MOST", 6)
    monkeypatch.setattr(plan, "_CLICKS_MAX", 3)
    if request.param == "postgresql":
        url = _empty_database(request.getfixturevalue("postgresql_url"))
        monkeypatch.setenv("ADVOCACY_DATABASE_URL", url)
    settings.cache_clear()
    db.use(None)
    yield
    db.database().close()
    db.use(None)


def _empty_database(url: str) -> str:
    name = f"demo_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _written() -> Path:
    return settings().data / making.FILE


def test_a_demo_is_made_once_and_everything_in_it_is_true(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = making.ensure(_quietly)
    said = json.loads(_written().read_text("utf-8"))
    assert set(said) == {"base_url", "accounts", "link"}
    assert {frozenset(account) for account in said["accounts"]} == {
        frozenset({"role", "email", "password", "api_token"})
    }
    assert {account["role"] for account in said["accounts"]} == set(Role)
    assert db.database().read_sync(audit.check_ledger) == []
    _assert_boards_are_alive(made)
    _assert_the_editor_has_work(made)
    _assert_the_link_leads_somewhere(made)

    before = _written().read_bytes()
    assert making.ensure(_quietly) == made
    assert _written().read_bytes() == before

    monkeypatch.setenv("ADVOCACY_BASE_URL", "http://localhost:9000")
    settings.cache_clear()
    moved = making.ensure(_quietly)
    assert moved.accounts == made.accounts
    assert moved.link == made.link.replace("http://localhost:8000", "http://localhost:9000")


def _assert_boards_are_alive(made: Demo) -> None:
    with db.database().reading() as session:
        me = people.token_actor(session, made.accounts[0].api_token)
        assert me is not None
        at = clock.now()
        assert standing.team_board(session, me, Period.ALL, at).items
        assert standing.person_board(session, me, Period.ALL, Scope.COMPANY, at).items
        page = content.feed(session, me, FeedQuery(limit=50), at)
        assert page.items[0].pinned
        assert any(item.must_read for item in page.items)
        assert all(item.picture for item in page.items)


def _assert_the_editor_has_work(made: Demo) -> None:
    token = next(a.api_token for a in made.accounts if a.role == Role.EDITOR)
    with db.database().reading() as session:
        editor = people.token_actor(session, token)
        assert editor is not None
        waiting = select(Item).where(Item.state == ItemState.REVIEW)
        assert len(session.exec(waiting).all()) == 3


def _assert_the_link_leads_somewhere(made: Demo) -> None:
    code = made.link.rpartition("/")[2]
    assert db.database().read_sync(sharing.landing, code).item is not None


def test_a_demo_that_was_broken_off_is_begun_again(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(plan, "shares", broken)
        with pytest.raises(KeyboardInterrupt):
            making.ensure(_quietly)
    assert not _written().exists()
    assert making.ensure(_quietly).accounts


def test_another_company_is_left_alone(small: None) -> None:
    making.migrate.upgrade(settings().database)
    db.database().run_sync(staff.create_company, "Vele Handen BV")
    with pytest.raises(Conflict, match=r"demo\.error\.other_company"):
        making.ensure(_quietly)
    assert db.database().read_sync(people.company).name == "Vele Handen BV"
