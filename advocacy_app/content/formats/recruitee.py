"""Recruitee's public board: ``{company}.recruitee.com/api/offers/``.

Traps: dates read ``2026-08-05 09:41:37 UTC``, which is not ISO 8601. What the work is and what
is asked are two fields, description and requirements, and both belong on the page. Salaries are
text in whole units. ``translations`` hold other languages of the same vacancy; the main fields
are one of them. ``mailbox_email`` is the inbox of the recruiting system and is never shown.
``status`` says what is really open. Hours come as numbers and again as text.
"""

from __future__ import annotations

from typing import Any

from advocacy_app.content import rules
from advocacy_app.content.formats.entry import (
    Entry,
    Parsed,
    VacancyFields,
    cents,
    first_of_each,
    mapping,
    mappings,
    moment,
    text,
)


def is_it(data: object) -> bool:
    board = mapping(data)
    offers = mappings(board.get("offers"))
    if not offers:
        return board.get("offers") == []
    return "careers_url" in offers[0] or "careers_apply_url" in offers[0]


def parse(data: dict[str, Any]) -> Parsed:
    offers = mappings(data.get("offers"))
    company = text(offers[0].get("company_name")) if offers else ""
    opened = [offer for offer in offers if text(offer.get("status")) in {"", "published"}]
    entries = [_entry(offer) for offer in opened]
    good = [entry for entry in entries if entry.title and entry.external_id]
    return Parsed("Recruitee", company, first_of_each(good), len(entries) - len(good))


def _entry(offer: dict[str, Any]) -> Entry:
    body = text(offer.get("description")) + text(offer.get("requirements"))
    return Entry(
        external_id=text(offer.get("id")) or text(offer.get("guid")),
        title=rules.one_line(text(offer.get("title"))),
        url=rules.web_address(text(offer.get("careers_url"))),
        summary=text(offer.get("highlight")),
        body_html=body,
        published_at=moment(offer.get("published_at")) or moment(offer.get("created_at")),
        language=_language(offer),
        picture_url=rules.web_address(
            text(offer.get("cover_image")) or text(offer.get("sharing_image"))
        ),
        vacancy=_vacancy(offer),
    )


def _vacancy(offer: dict[str, Any]) -> VacancyFields:
    salary = mapping(offer.get("salary"))
    period = text(salary.get("period")).lower()
    places = [text(place.get("city")) for place in mappings(offer.get("locations"))]
    where = ", ".join(dict.fromkeys(place for place in places if place))
    return VacancyFields(
        location=where or text(offer.get("city")) or text(offer.get("location")),
        department=text(offer.get("department")),
        employment_type=text(offer.get("employment_type_code")),
        hours=_hours(offer),
        salary_min=cents(salary.get("min")),
        salary_max=cents(salary.get("max")),
        salary_currency=text(salary.get("currency")) or "EUR",
        salary_period=period if period in rules.PERIODS else "month",
        closes_at=moment(offer.get("close_at")),
        apply_url=rules.web_address(text(offer.get("careers_apply_url"))),
    )


def _hours(offer: dict[str, Any]) -> str:
    bounds = [
        text(offer.get(f"{end}_hours")) or text(offer.get(f"{end}_hours_per_week"))
        for end in ("min", "max")
    ]
    return "-".join(dict.fromkeys(bound for bound in bounds if bound))


def _language(offer: dict[str, Any]) -> str:
    """Of the translation whose title is the main one; the main fields do not say it."""
    title = text(offer.get("title"))
    for language, translation in mapping(offer.get("translations")).items():
        if text(mapping(translation).get("title")) == title:
            return language[:2].lower()
    return ""
