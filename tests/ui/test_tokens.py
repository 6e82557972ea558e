"""Contrast is corrected, not trusted."""

from __future__ import annotations

import pytest

from advocacy_app.ui.tokens import AA, DARK, LIGHT, brand, contrast, stylesheet

_PAIRS = [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"),
    ("brand-ink", "brand"), ("brand-text", "paper"), ("brand-text", "card"),
    ("brand-text", "brand-wash"), ("ink", "brand-wash"), ("ink", "joy-wash"),
    ("joy-ink", "joy"), ("good", "good-wash"), ("good", "card"), ("warn", "warn-wash"),
    ("bad", "bad-wash"), ("bad", "card"), ("bad", "paper"),
]  # fmt: skip


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_our_own_colours_read(theme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= AA


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "colour", ["#ffff00", "#ffffff", "#000000", "#e4002b", "#00b2a9", "#888888"]
)
def test_any_brand_colour_reads_everywhere(colour: str, *, dark: bool) -> None:
    theme = DARK if dark else LIGHT
    safe = brand(colour, dark=dark)
    assert contrast(safe.ink, safe.ground) >= AA
    assert contrast(safe.ground, theme["paper"]) >= 3
    for surface in (theme["paper"], theme["card"], safe.wash):
        assert contrast(safe.text, surface) >= AA


def test_the_stylesheet_has_both_themes() -> None:
    css = stylesheet("#e4002b")
    assert css.count("--brand:") == 3
    assert "prefers-color-scheme:dark" in css
