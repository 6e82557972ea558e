"""Opaque identifiers and secrets."""

from __future__ import annotations

import hashlib
import secrets

from advocacy_app.core import clock

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
ID_LENGTH = 20
LINK_CODE_LENGTH = 8


def new_id() -> str:
    """Twenty characters: 48 bits of milliseconds, then 52 random ones; newer sorts later."""
    number = (int(clock.now().timestamp() * 1000) << 52) | secrets.randbits(52)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(95, -1, -5))


def new_code(length: int = LINK_CODE_LENGTH) -> str:
    """A code people may have to read aloud: no 0, O, 1 or l."""
    return "".join(secrets.choice(_CODE) for _ in range(length))


def new_secret() -> str:
    """A bearer secret of 256 bits; only its digest is ever stored."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 of a secret, which is what the database holds of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
