"""What is shared, in whose words and to which address, and what a click is worth. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

from advocacy_app.core.errors import BadInput


class Network(StrEnum):
    """In the order in which somebody who chose none is offered them."""

    LINKEDIN = "linkedin"
    WHATSAPP = "whatsapp"
    X = "x"
    FACEBOOK = "facebook"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    THREADS = "threads"
    TELEGRAM = "telegram"
    TEAMS = "teams"
    EMAIL = "email"
    COPY = "copy"
    SYSTEM = "system"


class Verdict(StrEnum):
    """What a request to a tracked link was; only ``human`` earns or counts."""

    HUMAN = "human"
    PREVIEW = "preview"
    BOT = "bot"
    PREFETCH = "prefetch"
    DUPLICATE = "duplicate"
    OWN = "own"


UTM_MEDIUM = "employee_advocacy"
SAME_VISITOR = timedelta(hours=24)
"""The first click of a visitor on a link counts, and the next one after this long."""
BURST_WITHIN = timedelta(seconds=10)
BURST_LINKS = 3
"""So many different links of one item, opened by one visitor, is a scanner and not a reader."""
TITLE_MAX = 70
DESCRIPTION_MAX = 150
TEXT_MAX = 10_000
_SLUG_MAX = 60
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_CODE = re.compile(r"[2-9a-zA-Z]{4,32}")


def link_path(code: str) -> str:
    return f"/s/{code}"


def card_path(code: str) -> str:
    return f"/card/{code}.jpg"


def is_code(text: str) -> bool:
    """Whether this could be a code at all; what cannot be is never looked up."""
    return bool(_CODE.fullmatch(text))


def network_order(chosen: Iterable[str]) -> tuple[Network, ...]:
    """A person's own order first; what they did not place keeps its usual place after it."""
    known = [Network(name) for name in chosen if name in list(Network)]
    return tuple(dict.fromkeys([*known, *Network]))


def target(url: str, *, own_path: str, network: Network, campaign: str) -> str:
    """Where a link leads: the item's address, or the public page we have for it, with UTM.

    Ours is kept as a path, so that it survives a move to another domain.
    """
    return with_utm(url or own_path, network, campaign)


def with_utm(url: str, network: Network, campaign: str) -> str:
    """Add the three UTM parameters before the fragment; what is there already is left alone."""
    parts = urlsplit(url)
    present = {pair.partition("=")[0] for pair in parts.query.split("&")}
    values = {
        "utm_source": network.value,
        "utm_medium": UTM_MEDIUM,
        "utm_campaign": campaign,
    }
    added = [f"{name}={quote(v, safe='')}" for name, v in values.items() if name not in present]
    query = "&".join([*([parts.query] if parts.query else []), *added])
    return urlunsplit(parts._replace(query=query))


def require_other_target(url: str, base_url: str) -> None:
    """Raise BadInput for one of our own tracked links: it would lead in a circle."""
    ours, parts = urlsplit(base_url), urlsplit(url)
    same_host = not parts.netloc or (parts.hostname, parts.port) == (ours.hostname, ours.port)
    if same_host and parts.path.startswith("/s/"):
        raise BadInput("sharing.error.own_link", fields={"url": "sharing.error.own_link"})


def campaign(title: str) -> str:
    """A title as UTM campaign: lower case words joined by dashes, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(words) <= _SLUG_MAX:
        return words or "item"
    return words[: _SLUG_MAX + 1].rpartition("-")[0] or words[:_SLUG_MAX]


def composed(text: str, disclosure: str) -> str:
    """What is posted, without the link: first who speaks, unless the words say so already."""
    words = text.strip()
    if not disclosure or _plain(disclosure) in _plain(words):
        return words
    return f"{disclosure} {words}".strip()


def with_link(text: str, link: str) -> str:
    """The link on a line of its own at the end, where every network finds it."""
    if link in text:
        return text
    return f"{text}\n{link}" if text else link


def is_own_words(text: str | None, captions: Sequence[str]) -> bool:
    """Whether somebody wrote something: not nothing, and not one of the captions retyped."""
    words = _plain(text or "")
    return bool(words) and words not in {_plain(caption) for caption in captions}


def _plain(text: str) -> str:
    """Letters and digits in lower case, so that spaces, dots and quotes make no difference."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(char if char.isalnum() else " " for char in folded)
    return " ".join(kept.split()) or " ".join(folded.split())


def clean_text(text: str) -> str:
    """Own words as they may be stored: line breaks stay, other control characters go.

    Raises BadInput above TEXT_MAX characters, more than any network takes.
    """
    if len(text) > TEXT_MAX:
        key = "sharing.error.text_too_big"
        raise BadInput(key, fields={"text": key}, most=TEXT_MAX)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return kept.strip()


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters on one line, cut between words, with an ellipsis when cut."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head, space, _ = line[:most].rpartition(" ")
    kept = head if space and len(head) > most // 2 else line[: most - 1]
    return kept.rstrip(" ,.;:-–") + "…"


def share_key(link_id: str) -> str:
    """Under what a share earns: once a link, so twice is once."""
    return f"share:{link_id}"


def first_key(person_id: str, year: int, month: int) -> str:
    return f"first:{person_id}:{year}-{month:02}"


def click_key(link_id: str, visitor: bytes) -> str:
    return f"click:{link_id}:{visitor.hex()}"


def link_source(link_id: str) -> str:
    """What a link's entries are confirmed together by, at its first human click."""
    return f"link:{link_id}"
