"""Who stands where: teams per active member, people as they chose to appear."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from advocacy_app.core import clock, db
from advocacy_app.http.api import doors, shapes
from advocacy_app.http.api.shapes import PersonBoardOut, TeamBoardOut
from advocacy_app.people.rules import Actor, Permission
from advocacy_app.rewards import queries, rules

router = APIRouter(prefix="/boards", tags=["boards"])
Viewer = Annotated[Actor, doors.may(Permission.SEE_BOARDS)]
Period = Annotated[str, Query(description="week, month, quarter or all")]
Scope = Annotated[str, Query(description="company, team or around_me")]


@router.get("/teams")
async def team_board(actor: Viewer, period: Period = "week") -> TeamBoardOut:
    """The top and the caller's own team with its neighbours; never the end of the list."""
    named = rules.period_named(period)
    return shapes.team_board(await db.read(queries.team_board, actor, named, clock.now()))


@router.get("/people")
async def person_board(
    actor: Viewer, period: Period = "week", scope: Scope = "company"
) -> PersonBoardOut:
    """The top and the caller with their neighbours; never the end of the list."""
    named, around = rules.period_named(period), rules.scope_named(scope)
    board = await db.read(queries.person_board, actor, named, around, clock.now())
    return shapes.person_board(board)
