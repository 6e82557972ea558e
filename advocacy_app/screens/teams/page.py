"""How the Teams screen looks: breadth first, the formula in the open, never a bottom."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.rewards.rules import Period
from advocacy_app.screens import frame
from advocacy_app.screens.teams.state import Teams
from advocacy_app.ui.browser import WhileVisible, some
from advocacy_app.ui.components import (
    PRIMARY,
    SECONDARY,
    button,
    card,
    chip,
    chips,
    coin,
    empty,
    pill,
    skeleton,
)
from advocacy_app.ui.i18n import month, number, t

_ROW = "grid grid-cols-[24px_44px_minmax(0,1fr)_auto] gap-3 items-center px-3.5 py-3"
_LINE = "border-t border-line first:border-t-0"
_TILE = "grid place-items-center size-11 rounded-[14px] text-xs font-bold flex-none"


def teams() -> rx.Component:
    return frame.phone(
        WhileVisible.create(seconds=30, on_tick=Teams.load),
        _periods(),
        rx.cond(Teams.loaded, _boards(), _waiting()),
        title=t("nav.teams"),
        here="/teams",
        aside=_when(),
    )


def _periods() -> rx.Component:
    return rx.el.div(
        chips(
            *[
                chip(
                    t(f"teams.period_{period.value}"),
                    on=Teams.period == period.value,
                    on_click=Teams.choose(period.value),
                )
                for period in Period
            ],
            label=t("teams.period"),
        ),
        class_name="-mx-4",
    )


def _when() -> rx.Component:
    words = rx.match(
        Teams.period,
        (Period.WEEK.value, t("teams.week", number=Teams.part)),
        (Period.MONTH.value, month(Teams.starts_at)),
        (Period.QUARTER.value, t("teams.quarter", number=Teams.part)),
        t("teams.period_all"),
    )
    return rx.cond(Teams.loaded, coin(words))


def _boards() -> rx.Component:
    return rx.el.div(
        rx.cond(
            some(Teams.teams),
            rx.el.div(
                rx.cond(Teams.has_team, _hero(), rx.fragment()),
                card(
                    rx.el.ol(rx.foreach(Teams.teams, _team)),
                    custom_attrs={"aria-live": "off"},
                ),
                class_name="grid grid-cols-[minmax(0,1fr)] gap-4",
            ),
            empty(
                t("teams.empty_title"),
                t("teams.empty_text"),
                rx.el.a(t("teams.empty_go"), href="/", class_name=PRIMARY),
            ),
        ),
        _formula(),
        rx.cond(Teams.people_on, _people(), rx.fragment()),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-4",
    )


def _hero() -> rx.Component:
    """The asker's own team, by how many take part and not by how many points."""
    return rx.el.section(
        rx.el.div(
            rx.el.p(t("teams.yours", team=Teams.mine.name), class_name="text-xs flex-1"),
            rx.cond(
                Teams.mine.rank != "–",
                rx.el.p(
                    t("teams.place", place=Teams.mine.rank), class_name="text-xs font-semibold"
                ),
            ),
            class_name="flex gap-3",
        ),
        rx.el.p(
            rx.el.span(Teams.mine.taking_part, class_name="text-2xl font-extrabold tracking-tight"),
            rx.el.span(t("teams.of_colleagues", of=Teams.mine.members), class_name="text-lg font-bold"),
            class_name="flex flex-wrap items-baseline gap-x-2",
        ),
        rx.el.div(
            rx.el.div(
                style={"width": Teams.mine.part},
                class_name="h-full rounded-full bg-joy transition-[width] duration-200 motion-reduce:transition-none",
            ),
            class_name="h-3 rounded-full bg-brand-ink/25 overflow-hidden",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.p(
            rx.cond(
                Teams.mine.taking_part >= Teams.mine.members,
                t("teams.everybody"),
                t("teams.next_one"),
            ),
            class_name="text-xs",
        ),
        class_name="grid gap-2.5 rounded-xl bg-brand text-brand-ink p-[18px]",
    )  # fmt: skip


def _team(row: Any) -> rx.Component:
    return rx.el.li(
        _gap(row.gap),
        rx.el.div(
            _rank(row.rank),
            rx.el.span(
                row.initials,
                style={"backgroundColor": row.colour, "color": row.ink},
                class_name=_TILE,
                custom_attrs={"aria-hidden": "true"},
            ),
            rx.el.div(
                rx.el.p(row.name, class_name="text-sm font-bold [overflow-wrap:anywhere]"),
                rx.el.p(
                    t("teams.taking_part", n=row.taking_part, of=row.members),
                    class_name="text-xs text-soft",
                ),
            ),
            _figure(number(row.score), t("teams.score_of", score=number(row.score))),
            class_name=rx.cond(row.is_mine, f"{_ROW} bg-joy-wash", _ROW),
        ),
        class_name=_LINE,
        aria_current=rx.cond(row.is_mine, "true", "false"),
    )


def _people() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("teams.people"), class_name="text-lg font-bold px-1.5"),
        rx.cond(
            some(Teams.people),
            card(rx.el.ol(rx.foreach(Teams.people, _person))),
            rx.el.p(t("teams.people_empty"), class_name="text-sm text-soft px-1.5"),
        ),
        rx.cond(Teams.hidden, _hidden(), _how_i_appear()),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3 pt-2",
    )


