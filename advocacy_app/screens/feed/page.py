"""How the feed looks: one wide action on every card, and nothing that shouts."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.cards.browser import NearEnd
from advocacy_app.screens.cards.parts import (
    meta,
    photo,
    points_pill,
    read_button,
    save_button,
    share_button,
    standing,
)
from advocacy_app.screens.feed.state import MOST, VACANCIES, Feed
from advocacy_app.screens.session import Session
from advocacy_app.screens.share.sheet import ShareSheet
from advocacy_app.ui.components import (
    CARD,
    PRIMARY,
    QUIET,
    SECONDARY,
    button,
    chip,
    chips,
    empty,
    icon_button,
    skeleton,
)
from advocacy_app.ui.i18n import t

_SIZES = "(min-width: 592px) 528px, calc(100vw - 32px)"
_EAGER = 2


def feed() -> rx.Component:
    return frame.phone(
        _choices(),
        rx.cond(Feed.loaded, _stories(), _waiting()),
        ShareSheet.create(on_shared=Feed.was_shared),
        title=t("feed.title"),
        here="/",
        aside=rx.fragment(
            rx.el.span(
                icon_button("refresh", t("feed.refresh"), on_click=Feed.load),
                class_name="max-[359px]:hidden",
            ),
            points_pill(Feed.points),
        ),
    )


def _choices() -> rx.Component:
    return rx.el.div(
        chips(
            chip(t("feed.all"), on=Feed.chosen == "", on_click=Feed.choose("")),
            chip(t("nav.jobs"), on=Feed.chosen == VACANCIES, on_click=Feed.choose(VACANCIES)),
            rx.foreach(Feed.topics, _topic),
            label=t("feed.choice"),
        ),
        class_name="-mx-4",
    )


def _topic(topic: Any) -> rx.Component:
    name = rx.cond(Session.locale == "en", topic.en, topic.nl)
    return chip(name, on=Feed.chosen == topic.slug, on_click=Feed.choose(topic.slug))


def _stories() -> rx.Component:
    return rx.cond(
        rx.Var.create(Feed.cards).length() > 0,
        rx.el.div(
            rx.foreach(Feed.cards, _story),
            _end(),
            class_name="grid grid-cols-[minmax(0,1fr)] gap-4",
        ),
        rx.cond(
            Feed.chosen == "",
            empty(
                t("feed.empty_title"),
                t("feed.empty_text"),
                rx.el.a(t("feed.empty_go"), href="/jobs", class_name=PRIMARY),
            ),
            empty(
                t("feed.none_title"),
                t("feed.none_text"),
                button(t("feed.none_go"), on_click=Feed.choose("")),
            ),
        ),
    )


def _story(card: Any, index: Any) -> rx.Component:
    read = Feed.read[card.id]
    return rx.el.article(
        photo(card.photo, sizes=_SIZES, eager=index < _EAGER, shape="aspect-[2.2]"),
        rx.el.div(
            rx.el.div(
                meta(card),
                standing(card, read, Feed.shared[card.id]),
                class_name="flex items-center gap-2 min-h-6",
            ),
            rx.el.h2(
                rx.el.a(
                    card.title,
                    href=f"/item/{card.id}",
                    class_name="no-underline text-inherit after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-brand-text",
                ),
                class_name=rx.cond(
                    read,
                    "text-base font-semibold text-soft tracking-tight [overflow-wrap:anywhere]",
                    "text-base font-bold tracking-tight [overflow-wrap:anywhere]",
                ),
            ),
            rx.el.p(card.summary, class_name="text-sm text-soft line-clamp-2"),
            _actions(card, read),
            class_name="grid grid-cols-[minmax(0,1fr)] gap-1.5 p-4 pt-3.5",
        ),
        class_name=f"relative {CARD}",
    )


def _actions(card: Any, read: Any) -> rx.Component:
    return rx.el.div(
        share_button(card.id, card.is_vacancy, Feed.worth),
        save_button(Feed.saved[card.id], on_click=Feed.save(card.id)),
        read_button(read, on_click=Feed.mark_read(card.id)),
        class_name="flex gap-2 mt-1.5",
    )


def _end() -> rx.Component:
    """More by itself while one scrolls, and by a button for who does not."""
    return rx.cond(
        Feed.cursor == "",
        rx.el.p(
            t("feed.end"),
            button(t("feed.refresh"), look=QUIET, on_click=Feed.load),
            class_name="flex flex-wrap items-center justify-center text-xs text-soft py-2",
        ),
        rx.cond(
            rx.Var.create(Feed.cards).length() < MOST,
            rx.el.div(
                NearEnd.create(mark=Feed.cursor, on_near=Feed.more),
                button(t("feed.more"), look=SECONDARY, extra="w-full", on_click=Feed.more),
            ),
            rx.el.p(t("feed.older"), class_name="text-center text-xs text-soft py-4"),
        ),
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        *[_grey() for _ in range(3)],
        class_name="grid gap-4",
    )


def _grey() -> rx.Component:
    return rx.el.div(
        rx.el.div(class_name="aspect-[2.2] bg-line animate-pulse motion-reduce:animate-none"),
        rx.el.div(
            skeleton("h-4 w-2/5"),
            skeleton("h-5 w-4/5"),
            skeleton("h-9"),
            skeleton("h-[46px] rounded-full mt-1"),
            class_name="grid gap-2.5 p-4",
        ),
        class_name=CARD,
    )
