"""How often something may be tried."""

from __future__ import annotations

import logging

import pytest

from advocacy_app.core import limits
from advocacy_app.core.errors import TooMany
from advocacy_app.settings import settings


def test_the_sixth_in_a_minute_waits() -> None:
    for _ in range(5):
        limits.check("knock", "bob")
    with pytest.raises(TooMany) as refused:
        limits.check("knock", "bob")
    assert 1 <= refused.value.retry_after_s <= 60
    limits.check("knock", "carol")
    limits.check("ring", "bob")


def test_the_longer_limit_says_the_longer_wait() -> None:
    limits.check("knock", "bob", "5/minute;1/day")
    with pytest.raises(TooMany) as refused:
        limits.check("knock", "bob", "5/minute;1/day")
    assert refused.value.retry_after_s > 60


def test_without_redis_this_process_counts(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ADVOCACY_REDIS_URL", "redis://127.0.0.1:1/0")
    settings.cache_clear()
    with caplog.at_level(logging.WARNING):
        limits.check("knock", "bob", "1/minute")
    assert "cannot reach Redis" in caplog.text
    with pytest.raises(TooMany):
        limits.check("knock", "bob", "1/minute")
