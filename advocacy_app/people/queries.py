"""Who people are, as frozen views. What proves them (hashes, digests) stays in this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from advocacy_app.core import clock, ids, secrets
from advocacy_app.core.errors import NotFound
from advocacy_app.people import rules
from advocacy_app.people.rules import Actor, Appearance, Permission, Role, require
from advocacy_app.people.tables import ApiToken, Company, Person, SignInSession, Team


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person behind a session or a token. ``session_id`` and ``csrf`` are empty for a token.

    ``is_due`` says that the use of it has not been written down for a while.
    """

    actor: Actor
    session_id: str
    name: str
    csrf: str
    expires_at: datetime
    is_due: bool


@dataclass(frozen=True, slots=True)
class CompanyView:
    name: str
    brand_colour: str
    locale: str
    timezone: str
    people_board: bool
    disclosure: dict[str, str]


@dataclass(frozen=True, slots=True)
class TeamView:
    id: str
    name: str
    initials: str
    colour: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """As colleagues may see them: ``shown_name`` is empty for who chose not to appear."""

    id: str
    name: str
    shown_name: str
    role: Role
    team: TeamView | None
    locale: str
    timezone: str
    has_left: bool


@dataclass(frozen=True, slots=True)
class MeView:
    """What a person sees of themselves and may change."""

    id: str
    email: str
    name: str
    nickname: str
    appearance: Appearance
    role: Role
    team: TeamView | None
    locale: str
    timezone: str
    quiet_hours: dict[str, Any] | None
    network_order: tuple[str, ...]
    mastodon_host: str
    has_password: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    id: str
    device: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class TokenView:
    id: str
    name: str
    hint: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a password is checked against; never leaves the server."""

    person_id: str
    password_hash: str | None


def signed_in(session: Session, secret: str) -> SignedIn | None:
    """Who holds this session's secret, now. ``sign_in.who`` is the same with a short memory."""
    session_id = ids.digest(secret)
    row = session.exec(
        select(SignInSession, Person)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .where(SignInSession.id == session_id, col(Person.left_at).is_(None))
    ).first()
    now = clock.now()
    if row is None or not rules.is_live(row[0].expires_at, row[0].revoked_at, now):
        return None
    found, person = row
    return SignedIn(
        actor=_actor(person),
        session_id=session_id,
        name=person.name,
        csrf=csrf_of(session_id),
        expires_at=found.expires_at,
        is_due=rules.is_due(found.seen_at, now),
    )


def csrf_of(session_id: str) -> str:
    """What a request of this session's pages must carry besides the cookie."""
    return secrets.keyed_digest("csrf", session_id)


def token_holder(session: Session, token: str) -> SignedIn | None:
    """Who holds this API token; a token does not end by itself."""
    if not token.startswith(rules.TOKEN_PREFIX):
        return None
    row = session.exec(
        select(ApiToken, Person)
        .join(Person, col(Person.id) == ApiToken.person_id)
        .where(
            ApiToken.digest == ids.digest(token),
            col(ApiToken.revoked_at).is_(None),
            col(Person.left_at).is_(None),
        )
    ).first()
    if row is None:
        return None
    now = clock.now()
    return SignedIn(
        actor=_actor(row[1]),
        session_id="",
        name=row[1].name,
        csrf="",
        expires_at=rules.session_end(now),
        is_due=rules.is_due(row[0].used_at, now),
    )


def token_actor(session: Session, token: str) -> Actor | None:
    holder = token_holder(session, token)
    return holder.actor if holder else None


def actor_of(session: Session, person_id: str) -> Actor:
    """The actor a person would be. Raises NotFound for who left."""
    person = session.get(Person, person_id)
    if person is None or person.left_at:
        raise NotFound("people.error.no_person")
    return _actor(person)


def credentials(session: Session, email: str) -> Credentials | None:
    """By an address in lower case; None for nobody and for who left."""
    person = person_by_email(session, email)
    return Credentials(person.id, person.password_hash) if person else None


