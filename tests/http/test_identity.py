"""Who is behind a request, by cookie and by token; and from where it comes."""

from __future__ import annotations

import pytest
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from advocacy_app.core.db import Database
from advocacy_app.core.errors import AppError
from advocacy_app.http import identity
from advocacy_app.people import queries, service, sign_in
from advocacy_app.people.tables import ApiToken, Person
from advocacy_app.settings import settings
from tests import cast
from tests.cast import Cast, actor
from tests.http.browser import Browser


async def _whoami(request: Request) -> Response:
    try:
        found = await identity.current(request)
    except AppError as problem:
        raise HTTPException(problem.status, problem.key) from problem
    return JSONResponse({"name": found.name, "csrf": found.csrf})


@pytest.fixture
def the(db: Database) -> Cast:
    return db.run_sync(cast.company)


@pytest.fixture
def api(the: Cast) -> Browser:
    return Browser(Starlette(routes=[Route("/", _whoami, methods=["GET", "POST"])]))


def start(db: Database, who: Person) -> str:
    def work(session: Session) -> str:
        return sign_in.start(session, session.get_one(Person, who.id), "").secret

    return db.run_sync(work)


def cookie(secret: str) -> dict[str, str]:
    return {"cookie": f"mh_session={secret}"}


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_a_cookie_is_enough_to_read(db: Database, the: Cast, api: Browser) -> None:
    answer = api.get("/", headers=cookie(start(db, the.bob)))
    assert answer.json()["name"] == "Bob"


def test_a_cookie_alone_changes_nothing(db: Database, the: Cast, api: Browser) -> None:
    mine, hers = start(db, the.bob), start(db, the.carol)
    of_bob, of_carol = (api.get("/", headers=cookie(s)).json()["csrf"] for s in (mine, hers))
    for given, status in ((of_bob, 200), (of_carol, 403), ("", 403), ("é", 403)):
        headers = cookie(mine) | {"x-csrf-token": given.encode()}
        assert api.post("/", headers=headers).status_code == status
    assert api.post("/", headers=cookie(mine)).text == "people.error.wrong_csrf"


def test_a_token_is_enough_for_both(db: Database, the: Cast, api: Browser) -> None:
    new = db.run_sync(service.create_token, actor(the.alice), "Script")
    for method in ("GET", "POST"):
        assert api.request(method, "/", headers=bearer(new.token)).json()["name"] == "Alice"
    used = db.read_sync(lambda session: session.get_one(ApiToken, new.id))
    assert used.used_at is not None
    db.run_sync(service.revoke_token, actor(the.alice), new.id)
    assert api.get("/", headers=bearer(new.token)).status_code == 401


def test_a_wrong_token_is_not_made_good_by_a_cookie(
    db: Database, the: Cast, api: Browser
) -> None:
    headers = cookie(start(db, the.bob)) | bearer("mh_wrong")
    assert api.get("/", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{}, cookie("stolen"), cookie(""), bearer(""), {"authorization": "Basic Ym9iOng="}],
)
def test_nobody_is_refused(api: Browser, headers: dict[str, str]) -> None:
    answer = api.get("/", headers=headers)
    assert (answer.status_code, answer.text) == (401, "error.not_signed_in")


def test_a_stolen_session_is_over_once_rotated(db: Database, the: Cast, api: Browser) -> None:
    stolen = start(db, the.bob)
    assert api.get("/", headers=cookie(stolen)).status_code == 200
    fresh = db.run_sync(service.rotate, stolen).secret
    assert api.get("/", headers=cookie(stolen)).status_code == 401
    assert api.get("/", headers=cookie(fresh)).status_code == 200


def test_a_session_secret_is_no_token(db: Database, the: Cast, api: Browser) -> None:
    secret = start(db, the.bob)
    assert api.get("/", headers=bearer(secret)).status_code == 401
    token = db.run_sync(service.create_token, actor(the.bob), "Script").token
    assert api.get("/", headers=cookie(token)).status_code == 401
    assert db.read_sync(queries.token_actor, token) == actor(the.bob)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "ip"),
    [
        (0, "", "192.0.2.9", "192.0.2.9"),
        (0, "198.51.100.1", "192.0.2.9", "192.0.2.9"),
        (1, "198.51.100.1", "192.0.2.9", "198.51.100.1"),
        (1, "203.0.113.7, 198.51.100.1", "192.0.2.9", "198.51.100.1"),
        (2, "203.0.113.7, 198.51.100.1", "192.0.2.9", "203.0.113.7"),
        (5, "203.0.113.7", "192.0.2.9", "203.0.113.7"),
        (1, "", "192.0.2.9", "192.0.2.9"),
        (1, "<script>", "192.0.2.9", "unknown"),
        (0, "", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (0, "", "::ffff:192.0.2.9", "192.0.2.9"),
        (0, "", "fe80::1%eth0", "fe80::/64"),
    ],
)
def test_only_our_own_proxies_say_where_from(
    monkeypatch: pytest.MonkeyPatch, proxies: int, forwarded: str, peer: str, ip: str
) -> None:
    monkeypatch.setenv("ADVOCACY_TRUSTED_PROXIES", str(proxies))
    settings.cache_clear()
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "headers": headers, "client": (peer, 1)}
    assert identity.client_ip(Request(scope)) == ip
