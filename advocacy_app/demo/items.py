"""Puts the company's news and vacancies down as its editor would have, each on its own day."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import Session

from advocacy_app.content import service as content
from advocacy_app.content.rows import NewCaption, NewItem, NewVacancy
from advocacy_app.content.rules import Kind
from advocacy_app.core import clock, images
from advocacy_app.core.images import StoredImage
from advocacy_app.demo import pictures
from advocacy_app.people.rules import Actor

TOPICS = {
    "Mensen": "People",
    "Klanten": "Clients",
    "Duurzaam": "Sustainability",
    "Veilig werken": "Safety",
    "Cijfers": "Numbers",
    "Vacatures": "Vacancies",
}
_TEXTS = Path(__file__).parent / "texts"
_FILES = {"news.toml": Kind.NEWS, "vacancies.toml": Kind.VACANCY}
_WRITTEN_BEFORE = timedelta(hours=2)
_DEFAULT_TOPIC = "Vacatures"


@dataclass(frozen=True)
class Piece:
    """One item as it is written down in ``texts``; moments are UTC."""

    key: str
    kind: Kind
    out_at: datetime
    withdrawn_at: datetime | None
    given: Mapping[str, Any]

    @property
    def language(self) -> str:
        return self.given.get("language", "nl")

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(self.given.get("teams", ()))


def pieces(now: datetime) -> list[Piece]:
    """All of them, the first to come out first."""
    found = [
        _piece(given, kind, now)
        for name, kind in _FILES.items()
        for given in tomllib.loads((_TEXTS / name).read_text("utf-8"))["item"]
    ]
    return sorted(found, key=lambda piece: (piece.out_at, piece.key))


def _piece(given: dict[str, Any], kind: Kind, now: datetime) -> Piece:
    day = now - timedelta(days=given["days_ago"])
    out_at = day.replace(hour=given["hour"], minute=7, second=0, microsecond=0)
    after = given.get("withdrawn_after")
    gone = out_at + timedelta(days=after) if after else None
    return Piece(given["key"], kind, out_at, gone, given)


@contextmanager
def as_of(moment: datetime) -> Generator[None]:
    """Let everything happen at a moment of the past."""
    clock.use(lambda: moment)
    try:
        yield
    finally:
        clock.use(None)


def painted(wanted: list[Piece], done: Callable[[], None]) -> dict[str, StoredImage]:
    """Draw and store the picture of each, two at a time; outside any transaction."""

    def one(numbered: tuple[int, Piece]) -> StoredImage:
        number, piece = numbered
        seed = piece.given.get("seed", number)
        drawn = pictures.painted(piece.given["scene"], piece.given["tones"], seed)
        stored = images.ingest(drawn)
        done()
        return stored

    ordered = sorted(wanted, key=lambda piece: piece.key)
    with ThreadPoolExecutor(max_workers=2) as pool:
        stored = pool.map(one, enumerate(ordered, start=1))
        return {piece.key: image for piece, image in zip(ordered, stored, strict=True)}


class Desk:
    """What the editor works with: herself, the topics, the teams and the pictures."""

    def __init__(
        self,
        session: Session,
        editor: Actor,
        teams: Mapping[str, str],
        images_by_key: Mapping[str, StoredImage],
    ) -> None:
        self._session = session
        self._editor = editor
        self._teams = teams
        self._images = images_by_key
        self._topics = {
            name: content.add_topic(session, editor, name, english)
            for name, english in TOPICS.items()
        }

    def publish(self, piece: Piece, now: datetime) -> str:
        """Written two hours before it came out, or today for what is still to come."""
        with as_of(min(piece.out_at, now) - _WRITTEN_BEFORE):
            item_id = content.create(self._session, self._editor, self._new(piece, now))
            content.publish(self._session, self._editor, item_id, piece.out_at)
        return item_id

    def _new(self, piece: Piece, now: datetime) -> NewItem:
        given = piece.given
        picture = content.add_picture(
            self._session, self._editor, self._images[piece.key], given["alt"]
        )
        return NewItem(
            kind=piece.kind,
            title=given["title"],
            summary=given["summary"],
            body=given["body"].strip(),
            language=piece.language,
            topic_id=self._topics[given.get("topic", _DEFAULT_TOPIC)],
            picture_id=picture.id,
            pinned=given.get("pinned", False),
            must_read=given.get("must_read", False),
            audience=tuple(self._teams[team] for team in piece.teams),
            captions=tuple(
                NewCaption(c["text"], c.get("network", ""), piece.language)
                for c in given["captions"]
            ),
            vacancy=_vacancy(given, now) if piece.kind is Kind.VACANCY else None,
        )


def _vacancy(given: Mapping[str, Any], now: datetime) -> NewVacancy:
    least, most, period, *currency = given["pay"]
    end = (now + timedelta(days=given["closes_in"])).replace(
        hour=22, minute=0, second=0, microsecond=0
    )
    return NewVacancy(
        location=given["place"],
        department=given["department"],
        employment_type=given["type"],
        hours=given["hours"],
        salary_min=least,
        salary_max=most,
        salary_period=period,
        salary_currency=currency[0] if currency else "EUR",
        closes_at=end,
    )
