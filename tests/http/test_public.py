"""Pages for friends: no session, no JavaScript, and nothing that anybody could inject."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from PIL import Image
from sqlmodel import Session
from starlette.applications import Starlette

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import Item, Vacancy
from advocacy_app.core import clock, db
from advocacy_app.core.db import Database
from advocacy_app.http import public
from advocacy_app.http.public import landing
from advocacy_app.http.public.page import Html, json_ld, tag, together
from advocacy_app.settings import settings
from advocacy_app.sharing import service
from tests import cast

EVIL = "</script><script>alert(1)</script>\"'&"


@dataclass(frozen=True)
class Site:
    people: cast.Cast

    def get(self, path: str, **headers: str) -> httpx.Response:
        async def answer() -> httpx.Response:
            transport = httpx.ASGITransport(Starlette(routes=public.routes))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                names = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.get(path, headers=names)

        return asyncio.run(answer())

    def item(self, title: str = "Monteur", **columns: Any) -> Item:
        return db.database().run_sync(lambda s: cast.item(s, title, **columns))

    def code(self, item: Item) -> str:
        kit = db.database().run_sync(service.prepare, cast.actor(self.people.bob), item.id)
        return kit.networks[0].code


@pytest.fixture
def site(db: Database) -> Iterator[Site]:
    landing.forget()
    people = db.run_sync(cast.company)
    yield Site(people)
    landing.forget()


def change(item: Item, **columns: object) -> None:
    def work(session: Session) -> None:
        row = session.get(Item, item.id)
        assert row is not None
        for name, value in columns.items():
            setattr(row, name, value)

    db.database().run_sync(work)


def vacancy(site: Site, **columns: object) -> tuple[Item, str]:
    item = site.item("Teamleider Zorg", kind=Kind.VACANCY)

    def work(session: Session) -> str:
        row = session.get(Vacancy, item.id)
        assert row is not None
        for name, value in columns.items():
            setattr(row, name, value)
        return row.slug

    return item, db.database().run_sync(work)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_card_of_a_link_is_a_small_jpeg_of_the_right_size(site: Site) -> None:
    answer = site.get(f"/card/{site.code(site.item())}.jpg")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert len(answer.content) <= 300_000
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


def test_a_card_is_on_the_disk_before_its_link_is_known(site: Site) -> None:
    site.code(site.item())
    assert len(list((settings().data / "cards").glob("*/*.jpg"))) == 1


@pytest.mark.parametrize(("state", "status"), [(ItemState.WITHDRAWN, 410), (None, 404)])
def test_no_card_is_a_page_and_not_a_bare_error(
    site: Site, state: ItemState | None, status: int
) -> None:
    code = "unknown99"
    if state:
        item = site.item()
        code = site.code(item)
        change(item, state=state)
    answer = site.get(f"/card/{code}.jpg", accept_language="nl")

    assert answer.status_code == status
    assert "Vele Handen BV" in answer.text


def test_a_vacancy_page_says_everything_and_needs_no_script(site: Site) -> None:
    closes = clock.now() + timedelta(days=30)
    _, slug = vacancy(
        site, salary_min=340_000, salary_max=430_000, hours="32–40", closes_at=closes
    )
    answer = site.get(f"/jobs/{slug}")
    page = answer.text

    assert answer.status_code == 200
    assert '<html lang="nl">' in page
    assert "<h1>Teamleider Zorg</h1>" in page
    for fact in ("Breda", "32–40", "€ 3.400 – € 4.300 per maand", "Techniek"):
        assert fact in page
    assert 'href="https://example.com/solliciteer"' in page
    assert "Solliciteer" in page
    assert page.count("<script") == 1  # the data for search engines
    assert 'rel="canonical" href="http://localhost:8000/jobs/' in page
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_search_engines_get_what_the_page_says(site: Site) -> None:
    closes = clock.now() + timedelta(days=30)
    _, slug = vacancy(site, salary_min=340_000, salary_max=None, closes_at=closes)
    data = data_of(site.get(f"/jobs/{slug}").text)

    assert data["@type"] == "JobPosting"
    assert data["title"] == "Teamleider Zorg"
    assert data["hiringOrganization"] == {"@type": "Organization", "name": "Vele Handen BV"}
    assert data["jobLocation"]["address"]["addressLocality"] == "Breda"
    assert data["employmentType"] == "FULL_TIME"
    assert data["validThrough"] == closes.isoformat()
    assert data["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "EUR",
        "value": {"@type": "QuantitativeValue", "minValue": 3400.0, "unitText": "MONTH"},
    }


def test_an_english_vacancy_has_an_english_page(site: Site) -> None:
    item, slug = vacancy(site, salary_min=340_000)
    change(item, language="en")
    page = site.get(f"/jobs/{slug}").text

    assert '<html lang="en">' in page
    assert "Apply" in page
    assert "€3,400" in page


@pytest.mark.parametrize("how", ["closed", "withdrawn", "unknown"])
def test_a_closed_vacancy_is_explained_and_others_are_offered(site: Site, how: str) -> None:
    item, slug = vacancy(site)
    if how == "closed":
        change(item, expires_at=clock.now())
    elif how == "withdrawn":
        change(item, state=ItemState.WITHDRAWN)
    else:
        slug = "unknown"
    site.item("Monteur nachtdienst", kind=Kind.VACANCY)
    answer = site.get(f"/jobs/{slug}", accept_language="nl")

    assert answer.status_code == 410
    assert "Deze vacature is gesloten" in answer.text
    assert "Monteur nachtdienst" in answer.text


def test_what_is_for_one_team_is_not_offered_to_the_world(site: Site) -> None:
    site.item("Alleen voor Breda", kind=Kind.VACANCY, teams=(site.people.breda,))
    assert "Alleen voor Breda" not in site.get("/jobs/unknown").text


def test_news_without_an_address_has_a_page_here(site: Site) -> None:
    item = site.item("Wij zijn open", url="")
    answer = site.get(f"/read/{item.id}")

    assert answer.status_code == 200
    assert "<h1>Wij zijn open</h1>" in answer.text
    assert "<p>We verhuizen in het voorjaar.</p>" in answer.text
    assert site.get("/read/unknown").status_code == 404


def test_a_title_cannot_break_out_of_anything(site: Site) -> None:
    item, slug = vacancy(site, location=EVIL, hours=EVIL)
    change(item, title=EVIL, summary=EVIL)
    for path in (f"/jobs/{slug}", f"/read/{item.id}", "/jobs/unknown"):
        page = site.get(path).text
        assert "<script>alert" not in page
        assert "alert(1)</script>" not in page
    assert data_of(site.get(f"/jobs/{slug}").text)["title"] == EVIL


def test_crawlers_may_draw_cards_and_little_else(site: Site) -> None:
    said = site.get("/robots.txt").text
    assert "Allow: /s/\n" in said
    assert "Disallow: /\n" in said


def test_values_are_escaped_and_markup_of_ours_is_not() -> None:
    assert tag("p", "<b>", title='"<') == '<p title="&quot;&lt;">&lt;b&gt;</p>'
    assert tag("p", tag("b", "&"), None, class_="a") == '<p class="a"><b>&amp;</b></p>'
    assert tag("img", alt="") == '<img alt="">'
    assert together("<", Html("<br>"), None) == "&lt;<br>"
    assert "</script>" not in json_ld({"a": "</script>"})[:-9]
