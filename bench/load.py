"""64 connections that follow links as fast as they are answered: wrk, or else asyncio.

Every request comes from a visitor of its own (X-Forwarded-For), because repeated visitors would
be duplicates and make it look cheaper than it is.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 64
AGENT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1"
)
REFERRER = "https://www.linkedin.com/feed/"
_SCRIPT = """
local codes = {{{codes}}}
math.randomseed(os.time())
request = function()
  local ip = math.random(1, 223) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255)
    .. "." .. math.random(1, 254)
  wrk.headers["X-Forwarded-For"] = ip
  return wrk.format("GET", "/s/" .. codes[math.random(#codes)])
end
"""
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass
class Load:
    """Requests a second, latencies in milliseconds, and how many 302s were received."""

    rps: float
    p50: float
    p99: float
    acknowledged: int = 0
    times: list[float] = field(default_factory=list)


def run(port: int, codes: list[str], seconds: float, core: int | None) -> Load:
    if shutil.which("wrk"):
        return _wrk(port, codes, seconds, core)
    return asyncio.run(follow(port, codes, seconds))


def _wrk(port: int, codes: list[str], seconds: float, core: int | None) -> Load:
    script = Path(tempfile.mkdtemp()) / "links.lua"
    script.write_text(_SCRIPT.format(codes=", ".join(f'"{code}"' for code in codes)))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", "--latency"]
    command += ["-s", str(script), "-H", f"User-Agent: {AGENT}", "-H", f"Referer: {REFERRER}"]
    done = subprocess.run(
        [*pinned(core), *command, f"http://127.0.0.1:{port}/"],
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(script.parent)
    said = done.stdout
    if "Non-2xx or 3xx" in said:
        raise RuntimeError(said)
    return Load(
        rps=float(_found(r"Requests/sec:\s+([\d.]+)", said)[0]),
        p50=_ms(r"50%\s+([\d.]+)(us|ms|s)", said),
        p99=_ms(r"99%\s+([\d.]+)(us|ms|s)", said),
    )


def _ms(pattern: str, said: str) -> float:
    number, unit = _found(pattern, said)
    return float(number) * _UNITS[unit]


def _found(pattern: str, said: str) -> tuple[str, ...]:
    match = re.search(pattern, said)
    if match is None:
        raise RuntimeError(said)
    return match.groups()


def pinned(core: int | None) -> list[str]:
    """How to keep a command on one core, where that is possible."""
    can = core is not None and shutil.which("taskset") and (os.cpu_count() or 1) > 1
    return ["taskset", "-c", str(core)] if can else []


async def follow(port: int, codes: list[str], seconds: float) -> Load:
    """Counts an answer only when its last byte is in; a server that dies ends the run."""
    load = Load(0, 0, 0)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_one(port, codes, until, load) for _ in range(CONNECTIONS)))
    load.rps = load.acknowledged / seconds
    if load.times:
        cuts = statistics.quantiles(load.times, n=100)
        load.p50, load.p99 = cuts[49] * 1000, cuts[98] * 1000
    return load


async def _one(port: int, codes: list[str], until: float, load: Load) -> None:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            began = time.perf_counter()
            address = ".".join(str(random.randint(1, 254)) for _ in range(4))
            writer.write(
                f"GET /s/{random.choice(codes)} HTTP/1.1\r\nHost: localhost\r\n"
                f"User-Agent: {AGENT}\r\nReferer: {REFERRER}\r\n"
                f"X-Forwarded-For: {address}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 302"):
                raise RuntimeError(head.decode())
            load.acknowledged += 1
            load.times.append(time.perf_counter() - began)
        writer.close()
    except (ConnectionError, asyncio.IncompleteReadError):
        return
