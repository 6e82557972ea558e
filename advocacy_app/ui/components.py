"""The small parts every screen is made of. Targets are at least 44 px; text is never under 13 px."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML

from advocacy_app.ui.icons import icon

_FOCUS = (
    "focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text"
)
_ROUND = f"inline-flex items-center justify-center gap-2 rounded-full min-h-[46px] font-semibold text-sm no-underline cursor-pointer disabled:opacity-50 disabled:cursor-not-allowed active:scale-[.98] motion-reduce:active:scale-100 transition-transform duration-150 {_FOCUS}"
PRIMARY = f"{_ROUND} bg-brand text-brand-ink px-5"
SECONDARY = f"{_ROUND} bg-card text-ink border border-edge px-5"
QUIET = f"{_ROUND} bg-transparent text-brand-text px-3 underline"
ICON_BUTTON = f"{_ROUND} bg-card text-ink border border-line w-12 px-0"
FIELD = f"w-full min-h-[46px] rounded-md border border-edge bg-card text-ink text-[16px] px-3.5 py-3 placeholder:text-soft {_FOCUS}"
CARD = "bg-card rounded-lg shadow-card overflow-hidden"
LINK = f"text-brand-text underline underline-offset-2 rounded-sm {_FOCUS}"


class PlainForm(BaseHTML):
    """A form that the browser itself sends; Reflex's own stops every form it has no handler for."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


def button(label: Any, *, look: str = PRIMARY, extra: str = "", **props: Any) -> rx.Component:
    """A button with words; pass ``on_click`` or ``type="submit"`` like any property."""
    props.setdefault("type", "button")
    return rx.el.button(label, class_name=f"{look} {extra}", **props)


def icon_button(name: str, label: Any, **props: Any) -> rx.Component:
    """A round button with an icon only; ``label`` is what a screen reader says."""
    props.setdefault("type", "button")
    return rx.el.button(icon(name), class_name=ICON_BUTTON, aria_label=label, **props)


def card(*children: Any, extra: str = "", **props: Any) -> rx.Component:
    return rx.el.div(*children, class_name=f"{CARD} {extra}", **props)


def chip(label: Any, *, on: Any, **props: Any) -> rx.Component:
    """One of a row of choices; ``on`` says whether it is the chosen one."""
    base = f"inline-flex items-center rounded-full border px-4 min-h-11 text-xs font-semibold whitespace-nowrap cursor-pointer flex-none {_FOCUS}"
    look = rx.cond(
        on,
        f"{base} bg-ink text-paper border-ink",
        f"{base} bg-transparent text-soft border-line",
    )
    return rx.el.button(label, type="button", class_name=look, aria_pressed=on, **props)


def chips(*children: Any, label: Any) -> rx.Component:
    """A row of chips that scrolls sideways by itself, never the page."""
    return rx.el.div(
        *children,
        role="group",
        aria_label=label,
        class_name="flex gap-2 px-4 py-1 overflow-x-auto [scrollbar-width:none]",
    )


def field(
    label: Any, control: rx.Component, *, hint: Any = "", error: Any = ""
) -> rx.Component:
    """A labelled control with its hint, and its error said aloud when it comes."""
    return rx.el.label(
        rx.el.span(label, class_name="text-xs font-semibold text-soft"),
        control,
        rx.cond(hint, rx.el.span(hint, class_name="text-xs text-soft"), rx.fragment()),
        rx.el.span(
            error, class_name="text-xs text-bad font-semibold empty:hidden", role="alert"
        ),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-1.5 content-start",
    )


def pill(label: Any, *, tone: str = "bg-good-wash text-good") -> rx.Component:
    return rx.el.span(
        label, class_name=f"rounded-full px-2.5 py-[3px] text-xs font-semibold {tone}"
    )


def coin(*words: Any) -> rx.Component:
    """The bright coin with points or a period beside it, for the right end of a header."""
    return rx.el.span(
        rx.el.i(
            class_name="size-3.5 rounded-full bg-joy shadow-[inset_0_0_0_3px_rgb(0_0_0/.12)]",
            custom_attrs={"aria-hidden": "true"},
        ),
        *words,
        class_name="inline-flex flex-none items-center gap-1.5 rounded-full bg-joy-wash text-ink px-3 py-1.5 text-sm font-bold tabular-nums",
    )


def notice(*children: Any, tone: str = "bg-warn-wash text-warn") -> rx.Component:
    """A calm line of news about the screen itself; readers hear it when it appears."""
    return rx.el.div(
        *children, role="status", class_name=f"rounded-md px-3 py-2.5 text-xs {tone}"
    )


def empty(title: Any, text: Any, *action: rx.Component) -> rx.Component:
    """What stands where there is nothing yet: why, and the next step."""
    return rx.el.div(
        rx.el.div(
            rx.el.i(class_name="w-3 h-8 rounded-full bg-brand"),
            rx.el.i(class_name="w-3 h-14 rounded-full bg-brand"),
            rx.el.i(class_name="w-3 h-16 rounded-full bg-joy"),
            rx.el.i(class_name="w-3 h-11 rounded-full bg-brand"),
            class_name="flex items-end gap-2 h-16",
            custom_attrs={"aria-hidden": "true"},
        ),
        rx.el.h2(title, class_name="text-lg font-bold"),
        rx.el.p(text, class_name="text-sm text-soft max-w-[34ch]"),
        *action,
        class_name="grid justify-items-center text-center gap-3 px-6 py-14",
    )


def skeleton(shape: str) -> rx.Component:
    """A grey shape the size of what comes; still where motion is unwelcome."""
    return rx.el.div(
        class_name=f"bg-line rounded-md animate-pulse motion-reduce:animate-none {shape}",
        custom_attrs={"aria-hidden": "true"},
    )


def picture(image: Any, *, sizes: str, eager: Any = False, extra: str = "") -> rx.Component:
    """A responsive picture from a view with ``srcset``, ``src``, ``width``, ``height``, ``alt``,
    ``colour``; its place is kept before it arrives, so nothing jumps.
    """
    return rx.el.img(
        src=image.src,
        src_set=image.srcset,
        sizes=sizes,
        alt=image.alt,
        loading=rx.cond(eager, "eager", "lazy"),
        custom_attrs={"decoding": "async"},
        style={"backgroundColor": image.colour},
        class_name=f"w-full object-cover {extra}",
    )
