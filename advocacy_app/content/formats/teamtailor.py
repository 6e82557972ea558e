"""Teamtailor's ``/jobs.json``: a JSON Feed whose items carry a schema.org ``JobPosting``.

Traps: the vacancy is in ``_jobposting``, under names with capitals inside; ``jobLocation`` is
one place or a list of them; ``addressRegion`` may be nonsense such as "Europe", so place and
country are enough. ``baseSalary`` may be one value or a range. The same vacancy is known by the
item's id, because ``identifier`` is the site's and its link changes with the title.
"""

from __future__ import annotations

from typing import Any

from advocacy_app.content import rules
from advocacy_app.content.formats import json_feed
from advocacy_app.content.formats.entry import (
    Entry,
    Parsed,
    VacancyFields,
    cents,
    first_of_each,
    listing,
    mapping,
    mappings,
    moment,
    text,
)

_POSTING = "_jobposting"
_LANGUAGE = 2


def is_it(data: object) -> bool:
    """Whether any item is a vacancy; an empty board cannot be told from an empty feed."""
    return json_feed.is_it(data) and any(
        _POSTING in item for item in mappings(mapping(data).get("items"))
    )


def parse(data: dict[str, Any]) -> Parsed:
    items = mappings(data.get("items"))
    language = text(data.get("language"))[:_LANGUAGE].lower()
    entries = [_entry(item, language) for item in items if _POSTING in item]
    good = [entry for entry in entries if entry.title and entry.external_id]
    refused = len(items) - len(good)
    return Parsed("Teamtailor", text(data.get("title")), first_of_each(good), refused)


def _entry(item: dict[str, Any], language: str) -> Entry:
    posting = mapping(item.get(_POSTING))
    body = text(item.get("content_html")) or text(posting.get("description"))
    title = rules.one_line(text(item.get("title")) or text(posting.get("title")))
    url = rules.web_address(text(item.get("url")))
    return Entry(
        external_id=rules.identity(text(item.get("id")), url, title, ""),
        title=title,
        url=url,
        summary=text(item.get("summary")),
        body_html=body,
        published_at=moment(posting.get("datePosted")) or moment(item.get("date_published")),
        language=text(item.get("language"))[:_LANGUAGE].lower() or language,
        picture_url=rules.web_address(text(item.get("image"))),
        vacancy=_vacancy(posting, url),
    )


def _vacancy(posting: dict[str, Any], url: str) -> VacancyFields:
    salary = mapping(posting.get("baseSalary"))
    value = mapping(salary.get("value"))
    period = text(value.get("unitText")).lower()
    kinds = listing(posting.get("employmentType")) or [posting.get("employmentType")]
    return VacancyFields(
        location=_places(posting.get("jobLocation")),
        employment_type=text(kinds[0]),
        salary_min=cents(value.get("minValue", value.get("value"))),
        salary_max=cents(value.get("maxValue", value.get("value"))),
        salary_currency=text(salary.get("currency")) or "EUR",
        salary_period=period if period in rules.PERIODS else "month",
        closes_at=moment(posting.get("validThrough")),
        apply_url=url,
    )


def _places(found: object) -> str:
    places = mappings(found) or [mapping(found)]
    addresses = [mapping(place.get("address")) for place in places]
    cities = [
        text(a.get("addressLocality")) or text(mapping(a.get("addressCountry")).get("name"))
        for a in addresses
    ]
    return ", ".join(dict.fromkeys(city for city in cities if city))
