"""Who is let in, what is refused and in which words, and that a POST is done once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from advocacy_app.content.tables import Item
from advocacy_app.core import clock, replies
from advocacy_app.core.db import Database
from advocacy_app.core.tables import IdempotentReply
from advocacy_app.http.api import app, doors
from advocacy_app.people import queries as people
from advocacy_app.people import sign_in
from advocacy_app.people.rules import CSRF_HEADER, SESSION_COOKIE
from advocacy_app.people.tables import Person
from advocacy_app.sharing.tables import Share
from tests import cast
from tests.cast import Cast
from tests.http.api.conftest import PREFIX, Caller, Callers, callers
from tests.http.browser import HOST

KEY = {"idempotency-key": "one"}


@pytest.fixture
def news(sqlite_db: Database, company: Cast) -> Item:
    return sqlite_db.run_sync(cast.item)


def _shares(db: Database) -> int:
    with db.reading() as session:
        return session.exec(select(func.count()).select_from(Share)).one()


def test_a_stranger_is_asked_to_sign_in(api: Callers) -> None:
    answer = api.stranger.get("/me", headers={"accept-language": "en-GB,en;q=0.8"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"
    problem = answer.json()
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert (problem["title"], problem["status"]) == ("Unauthorized", 401)
    assert problem["type"] == "urn:many-hands:problem:error.not_signed_in"
    assert problem["detail"].startswith("You are no longer signed in")


@pytest.mark.parametrize("token", ["mh_nobody", "x", "dave"])
def test_no_token_but_a_live_one_lets_in(api: Callers, token: str) -> None:
    asking = api.dave if token == "dave" else Caller(api.stranger.browser, token)
    assert asking.get("/feed").status_code == 401


def _sign_in(db: Database, company: Cast, api: Callers) -> str:
    """Bob's browser, with its session cookie; returns the CSRF token that it may read."""

    def work(session: Session) -> sign_in.NewSession:
        return sign_in.start(session, session.get_one(Person, company.bob.id), "phone")

    new = db.run_sync(work)
    api.stranger.browser.cookies.set(SESSION_COOKIE, new.secret)
    found = db.read_sync(people.signed_in, new.secret)
    assert found is not None
    return found.csrf


def test_a_cookie_reads_but_changes_nothing_alone(
    api: Callers, sqlite_db: Database, company: Cast
) -> None:
    csrf = _sign_in(sqlite_db, company, api)
    asking = api.stranger
    assert asking.get("/me").json()["name"] == "Bob"
    changes = {"nickname": "Bobby"}
    assert asking.patch("/me", json=changes).status_code == 403
    wrong = {CSRF_HEADER: csrf[::-1]}
    assert asking.patch("/me", json=changes, headers=wrong).status_code == 403
    done = asking.patch("/me", json=changes, headers={CSRF_HEADER: csrf})
    assert (done.status_code, done.json()["nickname"]) == (200, "Bobby")


