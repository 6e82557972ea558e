"""Argon2id (RFC 9106). Slow on purpose, so never call it where others wait for a lock."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_LONGEST = 1024  # characters; more is not a password but an attempt to keep the server busy


@dataclass(frozen=True)
class Match:
    """``fresh`` is a new hash to store, when the old one was made with older parameters."""

    is_right: bool
    fresh: str | None = None


def make(password: str) -> str:
    """The hash to store; parameters and salt are in it."""
    return _hasher.hash(_normal(password))


def match(stored: str | None, password: str) -> Match:
    """Compare a password with a hash. Without a hash it takes as long, and is never right."""
    against = stored or _nobody()
    if len(password) > _LONGEST:
        return Match(is_right=False)
    try:
        _hasher.verify(against, _normal(password))
    except (VerificationError, InvalidHashError):
        return Match(is_right=False)
    is_old = stored is not None and _hasher.check_needs_rehash(stored)
    return Match(is_right=stored is not None, fresh=make(password) if is_old else None)


def _normal(password: str) -> str:
    # One keyboard sends é as one sign and another as two (RFC 8265, OpaqueString).
    return unicodedata.normalize("NFC", password)


@cache
def _nobody() -> str:
    return _hasher.hash("the password of nobody")
