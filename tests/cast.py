"""The cast every test knows, and what they work with.

alice edits, bob is in her team, carol is in another one, dave has left, erin administers.
Factories write rows directly: a test of one verb should not depend on another verb.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from advocacy_app.content.rules import ItemState, Kind
from advocacy_app.content.tables import FeedSlot, Item, ItemAudience, Vacancy
from advocacy_app.core import clock
from advocacy_app.people.rules import Actor, Role
from advocacy_app.people.tables import Company, Person, Team

EVERYBODY = "*"


@dataclass(frozen=True)
class Cast:
    """The company as every test finds it; rows are detached and may be read freely."""

    company: Company
    breda: Team
    utrecht: Team
    alice: Person
    bob: Person
    carol: Person
    dave: Person
    erin: Person


def company(session: Session) -> Cast:
    """Vele Handen BV, with teams Breda and Utrecht and the five people."""
    at = clock.now() - timedelta(days=400)
    firm = Company(name="Vele Handen BV", created_at=at, disclosure={"nl": "", "en": ""})
    breda = Team(name="Breda", initials="BR", created_at=at)
    utrecht = Team(name="Utrecht", initials="UT", created_at=at)
    session.add_all([firm, breda, utrecht])
    session.flush()
    cast = Cast(
        company=firm,
        breda=breda,
        utrecht=utrecht,
        alice=person(session, "Alice", role=Role.EDITOR, team=breda),
        bob=person(session, "Bob", team=breda),
        carol=person(session, "Carol", team=utrecht),
        dave=person(session, "Dave", team=breda, left_at=clock.now() - timedelta(days=30)),
        erin=person(session, "Erin", role=Role.ADMIN, team=None),
    )
    session.flush()
    return cast


def person(
    session: Session,
    name: str,
    *,
    role: Role = Role.EMPLOYEE,
    team: Team | None = None,
    **columns: Any,
) -> Person:
    """Somebody with an account, seen yesterday; no password, so no slow hashing."""
    at = clock.now()
    columns = {
        "email": f"{name.lower().replace(' ', '.')}@example.com",
        "created_at": at - timedelta(days=400),
        "seen_at": at - timedelta(days=1),
    } | columns
    row = Person(name=name, role=role, team_id=team.id if team else None, **columns)
    session.add(row)
    session.flush()
    return row


def actor(who: Person) -> Actor:
    """Who is asking, as a session of that person would say."""
    return Actor(who.id, who.role, who.team_id, who.locale, who.timezone)


def item(
    session: Session,
    title: str = "Nieuw kantoor in Breda",
    *,
    kind: Kind = Kind.NEWS,
    teams: tuple[Team, ...] = (),
    **columns: Any,
) -> Item:
    """Published news, or a vacancy, of an hour ago; for everybody unless teams are named."""
    at = clock.now()
    columns = {
        "state": ItemState.PUBLISHED,
        "summary": "We verhuizen in het voorjaar.",
        "body_html": "<p>We verhuizen in het voorjaar.</p>",
        "url": "https://example.com/nieuws/breda" if kind is Kind.NEWS else "",
        "published_at": at - timedelta(hours=1),
        "created_at": at - timedelta(days=1),
        "updated_at": at - timedelta(days=1),
    } | columns
    row = Item(kind=kind, title=title, **columns)
    session.add(row)
    session.flush()
    if kind is Kind.VACANCY:
        session.add(_vacancy(row))
    session.add_all([ItemAudience(item_id=row.id, team_id=team.id) for team in teams])
    if row.state is ItemState.PUBLISHED:
        session.add_all(_slots(row, teams))
    session.flush()
    return row


def _vacancy(row: Item) -> Vacancy:
    return Vacancy(
        item_id=row.id,
        slug=f"monteur-{row.id}",
        location="Breda",
        department="Techniek",
        employment_type="FULL_TIME",
        hours="32-40",
        closes_at=row.expires_at,
        apply_url="https://example.com/solliciteer",
    )


def _slots(row: Item, teams: tuple[Team, ...]) -> list[FeedSlot]:
    places = [team.id for team in teams] or [EVERYBODY]
    assert row.published_at is not None
    return [
        FeedSlot(
            team_id=place,
            kind=row.kind,
            pinned=row.pinned,
            published_at=row.published_at,
            item_id=row.id,
            topic_id=row.topic_id,
            expires_at=row.expires_at,
        )
        for place in places
    ]
