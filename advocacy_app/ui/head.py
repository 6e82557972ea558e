"""What stands in the head of every page: the theme before first paint, the company's colours, icons."""

from __future__ import annotations

import reflex as rx

from advocacy_app.ui.tokens import DARK, LIGHT

_THEME_FIRST = (
    "try{const t=localStorage.getItem('mh-theme');if(t)document.documentElement.dataset.theme=t}"
    "catch{}"
)


def head() -> list[rx.Component]:
    """Plain elements only: Reflex's own script component would come after hydration."""
    return [
        rx.el.meta(
            name="viewport", content="width=device-width,initial-scale=1,viewport-fit=cover"
        ),
        rx.el.script(_THEME_FIRST),
        rx.el.link(rel="stylesheet", href="/theme.css"),
        rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.meta(
            name="theme-color",
            content=LIGHT["paper"],
            custom_attrs={"media": "(prefers-color-scheme: light)"},
        ),
        rx.el.meta(
            name="theme-color",
            content=DARK["paper"],
            custom_attrs={"media": "(prefers-color-scheme: dark)"},
        ),
    ]
