"""What the boards show of a place: plain values for the browser, made from the rooms' views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advocacy_app.people import fields
from advocacy_app.rewards.queries import PersonRow, TeamRow
from advocacy_app.ui.tokens import contrast

_INKS = ("#ffffff", "#1a1830")


@dataclass(frozen=True)
class TeamLine:
    """``gap`` says that places are left out before this one; ``ink`` reads on ``colour``."""

    id: str = ""
    rank: str = ""
    gap: bool = False
    name: str = ""
    initials: str = ""
    colour: str = ""
    ink: str = ""
    score: float = 0
    taking_part: int = 0
    members: int = 0
    part: str = "0%"
    is_mine: bool = False


@dataclass(frozen=True)
class PersonLine:
    rank: str = ""
    gap: bool = False
    name: str = ""
    initials: str = ""
    points: int = 0
    is_me: bool = False


def team_lines(rows: Sequence[TeamRow]) -> list[TeamLine]:
    gaps = _gaps([row.rank for row in rows])
    return [team_line(row, gap=gap) for row, gap in zip(rows, gaps, strict=True)]


def team_line(row: TeamRow, *, gap: bool = False) -> TeamLine:
    return TeamLine(
        id=row.id,
        rank=_place(row.rank),
        gap=gap,
        name=row.name,
        initials=row.initials,
        colour=row.colour,
        ink=max(_INKS, key=lambda ink: contrast(ink, row.colour)),
        score=row.score,
        taking_part=row.taking_part,
        members=row.members,
        part=f"{round(100 * row.taking_part / row.members) if row.members else 0}%",
        is_mine=row.is_mine,
    )


def person_lines(rows: Sequence[PersonRow]) -> list[PersonLine]:
    gaps = _gaps([row.rank for row in rows])
    return [
        PersonLine(
            rank=_place(row.rank),
            gap=gap,
            name=row.name,
            initials=fields.initials(row.name) if row.name.strip() else "",
            points=row.points,
            is_me=row.is_me,
        )
        for row, gap in zip(rows, gaps, strict=True)
    ]


def _place(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _gaps(ranks: Sequence[int | None]) -> list[bool]:
    """Where places are left out: two people on 2 are followed by a 4, and not by a 5."""
    return [
        rank is not None
        and index > 0
        and rank not in {ranks[index - 1], _next(ranks[index - 1], ranks)}
        for index, rank in enumerate(ranks)
    ]


def _next(rank: int | None, ranks: Sequence[int | None]) -> int:
    return (rank or 0) + ranks.count(rank)
