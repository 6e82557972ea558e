"""Public routes: share cards, vacancies, news without an address of its own, robots.txt."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from advocacy_app.content import queries as content
from advocacy_app.content.queries import ItemView
from advocacy_app.core import clock, db, text
from advocacy_app.core.errors import NotFound
from advocacy_app.http.public import landing
from advocacy_app.http.public.landing import Page
from advocacy_app.http.public.page import Html, json_ld, meta, tag, together
from advocacy_app.people import queries as people
from advocacy_app.people.queries import CompanyView
from advocacy_app.settings import settings
from advocacy_app.sharing import queries
from advocacy_app.sharing.cards import shelf

_IMMUTABLE = "public, max-age=31536000, immutable"
_BRIEFLY = "public, max-age=60"
_ROBOTS = """User-agent: *
Allow: /s/
Allow: /card/
Allow: /jobs/
Allow: /read/
Allow: /media/
Disallow: /
"""
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november "
    "december",
    "en": "January February March April May June July August September October November "
    "December",
}
_EMPLOYMENT = {
    "FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM",
    "OTHER",
}  # fmt: skip


async def card(request: Request) -> Response:
    """The card of a link; drawn again should its file be gone."""
    try:
        found = await db.read(queries.landing, request.path_params["code"])
    except NotFound:
        return await _gone(request, 404)
    if found.item is None:
        return await _gone(request, 410)
    path = await asyncio.to_thread(shelf.ensure, shelf.card_of(found.item, found.company))
    return FileResponse(path, media_type="image/jpeg", headers={"cache-control": _IMMUTABLE})


async def vacancy(request: Request) -> Response:
    found = await _public(request.path_params["slug"])
    if found is None or found[0].vacancy is None:
        return await _gone(request, 410 if found is None else 404, "closed")
    item, company = found
    return _answer(_vacancy_page(item, company))


async def article(request: Request) -> Response:
    found = await _public(request.path_params["item_id"])
    if found is None:
        return await _gone(request, 404, "withdrawn")
    return _answer(_article_page(*found))


async def robots(_: Request) -> Response:
    """Crawlers may draw cards and index vacancies; there is nothing else for them."""
    return PlainTextResponse(_ROBOTS, headers={"cache-control": "public, max-age=3600"})


async def _public(id_or_slug: str) -> tuple[ItemView, CompanyView] | None:
    try:
        return await db.read(_item_and_company, id_or_slug, clock.now())
    except NotFound:
        return None


def _item_and_company(
    session: Any, id_or_slug: str, at: datetime
) -> tuple[ItemView, CompanyView]:
    item = content.public_item(session, id_or_slug, at)
    if item.language != text.DEFAULT_LOCALE:
        item = content.public_item(session, id_or_slug, at, item.language)
    return item, people.company(session)


async def _gone(request: Request, status: int, kind: str = "") -> Response:
    page = await landing.gone(request.headers.get("accept-language", ""), status, kind)
    return _answer(page, status, "private, no-store")


def _answer(page: Page, status: int = 200, cache: str = _BRIEFLY) -> Response:
    return Response(
        page.html,
        status,
        media_type="text/html",
        headers={
            "cache-control": cache,
            "content-security-policy": page.policy.decode(),
            "referrer-policy": "strict-origin-when-cross-origin",
        },
    )


def _vacancy_page(item: ItemView, company: CompanyView) -> Page:
    job, say = item.vacancy, _say(item)
    if job is None:
        raise NotFound("error.not_found")
    facts = {
        say("sharing.page.location"): job.location,
        say("sharing.page.hours"): job.hours,
        say("sharing.page.salary"): job.salary,
        say("sharing.page.department"): job.department,
    }
    apply_url = job.apply_url or item.url
    body = together(
        _photo(item),
        tag("h1", item.title),
        tag(
            "dl",
            *(
                tag("div", tag("dt", name), tag("dd", fact))
                for name, fact in facts.items()
                if fact
            ),
            class_="facts",
        ),
        tag("div", Html(item.body_html)) if item.body_html else tag("p", item.summary),
        _closes(item, company),
        tag(
            "p", tag("a", say("sharing.page.apply"), class_="go", href=apply_url), class_="stay"
        )
        if apply_url
        else None,
    )
    head = together(
        tag("link", rel="canonical", href=job.public_url),
        landing.open_graph(item, company, job.public_url, _picture_url(item)),
        json_ld(job_posting(item, company)),
    )
    return landing.page(item.language, item.title, company, head, body)


def _article_page(item: ItemView, company: CompanyView) -> Page:
    url = f"{settings().base_url}/read/{item.id}"
    body = together(
        _photo(item),
        tag("h1", item.title),
        tag("p", _date(item.published_at, item.language, company), class_="soft"),
        tag("div", Html(item.body_html)) if item.body_html else tag("p", item.summary),
        tag("p", tag("a", _say(item)("sharing.page.read_on"), class_="go", href=item.url))
        if item.url
        else None,
    )
    head = together(
        meta({"robots": "noindex"}),
        tag("link", rel="canonical", href=url),
        landing.open_graph(item, company, url, _picture_url(item)),
    )
    return landing.page(item.language, item.title, company, head, body)


def job_posting(item: ItemView, company: CompanyView) -> dict[str, object]:
    """https://schema.org/JobPosting as Google for Jobs reads it, from what the page says."""
    job = item.vacancy
    if job is None:
        raise NotFound("error.not_found")
    data: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": item.title,
        "description": item.body_html or item.summary or item.title,
        "datePosted": item.published_at.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": company.name},
        "identifier": {"@type": "PropertyValue", "name": company.name, "value": job.slug},
        "url": job.public_url,
        "directApply": False,
    }
    if job.location:
        address = {"@type": "PostalAddress", "addressLocality": job.location}
        data["jobLocation"] = {"@type": "Place", "address": address}
    if job.closes_at:
        data["validThrough"] = job.closes_at.isoformat()
    if job.employment_type in _EMPLOYMENT:
        data["employmentType"] = job.employment_type
    amounts = {"minValue": job.salary_min, "maxValue": job.salary_max}
    known = {name: cents / 100 for name, cents in amounts.items() if cents is not None}
    if known:
        value = {"@type": "QuantitativeValue", **known, "unitText": job.salary_period.upper()}
        data["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": job.salary_currency,
            "value": value,
        }
    return data


