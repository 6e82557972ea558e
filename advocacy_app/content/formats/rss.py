"""RSS 0.9-2.0 and Atom, read by feedparser.

Traps: white space before the XML declaration makes feedparser lose the encoding, so it goes
first. ``bozo`` is no verdict: many a feed is broken a little and full of entries. Entity bombs
and external entities are refused by defusedxml before feedparser sees them, in whatever
encoding. A date that cannot be read is left out (the importer then says when it first saw the
entry). Some feeds have neither guid nor date. Pictures are in ``media:content``,
``media:thumbnail`` or an enclosure, and an avatar may be among them. Bytes and not text go in,
because the encoding is declared inside.
"""

from __future__ import annotations

import calendar
import io
from datetime import UTC, datetime
from typing import Any, cast

import feedparser
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from advocacy_app.content import rules
from advocacy_app.content.formats.entry import Entry, Parsed, first_of_each
from advocacy_app.core.errors import BadInput

_AVATARS = ("gravatar.com", "/avatar")
_LANGUAGE = 2


def parse(data: bytes, content_type: str = "") -> Parsed:
    """Raises BadInput for XML that is an attack, or that is no feed."""
    data = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    _refuse_bombs(data)
    headers = {"content-type": content_type} if content_type else {}
    read = cast("Any", feedparser.parse)(io.BytesIO(data), response_headers=headers)
    if not read.version and not read.entries:
        raise BadInput("content.error.feed_unknown")
    feed = read.feed
    language = str(feed.get("language", ""))[:_LANGUAGE].lower()
    entries = [_entry(found, language) for found in read.entries]
    good = [entry for entry in entries if entry.title]
    form = "Atom" if str(read.version).startswith("atom") else "RSS"
    refused = len(entries) - len(good)
    return Parsed(form, str(feed.get("title", "")), first_of_each(good), refused)


def _refuse_bombs(data: bytes) -> None:
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(data), forbid_dtd=False):
            element.clear()
    except DefusedXmlException as error:
        raise BadInput("content.error.feed_dangerous") from error
    except (ElementTree.ParseError, ValueError, LookupError):
        return  # broken XML: feedparser is patient with it, and expands no entities


def _entry(found: Any, language: str) -> Entry:
    link = rules.web_address(str(found.get("link", "")))
    summary = str(found.get("summary", ""))
    contents = [str(part.get("value", "")) for part in found.get("content", [])]
    body = max([*contents, summary], key=len)
    title = rules.one_line(str(found.get("title", "")))
    return Entry(
        external_id=rules.identity(str(found.get("id", "")), link, title, summary),
        title=title,
        url=link,
        summary=summary if contents and summary != body else "",
        body_html=body,
        published_at=_moment(found),
        language=language,
        picture_url=_picture(found),
    )


def _moment(found: Any) -> datetime | None:
    for name in ("published_parsed", "updated_parsed", "created_parsed"):
        # Not get(): for a missing name that gives another one's value, and a warning.
        parts = found[name] if name in found else None  # noqa: SIM401
        if parts:
            try:
                return datetime.fromtimestamp(calendar.timegm(parts), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _picture(found: Any) -> str:
    """The largest picture the entry names; one that does not say its size counts as nought."""
    named = [
        *found.get("media_content", []),
        *found.get("media_thumbnail", []),
        *({"url": e.get("href"), "type": e.get("type")} for e in found.get("enclosures", [])),
    ]
    pictures = [part for part in named if _is_picture(part)]
    pictures.sort(key=_width, reverse=True)
    return rules.web_address(str(pictures[0]["url"])) if pictures else ""


def _is_picture(part: Any) -> bool:
    url = str(part.get("url") or "")
    kind = f"{part.get('type') or ''} {part.get('medium') or ''}"
    looks = "image" in kind or not kind.strip()
    return bool(url) and looks and not any(word in url for word in _AVATARS)


def _width(part: Any) -> int:
    width = str(part.get("width") or "")
    return int(width) if width.isdecimal() else 0
