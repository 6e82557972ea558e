"""What the first and the second visit of the feed weigh, against budgets of 150 and 10 kB.

``python -m bench.weight``: a demo company on a free port, a phone-sized Chromium, everything
that came over the network but pictures, as the browser itself counted it (kB = 1000 bytes).
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from tools import chromium

FIRST_KB, SECOND_KB, REQUESTS = 150, 10, 20
START_S = 300
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Scales:
    """Adds up what a page loads; pictures apart."""

    def __init__(self, cdp: CDPSession) -> None:
        self.kinds: dict[str, str] = {}
        self.weights: dict[str, float] = {}
        self.names: dict[str, str] = {}
        cdp.send("Network.enable")  # pyright: ignore[reportUnknownMemberType]
        cdp.on("Network.responseReceived", self._received)
        cdp.on("Network.loadingFinished", self._finished)

    def reset(self) -> None:
        self.weights.clear()

    def _received(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]
        self.names[event["requestId"]] = event["response"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.weights[event["requestId"]] = event["encodedDataLength"]

    def counted(self) -> dict[str, float]:
        return {
            self.names[request]: weight / 1000
            for request, weight in self.weights.items()
            if self.kinds.get(request) != "Image" and weight
        }


def main() -> int:
    browser = chromium.executable()
    if browser is None:
        print("No Chromium; `make setup` installs it", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        command = [str(Path(sys.executable).with_name("advocacy")), "demo"]
        server = subprocess.Popen(
            [*command, "--port", str(port), "--data", folder], stdout=subprocess.DEVNULL
        )
        try:
            base = f"http://localhost:{port}"
            _wait(base)
            account = json.loads(Path(folder, "demo.json").read_text("utf-8"))["accounts"][0]
            first, second = _weigh(str(browser), base, account)
        finally:
            server.terminate()
            server.wait()
    return _report(first, second)


def _weigh(
    browser: str, base: str, account: dict[str, str]
) -> tuple[dict[str, float], dict[str, float]]:
    with sync_playwright() as playwright:
        context = playwright.chromium.launch(executable_path=browser, args=FLAGS).new_context(
            viewport={"width": 390, "height": 844}, locale="nl-NL"
        )
        # Signed in by request, so that the feed's is the first page this browser ever sees.
        context.request.post(
            f"{base}/auth/password",
            form={"email": account["email"], "password": account["password"]},
            headers={"Origin": base},
            max_redirects=0,
        )
        page = context.new_page()
        scales = Scales(context.new_cdp_session(page))
        first = _visit(page, scales, base)
        return first, _visit(page, scales, base)


def _visit(page: Page, scales: Scales, base: str) -> dict[str, float]:
    scales.reset()
    page.goto(base)
    page.locator("article").first.wait_for()
    page.wait_for_load_state("load")
    return scales.counted()


def _report(first: dict[str, float], second: dict[str, float]) -> int:
    one, other = sum(first.values()), sum(second.values())
    for name, weight in sorted(first.items(), key=lambda pair: -pair[1])[:6]:
        print(f"  {weight:6.1f} kB  {name.partition('//')[2].partition('/')[2][:60]}")
    print(f"first visit: {one:.1f} kB = {one / FIRST_KB:.2f} of the limit of {FIRST_KB} kB,")
    print(
        f"  in {len(first)} requests = {len(first) / REQUESTS:.2f} of the limit of {REQUESTS}"
    )
    print(f"second visit: {other:.1f} kB = {other / SECOND_KB:.2f} of the limit of {SECOND_KB}")
    return int(one > FIRST_KB or other > SECOND_KB or len(first) > REQUESTS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(base: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{base}/readyz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The demo did not start")


if __name__ == "__main__":
    sys.exit(main())
