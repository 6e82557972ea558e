"""Maat & Morgen, the staffing company of the demo: its teams, its forty people, their doors in.

Invented, like everybody in it. The addresses end in ``.example``, which nobody owns (RFC 2606).
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from advocacy_app.people import queries as people
from advocacy_app.people import service
from advocacy_app.people.fields import MeChanges, NewPerson, NewTeam
from advocacy_app.people.rules import Actor, Appearance, Role

NAME = "Maat & Morgen"
COLOUR = "#7a2a86"
DISCLOSURE = {"nl": "Ik werk bij Maat & Morgen.", "en": "I work at Maat & Morgen."}
DOMAIN = "maatenmorgen.example"
PASSWORD = "vele-handen-licht-werk"  # noqa: S105 -- known on purpose, and printed at every start
TIMEZONES = {"nl": "Europe/Amsterdam", "en": "Europe/London"}

TEAMS: tuple[tuple[str, str, str], ...] = (
    ("Zorg Utrecht", "ZU", "#0b7345"),
    ("Techniek Breda", "TB", "#b8470f"),
    ("Logistiek Rotterdam", "LR", "#1f5fbf"),
    ("Kantoor Eindhoven", "KE", "#8a6a00"),
    ("Manchester", "MN", "#a3195b"),
    ("Hoofdkantoor", "HK", "#4b4668"),
)
ZORG, TECHNIEK, LOGISTIEK, KANTOOR, MANCHESTER, HOOFDKANTOOR = (name for name, _, _ in TEAMS)


@dataclass(frozen=True)
class Colleague:
    """``liveliness`` is how often this person shares, compared with the others."""

    name: str
    team: str
    liveliness: float
    role: Role = Role.EMPLOYEE
    account: bool = False
    locale: str = "nl"
    nickname: str = ""
    appearance: Appearance = Appearance.NAME
    networks: tuple[str, ...] = ()
    mastodon_host: str = ""

    @property
    def email(self) -> str:
        return f"{_address(self.name)}@{DOMAIN}"


@dataclass(frozen=True)
class Account:
    """A person whose password is known; goes into ``demo.json`` as it is."""

    role: str
    email: str
    password: str
    api_token: str


def _english(name: str, liveliness: float, account: bool = False) -> Colleague:
    return Colleague(name, MANCHESTER, liveliness, account=account, locale="en")


PEOPLE: tuple[Colleague, ...] = (
    Colleague("Noor Bakker", ZORG, 9.0, account=True, networks=("whatsapp", "linkedin")),
    Colleague("Fatima El Amrani", ZORG, 12.0),
    Colleague("Radjesh Bhikharie", ZORG, 4.0),
    Colleague("Marieke van Dongen", ZORG, 2.5),
    Colleague("Zeynep Kaya", ZORG, 6.0, networks=("whatsapp", "facebook")),
    Colleague("Lotte Hendriks", ZORG, 1.0),
    Colleague("Samira Ouali", ZORG, 3.0),
    Colleague("Joost Brouwer", ZORG, 0.0),
    Colleague(
        "Anna-Sophia Wilhelmina van den Bergh-Kromosoeto de la Fuente", ZORG, 2.0
    ),
    Colleague("Emre Yıldız", TECHNIEK, 7.0, account=True, networks=("linkedin", "whatsapp")),
    Colleague("Bram Verhoeven", TECHNIEK, 3.0),
    Colleague("Tomasz Zieliński", TECHNIEK, 5.0),
    Colleague("Ronald Pinas", TECHNIEK, 1.5),
    Colleague("Hanneke Smits", TECHNIEK, 4.0, nickname="Soldeerbout",
              appearance=Appearance.NICKNAME),
    Colleague("Yassine Bouzidi", TECHNIEK, 8.0),
    Colleague("Piet van der Laan", TECHNIEK, 0.0),
    Colleague("Kevin Jansen", TECHNIEK, 2.0),
    Colleague("Wendeline Pengel", LOGISTIEK, 5.0, Role.CONTRIBUTOR, account=True),
    Colleague("Jurensley Martina", LOGISTIEK, 7.0),
    Colleague("Agnieszka Wójcik", LOGISTIEK, 6.0),
    Colleague("Mehmet Demir", LOGISTIEK, 2.0),
    Colleague("Daan de Groot", LOGISTIEK, 1.0),
    Colleague("Priya Ramdin", LOGISTIEK, 3.0),
    Colleague("Karim Benali", LOGISTIEK, 0.5),
    Colleague("Ilse Vermeulen", LOGISTIEK, 0.0, appearance=Appearance.HIDDEN),
    Colleague("Femke Willems", KANTOOR, 6.0, mastodon_host="mastodon.nl",
              networks=("mastodon", "linkedin", "bluesky")),
    Colleague("Thijs Kuipers", KANTOOR, 3.0),
    Colleague("Aylin Öztürk", KANTOOR, 4.0),
    Colleague("Bas Timmermans", KANTOOR, 1.0),
    Colleague("Chantal Wijdenbosch", KANTOOR, 2.0, appearance=Appearance.HIDDEN),
    Colleague("Ruben Mulder", KANTOOR, 0.5),
    _english("Grace Holloway", 6.0, account=True),
    _english("Oliver Whitcombe", 3.0),
    _english("Adaeze Okafor", 5.0),
    _english("Callum Reid", 1.0),
    _english("Katarzyna Nowak", 2.0),
    Colleague("Sanne de Wit", HOOFDKANTOOR, 5.0, Role.EDITOR, account=True),
    Colleague("Mark Oosterhuis", HOOFDKANTOOR, 1.0, Role.ANALYST, account=True),
    Colleague("Ingrid Postma", HOOFDKANTOOR, 2.0, Role.ADMIN, account=True),
    Colleague("Wouter Dijkstra", TECHNIEK, 4.0),
)  # fmt: skip
LEAVER = "Wouter Dijkstra"
"""Shared for two months and then left; what he shared goes on working."""
AUTHOR = "Sanne de Wit"


def found(session: Session) -> dict[str, Actor]:
    """The company, its teams and its people; returns who they are, by name."""
    boss = service.system_actor()
    service.create_company(session, NAME, brand_colour=COLOUR, disclosure=DISCLOSURE)
    teams = {
        name: service.create_team(session, boss, NewTeam(name, initials, colour))
        for name, initials, colour in TEAMS
    }
    return {who.name: _join(session, boss, who, teams[who.team]) for who in PEOPLE}


def _join(session: Session, boss: Actor, who: Colleague, team_id: str) -> Actor:
    new = NewPerson(
        email=who.email,
        name=who.name,
        role=who.role,
        team_id=team_id,
        locale=who.locale,
        password=PASSWORD if who.account else None,
    )
    actor = people.actor_of(session, service.create_person(session, boss, new))
    changes = MeChanges(
        timezone=TIMEZONES[who.locale],
        nickname=who.nickname,
        appearance=who.appearance,
        network_order=list(who.networks),
        mastodon_host=who.mastodon_host,
    )
    service.update_me(session, actor, changes)
    return people.actor_of(session, actor.person_id)


def accounts(session: Session, actors: dict[str, Actor]) -> list[Account]:
    """A fresh API token for each person whose password is known."""
    return [
        Account(
            role=who.role.value,
            email=who.email,
            password=PASSWORD,
            api_token=service.create_token(session, actors[who.name], "demo").token,
        )
        for who in PEOPLE
        if who.account
    ]


_PLAIN = str.maketrans({"ı": "i", "ń": "n", "ó": "o", "Ö": "O", "ü": "u"})


def _address(name: str) -> str:
    """``Emre Yıldız`` is ``emre.yildiz``."""
    words = name.translate(_PLAIN).lower().replace("-", "").split()
    return f"{words[0]}.{words[-1]}"
