"""Passing on: links and words made ready, a share written down, links taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from advocacy_app.content import queries as content
from advocacy_app.content.queries import CaptionView, ItemView
from advocacy_app.content.rules import Kind
from advocacy_app.core import clock, db, text
from advocacy_app.core.errors import BadInput, Forbidden, NotFound
from advocacy_app.core.ids import new_code, new_id
from advocacy_app.people import queries as people
from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.rewards import rules as points
from advocacy_app.rewards import service as rewards
from advocacy_app.rewards.rules import Reason
from advocacy_app.settings import settings
from advocacy_app.sharing import networks, queries, rules
from advocacy_app.sharing.cards import shelf
from advocacy_app.sharing.networks import NETWORKS, Counting, Device
from advocacy_app.sharing.queries import ShareView
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.settling import settle
from advocacy_app.sharing.tables import Link, Share

__all__ = [
    "NewShare",
    "ShareKit",
    "ShareReceipt",
    "prepare",
    "settle",
    "share",
    "withdraw_links",
]

ShareReceipt = ShareView


@dataclass(frozen=True, slots=True)
class KitCaption:
    """A suggested text; ``network`` is empty where it suits all, ``points`` what it earns."""

    id: str
    network: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class KitNetwork:
    """``is_shared`` says that this link has earned before and does not again; the intents are
    addresses with blanks, see ``networks.template``.
    """

    network: Network
    name: str
    code: str
    link: str
    limit: int
    counting: Counting
    carries_text: bool
    is_shared: bool
    intent: str
    intent_desktop: str


@dataclass(frozen=True, slots=True)
class ShareKit:
    """Everything the share sheet needs to work without asking again, offline too."""

    item: ItemView
    disclosure: str
    captions: tuple[KitCaption, ...]
    networks: tuple[KitNetwork, ...]
    points_own: int
    points_copied: int
    mastodon_host: str
    card_url: str


@dataclass(frozen=True, slots=True)
class NewShare:
    """Own words, a suggested text as it is (``text`` left out), or neither: just the link.

    ``disclosure`` is who speaks, in the person's own words; left out, in the company's.
    """

    item_id: str
    network: Network
    caption_id: str | None = None
    text: str | None = None
    device: Device = Device.PHONE
    disclosure: str = ""


def prepare(session: Session, actor: Actor, item_id: str) -> ShareKit:
    """Make the caller's links for an item, so that a tap opens the network without waiting.

    The card is on the disk before anybody gets a link: networks keep what they see first.
    Raises NotFound for what the caller may not see or may not see any more.
    """
    item = _item(session, actor, item_id)
    me = people.me(session, actor)
    links = _links(session, actor, item)
    _draw_card(session, item)
    shared = queries.shared_on(session, actor.person_id, [item.id]).get(item.id, ())
    copied = _worth(session, Reason.SHARE_COPIED)
    base = settings().base_url
    return ShareKit(
        item=item,
        disclosure=_disclosure(session, item.language),
        captions=tuple(
            KitCaption(caption.id, caption.network, caption.text, copied)
            for caption in content.captions(session, item.id)
        ),
        networks=tuple(
            KitNetwork(
                network=network,
                name=text.say(actor.locale, f"sharing.network.{network}"),
                code=links[network].code,
                link=base + rules.link_path(links[network].code),
                limit=NETWORKS[network].limit,
                counting=NETWORKS[network].counting,
                carries_text=NETWORKS[network].carries_text,
                is_shared=network in shared,
                intent=networks.template(network, Device.PHONE),
                intent_desktop=networks.template(network, Device.DESKTOP),
            )
            for network in rules.network_order(me.network_order)
        ),
        points_own=_worth(session, Reason.SHARE_OWN_WORDS),
        points_copied=copied,
        mastodon_host=me.mastodon_host,
        card_url=base + rules.card_path(links[Network.SYSTEM].code),
    )


def share(session: Session, actor: Actor, new: NewShare) -> ShareReceipt:
    """Write down that somebody opened a network with this text; "started", never "posted".

    What it earns waits for the first person who follows the link. The same link a second time
    is stored and earns nothing. Raises NotFound as ``prepare`` does, and BadInput for a text
    that does not fit the network or a caption of another item.
    """
    item = _item(session, actor, new.item_id)
    link = _links(session, actor, item)[new.network]
    _draw_card(session, item)
    captions = content.captions(session, item.id)
    words, own_words = _words(new, captions)
    said = rules.clean_text(new.disclosure) or _disclosure(session, item.language)
    composed = rules.composed(words, said)
    url = settings().base_url + rules.link_path(link.code)
    networks.require_fits(new.network, rules.with_link(composed, url))
    row = Share(
        link_id=link.id,
        person_id=actor.person_id,
        item_id=item.id,
        network=new.network,
        caption_id=None if own_words else new.caption_id,
        text=composed,
        own_words=own_words,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _award(session, actor, link, own_words, row.created_at)
    return queries.share_views(session, [row], new.device)[0]


def withdraw_links(session: Session, item_id: str) -> int:
    """Let every link of an item lead to an explanation from now on; returns how many."""
    rows = session.exec(
        select(Link).where(Link.item_id == item_id, col(Link.withdrawn_at).is_(None))
    ).all()
    now = clock.now()
    for row in rows:
        row.withdrawn_at = now
        session.add(row)
    session.flush()
    return len(rows)


def _item(session: Session, actor: Actor, item_id: str) -> ItemView:
    require(actor, Permission.SHARE)
    if not actor.person_id:
        raise Forbidden("error.forbidden")  # a machine has no network of its own
    try:
        return content.item(session, actor, item_id, clock.now())
    except NotFound:
        raise NotFound("sharing.error.item_gone") from None


def _links(session: Session, actor: Actor, item: ItemView) -> dict[Network, Link]:
    """One link a network, made where it is missing; two taps at once end up with the same."""
    rules.require_other_target(item.url, settings().base_url)
    mine = select(Link).where(Link.person_id == actor.person_id, Link.item_id == item.id)
    found = {link.network: link for link in session.exec(mine)}
    for link in found.values():
        link.withdrawn_at = None  # it is in the feed again
    missing = [network for network in Network if network not in found]
    if missing:
        session.connection().execute(
            db.insert(session, Link).on_conflict_do_nothing(),
            [_new_link(actor, item, network) for network in missing],
        )
        found = {link.network: link for link in session.exec(mine)}
    return found


def _new_link(actor: Actor, item: ItemView, network: Network) -> dict[str, object]:
    return {
        "id": new_id(),
        "code": new_code(),
        "person_id": actor.person_id,
        "item_id": item.id,
        "network": network,
        "target": _target(item, network),
        "created_at": clock.now(),
        **dict.fromkeys(rules.Verdict, 0),
    }


def _target(item: ItemView, network: Network) -> str:
    """News leads to its own address, a vacancy to our page, where applying is never far."""
    page = f"/jobs/{item.vacancy.slug}" if item.vacancy else f"/read/{item.id}"
    url = item.url if item.kind is Kind.NEWS else ""
    slug = item.vacancy.slug if item.vacancy else rules.campaign(item.title)
    return rules.target(url, own_path=page, network=network, campaign=slug)


def _words(new: NewShare, captions: tuple[CaptionView, ...]) -> tuple[str, bool]:
    """The words that go out, and whether they are the person's own."""
    by_id = {caption.id: caption for caption in captions}
    if new.caption_id is not None and new.caption_id not in by_id:
        key = "sharing.error.caption"
        raise BadInput(key, fields={"caption_id": key})
    if new.text is None:
        return by_id[new.caption_id].text if new.caption_id else "", False
    words = rules.clean_text(new.text)
    return words, rules.is_own_words(words, [caption.text for caption in captions])


