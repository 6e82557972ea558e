"""The networks as one table: how long a text may be, how it is counted, and where it opens.

Addresses and counting as the networks document them; LinkedIn and Facebook take no text, so the
text travels by clipboard. Nothing here can know whether anything was posted. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

import regex

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
    """``carries_text`` is false where the text has to be pasted. ``desktop`` is there
    only where it differs from ``intent``; see ``template``.
    """

    limit: int
    counting: Counting
    carries_text: bool
    intent: str
    desktop: str = ""


NETWORKS: dict[Network, NetworkRule] = {
    Network.LINKEDIN: NetworkRule(
        3000, Counting.UTF16, False,
        "https://www.linkedin.com/sharing/share-offsite/?url={link}",
    ),
    Network.WHATSAPP: NetworkRule(
        65_536, Counting.UTF16, True,
        "https://wa.me/?text={post}",
        "https://api.whatsapp.com/send?text={post}",
    ),
    Network.X: NetworkRule(
        280, Counting.WEIGHTED, True, "https://x.com/intent/tweet?text={text}&url={link}"
    ),
    Network.FACEBOOK: NetworkRule(
        63_206, Counting.UTF16, False, "https://www.facebook.com/sharer/sharer.php?u={link}"
    ),
    Network.BLUESKY: NetworkRule(
        300, Counting.GRAPHEMES, True, "https://bsky.app/intent/compose?text={post}"
    ),
    Network.MASTODON: NetworkRule(
        500, Counting.GRAPHEMES_LINK_23, True, "https://{host}/share?text={post}"
    ),
    Network.THREADS: NetworkRule(
        500, Counting.EMOJI_BYTES, True,
        "https://www.threads.com/intent/post?text={text}&url={link}",
    ),
    Network.TELEGRAM: NetworkRule(
        4096, Counting.UTF16, True, "https://t.me/share/url?url={link}&text={text}"
    ),
    Network.TEAMS: NetworkRule(
        28_000, Counting.BYTES, True,
        "https://teams.microsoft.com/share?href={link}&msgText={text}&preview=true",
    ),
    # The whole address should stay under the 2,000 characters that mail programs take.
    Network.EMAIL: NetworkRule(
        1500, Counting.UTF16, True, "mailto:?subject={title}&body={body}"
    ),
    Network.COPY: NetworkRule(10_000, Counting.UTF16, True, ""),
    Network.SYSTEM: NetworkRule(10_000, Counting.UTF16, True, ""),
}  # fmt: skip
_NO_HOST = "https://share.joinmastodon.org/#text={post}"


def template(network: Network, device: Device) -> str:
    """The composer's address with the blanks that ``intent_url`` fills; the share sheet fills
    them by itself, because it must open the network within the tap.

    ``{text}`` and ``{link}`` apart, ``{post}`` both, ``{body}`` both with CRLF (RFC 6068),
    ``{title}``, and ``{host}`` for Mastodon; each percent-encoded.
    """
    rule = NETWORKS[network]
    return (device is Device.DESKTOP and rule.desktop) or rule.intent


def intent_url(network: Network, post: Post, device: Device = Device.PHONE) -> str:
    """The address that opens the network's own composer; empty for copy and the share sheet."""
    address = template(network, device)
    if network is Network.MASTODON and not post.instance:
        address = _NO_HOST
    whole = with_link(post.text, post.link)
    blanks = {
        "text": post.text,
        "link": post.link,
        "post": whole,
        "body": whole.replace("\n", "\r\n"),
        "title": post.title,
        "host": post.instance,
    }
    return address.format(**{name: quote(value, safe="") for name, value in blanks.items()})


def count(counting: Counting, text: str) -> int:
    """How long a network says a text is."""
    match counting:
        case Counting.WEIGHTED:
            # Half a second of regular expressions: for the first post to X, not every start.
            from twitter_text import parse_tweet  # pyright: ignore[reportUnknownVariableType]

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
