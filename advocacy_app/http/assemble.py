"""Puts the machine doors together, in the order in which a request meets them."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.types import ASGIApp

from advocacy_app.http import auth, health, media, theme
from advocacy_app.http.api import app as api
from advocacy_app.http.headers import Headers
from advocacy_app.http.public import doors
from advocacy_app.http.redirect import Redirect


def machine_doors() -> Starlette:
    """The routes that win over the pages; Reflex is mounted behind them."""
    return Starlette(
        routes=[
            *theme.routes,
            *auth.routes,
            *media.routes,
            *doors.routes,
            *api.routes(),
            *health.routes,
        ]
    )


def outermost(app: ASGIApp, *, scripts: Path, base_url: str) -> ASGIApp:
    """What stands around everything: headers, and the redirect before all else.

    A click pays for nothing but itself. What is no request, such as the start and the stop of
    the server, passes both.
    """
    return Redirect(Headers(app, scripts=scripts, base_url=base_url))