def _award(session: Session, actor: Actor, link: Link, own_words: bool, at: datetime) -> None:
    source = rules.link_source(link.id)
    day = points.local_day(at, people.company(session).timezone)
    first = rules.first_key(actor.person_id, day.year, day.month)
    reason = Reason.SHARE_OWN_WORDS if own_words else Reason.SHARE_COPIED
    for why, key in ((reason, rules.share_key(link.id)), (Reason.FIRST_OF_MONTH, first)):
        earned = rewards.award(
            session,
            person_id=actor.person_id,
            team_id=actor.team_id,
            reason=why,
            key=key,
            source=source,
            at=at,
        )
        if earned is None:
            return  # the same link again: also not the first of a new month


def _worth(session: Session, reason: Reason) -> int:
    return points.points_for(
        reason, points.local_day(clock.now(), people.company(session).timezone)
    )


def _disclosure(session: Session, language: str) -> str:
    """Who speaks, in the language of the item; the company may have its own sentence."""
    company = people.company(session)
    said = company.disclosure.get(language, "").strip()
    return said or text.say(language, "sharing.disclosure", company=company.name)


def _draw_card(session: Session, item: ItemView) -> None:
    """After the commit, before the caller has the link: drawing must not hold up writers."""
    card = shelf.card_of(item, people.company(session))

    def draw() -> None:
        shelf.ensure(card)

    db.after_commit(session, draw)


def network_named(name: str) -> Network:
    """The network a caller names. Raises BadInput."""
    if name not in list(Network):
        key = "sharing.error.network"
        raise BadInput(key, fields={"network": key})
    return Network(name)
