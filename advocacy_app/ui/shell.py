"""The frame around a screen: header, bottom bar on a phone, side bar on a desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from advocacy_app.ui.browser import Offline, SkipLink
from advocacy_app.ui.i18n import t
from advocacy_app.ui.icons import icon, mark

_FOCUS = (
    "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text"
)


@dataclass(frozen=True)
class Tab:
    """``key`` names the icon's sentence; ``href`` is a page of the app."""

    key: str
    icon: str
    href: str


PHONE_TABS = (
    Tab("nav.feed", "feed", "/"),
    Tab("nav.jobs", "jobs", "/jobs"),
    Tab("nav.teams", "teams", "/teams"),
    Tab("nav.me", "me", "/me"),
)
CONSOLE_TABS = (
    Tab("nav.compose", "edit", "/console"),
    Tab("nav.queue", "inbox", "/console/queue"),
)


def page(*children: Any, title: Any, here: str, aside: Any = None) -> rx.Component:
    """A phone screen; ``here`` is the path of its own tab, ``aside`` stands right in the header."""
    return _frame(
        _header(title, aside),
        rx.el.main(
            *children,
            id="main",
            class_name="grid grid-cols-[minmax(0,1fr)] gap-4 content-start px-4 pb-[calc(104px+env(safe-area-inset-bottom))] lg:pb-10",
        ),
        here=here,
        width="max-w-[560px]",
    )


def console_page(*children: Any, title: Any, here: str) -> rx.Component:
    """A screen of the console: wide on a desk, and still usable on a phone."""
    return _frame(
        _header(title, None, pad="px-5 lg:px-8"),
        rx.el.main(
            *children,
            id="main",
            class_name="grid grid-cols-[minmax(0,1fr)] gap-4 content-start px-4 lg:px-8 pb-[calc(104px+env(safe-area-inset-bottom))] lg:pb-10",
        ),
        here=here,
        width="max-w-[1180px]",
    )


def _frame(*children: Any, here: str, width: str) -> rx.Component:
    return rx.el.div(
        SkipLink.create(
            t("nav.skip"),
            class_name="sr-only focus:not-sr-only focus:fixed focus:z-50 focus:top-2 focus:left-2 focus:bg-card focus:text-ink focus:p-3 focus:rounded-md",
        ),
        _side(here),
        rx.el.div(*children, class_name=f"w-full {width} mx-auto min-w-0"),
        _bar(here),
        Offline.create(
            failing=has_connection_errors,
            text=t("app.offline"),
            class_name="fixed z-40 left-4 right-4 bottom-[calc(92px+env(safe-area-inset-bottom))] lg:bottom-4 lg:left-auto lg:w-80 rounded-md bg-ink text-paper text-xs font-semibold px-4 py-3 text-center",
        ),
        class_name="min-h-dvh bg-paper text-ink font-sans text-sm lg:grid lg:grid-cols-[216px_minmax(0,1fr)]",
    )


def _header(title: Any, aside: Any, *, pad: str = "px-5") -> rx.Component:
    return rx.el.header(
        rx.el.span(mark(), class_name="lg:hidden"),
        rx.el.h1(
            title,
            class_name="flex-1 min-w-0 text-xl font-bold tracking-tight [overflow-wrap:anywhere]",
        ),
        aside or rx.fragment(),
        class_name=f"flex items-center gap-2.5 {pad} pt-[calc(20px+env(safe-area-inset-top))] pb-3",
    )


def _bar(here: str) -> rx.Component:
    return rx.el.nav(
        *[_bar_tab(tab, here) for tab in PHONE_TABS],
        aria_label=t("nav.label"),
        class_name="fixed z-30 inset-x-0 bottom-0 grid grid-cols-4 bg-card border-t border-line px-2 pt-1.5 pb-[calc(6px+env(safe-area-inset-bottom))] lg:hidden",
    )


def _bar_tab(tab: Tab, here: str) -> rx.Component:
    on = tab.href == here
    return rx.el.a(
        icon(tab.icon),
        rx.el.span(t(tab.key)),
        href=tab.href,
        aria_current="page" if on else "false",
        class_name=f"grid justify-items-center content-center gap-0.5 min-h-[52px] rounded-md text-xs font-semibold no-underline {'text-brand-text' if on else 'text-soft'} {_FOCUS}",
    )


def _side(here: str) -> rx.Component:
    return rx.el.nav(
        rx.el.div(
            mark(), rx.el.span("Many Hands", class_name="font-bold"),
            class_name="flex items-center gap-2.5 px-3 pb-5 text-ink",
        ),
        *[_side_tab(tab, here) for tab in PHONE_TABS],
        rx.el.div(
            rx.el.p(t("nav.console"), class_name="px-3 pt-5 pb-1 text-xs text-soft font-semibold"),
            *[_side_tab(tab, here) for tab in CONSOLE_TABS],
            class_name="editors-only contents",
        ),
        aria_label=t("nav.label"),
        class_name="hidden lg:grid sticky top-0 h-dvh content-start gap-1 bg-card border-r border-line px-3.5 py-6",
    )  # fmt: skip


def _side_tab(tab: Tab, here: str) -> rx.Component:
    on = tab.href == here
    look = "bg-brand-wash text-brand-text" if on else "text-soft"
    return rx.el.a(
        icon(tab.icon),
        t(tab.key),
        href=tab.href,
        aria_current="page" if on else "false",
        class_name=f"flex items-center gap-3 rounded-md px-3 min-h-11 text-sm font-semibold no-underline {look} {_FOCUS}",
    )
