"""What stands in the head of every page: the tokens, the theme before first paint, the icons."""

from __future__ import annotations

import reflex as rx

from advocacy_app.ui.tokens import DARK, LIGHT, base_stylesheet

_THEME_FIRST = (
    "try{const t=localStorage.getItem('mh-theme');if(t)document.documentElement.dataset.theme=t}"
    "catch{}"
)
_BASE = (
    "html{background:var(--paper);-webkit-text-size-adjust:100%}"
    "body{margin:0;font-variant-numeric:tabular-nums}"
    "dialog{color:inherit}dialog::backdrop{background:rgb(18 16 32/.5)}"
    "#reflex-new-version-banner{display:none}"
    ".editors-only{display:none}.is-editor .editors-only{display:contents}"
)


def head() -> list[rx.Component]:
    """Plain elements only: Reflex's own script component would come after hydration."""
    return [
        rx.el.meta(
            name="viewport", content="width=device-width,initial-scale=1,viewport-fit=cover"
        ),
        rx.el.style(base_stylesheet() + _BASE),
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
