"""The company, its teams and people, and what they may change. Signing in is in ``sign_in``."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from advocacy_app.core import clock, ids
from advocacy_app.core.errors import BadInput, Conflict, NotFound
from advocacy_app.people import fields, passwords, queries, rules, sign_in
from advocacy_app.people.fields import CompanyChanges, MeChanges, NewPerson, NewTeam
from advocacy_app.people.rules import Actor, Appearance, Permission, Role, require
from advocacy_app.people.sign_in import (
    NewSession,
    request_code,
    rotate,
    sign_in_with_code,
    sign_in_with_password,
    sign_out,
)
from advocacy_app.people.tables import ApiToken, Company, Person, SignInSession, Team

__all__ = [
    "NewSession",
    "NewToken",
    "create_company",
    "create_person",
    "create_team",
    "create_token",
    "leave",
    "request_code",
    "revoke_session",
    "revoke_sessions",
    "revoke_token",
    "rotate",
    "set_password",
    "sign_in_with_code",
    "sign_in_with_password",
    "sign_out",
    "system_actor",
    "update_company",
    "update_me",
]


@dataclass(frozen=True, slots=True)
class NewToken:
    """``token`` is shown once and stored nowhere."""

    id: str
    token: str


def system_actor() -> Actor:
    """Who acts when nobody does: the timetable, the command line, an import."""
    return Actor("", Role.ADMIN, None, "nl", "Europe/Amsterdam")


def create_company(
    session: Session,
    name: str,
    *,
    locale: str = "nl",
    timezone: str = "Europe/Amsterdam",
    brand_colour: str = "#4a3fe0",
    disclosure: dict[str, str] | None = None,
) -> None:
    """Found the one company of this installation. Raises Conflict when it is there already."""
    if session.get(Company, 1):
        raise Conflict("people.error.company_exists")
    session.add(
        Company(
            name=fields.clean_name(name),
            locale=fields.clean_locale(locale),
            timezone=fields.clean_timezone(timezone),
            brand_colour=fields.clean_colour(brand_colour),
            disclosure=fields.clean_disclosure(disclosure or {}),
            created_at=clock.now(),
        )
    )
    session.flush()


def update_company(session: Session, actor: Actor, changes: CompanyChanges) -> None:
    """Change what was given. Raises BadInput, and NotFound before the company is founded."""
    require(actor, Permission.MANAGE_COMPANY)
    company = session.get(Company, 1)
    if company is None:
        raise NotFound("error.not_found")
    for column, value in changes.cleaned().items():
        setattr(company, column, value)
    session.flush()


def create_team(session: Session, actor: Actor, new: NewTeam) -> str:
    """Returns the id. Raises Conflict for a name that is taken."""
    require(actor, Permission.MANAGE_PEOPLE)
    name = fields.clean_name(new.name)
    if session.exec(select(Team.id).where(func.lower(Team.name) == name.lower())).first():
        raise Conflict("people.error.team_exists", name=name)
    team = Team(
        name=name,
        initials=new.initials or fields.initials(name),
        colour=fields.clean_colour(new.colour),
        created_at=clock.now(),
    )
    session.add(team)
    session.flush()
    return team.id


def create_person(session: Session, actor: Actor, new: NewPerson) -> str:
    """Returns the id. Raises Conflict for an address that is taken. Hashing a password takes a
    tenth of a second, in this transaction.
    """
    require(actor, Permission.MANAGE_PEOPLE)
    email = fields.clean_email(new.email)
    if session.exec(select(Person.id).where(Person.email == email)).first():
        raise Conflict("people.error.email_taken", email=email)
    if new.team_id and session.get(Team, new.team_id) is None:
        raise BadInput("people.error.no_team", fields={"team_id": "people.error.no_team"})
    if new.password is not None:
        rules.require_good_password(new.password, email)
    company = queries.company(session)
    person = Person(
        email=email,
        name=fields.clean_name(new.name),
        role=new.role,
        team_id=new.team_id,
        locale=fields.clean_locale(new.locale or company.locale),
        timezone=company.timezone,
        password_hash=passwords.make(new.password) if new.password is not None else None,
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return person.id


def update_me(session: Session, actor: Actor, changes: MeChanges) -> None:
    """Change what was given of oneself. Raises BadInput, and then nothing is changed."""
    require(actor, Permission.EDIT_SELF)
    person = _present(session, actor.person_id)
    cleaned = changes.cleaned()
    appearance = cleaned.get("appearance", person.appearance)
    if appearance is Appearance.NICKNAME and not cleaned.get("nickname", person.nickname):
        key = "people.error.nickname_missing"
        raise BadInput(key, fields={"nickname": key})
    for column, value in cleaned.items():
        setattr(person, column, value)
    session.flush()
    sign_in.forget_after(session)


def set_password(session: Session, actor: Actor, password: str) -> None:
    """Give oneself a password; every session ends, so that who knew the old one is out."""
    require(actor, Permission.EDIT_SELF)
    person = _present(session, actor.person_id)
    rules.require_good_password(password, person.email)
    person.password_hash = passwords.make(password)
    sign_in.end_sessions(session, col(SignInSession.person_id) == person.id)


def leave(session: Session, actor: Actor, person_id: str) -> None:
    """Let somebody go: signed out everywhere at once, name and address gone.

    Links, clicks and points stay and go on working, under nobody's name. People may do this
    themselves. Raises Conflict for the last administrator.
    """
    _require_self_or_manager(actor, person_id)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("people.error.no_person")
    if person.left_at:
        return
    if person.role is Role.ADMIN and queries.admins(session) == 1:
        raise Conflict("people.error.last_admin")
    _revoke_everything(session, person_id)
    person.left_at = clock.now()
    person.name, person.nickname, person.appearance = "", "", Appearance.HIDDEN
    person.email = f"{person.id}@left.invalid"
    person.password_hash, person.quiet_hours, person.mastodon_host = None, None, ""
    person.network_order = []
    session.flush()


def revoke_session(session: Session, actor: Actor, session_id: str) -> None:
    """End one of one's own sessions. Raises NotFound, also for another's; twice is once."""
    require(actor, Permission.EDIT_SELF)
    found = session.get(SignInSession, session_id)
    if found is None or found.person_id != actor.person_id:
        raise NotFound("error.not_found")
    sign_in.end_sessions(session, col(SignInSession.id) == session_id)


def revoke_sessions(session: Session, actor: Actor, person_id: str) -> int:
    """End every session of oneself, or of anybody for who manages people; returns how many."""
    _require_self_or_manager(actor, person_id)
    if session.get(Person, person_id) is None:
        raise NotFound("people.error.no_person")
    return sign_in.end_sessions(session, col(SignInSession.person_id) == person_id)


def create_token(session: Session, actor: Actor, name: str) -> NewToken:
    """A token for oneself, with one's own role. Raises Conflict above twenty live ones."""
    require(actor, Permission.EDIT_SELF)
    person = _present(session, actor.person_id)
    if len(queries.tokens(session, actor)) >= rules.TOKENS_MAX:
        raise Conflict("people.error.too_many_tokens", most=rules.TOKENS_MAX)
    token = rules.TOKEN_PREFIX + ids.new_secret()
    row = ApiToken(
        person_id=person.id,
        name=fields.clean_name(name),
        digest=ids.digest(token),
        hint=token[-4:],
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return NewToken(row.id, token)


def revoke_token(session: Session, actor: Actor, token_id: str) -> None:
    """Take back one of one's own tokens. Raises NotFound, also for another's; twice is once."""
    require(actor, Permission.EDIT_SELF)
    row = session.get(ApiToken, token_id)
    if row is None or row.person_id != actor.person_id:
        raise NotFound("error.not_found")
    row.revoked_at = row.revoked_at or clock.now()
    session.flush()


def _revoke_everything(session: Session, person_id: str) -> None:
    now = clock.now()
    sign_in.end_sessions(session, col(SignInSession.person_id) == person_id)
    session.exec(
        update(SignInSession).where(col(SignInSession.person_id) == person_id).values(device="")
    )
    session.exec(
        update(ApiToken)
        .where(col(ApiToken.person_id) == person_id, col(ApiToken.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def _require_self_or_manager(actor: Actor, person_id: str) -> None:
    is_self = bool(actor.person_id) and actor.person_id == person_id
    require(actor, Permission.EDIT_SELF if is_self else Permission.MANAGE_PEOPLE)


def _present(session: Session, person_id: str) -> Person:
    person = session.get(Person, person_id)
    if person is None or person.left_at:
        raise NotFound("people.error.no_person")
    return person
