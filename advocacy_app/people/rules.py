"""Who may do what, as a table. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advocacy_app.core.errors import Forbidden


class Role(StrEnum):
    """The five roles of the product; ``contributor`` proposes, ``analyst`` sees aggregates only."""

    EMPLOYEE = "employee"
    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    ANALYST = "analyst"
    ADMIN = "admin"


class Appearance(StrEnum):
    """How a person chose to stand on the boards."""

    NAME = "name"
    NICKNAME = "nickname"
    HIDDEN = "hidden"


class Permission(StrEnum):
    READ_FEED = "read_feed"
    SHARE = "share"
    SEE_BOARDS = "see_boards"
    EDIT_SELF = "edit_self"
    WRITE_CONTENT = "write_content"
    PUBLISH_CONTENT = "publish_content"
    IMPORT_CONTENT = "import_content"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_COMPANY = "manage_company"


_EVERYBODY = frozenset(
    {Permission.READ_FEED, Permission.SHARE, Permission.SEE_BOARDS, Permission.EDIT_SELF}
)
_COMMS = frozenset(
    {Permission.WRITE_CONTENT, Permission.PUBLISH_CONTENT, Permission.IMPORT_CONTENT}
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.EMPLOYEE: _EVERYBODY,
    Role.CONTRIBUTOR: _EVERYBODY,
    Role.EDITOR: _EVERYBODY | _COMMS,
    Role.ANALYST: _EVERYBODY,
    Role.ADMIN: _EVERYBODY | _COMMS | {Permission.MANAGE_PEOPLE, Permission.MANAGE_COMPANY},
}


@dataclass(frozen=True)
class Actor:
    """Who is asking: made from a session or a token, never from what the caller claims."""

    person_id: str
    role: Role
    team_id: str | None
    locale: str
    timezone: str

    def may(self, permission: Permission) -> bool:
        return permission in ROLE_PERMISSIONS[self.role]


def require(actor: Actor, permission: Permission) -> None:
    """Raise Forbidden unless the actor's role holds the permission."""
    if not actor.may(permission):
        raise Forbidden("error.forbidden")
