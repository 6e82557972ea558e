"""Short news about what just happened, and what becomes of errors in handlers."""

from __future__ import annotations

import logging
from typing import cast

import reflex as rx
from reflex.event import EventSpec

from advocacy_app.core import text
from advocacy_app.core.errors import AppError, NotSignedIn
from advocacy_app.core.ids import new_code
from advocacy_app.screens.access import public
from advocacy_app.screens.session import Session
from advocacy_app.ui.i18n import t
from advocacy_app.ui.icons import icon

_log = logging.getLogger(__name__)


class Messages(rx.State):
    """One line at the bottom of the screen; readers hear it."""

    line: str = ""
    bad: bool = False

    @rx.event
    @public
    async def say(self, key: str, params: dict[str, str | int] | None = None) -> None:
        """Show a sentence of the server's catalogue in the person's language."""
        self.line, self.bad = await self._sentence(key, params), False

    @rx.event
    @public
    async def warn(self, key: str, params: dict[str, str | int] | None = None) -> None:
        self.line, self.bad = await self._sentence(key, params), True

    @rx.event
    @public
    async def clear(self) -> None:
        self.line = ""

    async def _sentence(self, key: str, params: dict[str, str | int] | None) -> str:
        session = await self.get_state(Session)
        return text.say(session.locale or "nl", str(key), **(params or {}))


def message_line() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Messages.line != "",
            rx.el.div(
                rx.el.span(Messages.line, class_name="flex-1"),
                rx.el.button(
                    icon("close"),
                    type="button",
                    aria_label=t("app.close"),
                    on_click=Messages.clear,
                    class_name="grid place-items-center size-11 -my-2 -mr-2 rounded-full cursor-pointer",
                ),
                class_name=rx.cond(
                    Messages.bad,
                    "flex items-center gap-2 rounded-md bg-bad-wash text-bad text-sm font-semibold px-4 py-3 shadow-card",
                    "flex items-center gap-2 rounded-md bg-ink text-paper text-sm font-semibold px-4 py-3 shadow-card",
                ),
            ),
        ),
        role="status",
        class_name="fixed z-50 left-4 right-4 bottom-[calc(92px+env(safe-area-inset-bottom))] lg:left-auto lg:bottom-6 lg:right-6 lg:w-96 empty:hidden pointer-events-auto",
    )


def on_error(exception: Exception) -> EventSpec | None:
    """What Reflex calls when a handler raised: a sentence for a person, the rest in the log."""
    if isinstance(exception, NotSignedIn):
        return rx.redirect("/sign-in")
    if isinstance(exception, AppError):
        return cast("EventSpec", Messages.warn(exception.key, exception.params))
    number = new_code()
    _log.error("handler failed, shown as %s", number, exc_info=exception)
    return cast("EventSpec", Messages.warn("error.unexpected", {"number": number}))
