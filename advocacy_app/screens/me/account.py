"""My own settings: language and look, how I appear, networks, devices, tokens."""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.people.rules import Appearance
from advocacy_app.screens.me.profile import Profile
from advocacy_app.screens.session import Session
from advocacy_app.ui.browser import LocaleButton, ThemeSelect, at, key_of, size
from advocacy_app.ui.components import (
    CARD,
    FIELD,
    ICON_BUTTON,
    QUIET,
    SECONDARY,
    button,
    field,
    notice,
    pill,
)
from advocacy_app.ui.i18n import ago, t, t_of
from advocacy_app.ui.icons import icon

_FOCUS = (
    "focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-brand-text"
)
_CHOICE = f"inline-flex items-center justify-center rounded-full min-h-11 px-5 text-sm font-semibold cursor-pointer {_FOCUS}"
_ROW = "flex items-center gap-3 px-4 py-2 min-h-[60px] border-t border-line"


def account() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("me.settings"), class_name="text-lg font-bold px-1.5 pt-1"),
        _language_and_theme(),
        _appearance(),
        _folded(t("me.networks"), t("me.networks_lead"), _networks()),
        _folded(t("me.devices"), t("me.devices_lead"), _devices()),
        _folded(t("me.developers"), t("me.developers_lead"), _tokens()),
        class_name="grid grid-cols-[minmax(0,1fr)] gap-3",
    )


def _folded(title: Any, lead: Any, *children: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.h3(title, class_name="text-base font-bold flex-1"),
            icon("chevron", size="size-5 transition-transform group-open:rotate-90"),
            class_name=f"flex items-center gap-3 min-h-[52px] px-4 cursor-pointer list-none [&::-webkit-details-marker]:hidden rounded-lg {_FOCUS}",
        ),
        rx.el.p(lead, class_name="text-xs text-soft px-4 pb-3"),
        *children,
        class_name=f"{CARD} group",
    )


def _language_and_theme() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(t("me.language"), class_name="text-xs font-semibold text-soft"),
            rx.el.div(
                _language("Nederlands", "nl"),
                _language("English", "en"),
                role="group",
                aria_label=t("me.language"),
                class_name="grid grid-cols-2 gap-1 rounded-full bg-paper p-1",
            ),
            class_name="grid gap-1.5",
        ),
        rx.el.div(
            rx.el.span(t("me.theme"), class_name="text-xs font-semibold text-soft"),
            ThemeSelect.create(
                label=t("me.theme"),
                labels={
                    "auto": t("me.theme_auto"),
                    "light": t("me.theme_light"),
                    "dark": t("me.theme_dark"),
                },
                class_name=FIELD,
            ),
            class_name="grid gap-1.5",
        ),
        class_name=f"{CARD} grid gap-4 p-4",
    )


def _language(name: str, locale: str) -> rx.Component:
    return LocaleButton.create(
        name,
        locale=locale,
        on_pick=Profile.speak(locale),
        class_name=rx.cond(
            Session.locale == locale,
            f"{_CHOICE} bg-card text-ink shadow-card",
            f"{_CHOICE} bg-transparent text-soft",
        ),
    )


def _appearance() -> rx.Component:
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend(t("me.appear"), class_name="text-base font-bold pb-1"),
            rx.el.p(t("me.appear_lead"), class_name="text-xs text-soft pb-2"),
            *[_appear_as(choice.value) for choice in Appearance],
            class_name="grid",
        ),
        field(
            t("me.nickname"),
            rx.el.input(
                type="text",
                name="nickname",
                max_length=40,
                auto_complete="nickname",
                default_value=Profile.nickname,
                key=key_of(Profile.loaded),
                class_name=FIELD,
            ),
            error=at(Profile.errors, "nickname"),
        ),
        rx.el.div(
            button(t("me.keep"), look=SECONDARY, type="submit"),
            rx.el.p(
                rx.cond(Profile.saved, t("me.kept"), ""),
                role="status",
                class_name="text-sm font-semibold text-good",
            ),
            class_name="flex flex-wrap items-center gap-3",
        ),
        on_submit=Profile.show_as,
        class_name=f"{CARD} grid gap-3 p-4",
    )


def _appear_as(choice: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="appearance",
            value=choice,
            default_checked=Profile.appearance == choice,
            key=key_of(Profile.loaded),
            class_name="size-5 accent-[var(--brand)]",
        ),
        rx.el.span(t(f"me.appear_{choice}"), class_name="text-sm"),
        class_name="flex items-center gap-3 min-h-11 cursor-pointer",
    )


def _networks() -> rx.Component:
    return rx.el.ol(rx.foreach(Profile.networks, _network))


def _network(name: Any, place: Any) -> rx.Component:
    said = t_of("network", name)
    return rx.el.li(
        rx.el.span(place + 1, class_name="w-6 text-center text-sm font-extrabold text-soft tabular-nums"),
        rx.el.span(said, class_name="flex-1 text-sm font-semibold"),
        rx.el.button(
            icon("up"), type="button", class_name=ICON_BUTTON, disabled=place == 0,
            aria_label=t("me.earlier", name=said), on_click=Profile.move(name, True),
        ),
        rx.el.button(
            icon("up", size="size-[22px] rotate-180"), type="button", class_name=ICON_BUTTON,
            disabled=place == size(Profile.networks) - 1,
            aria_label=t("me.later", name=said), on_click=Profile.move(name, False),
        ),
        class_name=_ROW,
    )  # fmt: skip


def _devices() -> rx.Component:
    return rx.el.ul(rx.foreach(Profile.devices, _device))


def _device(device: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.cond(device.name != "", device.name, t("me.device_unknown")),
                class_name="text-sm font-semibold",
            ),
            rx.el.p(t("me.device_seen", when=ago(device.seen_at)), class_name="text-xs text-soft"),
            class_name="flex-1",
        ),
        rx.cond(
            device.is_here,
            pill(t("me.device_here")),
            button(t("me.device_end"), look=QUIET, on_click=Profile.end_device(device.id)),
        ),
        class_name=_ROW,
    )  # fmt: skip


def _tokens() -> rx.Component:
    return rx.fragment(
        rx.cond(
            Profile.new_token != "",
            rx.el.div(
                notice(
                    rx.el.p(t("me.token_once"), class_name="font-semibold"),
                    rx.el.code(
                        Profile.new_token,
                        class_name="block select-all font-mono text-ink bg-card rounded-sm p-2 mt-2 [overflow-wrap:anywhere]",
                    ),
                ),
                class_name="px-4 pb-3",
            ),
        ),
        rx.el.ul(rx.foreach(Profile.tokens, _token)),
        rx.el.form(
            field(
                t("me.token_name"),
                rx.el.input(type="text", name="name", required=True, max_length=80, class_name=FIELD),
                error=at(Profile.errors, "name"),
            ),
            button(t("me.token_make"), look=SECONDARY, type="submit"),
            on_submit=Profile.make_token,
            reset_on_submit=True,
            class_name="grid gap-3 justify-items-stretch border-t border-line p-4",
        ),
    )  # fmt: skip


def _token(token: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(token.name, class_name="text-sm font-semibold [overflow-wrap:anywhere]"),
            rx.el.p(
                "…", token.hint, " · ",
                rx.cond(
                    token.used_at != "",
                    t("me.token_used", when=ago(token.used_at)),
                    t("me.token_unused"),
                ),
                class_name="text-xs text-soft",
            ),
            class_name="flex-1 min-w-0",
        ),
        button(t("me.token_end"), look=QUIET, on_click=Profile.end_token(token.id)),
        class_name=_ROW,
    )  # fmt: skip
