"""The secret key: made once, by one process, for its owner only."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from advocacy_app.core import secrets
from advocacy_app.settings import settings


def test_the_key_is_made_once_and_for_its_owner_only(data: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = [made.result() for made in [threads.submit(_key) for _ in range(16)]]
    assert len(set(made)) == 1
    assert len(bytes.fromhex(made[0])) == 32
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
    assert [file.name for file in data.iterdir()] == ["secret"]


def test_a_configured_key_needs_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACY_SECRET", "0123456789abcdef" * 2)
    settings.cache_clear()
    assert secrets.secret() == b"0123456789abcdef" * 2
    assert not (settings().data / "secret").exists()


def test_a_digest_depends_on_purpose_and_on_where_parts_end() -> None:
    digests = {
        secrets.keyed_digest(*parts)
        for parts in (("a", "b", "c"), ("a", "bc"), ("ab", "c"), ("a", "b"), ("a", "", "bc"))
    }
    assert len(digests) == 5
    assert secrets.keyed_digest("a", "b") == secrets.keyed_digest("a", "b")


def test_two_secrets_are_compared_whole() -> None:
    assert secrets.same("é", "é")
    assert not secrets.same("é", "e")
    assert not secrets.same("", "x")


def _key() -> str:
    return secrets.ensure().read_text()
