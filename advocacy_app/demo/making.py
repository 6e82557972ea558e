"""Makes the demo in a data folder, or finds the one that is there, and says how to get in."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from advocacy_app.content import service as editing
from advocacy_app.core import clock, db, migrate, secrets
from advocacy_app.core.errors import Conflict
from advocacy_app.core.images import StoredImage
from advocacy_app.demo import company, items, plan, queue
from advocacy_app.demo.company import Account
from advocacy_app.demo.history import Happening, History
from advocacy_app.demo.items import Desk, Piece, as_of
from advocacy_app.people import queries as people
from advocacy_app.people import service as staff
from advocacy_app.people import sign_in
from advocacy_app.people.rules import Actor
from advocacy_app.people.sign_in import Proof
from advocacy_app.settings import settings
from advocacy_app.sharing import service as sharing
from advocacy_app.sharing.rules import link_path

FILE = "demo.json"
_UNFINISHED = "demo.unfinished"
_FOUNDED = timedelta(days=400)
_LINKED = "breda"
_SEEN = {0: "Safari · iPhone", 1: "Chrome · Android", 2: "Edge · Windows"}

Step = Callable[[str, int], Callable[[], None]]
"""Announces work in so many parts; what it returns is called after each part."""


@dataclass(frozen=True)
class Demo:
    """What ``demo.json`` holds, by these names; ``link`` is a tracked link that works."""

    base_url: str
    accounts: tuple[Account, ...]
    link: str


def ensure(step: Step) -> Demo:
    """The demo of ``settings().data``: the one that is there, or a fresh one.

    Raises Conflict where another company lives. One that was broken off is begun again.
    """
    folder = settings().data
    folder.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings().database)
    known = _known(folder)
    if known is None:
        _make_room(folder)
        known = _built(step)
    moved = replace(
        known, base_url=settings().base_url, link=settings().base_url + _path(known.link)
    )
    written = json.dumps(asdict(moved), indent=2, ensure_ascii=False) + "\n"
    (folder / FILE).write_text(written, "utf-8")
    (folder / _UNFINISHED).unlink(missing_ok=True)
    return moved


def _path(link: str) -> str:
    return link_path(link.rpartition("/")[2])


def _known(folder: Path) -> Demo | None:
    """The demo this folder tells of, if the database is still the one it was made in."""
    file = folder / FILE
    if not file.is_file() or (folder / _UNFINISHED).exists():
        return None
    try:
        said = json.loads(file.read_text("utf-8"))
        accounts = tuple(Account(**account) for account in said["accounts"])
        known = Demo(said["base_url"], accounts, said["link"])
    except (ValueError, KeyError, TypeError):
        return None
    holder = db.database().read_sync(people.token_actor, known.accounts[0].api_token)
    return known if holder else None


def _make_room(folder: Path) -> None:
    unfinished = folder / _UNFINISHED
    if unfinished.exists():
        db.database().run_sync(_forget_everything)
    elif db.database().read_sync(people.company).name:
        raise Conflict("demo.error.other_company", folder=str(folder))
    unfinished.touch()


def _forget_everything(session: Session) -> None:
    """Only for a demo that was broken off while it was made."""
    migrate.load_tables()
    for table in reversed(db.metadata.sorted_tables):
        session.connection().execute(table.delete())


def _built(step: Step) -> Demo:
    now = clock.now()
    secrets.ensure()
    wanted = items.pieces(now)
    images = items.painted(wanted, step("Drawing pictures", len(wanted)))
    with as_of(now - _FOUNDED):
        actors = db.database().run_sync(company.found)
    written = db.database().run_sync(_write, actors, wanted, images, now)
    planned = plan.shares(wanted, now)
    history = History(db.database(), actors, written)
    days = (now.date() - planned[0].at.date()).days + 1
    others = _others(actors, wanted, written, now)
    history.happen(planned, others, now, step("Living through twelve weeks", days))
    queue.fill(db.database(), actors[company.AUTHOR], now)
    db.database().run_sync(_visit, now)
    accounts = db.database().run_sync(company.accounts, actors)
    code = next(
        code
        for code, share in zip(history.codes, planned, strict=True)
        if share.piece == _LINKED
    )
    return Demo(settings().base_url, tuple(accounts), link_path(code))


def _write(
    session: Session,
    actors: Mapping[str, Actor],
    wanted: list[Piece],
    images: Mapping[str, StoredImage],
    now: datetime,
) -> dict[str, str]:
    """Everything that came out or is to come out, by name; returns the ids."""
    teams = {team.name: team.id for team in people.teams(session)}
    with as_of(wanted[0].out_at - timedelta(days=1)):
        desk = Desk(session, actors[company.AUTHOR], teams, images)
    return {piece.key: desk.publish(piece, now) for piece in wanted}


def _others(
    actors: Mapping[str, Actor], wanted: list[Piece], written: Mapping[str, str], now: datetime
) -> list[Happening]:
    """Somebody leaves; what is no longer true is withdrawn, links and all."""
    editor, leaver = actors[company.AUTHOR], actors[company.LEAVER]
    boss = staff.system_actor()

    def go(session: Session) -> None:
        staff.leave(session, boss, leaver.person_id)

    def withdrawing(piece: Piece) -> Callable[[Session], object]:
        def work(session: Session) -> None:
            item_id = written[piece.key]
            editing.withdraw(session, editor, item_id, piece.given["withdrawn_reason"])
            sharing.withdraw_links(session, item_id)

        return work

    return [
        Happening(now - timedelta(days=plan.LEFT_DAYS_AGO), go),
        *(
            Happening(piece.withdrawn_at, withdrawing(piece))
            for piece in wanted
            if piece.withdrawn_at
        ),
    ]


def _visit(session: Session, now: datetime) -> None:
    """Nearly everybody has opened the app in these weeks, also who never shared anything."""
    for number, who in enumerate(company.PEOPLE):
        known = people.credentials(session, who.email)
        if known is None or number % 13 == 7:  # noqa: PLR2004 -- a few never did
            continue
        with as_of(now - timedelta(days=number % 9, hours=number % 17 + 1)):
            proof = Proof(known.person_id, known.password_hash, None)
            sign_in.enter(session, proof, _SEEN[number % 3])
