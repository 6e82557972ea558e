from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from advocacy_app.core.errors import BadInput
from advocacy_app.sharing import networks
from advocacy_app.sharing.networks import NETWORKS, Counting, Device, Post
from advocacy_app.sharing.rules import Network

LINK = "https://tulp.nl/s/abcd2345"
POST = Post("Ik werk bij Tulp & Co.\nKom + kijken #1?", LINK, "Wij zijn open", "social.nl")
L, T = (
    "https%3A%2F%2Ftulp.nl%2Fs%2Fabcd2345",
    ("Ik%20werk%20bij%20Tulp%20%26%20Co.%0AKom%20%2B%20kijken%20%231%3F"),
)


@pytest.mark.parametrize(
    ("network", "url"),
    [
        (Network.LINKEDIN, f"https://www.linkedin.com/sharing/share-offsite/?url={L}"),
        (Network.WHATSAPP, f"https://wa.me/?text={T}%0A{L}"),
        (Network.X, f"https://x.com/intent/tweet?text={T}&url={L}"),
        (Network.FACEBOOK, f"https://www.facebook.com/sharer/sharer.php?u={L}"),
        (Network.BLUESKY, f"https://bsky.app/intent/compose?text={T}%0A{L}"),
        (Network.MASTODON, f"https://social.nl/share?text={T}%0A{L}"),
        (Network.THREADS, f"https://www.threads.com/intent/post?text={T}&url={L}"),
        (Network.TELEGRAM, f"https://t.me/share/url?url={L}&text={T}"),
        (
            Network.TEAMS,
            f"https://teams.microsoft.com/share?href={L}&msgText={T}&preview=true",
        ),
        (
            Network.EMAIL,
            f"mailto:?subject=Wij%20zijn%20open&body={T.replace('%0A', '%0D%0A')}%0D%0A{L}",
        ),
        (Network.COPY, ""),
        (Network.SYSTEM, ""),
    ],
)
def test_every_network_opens_its_own_composer(network: Network, url: str) -> None:
    assert networks.intent_url(network, POST) == url
    assert "+" not in url


def test_whatsapp_opens_differently_on_a_desktop_and_mastodon_without_an_instance() -> None:
    desktop = networks.intent_url(Network.WHATSAPP, POST, Device.DESKTOP)
    assert desktop == f"https://api.whatsapp.com/send?text={T}%0A{L}"

    elsewhere = networks.intent_url(Network.MASTODON, Post("Kom", LINK))
    assert elsewhere == f"https://share.joinmastodon.org/#text=Kom%0A{L}"


@pytest.mark.parametrize("network", [n for n in Network if NETWORKS[n].carries_text])
def test_what_carries_text_carries_all_of_it(network: Network) -> None:
    url = networks.intent_url(network, POST)
    if url:
        assert "Kom + kijken #1?" in unquote(url)
        assert unquote(url).count(LINK) == 1


@pytest.mark.parametrize("network", [n for n in Network if not NETWORKS[n].carries_text])
def test_what_carries_none_gets_only_the_link(network: Network) -> None:
    values = parse_qs(urlsplit(networks.intent_url(network, POST)).query)
    assert list(values.values()) == [[LINK]]


@pytest.mark.parametrize(
    ("counting", "text", "length"),
    [
        (Counting.WEIGHTED, "hallo", 5),
        (Counting.WEIGHTED, "https://example.com/" + "a" * 50, 23),
        (Counting.WEIGHTED, "👨‍👩‍👧‍👦", 2),
        (Counting.WEIGHTED, "漢" * 30, 60),
        (Counting.GRAPHEMES, "नमस्ते", 3),
        (Counting.GRAPHEMES, "👨‍👩‍👧‍👦e\u0301", 2),
        (Counting.GRAPHEMES, LINK, len(LINK)),
        (Counting.GRAPHEMES_LINK_23, f"kijk {LINK}/{'x' * 90}", 28),
        (Counting.GRAPHEMES_LINK_23, "dag @bob@social.nl!", 9),
        (Counting.GRAPHEMES_LINK_23, "mail bob@social.nl", 18),
        (Counting.EMOJI_BYTES, "hé 1", 4),
        (Counting.EMOJI_BYTES, "👍", 4),
        (Counting.EMOJI_BYTES, "👍🏽!", 9),
        (Counting.UTF16, "a👍", 3),
        (Counting.BYTES, "é👍", 6),
    ],
)
def test_each_network_counts_in_its_own_way(counting: Counting, text: str, length: int) -> None:
    assert networks.count(counting, text) == length


@pytest.mark.parametrize("network", list(Network))
def test_a_text_fits_up_to_the_limit(network: Network) -> None:
    limit = NETWORKS[network].limit
    networks.require_fits(network, "x" * limit)
    with pytest.raises(BadInput) as raised:
        networks.require_fits(network, "x" * (limit + 1))
    assert raised.value.params["over"] == 1


def test_bluesky_also_counts_bytes() -> None:
    family = "👨‍👩‍👧‍👦"
    networks.require_fits(Network.BLUESKY, family * (3000 // len(family.encode())))
    with pytest.raises(BadInput):
        networks.require_fits(Network.BLUESKY, family * 200)


def test_every_network_is_in_the_table() -> None:
    assert set(NETWORKS) == set(Network)
