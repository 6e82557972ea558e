"""Greenhouse's public board: ``boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true``.

Traps: ``content`` is HTML whose tags are themselves escaped (``&lt;p&gt;``), so it is unescaped
once and only then cleaned; without ``content=true`` it is missing and a vacancy has no words.
``location`` is free text, ``updated_at`` has an offset and moves when nothing changed, so only
``first_published`` says when it came out. Names have spaces at their ends. ``metadata`` is
whatever a company put there; only what is plainly an employment type is used.
"""

from __future__ import annotations

import html
from typing import Any

from advocacy_app.content import rules
from advocacy_app.content.formats.entry import (
    Entry,
    Parsed,
    VacancyFields,
    first_of_each,
    mapping,
    mappings,
    moment,
    text,
)

_LANGUAGE = 2


def is_it(data: object) -> bool:
    board = mapping(data)
    jobs = mappings(board.get("jobs"))
    if not jobs:
        return board.get("jobs") == [] and "total" in mapping(board.get("meta"))
    return "absolute_url" in jobs[0] and ("internal_job_id" in jobs[0] or "id" in jobs[0])


def parse(data: dict[str, Any]) -> Parsed:
    jobs = mappings(data.get("jobs"))
    entries = [_entry(job) for job in jobs]
    good = [entry for entry in entries if entry.title and entry.external_id]
    company = text(jobs[0].get("company_name")) if jobs else ""
    return Parsed("Greenhouse", company, first_of_each(good), len(entries) - len(good))


def _entry(job: dict[str, Any]) -> Entry:
    url = rules.web_address(text(job.get("absolute_url")))
    departments = [text(d.get("name")) for d in mappings(job.get("departments"))]
    return Entry(
        external_id=text(job.get("id")),
        title=rules.one_line(text(job.get("title"))),
        url=url,
        summary="",
        body_html=html.unescape(text(job.get("content"))),
        published_at=moment(job.get("first_published")) or moment(job.get("updated_at")),
        language=text(job.get("language"))[:_LANGUAGE].lower(),
        vacancy=VacancyFields(
            location=text(mapping(job.get("location")).get("name")),
            department=departments[0] if departments else "",
            employment_type=_employment(job),
            closes_at=moment(job.get("application_deadline")),
            apply_url=url,
        ),
    )


def _employment(job: dict[str, Any]) -> str:
    for field in mappings(job.get("metadata")):
        if text(field.get("name")).lower() in {"employment type", "dienstverband"}:
            return text(field.get("value"))
    return ""
