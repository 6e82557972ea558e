"""The frontend's build: reproducible, origin-free, and done only when its sources changed.

Reflex makes a static site in ``.web/build/client``. Three libraries that plain elements do not need
are replaced before Vite (``FrontendBuild``). Three things are put right after it and before
compression: the server's address becomes the page's own origin, so one
build works on any host and port; the inline scripts' hashes are written down for the content
security policy; nothing in it depends on when it was built.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reflex.utils import prerequisites
from reflex_base.plugins.base import Plugin

from advocacy_app.ui.tokens import base_stylesheet

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / ".web" / "build" / "client"
INLINE_SCRIPTS = ROOT / ".web" / "build" / "inline-scripts.json"
_STAMP = ROOT / ".web" / "build" / "sources.sha256"
_LEAN = Path(__file__).with_name("lean.js")
_REPLACED = ("@emotion/react", "universal-cookie", "mergician")
_LOCK = ROOT / "reflex.lock" / "package-lock.json"
_SOURCES = (
    "rxconfig.py",
    "requirements/app.txt",
    "reflex.lock/package-lock.json",
    "advocacy_app/advocacy_app.py",
    "advocacy_app/*/rules.py",
    "advocacy_app/ui/**/*",
    "advocacy_app/screens/**/*",
    "assets/*",
)
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_ADDRESS = re.compile(r"[`\"'](https?|wss?)://[^/`\"']+(/[^`\"']*)[`\"']")


def freeze_build_stamp() -> None:
    """Keep the moment of the build out of the bundle, or every build has other file names."""
    prerequisites.set_last_reflex_run_time = lambda: None


def allowed_origins(base_url: str) -> list[str]:
    """Who may open the websocket; on one's own machine both names of it."""
    parts = urlsplit(base_url)
    if parts.hostname not in {"localhost", "127.0.0.1"}:
        return [base_url]
    port = f":{parts.port}" if parts.port else ""
    return [f"{parts.scheme}://{host}{port}" for host in ("localhost", "127.0.0.1")]


class FrontendBuild(Plugin):
    """The corrections before and after Vite; see the module."""

    def pre_compile(self, **context: Any) -> None:
        context["add_modify_task"]("vite.config.js", _with_lean_modules)
        context["add_modify_task"]("styles/tailwind.css", _own_stylesheet)

    def post_build(self, **context: Any) -> None:
        site = Path(context["static_dir"])
        for script in site.glob("assets/reflex-env-*.js"):
            script.write_text(_ADDRESS.sub(_own_origin, script.read_text("utf-8")), "utf-8")
        INLINE_SCRIPTS.write_text(json.dumps(_inline_hashes(site), sort_keys=True), "utf-8")


def _with_lean_modules(vite: str) -> str:
    """Put ``lean.js`` in the place of libraries that plain elements do not need.

    Raises RuntimeError when Reflex writes its configuration in another form.
    """
    before, found, after = vite.partition("alias: [")
    if not found:
        raise RuntimeError("Vite's configuration has no list of aliases to add to")
    lean = json.dumps(str(_LEAN))
    aliases = [f'{{ find: "{name}", replacement: {lean} }},' for name in _REPLACED]
    return before + found + "".join(aliases) + after


def _own_stylesheet(tailwind: str) -> str:
    """Tailwind, looking for class names where the configuration says and not in every word of
    every script; and the tokens behind it.
    """
    named = tailwind.replace("layer(utilities)", "layer(utilities) source(none)")
    return named + base_stylesheet()


def _own_origin(match: re.Match[str]) -> str:
    origin = "location.origin"
    if match.group(1).startswith("ws"):
        origin = "location.origin.replace(/^http/,`ws`)"
    return f"({origin})+`{match.group(2)}`"


def _inline_hashes(site: Path) -> dict[str, list[str]]:
    """CSP source expressions by page; a page's inline scripts and no others may run in it."""
    return {
        "/" + page.relative_to(site).as_posix(): sorted(
            {_source_expression(body) for body in _INLINE.findall(page.read_text("utf-8"))}
        )
        for page in sorted(site.rglob("*.html"))
    }


def _source_expression(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def is_current() -> bool:
    return SITE.is_dir() and _STAMP.is_file() and _STAMP.read_text("utf-8") == _fingerprint()


def build(say: Callable[[str], None]) -> None:
    """Compile the pages and bundle them with Node; raises RuntimeError with Node's own words."""
    say("Building the frontend (once, about a minute)")
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"]
    done = subprocess.run(  # noqa: S603 -- our own interpreter, fixed arguments
        command, cwd=ROOT, env=build_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not (SITE / "index.html").is_file():
        raise RuntimeError(f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    _forget_addresses()
    _STAMP.write_text(_fingerprint(), "utf-8")


def _forget_addresses() -> None:
    """Leave nothing but names, versions and hashes in the pins, in an order that stays."""
    wanted = _LOCK.with_name("package.json")
    names = json.loads(wanted.read_text("utf-8"))
    wanted.write_text(json.dumps(names, indent=2, sort_keys=True) + "\n", "utf-8")
    lock = json.loads(_LOCK.read_text("utf-8"))
    for package in lock.get("packages", {}).values():
        for key in ("resolved", "funding"):
            package.pop(key, None)
    _LOCK.write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


def build_environment() -> dict[str, str]:
    """Node comes from the virtual environment, as a Python package."""
    binaries = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "PATH": binaries + os.pathsep + os.environ.get("PATH", ""),
        "REFLEX_USE_NPM": "1",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_ENV_MODE": "prod",
    }


def serve_environment() -> dict[str, str]:
    """What makes Reflex serve the finished build without compiling and without Node."""
    return {
        "__REFLEX_SKIP_COMPILE": "true",
        "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_BACKEND_ONLY": "true",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "REFLEX_TELEMETRY_ENABLED": "false",
    }


def _fingerprint() -> str:
    found = {file for pattern in _SOURCES for file in ROOT.glob(pattern) if _is_source(file)}
    total = hashlib.sha256()
    for file in sorted(found):
        total.update(
            file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0"
        )
    return total.hexdigest()


def _is_source(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc" and "external" not in file.parts
