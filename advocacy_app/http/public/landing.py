"""What stands at the other end of a tracked link when it is not simply the way on."""

from __future__ import annotations

import time
from dataclasses import dataclass

from advocacy_app.content.queries import ItemView
from advocacy_app.core import clock, db, text
from advocacy_app.http.public.page import Html, document, meta, policy, tag, together
from advocacy_app.people import queries as people
from advocacy_app.people.queries import CompanyView
from advocacy_app.settings import settings
from advocacy_app.sharing import queries, rules
from advocacy_app.sharing.clicks.links import absolute

OG_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_CARD = {"og:image:width": "1200", "og:image:height": "630", "og:image:type": "image/jpeg"}
_KEPT_S = 30.0
_GONE = 410


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page and the policy it is served under."""

    html: bytes
    policy: bytes


_kept: dict[tuple[str, int, str], tuple[float, Page]] = {}


async def preview(code: str) -> Page:
    """The page for crawlers that draw a card, complete without following anything.

    ``og:url`` and canonical are the tracked link itself: networks take these for the identity
    of what is shared, and would otherwise put the target in the place of our colleague's link.
    """
    found = await db.read(queries.landing, code)
    if found.item is None:
        return await gone("", _GONE)
    item, company = found.item, found.company
    url = settings().base_url + rules.link_path(code)
    head = together(
        meta({"robots": "noindex"}),
        tag("link", rel="canonical", href=url),
        open_graph(item, company, url, settings().base_url + rules.card_path(code)),
    )
    # People come here too, when their browser looks like a crawler; they get a way on.
    body = together(
        tag("h1", item.title),
        tag("p", item.summary) if item.summary else None,
        tag("p", tag("a", text.say(item.language, "sharing.page.read_on"), class_="go",
                     href=absolute(found.target), rel="nofollow")),
    )  # fmt: skip
    return page(item.language, item.title, company, head, body)


async def gone(accept_language: str, status: int, kind: str = "") -> Page:
    """For a link that is unknown (404) or taken back (410): why, and where to go instead."""
    locale = text.nearest(accept_language)
    why = kind or ("withdrawn" if status == _GONE else "missing")
    key = (locale, status, why)
    known = _kept.get(key)
    if known and known[0] > time.monotonic():
        return known[1]
    made = await _explained(locale, why)
    _kept[key] = (time.monotonic() + _KEPT_S, made)
    return made


def forget() -> None:
    """For tests: the page of another company."""
    _kept.clear()


async def _explained(locale: str, why: str) -> Page:
    company = await db.read(people.company)
    vacancies = await db.read(queries.open_vacancies, clock.now())
    title = text.say(locale, f"sharing.page.{why}.title")
    name = company.name or "Many Hands"
    body = together(
        tag("h1", title),
        tag("p", text.say(locale, f"sharing.page.{why}.text", company=name)),
        _offered(vacancies, locale, name),
        tag("p", tag("a", text.say(locale, "sharing.page.to_company", company=name),
                     class_="go", href=settings().base_url + "/")),
    )  # fmt: skip
    return page(locale, title, company, meta({"robots": "noindex"}), body)


def _offered(vacancies: tuple[ItemView, ...], locale: str, name: str) -> Html | None:
    if not vacancies:
        return None
    rows = [
        tag("li", tag("a", item.title, _place(job.location), href=f"/jobs/{job.slug}"))
        for item in vacancies
        if (job := item.vacancy)
    ]
    heading = tag("h2", text.say(locale, "sharing.page.open", company=name))
    return together(heading, tag("ul", *rows, class_="list"))


def _place(location: str) -> Html | None:
    return tag("span", location) if location else None


def open_graph(item: ItemView, company: CompanyView, url: str, card_url: str) -> Html:
    """https://ogp.me, in the lengths that no network cuts; the rest of X falls back on it."""
    title = rules.shortened(item.title, rules.TITLE_MAX)
    description = rules.shortened(item.summary or company.name, rules.DESCRIPTION_MAX)
    alt = text.say(item.language, "sharing.page.card_alt", title=title, company=company.name)
    card = {"og:image": card_url, **_CARD, "og:image:alt": alt} if card_url else {}
    return meta(
        {
            "description": description,
            "og:type": "article",
            "og:site_name": company.name,
            "og:title": title,
            "og:description": description,
            "og:url": url,
            "og:locale": OG_LOCALES.get(item.language, item.language),
            **card,
            "twitter:card": "summary_large_image",
        }
    )


def page(language: str, title: str, company: CompanyView, head: Html, body: Html) -> Page:
    full = f"{title} · {company.name}" if company.name else title
    html = document(language=language, title=full, company=company, head=head, body=body)
    return Page(html, policy(company.brand_colour))
