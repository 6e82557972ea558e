"""The way between the console's screens on a phone, where there is no bar at the side."""

from __future__ import annotations

import reflex as rx

from advocacy_app.ui.i18n import t
from advocacy_app.ui.icons import icon
from advocacy_app.ui.shell import CONSOLE_TABS

_TAB = "inline-flex items-center gap-2 rounded-full px-4 min-h-11 text-xs font-semibold no-underline focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text"


def console_tabs(here: str) -> rx.Component:
    return rx.el.nav(
        *[
            rx.el.a(
                icon(tab.icon, size="size-5"),
                t(tab.key),
                href=tab.href,
                aria_current="page" if tab.href == here else "false",
                class_name=f"{_TAB} {'bg-brand-wash text-brand-text' if tab.href == here else 'text-soft'}",
            )
            for tab in CONSOLE_TABS
        ],
        aria_label=t("nav.console"),
        class_name="flex gap-1 -mx-1 lg:hidden",
    )
