"""Mail to people: by SMTP, or printed on the console where none is set.

``ADVOCACY_SMTP_URL`` is ``smtp://user:password@host:587`` (TLS by STARTTLS when the server
offers it) or ``smtps://…:465`` (TLS from the first byte). ``?from=`` names the sender;
``?tls=no`` allows a password over an open line. A mail that cannot be sent is logged, never
raised.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from functools import cache
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlmodel import Session

from advocacy_app.core import text
from advocacy_app.core.db import after_commit
from advocacy_app.settings import settings

_log = logging.getLogger(__name__)
_TIMEOUT_S = 20
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """A plain text to one person."""

    to: str
    subject: str
    body: str


def written(locale: str, template: str, to: str, **params: str | int) -> Mail:
    """A mail in the person's language, from ``mail.<template>.subject`` and ``.body``."""
    return Mail(
        to=to,
        subject=text.say(locale, f"mail.{template}.subject", **params),
        body=text.say(locale, f"mail.{template}.body", **params),
    )


def send_after(session: Session, mail: Mail) -> None:
    """Send once the transaction is committed; a mail must not speak of what was rolled back."""
    after_commit(session, lambda: send(mail))


def send(mail: Mail) -> None:
    """Hand a mail over without waiting for the server and without ever raising."""
    if settings().smtp_url:
        _postman().submit(_deliver, settings().smtp_url, mail)
    else:
        _print(mail)


def compose(mail: Mail) -> EmailMessage:
    """The message on the wire. A line break in an address or subject cannot add a header."""
    message = EmailMessage()
    message["From"] = _sender()
    message["To"] = " ".join(mail.to.split())
    message["Subject"] = " ".join(mail.subject.split())
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=_host())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _deliver(url: str, mail: Mail) -> None:
    try:
        parts = urlsplit(url)
        with _connected(parts) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(compose(mail))
    except Exception as problem:
        # Only the kind of problem: its text may hold the address of a person.
        _log.error("a mail was not delivered: %s", type(problem).__name__)


def _connected(parts: SplitResult) -> smtplib.SMTP:
    host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_S, context=context)
    server = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
    elif parts.username and parse_qs(parts.query).get("tls") != ["no"]:
        server.close()
        raise smtplib.SMTPNotSupportedError("the server offers no TLS for the password")
    return server


def _sender() -> str:
    wanted = parse_qs(urlsplit(settings().smtp_url).query).get("from")
    return wanted[0] if wanted else formataddr(("Many Hands", f"no-reply@{_host()}"))


def _host() -> str:
    return urlsplit(settings().base_url).hostname or "localhost"


def _print(mail: Mail) -> None:
    rule = "─" * 60
    sys.stdout.write(f"{rule}\nTo: {mail.to}\nSubject: {mail.subject}\n\n{mail.body}\n{rule}\n")
    sys.stdout.flush()


@cache
def _postman() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=2, thread_name_prefix="mail")
