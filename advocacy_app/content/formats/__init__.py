"""Feeds and job boards: what came in is recognised by what it is, never by its name. Pure.

To add one: a file with ``is_it`` and ``parse``, a line in ``_JOBS``, its name in the sentence
``content.error.feed_unknown``.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable
from typing import Any

from advocacy_app.content.formats import greenhouse, json_feed, recruitee, rss, teamtailor
from advocacy_app.content.formats.entry import Entry, Parsed, VacancyFields, mapping, mappings
from advocacy_app.content.rules import SourceKind
from advocacy_app.core import fetch
from advocacy_app.core.errors import BadInput, TooLarge

__all__ = ["MAX_BYTES", "Entry", "Parsed", "VacancyFields", "parse"]

MAX_BYTES = 20 * 1024 * 1024

_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HEAD = 2000
_JOBS = (greenhouse, recruitee, teamtailor)
_FEED_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE_ROOT = re.compile(rb"<(!doctype\s+html|html)[\s>]", re.IGNORECASE)


def _has(name: str, *fields: str) -> Callable[[object], bool]:
    def _look(data: object) -> bool:
        listed = mappings(mapping(data).get(name) if name else data)
        return bool(listed) and all(field in listed[0] for field in fields)

    return _look


_OTHER_BOARDS: tuple[tuple[str, Callable[[object], bool]], ...] = (
    ("Lever", _has("", "hostedUrl")),
    ("Lever", _has("", "categories", "text")),
    ("Ashby", _has("jobs", "isListed")),
    ("Workable", _has("jobs", "shortcode")),
    ("SmartRecruiters", _has("content", "releasedDate")),
    ("BambooHR", _has("result", "jobOpeningName")),
    ("Pinpoint", _has("data", "key_responsibilities")),
)


def parse(data: bytes, kind: SourceKind, content_type: str = "") -> Parsed:
    """The entries of a feed or board; raises BadInput or TooLarge with one plain sentence."""
    data = _plain_bytes(data)
    if not data.strip():
        raise BadInput("content.error.feed_empty")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}:
        return _from_json(data, kind)
    return _from_xml(data, kind, content_type)


def _plain_bytes(data: bytes) -> bytes:
    """Unpacked when it is a gzip file, and never more than MAX_BYTES."""
    if data.startswith(_GZIP):
        try:
            data = fetch.gunzip(data, MAX_BYTES)
        except zlib.error as error:
            raise BadInput("content.error.feed_broken") from error
    if len(data) > MAX_BYTES:
        raise TooLarge("content.error.feed_too_large", most=MAX_BYTES // 1024**2)
    return data


def _from_json(data: bytes, kind: SourceKind) -> Parsed:
    try:
        found: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput("content.error.feed_broken") from error
    for board in _JOBS:
        if board.is_it(found):
            _refuse_unless(kind is SourceKind.JOBS, "content.error.feed_has_jobs")
            return board.parse(found)
    if json_feed.is_it(found):
        _refuse_unless(kind is SourceKind.NEWS, "content.error.feed_has_news")
        return json_feed.parse(found)
    for name, looks in _OTHER_BOARDS:
        if looks(found):
            raise BadInput("content.error.feed_other_board", board=name)
    raise BadInput("content.error.feed_unknown")


def _from_xml(data: bytes, kind: SourceKind, content_type: str) -> Parsed:
    head = data[:_HEAD].replace(b"\0", b"") if data.startswith(_UTF16) else data[:_HEAD]
    if b"<workzag-jobs" in head:
        raise BadInput("content.error.feed_other_board", board="Personio")
    if not _FEED_ROOT.search(head):
        page = _PAGE_ROOT.search(head)
        raise BadInput("content.error.feed_is_page" if page else "content.error.feed_unknown")
    if kind is SourceKind.JOBS:
        if b"xmlns:joblisting=" in head:
            raise BadInput("content.error.feed_other_board", board="NEOGOV")
        raise BadInput("content.error.feed_has_news")
    return rss.parse(data, content_type)


def _refuse_unless(fits: bool, key: str) -> None:
    if not fits:
        raise BadInput(key)
