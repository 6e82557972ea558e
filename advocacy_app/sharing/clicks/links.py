"""Links as the redirect holds them: in memory, current, with the database behind a miss."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session, col, select

from advocacy_app.content.rules import ItemState
from advocacy_app.content.tables import Item
from advocacy_app.core import db
from advocacy_app.core.db import Database
from advocacy_app.settings import settings
from advocacy_app.sharing.tables import Link

_MOST = 100_000
_LOADED = 20_000
_MISSES = 10_000
_FRESH_S = 10.0
"""Another process may have withdrawn a link; this one follows within so many seconds."""


@dataclass(slots=True, eq=False)
class Known:
    """One link. ``key`` begins what a visitor is remembered by; times are monotonic."""

    id: str
    code: str
    item_id: str
    person_id: str
    location: bytes
    is_withdrawn: bool
    fresh_until: float
    key: bytes


class Links:
    """Reads from any thread; the newest are loaded at start, the rest as they are followed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Known] = {}
        self._missing: dict[str, float] = {}
        self._stale: set[str] = set()
        self._age = 0
        self._lock = threading.Lock()

    def get(self, code: str) -> Known | None:
        """From memory only; a link that was not looked at for a while is queued to be."""
        known = self._known.get(code)
        if known is not None and known.fresh_until < time.monotonic():
            known.fresh_until = time.monotonic() + _FRESH_S
            self._stale.add(code)
        return known

    def is_missing(self, code: str) -> bool:
        """Whether the database has just said that there is no such link."""
        until = self._missing.get(code)
        return until is not None and until > time.monotonic()

    def find(self, code: str) -> Known | None:
        """From the database; blocks."""
        age = self._age
        found = self._read(col(Link.code) == code)
        with self._lock:
            if found:
                self._keep(found, age)
                return found[0]
            if len(self._missing) >= _MISSES:
                self._missing.pop(next(iter(self._missing)))
            self._missing[code] = time.monotonic() + _FRESH_S
        return None

    def load(self) -> None:
        """The newest links; blocks."""
        age = self._age
        newest = select(Link.id).order_by(col(Link.id).desc()).limit(_LOADED)
        found = self._read(col(Link.id).in_(newest))
        with self._lock:
            self._keep(found, age)

    def refresh(self) -> None:
        """Look again at what was queued; blocks."""
        with self._lock:
            codes, self._stale = self._stale, set()
        if not codes:
            return
        age = self._age
        found = self._read(col(Link.code).in_(codes))
        with self._lock:
            self._keep(found, age)
            for gone in codes - {link.code for link in found}:
                self._known.pop(gone, None)

    def forget_items(self, item_ids: Iterable[str]) -> None:
        """Let the next visitor's request read these items' links anew."""
        gone = set(item_ids)
        with self._lock:
            self._age += 1
            for code in [c for c, known in self._known.items() if known.item_id in gone]:
                del self._known[code]

    def forget(self) -> None:
        with self._lock:
            self._age += 1
            self._known.clear()
            self._missing.clear()

    def _keep(self, found: list[Known], age: int) -> None:
        if age != self._age:
            return  # read before a change was committed: good for one answer, not to remember
        for link in found:
            before = self._known.get(link.code)
            if before and _is_same(before, link):
                continue
            if len(self._known) >= _MOST:
                self._known.pop(next(iter(self._known)))
            self._known[link.code] = link

    def _read(self, which: Any) -> list[Known]:
        return self._database.read_sync(_links, which)


def _links(session: Session, which: Any) -> list[Known]:
    rows = session.exec(select(Link, Item.state).join(Item).where(which)).all()
    until = time.monotonic() + _FRESH_S
    return [
        Known(
            id=link.id,
            code=link.code,
            item_id=link.item_id,
            person_id=link.person_id,
            location=absolute(link.target).encode(),
            is_withdrawn=link.withdrawn_at is not None or state is not ItemState.PUBLISHED,
            fresh_until=until,
            key=link.id.encode(),
        )
        for link, state in rows
    ]


def _is_same(one: Known, other: Known) -> bool:
    return (one.id, one.location, one.is_withdrawn) == (
        other.id,
        other.location,
        other.is_withdrawn,
    )


def absolute(target: str) -> str:
    """A target of our own is kept as a path; the rest of its address is a setting."""
    return settings().base_url + target if target.startswith("/") else target


def watch(links: Links) -> None:
    """Forget links as soon as a change of theirs or of their item is committed in this process.

    Content knows nothing of links, so the change itself is listened to.
    """
    _watching[:] = [links]


_watching: list[Links] = []


@event.listens_for(Link, "after_update")
def _link_changed(_mapper: object, _connection: object, row: Link) -> None:
    _forget_after(row, row.item_id)


@event.listens_for(Item, "after_update")
def _item_changed(_mapper: object, _connection: object, row: Item) -> None:
    _forget_after(row, row.id)


def _forget_after(row: Link | Item, item_id: str) -> None:
    session = AnySession.object_session(row)
    if session is not None and _watching:
        links = _watching[0]
        db.after_commit(session, lambda: links.forget_items([item_id]))  # pyright: ignore[reportArgumentType]


@event.listens_for(AnySession, "do_orm_execute")
def _bulk_change(state: ORMExecuteState) -> None:
    """``UPDATE item SET …`` names no rows, so everything is read anew."""
    if not (state.is_update or state.is_delete) or not _watching:
        return
    mapper = state.bind_mapper
    if mapper is not None and mapper.class_ in {Item, Link}:
        db.after_commit(state.session, _watching[0].forget)  # pyright: ignore[reportArgumentType]
