"""Fills the review queue from a neighbour's feed, by the real import; nothing is fetched."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlmodel import Session

from advocacy_app.content import imports
from advocacy_app.content import service as content
from advocacy_app.content.rules import ImportMode, SourceKind
from advocacy_app.content.service import NewSource
from advocacy_app.core import fetch
from advocacy_app.core.db import Database
from advocacy_app.core.errors import NotFound
from advocacy_app.core.fetch import Fetched, Wish
from advocacy_app.demo import pictures
from advocacy_app.demo.items import as_of
from advocacy_app.people.rules import Actor

_FEED = Path(__file__).parent / "texts" / "netwerk.xml"
_ADDRESS = "https://flexinderegio.example/nieuws.xml"
_PICTURE = re.compile(r"/beeld/([a-z]+)-([a-z]+)-(\d+)\.jpg")
_READ_AGO = timedelta(hours=20)


def fill(database: Database, editor: Actor, now: datetime) -> None:
    """Import the feed for review, as of yesterday."""
    fetch.use(_neighbour)
    try:
        with as_of(now - _READ_AGO):
            source_id = database.run_sync(_add, editor)
            imports.run(database, editor, source_id)
    finally:
        fetch.use(None)


def _add(session: Session, editor: Actor) -> str:
    new = NewSource(SourceKind.NEWS, _ADDRESS, "Flex in de regio", ImportMode.REVIEW)
    return content.add_source(session, editor, new)


def _neighbour(wish: Wish) -> Fetched:
    """What the neighbour would answer: the feed, and a drawing for each picture in it."""
    picture = _PICTURE.fullmatch(urlsplit(wish.url).path)
    if picture:
        drawn = pictures.painted(picture[1], picture[2], int(picture[3]))
        return Fetched(200, drawn, "image/jpeg", wish.url, None, None)
    if wish.url != _ADDRESS:
        raise NotFound("error.not_found")
    return Fetched(200, _FEED.read_bytes(), "application/rss+xml", wish.url, None, None)
