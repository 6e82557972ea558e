"""HTML from elsewhere and Markdown from the composer, made safe to show.

What comes out has no script, no style and nothing that makes a reader's phone ask a third party
for anything: no pictures, frames or fonts from outside. Links stay, and tell nobody who sent
them.
"""

from __future__ import annotations

import html
import re

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    *("p", "br", "hr", "strong", "b", "em", "i", "u", "s", "del", "sub", "sup", "code", "pre"),
    *("h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "caption"),
}
_WITH_CONTENT = {"script", "style", "noscript", "template", "iframe", "object", "svg", "math"}
_ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_REL = "noopener noreferrer nofollow"
_TOP_HEADING = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_BLOCK_END = re.compile(r"</(p|li|h[1-6]|div|tr|dt|dd|blockquote)>|<br\s*/?>", re.IGNORECASE)
_EMPTY = re.compile(r"<(p|h[2-4]|strong|em|b|i|u|blockquote)>(\s|&nbsp;|<br>)*</\1>")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def sanitise(source: str) -> str:
    """HTML with the few tags an article needs; everything else is dropped, its words kept."""
    safe = nh3.clean(
        _TOP_HEADING.sub(r"<\1h2", storable(source)),
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=_REL,
        url_relative="deny",
    )
    before = None
    while before != safe:
        before, safe = safe, _EMPTY.sub("", safe)
    return safe.strip()


def from_markdown(source: str) -> str:
    """What an editor wrote, as safe HTML; raw HTML in it is shown and not obeyed."""
    return sanitise(_MARKDOWN.render(storable(source)))


def to_text(source: str) -> str:
    """The words of a piece of HTML on one line, entities resolved."""
    spaced = _BLOCK_END.sub(r" \g<0>", storable(source))
    words = nh3.clean(spaced, tags=set[str](), clean_content_tags=_WITH_CONTENT)
    return " ".join(html.unescape(words).split())


def storable(source: str) -> str:
    """Without what no database takes: NUL and halves of surrogate pairs."""
    return source.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
