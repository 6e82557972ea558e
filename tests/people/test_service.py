"""Teams, people, tokens and leaving on both databases: the litany of each verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from advocacy_app.core.db import Database
from advocacy_app.core.errors import AppError, BadInput, Conflict, Forbidden, NotFound
from advocacy_app.people import queries, rules, service, sign_in
from advocacy_app.people.fields import CompanyChanges, MeChanges, NewPerson, NewTeam, QuietHours
from advocacy_app.people.rules import Appearance, Role
from advocacy_app.people.tables import ApiToken, Person
from tests.cast import Cast, actor

SYSTEM = service.system_actor()
FRANK = NewPerson(email="Frank@example.com", name=" Frank  de Vries ")


def row(db: Database, who: Person) -> Person:
    return db.read_sync(lambda session: session.get_one(Person, who.id))


def start(db: Database, who: Person) -> str:
    def work(session: Session) -> str:
        return sign_in.start(session, session.get_one(Person, who.id), "").secret

    return db.run_sync(work)


def is_in(db: Database, secret: str) -> bool:
    return db.read_sync(queries.signed_in, secret) is not None


def test_the_company_is_founded_once(db: Database) -> None:
    assert db.read_sync(queries.company).name == ""
    db.run_sync(service.create_company, "Vele Handen BV", brand_colour="#AA3300")
    company = db.read_sync(queries.company)
    assert (company.name, company.brand_colour, company.locale) == (
        "Vele Handen BV",
        "#aa3300",
        "nl",
    )
    with pytest.raises(Conflict):
        db.run_sync(service.create_company, "Nog een")


def test_an_administrator_changes_the_company(db: Database, the: Cast) -> None:
    words = {"nl": "#werkenbij", "en": "#joinus"}
    changes = CompanyChanges(people_board=False, disclosure=words)
    db.run_sync(service.update_company, actor(the.erin), changes)
    company = db.read_sync(queries.company)
    assert (company.people_board, company.disclosure) == (False, words)
    assert company.name == "Vele Handen BV"
    for who in (the.alice, the.bob):
        with pytest.raises(Forbidden):
            db.run_sync(service.update_company, actor(who), changes)


def test_before_it_is_founded_there_is_nothing_to_change(db: Database) -> None:
    with pytest.raises(NotFound):
        db.run_sync(service.update_company, SYSTEM, CompanyChanges(name="Vele Handen"))


def test_an_administrator_adds_a_team_and_a_person(db: Database, the: Cast) -> None:
    team = db.run_sync(service.create_team, actor(the.erin), NewTeam("Team Den Haag"))
    new = replace(FRANK, team_id=team, role=Role.CONTRIBUTOR)
    person_id = db.run_sync(service.create_person, actor(the.erin), new)
    frank = db.read_sync(queries.person, person_id)
    assert (frank.name, frank.role, frank.locale) == (
        "Frank de Vries",
        Role.CONTRIBUTOR,
        "nl",
    )
    assert frank.team == queries.TeamView(team, "Team Den Haag", "DH", "#4a3fe0")
    assert [found.name for found in db.read_sync(queries.teams)] == [
        "Breda",
        "Team Den Haag",
        "Utrecht",
    ]


@pytest.mark.parametrize("name", ["alice", "bob", "carol"])
def test_only_an_administrator_adds_people(db: Database, the: Cast, name: str) -> None:
    who = actor(getattr(the, name))
    with pytest.raises(Forbidden):
        db.run_sync(service.create_person, who, FRANK)
    with pytest.raises(Forbidden):
        db.run_sync(service.create_team, who, NewTeam("Zwolle"))


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (NewPerson("BOB@example.com", "Bob"), Conflict),
        (NewPerson("bob", "Bob"), BadInput),
        (NewPerson("f@example.com", " "), BadInput),
        (NewPerson("f@example.com", "F", team_id="nowhere"), BadInput),
        (NewPerson("f@example.com", "F", locale="fr"), BadInput),
        (NewPerson("f@example.com", "F", password="short"), BadInput),
    ],
)
def test_a_person_that_cannot_be_is_refused(
    db: Database, the: Cast, new: NewPerson, error: type[AppError]
) -> None:
    with pytest.raises(error):
        db.run_sync(service.create_person, SYSTEM, new)


def test_a_team_has_a_name_of_its_own(db: Database, the: Cast) -> None:
    with pytest.raises(Conflict):
        db.run_sync(service.create_team, SYSTEM, NewTeam("  breda"))


def test_people_change_themselves(db: Database, the: Cast) -> None:
    changes = MeChanges(
        nickname="Zus",
        appearance=Appearance.NICKNAME,
        timezone="Europe/Brussels",
        quiet_hours=QuietHours.model_validate({"from": "20:00", "to": "08:00"}),
        network_order=["whatsapp", "linkedin"],
        mastodon_host="https://mastodon.nl/@bob",
    )
    db.run_sync(service.update_me, actor(the.bob), changes)
    me = db.read_sync(queries.me, actor(the.bob))
    assert (me.nickname, me.timezone, me.mastodon_host) == (
        "Zus",
        "Europe/Brussels",
        "mastodon.nl",
    )
    assert me.quiet_hours == {"from": "20:00", "to": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]}
    assert me.network_order == ("whatsapp", "linkedin")
    assert db.read_sync(queries.person, the.bob.id).shown_name == "Zus"
    db.run_sync(service.update_me, actor(the.bob), MeChanges(quiet_hours=None))
    assert db.read_sync(queries.me, actor(the.bob)).quiet_hours is None


def test_one_wrong_value_changes_nothing(db: Database, the: Cast) -> None:
    with pytest.raises(BadInput):
        db.run_sync(
            service.update_me, actor(the.bob), MeChanges(nickname="Zus", timezone="Mars")
        )
    assert row(db, the.bob).nickname == ""


def test_a_nickname_is_chosen_before_it_is_shown(db: Database, the: Cast) -> None:
    changes = MeChanges(appearance=Appearance.NICKNAME)
    with pytest.raises(BadInput) as refused:
        db.run_sync(service.update_me, actor(the.bob), changes)
    assert refused.value.fields == {"nickname": "people.error.nickname_missing"}


def test_who_left_changes_nothing(db: Database, the: Cast) -> None:
    with pytest.raises(NotFound):
        db.run_sync(service.update_me, actor(the.dave), MeChanges(locale="en"))
    with pytest.raises(NotFound):
        db.run_sync(service.create_token, actor(the.dave), "Script")
    with pytest.raises(NotFound):
        db.read_sync(queries.actor_of, the.dave.id)


def test_a_new_password_ends_every_session(db: Database, the: Cast) -> None:
    mine, hers = start(db, the.bob), start(db, the.carol)
    db.run_sync(service.set_password, actor(the.bob), "vier paarse koeien")
    assert not is_in(db, mine)
    assert is_in(db, hers)
    assert db.read_sync(queries.me, actor(the.bob)).has_password


# Leaving


def test_who_leaves_is_out_at_once_and_nameless(db: Database, the: Cast) -> None:
    secret = start(db, the.bob)
    token = db.run_sync(service.create_token, actor(the.bob), "Script").token
    db.run_sync(service.leave, actor(the.erin), the.bob.id)
    assert not is_in(db, secret)
    assert db.read_sync(queries.token_actor, token) is None
    gone = row(db, the.bob)
    assert "bob" not in repr(gone.model_dump(exclude={"id"})).lower()
    assert (gone.team_id, gone.role) == (the.breda.id, Role.EMPLOYEE)
    assert db.read_sync(queries.person, the.bob.id).has_left
    left_at = gone.left_at
    db.run_sync(service.leave, actor(the.erin), the.bob.id)
    assert row(db, the.bob).left_at == left_at
    db.run_sync(service.create_person, SYSTEM, NewPerson("bob@example.com", "Bob"))


def test_people_may_leave_by_themselves_but_not_for_others(db: Database, the: Cast) -> None:
    db.run_sync(service.leave, actor(the.bob), the.bob.id)
    assert row(db, the.bob).left_at is not None
    for who in (the.alice, the.carol):
        with pytest.raises(Forbidden):
            db.run_sync(service.leave, actor(who), the.dave.id)
    with pytest.raises(NotFound):
        db.run_sync(service.leave, SYSTEM, "nobody")


def test_the_last_administrator_stays(db: Database, the: Cast) -> None:
    with pytest.raises(Conflict):
        db.run_sync(service.leave, actor(the.erin), the.erin.id)
    db.run_sync(service.create_person, SYSTEM, NewPerson("g@example.com", "G", role=Role.ADMIN))
    db.run_sync(service.leave, actor(the.erin), the.erin.id)
    assert db.read_sync(queries.admins) == 1


# Sessions and tokens of oneself and of others


def test_one_session_or_all_of_them(db: Database, the: Cast) -> None:
    secrets = [start(db, the.bob) for _ in range(3)]
    first = db.read_sync(queries.signed_in, secrets[0])
    assert first is not None
    db.run_sync(service.revoke_session, actor(the.bob), first.session_id)
    db.run_sync(service.revoke_session, actor(the.bob), first.session_id)
    assert [is_in(db, secret) for secret in secrets] == [False, True, True]
    assert len(db.read_sync(queries.sessions, actor(the.bob))) == 2
    assert db.run_sync(service.revoke_sessions, actor(the.bob), the.bob.id) == 2
    assert db.run_sync(service.revoke_sessions, actor(the.erin), the.bob.id) == 0
    assert db.read_sync(queries.sessions, actor(the.bob)) == []


def test_the_sessions_of_another_stay(db: Database, the: Cast) -> None:
    secret = start(db, the.bob)
    found = db.read_sync(queries.signed_in, secret)
    assert found is not None
    with pytest.raises(NotFound):
        db.run_sync(service.revoke_session, actor(the.carol), found.session_id)
    with pytest.raises(Forbidden):
        db.run_sync(service.revoke_sessions, actor(the.carol), the.bob.id)
    assert is_in(db, secret)
    with pytest.raises(NotFound):
        db.run_sync(service.revoke_sessions, actor(the.erin), "nobody")


def test_a_token_stands_for_its_person(db: Database, the: Cast) -> None:
    new = db.run_sync(service.create_token, actor(the.alice), "Import")
    assert new.token.startswith("mh_")
    assert db.read_sync(queries.token_actor, new.token) == actor(the.alice)
    stored = db.read_sync(lambda session: session.exec(select(ApiToken)).one())
    assert new.token not in repr(stored.model_dump())
    [shown] = db.read_sync(queries.tokens, actor(the.alice))
    assert (shown.name, shown.hint) == ("Import", new.token[-4:])
    for wrong in (new.token[:-1], new.token.removeprefix("mh_"), stored.digest, "mh_"):
        assert db.read_sync(queries.token_actor, wrong) is None


def test_a_revoked_token_is_nobody(db: Database, the: Cast) -> None:
    new = db.run_sync(service.create_token, actor(the.alice), "Import")
    for who in (the.bob, the.erin):
        with pytest.raises(NotFound):
            db.run_sync(service.revoke_token, actor(who), new.id)
    assert db.read_sync(queries.token_actor, new.token) is not None
    db.run_sync(service.revoke_token, actor(the.alice), new.id)
    db.run_sync(service.revoke_token, actor(the.alice), new.id)
    assert db.read_sync(queries.token_actor, new.token) is None
    assert db.read_sync(queries.tokens, actor(the.alice)) == []


def test_twenty_tokens_are_enough(db: Database, the: Cast) -> None:
    def work(session: Session) -> None:
        for number in range(rules.TOKENS_MAX):
            service.create_token(session, actor(the.bob), f"Script {number}")

    db.run_sync(work)
    with pytest.raises(Conflict):
        db.run_sync(service.create_token, actor(the.bob), "Script")


@pytest.mark.parametrize(
    "read", [queries.me, queries.sessions, queries.tokens], ids=["me", "sessions", "tokens"]
)
def test_people_read_only_of_themselves(
    db: Database, the: Cast, read: Callable[..., object]
) -> None:
    start(db, the.carol)
    db.run_sync(service.create_token, actor(the.carol), "Script")
    assert "arol" not in repr(db.read_sync(read, actor(the.bob)))
