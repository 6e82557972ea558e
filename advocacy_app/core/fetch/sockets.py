"""Connections to places that were judged first; the lower half of ``core/fetch.py``.

A name is resolved here, every address it has is judged, and the connection goes to an address
that was judged, so the name cannot answer differently a moment later.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpcore

from advocacy_app.core.errors import BadInput

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_CLOUD = {ipaddress.ip_address("168.63.129.16")}  # a metadata service at a public address

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve: TypeAlias = Callable[[str, int], list[str]]


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open internet, also when it is wrapped in another."""
    try:
        address = _unwrapped(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return False
    return address.is_global and not address.is_multicast and address not in _CLOUD


def _unwrapped(address: Address) -> Address:
    """The IPv4 address inside IPv4-mapped, 6to4, NAT64 and Teredo ones."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner or address


def system_resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True)
class Guard:
    """``allowed`` names the ``host:port`` places that need not be public."""

    resolve: Resolve = system_resolve
    allowed: frozenset[str] = frozenset()

    def addresses(self, host: str, port: int, timeout_s: float) -> list[str]:
        """Where a name lives. One private address among them and the name is refused."""
        pool = ThreadPoolExecutor(1, thread_name_prefix="resolve")
        try:
            found = pool.submit(self.resolve, host, port).result(timeout_s)
        except TooSlow as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError from error
        finally:
            pool.shutdown(wait=False)
        if f"{host}:{port}" not in self.allowed and not all(map(is_public, found)):
            raise BadInput("fetch.error.private", host=host)
        return list(dict.fromkeys(found))


class Deadline:
    """Seconds left of one wish; raises httpcore.ReadTimeout when there are none."""

    def __init__(self, seconds: float) -> None:
        self.until = time.monotonic() + seconds

    def left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _Stream(httpcore.NetworkStream):
    """A socket on which each wait is at most what is left of the whole."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.inner = inner
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self.inner.read(max_bytes, self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self.inner.write(buffer, self.deadline.left())

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        left = self.deadline.left()
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class Backend(httpcore.NetworkBackend):
    """Connects to the addresses that were judged, in their order, and to no other."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self.guard = guard
        self.deadline = deadline
        self.sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        last: Exception = httpcore.ConnectError()
        for address in self.guard.addresses(host.strip("[]"), port, self.deadline.left()):
            try:
                stream = self.sockets.connect_tcp(address, port, self.deadline.left())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
            else:
                return _Stream(stream, self.deadline)
        raise last
