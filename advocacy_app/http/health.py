"""For whoever keeps the server running: is it alive, is it ready, and how it is doing.

``/metrics`` is the text format of Prometheus 0.0.4 and holds no word about any person.
"""

from __future__ import annotations

import logging
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from advocacy_app.core import db
from advocacy_app.people import queries as people
from advocacy_app.sharing import queries as sharing
from advocacy_app.sharing.clicks import desk

_log = logging.getLogger(__name__)
_NO_STORE = {"cache-control": "no-store"}
_MEDIA_TYPE = "text/plain; version=0.0.4"
_UNAVAILABLE = 503


async def alive(_: Request) -> Response:
    """The process answers; nothing else is asked, so that a slow database restarts nobody."""
    return PlainTextResponse("ok\n", headers=_NO_STORE)


async def ready(_: Request) -> Response:
    """Requests can be served: the database answers and has our tables."""
    if await _database_answers():
        return PlainTextResponse("ready\n", headers=_NO_STORE)
    return PlainTextResponse("the database does not answer\n", _UNAVAILABLE, _NO_STORE)


async def metrics(_: Request) -> Response:
    is_up = await _database_answers()
    lines = _metric("manyhands_database_up", "gauge", "Whether the database answers.")
    lines.append(f"manyhands_database_up {int(is_up)}")
    if is_up:
        clicks = await db.read(sharing.clicks_in_all)
        lines += _metric("manyhands_clicks_total", "counter", "Requests to tracked links.")
        lines += [
            f'manyhands_clicks_total{{verdict="{verdict}"}} {count}'
            for verdict, count in asdict(clicks).items()
        ]
    unrecorded = desk.current().recorder.unrecorded if desk.is_open() else 0
    lines += _metric(
        "manyhands_clicks_unrecorded_total",
        "counter",
        "Visitors who were sent on without their click being stored, since the start.",
    )
    lines.append(f"manyhands_clicks_unrecorded_total {unrecorded}")
    return PlainTextResponse("\n".join(lines) + "\n", 200, _NO_STORE, _MEDIA_TYPE)


routes = [
    Route("/healthz", alive, methods=["GET"]),
    Route("/readyz", ready, methods=["GET"]),
    Route("/metrics", metrics, methods=["GET"]),
]


async def _database_answers() -> bool:
    try:
        await db.read(people.company)
    except Exception:
        _log.exception("the database does not answer")
        return False
    return True


def _metric(name: str, kind: str, said: str) -> list[str]:
    return [f"# HELP {name} {said}", f"# TYPE {name} {kind}"]
