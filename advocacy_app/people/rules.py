"""Who may do what, as a table, and how long a proof of who somebody is holds. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from advocacy_app.core.errors import BadInput, Forbidden

SESSION_COOKIE = "mh_session"
CSRF_COOKIE = "mh_csrf"
CSRF_HEADER = "X-CSRF-Token"
TOKEN_PREFIX = "mh_"  # noqa: S105  # so that a leaked token is recognised by secret scanners
SESSION_IDLE = timedelta(days=30)
SESSION_TOUCH = timedelta(hours=12)
CODE_LIFE = timedelta(minutes=10)
CODE_DIGITS = 6
CODE_TRIES = 5
TOKENS_MAX = 20
# The first that fits: Edge also says Chrome, Chrome also says Safari, Android also says Linux.
_BROWSERS = (
    ("Edg", "Edge"),
    ("SamsungBrowser", "Samsung Internet"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_PASSWORD_MIN = 10
_PASSWORD_MAX = 200
_PASSWORD_VARIETY = 5


class Role(StrEnum):
    """``contributor`` proposes, ``analyst`` sees aggregates only."""

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


def shown_name(name: str, nickname: str, appearance: Appearance) -> str:
    """How a person is called where colleagues see it; empty for who chose not to appear."""
    if appearance is Appearance.HIDDEN:
        return ""
    return nickname if appearance is Appearance.NICKNAME and nickname else name


def session_end(seen_at: datetime) -> datetime:
    """A session ends thirty days after it was last used."""
    return seen_at + SESSION_IDLE


def is_live(expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Not yet at its end, which is already too late, and not taken back."""
    return revoked_at is None and now < expires_at


def is_due(seen_at: datetime | None, now: datetime) -> bool:
    """Whether use is written down again: twice a day is enough, and saves a write a request."""
    return seen_at is None or now - seen_at >= SESSION_TOUCH


def code_digits(typed: str) -> str:
    """What was typed or pasted, without spaces and dashes; empty when it is no code."""
    digits = re.sub(r"[\s\-\u2013]", "", typed)
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def cookie(header: str, name: str = SESSION_COOKIE) -> str:
    """One cookie's value out of a ``Cookie`` header; empty when it is not there."""
    for pair in header.split(";"):
        found, _, value = pair.partition("=")
        if found.strip() == name:
            return value.strip().strip('"')
    return ""


def local_path(wanted: str | None) -> str:
    """A path on this site to go on to after sign-in; ``/`` for whatever could lead elsewhere.

    Browsers read ``//host``, ``/\\host`` and a path with a tab or a line break in it as an
    address of another site.
    """
    if wanted and re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", wanted):
        return wanted
    return "/"


def device(user_agent: str) -> str:
    """A few words by which people tell their own devices apart: ``Safari · iPhone``."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system)))


def require_good_password(password: str, email: str) -> None:
    """Length first (NIST SP 800-63B), then what makes length worthless. Raises BadInput."""
    length = len(password)
    own_name = email.partition("@")[0].lower()
    if not _PASSWORD_MIN <= length <= _PASSWORD_MAX:
        key = "people.error.password_length"
        raise BadInput(key, fields={"password": key}, least=_PASSWORD_MIN)
    if len(set(password)) < _PASSWORD_VARIETY or password.lower() in {email, own_name}:
        key = "people.error.password_weak"
        raise BadInput(key, fields={"password": key})