def person_by_email(session: Session, email: str) -> Person | None:
    """The row, for this room's own services."""
    return session.exec(
        select(Person).where(Person.email == email, col(Person.left_at).is_(None))
    ).first()


def company(session: Session) -> CompanyView:
    """The company; before ``init`` one without a name."""
    row = session.get(Company, 1) or Company(name="", created_at=clock.now())
    return CompanyView(
        name=row.name,
        brand_colour=row.brand_colour,
        locale=row.locale,
        timezone=row.timezone,
        people_board=row.people_board,
        disclosure=dict(row.disclosure),
    )


def teams(session: Session) -> list[TeamView]:
    return [_team(row) for row in session.exec(select(Team).order_by(Team.name))]


def person(session: Session, person_id: str) -> PersonView:
    """Raises NotFound. Who left is found, without a name: links and points refer to them."""
    row, team = _with_team(session, person_id)
    return PersonView(
        id=row.id,
        name=row.name,
        shown_name=rules.shown_name(row.name, row.nickname, row.appearance),
        role=row.role,
        team=team,
        locale=row.locale,
        timezone=row.timezone,
        has_left=row.left_at is not None,
    )


def me(session: Session, actor: Actor) -> MeView:
    require(actor, Permission.EDIT_SELF)
    row, team = _with_team(session, actor.person_id)
    return MeView(
        id=row.id,
        email=row.email,
        name=row.name,
        nickname=row.nickname,
        appearance=row.appearance,
        role=row.role,
        team=team,
        locale=row.locale,
        timezone=row.timezone,
        quiet_hours=row.quiet_hours,
        network_order=tuple(row.network_order),
        mastodon_host=row.mastodon_host,
        has_password=row.password_hash is not None,
    )


def sessions(session: Session, actor: Actor) -> list[SessionView]:
    """The caller's own live sessions, last used first."""
    require(actor, Permission.EDIT_SELF)
    rows = session.exec(
        select(SignInSession)
        .where(
            SignInSession.person_id == actor.person_id,
            col(SignInSession.revoked_at).is_(None),
            SignInSession.expires_at > clock.now(),
        )
        .order_by(col(SignInSession.seen_at).desc())
    )
    return [SessionView(row.id, row.device, row.created_at, row.seen_at) for row in rows]


def tokens(session: Session, actor: Actor) -> list[TokenView]:
    """The caller's own live tokens, newest first."""
    require(actor, Permission.EDIT_SELF)
    rows = session.exec(
        select(ApiToken)
        .where(ApiToken.person_id == actor.person_id, col(ApiToken.revoked_at).is_(None))
        .order_by(col(ApiToken.id).desc())
    )
    return [TokenView(row.id, row.name, row.hint, row.created_at, row.used_at) for row in rows]


def admins(session: Session) -> int:
    """How many administrators there are who have not left."""
    return session.exec(
        select(func.count())
        .select_from(Person)
        .where(Person.role == Role.ADMIN, col(Person.left_at).is_(None))
    ).one()


def people(session: Session, actor: Actor, after: str, limit: int) -> list[MeView]:
    """Who has not left, in the order of their ids, from the first one behind ``after``."""
    require(actor, Permission.MANAGE_PEOPLE)
    present = select(Person).where(col(Person.left_at).is_(None), Person.id > after)
    rows = session.exec(present.order_by(Person.id).limit(limit)).all()
    return [me(session, _actor(row)) for row in rows]


def _with_team(session: Session, person_id: str) -> tuple[Person, TeamView | None]:
    row = session.get(Person, person_id)
    if row is None:
        raise NotFound("people.error.no_person")
    team = session.get(Team, row.team_id) if row.team_id else None
    return row, _team(team) if team else None


def _actor(row: Person) -> Actor:
    return Actor(row.id, row.role, row.team_id, row.locale, row.timezone)


def _team(row: Team) -> TeamView:
    return TeamView(row.id, row.name, row.initials, row.colour)
