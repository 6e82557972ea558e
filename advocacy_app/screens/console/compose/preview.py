"""The card as colleagues will see it, while it is being written; by day and by night."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.console.compose.browser import (
    Ground,
    PreviewPicture,
    PreviewSummary,
    When,
    Written,
    typed,
)
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.ui.components import CARD, PRIMARY
from advocacy_app.ui.i18n import day, t
from advocacy_app.ui.icons import icon

_ROUND = "grid place-items-center size-[46px] flex-none rounded-full border border-line bg-card"


def preview() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("compose.preview"), class_name="text-base font-bold px-1"),
        _ground(Compose.day_look, t("me.theme_light")),
        _ground(Compose.night_look, t("me.theme_dark")),
        rx.el.details(
            rx.el.summary(
                rx.el.span(t("compose.preview_body"), class_name="flex-1"),
                icon("chevron", size="size-5 transition-transform group-open:rotate-90"),
                class_name="flex items-center min-h-11 px-4 cursor-pointer text-sm font-semibold rounded-lg focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text",
            ),
            Written.create(
                empty=t("compose.preview_empty"),
                class_name="grid gap-3 text-sm [overflow-wrap:anywhere]",
            ),
            class_name=f"{CARD} group px-4 open:pb-4 [&>summary]:-mx-4",
        ),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3 content-start lg:sticky lg:top-4",
    )


def _ground(variables: Any, name: Any) -> rx.Component:
    return Ground.create(
        rx.el.p(name, class_name="text-xs text-soft pb-2"),
        _card(),
        variables=variables,
        class_name="rounded-lg bg-paper text-ink p-3 border border-line",
    )


def _card() -> rx.Component:
    """Not a link and not a button: nothing in a preview does anything."""
    return rx.el.div(
        PreviewPicture.create(class_name="block w-full aspect-[2/1] object-cover"),
        rx.el.div(
            rx.el.div(
                rx.el.span(_meta(), class_name="flex-1 min-w-0 truncate text-xs text-soft"),
                rx.el.span(
                    rx.cond(typed("must_read"), t("cards.must_read"), t("cards.may_share")),
                    class_name=rx.cond(
                        typed("must_read"),
                        "rounded-full px-2.5 py-[3px] text-xs font-semibold bg-warn-wash text-warn",
                        "rounded-full px-2.5 py-[3px] text-xs font-semibold bg-good-wash text-good",
                    ),
                ),
                class_name="flex items-center gap-2",
            ),
            rx.el.p(
                rx.cond(typed("title") != "", typed("title"), t("compose.preview_title")),
                class_name="text-base font-bold tracking-tight [overflow-wrap:anywhere]",
            ),
            PreviewSummary.create(
                empty=t("compose.preview_summary"), class_name="text-sm text-soft line-clamp-2 [overflow-wrap:anywhere]"
            ),
            rx.el.div(
                rx.el.span(icon("share", size="size-5"), t("compose.share"), class_name=f"{PRIMARY} flex-1"),
                rx.el.span(icon("save"), class_name=_ROUND),
                rx.el.span(icon("read"), class_name=_ROUND),
                class_name="flex gap-2 pt-1.5",
                custom_attrs={"aria-hidden": "true"},
            ),
            class_name="grid gap-1.5 p-4",
        ),
        class_name=CARD,
    )  # fmt: skip


def _meta() -> rx.Component:
    return rx.fragment(
        When.create(
            Compose.author,
            " · ",
            rx.cond(
                typed("when") == "later",
                day(typed("publish_at")),
                t("compose.just_now"),
            ),
            name="kind",
            among=["news"],
        ),
        When.create(
            t("compose.vacancy"),
            rx.cond(typed("location") != "", f" · {typed('location')}", ""),
            rx.cond(typed("hours") != "", f" · {typed('hours')}", ""),
            name="kind",
            among=["vacancy"],
        ),
    )
