"""Who came by before, without knowing who it is.

A visitor is a keyed hash of address and user agent; the key is the salt of the day. The salt is
random, not derived, and deleted the day after: from then on nobody can tell who a hash was, we
included.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import date, datetime, timedelta
from itertools import product

from sqlmodel import Session, col, delete, select

from advocacy_app.core import clock, db
from advocacy_app.core.db import Database
from advocacy_app.sharing import verdicts
from advocacy_app.sharing.clicks.links import Known
from advocacy_app.sharing.rules import BURST_LINKS, BURST_WITHIN, SAME_VISITOR, Verdict
from advocacy_app.sharing.tables import Click, DailySalt
from advocacy_app.sharing.verdicts import Judgement, Visit

HASH_BYTES = 16
_SALT_BYTES = 32
_REMEMBERED = 1_000_000
_DAY = timedelta(days=1)
_VISITS = {answers: Visit(*answers) for answers in product((False, True), repeat=3)}
_Seen = dict[bytes, datetime]
_Opened = dict[tuple[str, bytes], tuple[tuple[datetime, str], ...]]


class Visitors:
    """Used by the event loop only, except ``roll``, which reads the database and blocks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self.day = date.min
        self._salt = self._salt_before = b""
        self._seen: _Seen = {}
        self._seen_before: _Seen = {}
        self._opened: _Opened = {}
        self._opened_before: _Opened = {}
        self._opened_since = clock.now()

    def load(self) -> None:
        """Today's salts, and whom a process that has died had seen in the last day."""
        now = clock.now()
        self.roll(now.date())
        since = now - SAME_VISITOR
        for link_id, visitor, at in self._database.read_sync(_recent, since):
            seen = self._seen if at.date() == self.day else self._seen_before
            seen.setdefault(link_id.encode() + visitor, at)

    def roll(self, day: date) -> None:
        """Begin a day: the first process to come makes its salt and deletes old ones."""
        with self._lock:
            if self.day == day:
                return
            salt, before = self._database.run_sync(salts, day)
            is_next = self.day == day - _DAY
            self._seen_before = self._seen if is_next else {}
            self._seen = {}
            self._salt, self._salt_before = salt, before
            self.day = day

    def hashed(self, address: str, user_agent: str) -> bytes:
        return self._hash(self._salt, address, user_agent)

    def judge(
        self, link: Known, address: str, user_agent: str, at: datetime, *, is_own: bool
    ) -> tuple[bytes, Judgement]:
        """The visitor's hash and what the visit is; a human one is remembered from here on."""
        visitor = self._hash(self._salt, address, user_agent)
        repeat = self._is_repeat(link, visitor, address, user_agent, at)
        burst = not is_own and not repeat and self._is_burst(link, visitor, at)
        judgement = verdicts.of_visit(_VISITS[is_own, repeat, burst])
        if judgement.verdict is Verdict.HUMAN:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()  # settling looks into the database and finds the repeats
            self._seen[link.key + visitor] = at
        return visitor, judgement

    def _hash(self, salt: bytes, address: str, user_agent: str) -> bytes:
        who = f"{verdicts.network_of(address)}|{user_agent}".encode(errors="replace")
        # Keyed BLAKE2b (RFC 7693) and not HMAC: OpenSSL lets go of the interpreter each time.
        return hashlib.blake2b(who, key=salt, digest_size=HASH_BYTES).digest()

    def _is_repeat(
        self, link: Known, visitor: bytes, address: str, user_agent: str, at: datetime
    ) -> bool:
        if link.key + visitor in self._seen:
            return True
        if not self._seen_before:
            return False
        # After midnight the same visitor has a new hash; yesterday's salt still gives the old.
        before = self._hash(self._salt_before, address, user_agent)
        first = self._seen_before.get(link.key + before)
        return first is not None and at - first < SAME_VISITOR

    def _is_burst(self, link: Known, visitor: bytes, at: datetime) -> bool:
        if at - self._opened_since >= BURST_WITHIN:
            self._opened_before, self._opened, self._opened_since = self._opened, {}, at
        who = (link.item_id, visitor)
        opened = self._opened_before.get(who, ()) + self._opened.get(who, ())
        self._opened[who] = (*self._opened.get(who, ()), (at, link.id))
        if not opened:
            return False
        recent = {link_id for then, link_id in opened if at - then < BURST_WITHIN}
        return len(recent | {link.id}) >= BURST_LINKS


def salts(session: Session, day: date) -> tuple[bytes, bytes]:
    """The salt of a day, made if there is none, and of the day before; others are deleted."""
    made = db.insert(session, DailySalt).values(day=day, salt=secrets.token_bytes(_SALT_BYTES))
    session.connection().execute(made.on_conflict_do_nothing())
    session.exec(delete(DailySalt).where(col(DailySalt.day) < day - _DAY))
    found = {row.day: row.salt for row in session.exec(select(DailySalt))}
    return found[day], found.get(day - _DAY, b"")


def _recent(session: Session, since: datetime) -> list[tuple[str, bytes, datetime]]:
    rows = session.exec(
        select(Click.link_id, Click.visitor, Click.at)
        .where(Click.at >= since, Click.verdict == Verdict.HUMAN)
        .order_by(col(Click.id).desc())
        .limit(_REMEMBERED)
    ).all()
    return list(reversed(rows))
