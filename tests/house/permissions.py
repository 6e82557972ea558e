"""Who may call what, written down once, by hand; ``test_permissions`` holds the code to it.

A new handler or route is refused by the tests until it has a line here. ``ANYBODY`` needs no
account, ``SIGNED_IN`` any account, and the rest a permission of ``people.rules``.
"""

from __future__ import annotations

from advocacy_app.people.rules import Permission

ANYBODY = "anybody"
SIGNED_IN = "signed in"
Who = str | Permission

# Every event handler of every State, as Class.method.
HANDLERS: dict[str, Who] = {
    "Messages.clear": ANYBODY,
    "Messages.say": ANYBODY,
    "Messages.warn": ANYBODY,
    "Session.enter": ANYBODY,
    "SignIn.load": ANYBODY,
    "SignIn.use_password": ANYBODY,
    "Teams.appear": SIGNED_IN,
    "Teams.choose": Permission.SEE_BOARDS,
    "Teams.load": Permission.SEE_BOARDS,
}

# Every route of the machine doors. The redirect /s/{code} stands outside them: it is for
# anybody who has the link, and has tests of its own.
ROUTES: dict[str, Who] = {
    "GET /manifest.webmanifest": ANYBODY,
    "GET /theme.css": ANYBODY,
    "POST /auth/password": ANYBODY,
    "POST /auth/code/request": ANYBODY,
    "POST /auth/code": ANYBODY,
    "POST /auth/sign-out": ANYBODY,
}
