"""HTML that is safe by construction: every value is escaped unless it was made by ``tag``.

No template language: a page is a tree of ``tag`` calls, and the one style sheet stands in it,
so that it is there with the first packet on a bad phone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape

from advocacy_app.people.queries import CompanyView
from advocacy_app.ui.tokens import base_stylesheet, stylesheet

_VOID = {"meta", "link", "img", "br"}
_SHEET = """
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere;
font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main{max-width:720px;margin:0 auto;padding:20px max(20px,env(safe-area-inset-right))}
header{display:flex;align-items:center;gap:12px;font-weight:700}
.mark{width:28px;height:28px;flex:none;border-radius:8px;background:var(--brand)}
h1{font-size:clamp(28px,7vw,40px);line-height:1.12;letter-spacing:-.02em;margin:20px 0 12px;
text-wrap:balance;hyphens:auto}
h2{font-size:20px;line-height:1.3;margin:32px 0 8px}
a{color:var(--brand-text)}img{max-width:100%;height:auto}
.photo{display:block;width:100%;border-radius:16px}
.soft{color:var(--soft);margin:0}
.facts{display:flex;flex-wrap:wrap;gap:8px;margin:0 0 24px;padding:0}
.facts div{background:var(--card);border:1px solid var(--line);border-radius:12px;
padding:8px 14px}
.facts dt{font-size:13px;color:var(--soft)}.facts dd{margin:0;font-weight:600}
.go{display:inline-block;min-height:48px;padding:12px 28px;border-radius:999px;font-weight:700;
background:var(--brand);color:var(--brand-ink);text-decoration:none}
.go:focus-visible,a:focus-visible{outline:3px solid var(--brand-text);outline-offset:3px}
.list{list-style:none;margin:16px 0;padding:0;display:grid;gap:8px}
.list a{display:block;background:var(--card);border:1px solid var(--line);border-radius:16px;
padding:14px 18px;color:inherit;text-decoration:none;font-weight:600}
.list span{display:block;font-weight:400;font-size:15px;color:var(--soft)}
.stay{position:sticky;bottom:0;padding:12px 0 calc(12px + env(safe-area-inset-bottom));
background:linear-gradient(transparent,var(--paper) 30%)}
.stay .go{display:block;text-align:center}
@media(min-width:600px){.stay{position:static}.stay .go{display:inline-block}}
"""


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Part = str | None


def tag(name: str, /, *inside: Part, **attributes: str | None) -> Html:
    """One element. ``class_`` is class, ``http_equiv`` is http-equiv; None leaves one out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{''.join(map(_safe, inside))}</{name}>")


def together(*parts: Part) -> Html:
    return Html("".join(map(_safe, parts)))


def _safe(part: Part) -> str:
    if part is None:
        return ""
    return part if isinstance(part, Html) else escape(part)


def meta(properties: Mapping[str, str]) -> Html:
    """Open Graph goes by ``property``, the rest by ``name``; empty values are left out."""
    return together(
        *(
            tag("meta", property=key, content=value)
            if key.startswith(("og:", "article:"))
            else tag("meta", name=key, content=value)
            for key, value in properties.items()
            if value
        )
    )


def json_ld(data: object) -> Html:
    """Data for search engines; ``<`` is written so that no value can end the element."""
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return Html(f'<script type="application/ld+json">{text}</script>')


@cache
def _sheet(colour: str) -> str:
    return base_stylesheet() + stylesheet(colour) + _SHEET


def document(
    *, language: str, title: str, company: CompanyView, head: Html, body: Html
) -> bytes:
    """The whole page. ``head`` stands before the styles, within what WhatsApp reads."""
    page = tag(
        "html",
        tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
            tag("title", title),
            head,
            Html(f"<style>{_sheet(company.brand_colour)}</style>"),
        ),
        tag(
            "body",
            tag("header", tag("span", class_="mark", aria_hidden="true"), company.name or None),
            tag("main", body),
        ),
        lang=language,
    )
    return f"<!doctype html>{page}".encode()


def policy(colour: str) -> bytes:
    """Content-Security-Policy of these pages: our own styles and pictures, nothing else."""
    digest = base64.b64encode(hashlib.sha256(_sheet(colour).encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src 'self'; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ).encode()
