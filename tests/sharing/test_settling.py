from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from advocacy_app.core import clock, db
from advocacy_app.core.errors import NotFound
from advocacy_app.sharing import queries, rules
from advocacy_app.sharing.rules import Network, Verdict
from advocacy_app.sharing.tables import Click
from tests.cast import actor
from tests.sharing.scene import Scene, click, only_share, points, settle, shared


def test_the_first_person_confirms_and_five_earn(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    click(receipt.code, b"a" * 16)
    assert settle() == 1
    assert points(scene.bob) == (24, 0)

    for number in range(8):
        click(receipt.code, bytes([number]) * 16)
    settle()

    assert points(scene.bob) == (32, 0)
    assert only_share(scene.bob).clicks.human == 9
    assert settle() == 0


def test_what_is_no_person_never_earns(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    for verdict in set(Verdict) - {Verdict.HUMAN}:
        click(receipt.code, verdict=verdict, reason="agent", settled=True)

    assert settle() == 0
    assert points(scene.bob) == (0, 22)
    clicks = only_share(scene.bob).clicks
    assert (clicks.human, clicks.preview, clicks.bot, clicks.own) == (0, 1, 1, 1)


def test_settling_finds_a_repeat_that_another_process_took_for_a_person(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    click(receipt.code)
    click(receipt.code)
    settle()

    clicks = only_share(scene.bob).clicks
    assert (clicks.human, clicks.duplicate) == (1, 1)
    assert points(scene.bob) == (24, 0)


@pytest.mark.parametrize(("hours", "humans"), [(23.99, 1), (24, 2)])
def test_a_visitor_counts_again_after_a_day(scene: Scene, hours: float, humans: int) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")
    now = clock.now()
    click(receipt.code, at=now - timedelta(hours=hours))
    click(receipt.code, at=now)
    settle()

    assert only_share(scene.bob).clicks.human == humans


def test_a_burst_takes_back_what_its_first_clicks_earned(scene: Scene) -> None:
    codes = [
        shared(scene, n, text="Kom").code for n in (Network.X, Network.EMAIL, Network.COPY)
    ]
    click(codes[0])
    click(codes[1])
    settle()
    before = points(scene.bob)
    click(codes[2], verdict=Verdict.BOT, reason="burst")
    settle()

    assert before == (38, 12)
    assert points(scene.bob) == (0, 46)
    shares = db.database().read_sync(queries.shares_of, scene.bob).items
    assert [share.clicks.human for share in shares] == [0, 0, 0]
    assert [share.clicks.bot for share in shares] == [1, 1, 1]

    click(codes[0], b"p" * 16)  # then a person comes after all
    settle()
    assert points(scene.bob) == (24, 24)


def test_clicks_for_somebody_who_left_are_kept_and_earn_nothing(scene: Scene) -> None:
    receipt = shared(scene, text="Kom kijken bij ons")

    def leave(session: Session) -> None:
        row = session.get(type(scene.people.bob), scene.people.bob.id)
        assert row is not None
        row.left_at = clock.now()

    db.database().run_sync(leave)
    click(receipt.code)

    assert settle() == 1
    assert points(scene.bob)[0] == 0


def test_a_ladder_opens_into_verdicts_and_is_the_owners_only(scene: Scene) -> None:
    code = shared(scene, text="Kom").code
    click(code)
    click(code, verdict=Verdict.PREVIEW, reason="agent", settled=True)
    ladder = db.database().read_sync(queries.clicks_of, scene.bob, code)

    assert (ladder.clicks.human, ladder.clicks.preview) == (1, 1)
    assert {(v.verdict, v.reason, v.count) for v in ladder.made_of} == {
        (Verdict.HUMAN, "", 1),
        (Verdict.PREVIEW, "agent", 1),
    }
    for who in (scene.carol, actor(scene.people.alice)):
        with pytest.raises(NotFound):
            db.database().read_sync(queries.clicks_of, who, code)


def test_a_click_is_stored_as_the_tables_read_it(scene: Scene) -> None:
    at = clock.now()
    code = shared(scene, text="Kom").code
    click(code, at=at, visitor=b"\x00\xff" * 8)

    row = db.database().read_sync(lambda s: s.exec(select(Click)).one())
    assert (row.at, row.visitor, row.verdict, row.settled) == (
        at,
        b"\x00\xff" * 8,
        Verdict.HUMAN,
        False,
    )
    assert rules.click_key(row.link_id, row.visitor).endswith("00ff" * 8)
