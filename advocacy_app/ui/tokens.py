"""The look in one place: colours, type, radii; as CSS variables and as Tailwind names.

Every pair of text and ground below is at least 4.5:1 (WCAG 2.2, 1.4.3) in both themes; a
company's own brand colour is corrected until it is too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advocacy_app.core.colour import AA, contrast, mixed, until

# How far a button stands from the page: 3:1 is the rule (WCAG 2.2, 1.4.11); at night more is calmer.
_LIGHT_GROUND, _DARK_GROUND = 3.0, 7.0

LIGHT: dict[str, str] = {
    "ink": "#1a1830",
    "soft": "#5d5a74",
    "line": "#e7e3dc",
    "edge": "#8d8998",
    "paper": "#fbf9f5",
    "card": "#ffffff",
    "brand": "#4a3fe0",
    "brand-ink": "#ffffff",
    "brand-wash": "#eceafe",
    "brand-text": "#4a3fe0",
    "joy": "#ffbe0b",
    "joy-ink": "#1a1830",
    "joy-wash": "#fff4d1",
    "good": "#0b7345",
    "good-wash": "#dff5ea",
    "warn": "#7d5100",
    "warn-wash": "#fdf0d5",
    "bad": "#b3261e",
    "bad-wash": "#fde7e5",
}
DARK: dict[str, str] = {
    "ink": "#f4f2ff",
    "soft": "#b3afcb",
    "line": "#2e2b45",
    "edge": "#777294",
    "paper": "#121020",
    "card": "#1c1a2e",
    "brand": "#a49cff",
    "brand-ink": "#14112a",
    "brand-wash": "#2a2650",
    "brand-text": "#b5aeff",
    "joy": "#ffc93c",
    "joy-ink": "#1a1830",
    "joy-wash": "#3a3112",
    "good": "#5fd6a0",
    "good-wash": "#10342a",
    "warn": "#ffd27a",
    "warn-wash": "#3b2d10",
    "bad": "#ff9d94",
    "bad-wash": "#46201d",
}

_PAGES = (
    "html{background:var(--paper);-webkit-text-size-adjust:100%}"
    "body{margin:0;font-variant-numeric:tabular-nums}"
    "dialog{color:inherit}dialog::backdrop{background:rgb(18 16 32/.5)}"
    "#reflex-new-version-banner{display:none}"
    ".editors-only{display:none}.is-editor .editors-only{display:contents}"
)

TAILWIND: dict[str, Any] = {
    "content": [
        "./app/**/*.{js,jsx}",
        "./app_components/**/*.{js,jsx}",
        "./public/external/**/*.js",
    ],
    "theme": {
        "extend": {
            "colors": {name: f"var(--{name})" for name in LIGHT},
            "borderRadius": {"sm": "8px", "md": "12px", "lg": "16px", "xl": "24px"},
            "fontSize": {
                "xs": ["13px", "1.4"],
                "sm": ["15px", "1.45"],
                "base": ["17px", "1.35"],
                "lg": ["20px", "1.3"],
                "xl": ["28px", "1.1"],
                "2xl": ["40px", "1"],
            },
            "boxShadow": {"card": "var(--shadow)"},
            "fontFamily": {
                "sans": ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
            },
        }
    },
}


@dataclass(frozen=True)
class Brand:
    """A company's colour made safe for one theme: as ground, the text on it, as text, as wash."""

    ground: str
    ink: str
    text: str
    wash: str


def brand(colour: str, *, dark: bool) -> Brand:
    """Move a company's colour towards black or white until it reads on this theme's grounds."""
    theme = DARK if dark else LIGHT
    wash = mixed(colour, theme["card"], 0.82 if dark else 0.88)
    apart = _DARK_GROUND if dark else _LIGHT_GROUND
    ground = until(colour, theme["paper"], apart, towards="#ffffff" if dark else "#000000")
    ink = max(("#ffffff", "#14112a"), key=lambda ink: contrast(ink, ground))
    ground = until(ground, ink, AA, towards="#000000" if ink == "#ffffff" else "#ffffff")
    text = ground
    for surface in (theme["paper"], theme["card"], wash):
        text = until(text, surface, AA, towards="#ffffff" if dark else "#000000")
    return Brand(ground, ink, text, wash)


def stylesheet(colour: str) -> str:
    """The variables of both themes with a company's colour in them."""
    light, dark = brand(colour, dark=False), brand(colour, dark=True)
    return "".join(
        (
            ":root{", _declarations(light), "color-scheme:light}",
            "@media(prefers-color-scheme:dark){:root:not([data-theme=light]){",
            _declarations(dark), "color-scheme:dark}}",
            ":root[data-theme=dark]{", _declarations(dark), "color-scheme:dark}",
        )
    )  # fmt: skip


def base_stylesheet() -> str:
    """The variables of both themes in the product's own colours, and what every page needs.

    The variables lie in a layer, so that the company's (``stylesheet``) win from wherever.
    """
    light, dark = _variables(LIGHT), _variables(DARK)
    light += "--shadow:0 1px 2px rgb(26 24 48/.06),0 8px 24px rgb(26 24 48/.07);"
    dark += "--shadow:none;"
    return (
        f"@layer theme{{:root{{{light}color-scheme:light}}"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}color-scheme:dark}}}}"
        f":root[data-theme=dark]{{{dark}color-scheme:dark}}}}{_PAGES}"
    )


def _variables(theme: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in theme.items())


def _declarations(of: Brand) -> str:
    return f"--brand:{of.ground};--brand-ink:{of.ink};--brand-text:{of.text};--brand-wash:{of.wash};"
