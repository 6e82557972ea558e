"""Who shared what and who followed, over twelve weeks; decided by a seed, so always the same.

Nothing here touches the database. Numbers are uneven on purpose: a few colleagues share a lot,
most now and then, some never; one share is read by many, the next by nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from advocacy_app.content.rules import Kind
from advocacy_app.demo.company import LEAVER, PEOPLE, Colleague
from advocacy_app.demo.items import Piece
from advocacy_app.sharing.rules import BURST_LINKS, Network, Verdict
from advocacy_app.sharing.settling import BURST

SEED = 1348  # the first year "vele handen" was written down, as far as anybody knows
LEFT_DAYS_AGO = 25
_DAY_S = 86_400
_CLICKS_MAX = 26
_OWN_WORDS = 0.42
_FEWEST, _MOST = 5, 16
_NEW = timedelta(days=5)
_FOREIGN = 0.25  # how often something in the other language is passed on, compared
_SCANNED = ("rivierduin", "haven")  # what a mail scanner opened everybody's links of
_SECOND_NETWORK = 0.22
_USUAL = {
    Network.LINKEDIN: 38,
    Network.WHATSAPP: 30,
    Network.FACEBOOK: 9,
    Network.TEAMS: 6,
    Network.X: 5,
    Network.EMAIL: 4,
    Network.BLUESKY: 3,
    Network.COPY: 3,
    Network.TELEGRAM: 2,
}
# Where a reader comes from as far as the network says; an app mostly says nothing.
_REFERRERS: dict[Network, tuple[str, ...]] = {
    Network.LINKEDIN: ("www.linkedin.com", "www.linkedin.com", "lnkd.in", ""),
    Network.FACEBOOK: ("l.facebook.com", "m.facebook.com", "lm.facebook.com"),
    Network.X: ("t.co",),
    Network.BLUESKY: ("go.bsky.app",),
    Network.MASTODON: ("mastodon.nl", ""),
    Network.TEAMS: ("teams.microsoft.com", ""),
}
_WORDS = {
    ("nl", Kind.NEWS): (
        "Dit is waarom ik hier zo graag werk.",
        "Even trots zijn mag. Kijk wat mijn collega’s voor elkaar kregen:",
        "Ik was erbij, en het was precies zo mooi als het hier staat.",
        "Van deze mensen leer ik elke week iets. Lees maar.",
        "Klein ding, groot verschil. Daar houd ik van.",
        "Ik moest dit twee keer lezen. Toen heb ik het aan mijn moeder voorgelezen.",
        "Wie mij kent, weet dat ik niet snel iets deel. Dit wel.",
        "Zo kan het dus ook.",
        "Mooi verhaal van de werkvloer, zonder poespas.",
        "Hier praten we bij de koffie al de hele week over.",
    ),
    ("nl", Kind.VACANCY): (
        "Kom je bij ons werken? De koffie is goed, de collega’s zijn beter.",
        "Er is een plek vrij naast mij. Vraag me gerust hoe het hier echt is.",
        "Ken jij iemand die hier blij van wordt? Stuur het door, of stuur mij een bericht.",
        "Ik werk hier nu zes jaar. Stel me al je vragen.",
        "Geen ronkende vacature, wel een fijne baan. Ik kan het weten.",
        "Dacht meteen aan een paar van jullie.",
        "Zoek je iets anders en wil je eerst een keer meelopen? Regel ik voor je.",
    ),
    ("en", Kind.NEWS): (
        "This is why I like working here.",
        "Was there, can confirm, would do it again.",
        "A small thing that says a lot about my colleagues.",
        "I do not share work things often. This one I do.",
    ),
    ("en", Kind.VACANCY): (
        "There is a free desk next to mine. Ask me anything.",
        "Know somebody who would be happy here? Pass it on.",
        "Not a shouty vacancy, just a good job. I should know.",
    ),
}


@dataclass(frozen=True)
class PlannedClick:
    """``visitor`` stands for a person; whoever comes twice has the same number twice."""

    at: datetime
    verdict: Verdict
    reason: str
    visitor: bytes
    referrer: str


@dataclass(frozen=True)
class PlannedShare:
    """Without ``words`` it is a caption, number ``caption`` of those that fit."""

    at: datetime
    who: str
    piece: str
    network: Network
    words: str
    caption: int
    clicks: tuple[PlannedClick, ...]


def shares(wanted: Sequence[Piece], now: datetime) -> list[PlannedShare]:
    """Everything that was shared until ``now``, the earliest first."""
    rng = Random(SEED)
    found: list[PlannedShare] = []
    for piece in wanted:
        of_piece = _of_piece(rng, piece, now)
        found += _scanned(rng, of_piece, now) if piece.key in _SCANNED else of_piece
    return sorted(found, key=lambda share: (share.at, share.who, share.network))


def _of_piece(rng: Random, piece: Piece, now: datetime) -> list[PlannedShare]:
    if piece.out_at >= now:
        return []
    planned: list[PlannedShare] = []
    for who in _sharers(rng, piece, now):
        at = piece.out_at + timedelta(seconds=rng.expovariate(1 / (1.4 * _DAY_S)))
        for network in _networks(rng, who):
            if _is_in_time(who, piece, at, now):
                planned.append(_share(rng, piece, who, network, at, now))
            at += timedelta(seconds=rng.uniform(20, 900))
    return planned


def _sharers(rng: Random, piece: Piece, now: datetime) -> list[Colleague]:
    """Drawn without putting back, the lively ones sooner.

    What is new is left for whoever tries the demo: a link earns for its first share only.
    """
    is_new = piece.out_at > now - _NEW
    able = [
        who
        for who in PEOPLE
        if who.liveliness
        and not (is_new and who.account)
        and (not piece.teams or who.team in piece.teams)
    ]
    count = min(len(able), rng.randint(_FEWEST, _MOST))
    chances = {who: rng.random() ** (1 / _weight(who, piece)) for who in able}
    return sorted(able, key=lambda who: chances[who])[-count:]


def _weight(who: Colleague, piece: Piece) -> float:
    return who.liveliness * (1 if who.locale == piece.language else _FOREIGN)


def _networks(rng: Random, who: Colleague) -> list[Network]:
    own = [Network(name) for name in who.networks] or list(_USUAL)
    weights = [60 // (place + 1) for place in range(len(own))]
    chosen = rng.choices(own, weights if who.networks else list(_USUAL.values()))
    if rng.random() < _SECOND_NETWORK:
        chosen += rng.choices([n for n in _USUAL if n is not chosen[0]])
    return chosen


def _is_in_time(who: Colleague, piece: Piece, at: datetime, now: datetime) -> bool:
    until = [now - timedelta(minutes=5)]
    if piece.withdrawn_at:
        until.append(piece.withdrawn_at)
    if who.name == LEAVER:
        until.append(now - timedelta(days=LEFT_DAYS_AGO))
    return at < min(until)


def _share(
    rng: Random, piece: Piece, who: Colleague, network: Network, at: datetime, now: datetime
) -> PlannedShare:
    words = ""
    if rng.random() < _OWN_WORDS:
        words = rng.choice(_WORDS[piece.language, piece.kind])
    return PlannedShare(
        at=at,
        who=who.name,
        piece=piece.key,
        network=network,
        words=words,
        caption=rng.randrange(12),
        clicks=tuple(_clicks(rng, network, at, min(now, piece.withdrawn_at or now))),
    )


def _clicks(rng: Random, network: Network, at: datetime, until: datetime) -> list[PlannedClick]:
    """Crawlers within seconds, people over days, and what comes along with them."""
    found: list[PlannedClick] = []
    if network not in {Network.COPY, Network.EMAIL}:
        previews = rng.choice((1, 1, 2, 3))
        found += [_machine(rng, at, Verdict.PREVIEW, "agent", 40) for _ in range(previews)]
    for _ in range(rng.choice((0, 0, 1, 2))):
        reason = rng.choice(("agent", "agent", "no_agent", "range"))
        found.append(_machine(rng, at, Verdict.BOT, reason, 2 * _DAY_S))
    if rng.random() < 0.12:  # noqa: PLR2004
        found.append(_machine(rng, at, Verdict.OWN, "session", 3600))
    readers = int(min(_CLICKS_MAX, rng.paretovariate(0.95))) - (rng.random() < 0.35)  # noqa: PLR2004
    for _ in range(readers):
        found += _reader(rng, network, at + timedelta(seconds=rng.expovariate(1 / 50_000)))
    return sorted((click for click in found if click.at < until), key=lambda click: click.at)


def _machine(
    rng: Random, at: datetime, verdict: Verdict, reason: str, within_s: int
) -> PlannedClick:
    later = at + timedelta(seconds=rng.uniform(1, within_s))
    return PlannedClick(later, verdict, reason, rng.randbytes(16), "")


def _reader(rng: Random, network: Network, at: datetime) -> list[PlannedClick]:
    """Somebody who follows the link; some look at it first, and some come back the same day."""
    visitor, referrer = rng.randbytes(16), rng.choice(_REFERRERS.get(network, ("",)))
    found = [PlannedClick(at, Verdict.HUMAN, "", visitor, referrer)]
    if rng.random() < 0.07:  # noqa: PLR2004
        before = at - timedelta(seconds=1)
        found.append(PlannedClick(before, Verdict.PREFETCH, "prefetch", visitor, referrer))
    if rng.random() < 0.18:  # noqa: PLR2004
        again = at + timedelta(seconds=rng.uniform(30, 40_000))
        found.append(PlannedClick(again, Verdict.DUPLICATE, "same_visitor", visitor, referrer))
    return found


def _scanned(rng: Random, planned: list[PlannedShare], now: datetime) -> list[PlannedShare]:
    """A machine with the agent of a browser opens three colleagues' links within seconds.

    The first two look like people until the third shows what it is.
    """
    first, rest = planned[:BURST_LINKS], planned[BURST_LINKS:]
    at = max((share.at for share in first), default=now) + timedelta(minutes=3)
    if len(first) < BURST_LINKS or at >= now - timedelta(minutes=1):
        return planned
    visitor = rng.randbytes(16)
    opened = [
        PlannedClick(at + timedelta(seconds=2 * number), verdict, reason, visitor, "")
        for number, (verdict, reason) in enumerate(
            ((Verdict.HUMAN, ""), (Verdict.HUMAN, ""), (Verdict.BOT, BURST))
        )
    ]
    return [
        *(
            replace(share, clicks=(*share.clicks, click))
            for share, click in zip(first, opened, strict=True)
        ),
        *rest,
    ]
