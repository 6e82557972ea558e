"""Every sentence exists in both languages, is used, and has the same blanks to fill."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.source import PRODUCT, Module, product

SERVER = PRODUCT / "core" / "locales"
CLIENT = PRODUCT / "ui"
LANGUAGES = ("nl", "en")
_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_BLANK = re.compile(r"\{(\w+)\}")
_IN_SCRIPT = re.compile(r"""\bt\(\s*["'`]([a-z0-9_.]+)["'`]""")
_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_FILES = {"demo.unfinished"}  # the names of files, which look like keys
_QUOTED = re.compile(r"""["'`]([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)["'`]""")
_BEGUN = re.compile(r"""["'`]([a-z][a-z0-9_.]*\.)(?:\$\{|["'`]\s*\+)""")


@cache
def server(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in sorted((SERVER / language).glob("*.json")):
        texts |= json.loads(file.read_text("utf-8"))
    return texts


@cache
def client(language: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for file in _client_files(language):
        texts |= json.loads(file.read_text("utf-8"))
    return texts


def _client_files(language: str) -> list[Path]:
    folder = CLIENT / "locales" / language
    return [*sorted(folder.glob("*.json")), *sorted(CLIENT.glob(f"**/*{language}.json"))]


CATALOGUES = {"server": server, "client": client}


@pytest.mark.parametrize("name", CATALOGUES)
def test_both_languages_say_the_same_things(name: str) -> None:
    dutch, english = (CATALOGUES[name](language) for language in LANGUAGES)
    assert sorted(dutch.keys() ^ english.keys()) == []
    assert [key for key, text in (dutch | english).items() if not text.strip()] == []
    assert [
        key
        for key in dutch
        if set(_BLANK.findall(dutch[key])) != set(_BLANK.findall(english[key]))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_lies_in_the_file_of_its_namespace(language: str) -> None:
    strays = [
        f"{file.name}: {key}"
        for file in sorted((SERVER / language).glob("*.json"))
        for key in json.loads(file.read_text("utf-8"))
        if not key.startswith(f"{file.stem}.")
    ]
    assert strays == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_singulars_have_a_plural(name: str) -> None:
    texts = CATALOGUES[name]("nl")
    assert [key for key in texts if key.endswith(".one") and key[:-4] not in texts] == []


def test_every_sentence_the_server_is_asked_for_exists() -> None:
    known = server("nl").keys() | client("nl").keys()
    namespaces = {key.partition(".")[0] for key in server("nl")}
    missing = [
        f"{module.name}:{line} {text}"
        for module in product()
        for text, line in module.texts()
        if _KEY.fullmatch(text) and text.partition(".")[0] in namespaces
        if text not in known | _FILES and not _is_module_or_file(text)
    ]
    assert missing == []


def test_every_sentence_the_screens_ask_for_exists() -> None:
    asked = {key for module in product() for key in _client_keys(module)} | set(_script_keys())
    assert sorted(asked - client("nl").keys()) == []


def test_every_sentence_of_the_server_is_used() -> None:
    assert _unused(server("nl")) == []


def test_every_sentence_of_the_screens_is_used() -> None:
    scripts = "\n".join(file.read_text("utf-8") for file in _scripts())
    whole = set(_QUOTED.findall(scripts))
    begun = tuple(_BEGUN.findall(scripts))
    assert [
        key
        for key in _unused(client("nl"))
        if key.removesuffix(".one") not in whole and not key.startswith(begun)
    ] == []


def _unused(texts: dict[str, str]) -> list[str]:
    """A key counts as used when code holds it whole, or holds a pattern that can make it."""
    whole = {text for module in product() for text, _ in module.texts()}
    patterns = [pattern for module in product() for pattern in _patterns(module)]
    return [
        key
        for key in texts
        if (stem := key.removesuffix(".one")) not in whole
        and not any(pattern.fullmatch(stem) for pattern in patterns)
    ]


def _patterns(module: Module) -> Iterator[re.Pattern[str]]:
    """``f"sharing.network.{network}"`` and ``"sharing.network." + network`` as patterns."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_.]+"
                for part in node.values
            ]
            if "\\." in parts[0]:
                yield re.compile("".join(parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r"[a-z][a-z0-9_.]*\.", node.value):
                yield re.compile(re.escape(node.value) + "[a-z0-9_.]+")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "t_of":
            yield re.compile(re.escape(f"{ast.literal_eval(node.args[0])}.") + "[a-z0-9_.]+")


def _client_keys(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        first = node.args[0]
        if ast.unparse(node.func) in {"t", "i18n.t"} and isinstance(first, ast.Constant):
            yield str(first.value)


def _scripts() -> list[Path]:
    return sorted(PRODUCT.rglob("*.js"))


def _script_keys() -> Iterator[str]:
    for file in _scripts():
        yield from _IN_SCRIPT.findall(_COMMENT.sub("", file.read_text("utf-8")))


def _is_module_or_file(text: str) -> bool:
    return (PRODUCT / text.replace(".", "/")).with_suffix(".py").is_file() or text.endswith(
        (".json", ".html", ".py")
    )
