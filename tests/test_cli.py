"""The command line, as somebody types it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advocacy_app import cli
from advocacy_app.core import db
from advocacy_app.people import queries, service
from advocacy_app.people.rules import Role
from advocacy_app.settings import settings

FIRST = ["init", "--company", "Vele Handen", "--name", "Erin", "--email", "Erin@Example.com"]


@pytest.fixture(autouse=True)
def no_database_left_open() -> Iterator[None]:
    yield
    db.database().close()
    db.use(None)


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["advocacy", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


def test_init_makes_a_place_to_sign_in(monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    assert run(monkeypatch, *FIRST, "--password", "vier paarse koeien", "--locale", "en") == 0
    assert (data / "secret").exists()
    assert db.database().read_sync(queries.company).name == "Vele Handen"
    new = db.database().run_sync(
        service.sign_in_with_password,
        email="erin@example.com",
        password="vier paarse koeien",
        device="",
        ip="",
    )
    found = db.database().read_sync(queries.signed_in, new.secret)
    assert found is not None
    assert (found.actor.role, found.actor.locale) == (Role.ADMIN, "en")


def test_init_twice_says_so_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, *FIRST, "--password", "")
    key = (data / "secret").read_text()
    assert run(monkeypatch, *FIRST[:-1], "other@example.com", "--password", "") == 1
    error = capsys.readouterr().err
    assert error.startswith("There is an administrator already.")
    assert error.count("\n") == 1
    assert (data / "secret").read_text() == key
    assert db.database().read_sync(queries.admins) == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (["--email", "nobody"], "This does not look like an e-mail address."),
        (["--password", "short"], "Choose a password of at least 10 characters."),
        (["--locale", "fr"], "Choose Dutch (nl) or English (en)."),
        (["--company", "x" * 81], "A name has 1 to 80 characters."),
    ],
)
def test_a_wrong_answer_leaves_nothing_half_done(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: list[str],
    sentence: str,
) -> None:
    assert run(monkeypatch, *FIRST, "--password", "", *change) == 1
    assert sentence in capsys.readouterr().err
    assert db.database().read_sync(queries.admins) == 0
    assert db.database().read_sync(queries.company).name == ""
    assert run(monkeypatch, *FIRST, "--password", "") == 0


def test_config_shows_no_secret(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADVOCACY_SECRET", "0123456789abcdef" * 2)
    monkeypatch.setenv("ADVOCACY_SMTP_URL", "smtp://mh:geheim@mail.example:587")
    monkeypatch.setenv("ADVOCACY_REDIS_URL", "redis://:geheim@cache:6379/0")
    settings.cache_clear()
    assert run(monkeypatch, "config") == 0
    shown = capsys.readouterr().out
    assert "geheim" not in shown
    assert "0123456789abcdef" not in shown
    assert "mail.example" in shown


def test_wrong_settings_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADVOCACY_TRUSTED_PROXIES", "many")
    settings.cache_clear()
    assert run(monkeypatch, "config") == 1
    monkeypatch.delenv("ADVOCACY_TRUSTED_PROXIES")
    error = capsys.readouterr().err
    assert error.startswith("ADVOCACY_TRUSTED_PROXIES: ")
    assert error.count("\n") == 1


def test_a_database_that_does_not_answer_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql://mh:geheim@127.0.0.1:1/mh"
    monkeypatch.setenv("ADVOCACY_DATABASE_URL", url)
    settings.cache_clear()
    assert run(monkeypatch, "check") == 1
    error = capsys.readouterr().err
    assert "does not answer" in error
    assert "geheim" not in error


def test_check_wants_a_database_and_finds_nothing_wrong(
    monkeypatch: pytest.MonkeyPatch, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "check") == 1
    assert "advocacy init" in capsys.readouterr().err
    run(monkeypatch, *FIRST, "--password", "")
    assert run(monkeypatch, "check", "ledger") == 0
    assert "adds up" in capsys.readouterr().out
    assert run(monkeypatch, "check", "nonsense") == 2
