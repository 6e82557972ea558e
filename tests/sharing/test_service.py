from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.core import clock, db
from advocacy_app.core.errors import BadInput, Forbidden, NotFound
from advocacy_app.people.rules import Actor, Role
from advocacy_app.sharing import queries, service
from advocacy_app.sharing.rules import Network
from advocacy_app.sharing.service import NewShare
from advocacy_app.sharing.tables import Link, Share
from tests import cast
from tests.sharing.scene import Scene, only_share, points, shared


def test_preparing_gives_every_network_a_link_and_a_drawn_card(scene: Scene) -> None:
    kit = db.database().run_sync(service.prepare, scene.bob, scene.news.id)

    assert [n.network for n in kit.networks] == list(Network)
    assert len({n.code for n in kit.networks}) == len(Network)
    assert kit.disclosure == "Ik werk bij Vele Handen BV."
    assert [c.text for c in kit.captions] == [scene.caption.text]
    assert (kit.points_own, kit.points_copied) == (12, 8)
    assert not any(n.is_shared for n in kit.networks)


def test_preparing_twice_gives_the_same_links(scene: Scene) -> None:
    first = db.database().run_sync(service.prepare, scene.bob, scene.news.id)
    again = db.database().run_sync(service.prepare, scene.bob, scene.news.id)

    assert first == again


def test_two_people_have_different_links(scene: Scene) -> None:
    one = db.database().run_sync(service.prepare, scene.bob, scene.news.id)
    other = db.database().run_sync(service.prepare, scene.carol, scene.news.id)

    assert not {n.code for n in one.networks} & {n.code for n in other.networks}


def test_own_words_earn_twelve_and_ten_for_the_first_of_the_month(scene: Scene) -> None:
    receipt = shared(scene, Network.WHATSAPP, text="Wat ik zo mooi vond: de koffie.")

    assert receipt.text == "Ik werk bij Vele Handen BV. Wat ik zo mooi vond: de koffie."
    assert receipt.full_text == f"{receipt.text}\n{receipt.link}"
    assert receipt.link == f"http://localhost:8000/s/{receipt.code}"
    assert receipt.intent_url.startswith("https://wa.me/?text=Ik%20werk%20bij")
    assert (receipt.points.provisional, receipt.points.confirmed) == (22, 0)
    assert receipt.own_words


def test_a_caption_earns_eight_also_when_it_is_retyped(scene: Scene) -> None:
    copied = shared(scene, caption_id=scene.caption.id)
    retyped = shared(scene, Network.X, text="wij zijn open, kom kijken")

    assert copied.text == f"Ik werk bij Vele Handen BV. {scene.caption.text}"
    assert copied.points.provisional == 18
    assert retyped.points.provisional == 8


def test_the_same_link_again_is_stored_and_earns_nothing(scene: Scene) -> None:
    first = shared(scene, caption_id=scene.caption.id)
    again = shared(scene, text="Nu in mijn eigen woorden")

    assert again.code == first.code
    assert again.id != first.id
    assert points(scene.bob) == (0, 18)
    assert only_share(scene.bob).id == again.id
    assert db.database().read_sync(lambda s: len(s.exec(select(Share)).all())) == 2


def test_the_month_turns_and_the_first_share_counts_again(scene: Scene) -> None:
    shared(scene, text="Een")
    later = clock.now() + timedelta(days=31)
    clock.use(lambda: later)

    assert shared(scene, Network.X, text="Twee").points.provisional == 22


@pytest.mark.parametrize("verb", ["prepare", "share"])
@pytest.mark.parametrize(
    "columns",
    [
        {"state": ItemState.WITHDRAWN},
        {"state": ItemState.DRAFT},
        {"expires_at": timedelta(0)},
        {"published_at": timedelta(seconds=1)},
    ],
    ids=["withdrawn", "draft", "just expired", "a second early"],
)
def test_what_is_not_in_the_feed_cannot_be_shared(
    scene: Scene, verb: str, columns: dict[str, Any]
) -> None:
    now = clock.now()
    clock.use(lambda: now)
    moments: dict[str, Any] = {
        k: now + v if isinstance(v, timedelta) else v for k, v in columns.items()
    }
    item = db.database().run_sync(lambda s: cast.item(s, "Elders", **moments))

    with pytest.raises(NotFound) as raised:
        attempt(verb, scene.bob, item.id)
    assert raised.value.key == "sharing.error.item_gone"


