"""How the lists under the composer look."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.console.compose.shelf import Shelf
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.ui.browser import some
from advocacy_app.ui.components import (
    CARD,
    FIELD,
    QUIET,
    SECONDARY,
    button,
    chip,
    chips,
    field,
    skeleton,
)
from advocacy_app.ui.i18n import ago, day, t, t_of


def shelf() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("compose.before"), class_name="text-lg font-bold px-1"),
        rx.el.div(
            chips(_list("drafts"), _list("published"), label=t("compose.before")),
            class_name="-mx-4",
        ),
        rx.cond(
            Shelf.loaded,
            rx.cond(
                some(Shelf.lines),
                rx.el.ul(rx.foreach(Shelf.lines, _line), class_name=CARD),
                rx.el.p(t("compose.before_empty"), class_name="text-sm text-soft px-1"),
            ),
            skeleton("h-[180px] rounded-lg"),
        ),
        rx.cond(
            Shelf.onward != "",
            button(t("me.more"), look=SECONDARY, on_click=Shelf.more),
            rx.fragment(),
        ),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3 pt-6",
    )


def _list(which: str) -> rx.Component:
    return chip(t(f"compose.list_{which}"), on=Shelf.which == which, on_click=Shelf.show(which))


def _line(line: Any) -> rx.Component:
    tone = rx.match(
        line.state,
        ("out", "bg-good-wash text-good"),
        ("planned", "bg-brand-wash text-brand-text"),
        ("withdrawn", "bg-bad-wash text-bad"),
        "bg-warn-wash text-warn",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.p(line.title, class_name="text-sm font-semibold [overflow-wrap:anywhere]"),
                rx.el.p(
                    rx.el.span(
                        t_of("compose.state", line.state),
                        class_name=f"rounded-full px-2.5 py-[3px] font-semibold {tone}",
                    ),
                    rx.el.span(
                        rx.cond(line.state == "planned", day(line.at), ago(line.at)),
                        rx.cond(line.author != "", f" · {line.author}", ""),
                        rx.cond(line.source != "", f" · {line.source}", ""),
                    ),
                    class_name="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft pt-1",
                ),
                class_name="flex-1 min-w-[16ch]",
            ),
            rx.el.div(
                button(t("compose.edit"), look=QUIET, on_click=Compose.edit(line.id)),
                rx.cond(
                    (line.state == "out") | (line.state == "planned"),
                    button(t("compose.withdraw"), look=QUIET, on_click=Shelf.ask(line.id)),
                ),
                class_name="flex",
            ),
            class_name="flex flex-wrap items-center gap-x-3",
        ),
        rx.cond(Shelf.leaving == line.id, _why(), rx.fragment()),
        class_name="px-4 py-3 border-t border-line first:border-t-0",
    )  # fmt: skip


def _why() -> rx.Component:
    return rx.el.form(
        field(
            t("compose.why"),
            rx.el.input(type="text", name="reason", max_length=300, auto_focus=True, class_name=FIELD),
            hint=t("compose.why_hint"),
        ),
        rx.el.div(
            button(t("compose.withdraw"), look=SECONDARY, type="submit"),
            button(t("compose.cancel"), look=QUIET, on_click=Shelf.ask("")),
            class_name="flex gap-2",
        ),
        on_submit=Shelf.withdraw,
        class_name="grid gap-3 pt-3",
    )  # fmt: skip
