"""Sign in with a password, or with six digits from an e-mail typed here in the app.

The forms are plain posts to ``/auth``, so that the cookie is set by HTTP and the page also works
before its scripts have arrived.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from advocacy_app.core import db, text
from advocacy_app.people import queries as people
from advocacy_app.screens.access import public
from advocacy_app.screens.session import Session
from advocacy_app.ui.browser import AppStart, LocaleButton
from advocacy_app.ui.components import (
    CARD,
    FIELD,
    PRIMARY,
    QUIET,
    SECONDARY,
    PlainForm,
    button,
    field,
)
from advocacy_app.ui.i18n import t
from advocacy_app.ui.icons import mark


class SignIn(rx.State):
    """What the address of the page says: which step, whose e-mail, what went wrong."""

    step: str = "password"
    email: str = ""
    error: str = ""
    onward: str = "/"
    company: str = ""

    @rx.event
    @public
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self.step = "code" if asked.get("step") == "code" else "password"
        self.email, self.onward = asked.get("email", ""), asked.get("next", "/")
        company = await db.read(people.company)
        self.company = company.name
        session = await self.get_state(Session)
        key = asked.get("error", "")
        locale = session.locale or company.locale
        # The address is anybody's to write: only a key of ours becomes a sentence here.
        self.error = text.say(locale, key) if text.has(locale, key) else ""

    @rx.event
    @public
    async def use_password(self) -> None:
        self.step, self.error = "password", ""


def sign_in() -> rx.Component:
    return rx.el.main(
        AppStart.create(locale=""),
        rx.el.div(
            rx.el.div(
                mark(size="h-12"),
                rx.el.h1(
                    t("sign_in.title"), class_name="text-2xl font-extrabold tracking-tight"
                ),
                rx.el.p(
                    rx.cond(
                        SignIn.company != "",
                        t("sign_in.lead_company", company=SignIn.company),
                        t("sign_in.lead"),
                    ),
                    class_name="text-base text-soft",
                ),
                class_name="grid gap-4 justify-items-start",
            ),
            rx.el.p(
                SignIn.error,
                role="alert",
                class_name="rounded-md bg-bad-wash text-bad text-sm font-semibold px-4 py-3 empty:hidden",
            ),
            rx.cond(SignIn.step == "code", _code(), _password()),
            _languages(),
            class_name="grid gap-7 w-full max-w-[400px]",
        ),
        id="main",
        class_name="min-h-dvh grid place-items-center bg-paper text-ink font-sans text-sm px-5 py-10",
    )


def _password() -> rx.Component:
    return rx.el.div(
        PlainForm.create(
            _hidden("next", SignIn.onward),
            _email(),
            field(
                t("sign_in.password"),
                rx.el.input(
                    type="password",
                    name="password",
                    auto_complete="current-password",
                    required=True,
                    class_name=FIELD,
                ),
            ),
            button(t("sign_in.go"), type="submit", look=PRIMARY, extra="w-full"),
            action="/auth/password",
            method="post",
            class_name=f"{CARD} grid gap-4 p-5",
        ),
        PlainForm.create(
            _hidden("next", SignIn.onward),
            rx.el.p(t("sign_in.code_lead"), class_name="text-sm text-soft"),
            _email(),
            button(t("sign_in.send_code"), type="submit", look=SECONDARY, extra="w-full"),
            action="/auth/code/request",
            method="post",
            class_name=f"{CARD} grid gap-4 p-5",
        ),
        class_name="grid gap-4",
    )


def _code() -> rx.Component:
    return PlainForm.create(
        _hidden("next", SignIn.onward),
        _hidden("email", SignIn.email),
        rx.el.p(t("sign_in.code_sent", email=SignIn.email), class_name="text-sm text-soft"),
        field(
            t("sign_in.code"),
            rx.el.input(
                type="text",
                name="code",
                auto_complete="one-time-code",
                input_mode="numeric",
                pattern="[0-9 ]{6,7}",
                required=True,
                class_name=f"{FIELD} text-center text-xl tracking-[.3em]",
            ),
        ),
        button(t("sign_in.go"), type="submit", look=PRIMARY, extra="w-full"),
        button(t("sign_in.other_way"), look=QUIET, on_click=SignIn.use_password),
        action="/auth/code",
        method="post",
        class_name=f"{CARD} grid gap-4 p-5",
    )


def _email() -> rx.Component:
    return field(
        t("sign_in.email"),
        rx.el.input(
            type="email",
            name="email",
            auto_complete="username",
            default_value=SignIn.email,
            required=True,
            class_name=FIELD,
        ),
    )


def _hidden(name: str, value: Any) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)


def _languages() -> rx.Component:
    look = f"{QUIET} min-h-11"
    return rx.el.div(
        LocaleButton.create("Nederlands", locale="nl", class_name=look),
        LocaleButton.create("English", locale="en", class_name=look),
        class_name="flex justify-center gap-2",
    )
