"""``advocacy …``: a function per command, each calling into the rooms and saying what happened.

What is expected to go wrong is one plain sentence on stderr and exit code 1. A command that
needs a large library imports it when it runs, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track
from rich.table import Table
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from advocacy_app.core import db, migrate, secrets, text
from advocacy_app.core.errors import AppError, Conflict
from advocacy_app.people import fields, queries, service
from advocacy_app.people.fields import NewPerson
from advocacy_app.people.rules import Role
from advocacy_app.rewards import audit
from advocacy_app.settings import Settings, redacted, settings

app = typer.Typer(
    name="advocacy",
    help="Many Hands: open, self-hosted employee advocacy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console()


def main() -> None:
    """The entry point; the only place where an expected error becomes a sentence."""
    try:
        app()
    except AppError as problem:
        fail(text.problem("en", problem))
    except ValidationError as problem:
        fail(_first_of(problem))
    except OperationalError:
        fail(f"The database at {redacted(settings())['database_url']} does not answer.")
    except OSError as problem:
        fail(f"{problem.strerror or problem}: {problem.filename or 'input or output'}")
    except KeyboardInterrupt:
        fail("Stopped.")


def fail(sentence: str) -> NoReturn:
    """Say what is wrong, plainly, and stop with exit code 1."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


@app.callback()
def advocacy() -> None:
    """Many Hands: open, self-hosted employee advocacy."""


@app.command()
def init(
    company: Annotated[str, typer.Option(help="Name of the company.")] = "",
    name: Annotated[str, typer.Option(help="Name of the first administrator.")] = "",
    email: Annotated[str, typer.Option(help="Their e-mail address.")] = "",
    password: Annotated[
        str | None, typer.Option(help="Left empty: they sign in by a code sent by e-mail.")
    ] = None,
    locale: Annotated[str, typer.Option(help="nl or en.")] = "nl",
) -> None:
    """Make the database, the secret key, the company and its first administrator."""
    migrate.upgrade(settings().database)
    if not settings().secret:
        secrets.ensure()
    if db.database().read_sync(queries.admins):
        raise Conflict("people.error.admin_exists")
    founded = db.database().read_sync(queries.company).name
    new = NewPerson(
        email=email or typer.prompt("E-mail address of the first administrator"),
        name=name or typer.prompt("Their name"),
        password=_password() if password is None else password or None,
        role=Role.ADMIN,
        locale=locale,
    )
    db.database().run_sync(_found, "" if founded else company or _company(), new)
    out.print(
        f"Ready. {fields.clean_email(new.email)} signs in at {settings().base_url}/sign-in"
    )


@app.command()
def config() -> None:
    """What this installation is set to, without its secrets."""
    table = Table("Setting", "Value", box=None)
    for name, value in redacted(settings()).items():
        table.add_row(f"ADVOCACY_{name.upper()}", value)
    out.print(table)


class Check(StrEnum):
    """What ``check`` can recompute; each check says in a sentence what does not fit."""

    ALL = "all"
    LEDGER = "ledger"


CHECKS = {Check.LEDGER: audit.check_ledger}


@app.command()
def check(what: Annotated[Check, typer.Argument()] = Check.ALL) -> None:
    """Recompute what must add up, and say what does not."""
    require_database()
    chosen = [name for name in CHECKS if what in {Check.ALL, name}]
    found: list[str] = []
    for name in track(chosen, "Checking", console=out, transient=True):
        found += [f"{name}: {sentence}" for sentence in db.database().read_sync(CHECKS[name])]
    if found:
        fail("\n".join(found))
    out.print(f"Everything adds up: {', '.join(chosen)}.")


def require_database() -> None:
    """Stop with a sentence unless the database is the one this version was written for."""
    if not migrate.is_current(settings().database):
        fail("There is no up-to-date database here yet. Run advocacy init first.")


def _found(session: Session, company: str, admin: NewPerson) -> None:
    """Company and administrator together, or neither."""
    if company:
        service.create_company(session, company, locale=admin.locale or "nl")
    service.create_person(session, service.system_actor(), admin)


def _company() -> str:
    return typer.prompt("Name of the company")


def _password() -> str | None:
    words = "Password (empty: sign in by a code sent by e-mail)"
    return typer.prompt(words, default="", hide_input=True, show_default=False) or None


def _first_of(problem: ValidationError) -> str:
    """The first thing that is wrong with the settings, without pydantic's frame around it."""
    first = problem.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    is_setting = where in Settings.model_fields
    return f"ADVOCACY_{where.upper()}: {said}" if is_setting else f"{where} {said}".strip()
