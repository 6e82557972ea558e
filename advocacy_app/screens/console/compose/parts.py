"""Labelled controls that hold a field of the draft, each with its error beside it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens.console.compose.browser import Entry, Tick
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.ui.browser import at
from advocacy_app.ui.components import FIELD, field
from advocacy_app.ui.i18n import t

_CHIP = "inline-flex items-center rounded-full border px-4 min-h-11 text-xs font-semibold cursor-pointer focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-brand-text"
CHIP = f"{_CHIP} bg-transparent text-soft border-line"
CHIP_CHOSEN = f"{_CHIP} bg-ink text-paper border-ink"


def entry(name: str, *, kind: str = "text", **custom: Any) -> rx.Component:
    return Entry.create(
        name=name,
        element="input",
        kind=kind,
        class_name=f"{FIELD} min-w-0",
        custom_attrs={"aria-invalid": at(Compose.errors, name) != "", **custom},
    )


def labelled(
    name: str, *, hint: Any = "", error: str = "", kind: str = "text", **custom: Any
) -> rx.Component:
    return field(
        t(f"compose.{name}"),
        entry(name, kind=kind, **custom),
        hint=hint,
        error=at(Compose.errors, error or name),
    )


def legend(words: Any) -> rx.Component:
    return rx.el.h2(words, class_name="text-base font-bold")


def select(name: str, options: list[Any]) -> rx.Component:
    return Entry.create(*options, name=name, element="select", class_name=FIELD)


def error_of(name: str) -> rx.Component:
    return rx.el.p(
        at(Compose.errors, name),
        class_name="text-xs text-bad font-semibold empty:hidden",
        role="alert",
    )


def tick(name: str) -> rx.Component:
    return rx.el.label(
        Tick.create(name=name, class_name="size-5 accent-[var(--brand)]"),
        rx.el.span(t(f"compose.{name}"), class_name="text-sm"),
        class_name="flex items-center gap-3 min-h-11 cursor-pointer",
    )
