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
    "Feed.choose": Permission.READ_FEED,
    "Feed.enter": Permission.READ_FEED,
    "Feed.load": Permission.READ_FEED,
    "Feed.mark_read": Permission.READ_FEED,
    "Feed.more": Permission.READ_FEED,
    "Feed.save": Permission.READ_FEED,
    "Feed.was_shared": Permission.SHARE,
    "Item.load": Permission.READ_FEED,
    "Item.save": Permission.READ_FEED,
    "Item.was_shared": Permission.SHARE,
    "Jobs.anything": Permission.READ_FEED,
    "Jobs.choose_department": Permission.READ_FEED,
    "Jobs.choose_place": Permission.READ_FEED,
    "Jobs.find": Permission.READ_FEED,
    "Jobs.load": Permission.READ_FEED,
    "Jobs.more": Permission.READ_FEED,
    "Jobs.save": Permission.READ_FEED,
    "Jobs.was_shared": Permission.SHARE,
    "Me.load": SIGNED_IN,
    "Me.more_shares": Permission.SHARE,
    "Me.open_share": Permission.SHARE,
    "Me.show_more_entries": SIGNED_IN,
    "Messages.clear": ANYBODY,
    "Messages.say": ANYBODY,
    "Messages.warn": ANYBODY,
    "Profile.end_device": SIGNED_IN,
    "Profile.end_token": SIGNED_IN,
    "Profile.load": SIGNED_IN,
    "Profile.make_token": SIGNED_IN,
    "Profile.move": SIGNED_IN,
    "Profile.show_as": SIGNED_IN,
    "Profile.speak": SIGNED_IN,
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
    "GET /api/v1/boards/people": Permission.SEE_BOARDS,
    "GET /api/v1/boards/teams": Permission.SEE_BOARDS,
    "GET /api/v1/feed": Permission.READ_FEED,
    "GET /api/v1/links/{code}/clicks": Permission.SHARE,
    "GET /api/v1/me": Permission.EDIT_SELF,
    "PATCH /api/v1/me": Permission.EDIT_SELF,
    "GET /api/v1/people": Permission.MANAGE_PEOPLE,
    "POST /api/v1/people": Permission.MANAGE_PEOPLE,
    "DELETE /api/v1/people/{person_id}": Permission.MANAGE_PEOPLE,
    "POST /api/v1/posts": Permission.WRITE_CONTENT,
    "POST /api/v1/posts/picture": Permission.WRITE_CONTENT,
    "GET /api/v1/posts/{item_id}": Permission.READ_FEED,
    "PATCH /api/v1/posts/{item_id}": Permission.WRITE_CONTENT,
    "POST /api/v1/posts/{item_id}/picture": Permission.WRITE_CONTENT,
    "POST /api/v1/posts/{item_id}/publish": Permission.PUBLISH_CONTENT,
    "POST /api/v1/posts/{item_id}/read": Permission.READ_FEED,
    "POST /api/v1/posts/{item_id}/reject": Permission.PUBLISH_CONTENT,
    "POST /api/v1/posts/{item_id}/save": Permission.READ_FEED,
    "POST /api/v1/posts/{item_id}/withdraw": Permission.PUBLISH_CONTENT,
    "GET /api/v1/queue": Permission.PUBLISH_CONTENT,
    "GET /api/v1/shares": Permission.SHARE,
    "POST /api/v1/shares": Permission.SHARE,
    "POST /api/v1/shares/prepare": Permission.SHARE,
    "GET /api/v1/sources": Permission.IMPORT_CONTENT,
    "POST /api/v1/sources": Permission.IMPORT_CONTENT,
    "PATCH /api/v1/sources/{source_id}": Permission.IMPORT_CONTENT,
    "GET /api/v1/teams": Permission.READ_FEED,
    "POST /api/v1/teams": Permission.MANAGE_PEOPLE,
    "GET /api/v1/tokens": Permission.EDIT_SELF,
    "POST /api/v1/tokens": Permission.EDIT_SELF,
    "DELETE /api/v1/tokens/{token_id}": Permission.EDIT_SELF,
    "GET /api/v1/topics": Permission.READ_FEED,
    "GET /api/v1/vacancies": Permission.READ_FEED,
    "GET /api/v1/vacancies/{item_id}": Permission.READ_FEED,
    "POST /auth/code": ANYBODY,
    "POST /auth/code/request": ANYBODY,
    "POST /auth/password": ANYBODY,
    "POST /auth/sign-out": ANYBODY,
    "GET /card/{code}.jpg": ANYBODY,
    "GET /healthz": ANYBODY,
    "GET /jobs/{slug}": ANYBODY,
    "GET /manifest.webmanifest": ANYBODY,
    "GET /media/{name}": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /read/{item_id}": ANYBODY,
    "GET /readyz": ANYBODY,
    "GET /robots.txt": ANYBODY,
    "GET /theme.css": ANYBODY,
}