def _hidden() -> rx.Component:
    return card(
        rx.el.p(t("teams.hidden"), class_name="flex-1 min-w-[16ch] text-sm text-soft"),
        button(t("teams.appear"), look=SECONDARY, on_click=Teams.appear),
        extra="flex flex-wrap items-center gap-3 p-4",
    )


def _how_i_appear() -> rx.Component:
    return rx.el.p(
        t("teams.appear_hint"),
        " ",
        rx.el.a(t("teams.appear_where"), href="/me", class_name=_LINK),
        class_name="text-xs text-soft px-1.5",
    )


_LINK = "inline-block py-2 text-brand-text underline underline-offset-2 rounded-sm focus-visible:outline-2 focus-visible:outline-brand-text"


def _person(row: Any) -> rx.Component:
    return rx.el.li(
        _gap(row.gap),
        rx.el.div(
            _rank(row.rank),
            rx.el.span(
                row.initials,
                class_name=f"{_TILE} bg-brand-wash text-brand-text",
                custom_attrs={"aria-hidden": "true"},
            ),
            rx.el.div(
                rx.el.span(
                    rx.cond(row.name != "", row.name, t("teams.you")),
                    class_name="text-sm font-bold [overflow-wrap:anywhere]",
                ),
                rx.cond(
                    row.is_me & (row.name != ""),
                    pill(t("teams.you"), tone="bg-brand text-brand-ink"),
                ),
                class_name="flex flex-wrap items-center gap-2",
            ),
            _figure(row.points, t("teams.points_of", n=row.points)),
            class_name=rx.cond(row.is_me, f"{_ROW} bg-joy-wash", _ROW),
        ),
        class_name=_LINE,
        aria_current=rx.cond(row.is_me, "true", "false"),
    )


def _rank(rank: Any) -> rx.Component:
    return rx.el.span(
        rank, class_name="text-center text-sm font-extrabold text-soft tabular-nums"
    )


def _figure(shown: Any, said: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(shown, custom_attrs={"aria-hidden": "true"}),
        rx.el.span(said, class_name="sr-only"),
        class_name="text-base font-extrabold tabular-nums text-right",
    )


def _gap(gap: Any) -> rx.Component:
    return rx.cond(
        gap,
        rx.el.div(
            "⋯",
            class_name="text-center text-soft leading-none py-1 border-b border-line",
            custom_attrs={"aria-hidden": "true"},
        ),
    )


def _formula() -> rx.Component:
    figures = Teams.figures
    return rx.el.div(
        rx.el.p(t("teams.formula"), class_name="font-semibold"),
        rx.el.details(
            rx.el.summary(
                t("teams.how"),
                class_name="inline-flex items-center min-h-11 cursor-pointer text-brand-text underline underline-offset-2 rounded-sm focus-visible:outline-2 focus-visible:outline-brand-text",
            ),
            rx.el.ol(
                rx.el.li(
                    t("teams.how_share", own=figures["own"], copied=figures["copied"], first=figures["first"])
                ),
                rx.el.li(t("teams.how_click", click=figures["click"], cap=figures["cap"])),
                rx.el.li(
                    t("teams.how_team", days=figures["days"], week=figures["week"], least=figures["least"])
                ),
                class_name="grid gap-2 max-w-[60ch] pb-2 list-decimal pl-4",
            ),
        ),
        class_name="grid px-1.5 text-xs text-soft",
    )  # fmt: skip


def _waiting() -> rx.Component:
    return rx.el.div(
        skeleton("h-[150px] rounded-xl"),
        *[skeleton("h-[62px]") for _ in range(5)],
        class_name="grid gap-3",
    )
