"""The front door: assembles the pages, the machine doors and the timetable; nothing else.

``app`` is what Reflex builds pages from; ``asgi`` is what the server runs, with the redirect
outermost because a click must not pay for the rest.
"""

from __future__ import annotations

import reflex as rx
from starlette.types import ASGIApp

from advocacy_app.http.assemble import machine_doors, outermost
from advocacy_app.jobs.lifespan import running
from advocacy_app.screens.messages import on_error
from advocacy_app.screens.routes import add_pages
from advocacy_app.screens.session import SessionGuard
from advocacy_app.settings import settings
from advocacy_app.ui.build import INLINE_SCRIPTS
from advocacy_app.ui.head import head

app = rx.App(
    html_lang="nl",
    toaster=None,
    app_wraps={},
    head_components=head(),
    backend_exception_handler=on_error,
    api_transformer=[machine_doors()],
)
app.add_middleware(SessionGuard())
app.register_lifespan_task(running)  # pyright: ignore[reportUnknownMemberType]
add_pages(app)


def asgi() -> ASGIApp:
    """The finished server application; called once in each worker."""
    return outermost(app(), scripts=INLINE_SCRIPTS, base_url=settings().base_url)
