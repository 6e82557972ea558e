"""The company, its teams and its people, and how they prove who they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from advocacy_app.core.db import Choice, Row, Utc
from advocacy_app.core.ids import new_id
from advocacy_app.people.rules import Appearance, Role


class Company(Row, table=True):
    """One row: what an administrator sets in the console."""

    id: int = Field(default=1, primary_key=True)
    name: str
    brand_colour: str = "#4a3fe0"
    locale: str = "nl"
    timezone: str = "Europe/Amsterdam"
    people_board: bool = True
    disclosure: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    created_at: datetime = Field(sa_type=Utc)


class Team(Row, table=True):
    id: str = Field(default_factory=new_id, primary_key=True)
    name: str = Field(unique=True)
    initials: str = ""
    colour: str = "#4a3fe0"
    created_at: datetime = Field(sa_type=Utc)


class Person(Row, table=True):
    """A person with an account. Who left keeps the row, loses name, address and sessions."""

    id: str = Field(default_factory=new_id, primary_key=True)
    email: str = Field(unique=True)
    name: str
    nickname: str = ""
    appearance: Appearance = Field(
        default=Appearance.NAME, sa_type=Choice(Appearance), index=True
    )
    role: Role = Field(sa_type=Choice(Role))
    team_id: str | None = Field(default=None, foreign_key="team.id", index=True)
    locale: str = "nl"
    timezone: str = "Europe/Amsterdam"
    password_hash: str | None = None
    quiet_hours: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    mastodon_host: str = ""
    network_order: list[str] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False)
    )
    created_at: datetime = Field(sa_type=Utc)
    seen_at: datetime | None = Field(default=None, sa_type=Utc)
    left_at: datetime | None = Field(default=None, sa_type=Utc)


class SignInCode(Row, table=True):
    """A six-digit code sent by e-mail; only a keyed digest is kept, and five tries."""

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    digest: str
    tries: int = 0
    created_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    used_at: datetime | None = Field(default=None, sa_type=Utc)


class SignInSession(Row, table=True):
    """``id`` is the SHA-256 of the cookie's secret, which is nowhere stored."""

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    device: str = ""
    created_at: datetime = Field(sa_type=Utc)
    seen_at: datetime = Field(sa_type=Utc)
    expires_at: datetime = Field(sa_type=Utc)
    revoked_at: datetime | None = Field(default=None, sa_type=Utc)


class ApiToken(Row, table=True):
    """``digest`` is the SHA-256 of the token; ``hint`` its last four characters."""

    id: str = Field(default_factory=new_id, primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    name: str
    digest: str = Field(unique=True)
    hint: str
    created_at: datetime = Field(sa_type=Utc)
    used_at: datetime | None = Field(default=None, sa_type=Utc)
    revoked_at: datetime | None = Field(default=None, sa_type=Utc)
