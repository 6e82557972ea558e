"""The networks as one table: how long a text may be, how it is counted, and where it opens.

Addresses and counting as the networks document them; LinkedIn and Facebook take no text, so the
text travels by clipboard. Nothing here can know whether anything was posted. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

import regex
from twitter_text import parse_tweet  # pyright: ignore[reportUnknownVariableType]

from advocacy_app.core.errors import BadInput
from advocacy_app.sharing.rules import Network, with_link

_LINK = regex.compile(r"https?://\S+")
_REMOTE_MENTION = regex.compile(r"(?<![\w/])@(\w+)@[\w.-]+\w")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\uFE0F|\p{RI}")
_LINK_COUNTS_AS = "x" * 23
_BLUESKY_BYTES = 3000


class Device(StrEnum):
    PHONE = "phone"
    DESKTOP = "desktop"


class Counting(StrEnum):
    """How a network counts; the share sheet's counter goes by the same names."""

    WEIGHTED = "weighted"
    GRAPHEMES = "graphemes"
    GRAPHEMES_LINK_23 = "graphemes_link_23"
    EMOJI_BYTES = "emoji_bytes"
    UTF16 = "utf16"
    BYTES = "bytes"


@dataclass(frozen=True, slots=True)
class Post:
    """What goes to a composer. ``text`` is without the link; ``instance`` is Mastodon's."""

    text: str
    link: str
    title: str = ""
    instance: str = ""


@dataclass(frozen=True, slots=True)
class NetworkRule:
    """``carries_text`` is false where the text has to be pasted."""

    limit: int
    counting: Counting
    carries_text: bool
    intent: Callable[[Post, Device], str]


def _q(text: str) -> str:
    return quote(text, safe="")


def _whatsapp(post: Post, device: Device) -> str:
    base = "https://wa.me/" if device is Device.PHONE else "https://api.whatsapp.com/send"
    return f"{base}?text={_q(with_link(post.text, post.link))}"


def _mastodon(post: Post, _: Device) -> str:
    text = _q(with_link(post.text, post.link))
    if post.instance:
        return f"https://{post.instance}/share?text={text}"
    return f"https://share.joinmastodon.org/#text={text}"


def _email(post: Post, _: Device) -> str:
    """RFC 6068: line breaks are CRLF, spaces %20."""
    body = with_link(post.text, post.link).replace("\n", "\r\n")
    return f"mailto:?subject={_q(post.title)}&body={_q(body)}"


def _nowhere(_post: Post, _device: Device) -> str:
    return ""


NETWORKS: dict[Network, NetworkRule] = {
    Network.LINKEDIN: NetworkRule(
        3000, Counting.UTF16, False,
        lambda p, _: f"https://www.linkedin.com/sharing/share-offsite/?url={_q(p.link)}",
    ),
    Network.WHATSAPP: NetworkRule(65_536, Counting.UTF16, True, _whatsapp),
    Network.X: NetworkRule(
        280, Counting.WEIGHTED, True,
        lambda p, _: f"https://x.com/intent/tweet?text={_q(p.text)}&url={_q(p.link)}",
    ),
    Network.FACEBOOK: NetworkRule(
        63_206, Counting.UTF16, False,
        lambda p, _: f"https://www.facebook.com/sharer/sharer.php?u={_q(p.link)}",
    ),
    Network.BLUESKY: NetworkRule(
        300, Counting.GRAPHEMES, True,
        lambda p, _: f"https://bsky.app/intent/compose?text={_q(with_link(p.text, p.link))}",
    ),
    Network.MASTODON: NetworkRule(500, Counting.GRAPHEMES_LINK_23, True, _mastodon),
    Network.THREADS: NetworkRule(
        500, Counting.EMOJI_BYTES, True,
        lambda p, _: (
            f"https://www.threads.com/intent/post?text={_q(p.text)}&url={_q(p.link)}"
        ),
    ),
    Network.TELEGRAM: NetworkRule(
        4096, Counting.UTF16, True,
        lambda p, _: f"https://t.me/share/url?url={_q(p.link)}&text={_q(p.text)}",
    ),
    Network.TEAMS: NetworkRule(
        28_000, Counting.BYTES, True,
        lambda p, _: (
            f"https://teams.microsoft.com/share?href={_q(p.link)}&msgText={_q(p.text)}"
            "&preview=true"
        ),
    ),
    # The whole address should stay under the 2,000 characters that mail programs take.
    Network.EMAIL: NetworkRule(1500, Counting.UTF16, True, _email),
    Network.COPY: NetworkRule(10_000, Counting.UTF16, True, _nowhere),
    Network.SYSTEM: NetworkRule(10_000, Counting.UTF16, True, _nowhere),
}  # fmt: skip


def intent_url(network: Network, post: Post, device: Device = Device.PHONE) -> str:
    """The address that opens the network's own composer; empty for copy and the share sheet."""
    return NETWORKS[network].intent(post, device)


def count(counting: Counting, text: str) -> int:
    """How long a network says a text is."""
    match counting:
        case Counting.WEIGHTED:
            return parse_tweet(text).weightedLength
        case Counting.GRAPHEMES:
            return _graphemes(text)
        case Counting.GRAPHEMES_LINK_23:
            return _graphemes(_REMOTE_MENTION.sub(r"@\1", _LINK.sub(_LINK_COUNTS_AS, text)))
        case Counting.EMOJI_BYTES:
            return sum(_with_emoji_bytes(cluster) for cluster in regex.findall(r"\X", text))
        case Counting.UTF16:
            return len(text.encode("utf-16-le")) // 2
        case Counting.BYTES:
            return len(text.encode())


def require_fits(network: Network, text: str) -> None:
    """Raise BadInput, saying by how much, when a text with its link is too long."""
    rule = NETWORKS[network]
    over = count(rule.counting, text) - rule.limit
    if network is Network.BLUESKY:
        over = max(over, len(text.encode()) - _BLUESKY_BYTES)
    if over > 0:
        key = "sharing.error.too_long"
        raise BadInput(key, fields={"text": key}, over=over, limit=rule.limit)


def _graphemes(text: str) -> int:
    return len(regex.findall(r"\X", text))


def _with_emoji_bytes(cluster: str) -> int:
    return len(cluster.encode()) if _EMOJI.search(cluster) else len(cluster)
