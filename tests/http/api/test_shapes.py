"""Field by field, what the contract outside promises."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from advocacy_app.content.rules import Kind
from advocacy_app.content.tables import Caption, Item
from advocacy_app.core.db import Database
from tests import cast
from tests.cast import Cast
from tests.http.api.conftest import Callers

ITEM = {
    "id",
    "kind",
    "title",
    "summary",
    "body_html",
    "image_url",
    "url",
    "topic",
    "language",
    "published_at",
    "expires_at",
    "must_read",
    "read",
    "shared_on",
    "vacancy",
}
VACANCY = {
    "location",
    "department",
    "employment_type",
    "hours",
    "salary",
    "closes_at",
    "public_url",
}
CLICKS = {"human", "preview", "bot", "prefetch", "duplicate", "own"}
SHARE = {
    "id",
    "item_id",
    "network",
    "code",
    "link",
    "text",
    "intent_url",
    "points",
    "clicks",
    "created_at",
}


@pytest.fixture
def news(sqlite_db: Database, company: Cast) -> Item:
    return sqlite_db.run_sync(cast.item)


@pytest.fixture
def vacancy(sqlite_db: Database, company: Cast) -> Item:
    return sqlite_db.run_sync(cast.item, "Monteur", kind=Kind.VACANCY)


def test_me(api: Callers, company: Cast) -> None:
    me = api.bob.get("/me").json()
    assert me["id"] == company.bob.id
    assert (me["name"], me["role"], me["locale"]) == ("Bob", "employee", "nl")
    assert me["team"] == {"id": company.breda.id, "name": "Breda"}
    assert me["points"] == {"week": 0, "month": 0, "quarter": 0, "all": 0, "provisional": 0}
    assert (me["level"], me["streak_weeks"], me["badges"]) == (1, 0, [])


def test_me_without_a_team(api: Callers) -> None:
    assert api.erin.get("/me").json()["team"] is None


def test_an_item_of_news(api: Callers, news: Item) -> None:
    page = api.bob.get("/feed").json()
    assert page.keys() == {"items", "next_cursor"}
    (item,) = page["items"]
    assert item.keys() >= ITEM
    assert (item["id"], item["kind"], item["vacancy"]) == (news.id, "news", None)
    assert (item["read"], item["shared_on"], item["image_url"]) == (False, [], None)
    assert item["published_at"].endswith("Z")


def test_an_item_that_is_a_vacancy(api: Callers, vacancy: Item) -> None:
    (item,) = api.bob.get("/vacancies").json()["items"]
    assert item["vacancy"].keys() >= VACANCY
    assert item["vacancy"]["location"] == "Breda"
    assert item["vacancy"]["public_url"].startswith("http://localhost:8000/jobs/")
    assert api.bob.get(f"/vacancies/{vacancy.id}").json() == item


def test_a_feed_is_filtered_and_paged(api: Callers, news: Item, vacancy: Item) -> None:
    first = api.bob.get("/feed", params={"limit": 1}).json()
    rest = api.bob.get("/feed", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    ids = {page["items"][0]["id"] for page in (first, rest)}
    assert (ids, rest["next_cursor"]) == ({news.id, vacancy.id}, None)
    kinds = api.bob.get("/feed", params={"kind": "vacancy"}).json()["items"]
    assert [item["id"] for item in kinds] == [vacancy.id]


def test_a_share(api: Callers, news: Item) -> None:
    body = {"item_id": news.id, "network": "whatsapp", "text": "Wij gaan verhuizen!"}
    answer = api.bob.post("/shares", json=body)
    assert answer.status_code == 201
    share = answer.json()
    assert share.keys() >= SHARE
    assert (share["item_id"], share["network"]) == (news.id, "whatsapp")
    assert share["link"] == f"http://localhost:8000/s/{share['code']}"
    assert "Wij gaan verhuizen!" in share["text"]
    assert share["points"] == {"provisional": 22, "confirmed": 0}
    assert share["clicks"] == dict.fromkeys(CLICKS, 0)
    assert api.bob.get("/shares").json()["items"] == [share]
    assert api.bob.get("/feed").json()["items"][0]["shared_on"] == ["whatsapp"]
    assert api.bob.get("/me").json()["points"]["provisional"] == 22


def test_a_share_sheet(api: Callers, sqlite_db: Database, news: Item) -> None:
    def suggest(session: Session) -> None:
        session.add(Caption(item_id=news.id, text="Kom langs"))

    sqlite_db.run_sync(suggest)
    answer = api.bob.post("/shares/prepare", json={"item_id": news.id})
    assert answer.status_code == 200
    kit = answer.json()
    assert kit["item"]["id"] == news.id
    assert (kit["points_own"], kit["points_copied"]) == (12, 8)
    assert kit["captions"][0].keys() == {"id", "network", "text", "points"}
    assert kit["networks"][0].keys() >= {"network", "code", "link", "limit"}


def test_the_clicks_of_a_link(api: Callers, news: Item) -> None:
    body = {"item_id": news.id, "network": "copy"}
    code = api.bob.post("/shares", json=body).json()["code"]
    ladder = api.bob.get(f"/links/{code}/clicks").json()
    assert ladder["clicks"] == dict.fromkeys(CLICKS, 0)
    assert (ladder["made_of"], ladder["first_human_at"]) == ([], None)


def test_the_boards(api: Callers, sqlite_db: Database, company: Cast) -> None:
    sqlite_db.run_sync(cast.person, "Fifth", team=company.breda)
    teams = api.bob.get("/boards/teams", params={"period": "month"}).json()
    assert teams.keys() == {"period", "from", "to", "items", "me"}
    assert teams["me"]["team"] == {"id": company.breda.id, "name": "Breda"}
    assert teams["me"].keys() >= {"rank", "team", "score", "points", "active", "members"}
    people = api.bob.get("/boards/people").json()
    assert people.keys() >= {"period", "from", "to", "items", "me"}
    assert people["me"].keys() == {"rank", "name", "avatar_url", "points", "is_me"}
    assert (people["me"]["name"], people["me"]["is_me"]) == ("Bob", True)
    assert people["from"].endswith("Z")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/boards/teams?period=year", "period"),
        ("/boards/people?scope=league", "scope"),
        ("/feed?limit=0", "limit"),
        ("/feed?kind=poem", "kind"),
    ],
)
def test_bad_questions_name_the_field(api: Callers, path: str, field: str) -> None:
    answer = api.bob.get(path, headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_a_league_is_refused_with_the_boards_there_are(api: Callers) -> None:
    detail = api.bob.get("/boards/people?scope=league").json()["errors"][0]["detail"]
    assert all(name in detail for name in ("company", "team", "around_me"))
