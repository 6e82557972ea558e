"""How the vacancies look: short lines, one question, one wide action each."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.cards.parts import hours, photo, save_button, share_button
from advocacy_app.screens.jobs.state import Jobs
from advocacy_app.screens.share.sheet import ShareSheet
from advocacy_app.ui.components import (
    CARD,
    FIELD,
    SECONDARY,
    button,
    chip,
    chips,
    empty,
    pill,
    skeleton,
)
from advocacy_app.ui.i18n import day, t
from advocacy_app.ui.icons import icon


def jobs() -> rx.Component:
    return frame.phone(
        _search(),
        rx.cond(Jobs.loaded, _filters(), skeleton("h-11 rounded-full")),
        rx.cond(Jobs.loaded, _vacancies(), _waiting()),
        ShareSheet.create(on_shared=Jobs.was_shared),
        title=t("nav.jobs"),
        here="/jobs",
    )


def _search() -> rx.Component:
    return rx.el.input(
        type="search",
        default_value=Jobs.asked,
        key=rx.cond(Jobs.asked == "", "none", "some"),
        placeholder=t("jobs.search"),
        aria_label=t("jobs.search"),
        max_length=100,
        on_change=Jobs.find.debounce(250),
        class_name=FIELD,
    )


def _filters() -> rx.Component:
    return rx.el.div(
        chips(
            rx.foreach(Jobs.departments, _department),
            rx.foreach(Jobs.places, _place),
            label=t("jobs.filter"),
        ),
        class_name="-mx-4",
    )


def _department(name: Any) -> rx.Component:
    return chip(name, on=Jobs.department == name, on_click=Jobs.choose_department(name))


def _place(name: Any) -> rx.Component:
    return chip(
        rx.fragment(icon("place", size="size-4 mr-1 -ml-1"), name),
        on=Jobs.place == name,
        on_click=Jobs.choose_place(name),
    )


def _vacancies() -> rx.Component:
    return rx.cond(
        rx.Var.create(Jobs.cards).length() > 0,
        rx.el.div(
            rx.el.p(
                t("jobs.found", n=Jobs.found),
                role="status",
                class_name="text-xs text-soft px-1",
            ),
            rx.foreach(Jobs.cards, _vacancy),
            rx.cond(
                Jobs.found > rx.Var.create(Jobs.cards).length(),
                button(t("feed.more"), look=SECONDARY, extra="w-full", on_click=Jobs.more),
            ),
            class_name="grid grid-cols-[minmax(0,1fr)] gap-3",
        ),
        empty(
            t("jobs.none_title"),
            t("jobs.none_text"),
            button(t("jobs.none_go"), on_click=Jobs.anything),
        ),
    )


def _vacancy(card: Any) -> rx.Component:
    return rx.el.article(
        rx.el.div(
            photo(card.photo, sizes="84px", shape="w-[84px]! h-[84px] rounded-md flex-none"),
            rx.el.div(
                rx.el.h2(
                    rx.el.a(
                        card.title,
                        href=f"/item/{card.id}",
                        class_name="no-underline text-inherit after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-brand-text",
                    ),
                    class_name="text-base font-bold tracking-tight [overflow-wrap:anywhere]",
                ),
                _facts(card.facts),
                rx.cond(
                    Jobs.shared[card.id],
                    rx.el.div(
                        pill(t("cards.shared"), tone="bg-brand-wash text-brand-text"),
                        class_name="pt-1",
                    ),
                ),
                class_name="grid gap-1 min-w-0 flex-1 content-start",
            ),
            class_name="flex gap-3.5",
        ),
        rx.el.div(
            share_button(card.id, True, 0),
            save_button(Jobs.saved[card.id], on_click=Jobs.save(card.id)),
            class_name="flex gap-2",
        ),
        class_name=f"relative {CARD} grid gap-3 p-4",
    )


def _facts(facts: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            facts.place,
            rx.cond(facts.hours != "", rx.fragment(" · ", hours(facts.hours))),
        ),
        rx.cond(facts.salary != "", rx.el.p(facts.salary, class_name="font-semibold text-ink")),
        rx.cond(facts.closes_at != "", rx.el.p(t("jobs.until", day=day(facts.closes_at)))),
        class_name="text-xs text-soft [overflow-wrap:anywhere]",
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        *[skeleton("h-[180px] rounded-lg") for _ in range(4)], class_name="grid gap-3"
    )
