"""What was shared, what came of it, and what a friend sees at the other end of a link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, not_, union_all
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, func, select

from advocacy_app.content import queries as content
from advocacy_app.content.feed import EVERYBODY
from advocacy_app.content.queries import FeedQuery, ItemView, Page
from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import FeedSlot, Item
from advocacy_app.core.errors import NotFound
from advocacy_app.people import queries as people
from advocacy_app.people.queries import CompanyView
from advocacy_app.people.rules import Actor, Permission, require
from advocacy_app.people.tables import Person
from advocacy_app.rewards.rules import EntryState
from advocacy_app.rewards.tables import LedgerEntry
from advocacy_app.settings import settings
from advocacy_app.sharing import networks, rules
from advocacy_app.sharing.networks import Device, Post
from advocacy_app.sharing.rules import Network, Verdict
from advocacy_app.sharing.tables import Click, Link, Share

_PAGE_MAX = 100


@dataclass(frozen=True, slots=True)
class Clicks:
    """How many requests of each kind came in on one link."""

    human: int = 0
    preview: int = 0
    bot: int = 0
    prefetch: int = 0
    duplicate: int = 0
    own: int = 0


@dataclass(frozen=True, slots=True)
class LinkPoints:
    """What a link has earned its owner; ``provisional`` waits for the first person to click."""

    provisional: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class ShareView:
    """One share. ``text`` is without the link, ``full_text`` with it, as one pastes it."""

    id: str
    item_id: str
    title: str
    network: Network
    code: str
    link: str
    text: str
    full_text: str
    intent_url: str
    own_words: bool
    points: LinkPoints
    clicks: Clicks
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictCount:
    verdict: Verdict
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class ClickLadder:
    """What a link's figures are made of, and where the people came from."""

    code: str
    title: str
    network: Network
    clicks: Clicks
    made_of: tuple[VerdictCount, ...]
    referrers: tuple[tuple[str, int], ...]
    first_human_at: datetime | None
    last_human_at: datetime | None


@dataclass(frozen=True, slots=True)
class FeedCard:
    """An item, and on which networks the reader has shared it."""

    item: ItemView
    shared_on: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Landing:
    """What the other end of a link is about. ``item`` is None once it has been withdrawn."""

    code: str
    target: str
    item: ItemView | None
    company: CompanyView


def feed(session: Session, actor: Actor, query: FeedQuery, at: datetime) -> Page[FeedCard]:
    """The feed of ``content``, with what the reader has passed on already."""
    page = content.feed(session, actor, query, at)
    shared = shared_on(session, actor.person_id, [item.id for item in page.items])
    cards = tuple(FeedCard(item, shared.get(item.id, ())) for item in page.items)
    return Page(cards, page.next_cursor)


def shared_on(
    session: Session, person_id: str, item_ids: Collection[str]
) -> dict[str, tuple[Network, ...]]:
    """By item, the networks in the order in which this person chose them; own rows only."""
    if not item_ids:
        return {}
    rows = session.exec(
        select(Share.item_id, Share.network)
        .where(Share.person_id == person_id, col(Share.item_id).in_(item_ids))
        .order_by(Share.id)
    )
    found: dict[str, dict[Network, None]] = {}
    for item_id, network in rows:
        found.setdefault(item_id, {})[Network(network)] = None
    return {item_id: tuple(chosen) for item_id, chosen in found.items()}


