"""How Me looks: people before points, and every figure opens."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.me.account import account
from advocacy_app.screens.me.shares import shares
from advocacy_app.screens.me.state import Me
from advocacy_app.screens.session import Session
from advocacy_app.ui.browser import some
from advocacy_app.ui.components import CARD, QUIET, SECONDARY, PlainForm, button, coin, skeleton
from advocacy_app.ui.i18n import day, t, t_of
from advocacy_app.ui.icons import icon

_COLUMN = "grid grid-cols-[minmax(0,1fr)] gap-4"


def me() -> rx.Component:
    return frame.phone(
        rx.cond(
            Me.loaded,
            rx.el.div(_figures(), _points(), shares(), _history(), class_name=_COLUMN),
            _waiting(),
        ),
        rx.cond(Session.is_editor, _to_console(), rx.fragment()),
        account(),
        _sign_out(),
        title=rx.cond(Me.first_name != "", t("me.hello", name=Me.first_name), t("nav.me")),
        here="/me",
        aside=rx.cond(
            Me.loaded, coin(Me.points["all"], rx.el.span(t("me.points"), class_name="sr-only"))
        ),
    )


def _figures() -> rx.Component:
    return rx.el.dl(
        _figure(Me.readers, t("me.readers", n=Me.readers)),
        _figure(Me.points["week"], t("me.points_week", n=Me.points["week"])),
        _figure(Me.streak, t("me.streak", n=Me.streak)),
        class_name="grid grid-cols-[repeat(3,minmax(0,1fr))] gap-2.5",
    )


def _figure(number: Any, words: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dd(number, class_name="text-xl font-extrabold tracking-tight tabular-nums"),
        rx.el.dt(words, class_name="text-xs text-soft [overflow-wrap:anywhere]"),
        class_name=f"{CARD} flex flex-col gap-1 p-3.5",
    )


def _points() -> rx.Component:
    return rx.el.p(
        t("me.points_line", month=Me.points["month"], all=Me.points["all"]),
        rx.cond(
            Me.points["waiting"] > 0,
            rx.el.span(" ", t("me.points_waiting", n=Me.points["waiting"])),
            rx.fragment(),
        ),
        class_name="text-xs text-soft px-1.5",
    )


def _history() -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.h2(t("me.history"), class_name="text-base font-bold flex-1"),
            icon("chevron", size="size-5 transition-transform group-open:rotate-90"),
            class_name="flex items-center gap-3 min-h-[52px] px-4 py-2 cursor-pointer list-none [&::-webkit-details-marker]:hidden rounded-lg focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text",
        ),
        rx.cond(
            some(Me.entries),
            rx.el.ul(rx.foreach(Me.entries, _entry)),
            rx.el.p(t("me.history_empty"), class_name="text-sm text-soft px-4 pb-4"),
        ),
        rx.cond(
            Me.more_entries,
            button(t("me.more"), look=QUIET, on_click=Me.show_more_entries, extra="m-2"),
            rx.fragment(),
        ),
        class_name=f"{CARD} group",
    )


def _entry(entry: Any) -> rx.Component:
    taken = entry.state == "reversed"
    tone = rx.match(
        entry.state,
        ("confirmed", "bg-good-wash text-good"),
        ("reversed", "bg-bad-wash text-bad"),
        "bg-warn-wash text-warn",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(t_of("me.entry", entry.reason), class_name="text-sm font-semibold"),
            rx.el.p(
                rx.el.span(day(entry.earned_at), class_name="text-soft"),
                rx.el.span(
                    t_of("me.state", entry.state),
                    class_name=f"rounded-full px-2.5 py-[3px] font-semibold {tone}",
                ),
                class_name="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs pt-1",
            ),
            class_name="flex-1 min-w-0",
        ),
        rx.el.span(
            "+",
            entry.points,
            class_name=rx.cond(
                taken,
                "text-base font-extrabold tabular-nums line-through text-soft",
                "text-base font-extrabold tabular-nums",
            ),
        ),
        class_name="flex items-center gap-3 px-4 py-3 border-t border-line",
    )


def _to_console() -> rx.Component:
    return rx.el.a(
        rx.el.span(
            icon("edit"),
            class_name="grid place-items-center size-11 rounded-[14px] bg-brand-wash text-brand-text",
        ),
        rx.el.span(
            rx.el.span(t("nav.console"), class_name="block text-sm font-bold text-ink"),
            rx.el.span(t("me.console_lead"), class_name="block text-xs text-soft"),
            class_name="flex-1",
        ),
        icon("chevron", size="size-5"),
        href="/console",
        class_name=f"{CARD} flex items-center gap-3 p-3.5 no-underline text-ink lg:hidden focus-visible:outline-2 focus-visible:outline-brand-text",
    )


def _sign_out() -> rx.Component:
    return PlainForm.create(
        button(t("me.sign_out"), look=SECONDARY, extra="w-full", type="submit"),
        action="/auth/sign-out",
        method="post",
        class_name="pt-2",
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            *[skeleton("h-[88px] rounded-lg") for _ in range(3)],
            class_name="grid grid-cols-3 gap-2.5",
        ),
        skeleton("h-[220px] rounded-lg"),
        skeleton("h-[220px] rounded-lg"),
        class_name="grid gap-4",
    )
