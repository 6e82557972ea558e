"""The one client that asks the outside world for something, and trusts none of it.

An address an editor or a feed gave us must not reach our own network. So the name is resolved
by us and the connection goes to an address that was judged (``sockets.py``), while TLS and
``Host`` still speak the name. Each redirect starts again from the front door. One clock runs
over everything, name lookup included, and what comes in is counted after it is unpacked, so a
gzip bomb stops at the cap.
"""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import httpcore
import httpx

from advocacy_app.core.errors import BadInput
from advocacy_app.core.fetch.sockets import Backend, Deadline, Guard

MAX_REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_AGENT = "ManyHands/1 (+feed reader)"
_REDIRECTS = {301, 302, 303, 307, 308}
_NOT_MODIFIED = 304
_OK = range(200, 300)
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """``status`` is 200-299, or 304 with an empty body; ``url`` is where redirects ended."""

    status: int
    body: bytes
    content_type: str
    url: str
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """``max_bytes`` counts what is unpacked; ``timeout_s`` is for the whole."""

    url: str
    max_bytes: int
    timeout_s: float
    headers: dict[str, str]


class Fetcher(Protocol):
    def __call__(self, wish: Wish) -> Fetched: ...


def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout_s: float = 20.0,
    etag: str | None = None,
    last_modified: str | None = None,
    accept: str = "*/*",
) -> Fetched:
    """Get a public page; blocks. Raises BadInput with a sentence when it cannot."""
    headers = {"accept": accept, "user-agent": _AGENT, "accept-encoding": "gzip, deflate"}
    if etag:
        headers["if-none-match"] = etag
    if last_modified:
        headers["if-modified-since"] = last_modified
    return _current[0](Wish(url, max_bytes, timeout_s, headers))


def use(other: Fetcher | None) -> None:
    """Let tests answer instead of the outside world; ``None`` gives the real one back."""
    _current[0] = other or Guarded()


class Guarded:
    """The real thing."""

    def __init__(self, guard: Guard | None = None) -> None:
        self.guard = guard or Guard()

    def __call__(self, wish: Wish) -> Fetched:
        deadline = Deadline(wish.timeout_s)
        url = self._checked(wish.url)
        transport = _Transport(Backend(self.guard, deadline))
        with httpx.Client(transport=transport, trust_env=False) as client:
            for _ in range(MAX_REDIRECTS + 1):
                with _plainly(url), client.stream("GET", url, headers=wish.headers) as answer:
                    if answer.status_code not in _REDIRECTS:
                        return _fetched(answer, wish, deadline)
                    location = answer.headers.get("location", "")
                with _plainly(url):
                    url = self._checked(str(url.join(location)))
        raise BadInput("fetch.error.too_many_redirects", host=url.host)

    def _checked(self, text: str) -> httpx.URL:
        """The address without its user name; raises BadInput for any but ordinary web ones."""
        try:
            url = httpx.URL(text.strip())
        except (httpx.InvalidURL, ValueError) as error:
            raise BadInput("fetch.error.address") from error
        if url.scheme not in _PORTS or not url.host:
            raise BadInput("fetch.error.address")
        port = url.port or _PORTS[url.scheme]
        if port not in _PORTS.values() and f"{url.host}:{port}" not in self.guard.allowed:
            raise BadInput("fetch.error.port", host=url.host, port=port)
        return url.copy_with(userinfo=b"", fragment=None)


class _plainly:  # noqa: N801  # reads as a word: with _plainly(url)
    """Turns whatever goes wrong on the way into one refusal that names the host."""

    def __init__(self, url: httpx.URL) -> None:
        self.host = url.host

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        slow = (httpcore.TimeoutException, httpx.TimeoutException)
        if isinstance(error, slow):
            raise BadInput("fetch.error.slow", host=self.host) from error
        broken = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ssl.SSLError)
        core = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
        if isinstance(error, (*broken, *core, zlib.error)):
            raise BadInput("fetch.error.unreachable", host=self.host) from error


def _fetched(answer: httpx.Response, wish: Wish, deadline: Deadline) -> Fetched:
    if answer.status_code == _NOT_MODIFIED:
        body = b""
    elif answer.status_code in _OK:
        body = _body(answer, wish.max_bytes, deadline)
    else:
        raise BadInput("fetch.error.status", host=answer.url.host, status=answer.status_code)
    return Fetched(
        answer.status_code,
        body,
        answer.headers.get("content-type", ""),
        str(answer.url),
        answer.headers.get("etag"),
        answer.headers.get("last-modified"),
    )


def _body(answer: httpx.Response, most: int, deadline: Deadline) -> bytes:
    """Unpacked by hand, because only so can the unpacking be stopped at the cap."""
    encoding = answer.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise BadInput("fetch.error.unreachable", host=answer.url.host)
    packed = encoding not in {"identity", ""}
    parts = _unpacked(answer.iter_raw(_CHUNK), most) if packed else answer.iter_raw(_CHUNK)
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > most:
            raise BadInput("fetch.error.too_large", most=_megabytes(most), host=answer.url.host)
        deadline.left()
    return bytes(body)


def _megabytes(count: int) -> int:
    return max(1, count // 1024**2)


def _unpacked(raw: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Gzip or zlib, never more than one byte beyond ``most`` at a time."""
    unpacker = zlib.decompressobj(wbits=47)
    for chunk in raw:
        rest = chunk
        while rest:
            yield unpacker.decompress(rest, most + 1)
            rest = unpacker.unconsumed_tail
    yield unpacker.flush()


def gunzip(data: bytes, most: int) -> bytes:
    """A gzip file's content up to ``most + 1`` bytes; raises zlib.error when it is broken."""
    return b"".join(_capped(_unpacked([data], most), most))


def _capped(parts: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for part in parts:
        yield part
        total += len(part)
        if total > most:
            return


class _Transport(httpx.BaseTransport):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self.pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self.pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self.pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self.answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self.answer.iter_stream()

    def close(self) -> None:
        self.answer.close()


_current: list[Fetcher] = [Guarded()]
