"""The inbox: what imports and colleagues brought, and the sources beside it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.cards import parts
from advocacy_app.screens.console.queue.shelf import sources
from advocacy_app.screens.console.queue.state import Queue
from advocacy_app.screens.console.tabs import console_tabs
from advocacy_app.ui.browser import has, size, some
from advocacy_app.ui.components import (
    CARD,
    LINK,
    PRIMARY,
    QUIET,
    SECONDARY,
    button,
    empty,
    skeleton,
)
from advocacy_app.ui.i18n import ago, t
from advocacy_app.ui.icons import icon

_BOX = "size-5 accent-[var(--brand)]"


def queue() -> rx.Component:
    return frame.desk(
        console_tabs("/console/queue"),
        rx.el.div(
            rx.el.section(
                rx.cond(Queue.loaded, _waiting(), _skeletons()),
                class_name="grid grid-cols-[minmax(0,1fr)] gap-4 content-start",
            ),
            sources(),
            class_name="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_360px]",
        ),
        title=t("nav.queue"),
        here="/console/queue",
    )


def _waiting() -> rx.Component:
    return rx.fragment(
        rx.cond(
            some(Queue.lines),
            rx.fragment(_together(), rx.el.ul(rx.foreach(Queue.lines, _line), class_name="grid gap-4")),
            rx.el.div(
                empty(
                    t("queue.empty_title"),
                    t("queue.empty"),
                    rx.el.a(t("queue.empty_go"), href="/console", class_name=PRIMARY),
                ),
                class_name=CARD,
            ),
        ),
        rx.cond(
            Queue.onward != "",
            button(t("me.more"), look=SECONDARY, on_click=Queue.more),
            rx.fragment(),
        ),
    )  # fmt: skip


def _together() -> rx.Component:
    return rx.el.div(
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=size(Queue.chosen) == size(Queue.lines),
                on_change=Queue.tick_all,
                class_name=_BOX,
            ),
            rx.el.span(t("queue.all"), class_name="text-sm font-semibold"),
            class_name="flex items-center gap-3 min-h-[46px] px-1 cursor-pointer flex-1",
        ),
        rx.cond(
            some(Queue.chosen),
            button(t("queue.publish_chosen", n=size(Queue.chosen)), on_click=Queue.publish_chosen),
            rx.fragment(),
        ),
        class_name="flex flex-wrap items-center gap-3 min-h-[46px]",
    )  # fmt: skip


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.input(
                type="checkbox",
                checked=has(Queue.chosen, line.card.id),
                on_change=Queue.tick(line.card.id),
                aria_label=t("queue.choose", title=line.card.title),
                class_name=_BOX,
            ),
            rx.el.span(
                rx.cond(line.source != "", f"{line.source} · ", ""),
                rx.cond(line.card.is_vacancy, rx.fragment(t("compose.vacancy"), " · "), ""),
                ago(line.came_at),
                class_name="flex-1 min-w-0 truncate text-xs text-soft",
            ),
            rx.cond(
                line.url != "",
                rx.el.a(
                    t("queue.original"), href=line.url, target="_blank", rel="noreferrer",
                    class_name=f"{LINK} text-xs py-3",
                ),
            ),
            class_name="flex items-center gap-3 px-4",
        ),
        rx.el.div(
            rx.el.div(
                rx.el.h2(line.card.title, class_name="text-base font-bold tracking-tight [overflow-wrap:anywhere]"),
                rx.el.p(line.card.summary, class_name="text-sm text-soft line-clamp-3 [overflow-wrap:anywhere]"),
                class_name="grid gap-1 content-start flex-1 min-w-0",
            ),
            rx.cond(
                line.card.photo.digest != "",
                rx.el.div(
                    parts.photo(line.card.photo, sizes="160px", shape="aspect-[4/3] rounded-md"),
                    class_name="w-24 sm:w-40 flex-none",
                ),
            ),
            class_name="flex gap-4 px-4",
        ),
        rx.el.div(
            button(t("queue.publish"), on_click=Queue.publish(line.card.id)),
            rx.el.a(
                icon("edit", size="size-5"),
                rx.el.span(t("compose.edit"), class_name="max-sm:sr-only"),
                href="/console?edit=" + line.card.id,
                class_name=SECONDARY,
            ),
            button(t("queue.reject"), look=QUIET, on_click=Queue.reject(line.card.id)),
            class_name="flex flex-wrap gap-1.5 sm:gap-2 px-4 pb-4 pt-1",
        ),
        class_name=f"{CARD} grid grid-cols-[minmax(0,1fr)] gap-2",
    )  # fmt: skip


def _skeletons() -> rx.Component:
    return rx.el.div(
        *[skeleton("h-[170px] rounded-lg") for _ in range(3)], class_name="grid gap-4"
    )
