"""Who follows a link, as two ordered tables: the first rule that fits gives the verdict.

What a request says about itself is judged first; who passes that is looked at as a visitor.
Every verdict is stored with its reason, and only ``human`` counts. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any, cast

import crawleruseragents
from is_bot import Bots

from advocacy_app.sharing.rules import Verdict


@dataclass(frozen=True, slots=True)
class Request:
    """What a request says about itself.

    ``purpose`` joins the values of Sec-Purpose, Purpose, X-Moz and X-Purpose; ``is_partial`` is
    a Range header; ``is_navigation`` is Sec-Fetch-Mode: navigate.
    """

    method: str
    user_agent: str
    purpose: str = ""
    is_partial: bool = False
    is_navigation: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a visitor to one link."""

    is_own: bool = False
    is_repeat: bool = False
    is_burst: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """``verdict`` is None for what is answered but never stored."""

    verdict: Verdict | None
    reason: str


@dataclass(frozen=True, slots=True)
class RequestRule:
    judgement: Judgement
    fits: Callable[[Request], bool]


@dataclass(frozen=True, slots=True)
class VisitRule:
    judgement: Judgement
    fits: Callable[[Visit], bool]


# What the public lists miss. iMessage comes as facebookexternalhit, Signal as WhatsApp/2.
_OWN_PREVIEWS = (
    r"Cardyb",  # Bluesky's card service
    r"Bluesky",
    r"Threadsbot",
    r"meta-externalfetcher",
    r"meta-externalagent",
    r"Signal-(?:Android|iOS|Desktop)",
    r"Google-PageRenderer",
    r"Iframely",
    r"(?:Pleroma|Akkoma|Misskey|PeerTube|Pixelfed|GoToSocial|Firefish|Sharkey)[/ ]",
    r"Zulip URL Preview",
    r"Mattermost",
)
# WhatsApp fetches as "WhatsApp/2.x"; a browser inside it begins with Mozilla like any other.
_ANYWHERE = {"WhatsApp": r"^WhatsApp"}
_META_IN_APP = "MetaIAB"
# Instagram's browser names the phone: "(35/15; 420dpi; …; Google; Pixel 9)" is no bot.
_DEVICE = re.compile(r"\(\d+/[\d.]+; \d+dpi; [^)]*\)")
_HUMAN = Judgement(Verdict.HUMAN, "")


@cache
def _previews() -> re.Pattern[str]:
    listed = cast("list[dict[str, Any]]", crawleruseragents.CRAWLER_USER_AGENTS_DATA)
    patterns: list[str] = [
        _ANYWHERE.get(str(entry["pattern"]), str(entry["pattern"]))
        for entry in listed
        if "social-preview" in entry.get("tags", ())
    ]
    return re.compile("|".join([*patterns, *(f"(?i:{own})" for own in _OWN_PREVIEWS)]))


@cache
def _bots() -> Bots:
    return Bots()


@lru_cache(maxsize=4096)
def is_preview(user_agent: str) -> bool:
    """Whether this agent fetches a link to draw a card of it."""
    return bool(_previews().search(user_agent))


@lru_cache(maxsize=4096)
def is_machine(user_agent: str) -> bool:
    """Whether one of the two public lists knows this agent as no browser."""
    user_agent = _DEVICE.sub("", user_agent)
    if _bots().is_bot(user_agent):
        return True
    return crawleruseragents.is_crawler(user_agent) and not _is_in_whatsapp(user_agent)


def _is_in_whatsapp(user_agent: str) -> bool:
    if "WhatsApp" not in user_agent or not user_agent.startswith("Mozilla/"):
        return False
    return not crawleruseragents.is_crawler(user_agent.replace("WhatsApp", ""))


def _is_in_meta_app(request: Request) -> bool:
    """The lists take "MetaIAB" for a fetcher; it is the browser inside Facebook's app.

    A browser says that it navigates, a fetcher does not (uap-core #665, inapp-spy #57).
    """
    return (
        request.is_navigation
        and _META_IN_APP in request.user_agent
        and not is_machine(request.user_agent.partition(_META_IN_APP)[0])
    )


REQUEST_RULES: tuple[RequestRule, ...] = (
    # X sends one GET and three HEAD with the agents of browsers.
    RequestRule(Judgement(None, "head"), lambda r: r.method == "HEAD"),
    RequestRule(
        Judgement(Verdict.PREFETCH, "prefetch"),
        lambda r: "prefetch" in r.purpose or "prerender" in r.purpose or "preview" in r.purpose,
    ),
    RequestRule(Judgement(Verdict.BOT, "no_agent"), lambda r: not r.user_agent.strip()),
    RequestRule(_HUMAN, _is_in_meta_app),
    RequestRule(Judgement(Verdict.PREVIEW, "agent"), lambda r: is_preview(r.user_agent)),
    RequestRule(Judgement(Verdict.BOT, "agent"), lambda r: is_machine(r.user_agent)),
    # A first visit has nothing to resume; link expanders read only the head of a page.
    RequestRule(Judgement(Verdict.BOT, "range"), lambda r: r.is_partial),
)
VISIT_RULES: tuple[VisitRule, ...] = (
    VisitRule(Judgement(Verdict.OWN, "session"), lambda v: v.is_own),
    VisitRule(Judgement(Verdict.DUPLICATE, "same_visitor"), lambda v: v.is_repeat),
    VisitRule(Judgement(Verdict.BOT, "burst"), lambda v: v.is_burst),
)


def of_request(request: Request) -> Judgement:
    """What the request shows itself to be; human when no rule fits."""
    found = (rule.judgement for rule in REQUEST_RULES if rule.fits(request))
    return next(found, _HUMAN)


@lru_cache(maxsize=8)
def of_visit(visit: Visit) -> Judgement:
    """What the visitor shows to be, when the request looked like a person's."""
    found = (rule.judgement for rule in VISIT_RULES if rule.fits(visit))
    return next(found, _HUMAN)


def network_of(address: str) -> str:
    """An address as far as it goes into a visitor hash: IPv4 whole, IPv6 its /64.

    A phone changes the lower half of its IPv6 address by itself (RFC 8981).
    """
    return address if ":" not in address else _of_ipv6(address)


@lru_cache(maxsize=8192)
def _of_ipv6(address: str) -> str:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


def client_address(peer: str, forwarded_for: str, trusted_proxies: int) -> str:
    """Who is on the other side of ``trusted_proxies`` proxies of our own.

    Every proxy appends the address it was called from, so the entry that the outermost of ours
    wrote stands that many from the right; what stands left of it anybody can have made up.
    """
    if trusted_proxies <= 0 or not forwarded_for:
        return peer
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    return hops[-min(trusted_proxies, len(hops))] or peer
