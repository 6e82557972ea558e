"""Proofs of identity on both databases: what lets in, what does not, and from when."""

from __future__ import annotations

import re
from threading import Barrier, Thread
from typing import Literal

import pytest
from argon2 import PasswordHasher
from sqlmodel import Session, select

from advocacy_app.core.db import Database
from advocacy_app.core.errors import NotSignedIn, TooMany
from advocacy_app.people import passwords, queries, service, sign_in
from advocacy_app.people.tables import Person, SignInCode, SignInSession
from tests import cast
from tests.cast import Cast
from tests.people.conftest import later

PASSWORD = "vier paarse koeien"
BOB = "bob@example.com"


@pytest.fixture(scope="module")
def hashed() -> str:
    return passwords.make(PASSWORD)


def give_password(db: Database, who: Person, hashed: str) -> None:
    def work(session: Session) -> None:
        session.get_one(Person, who.id).password_hash = hashed

    db.run_sync(work)


def enter(db: Database, email: str = BOB, password: str = PASSWORD) -> sign_in.NewSession:
    return db.run_sync(
        service.sign_in_with_password,
        email=email,
        password=password,
        device="Chrome · Android",
        ip="192.0.2.1",
    )


def try_code(db: Database, code: str, email: str = BOB) -> sign_in.NewSession | None:
    return db.run_sync(sign_in.try_code, email, code, "Safari · iPhone")


def code_for(db: Database, capsys: pytest.CaptureFixture[str], email: str = BOB) -> str:
    db.run_sync(sign_in.send_code, email)
    return re.findall(r"\n\D*(\d{6})\n", capsys.readouterr().out)[-1]


# Password


def test_the_right_password_lets_in(db: Database, the: Cast, hashed: str) -> None:
    give_password(db, the.bob, hashed)
    new = enter(db, email=" BOB@example.com ")
    found = db.read_sync(queries.signed_in, new.secret)
    assert found is not None
    assert found.actor == cast.actor(the.bob)
    assert (found.name, found.is_due) == ("Bob", False)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (BOB, "vier paarse koeie"),
        (BOB, ""),
        (BOB, "x" * 5000),
        ("nobody@example.com", PASSWORD),
        ("carol@example.com", PASSWORD),
        ("dave@example.com", PASSWORD),
    ],
)
def test_every_wrong_pair_gets_the_same_answer(
    db: Database, the: Cast, hashed: str, email: str, password: str
) -> None:
    give_password(db, the.bob, hashed)
    give_password(db, the.dave, hashed)
    with pytest.raises(NotSignedIn) as refused:
        enter(db, email, password)
    assert refused.value.key == "people.error.wrong_password"
    assert db.read_sync(lambda session: session.exec(select(SignInSession)).all()) == []


def test_an_unknown_address_costs_a_hash_too(
    the: Cast, hashed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
            checked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    for known in (None, queries.Credentials("p", None), queries.Credentials("p", hashed)):
        with pytest.raises(NotSignedIn):
            sign_in.prove(known, "wrong")
    assert len(checked) == 3


def test_accents_are_the_same_however_typed(db: Database, the: Cast) -> None:
    give_password(db, the.bob, passwords.make("zoë eet paarse koeien"))
    assert enter(db, password="zoe\u0308 eet paarse koeien").person_id == the.bob.id


def test_an_old_hash_is_made_anew(db: Database, the: Cast) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    give_password(db, the.bob, weak)
    enter(db)
    known = db.read_sync(queries.credentials, BOB)
    assert known is not None
    assert known.password_hash not in {None, weak}
    assert passwords.match(known.password_hash, PASSWORD) == passwords.Match(is_right=True)


def test_a_proof_is_worth_nothing_once_the_person_has_left(
    db: Database, the: Cast, hashed: str
) -> None:
    give_password(db, the.bob, hashed)
    proof = sign_in.prove(db.read_sync(queries.credentials, BOB), PASSWORD)
    db.run_sync(service.leave, service.system_actor(), the.bob.id)
    with pytest.raises(NotSignedIn):
        db.run_sync(sign_in.enter, proof, "")


def test_five_wrong_passwords_a_minute(db: Database, the: Cast, hashed: str) -> None:
    give_password(db, the.bob, hashed)
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            enter(db, password="wrong")
    with pytest.raises(TooMany) as refused:
        enter(db)
    assert 1 <= refused.value.retry_after_s <= 60


# Code


def test_the_code_from_the_mail_lets_in_once(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_for(db, capsys)
    new = try_code(db, f"{code[:3]} {code[3:]}")
    assert new is not None
    assert new.person_id == the.bob.id
    assert try_code(db, code) is None


def test_the_database_does_not_hold_the_code(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_for(db, capsys)
    row = db.read_sync(lambda session: session.exec(select(SignInCode)).one())
    assert code not in repr(row.model_dump())


def test_five_wrong_tries_end_a_code(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_for(db, capsys)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for attempt in (wrong, "", "12345", wrong, wrong):
        assert try_code(db, attempt) is None
    assert try_code(db, code) is None


def test_the_fifth_try_may_be_the_right_one(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code = code_for(db, capsys)
    for _ in range(4):
        assert try_code(db, "") is None
    assert try_code(db, code) is not None


def test_a_code_ends_after_ten_minutes(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    later(seconds=0)
    code = code_for(db, capsys)
    later(minutes=10)
    assert try_code(db, code) is None
    later(microseconds=-1)
    assert try_code(db, code) is not None


def test_a_new_code_ends_the_one_before(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = code_for(db, capsys), code_for(db, capsys)
    assert first == second or try_code(db, first) is None
    assert len(db.read_sync(lambda session: session.exec(select(SignInCode)).all())) == 1
    assert try_code(db, second) is not None


def test_a_code_of_another_person_does_not_fit(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code_for(db, capsys, "carol@example.com")
    mine = code_for(db, capsys)
    assert try_code(db, mine, "carol@example.com") is None


@pytest.mark.parametrize("email", ["nobody@example.com", "dave@example.com"])
def test_who_is_not_here_gets_no_code(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str], email: str
) -> None:
    service_answer = db.run_sync(service.request_code, email=email, ip="192.0.2.1")
    assert service_answer is None
    assert capsys.readouterr().out == ""
    assert try_code(db, "123456", email) is None


def test_no_mail_speaks_of_what_was_rolled_back(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(session: Session) -> None:
        sign_in.send_code(session, BOB)
        raise KeyError

    with pytest.raises(KeyError):
        db.run_sync(work)
    assert capsys.readouterr().out == ""


def test_the_mail_is_in_the_language_of_the_person(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(session: Session) -> None:
        session.get_one(Person, the.carol.id).locale = "en"

    db.run_sync(work)
    db.run_sync(sign_in.send_code, BOB)
    assert "Je code is" in capsys.readouterr().out
    db.run_sync(sign_in.send_code, "carol@example.com")
    assert "Your code is" in capsys.readouterr().out


def test_codes_are_limited_per_person(db: Database, the: Cast) -> None:
    for _ in range(3):
        db.run_sync(service.request_code, email=BOB, ip="192.0.2.1")
    with pytest.raises(TooMany):
        db.run_sync(service.request_code, email=BOB, ip="192.0.2.2")
    db.run_sync(service.request_code, email="carol@example.com", ip="192.0.2.1")


def test_one_code_used_twice_at_once_lets_in_once(
    db: Database, the: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    code, gate = code_for(db, capsys), Barrier(4)
    results: list[sign_in.NewSession | None] = []

    def work() -> None:
        gate.wait()
        results.append(try_code(db, code))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([new for new in results if new]) == 1
