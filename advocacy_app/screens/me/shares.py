"""My shares and what came of each; a share opens into the verdicts its figures are made of."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.me.state import Me
from advocacy_app.ui.browser import some
from advocacy_app.ui.components import CARD, PRIMARY, SECONDARY, button, empty
from advocacy_app.ui.i18n import ago, t, t_of

_FOCUS = (
    "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text"
)


def shares() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("me.shares"), class_name="text-lg font-bold px-1.5 pt-1"),
        rx.cond(
            some(Me.shares),
            rx.el.ul(
                rx.foreach(Me.shares, _share), class_name="grid grid-cols-[minmax(0,1fr)] gap-4"
            ),
            rx.el.div(
                empty(
                    t("me.shares_empty_title"),
                    t("me.shares_empty"),
                    rx.el.a(t("teams.empty_go"), href="/", class_name=PRIMARY),
                ),
                class_name=CARD,
            ),
        ),
        rx.cond(
            Me.onward != "",
            button(t("me.more"), look=SECONDARY, on_click=Me.more_shares),
            rx.fragment(),
        ),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3",
    )


def _share(share: Any) -> rx.Component:
    is_open = Me.opened == share.code
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                t_of("network", share.network), " · ", ago(share.created_at),
                rx.cond(share.own_words, rx.el.span(" · ", t("me.own_words")), rx.fragment()),
                class_name="text-xs text-soft font-normal",
            ),
            rx.el.span(share.title, class_name="text-base font-bold text-ink [overflow-wrap:anywhere]"),
            rx.el.span(
                rx.foreach(share.rungs, _rung), class_name="grid gap-1.5 w-full pt-1.5 text-ink"
            ),
            rx.el.span(
                rx.cond(is_open, t("me.close_share"), t("me.open_share")),
                class_name="text-xs text-brand-text underline underline-offset-2 pt-1 font-semibold",
            ),
            type="button",
            aria_expanded=is_open,
            on_click=Me.open_share(share.code),
            class_name=f"grid justify-items-start gap-0.5 w-full text-left p-4 pb-2 cursor-pointer rounded-lg {_FOCUS}",
        ),
        rx.cond(is_open, _opened(share), rx.fragment()),
        _earned(share),
        class_name=CARD,
    )  # fmt: skip


def _rung(rung: Any) -> rx.Component:
    human = rung.kind == "human"
    return rx.el.span(
        rx.el.span(t_of("me.verdict", rung.kind)),
        rx.el.span(
            rx.el.span(
                style={"width": rung.width},
                class_name=rx.cond(
                    human,
                    "block h-2.5 rounded-full bg-brand",
                    "block h-2.5 rounded-full bg-edge/40",
                ),
            ),
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.span(rung.count, class_name="font-bold tabular-nums text-right"),
        class_name="grid grid-cols-[116px_minmax(0,1fr)_32px] gap-2 items-center text-xs font-normal",
    )


def _opened(share: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            share.text != "",
            rx.el.p(
                "“", share.text, "”",
                class_name="text-sm border-l-2 border-line pl-3 whitespace-pre-line [overflow-wrap:anywhere]",
            ),
        ),
        rx.el.h3(t("me.made_of"), class_name="text-xs font-semibold text-soft"),
        rx.cond(
            some(Me.reasons),
            rx.el.ul(rx.foreach(Me.reasons, _reason), class_name="grid gap-2"),
            rx.el.p(t("me.made_of_nothing"), class_name="text-xs text-soft"),
        ),
        rx.cond(
            some(Me.places),
            rx.el.div(
                rx.el.h3(t("me.came_from"), class_name="text-xs font-semibold text-soft"),
                rx.el.ul(rx.foreach(Me.places, _place), class_name="grid gap-1 pt-1.5"),
            ),
        ),
        class_name="grid gap-3 px-4 py-3 mx-4 mb-3 rounded-md bg-paper",
    )  # fmt: skip


def _reason(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.count, class_name="font-bold tabular-nums text-right"),
        rx.el.span(t_of("me.because", line.because)),
        class_name="grid grid-cols-[28px_minmax(0,1fr)] gap-2.5 text-xs",
    )


def _place(place: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(place.count, class_name="font-bold tabular-nums text-right"),
        rx.el.span(
            rx.cond(place.host != "", place.host, t("me.came_unknown")),
            class_name="[overflow-wrap:anywhere]",
        ),
        class_name="grid grid-cols-[28px_minmax(0,1fr)] gap-2.5 text-xs",
    )


def _earned(share: Any) -> rx.Component:
    return rx.el.p(
        rx.cond(
            share.confirmed > 0,
            t("me.earned", n=share.confirmed),
            rx.cond(share.provisional > 0, t("me.waiting", n=share.provisional), ""),
        ),
        class_name="text-xs text-soft px-4 pb-4 empty:hidden",
    )
