"""The real server on a free port with a built frontend, and phones to visit it with."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e import world
from tools import chromium

ROOT = Path(__file__).resolve().parents[2]
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "nl-NL",
}
_BUILT_WITHIN_S = 600
_CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NewPhone = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with ``world``'s company; the frontend is built if it must be."""
    folder = tmp_path_factory.mktemp("site")
    port = _free_port()
    address = f"http://localhost:{port}"
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("ADVOCACY_")
    } | {
        "ADVOCACY_DATA": str(folder / "data"),
        "ADVOCACY_BASE_URL": address,
        "PYTHONPATH": str(ROOT),
    }
    (folder / "data").mkdir()
    words = ["serve", f"--port={port}"]
    made = [sys.executable, "-m", "tests.e2e.world"]
    subprocess.run(made, cwd=ROOT, env=environment, check=True)
    start = f"import sys; from advocacy_app.cli import main; sys.argv[1:] = {words!r}; main()"
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", start], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            _wait(address, server, folder / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium.executable()
    if found is None:
        pytest.fail("No Chromium: make e2e installs one")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=_CHROMIUM_ARGS)
        yield started
        started.close()


@pytest.fixture
def new_phone(browser: Browser, site: str) -> Iterator[NewPhone]:
    """Makes a phone with nothing on it; nothing but the site itself answers."""
    opened: list[BrowserContext] = []

    def make(**more: Any) -> BrowserContext:
        context = browser.new_context(base_url=site, **(PHONE | more))
        context.set_default_timeout(15_000)
        context.route(lambda url: not url.startswith(site), _elsewhere)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: str) -> Any:
    """What bob's phone keeps; once, because a password may be tried only so often."""
    return kept_after_sign_in(browser, site, world.BOB)


def kept_after_sign_in(browser: Browser, site: str, email: str) -> Any:
    """Cookies and storage of a phone on which somebody has just signed in."""
    with browser.new_context(base_url=site, **PHONE) as context:
        page = context.new_page()
        page.goto("/")
        sign_in(page, email)
        return context.storage_state()


@pytest.fixture
def bob(new_phone: NewPhone, signed_in: Any) -> Page:
    """Bob's phone, signed in, at the feed."""
    page = new_phone(storage_state=signed_in).new_page()
    page.goto("/")
    page.locator("article").first.wait_for()
    return page


def sign_in(page: Page, email: str = world.BOB) -> None:
    """From the sign-in page on; ends where one was going."""
    form = page.locator("form[action='/auth/password']")
    form.locator("[name=email]").fill(email)
    form.locator("[name=password]").fill(world.PASSWORD)
    form.locator("button[type=submit]").tap()
    page.locator("article").first.wait_for()


def _elsewhere(route: Any) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>elsewhere</title>")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _BUILT_WITHIN_S
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(log.read_text("utf-8", "replace")[-3000:])
        try:
            with urllib.request.urlopen(f"{address}/sign-in", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(log.read_text("utf-8", "replace")[-3000:])
