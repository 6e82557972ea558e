"""The share sheet's own counting and composing agree with the server's, case by case."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advocacy_app.sharing import networks, rules
from advocacy_app.sharing.networks import NETWORKS, Counting, Device, Post
from advocacy_app.sharing.rules import Network

SCRIPT = Path(__file__).parents[2] / "advocacy_app/screens/share/words.js"
LINK = "https://werk.example.com/s/aB3dE5fG"
TEXTS = [
    "",
    "Kom werken bij ons",
    "Zestig collega’s, geen enkele deur dicht – kom kijken…",
    f"Met een link erbij {LINK}",
    "Familie 👨‍👩‍👧‍👦 en een vlag 🇳🇱 en een duim 👍🏽",
    "全员欢迎 日本語も",
    "नमस्ते, e\u0301en accent",
    "Voor @anna@mastodon.nl en @bob",
    "regel een\nregel twee\n\nregel vier",
]
SAID = "Ik werk bij Vele Handen."
ASK = """
import { count, composed, withLink, intent, hostOf } from %s;
const given = JSON.parse(process.argv[1]);
console.log(JSON.stringify({
  counts: given.countings.map((how) => given.texts.map((text) => count(how, text))),
  composed: given.texts.map((text) => composed(text, given.said)),
  linked: given.texts.map((text) => withLink(text, given.link)),
  hosts: given.hosts.map(hostOf),
  intents: given.templates.map((at) => given.texts.map((text) =>
    intent({ ...at, link: given.link }, true,
      { text, title: "Ti & tel", host: "mastodon.nl" }))),
}));
"""
HOSTS = [
    "mastodon.nl",
    "https://Mastodon.nl/@anna",
    "@anna@mstdn.social",
    "geen host",
    "",
    "a b.nl",
]


@pytest.fixture(scope="module")
def said_by_script() -> dict[str, Any]:
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    assert node, "Node comes with requirements/dev.txt"
    asked = {
        "texts": TEXTS,
        "said": SAID,
        "link": LINK,
        "countings": list(Counting),
        "hosts": HOSTS,
        "templates": [
            {"intent": networks.template(network, Device.PHONE)} for network in _opened()
        ],
    }
    script = ASK % json.dumps(SCRIPT.as_uri())
    done = subprocess.run(
        [node, "--input-type=module", "-e", script, json.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _opened() -> list[Network]:
    return [network for network, rule in NETWORKS.items() if rule.intent]


def test_counts_as_the_server_does(said_by_script: dict[str, Any]) -> None:
    expected = [[networks.count(how, text) for text in TEXTS] for how in Counting]
    assert said_by_script["counts"] == expected


def test_composes_as_the_server_does(said_by_script: dict[str, Any]) -> None:
    assert said_by_script["composed"] == [rules.composed(text, SAID) for text in TEXTS]
    assert said_by_script["linked"] == [rules.with_link(text, LINK) for text in TEXTS]
    assert rules.composed(f"Ha! {SAID.lower()} Leuk", SAID) == f"Ha! {SAID.lower()} Leuk"


def test_opens_the_same_address_as_the_server_names(said_by_script: dict[str, Any]) -> None:
    for network, addresses in zip(_opened(), said_by_script["intents"], strict=True):
        for text, address in zip(TEXTS, addresses, strict=True):
            post = Post(text, LINK, "Ti & tel", "mastodon.nl")
            assert _plain(address) == _plain(networks.intent_url(network, post)), network


def _plain(address: str) -> str:
    """The script leaves five more characters as they are, which means the same (RFC 3986)."""
    for char, code in (("!", "%21"), ("'", "%27"), ("(", "%28"), (")", "%29"), ("*", "%2A")):
        address = address.replace(char, code)
    return address


def test_takes_a_host_out_of_what_people_paste(said_by_script: dict[str, Any]) -> None:
    assert said_by_script["hosts"] == ["mastodon.nl", "mastodon.nl", "mstdn.social", "", "", ""]
