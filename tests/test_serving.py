"""How the server is started: where its settings come from, and what is refused first."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from advocacy_app import serving
from advocacy_app.core.errors import BadInput, Conflict
from advocacy_app.serving import Place
from advocacy_app.settings import settings
from advocacy_app.ui import build

ALONE = Place("127.0.0.1", 8000, 1)
TWO = Place("127.0.0.1", 8000, 2)


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]
    """``settle`` changes the environment and the folder on purpose."""
    before, folder = dict(os.environ), Path.cwd()
    yield
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(before)
    settings.cache_clear()


def test_the_folder_is_the_one_that_was_meant_where_it_was_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    serving.settle(data=Path("here"), port=9000)
    assert Path.cwd() == build.ROOT
    assert settings().data == tmp_path / "here"
    assert settings().base_url == "http://localhost:9000"


def test_an_address_that_was_set_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACY_BASE_URL", "https://handen.example.com")
    serving.settle(port=9000)
    assert settings().base_url == "https://handen.example.com"


def test_the_demo_is_at_the_address_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVOCACY_BASE_URL", "https://handen.example.com")
    serving.settle(base_url="http://localhost:9001")
    assert settings().base_url == "http://localhost:9001"


def test_a_database_file_is_found_from_the_project_folder_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVOCACY_DATABASE_URL", "sqlite:///mine.db")
    serving.settle()
    assert settings().database == f"sqlite:///{tmp_path / 'mine.db'}"


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Conflict, match="port_in_use") as refused:
            serving.require_free(Place("127.0.0.1", port, 1))
    assert refused.value.params == {"port": port}
    serving.require_free(Place("127.0.0.1", port, 1))


def test_an_address_that_is_not_ours_is_refused() -> None:
    with pytest.raises(BadInput, match=r"serving\.error\.address"):
        serving.require_free(Place("192.0.2.1", 8000, 1))


@pytest.mark.parametrize(
    ("database", "redis", "place", "is_refused"),
    [
        ("", "", ALONE, False),
        ("", "", TWO, True),
        ("", "redis://localhost", TWO, True),
        ("postgresql://localhost/mh", "", TWO, True),
        ("postgresql://localhost/mh", "redis://localhost", TWO, False),
    ],
)
def test_many_workers_need_engines_that_can_be_shared(
    database: str, redis: str, place: Place, is_refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADVOCACY_DATABASE_URL", database)
    monkeypatch.setenv("ADVOCACY_REDIS_URL", redis)
    settings.cache_clear()
    if is_refused:
        with pytest.raises(BadInput, match=r"serving\.error\.workers"):
            serving.require_engines(place)
    else:
        serving.require_engines(place)


def test_the_server_writes_no_access_log() -> None:
    command = serving.command(ALONE)
    assert "--no-access-log" in command
    assert "--respawn-failed-workers" not in command
    assert "--respawn-failed-workers" in serving.command(TWO)
    (config,) = [word for word in command if word.startswith("--log-config=")]
    written = json.loads(Path(config.partition("=")[2]).read_text("utf-8"))
    assert set(written["loggers"]) == {"advocacy_app", "_granian"}
