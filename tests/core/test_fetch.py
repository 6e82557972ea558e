"""The guarded client against a server of this test, through a resolver of this test."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from advocacy_app.core import fetch
from advocacy_app.core.errors import BadInput
from advocacy_app.core.fetch import Guarded, Wish, sockets
from advocacy_app.core.fetch.sockets import Guard

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Answers on a port of 127.0.0.1, under the name ``site.example``."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                site.answers[self.path](self)

            def log_message(self, format: str, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.names = {"site.example": ["127.0.0.1"]}

    def url(self, path: str) -> str:
        return f"http://site.example:{self.port}{path}"

    def page(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        def _answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("content-length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = _answer

    def resolve(self, host: str, port: int) -> list[str]:
        if host not in self.names:
            raise OSError("no such name")
        return self.names[host]

    def get(self, path: str, **more: Any) -> fetch.Fetched:
        return self.fetch(self.url(path), **more)

    def fetch(self, url: str, most: int = 10_000, seconds: float = 5.0) -> fetch.Fetched:
        allowed = frozenset({f"site.example:{self.port}"})
        return Guarded(Guard(self.resolve, allowed))(Wish(url, most, seconds, {"x-a": "b"}))


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(BadInput) as error:
        work()
    return error.value.key.removeprefix("fetch.error.")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("255.255.255.255", False),
        ("198.18.0.1", False),
        ("168.63.129.16", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("nonsense", False),
        ("", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert sockets.is_public(address) is public


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://site.example/", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://site.example", "address"),
        ("//site.example/", "address"),
        ("https://", "address"),
        ("", "address"),
        ("http://site.example:22/", "port"),
        ("http://site.example:8080/", "port"),
        ("http://site.example/", "private"),
        ("http://mixed.example/", "private"),
        ("http://nowhere.example/", "unreachable"),
    ],
)
def test_places_we_do_not_go(site: Site, url: str, why: str) -> None:
    site.names["mixed.example"] = ["93.184.216.34", "10.0.0.1"]
    assert refused(lambda: site.fetch(url)) == why
    assert site.seen == []


def test_a_page_with_the_name_in_host_and_no_password(site: Site) -> None:
    site.page("/a", b"hello", content_type="text/plain", etag='"1"')
    url = site.url("/a").replace("http://", "http://user:secret@")
    got = site.fetch(url)
    assert (got.status, got.body, got.content_type, got.etag) == (
        200,
        b"hello",
        "text/plain",
        '"1"',
    )
    ((_, headers),) = site.seen
    assert headers["host"] == f"site.example:{site.port}"
    assert headers["x-a"] == "b"
    assert "authorization" not in headers
    assert "cookie" not in headers


def test_a_redirect_is_followed_and_judged_again(site: Site) -> None:
    site.page("/ok", b"", 302, location="/there")
    site.page("/there", b"yes")
    assert site.get("/ok").url == site.url("/there")
    site.names["inside.example"] = ["192.168.1.1"]
    for location, why in (
        ("http://inside.example/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "unreachable"),
        ("http://site.example:22/", "port"),
        ("file:///etc/passwd", "address"),
        ("http://[::1", "unreachable"),
    ):
        site.page("/go", b"", 302, location=location)
        site.seen.clear()
        assert refused(lambda: site.get("/go")) in {why, "address", "private"}
        assert [path for path, _ in site.seen] == ["/go"]


def test_a_loop_ends_after_five(site: Site) -> None:
    site.page("/loop", b"", 301, location="/loop")
    assert refused(lambda: site.get("/loop")) == "too_many_redirects"
    assert len(site.seen) == fetch.MAX_REDIRECTS + 1


def test_too_much_is_refused_however_it_is_packed(site: Site) -> None:
    large = b"0" * 5_000_000
    site.page("/plain", large)
    site.page("/gzip", gzip.compress(large), content_encoding="gzip")
    site.page("/deflate", zlib.compress(large), content_encoding="deflate")
    for path in ("/plain", "/gzip", "/deflate"):
        assert refused(lambda p=path: site.get(p)) == "too_large"


def test_packed_pages_are_unpacked(site: Site) -> None:
    site.page("/gzip", gzip.compress(b"hello"), content_encoding="gzip")
    assert site.get("/gzip").body == b"hello"
    site.page("/broken", b"\x1f\x8b\x08nonsense", content_encoding="gzip")
    assert refused(lambda: site.get("/broken")) == "unreachable"
    site.page("/br", b"x", content_encoding="br")
    assert refused(lambda: site.get("/br")) == "unreachable"


@pytest.mark.parametrize("status", [400, 404, 410, 500])
def test_an_error_there_is_a_sentence_here(site: Site, status: int) -> None:
    site.page("/x", b"", status)
    with pytest.raises(BadInput) as error:
        site.get("/x")
    assert error.value.params == {"host": "site.example", "status": status}


def test_not_modified_has_no_body(site: Site) -> None:
    site.page("/x", b"", 304, etag='"1"')
    got = site.get("/x")
    assert (got.status, got.body, got.etag) == (304, b"", '"1"')


def test_one_clock_runs_over_everything(site: Site) -> None:
    ended = threading.Event()

    def _drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not ended.wait(0.02):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return

    site.answers["/drip"] = _drip
    assert refused(lambda: site.get("/drip", seconds=0.3)) == "slow"
    ended.set()


def test_a_name_server_that_hangs_does_not_hang_us(site: Site) -> None:
    ended = threading.Event()

    def _hangs(host: str, port: int) -> list[str]:
        ended.wait(5)
        return []

    guarded = Guarded(Guard(_hangs))
    assert refused(lambda: guarded(Wish("http://site.example/", 10, 0.1, {}))) == "slow"
    ended.set()


def test_what_speaks_no_http_is_unreachable(site: Site) -> None:
    def _greet(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    site.answers["/x"] = _greet
    assert refused(lambda: site.get("/x")) == "unreachable"


def test_tests_can_answer_instead() -> None:
    asked: list[Wish] = []

    def _fake(wish: Wish) -> fetch.Fetched:
        asked.append(wish)
        return fetch.Fetched(200, b"x", "", wish.url, None, None)

    fetch.use(_fake)
    try:
        assert fetch.fetch("https://x.y/", max_bytes=1, etag='"1"').body == b"x"
    finally:
        fetch.use(None)
    assert asked[0].headers["if-none-match"] == '"1"'
