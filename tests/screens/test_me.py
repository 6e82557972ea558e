"""What a person sees of themselves and sets for themselves."""

from __future__ import annotations

from typing import Any

import pytest

from advocacy_app.core.db import Database
from advocacy_app.core.errors import BadInput, NotFound
from advocacy_app.people import queries as people
from advocacy_app.people.queries import MeView
from advocacy_app.screens.me.lines import rungs
from advocacy_app.screens.me.profile import Profile
from advocacy_app.screens.me.state import Me
from advocacy_app.sharing import service as sharing
from advocacy_app.sharing.queries import Clicks
from advocacy_app.sharing.rules import Network
from tests import cast
from tests.cast import Cast
from tests.screens.harness import is_let_in, part, tree, tree_of

HANDLERS = {
    Me: ("load", "more_shares", "open_share", "show_more_entries"),
    Profile: ("load", "speak", "show_as", "move", "end_device", "make_token", "end_token"),
}


def _share(db: Database, company: Cast, who: cast.Person) -> str:
    item = db.run_sync(cast.item)
    new = sharing.NewShare(item.id, Network.COPY, text="Kom kijken")
    return db.run_sync(sharing.share, cast.actor(who), new).code


def _kept(db: Database, who: cast.Person) -> MeView:
    return db.read_sync(people.me, cast.actor(who))


async def test_shares_and_points_are_ones_own(db: Database) -> None:
    company = db.run_sync(cast.company)
    _share(db, company, company.bob)
    me = part(await tree_of(db, company.bob), Me)
    await me.load()
    assert (me.first_name, me.readers, me.points["waiting"]) == ("Bob", 0, 22)
    assert [(line.network, line.own_words) for line in me.shares] == [("copy", True)]
    assert {entry.state for entry in me.entries} == {"provisional"}

    other = part(await tree_of(db, company.carol), Me)
    await other.load()
    assert (other.shares, other.entries) == ([], [])


async def test_a_share_opens_and_closes_for_its_owner_only(db: Database) -> None:
    company = db.run_sync(cast.company)
    code = _share(db, company, company.bob)
    me = part(await tree_of(db, company.bob), Me)
    await me.open_share(code)
    assert me.opened == code
    await me.open_share(code)
    assert me.opened == ""

    other = part(await tree_of(db, company.carol), Me)
    with pytest.raises(NotFound):
        await other.open_share(code)
    assert other.opened == ""


@pytest.mark.parametrize("code", [None, 5, {}, ["a"], "x" * 5000])
async def test_a_code_of_the_wrong_kind_opens_nothing(sqlite_db: Database, code: Any) -> None:
    company = sqlite_db.run_sync(cast.company)
    me = part(await tree_of(sqlite_db, company.bob), Me)
    with pytest.raises(BadInput):
        await me.open_share(code)


def test_bars_stand_beside_the_longest() -> None:
    assert [(one.kind, one.count, one.width) for one in rungs(Clicks(human=4, bot=8))] == [
        ("human", 4, "50%"),
        ("bot", 8, "100%"),
    ]
    assert [(one.kind, one.width) for one in rungs(Clicks())] == [("human", "0%")]


async def test_settings_are_kept(db: Database) -> None:
    company = db.run_sync(cast.company)
    profile = part(await tree_of(db, company.bob), Profile)
    await profile.load()
    await profile.speak("en")
    await profile.show_as({"appearance": "nickname", "nickname": "Bobby"})
    await profile.move("whatsapp", True)
    me = _kept(db, company.bob)
    assert (me.locale, me.nickname, me.appearance) == ("en", "Bobby", "nickname")
    assert me.network_order[:2] == ("whatsapp", "linkedin")
    assert profile.saved


async def test_a_nickname_that_is_missing_is_said_at_its_field(db: Database) -> None:
    company = db.run_sync(cast.company)
    profile = part(await tree_of(db, company.bob), Profile)
    await profile.show_as({"appearance": "nickname", "nickname": ""})
    assert "nickname" in profile.errors
    assert _kept(db, company.bob).appearance == "name"


async def test_a_token_is_shown_once_and_taken_back(db: Database) -> None:
    company = db.run_sync(cast.company)
    profile = part(await tree_of(db, company.bob), Profile)
    await profile.make_token({"name": "Intranet"})
    token = profile.new_token
    assert db.read_sync(people.token_actor, token) == cast.actor(company.bob)
    await profile.end_token(profile.tokens[0].id)
    assert (profile.new_token, profile.tokens) == ("", [])
    assert db.read_sync(people.token_actor, token) is None


async def test_a_device_is_signed_out_by_its_owner_only(db: Database) -> None:
    company = db.run_sync(cast.company)
    await tree_of(db, company.bob)
    profile = part(await tree_of(db, company.bob), Profile)
    await profile.load()
    assert sorted(device.is_here for device in profile.devices) == [False, True]
    elsewhere = next(device.id for device in profile.devices if not device.is_here)

    with pytest.raises(NotFound):
        await part(await tree_of(db, company.carol), Profile).end_device(elsewhere)
    await profile.end_device(elsewhere)
    assert [device.is_here for device in profile.devices] == [True]


@pytest.mark.parametrize(
    ("handler", "given"),
    [
        ("speak", (None,)),
        ("show_as", ("hidden",)),
        ("show_as", ({"appearance": "king", "nickname": ""},)),
        ("show_as", ({"appearance": "hidden", "nickname": 5},)),
        ("move", ("myspace", True)),
        ("move", ("x", "up")),
        ("move", (7, True)),
        ("end_device", (7,)),
        ("make_token", ("name",)),
        ("make_token", ({"name": ["a"]},)),
        ("end_token", (None,)),
    ],
)
async def test_wrong_types_change_nothing(
    sqlite_db: Database, handler: str, given: tuple[Any, ...]
) -> None:
    company = sqlite_db.run_sync(cast.company)
    before = _kept(sqlite_db, company.bob)
    profile = part(await tree_of(sqlite_db, company.bob), Profile)
    await profile.load()
    with pytest.raises(BadInput):
        await getattr(profile, handler)(*given)
    assert _kept(sqlite_db, company.bob) == before
    assert sqlite_db.read_sync(people.tokens, cast.actor(company.bob)) == []


async def test_a_stranger_has_no_me(sqlite_db: Database) -> None:
    sqlite_db.run_sync(cast.company)
    for state, handlers in HANDLERS.items():
        for handler in handlers:
            assert not await is_let_in(tree(), state, handler)
