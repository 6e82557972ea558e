"""The frame of every screen behind the sign-in page: language at start, tabs, and messages."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.messages import message_line
from advocacy_app.screens.session import Session
from advocacy_app.ui import shell
from advocacy_app.ui.browser import AppStart


def phone(*children: Any, title: Any, here: str, aside: Any = None) -> rx.Component:
    """A screen for colleagues; the parameters are those of ``ui.shell.page``."""
    return _framed(shell.page(*children, title=title, here=here, aside=aside))


def desk(*children: Any, title: Any, here: str) -> rx.Component:
    """A screen for editors; the parameters are those of ``ui.shell.console_page``."""
    return _framed(shell.console_page(*children, title=title, here=here))


def _framed(screen: rx.Component) -> rx.Component:
    return rx.el.div(
        AppStart.create(locale=Session.locale),
        screen,
        message_line(),
        class_name=rx.cond(Session.is_editor, "is-editor", ""),
    )
