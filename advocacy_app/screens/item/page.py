"""How one story or vacancy looks, with sharing always under the thumb."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.cards.browser import Back
from advocacy_app.screens.cards.parts import (
    hours,
    meta,
    photo,
    save_button,
    share_button,
    standing,
)
from advocacy_app.screens.item.state import Item
from advocacy_app.screens.share.sheet import ShareSheet
from advocacy_app.ui.components import CARD, PRIMARY, SECONDARY, empty, skeleton
from advocacy_app.ui.i18n import day, t, t_of
from advocacy_app.ui.icons import icon

_SIZES = "(min-width: 592px) 528px, calc(100vw - 32px)"
_PROSE = "text-[16px] leading-relaxed [overflow-wrap:anywhere] [&_p]:my-3 [&_h2]:text-base [&_h2]:font-bold [&_h2]:mt-5 [&_h3]:text-base [&_h3]:font-bold [&_h3]:mt-5 [&_h4]:font-bold [&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_li]:my-1 [&_a]:text-brand-text [&_a]:underline [&_a]:underline-offset-2 [&_blockquote]:border-l-4 [&_blockquote]:border-brand [&_blockquote]:pl-4 [&_blockquote]:my-4 [&_img]:rounded-lg [&_img]:max-w-full [&_img]:h-auto [&_table]:block [&_table]:overflow-x-auto [&_pre]:overflow-x-auto [&>*:first-child]:mt-0"


def item() -> rx.Component:
    return frame.phone(
        Back.create(
            icon("back"),
            rx.el.span(t("item.back")),
            class_name="justify-self-start inline-flex items-center gap-1 min-h-11 -my-2 -ml-1.5 pr-2 text-sm font-semibold text-soft no-underline rounded-md focus-visible:outline-2 focus-visible:outline-brand-text",
        ),
        rx.cond(Item.loaded, rx.cond(Item.missing, _missing(), _story()), _waiting()),
        ShareSheet.create(on_shared=Item.was_shared),
        title=rx.cond(Item.story.card.is_vacancy, t("cards.vacancy"), t("item.news")),
        here="/",
    )


def _story() -> rx.Component:
    card = Item.story.card
    return rx.el.div(
        rx.el.article(
            photo(card.photo, sizes=_SIZES, eager=True, shape="aspect-[1.9]"),
            rx.el.div(
                rx.el.div(
                    meta(card),
                    standing(card, True, Item.shared),
                    class_name="flex items-center gap-2",
                ),
                rx.el.h2(
                    card.title,
                    class_name="text-[24px] leading-[1.2] font-bold tracking-tight [overflow-wrap:anywhere]",
                ),
                rx.cond(card.is_vacancy, _facts(card.facts)),
                rx.cond(
                    Item.story.body_html != "",
                    rx.html(Item.story.body_html, class_name=_PROSE),
                    rx.el.p(card.summary, class_name="text-[16px] leading-relaxed"),
                ),
                _onward(),
                class_name="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 pb-5",
            ),
            class_name=CARD,
        ),
        _share_bar(card),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-4",
    )


def _facts(facts: Any) -> rx.Component:
    """A vacancy at a glance; what its source did not say is left out."""
    return rx.el.dl(
        _fact("place", t("item.place"), facts.place != "", facts.place),
        _fact("clock", t("item.hours"), facts.hours != "", hours(facts.hours)),
        _fact(
            "jobs",
            t("item.employment"),
            facts.employment != "",
            t_of("item.employment", facts.employment),
        ),
        _fact("teams", t("item.department"), facts.department != "", facts.department),
        _fact("up", t("item.salary"), facts.salary != "", facts.salary, "col-span-full"),
        _fact(
            "read",
            t("item.closes"),
            facts.closes_at != "",
            day(facts.closes_at),
            "col-span-full",
        ),
        class_name="grid grid-cols-1 min-[360px]:grid-cols-2 gap-x-4 gap-y-3 rounded-lg bg-paper p-4",
    )


def _fact(name: str, label: Any, known: Any, value: Any, extra: str = "") -> rx.Component:
    return rx.cond(
        known,
        rx.el.div(
            rx.el.dt(
                icon(name, size="size-4"),
                label,
                class_name="flex items-center gap-1.5 text-xs text-soft",
            ),
            rx.el.dd(value, class_name="text-sm font-semibold [overflow-wrap:anywhere]"),
            class_name=extra,
        ),
    )


def _onward() -> rx.Component:
    """To where it was published first, or to where one applies."""
    address = rx.cond(
        Item.story.card.is_vacancy, Item.story.card.facts.apply_url, Item.story.url
    )
    return rx.cond(
        address != "",
        rx.el.a(
            rx.cond(Item.story.card.is_vacancy, t("item.apply"), t("item.source")),
            icon("out", size="size-5"),
            href=address,
            target="_blank",
            rel="noopener noreferrer",
            reload_document=True,
            class_name=f"{SECONDARY} justify-self-start",
        ),
    )


def _share_bar(card: Any) -> rx.Component:
    return rx.el.div(
        share_button(card.id, card.is_vacancy, Item.worth),
        save_button(Item.saved, on_click=Item.save),
        class_name="sticky z-20 bottom-[calc(64px+env(safe-area-inset-bottom))] lg:bottom-0 flex gap-2 -mx-4 px-4 pt-7 pb-3 bg-linear-to-t from-paper from-70% to-transparent",
    )


def _missing() -> rx.Component:
    return empty(
        t("item.missing_title"),
        t("item.missing_text"),
        rx.el.a(t("item.missing_go"), href="/", class_name=PRIMARY),
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="aspect-[1.9] bg-line animate-pulse motion-reduce:animate-none"),
        rx.el.div(
            skeleton("h-4 w-2/5"),
            skeleton("h-7 w-5/6"),
            skeleton("h-32"),
            class_name="grid gap-3 p-4",
        ),
        class_name=CARD,
    )
