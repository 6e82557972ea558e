"""Colleagues and teams."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from advocacy_app.core import db
from advocacy_app.core.db import Session
from advocacy_app.http.api import doors
from advocacy_app.http.api.shapes import Page, PersonOut, TeamOut
from advocacy_app.people import queries, service
from advocacy_app.people.fields import NewPerson, NewTeam
from advocacy_app.people.rules import Actor, Permission, Role

router = APIRouter(tags=["people"])
Colleague = Annotated[Actor, doors.may(Permission.READ_FEED)]
Manager = Annotated[Actor, doors.may(Permission.MANAGE_PEOPLE)]


class NewPersonIn(BaseModel):
    """``password`` left out: signs in by a code sent by e-mail."""

    email: str = Field(max_length=320)
    name: str = Field(min_length=1, max_length=200)
    role: Role = Role.EMPLOYEE
    team_id: str | None = None
    locale: str | None = None
    password: str | None = Field(default=None, max_length=500)


class NewTeamIn(BaseModel):
    name: str = Field(min_length=1, max_length=200)
    initials: str = Field(default="", max_length=4)
    colour: str = "#4a3fe0"


@router.get("/people")
async def list_people(
    actor: Manager, limit: doors.Limit = 20, cursor: doors.Cursor = None
) -> Page[PersonOut]:
    """Everybody with an account, in the order in which they came."""
    found = await db.read(queries.people, actor, cursor or "", limit + 1)
    items = [PersonOut.model_validate(person) for person in found[:limit]]
    return Page(items=items, next_cursor=items[-1].id if len(found) > limit else None)


@router.post("/people", status_code=doors.CREATED, response_model=PersonOut)
async def create_person(
    request: Request, body: NewPersonIn, actor: Manager, _key: doors.Key = None
) -> Response:
    new = NewPerson(**vars(body))

    def work(session: Session) -> PersonOut:
        person_id = service.create_person(session, actor, new)
        view = queries.me(session, queries.actor_of(session, person_id))
        return PersonOut.model_validate(view)

    return await doors.post(request, actor, work)


@router.delete("/people/{person_id}", status_code=doors.DONE)
async def let_go(person_id: str, actor: Manager) -> None:
    """Signed out everywhere, name and address gone; their links go on working."""
    await db.run(service.leave, actor, person_id)


@router.get("/teams")
async def list_teams(actor: Colleague) -> Page[TeamOut]:  # noqa: ARG001
    found = await db.read(queries.teams)
    return Page(items=[TeamOut.model_validate(team) for team in found])


@router.post("/teams", status_code=doors.CREATED, response_model=TeamOut)
async def create_team(
    request: Request, body: NewTeamIn, actor: Manager, _key: doors.Key = None
) -> Response:
    def work(session: Session) -> TeamOut:
        team_id = service.create_team(session, actor, NewTeam(**vars(body)))
        made = next(team for team in queries.teams(session) if team.id == team_id)
        return TeamOut.model_validate(made)

    return await doors.post(request, actor, work)
