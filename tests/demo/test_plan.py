"""What is going to happen in the demo, before it happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advocacy_app.content.rules import Kind
from advocacy_app.demo import company, items, pictures, plan
from advocacy_app.people.fields import graphemes
from advocacy_app.people.rules import Role, require_good_password
from advocacy_app.rewards.rules import MIN_TEAM_MEMBERS
from advocacy_app.sharing.rules import Network, Verdict

NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
PIECES = items.pieces(NOW)
SHARES = plan.shares(PIECES, NOW)


def test_forty_people_in_six_teams_of_which_one_is_too_small_for_the_board() -> None:
    sizes = [sum(who.team == team for who in company.PEOPLE) for team, _, _ in company.TEAMS]
    assert sum(sizes) == 40
    assert len(sizes) == 6
    assert [size for size in sizes if size < MIN_TEAM_MEMBERS] == [3]


def test_names_are_unlike_one_another_and_one_is_as_long_as_they_get() -> None:
    assert len({who.email for who in company.PEOPLE}) == 40
    assert max(graphemes(who.name) for who in company.PEOPLE) == 60


def test_every_role_can_be_tried_and_two_employees() -> None:
    roles = [who.role for who in company.PEOPLE if who.account]
    assert set(roles) == set(Role)
    assert roles.count(Role.EMPLOYEE) >= 2
    for who in company.PEOPLE:
        require_good_password(company.PASSWORD, who.email)


def test_items_are_as_many_as_promised_in_both_languages() -> None:
    kinds = [piece.kind for piece in PIECES]
    assert kinds.count(Kind.NEWS) == 16
    assert kinds.count(Kind.VACANCY) == 10
    assert {piece.language for piece in PIECES} == {"nl", "en"}
    assert sum(piece.out_at > NOW for piece in PIECES) == 1
    assert sum(piece.withdrawn_at is not None for piece in PIECES) == 1
    assert sum(bool(piece.teams) for piece in PIECES) == 1


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.key)
def test_an_item_has_captions_for_every_network_and_a_picture_there_is(
    piece: items.Piece,
) -> None:
    captions = piece.given["captions"]
    assert len(captions) >= 3
    assert sum(not caption.get("network") for caption in captions) >= 2
    assert {c["network"] for c in captions if c.get("network")} <= set(Network)
    assert piece.given["scene"] in pictures.SCENES
    assert piece.given["tones"] in pictures.TONES
    assert piece.given["alt"]


def test_the_same_seed_decides_the_same() -> None:
    assert plan.shares(PIECES, NOW) == SHARES


def test_nothing_happens_before_its_item_is_out_or_after_now() -> None:
    out = {piece.key: piece.out_at for piece in PIECES}
    for share in SHARES:
        assert out[share.piece] <= share.at < NOW
        assert all(click.at < NOW for click in share.clicks)


def test_what_is_new_is_left_for_who_tries_the_demo() -> None:
    known = {who.name for who in company.PEOPLE if who.account}
    new = {piece.key for piece in PIECES if NOW - timedelta(days=5) < piece.out_at < NOW}
    assert len(new) >= 5
    assert not [share for share in SHARES if share.who in known and share.piece in new]


def test_who_left_shares_no_more() -> None:
    until = NOW - timedelta(days=plan.LEFT_DAYS_AGO)
    assert all(share.at < until for share in SHARES if share.who == company.LEAVER)


def test_what_was_withdrawn_is_followed_no_more() -> None:
    (gone,) = [piece for piece in PIECES if piece.withdrawn_at]
    assert gone.withdrawn_at is not None
    for share in SHARES:
        if share.piece == gone.key:
            assert all(click.at < gone.withdrawn_at for click in share.clicks)


def test_activity_is_uneven_and_every_verdict_occurs() -> None:
    clicks = [len(share.clicks) for share in SHARES]
    assert 200 <= len(SHARES) <= 400
    assert 1500 <= sum(clicks) <= 3000
    assert max(clicks) > 20 > 5 > min(clicks)
    assert {click.verdict for share in SHARES for click in share.clicks} == set(Verdict)
    never = [who for who in company.PEOPLE if who.name not in {share.who for share in SHARES}]
    assert never


def test_the_same_three_words_paint_the_same_picture() -> None:
    assert pictures.painted("hands", "dawn", 1) == pictures.painted("hands", "dawn", 1)
    assert pictures.painted("hands", "dawn", 1) != pictures.painted("hands", "dawn", 2)
