"""The composer: a form with the card beside it, and what was written before."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.screens import frame
from advocacy_app.screens.console.compose.browser import Choice, Draft, Restored, Save, typed
from advocacy_app.screens.console.compose.fields import fields
from advocacy_app.screens.console.compose.list import shelf
from advocacy_app.screens.console.compose.parts import CHIP, CHIP_CHOSEN
from advocacy_app.screens.console.compose.preview import preview
from advocacy_app.screens.console.compose.state import Compose
from advocacy_app.screens.console.tabs import console_tabs
from advocacy_app.ui.components import PRIMARY, QUIET, SECONDARY, button, skeleton
from advocacy_app.ui.i18n import t


def compose() -> rx.Component:
    return frame.desk(
        console_tabs("/console"),
        Draft.create(
            values=Compose.values,
            opened=Compose.opened,
            saved=Compose.kept,
            errors=Compose.errors,
        ),
        rx.cond(
            Compose.opened > 0,
            rx.el.div(
                rx.el.div(
                    _heading(),
                    Restored.create(
                        text=t("compose.restored"),
                        action=t("compose.restored_drop"),
                        action_class=QUIET,
                        class_name="flex flex-wrap items-center justify-between gap-x-3 rounded-md bg-joy-wash text-ink text-sm px-4 py-1.5",
                    ),
                    fields(),
                    _actions(),
                    class_name="grid grid-cols-[minmax(0,1fr)] gap-4 content-start",
                ),
                preview(),
                class_name="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[minmax(0,1fr)_340px]",
            ),
            _waiting(),
        ),
        shelf(),
        title=t("nav.compose"),
        here="/console",
    )


def _heading() -> rx.Component:
    """Something new can still become the other kind; what exists stays what it is."""
    return rx.el.div(
        rx.cond(
            typed("id") != "",
            rx.fragment(
                rx.el.h2(t("compose.editing"), class_name="text-lg font-bold flex-1"),
                button(t("compose.new"), look=SECONDARY, on_click=Compose.write("news")),
            ),
            rx.fragment(_kind(t("compose.new_news"), "news"), _kind(t("compose.new_vacancy"), "vacancy")),
        ),
        role="group",
        aria_label=t("compose.kind"),
        class_name="flex flex-wrap items-center gap-2",
        id="writing",
    )  # fmt: skip


def _kind(words: Any, kind: str) -> rx.Component:
    return Choice.create(
        words, name="kind", value=kind, class_name=CHIP, chosen_class=CHIP_CHOSEN
    )


def _actions() -> rx.Component:
    is_out = typed("state") == "published"
    words = rx.cond(
        is_out,
        t("compose.save_changes"),
        rx.cond(typed("when") == "later", t("compose.plan"), t("compose.publish")),
    )
    return rx.el.div(
        _save(words, "publish", f"{PRIMARY} flex-1 sm:flex-none"),
        rx.cond(is_out, rx.fragment(), _save(t("compose.keep"), "draft", SECONDARY)),
        class_name="flex gap-2 sticky z-20 bottom-[calc(72px+env(safe-area-inset-bottom))] lg:bottom-0 bg-paper/95 -mx-4 px-4 py-3 lg:mx-0 lg:px-0",
    )


def _save(words: Any, then: str, look: str) -> rx.Component:
    return Save.create(words, then=then, on_save=Compose.save, class_name=look)


def _waiting() -> rx.Component:
    return rx.el.div(
        skeleton("h-[420px] rounded-lg"),
        skeleton("h-[320px] rounded-lg"),
        class_name="grid gap-6 lg:grid-cols-[minmax(0,1fr)_340px]",
    )
