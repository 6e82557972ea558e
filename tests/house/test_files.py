"""What may not stand in any file: machine paths, addresses in pins, hosts nobody expects."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from urllib.parse import urlsplit

from tests.house.source import ROOT, product

# Hosts the product may name. It contacts none of them itself: people tap on them.
HOSTS = {
    "schema.org": "JSON-LD's vocabulary",
    "www.w3.org": "XML namespaces",
    "www.sitemaps.org": "XML namespace",
    "localhost": "the server itself",
    "127.0.0.1": "the server itself",
    "www.linkedin.com": "share intent",
    "wa.me": "share intent",
    "api.whatsapp.com": "share intent",
    "x.com": "share intent",
    "twitter.com": "share intent",
    "www.facebook.com": "share intent",
    "share.joinmastodon.org": "share intent where somebody named no server of their own",
    "bsky.app": "share intent",
    "www.threads.net": "share intent",
    "www.threads.com": "share intent",
    "threads.com": "share intent",
    "t.me": "share intent",
    "teams.microsoft.com": "share intent",
    "boards-api.greenhouse.io": "import of vacancies",
}
_EXAMPLES = re.compile(r"(^|\.)example(\.(com|org|net|nl))?$|\.(test|invalid|localhost)$")
_ADDRESS = re.compile(r"\b(?:https?|wss?)://[^\s\"'`<>)\]}]+")
_MACHINE = re.compile(r"(?<![\w.:/-])/(?:home|root|Users|work)/\w")
_BINARY = {".png", ".jpg", ".jpeg", ".webp", ".ico", ".gif", ".woff2", ".ttf", ".db", ".gz"}


@cache
def tracked() -> dict[str, str]:
    """The text of every file in the repository, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8", "replace")
        for path in paths
        if path.is_file() and path.suffix.lower() not in _BINARY
    }


def test_pins_name_no_address() -> None:
    pins = {
        name: text
        for name, text in tracked().items()
        if name.startswith("requirements/") or "lock" in name.rpartition("/")[2]
    }
    assert {f"requirements/{name}.txt" for name in ("app", "dev", "build")} <= set(pins)
    found = {name: _ADDRESS.findall(text)[:3] for name, text in pins.items()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_every_pin_has_a_hash() -> None:
    bare = [
        f"{name}: {entry.split()[0]}"
        for name, text in tracked().items()
        if name.startswith("requirements/")
        for entry in re.split(r"\n(?=[a-z])", text)
        if "==" in entry and "--hash=sha256:" not in entry
    ]
    assert bare == []


def test_no_file_knows_the_machine_it_was_made_on() -> None:
    found = [
        f"{name}: {match.group()}"
        for name, text in tracked().items()
        for match in [_MACHINE.search(text)]
        if match
    ]
    assert found == []


def test_the_product_names_no_host_we_do_not_expect() -> None:
    strays = {
        f"{module.name}:{line} {host}"
        for module in product()
        for text, line in module.texts()
        for address in _ADDRESS.findall(text)
        if (host := _host(address)) and "{" not in host
        if host not in HOSTS and not _EXAMPLES.search(host)
    }
    assert sorted(strays) == []


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
