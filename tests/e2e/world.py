"""A small company in a fresh data folder, made by the services themselves: ``python -m
tests.e2e.world`` with ADVOCACY_DATA set.
"""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from PIL import Image
from sqlmodel import Session

from advocacy_app.content import service as content
from advocacy_app.content.rules import Kind
from advocacy_app.content.service import NewCaption, NewItem, NewVacancy
from advocacy_app.core import clock, db, migrate
from advocacy_app.people import service as people
from advocacy_app.people.fields import NewPerson, NewTeam
from advocacy_app.people.rules import Role
from advocacy_app.rewards import service as rewards
from advocacy_app.rewards.rules import EntryState, Reason
from advocacy_app.settings import settings

BOB, ALICE = "bob@vele-handen.test", "alice@vele-handen.test"
PASSWORD = "een-lang-wachtwoord-van-bob"
COMPANY = "Vele Handen BV"
NEWS = "Onze nieuwe werkplaats in Breda is open"
CAPTION = "Zestig collega's, geen deur dicht: kom donderdag kijken."
TARGET = "https://www.example.com/nieuws/werkplaats"


def make() -> None:
    migrate.upgrade(settings().database)
    db.database().run_sync(_company)
    db.database().close()


def _company(session: Session) -> None:
    boss = people.system_actor()
    people.create_company(session, COMPANY)
    breda = people.create_team(session, boss, NewTeam("Breda"))
    utrecht = people.create_team(session, boss, NewTeam("Utrecht"))
    people.create_person(
        session, boss, NewPerson(BOB, "Bob de Wit", Role.EMPLOYEE, breda, "nl", PASSWORD)
    )
    people.create_person(
        session, boss, NewPerson(ALICE, "Alice Moor", Role.EDITOR, utrecht, "en", PASSWORD)
    )
    for number in range(9):
        team = breda if number < 4 else utrecht
        email = f"collega{number}@vele-handen.test"
        who = people.create_person(
            session, boss, NewPerson(email, f"Collega {number}", team_id=team)
        )
        if number == 8:
            _earned(session, who, utrecht)
    _items(session)


def _earned(session: Session, person_id: str, team_id: str) -> None:
    """Something for the other team, so that there is somebody to pass."""
    rewards.award(
        session,
        person_id=person_id,
        team_id=team_id,
        reason=Reason.SHARE_COPIED,
        key="before the journey",
        state=EntryState.CONFIRMED,
        at=clock.now() - timedelta(minutes=5),
    )


def _items(session: Session) -> None:
    boss = people.system_actor()
    picture = content.add_picture(session, boss, _picture(), "Een werkplaats met slingers")
    captions = (NewCaption(CAPTION),)
    for number in range(14):
        older = NewItem(Kind.NEWS, f"Eerder nieuws {number}", "Van een andere dag.", url=TARGET)
        _out(session, older, hours=30 + number)
    vacancy = NewVacancy("Utrecht", "Zorg", "FULL_TIME", "32-40", 340_000, 430_000)
    _out(
        session, NewItem(Kind.VACANCY, "Teamleider Zorg", "Je plant.", vacancy=vacancy), hours=2
    )
    news = NewItem(
        Kind.NEWS,
        NEWS,
        "Zestig collega's, geen enkele deur dicht.",
        "Vanochtend draaide Hanneke de sleutel om.",
        url=TARGET,
        picture_id=picture.id,
        captions=captions,
    )
    _out(session, news, hours=1)


def _out(session: Session, new: NewItem, *, hours: int) -> None:
    boss = people.system_actor()
    item_id = content.create(session, boss, new)
    content.publish(session, boss, item_id, clock.now() - timedelta(hours=hours))


def _picture() -> bytes:
    kept = BytesIO()
    Image.new("RGB", (1280, 640), "#ffd9c7").save(kept, "PNG")
    return kept.getvalue()


if __name__ == "__main__":
    make()
