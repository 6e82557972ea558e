"""Pieces that the feed, the jobs and an item's own page share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.cards.browser import Photo
from advocacy_app.screens.share.sheet import ShareButton
from advocacy_app.ui.components import PRIMARY, pill
from advocacy_app.ui.i18n import ago, t
from advocacy_app.ui.icons import icon

_FOCUS = (
    "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text"
)
_ROUND = f"relative z-10 flex-none grid place-items-center size-[46px] rounded-full border cursor-pointer active:scale-95 motion-reduce:active:scale-100 transition-transform duration-150 {_FOCUS}"


def photo(of: Any, *, sizes: str, eager: Any = False, shape: str) -> rx.Component:
    """The picture of a ``Photograph`` in a place of fixed shape; nothing where there is none."""
    return rx.cond(
        of.digest != "",
        Photo.create(
            digest=of.digest,
            widths=of.widths,
            alt=of.alt,
            colour=of.colour,
            sizes=sizes,
            eager=eager,
            class_name=f"block w-full object-cover {shape}",
        ),
    )


def share_button(item_id: Any, is_vacancy: Any, points: Any) -> rx.Component:
    return ShareButton.create(
        rx.cond(is_vacancy, t("cards.anyone"), t("cards.share", n=points)),
        item=item_id,
        class_name=f"{PRIMARY} relative z-10 flex-1 min-w-0 px-3 leading-tight text-balance",
    )


def save_button(saved: Any, **props: Any) -> rx.Component:
    return rx.el.button(
        icon("save"),
        type="button",
        aria_label=t("cards.save"),
        aria_pressed=rx.cond(saved, "true", "false"),
        class_name=rx.cond(
            saved,
            f"{_ROUND} bg-brand-wash text-brand-text border-brand-text [&_svg]:fill-current",
            f"{_ROUND} bg-card text-ink border-line",
        ),
        **props,
    )


def read_button(read: Any, **props: Any) -> rx.Component:
    """Says that one has read it; there is no taking back, so then it stands still."""
    return rx.el.button(
        icon("read"),
        type="button",
        aria_label=rx.cond(read, t("cards.read"), t("cards.mark_read")),
        aria_pressed=rx.cond(read, "true", "false"),
        class_name=rx.cond(
            read,
            f"{_ROUND} bg-good-wash text-good border-good-wash",
            f"{_ROUND} bg-card text-ink border-line",
        ),
        **props,
    )


def meta(card: Any) -> rx.Component:
    """Who and when; of a vacancy where and how long a week."""
    return rx.el.p(
        rx.cond(card.pinned, rx.fragment(icon("pin", size="size-4"), _said(t("cards.pinned")))),
        rx.cond(
            card.is_vacancy,
            rx.el.span(
                t("cards.vacancy"),
                rx.cond(card.facts.place != "", f" · {card.facts.place}", ""),
                rx.cond(card.facts.hours != "", rx.fragment(" · ", hours(card.facts.hours))),
                class_name="truncate",
            ),
            rx.el.span(
                rx.cond(card.author != "", f"{card.author} · ", ""),
                ago(card.published_at),
                class_name="truncate",
            ),
        ),
        class_name="flex items-center gap-1.5 min-w-0 flex-1 text-xs text-soft",
    )


def hours(value: Any) -> rx.Var[str]:
    return t("cards.hours", hours=value)


def standing(card: Any, read: Any, shared: Any) -> rx.Component:
    """The one word worth saying about a card: it must be read, or it was or may be shared."""
    return rx.cond(
        card.must_read & ~read,
        pill(t("cards.must_read"), tone="flex-none bg-warn-wash text-warn"),
        rx.cond(
            shared,
            pill(t("cards.shared"), tone="flex-none bg-brand-wash text-brand-text"),
            pill(t("cards.may_share"), tone="flex-none bg-good-wash text-good"),
        ),
    )


def points_pill(points: Any) -> rx.Component:
    """The person's points, leading to what they are made of."""
    return rx.el.a(
        rx.el.i(
            class_name="size-3.5 rounded-full bg-joy shadow-[inset_0_0_0_3px_rgb(0_0_0/.12)]",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.span(points, custom_attrs={"aria-hidden": "true"}),
        _said(t("cards.your_points", n=points)),
        href="/me",
        class_name=f"inline-flex items-center gap-1.5 min-h-11 rounded-full bg-joy-wash text-ink px-3.5 text-sm font-bold tabular-nums no-underline {_FOCUS}",
    )


def _said(words: Any) -> rx.Component:
    return rx.el.span(words, class_name="sr-only")