def _say(item: ItemView) -> Any:
    def say(key: str, **params: str) -> str:
        return text.say(item.language, key, **params)

    return say


def _photo(item: ItemView) -> Html | None:
    picture = item.picture
    if picture is None:
        return None
    return tag(
        "img",
        class_="photo",
        src=picture.url(),
        srcset=picture.srcset,
        sizes="(min-width:720px) 680px, 92vw",
        width=str(picture.width),
        height=str(picture.height),
        alt=picture.alt,
    )


def _picture_url(item: ItemView) -> str:
    """The JPEG: some networks show no WebP."""
    if item.picture is None:
        return ""
    return f"{settings().base_url}/media/{item.picture.digest}-card.jpg"


def _closes(item: ItemView, company: CompanyView) -> Html | None:
    if item.vacancy is None or item.vacancy.closes_at is None:
        return None
    date = _date(item.vacancy.closes_at, item.language, company)
    return tag("p", _say(item)("sharing.page.closes", date=date), class_="soft")


def _date(at: datetime, language: str, company: CompanyView) -> str:
    day = at.astimezone(ZoneInfo(company.timezone))
    month = _MONTHS.get(language, _MONTHS["en"]).split()[day.month - 1]
    return f"{day.day} {month} {day.year}"


routes = [
    Route("/card/{code}.jpg", card, methods=["GET"]),
    Route("/jobs/{slug}", vacancy, methods=["GET"]),
    Route("/read/{item_id}", article, methods=["GET"]),
    Route("/robots.txt", robots, methods=["GET"]),
]
