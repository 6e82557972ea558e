"""What goes out of shares: the share itself, its clicks, and what the share sheet needs."""

from __future__ import annotations

from datetime import datetime

from advocacy_app.http.api.shapes import ItemOut, Shape, item
from advocacy_app.sharing.queries import ClickLadder, ShareView
from advocacy_app.sharing.service import ShareKit


class SharePoints(Shape):
    provisional: int
    confirmed: int


class ClicksOut(Shape):
    human: int
    preview: int
    bot: int
    prefetch: int
    duplicate: int
    own: int


class ShareOut(Shape):
    """``text`` is without the link, ``full_text`` with it, as one pastes it."""

    id: str
    item_id: str
    network: str
    code: str
    link: str
    text: str
    intent_url: str
    points: SharePoints
    clicks: ClicksOut
    created_at: datetime
    title: str
    full_text: str
    own_words: bool


class VerdictOut(Shape):
    verdict: str
    reason: str
    count: int


class ReferrerOut(Shape):
    host: str
    count: int


class LadderOut(Shape):
    code: str
    title: str
    network: str
    clicks: ClicksOut
    made_of: list[VerdictOut]
    referrers: list[ReferrerOut]
    first_human_at: datetime | None
    last_human_at: datetime | None


class KitCaptionOut(Shape):
    id: str
    network: str
    text: str
    points: int


class KitNetworkOut(Shape):
    network: str
    name: str
    code: str
    link: str
    limit: int
    counting: str
    carries_text: bool
    is_shared: bool
    intent: str
    intent_desktop: str


class KitOut(Shape):
    item: ItemOut
    disclosure: str
    captions: list[KitCaptionOut]
    networks: list[KitNetworkOut]
    points_own: int
    points_copied: int
    mastodon_host: str
    card_url: str


def share(view: ShareView) -> ShareOut:
    return ShareOut.model_validate(view)


def kit(view: ShareKit, shared_on: tuple[str, ...]) -> KitOut:
    known = {name: getattr(view, name) for name in ShareKit.__slots__}
    return KitOut.model_validate(known | {"item": item(view.item, shared_on)})


def ladder(view: ClickLadder) -> LadderOut:
    referrers = [ReferrerOut(host=host, count=count) for host, count in view.referrers]
    known = {name: getattr(view, name) for name in ClickLadder.__slots__}
    return LadderOut.model_validate(known | {"referrers": referrers})