@pytest.mark.parametrize("verb", ["prepare", "share"])
def test_an_item_for_another_team_is_not_there(scene: Scene, verb: str) -> None:
    item = db.database().run_sync(
        lambda s: cast.item(s, "Alleen Utrecht", teams=(scene.people.utrecht,))
    )
    with pytest.raises(NotFound):
        attempt(verb, scene.bob, item.id)
    attempt(verb, scene.carol, item.id)


@pytest.mark.parametrize("verb", ["prepare", "share"])
def test_unknown_items_and_machines_are_refused(scene: Scene, verb: str) -> None:
    with pytest.raises(NotFound):
        attempt(verb, scene.bob, "unknown")
    with pytest.raises(Forbidden):
        attempt(verb, Actor("", Role.ADMIN, None, "nl", "UTC"), scene.news.id)


def attempt(verb: str, who: Actor, item_id: str) -> None:
    what = item_id if verb == "prepare" else NewShare(item_id, Network.X)
    db.database().run_sync(getattr(service, verb), who, what)


def test_bad_words_are_refused_and_nothing_is_stored(scene: Scene) -> None:
    bad: tuple[dict[str, Any], ...] = ({"text": "x" * 300}, {"caption_id": "of another item"})
    for what in bad:
        with pytest.raises(BadInput):
            shared(scene, Network.X, **what)

    assert db.database().read_sync(queries.shares_of, scene.bob).items == ()
    assert points(scene.bob) == (0, 0)


def test_news_that_is_a_share_link_itself_is_refused(scene: Scene) -> None:
    item = db.database().run_sync(
        lambda s: cast.item(s, "Rondje", url="http://localhost:8000/s/abcdefgh")
    )
    with pytest.raises(BadInput):
        attempt("prepare", scene.bob, item.id)


@pytest.mark.parametrize(
    ("kind", "url", "start"),
    [
        (Kind.NEWS, "https://example.com/a?b=c#d", "https://example.com/a?b=c&utm_source=x&"),
        (Kind.NEWS, "", "/read/"),
        (Kind.VACANCY, "https://ats.example.com/1", "/jobs/monteur-"),
    ],
)
def test_links_lead_where_the_item_is(scene: Scene, kind: Kind, url: str, start: str) -> None:
    item = db.database().run_sync(lambda s: cast.item(s, "Iets", kind=kind, url=url))
    attempt("share", scene.bob, item.id)

    def target(session: Session) -> str:
        mine = Link.item_id == item.id, Link.network == Network.X
        return session.exec(select(Link.target).where(*mine)).one()

    found = db.database().read_sync(target)
    assert found.startswith(start)
    assert "utm_medium=employee_advocacy" in found


def test_withdrawn_links_open_again_when_the_item_is_shared_again(scene: Scene) -> None:
    code = shared(scene, text="Kom").code
    assert db.database().run_sync(service.withdraw_links, scene.news.id) == len(Network)
    assert db.database().run_sync(service.withdraw_links, scene.news.id) == 0
    assert db.database().read_sync(queries.landing, code).item is None

    shared(scene, text="Kom")
    assert db.database().read_sync(queries.landing, code).item is not None


def test_the_feed_says_where_the_reader_has_shared(scene: Scene) -> None:
    shared(scene, Network.X, text="Kom")
    shared(scene, Network.EMAIL, text="Kom")
    page = queries.FeedQuery()
    mine = db.database().read_sync(queries.feed, scene.bob, page, clock.now())
    other = db.database().read_sync(queries.feed, scene.carol, page, clock.now())

    assert mine.items[0].shared_on == (Network.X, Network.EMAIL)
    assert other.items[0].shared_on == ()


def test_own_shares_come_in_pages(scene: Scene) -> None:
    codes = [shared(scene, network, text="Kom").code for network in list(Network)[:5]]
    seen: list[str] = []
    cursor = None
    while True:
        page = db.database().read_sync(queries.shares_of, scene.bob, cursor, 2)
        seen += [view.code for view in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == codes[::-1]