def test_who_asks_too_often_waits(api: Callers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "READS", "2/minute")
    answers = [api.bob.get("/topics") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert api.carol.get("/topics").status_code == 200


def test_addresses_and_methods_that_are_not_there(api: Callers) -> None:
    nowhere = api.bob.get("/nowhere")
    assert (nowhere.status_code, nowhere.json()["status"]) == (404, 404)
    wrong = api.bob.delete("/feed")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    assert wrong.headers["content-type"] == "application/problem+json"


def test_mistakes_are_named_in_the_caller_s_language(api: Callers, news: Item) -> None:
    answer = api.bob.post("/shares", json={"network": "myspace"})
    assert answer.status_code == 422
    assert answer.headers["content-language"] == "nl"
    errors = {error["field"]: error["detail"] for error in answer.json()["errors"]}
    assert errors["item_id"] == "Dit ontbreekt."
    assert "whatsapp" in errors["network"]


@pytest.mark.parametrize("body", [b"{", b'"text"', b"\xff\xfe", b""])
def test_what_is_no_json_is_refused(api: Callers, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = api.bob.post("/shares", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]


def test_a_body_has_a_size(api: Callers) -> None:
    big = api.bob.post("/shares", content=b" " * (app.JSON_MAX + 1))
    assert big.status_code == 413
    assert big.headers["content-type"] == "application/problem+json"


def test_a_defect_says_no_more_than_a_number(
    api: Callers, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the password is Zwaluw-Tulp")

    monkeypatch.setattr("advocacy_app.people.queries.teams", broken)
    answer = api.bob.get("/teams")
    assert answer.status_code == 500
    assert "Zwaluw-Tulp" not in answer.text
    incident = caplog.records[-1].args
    assert isinstance(incident, tuple)
    assert str(incident[0]) in answer.json()["detail"]


def test_answers_are_not_cached(api: Callers) -> None:
    assert api.bob.get("/me").headers["cache-control"] == "private, no-store"


def test_a_post_is_done_once(api: Callers, sqlite_db: Database, news: Item) -> None:
    body = {"item_id": news.id, "network": "whatsapp"}
    first = api.bob.post("/shares", json=body, headers=KEY)
    again = api.bob.post("/shares", json=body, headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert _shares(sqlite_db) == 1


def test_a_key_is_for_one_request_of_one_person(
    api: Callers, sqlite_db: Database, news: Item
) -> None:
    body = {"item_id": news.id, "network": "whatsapp"}
    api.bob.post("/shares", json=body, headers=KEY)
    other = api.bob.post("/shares", json=body | {"text": "Anders"}, headers=KEY)
    assert other.status_code == 422
    assert other.json()["type"].endswith("error.idempotency_reuse")
    assert api.carol.post("/shares", json=body, headers=KEY).status_code == 201
    assert _shares(sqlite_db) == 2


def test_a_refusal_is_not_remembered(api: Callers, sqlite_db: Database, company: Cast) -> None:
    missing = {"item_id": "nothing", "network": "whatsapp"}
    assert api.bob.post("/shares", json=missing, headers=KEY).status_code == 404
    news = sqlite_db.run_sync(cast.item)
    found = missing | {"item_id": news.id}
    assert api.bob.post("/shares", json=found, headers=KEY).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "é"])
def test_a_key_is_plain_and_short(api: Callers, news: Item, key: str) -> None:
    body = {"item_id": news.id, "network": "copy"}
    headers = [(b"idempotency-key", key.encode())]
    answer = api.bob.browser.request(
        "POST",
        f"{PREFIX}/shares",
        json=body,
        headers=[*headers, (b"authorization", f"Bearer {api.bob.token}".encode())],
    )
    assert answer.status_code == 422


def test_four_at_once_are_one(db: Database) -> None:
    company = db.run_sync(cast.company)
    news = db.run_sync(cast.item)
    token = callers(db, company).bob.token
    body = {"item_id": news.id, "network": "whatsapp"}

    async def all_at_once() -> list[dict[str, object]]:
        transport = httpx.ASGITransport(Starlette(routes=app.routes()))
        headers = KEY | {"authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(
            transport=transport, base_url=HOST, headers=headers
        ) as client:
            asked = [client.post(f"{PREFIX}/shares", json=body) for _ in range(4)]
            return [answer.json() for answer in await asyncio.gather(*asked)]

    answers = asyncio.run(all_at_once())
    assert all(answer == answers[0] for answer in answers)
    assert _shares(db) == 1


def test_answers_are_forgotten_after_a_week(db: Database) -> None:
    company = db.run_sync(cast.company)

    def keep(session: Session) -> None:
        for key, days in (("old", 8), ("new", 6)):
            made = clock.now() - timedelta(days=days)
            session.add(
                IdempotentReply(
                    person_id=company.bob.id, key=key, request="", status=200, created_at=made
                )
            )

    db.run_sync(keep)
    assert db.run_sync(replies.purge, clock.now()) == 1