def shares_of(
    session: Session, actor: Actor, cursor: str | None = None, limit: int = 20
) -> Page[ShareView]:
    """The caller's own, newest first; a link that was shared twice stands there once."""
    require(actor, Permission.SHARE)
    limit = max(1, min(limit, _PAGE_MAX))
    newest = (
        select(func.max(Share.id))
        .where(Share.person_id == actor.person_id)
        .group_by(col(Share.link_id))
    )
    query = select(Share).where(col(Share.id).in_(newest))
    if cursor:
        query = query.where(Share.id < cursor)
    rows = session.exec(query.order_by(col(Share.id).desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return Page(share_views(session, shown), shown[-1].id if len(rows) > limit else None)


def readers(session: Session, actor: Actor) -> int:
    """How many people read what the caller shared: first human clicks, over all links."""
    require(actor, Permission.SHARE)
    total = select(func.sum(Link.human)).where(Link.person_id == actor.person_id)
    return int(session.exec(total).one() or 0)


def share_views(
    session: Session, shares: Sequence[Share], device: Device = Device.PHONE
) -> tuple[ShareView, ...]:
    """Views of one person's shares, in the order given."""
    ids = {share.link_id for share in shares}
    rows = session.exec(select(Link, Item.title).join(Item).where(col(Link.id).in_(ids)))
    links = {link.id: (link, title) for link, title in rows}
    points = _points(session, links)
    people_ids = {share.person_id for share in shares}
    people_hosts = select(Person.id, Person.mastodon_host).where(col(Person.id).in_(people_ids))
    hosts = dict(session.exec(people_hosts).all())
    views: list[ShareView] = []
    for share in shares:
        link, title = links[share.link_id]
        url = settings().base_url + rules.link_path(link.code)
        post = Post(share.text, url, title, hosts[share.person_id])
        views.append(
            ShareView(
                id=share.id,
                item_id=share.item_id,
                title=title,
                network=share.network,
                code=link.code,
                link=url,
                text=share.text,
                full_text=rules.with_link(share.text, url),
                intent_url=networks.intent_url(share.network, post, device),
                own_words=share.own_words,
                points=points[link.id],
                clicks=_clicks(link),
                created_at=share.created_at,
            )
        )
    return tuple(views)


def clicks_of(session: Session, actor: Actor, code: str) -> ClickLadder:
    """Every figure of one link opened up. Raises NotFound, also for another person's link."""
    require(actor, Permission.SHARE)
    row = session.exec(
        select(Link, Item.title)
        .join(Item)
        .where(Link.code == code, Link.person_id == actor.person_id)
    ).first()
    if row is None:
        raise NotFound("sharing.error.no_link")
    link, title = row
    count = func.count()
    made_of = session.exec(
        select(Click.verdict, Click.reason, count)
        .where(of_link(link.id))
        .group_by(col(Click.verdict), Click.reason)
        .order_by(count.desc(), col(Click.verdict), Click.reason)
    )
    people_only = of_link(link.id), Click.verdict == Verdict.HUMAN
    referrers = session.exec(
        select(Click.referrer_host, count)
        .where(*people_only)
        .group_by(Click.referrer_host)
        .order_by(count.desc(), Click.referrer_host)
    )
    span = select(func.min(Click.at), func.max(Click.at)).where(*people_only)
    first, last = session.exec(span).one()
    return ClickLadder(
        code=link.code,
        title=title,
        network=link.network,
        clicks=_clicks(link),
        made_of=tuple(VerdictCount(Verdict(v), why, number) for v, why, number in made_of),
        referrers=tuple((host, number) for host, number in referrers),
        first_human_at=first,
        last_human_at=last,
    )


def of_link(link_id: str) -> ColumnElement[bool]:
    """All clicks of a link, from the partial index of settled ones and that of the others."""
    found = sa_select(col(Click.id)).where(col(Click.link_id) == link_id)
    halves = (col(Click.settled), not_(col(Click.settled)))
    return col(Click.id).in_(union_all(*map(found.where, halves)))


def clicks_in_all(session: Session) -> Clicks:
    """Of every link there is; for the metrics, which name nobody."""
    sums = (func.coalesce(func.sum(getattr(Link, verdict)), 0) for verdict in Verdict)
    found = session.connection().execute(sa_select(*sums)).one()
    return Clicks(**dict(zip(Verdict, map(int, found), strict=True)))


def landing(session: Session, code: str) -> Landing:
    """What stands behind a code. Raises NotFound for one that was never handed out."""
    link = session.exec(select(Link).where(Link.code == code)).first()
    if link is None:
        raise NotFound("sharing.error.no_link")
    item = content.items(session, [link.item_id]).get(link.item_id)
    if item is None or link.withdrawn_at or item.state is not ItemState.PUBLISHED:
        item = None
    elif item.language != "nl":
        item = content.items(session, [item.id], item.language)[item.id]
    return Landing(link.code, link.target, item, people.company(session))


def open_vacancies(session: Session, at: datetime, limit: int = 5) -> tuple[ItemView, ...]:
    """The newest vacancies that are for everybody, to offer to who came for something gone."""
    ids = session.exec(
        select(FeedSlot.item_id)
        .where(
            FeedSlot.team_id == EVERYBODY,
            FeedSlot.kind == Kind.VACANCY,
            FeedSlot.published_at <= at,
            col(FeedSlot.expires_at).is_(None) | (col(FeedSlot.expires_at) > at),
        )
        .order_by(col(FeedSlot.published_at).desc())
        .limit(limit)
    ).all()
    found = content.items(session, ids)
    return tuple(found[item_id] for item_id in ids if item_id in found)


def _clicks(link: Link) -> Clicks:
    return Clicks(link.human, link.preview, link.bot, link.prefetch, link.duplicate, link.own)


def _points(session: Session, link_ids: Iterable[str]) -> dict[str, LinkPoints]:
    sources = {rules.link_source(link_id): link_id for link_id in link_ids}
    rows = session.exec(
        select(LedgerEntry.source, LedgerEntry.state, func.sum(LedgerEntry.points))
        .where(col(LedgerEntry.source).in_(sources))
        .group_by(LedgerEntry.source, col(LedgerEntry.state))
    )
    sums = {(source, state): int(total) for source, state, total in rows}
    return {
        link_id: LinkPoints(
            provisional=sums.get((source, EntryState.PROVISIONAL), 0),
            confirmed=sums.get((source, EntryState.CONFIRMED), 0),
        )
        for source, link_id in sources.items()
    }
