"""JSON Feed 1.0 and 1.1 (jsonfeed.org).

Traps: an item needs only an id and one of ``content_html`` and ``content_text``, so the title
may be missing (a microblog) and is then made from the first words. ``id`` may be a number.
``url`` is the page itself, ``external_url`` what the page is about. Text is not HTML and must
be escaped. In 1.0 ``author``, in 1.1 ``authors``. ``image`` is for reading, ``banner_image``
for show.
"""

from __future__ import annotations

import html
from typing import Any

from advocacy_app.content import rules
from advocacy_app.content.formats.entry import (
    Entry,
    Parsed,
    first_of_each,
    mappings,
    moment,
    text,
)
from advocacy_app.core import html as markup

_TITLE_FROM_TEXT = 80
_LANGUAGE = 2


def is_it(data: object) -> bool:
    return isinstance(data, dict) and "jsonfeed.org/version" in text(data.get("version"))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def parse(data: dict[str, Any]) -> Parsed:
    found = mappings(data.get("items"))
    language = text(data.get("language"))[:_LANGUAGE].lower()
    entries = [_entry(item, language) for item in found]
    good = [entry for entry in entries if entry.title]
    refused = len(entries) - len(good)
    return Parsed("JSON Feed", text(data.get("title")), first_of_each(good), refused)


def _entry(item: dict[str, Any], language: str) -> Entry:
    plain = text(item.get("content_text"))
    body = text(item.get("content_html")) or _paragraphs(plain)
    words = plain or markup.to_text(body)
    title = text(item.get("title")) or rules.shortened(words, _TITLE_FROM_TEXT)
    url = rules.web_address(text(item.get("url")) or text(item.get("external_url")))
    return Entry(
        external_id=rules.identity(text(item.get("id")), url, title, body),
        title=rules.one_line(title),
        url=url,
        summary=text(item.get("summary")),
        body_html=body,
        published_at=moment(item.get("date_published")) or moment(item.get("date_modified")),
        language=text(item.get("language"))[:_LANGUAGE].lower() or language,
        picture_url=rules.web_address(
            text(item.get("image")) or text(item.get("banner_image"))
        ),
    )


def _paragraphs(plain: str) -> str:
    parts = [html.escape(part.strip()) for part in plain.split("\n\n") if part.strip()]
    return "".join(f"<p>{part}</p>" for part in parts)
