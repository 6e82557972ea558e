"""Who is behind a request: the session cookie, or a bearer token; and from where it comes."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request

from advocacy_app.core import db, secrets
from advocacy_app.core.errors import Forbidden, NotSignedIn
from advocacy_app.people import queries as people
from advocacy_app.people import rules, sign_in
from advocacy_app.people.queries import SignedIn
from advocacy_app.people.rules import Actor
from advocacy_app.settings import settings

_SAFE = {"GET", "HEAD", "OPTIONS"}


async def current(request: Request) -> SignedIn:
    """Who asks. Raises NotSignedIn; and Forbidden where a cookie alone would change something.

    A browser sends the cookie along with whatever another site makes it send, so a request
    that changes something must also say what only our own pages can read. A token needs no
    such proof.
    """
    token = _bearer(request)
    if token:
        return await _holder(token)
    found = await visitor(request)
    if found is None:
        raise NotSignedIn("error.not_signed_in")
    if request.method not in _SAFE:
        given = request.headers.get(rules.CSRF_HEADER, "")
        if not secrets.same(given, found.csrf):
            raise Forbidden("people.error.wrong_csrf")
    return found


async def actor(request: Request) -> Actor:
    """``current``, for who only needs the actor."""
    return (await current(request)).actor


async def visitor(connection: HTTPConnection) -> SignedIn | None:
    """Who the session cookie belongs to, if anybody; enough for reading only."""
    return await sign_in.who(session_secret(connection))


def session_secret(connection: HTTPConnection) -> str:
    return rules.cookie(connection.headers.get("cookie", ""))


def client_ip(connection: HTTPConnection) -> str:
    """Where a request comes from; of IPv6 the /64, which is one household or office.

    Only as many entries of ``X-Forwarded-For`` are believed, counted from its end, as
    ``ADVOCACY_TRUSTED_PROXIES`` says there are proxies of our own.
    """
    peer = connection.client.host if connection.client else ""
    said = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    hops = [hop.strip() for hop in said if hop.strip()] + [peer]
    return _network(hops[max(0, len(hops) - 1 - settings().trusted_proxies)])


def is_own_form(request: Request) -> bool:
    """Whether a form was sent by one of our own pages.

    Every browser of today says where a post comes from, in one of two headers that a page
    cannot set. Who says neither is no browser, and carries no cookie that others could misuse.
    """
    site = request.headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("origin")
    if not origin:
        return True
    here = {urlsplit(settings().base_url).netloc, request.headers.get("host", "")}
    return urlsplit(origin).netloc in here - {""}


async def _holder(token: str) -> SignedIn:
    found = await db.read(people.token_holder, token)
    if found is None:
        raise NotSignedIn("error.not_signed_in")
    if found.is_due:
        await db.run(sign_in.touch, found, token)
    return found


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if found.version == 4:  # noqa: PLR2004
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, 64), strict=False))
