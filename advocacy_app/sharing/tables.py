"""Tracked links, what was shared through them and who followed them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, UniqueConstraint
from sqlalchemy import text as sql
from sqlmodel import Field

from advocacy_app.core.db import Choice, Row, Utc
from advocacy_app.core.ids import new_id
from advocacy_app.sharing.rules import Network, Verdict


class Link(Row, table=True):
    """One per person, item and network: the same tap gives the same code.

    The six counters are written in the transaction of the clicks they count.
    """

    __table_args__ = (UniqueConstraint("person_id", "item_id", "network"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id")
    item_id: str = Field(foreign_key="item.id", index=True)
    network: Network = Field(sa_type=Choice(Network))
    target: str
    withdrawn_at: datetime | None = Field(default=None, sa_type=Utc)
    human: int = 0
    preview: int = 0
    bot: int = 0
    prefetch: int = 0
    duplicate: int = 0
    own: int = 0
    created_at: datetime = Field(sa_type=Utc)


class Share(Row, table=True):
    """One tap that opened a network's composer; "started", never "posted"."""

    id: str = Field(default_factory=new_id, primary_key=True)
    link_id: str = Field(foreign_key="link.id", index=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    item_id: str = Field(foreign_key="item.id", index=True)
    network: Network = Field(sa_type=Choice(Network))
    caption_id: str | None = Field(default=None, foreign_key="caption.id", ondelete="SET NULL")
    text: str = ""
    own_words: bool = False
    created_at: datetime = Field(sa_type=Utc)


class Click(Row, table=True):
    """One request to a tracked link; ``visitor`` is a keyed hash whose key is deleted.

    ``link_id`` names a link, which is never deleted; a foreign key would be checked at every
    click and cost as much as storing it. For the same reason a person's click is found by link
    only once it is settled: until then its row is written at the end of the table and of one
    index, and nowhere else. Who looks for clicks of a link asks for both (``of_link``).
    """

    __table_args__ = (
        Index(
            "ix_click_link_id_visitor",
            "link_id",
            "visitor",
            sqlite_where=sql("settled = 1"),
            postgresql_where=sql("settled"),
        ),
        Index(
            "ix_click_unsettled",
            "id",
            sqlite_where=sql("settled = 0"),
            postgresql_where=sql("NOT settled"),
        ),
    )

    id: int | None = Field(
        default=None,
        sa_column=Column(
            BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
        ),
    )
    link_id: str
    at: datetime = Field(sa_type=Utc)
    verdict: Verdict = Field(sa_type=Choice(Verdict))
    reason: str = ""
    visitor: bytes = Field(sa_type=LargeBinary)
    referrer_host: str = ""
    country: str = ""
    settled: bool = False


class DailySalt(Row, table=True):
    """32 random bytes a UTC day, deleted a day later; a visitor hash is nothing without it."""

    day: date = Field(primary_key=True)
    salt: bytes = Field(sa_type=LargeBinary)
