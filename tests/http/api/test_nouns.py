"""What each role may do through the API, and what comes of it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlmodel import Session

from advocacy_app.content.rules import ItemState
from advocacy_app.content.tables import Item, Topic
from advocacy_app.core.db import Database
from advocacy_app.http.api import app
from advocacy_app.people.rules import Actor, Role
from advocacy_app.people.tables import Company
from tests import cast
from tests.cast import Cast
from tests.http.api.conftest import PREFIX, Callers

NEW = {"title": "Zomerfeest", "summary": "In Breda", "body": "**Kom** allemaal."}


@pytest.fixture
def news(sqlite_db: Database, company: Cast) -> Item:
    return sqlite_db.run_sync(cast.item)


def _photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 400), "#4a3fe0").save(buffer, "JPEG")
    return buffer.getvalue()


def test_an_editor_writes_and_it_is_out(api: Callers) -> None:
    made = api.alice.post("/posts", json=NEW)
    assert made.status_code == 201
    assert made.json()["body_html"].strip() == "<p><strong>Kom</strong> allemaal.</p>"
    assert api.bob.get("/feed").json()["items"][0]["title"] == "Zomerfeest"


def test_a_draft_waits_for_its_moment(api: Callers) -> None:
    post = api.alice.post("/posts", json=NEW | {"draft": True}).json()
    assert post["state"] == "draft"
    assert api.bob.get(f"/posts/{post['id']}").status_code == 404
    assert api.alice.get(f"/posts/{post['id']}").status_code == 200
    assert api.alice.post(f"/posts/{post['id']}/publish").json()["state"] == "published"
    assert api.bob.get(f"/posts/{post['id']}").status_code == 200


def test_a_vacancy_is_written_whole(api: Callers) -> None:
    vacancy = {"location": "Breda", "salary_min": 300000, "salary_max": 350000}
    body = {"kind": "vacancy", "title": "Monteur", "vacancy": vacancy}
    made = api.alice.post("/posts", json=body).json()
    assert made["vacancy"]["location"] == "Breda"
    assert "3.000" in made["vacancy"]["salary"]


def test_only_what_is_sent_changes(api: Callers, sqlite_db: Database, company: Cast) -> None:
    def topic(session: Session) -> None:
        session.add(Topic(slug="sport", name_nl="Sport", name_en="Sports"))

    sqlite_db.run_sync(topic)
    post = api.alice.post("/posts", json=NEW | {"topic": "sport", "must_read": True}).json()
    changed = api.alice.patch(f"/posts/{post['id']}", json={"title": "Winterfeest"}).json()
    assert (changed["title"], changed["topic"], changed["must_read"]) == (
        "Winterfeest",
        "sport",
        True,
    )
    wrong = api.alice.patch(f"/posts/{post['id']}", json={"topic": "nothing"})
    assert [error["field"] for error in wrong.json()["errors"]] == ["topic"]


def test_what_is_withdrawn_is_gone_and_its_links_explain(api: Callers, news: Item) -> None:
    api.bob.post("/shares", json={"item_id": news.id, "network": "copy"})
    answer = api.alice.post(f"/posts/{news.id}/withdraw", json={"reason": "Dubbel"})
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert api.bob.get("/feed").json()["items"] == []
    again = api.bob.post("/shares", json={"item_id": news.id, "network": "copy"})
    assert again.status_code == 404


def test_reading_and_saving_are_remembered(api: Callers, news: Item) -> None:
    assert api.bob.post(f"/posts/{news.id}/read").status_code == 204
    assert api.bob.post(f"/posts/{news.id}/save").status_code == 204
    item = api.bob.get(f"/posts/{news.id}").json()
    assert (item["read"], item["saved"]) == (True, True)
    api.bob.post(f"/posts/{news.id}/save", json={"on": False})
    assert api.bob.get(f"/posts/{news.id}").json()["saved"] is False
    assert api.bob.post("/posts/nothing/read").status_code == 404


@pytest.mark.parametrize(
    "how",
    [
        {"content": _photo(), "headers": {"content-type": "image/jpeg"}},
        {"files": {"picture": ("photo.jpg", _photo(), "image/jpeg")}},
    ],
    ids=["body", "form"],
)
def test_a_picture_is_taken_as_body_and_as_form(
    api: Callers, news: Item, how: dict[str, Any]
) -> None:
    answer = api.alice.post(f"/posts/{news.id}/picture?alt=Blauw", **how)
    assert answer.status_code == 201
    assert answer.json()["picture"]["alt"] == "Blauw"
    assert answer.json()["image_url"].startswith("http://localhost:8000/media/")


def test_a_picture_can_come_before_its_post(api: Callers) -> None:
    picture = api.alice.post("/posts/picture", content=_photo()).json()
    assert picture["url"].startswith("/media/")
    body = {"kind": "news", "title": "Nieuw", "picture_id": picture["id"]}
    assert api.alice.post("/posts", json=body).json()["picture"]["id"] == picture["id"]
    assert api.bob.post("/posts/picture", content=_photo()).status_code == 403


def test_what_is_no_picture_is_refused(api: Callers, news: Item) -> None:
    for wrong in (b"", b"<html>"):
        answer = api.alice.post(f"/posts/{news.id}/picture", content=wrong)
        assert answer.status_code == 422
    assert api.alice.post("/posts/nothing/picture", content=_photo()).status_code == 404
    too_big = b"x" * (app.PICTURE_MAX + 1)
    big = api.alice.post(f"/posts/{news.id}/picture", content=too_big)
    assert big.status_code == 413


def test_another_team_s_news_and_another_s_link_are_not_there(
    api: Callers, sqlite_db: Database, company: Cast
) -> None:
    news = sqlite_db.run_sync(cast.item, teams=(company.breda,))
    assert api.carol.get(f"/posts/{news.id}").status_code == 404
    body = {"item_id": news.id, "network": "copy"}
    assert api.carol.post("/shares", json=body).status_code == 404
    code = api.bob.post("/shares", json=body).json()["code"]
    assert api.carol.get(f"/links/{code}/clicks").status_code == 404


def test_people_change_themselves(api: Callers) -> None:
    hours = {"from": "20:00", "to": "08:00", "days": [1, 2, 3, 4, 5]}
    changes = {"locale": "en", "nickname": "Bobby", "quiet_hours": hours}
    me = api.bob.patch("/me", json=changes).json()
    assert (me["locale"], me["nickname"], me["quiet_hours"]) == ("en", "Bobby", hours)
    assert api.bob.patch("/me", json={"quiet_hours": None}).json()["quiet_hours"] is None
    for wrong in ({"timezone": "Mars/Base"}, {"locale": "tlh"}, {"role": "admin"}):
        answer = api.bob.patch("/me", json=wrong)
        assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)


def test_a_token_is_shown_once_and_revoked(api: Callers) -> None:
    key = {"idempotency-key": "token"}
    made = api.bob.post("/tokens", json={"name": "Script"}, headers=key).json()
    assert made["token"].startswith("mh_")
    again = api.bob.post("/tokens", json={"name": "Script"}, headers=key).json()
    assert again == {"id": made["id"], "token": None}
    assert len(api.bob.get("/tokens").json()["items"]) == 2
    assert api.carol.delete(f"/tokens/{made['id']}").status_code == 404
    assert api.bob.delete(f"/tokens/{made['id']}").status_code == 204
    assert len(api.bob.get("/tokens").json()["items"]) == 1


def test_an_administrator_adds_people_and_teams(api: Callers) -> None:
    team = api.erin.post("/teams", json={"name": "Zwolle"}).json()
    new = {"email": "fay@example.com", "name": "Fay", "team_id": team["id"]}
    made = api.erin.post("/people", json=new)
    assert made.status_code == 201
    assert made.json()["team"] == {"id": team["id"], "name": "Zwolle"}
    assert api.erin.post("/people", json=new).status_code == 409
    assert api.erin.delete(f"/people/{made.json()['id']}").status_code == 204


def test_people_are_listed_page_by_page(api: Callers) -> None:
    names: list[str] = []
    cursor = None
    while cursor is not None or not names:
        query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = api.erin.get("/people", params=query).json()
        names += [person["name"] for person in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(names) == ["Alice", "Ana", "Bob", "Carol", "Con", "Erin"]


def test_sources_are_kept_and_the_queue_is_worked_off(
    api: Callers, sqlite_db: Database, company: Cast
) -> None:
    new = {"kind": "news", "location": "https://example.com/feed.xml", "name": "Nieuws"}
    source = api.alice.post("/sources", json=new).json()
    changed = api.alice.patch(f"/sources/{source['id']}", json={"active": False}).json()
    assert (changed["active"], changed["name"]) == (False, "Nieuws")
    waiting = sqlite_db.run_sync(cast.item, "Wacht", state=ItemState.REVIEW)
    (card,) = api.alice.get("/queue").json()["items"]
    assert card["item"]["id"] == waiting.id
    rejected = api.alice.post(f"/posts/{waiting.id}/reject").json()
    assert rejected["state"] == "rejected"
    assert api.alice.get("/queue").json()["items"] == []


def test_the_board_of_people_can_be_off(
    api: Callers, sqlite_db: Database, company: Cast
) -> None:
    def off(session: Session) -> None:
        session.get_one(Company, 1).people_board = False

    sqlite_db.run_sync(off)
    answer = api.bob.get("/boards/people")
    assert answer.status_code == 403
    assert "ranglijst" in answer.json()["detail"]


@pytest.mark.parametrize("role", list(Role))
def test_every_route_lets_in_whom_it_names(api: Callers, role: Role) -> None:
    asking = Actor("", role, None, "nl", "UTC")
    for one in app.endpoints():
        assert one.permission is not None, one
        path = one.path.removeprefix(PREFIX).replace("{", "").replace("}", "")
        answer = api.of(role).ask(one.method, path)
        assert (answer.status_code != 403) == asking.may(one.permission), one
        assert answer.status_code < 500, one
