"""How people prove who they are: by password, by a code sent by e-mail, by a session.

Strangers call these, so nothing here authorises, and an address that is not known gets the
answer, and costs the work, of one that is. Argon2 would hold the write lock for as long as it
takes: at the door a password is checked between two transactions, by ``prove_aside``.
"""

from __future__ import annotations

import asyncio
import secrets as random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from advocacy_app.core import clock, db, ids, limits, mail, secrets
from advocacy_app.core.errors import NotSignedIn
from advocacy_app.people import fields, passwords, queries, rules
from advocacy_app.people.queries import Credentials, SignedIn
from advocacy_app.people.tables import ApiToken, Person, SignInCode, SignInSession

_DEVICE_MAX = 120
_FROM_ONE_ADDRESS = "60/minute;1000/hour"  # a whole office stands behind one
_FOR_ONE_PERSON = {
    "password": "5/minute;30/hour",
    "code": "10/minute;30/hour;60/day",
    "request": "3/minute;10/hour",
}
_MEMORY = timedelta(seconds=5)
_MEMORY_MAX = 10_000
# Each check takes 64 MB and a core; who comes in a crowd waits a moment, and nobody else does.
_slow = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


@dataclass(frozen=True, slots=True)
class NewSession:
    """``secret`` goes into the cookie and is stored nowhere."""

    secret: str
    person_id: str


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody knew the password behind ``password_hash``; ``fresh`` is to replace it."""

    person_id: str
    password_hash: str | None
    fresh: str | None


# Password


def sign_in_with_password(
    session: Session, *, email: str, password: str, device: str, ip: str
) -> NewSession:
    """All of it in one transaction, for the command line and for tests.

    Raises NotSignedIn, TooMany and, for what is no address, BadInput.
    """
    limit("password", email, ip)
    known = queries.credentials(session, fields.clean_email(email))
    return enter(session, prove(known, password), device)


def prove(known: Credentials | None, password: str) -> Proof:
    """Check a password, known address or not. Raises NotSignedIn."""
    match = passwords.match(known.password_hash if known else None, password)
    if known is None or not match.is_right:
        raise NotSignedIn("people.error.wrong_password")
    return Proof(known.person_id, known.password_hash, match.fresh)


async def prove_aside(known: Credentials | None, password: str) -> Proof:
    """``prove`` in threads of its own, away from those of the database."""
    return await asyncio.get_running_loop().run_in_executor(_slow, prove, known, password)


def enter(session: Session, proof: Proof, device: str) -> NewSession:
    """Start a session on a proof.

    Raises NotSignedIn when the person has left or the password has changed since then.
    """
    person = session.get(Person, proof.person_id)
    if person is None or person.left_at or person.password_hash != proof.password_hash:
        raise NotSignedIn("people.error.wrong_password")
    person.password_hash = proof.fresh or person.password_hash
    return start(session, person, device)


# Code


def request_code(session: Session, *, email: str, ip: str) -> None:
    """Send a code to a known address. Raises TooMany and, for what is no address, BadInput."""
    limit("request", email, ip)
    send_code(session, email)


def send_code(session: Session, email: str) -> None:
    """Mail a new code, which ends the one before; an unknown address gets silence."""
    now = clock.now()
    code = f"{random.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
    person = queries.person_by_email(session, fields.clean_email(email))
    digest = _code_digest(person.id if person else email, code)
    if person is None:
        return
    session.exec(delete(SignInCode).where(col(SignInCode.person_id) == person.id))
    end = now + rules.CODE_LIFE
    session.add(SignInCode(person_id=person.id, digest=digest, created_at=now, expires_at=end))
    message = mail.written(
        person.locale,
        "code",
        person.email,
        code=code,
        name=person.name,
        company=queries.company(session).name or "Many Hands",
        minutes=int(rules.CODE_LIFE.total_seconds() // 60),
    )
    mail.send_after(session, message)


def sign_in_with_code(
    session: Session, *, email: str, code: str, device: str, ip: str
) -> NewSession | None:
    """As ``try_code``. Raises TooMany and, for what is no address, BadInput."""
    limit("code", email, ip)
    return try_code(session, email, code, device)


def try_code(session: Session, email: str, code: str, device: str) -> NewSession | None:
    """None for a code that is wrong, used, too old or tried five times.

    Not an error: raising would roll back the counting of the try.
    """
    person = queries.person_by_email(session, fields.clean_email(email))
    digest = _code_digest(person.id if person else email, rules.code_digits(code))
    waiting = _waiting(session, person.id) if person else None
    if person is None or waiting is None:
        return None
    if not _claim_try(session, waiting.id) or not secrets.same(digest, waiting.digest):
        return None
    waiting.used_at = clock.now()
    return start(session, person, device)


def _waiting(session: Session, person_id: str) -> SignInCode | None:
    return session.exec(
        select(SignInCode)
        .where(SignInCode.person_id == person_id)
        .order_by(col(SignInCode.created_at).desc(), col(SignInCode.id).desc())
    ).first()


def _claim_try(session: Session, code_id: str) -> bool:
    """Count a try before it is judged. The row stays locked until the commit, so that of two
    right answers at the same time the second finds the code used.
    """
    claim = (
        update(SignInCode)
        .where(
            col(SignInCode.id) == code_id,
            col(SignInCode.tries) < rules.CODE_TRIES,
            col(SignInCode.used_at).is_(None),
            col(SignInCode.expires_at) > clock.now(),
        )
        .values(tries=col(SignInCode.tries) + 1)
    )
    return bool(session.exec(claim).rowcount)


def _code_digest(person_id: str, code: str) -> str:
    return secrets.keyed_digest("sign-in code", person_id, code)


# Sessions


def start(session: Session, person: Person, device: str) -> NewSession:
    """A new session of a person whose proof was checked."""
    now = clock.now()
    secret = ids.new_secret()
    session.add(
        SignInSession(
            id=ids.digest(secret),
            person_id=person.id,
            device=" ".join(device.split())[:_DEVICE_MAX],
            created_at=now,
            seen_at=now,
            expires_at=rules.session_end(now),
        )
    )
    person.seen_at = now
    session.flush()
    return NewSession(secret, person.id)


def rotate(session: Session, secret: str) -> NewSession:
    """The same person under a new secret; the old one is worthless. Raises NotSignedIn."""
    found = queries.signed_in(session, secret)
    old = session.get(SignInSession, found.session_id) if found else None
    person = session.get(Person, old.person_id) if old else None
    if old is None or person is None:
        raise NotSignedIn("error.not_signed_in")
    sign_out(session, secret)
    return start(session, person, old.device)


def sign_out(session: Session, secret: str) -> None:
    """End a session; one that is over, or never was, stays so."""
    end_sessions(session, col(SignInSession.id) == ids.digest(secret))


def end_sessions(session: Session, which: ColumnElement[bool]) -> int:
    """Revoke the live sessions that fit, as of the commit; returns how many."""
    over = (
        update(SignInSession)
        .where(which, col(SignInSession.revoked_at).is_(None))
        .values(revoked_at=clock.now())
    )
    forget_after(session)
    return session.exec(over).rowcount


def touch(session: Session, holder: SignedIn, token: str = "") -> None:
    """Write down that a session or token is in use; a session then lasts thirty days again."""
    now = clock.now()
    seen = update(Person).where(col(Person.id) == holder.actor.person_id).values(seen_at=now)
    session.exec(seen)
    if token:
        used = update(ApiToken).where(col(ApiToken.digest) == ids.digest(token))
        session.exec(used.values(used_at=now))
        return
    found = session.get(SignInSession, holder.session_id)
    if found and rules.is_live(found.expires_at, found.revoked_at, now):
        found.seen_at, found.expires_at = now, rules.session_end(now)
    forget_after(session)


async def who(secret: str) -> SignedIn | None:
    """Who holds a session's secret, remembered for five seconds in this process.

    What this process revokes it forgets at once; another process follows within five seconds.
    """
    if not secret:
        return None
    key, now = ids.digest(secret), clock.now()
    known = _memory.get(key)
    if known and known[1] > now:
        return known[0]
    age = _age[0]
    found = await db.read(queries.signed_in, secret)
    if found and found.is_due:
        await db.run(touch, found)
    # What was read before a change was committed is not remembered after it.
    if found and age == _age[0]:
        if len(_memory) >= _MEMORY_MAX:
            _memory.clear()
        _memory[key] = found, now + _MEMORY
    return found


def forget_after(session: Session) -> None:
    """Let ``who`` look again once this transaction is committed."""
    db.after_commit(session, forget)


def forget() -> None:
    """Let ``who`` look again."""
    _age[0] += 1
    _memory.clear()


_memory: dict[str, tuple[SignedIn, datetime]] = {}
_age = [0]


def limit(what: str, email: str, ip: str) -> None:
    """Count one ``password``, ``code`` or ``request`` of an address and of where it came from.

    Raises TooMany; and BadInput for what is no address.
    """
    person = secrets.keyed_digest("limit", fields.clean_email(email))
    limits.check(f"{what}:ip", secrets.keyed_digest("limit", ip), _FROM_ONE_ADDRESS)
    limits.check(f"{what}:person", person, _FOR_ONE_PERSON[what])
