"""The installation's secret key and what is derived from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from advocacy_app.settings import settings

_BYTES = 32


def secret() -> bytes:
    """What everything keyed hangs from: ADVOCACY_SECRET, else the file in the data folder."""
    configured = settings().secret
    return configured.encode() if configured else _from_file(ensure())


def ensure() -> Path:
    """Where the key file is; it is made, readable by its owner only, when there is none.

    Two processes that start at once end up with the same key: the file appears complete or not
    at all, and the second one to come finds the first one's.
    """
    path = settings().data.absolute() / "secret"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_hex(_BYTES))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path


def keyed_digest(purpose: str, *parts: str) -> str:
    """HMAC-SHA256 in hex over parts that cannot run into each other, apart for each purpose."""
    message = b"".join(
        len(part).to_bytes(4, "big") + part for part in (p.encode() for p in (purpose, *parts))
    )
    return hmac.new(secret(), message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


@cache
def _from_file(path: Path) -> bytes:
    return bytes.fromhex(path.read_text("ascii").strip())
