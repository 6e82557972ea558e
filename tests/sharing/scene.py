"""One item that bob and carol can share, and what tests ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from advocacy_app.content.tables import Caption, Item
from advocacy_app.core import clock, db
from advocacy_app.people.rules import Actor
from advocacy_app.rewards import queries as standing
from advocacy_app.sharing import queries, service
from advocacy_app.sharing.clicks.store import NewClick, store
from advocacy_app.sharing.rules import Network, Verdict
from advocacy_app.sharing.service import NewShare
from advocacy_app.sharing.tables import Link
from tests import cast
from tests.cast import Cast, actor


@dataclass(frozen=True)
class Scene:
    people: Cast
    news: Item
    caption: Caption

    @property
    def bob(self) -> Actor:
        return actor(self.people.bob)

    @property
    def carol(self) -> Actor:
        return actor(self.people.carol)


def set_up(session: Session) -> Scene:
    people = cast.company(session)
    news = cast.item(session, "Zestig collega’s in Breda")
    caption = Caption(item_id=news.id, text="Wij zijn open. Kom kijken!", language="nl")
    session.add(caption)
    session.flush()
    return Scene(people, news, caption)


def shared(
    scene: Scene, network: Network = Network.LINKEDIN, *, who: Actor | None = None, **what: Any
) -> service.ShareReceipt:
    new = NewShare(scene.news.id, network, **what)
    return db.database().run_sync(service.share, who or scene.bob, new)


def click(code: str, visitor: bytes = b"v" * 16, **what: object) -> None:
    """What the redirect would have written down."""
    base = db.database()

    def link_id(session: Session) -> str:
        return session.exec(select(Link.id).where(Link.code == code)).one()

    values = {
        "at": clock.now(),
        "verdict": Verdict.HUMAN,
        "reason": "",
        "settled": False,
    } | what
    row = NewClick(
        link_id=base.read_sync(link_id),
        visitor=visitor,
        referrer_host="",
        country="",
        **values,  # pyright: ignore[reportArgumentType]
    )
    writer = store(base)
    writer.write([row])
    writer.close()


def settle() -> int:
    """As the keeper does: until there is nothing left; returns how many clicks it was."""
    total = 0
    while number := db.database().run_sync(service.settle):
        total += number
    return total


def points(who: Actor) -> tuple[int, int]:
    """Confirmed of all time, and waiting."""
    totals = db.database().read_sync(standing.totals, who.person_id, clock.now())
    return totals.all, totals.provisional


def only_share(who: Actor) -> queries.ShareView:
    (view,) = db.database().read_sync(queries.shares_of, who).items
    return view
