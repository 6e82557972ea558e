"""The sign-in doors on both databases, as a browser and as somebody hostile knock on them."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from httpx import Response
from sqlmodel import Session
from starlette.applications import Starlette

from advocacy_app.core.db import Database
from advocacy_app.http import auth
from advocacy_app.people import passwords, queries, service
from advocacy_app.people.tables import Person
from advocacy_app.settings import settings
from tests import cast
from tests.cast import Cast
from tests.http.browser import HOST, Browser

PASSWORD = "vier paarse koeien"
BOB = "bob@example.com"
OWN = {"origin": HOST}


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwords.make(PASSWORD)


@pytest.fixture
def the(db: Database, hashed: str) -> Cast:
    def work(session: Session) -> Cast:
        made = cast.company(session)
        made.bob.password_hash = made.dave.password_hash = hashed
        return made

    return db.run_sync(work)


@pytest.fixture
def browser(the: Cast) -> Browser:
    return Browser(Starlette(routes=auth.routes), headers=OWN)


def enter(browser: Browser, **fields: str) -> Response:
    return browser.post("/auth/password", data={"email": BOB, "password": PASSWORD} | fields)


def led_to(answer: Response) -> dict[str, str]:
    """The query of the sign-in page an answer leads back to."""
    assert answer.status_code == 303
    where = urlsplit(answer.headers["location"])
    assert (where.scheme, where.netloc, where.path) == ("", "", "/sign-in")
    return {name: values[0] for name, values in parse_qs(where.query).items()}


def name_behind(db: Database, secret: str | None) -> str | None:
    found = db.read_sync(queries.signed_in, secret or "")
    return found.name if found else None


def test_the_password_sets_both_cookies_and_leads_on(db: Database, browser: Browser) -> None:
    answer = enter(browser, next="/teams?period=week")
    assert (answer.status_code, answer.headers["location"]) == (303, "/teams?period=week")
    secret, csrf = browser.cookies["mh_session"], browser.cookies["mh_csrf"]
    found = db.read_sync(queries.signed_in, secret)
    assert found is not None
    assert (found.name, found.csrf) == ("Bob", csrf)
    session, readable = answer.headers.get_list("set-cookie")
    assert "httponly" in session.lower()
    assert "httponly" not in readable.lower()
    for cookie in (session, readable):
        assert "samesite=lax" in cookie.lower()
        assert "path=/" in cookie.lower()
        assert "secure" not in cookie.lower()


def test_on_https_the_cookies_are_secure(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCACY_BASE_URL", "https://advocacy.example.com")
    settings.cache_clear()
    cookies = enter(browser).headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("secure" in cookie.lower() for cookie in cookies)


@pytest.mark.parametrize(
    ("email", "password"),
    [(BOB, "wrong"), ("nobody@example.com", PASSWORD), ("dave@example.com", PASSWORD)],
)
def test_every_wrong_pair_leads_back_alike(browser: Browser, email: str, password: str) -> None:
    answer = enter(browser, email=email, password=password, next="/me")
    assert led_to(answer) == {
        "step": "password",
        "error": "people.error.wrong_password",
        "email": email,
        "next": "/me",
    }
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_next_never_leads_to_another_site(browser: Browser, wanted: str) -> None:
    assert enter(browser, next=wanted).headers["location"] == "/"
    wrong = led_to(enter(browser, password="wrong", next=wanted))
    assert "next" not in wrong


def test_a_line_break_adds_no_header(browser: Browser) -> None:
    answer = enter(browser, next="/\r\nSet-Cookie: a=b", email=BOB)
    assert answer.headers["location"] == "/"
    answer = enter(browser, email="x@example.com\r\nX-Evil: 1")
    assert led_to(answer)["error"] == "people.error.email"
    assert "x-evil" not in answer.headers


def test_a_code_from_the_mail_lets_in(
    db: Database, browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = browser.post("/auth/code/request", data={"email": BOB, "next": "/me"})
    assert led_to(sent) == {"step": "code", "email": BOB, "next": "/me"}
    [code] = re.findall(r"Je code is (\d{6})\n", capsys.readouterr().out)
    answer = browser.post("/auth/code", data={"email": BOB, "code": code, "next": "/me"})
    assert answer.headers["location"] == "/me"
    assert name_behind(db, browser.cookies["mh_session"]) == "Bob"
    again = browser.post("/auth/code", data={"email": BOB, "code": code})
    assert led_to(again)["error"] == "people.error.wrong_code"


@pytest.mark.parametrize("email", ["nobody@example.com", "dave@example.com"])
def test_asking_for_a_code_tells_nothing(
    browser: Browser, capsys: pytest.CaptureFixture[str], email: str
) -> None:
    known = browser.post("/auth/code/request", data={"email": BOB})
    capsys.readouterr()
    unknown = browser.post("/auth/code/request", data={"email": email})
    assert led_to(unknown) == led_to(known) | {"email": email}
    assert set(unknown.headers) == set(known.headers)
    assert capsys.readouterr().out == ""
    wrong = browser.post("/auth/code", data={"email": email, "code": "123456"})
    assert led_to(wrong)["error"] == "people.error.wrong_code"


def test_a_wrong_code_counts_though_it_is_refused(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    browser.post("/auth/code/request", data={"email": BOB})
    [code] = re.findall(r"Je code is (\d{6})\n", capsys.readouterr().out)
    for _ in range(5):
        browser.post("/auth/code", data={"email": BOB, "code": "12345"})
    answer = browser.post("/auth/code", data={"email": BOB, "code": code})
    assert led_to(answer)["error"] == "people.error.wrong_code"


def test_many_tries_are_too_many(browser: Browser) -> None:
    for _ in range(5):
        enter(browser, password="wrong")
    assert led_to(enter(browser))["error"] == "people.error.too_many_tries"
    assert "mh_session" not in browser.cookies


def test_signing_in_again_ends_the_session_before(db: Database, browser: Browser) -> None:
    enter(browser)
    before = browser.cookies["mh_session"]
    enter(browser)
    after = browser.cookies["mh_session"]
    assert before != after
    assert name_behind(db, before) is None
    assert name_behind(db, after) == "Bob"


def test_a_planted_session_is_not_taken_over(db: Database, browser: Browser) -> None:
    browser.cookies.set("mh_session", "planted-by-somebody", domain="localhost.local")
    enter(browser)
    assert name_behind(db, "planted-by-somebody") is None


def test_signing_out_ends_the_session_and_clears_the_device(
    db: Database, browser: Browser
) -> None:
    enter(browser)
    secret = browser.cookies["mh_session"]
    answer = browser.post("/auth/sign-out")
    assert led_to(answer) == {"step": "password"}
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert "mh_session" not in browser.cookies
    assert "mh_csrf" not in browser.cookies
    assert name_behind(db, secret) is None
    assert browser.post("/auth/sign-out").status_code == 303


@pytest.mark.parametrize(
    ("headers", "ok"),
    [
        ({"origin": HOST}, True),
        ({"origin": "http://127.0.0.1:9", "host": "127.0.0.1:9"}, True),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": HOST, "sec-fetch-site": "cross-site"}, False),
        ({"origin": HOST, "sec-fetch-site": "same-site"}, False),
        ({"origin": f"{HOST}.evil.example"}, False),
    ],
)
def test_a_form_of_another_site_is_refused(
    db: Database, browser: Browser, headers: dict[str, str], ok: bool
) -> None:
    enter(browser)
    secret = browser.cookies["mh_session"]
    answer = browser.post("/auth/sign-out", headers=headers)
    assert (name_behind(db, secret) is None) is ok
    assert ok or led_to(answer)["error"] == "people.error.wrong_origin"


def test_who_says_no_origin_is_no_browser(the: Cast) -> None:
    script = Browser(Starlette(routes=auth.routes))
    assert enter(script).headers["location"] == "/"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"email=" + b"x" * 20_000, "error.too_large"),
        (b"&".join(b"a%d=1" % number for number in range(60)), "error.bad_input"),
        (b"\xff\xfe\x00", "people.error.email"),
        (b"", "people.error.email"),
        (b'{"email": "bob@example.com"}', "people.error.email"),
    ],
)
def test_a_body_that_is_no_form(browser: Browser, body: bytes, error: str) -> None:
    assert led_to(browser.post("/auth/password", content=body))["error"] == error


@pytest.mark.parametrize("path", [route.path for route in auth.routes])
def test_nothing_happens_on_get(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 405


def test_who_leaves_is_out_at_once(db: Database, the: Cast, browser: Browser) -> None:
    enter(browser)
    db.run_sync(service.leave, service.system_actor(), the.bob.id)
    assert name_behind(db, browser.cookies["mh_session"]) is None
    assert led_to(enter(browser))["error"] == "people.error.wrong_password"
    gone = db.read_sync(lambda session: session.get_one(Person, the.bob.id))
    assert gone.password_hash is None
