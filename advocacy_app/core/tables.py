"""What the floor itself remembers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field

from advocacy_app.core.db import Row, Utc


class IdempotentReply(Row, table=True):
    """What a POST with an ``Idempotency-Key`` was answered, for a repeat of it."""

    person_id: str = Field(foreign_key="person.id", primary_key=True)
    key: str = Field(primary_key=True)
    request: str
    status: int
    body: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    created_at: datetime = Field(sa_type=Utc, index=True)


class Lease(Row, table=True):
    """Who holds a task that only one process does, and until when."""

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = Field(sa_type=Utc)
