"""How often something may be tried: in memory, or in Redis when several processes share it."""

from __future__ import annotations

import logging
from functools import cache
from math import ceil

from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from advocacy_app.core import clock
from advocacy_app.core.errors import TooMany
from advocacy_app.settings import settings

_log = logging.getLogger(__name__)


def check(name: str, key: str, limits: str = "5/minute;20/hour") -> None:
    """Count one try of ``name`` by ``key``; raise TooMany when there were too many.

    ``key`` reaches Redis as it is: give a digest of what is personal. When Redis does not
    answer, this process counts by itself: nobody is locked out and nothing goes unlimited.
    """
    for item in parse_many(limits):
        try:
            _hit(_shared(), item, name, key)
        except StorageError:
            _log.warning("the rate limits cannot reach Redis; counting in this process")
            _hit(_own(), item, name, key)


def reset() -> None:
    """Forget every count of this process."""
    _own.cache_clear()
    _shared.cache_clear()


def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, name: str, key: str) -> None:
    if limiter.hit(item, name, key):
        return
    free_at = limiter.get_window_stats(item, name, key).reset_time
    wait_s = ceil(free_at - clock.now().timestamp())
    raise TooMany("error.too_many", retry_after_s=min(max(wait_s, 1), item.get_expiry()))


@cache
def _own() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


@cache
def _shared() -> MovingWindowRateLimiter:
    address = settings().redis_url
    if not address:
        return _own()
    storage = storage_from_string(address, wrap_exceptions=True, socket_timeout=1)
    return MovingWindowRateLimiter(storage)
