"""What Me shows of shares, clicks and points: plain values for the browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from advocacy_app.rewards.history import EntryView
from advocacy_app.rewards.rules import EntryState
from advocacy_app.sharing.queries import ClickLadder, Clicks, ShareView
from advocacy_app.sharing.rules import Verdict

_KNOWN_REASONS = {
    *("human", "prefetch_prefetch", "preview_agent", "bot_agent", "bot_no_agent"),
    *("bot_range", "bot_burst", "own_session", "duplicate_same_visitor"),
}


@dataclass(frozen=True)
class Rung:
    """One kind of visitor; ``width`` is the bar's, beside the longest of its share."""

    kind: str = ""
    count: int = 0
    width: str = "0%"


@dataclass(frozen=True)
class ShareLine:
    code: str = ""
    title: str = ""
    network: str = ""
    created_at: str = ""
    text: str = ""
    own_words: bool = False
    readers: int = 0
    confirmed: int = 0
    provisional: int = 0
    rungs: list[Rung] = field(default_factory=list)


@dataclass(frozen=True)
class ReasonLine:
    """``because`` ends a key of the catalogue."""

    because: str = ""
    count: int = 0


@dataclass(frozen=True)
class PlaceLine:
    """Where readers came from; ``host`` is empty where their browser did not say."""

    host: str = ""
    count: int = 0


@dataclass(frozen=True)
class EntryLine:
    id: str = ""
    reason: str = ""
    points: int = 0
    state: str = ""
    earned_at: str = ""
    counts: bool = False


def share_lines(shares: Iterable[ShareView]) -> list[ShareLine]:
    return [
        ShareLine(
            code=share.code,
            title=share.title,
            network=share.network.value,
            created_at=share.created_at.isoformat(),
            text=share.text,
            own_words=share.own_words,
            readers=share.clicks.human,
            confirmed=share.points.confirmed,
            provisional=share.points.provisional,
            rungs=rungs(share.clicks),
        )
        for share in shares
    ]


def rungs(clicks: Clicks) -> list[Rung]:
    """People always, the others where there are any; the longest bar is full."""
    counts = {verdict: int(getattr(clicks, verdict.value)) for verdict in Verdict}
    most = max(counts.values()) or 1
    return [
        Rung(verdict.value, count, f"{round(100 * count / most)}%")
        for verdict, count in counts.items()
        if count or verdict is Verdict.HUMAN
    ]


def reason_lines(ladder: ClickLadder) -> list[ReasonLine]:
    """What a link's figures are made of, in the order of the ladder."""
    order = list(Verdict)
    made_of = sorted(ladder.made_of, key=lambda one: order.index(one.verdict))
    return [ReasonLine(_because(one.verdict.value, one.reason), one.count) for one in made_of]


def place_lines(ladder: ClickLadder) -> list[PlaceLine]:
    return [PlaceLine(host, count) for host, count in ladder.referrers]


def entry_lines(entries: Iterable[EntryView]) -> list[EntryLine]:
    return [
        EntryLine(
            id=entry.id,
            reason=entry.reason.value,
            points=entry.points,
            state=entry.state.value,
            earned_at=entry.earned_at.isoformat(),
            counts=entry.state is EntryState.CONFIRMED,
        )
        for entry in entries
    ]


def _because(verdict: str, reason: str) -> str:
    key = f"{verdict}_{reason}" if reason else verdict
    return key if key in _KNOWN_REASONS else verdict
