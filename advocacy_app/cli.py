"""``advocacy …``: a function per command, each calling into the rooms and saying what happened.

What is expected to go wrong is one plain sentence on stderr and exit code 1. A command that
needs a large library imports it when it runs, so that ``--help`` stays quick.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import Progress, track
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

if TYPE_CHECKING:
    from advocacy_app.demo.making import Demo
    from advocacy_app.serving import Place

HostOption = Annotated[str, typer.Option(help="Address to listen on.")]
PortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
WorkersOption = Annotated[
    int, typer.Option(min=1, help="Processes; more than 1 on PostgreSQL and Redis only.")
]

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


class What(StrEnum):
    """What ``import`` can take in."""

    NEWS = "news"
    JOBS = "jobs"


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


@app.command()
def serve(
    host: HostOption = "127.0.0.1", port: PortOption = 8000, workers: WorkersOption = 1
) -> None:
    """Answer on one port: the app, the tracked links, the API, and the timetable."""
    from advocacy_app import serving

    place = serving.Place(host, port, workers)
    serving.settle(port=port)
    serving.require_engines(place)
    _start(place)


@app.command()
def demo(
    port: PortOption = 8000,
    data: Annotated[Path, typer.Option(help="Folder of the demo.")] = Path("demo-data"),
    host: HostOption = "127.0.0.1",
) -> None:
    """A believable company to look around in; made once, then kept."""
    from advocacy_app import serving
    from advocacy_app.demo import making

    place = serving.Place(host, port)
    serving.require_free(place)
    serving.settle(data=data, base_url=f"http://localhost:{port}")
    with Progress(console=out, transient=True) as progress:

        def step(title: str, parts: int) -> Callable[[], None]:
            task = progress.add_task(title, total=parts)
            return lambda: progress.advance(task)

        made = making.ensure(step)
    _introduce(made)
    _start(place)


@app.command()
def build() -> None:
    """Build the frontend now, if its sources have changed; serve does so by itself."""
    from advocacy_app import serving

    serving.settle()
    _build()
    out.print("The frontend is built.")


@app.command()
def worker() -> None:
    """Do what the timetable says, apart from the web; one worker at a time leads."""
    from advocacy_app import serving
    from advocacy_app.jobs.runner import Runner

    serving.settle()
    require_database()
    runner = Runner(db.database())
    out.print("At work. Stop with Ctrl-C.")
    serving.work(runner.start, runner.stop)


@app.command()
def bench(
    names: Annotated[list[str] | None, typer.Argument(help="All, if none.")] = None,
) -> None:
    """Measure what is promised: redirect, feed, images, cards, boards, weight."""
    from advocacy_app import serving

    raise typer.Exit(serving.measure(names or []))


@app.command("import")
def import_(
    what: Annotated[What, typer.Argument()],
    source: Annotated[str, typer.Argument(help="A web address, or a file.")],
    dry_run: Annotated[bool, typer.Option(help="Say what would be; write nothing.")] = False,
    publish: Annotated[
        bool | None, typer.Option("--publish/--review", help="Straight out, or to the queue.")
    ] = None,
    language: Annotated[str, typer.Option(help="Of entries that do not say theirs.")] = "",
    topic: Annotated[str, typer.Option(help="Slug of the topic of all that is new.")] = "",
) -> None:
    """Take in news (RSS, Atom, JSON Feed) or jobs (Greenhouse, Recruitee, Teamtailor)."""
    from advocacy_app.content.rules import ImportMode, SourceKind
    from advocacy_app.jobs import intake

    require_database()
    mode = None if publish is None else ImportMode("publish" if publish else "review")
    wanted = intake.Wanted(SourceKind(what), source, mode, language, topic)
    intake.take_in(out, wanted, dry_run=dry_run)


def require_database() -> None:
    """Stop with a sentence unless the database is the one this version was written for."""
    if not migrate.is_current(settings().database):
        fail("There is no up-to-date database here yet. Run advocacy init first.")


def _start(place: Place) -> None:
    from advocacy_app import serving

    serving.require_free(place)
    _build()
    serving.serve(place)


def _build() -> None:
    from advocacy_app import serving

    try:
        with out.status("Looking at the frontend"):
            serving.build_frontend(out.print)
    except RuntimeError as problem:
        fail(f"The frontend could not be built.\n{problem}")


def _introduce(made: Demo) -> None:
    """Who there is to be, and where."""
    table = Table("Role", "E-mail", "Password", box=None)
    for account in made.accounts:
        table.add_row(account.role, account.email, account.password)
    out.print(table)
    out.print(f"API tokens are in {settings().data / 'demo.json'}", soft_wrap=True)
    out.print(f"A tracked link: {made.link}", soft_wrap=True)
    out.print(f"Open {made.base_url} and sign in.", soft_wrap=True)


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
