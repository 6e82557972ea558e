"""Mail by a real SMTP conversation, and on the console."""

from __future__ import annotations

import logging
import socketserver
from collections.abc import Iterator
from email import message_from_bytes, policy
from threading import Thread

import pytest

from advocacy_app.core import mail
from advocacy_app.core.mail import Mail
from advocacy_app.settings import settings

HELLO = Mail("bob@example.com", "Hoi Bob ☕", "Regel één\n.\nRegel drie\n")


class Postbox(socketserver.TCPServer):
    """Takes one mail at a time and offers no TLS."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.commands: list[bytes] = []
        self.letters: list[bytes] = []


class Clerk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        box = self.server
        assert isinstance(box, Postbox)
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            box.commands.append(line.strip())
            if line.upper().startswith(b"EHLO"):
                self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
                continue
            if line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                box.letters.append(self._letter())
            is_password = line.startswith(b"AUTH")
            self.wfile.write(b"235 welcome\r\n" if is_password else b"250 fine\r\n")

    def _letter(self) -> bytes:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with Postbox() as box:
        Thread(target=box.serve_forever, args=(0.01,), daemon=True).start()
        yield box
        box.shutdown()


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is handed over has been delivered, or has failed, once the postman is home."""
    mail._postman.cache_clear()  # pyright: ignore[reportPrivateUsage]
    yield
    mail._postman.cache_clear()  # pyright: ignore[reportPrivateUsage]


def send_by(monkeypatch: pytest.MonkeyPatch, url: str, letter: Mail = HELLO) -> None:
    monkeypatch.setenv("ADVOCACY_SMTP_URL", url)
    settings.cache_clear()
    mail.send(letter)
    mail._postman().shutdown()  # pyright: ignore[reportPrivateUsage]


@pytest.mark.usefixtures("delivered")
def test_a_mail_arrives_as_it_was_written(
    monkeypatch: pytest.MonkeyPatch, postbox: Postbox
) -> None:
    port = postbox.server_address[1]
    send_by(monkeypatch, f"smtp://127.0.0.1:{port}?from=Vele+Handen+%3Cmh@example.com%3E")
    [letter] = [message_from_bytes(raw, policy=policy.default) for raw in postbox.letters]
    assert letter["Subject"] == HELLO.subject
    assert letter["From"] == "Vele Handen <mh@example.com>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == HELLO.body.splitlines()
    assert b"rcpt TO:<bob@example.com>" in postbox.commands


@pytest.mark.usefixtures("delivered")
def test_no_password_goes_over_an_open_line(
    monkeypatch: pytest.MonkeyPatch, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    port = postbox.server_address[1]
    send_by(monkeypatch, f"smtp://mh:pw@127.0.0.1:{port}")
    assert postbox.letters == []
    assert not any(command.upper().startswith(b"AUTH") for command in postbox.commands)
    assert "was not delivered" in caplog.text


@pytest.mark.usefixtures("delivered")
def test_a_password_goes_over_an_open_line_where_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch, postbox: Postbox
) -> None:
    port = postbox.server_address[1]
    send_by(monkeypatch, f"smtp://mh:p%40w@127.0.0.1:{port}?tls=no")
    assert any(command.startswith(b"AUTH PLAIN") for command in postbox.commands)


@pytest.mark.usefixtures("delivered")
@pytest.mark.parametrize("url", ["smtp://127.0.0.1:1", "smtps://127.0.0.1:1", "nonsense"])
def test_a_mail_that_cannot_be_sent_is_logged_without_the_person(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, url: str
) -> None:
    with caplog.at_level(logging.ERROR):
        send_by(monkeypatch, url)
    assert "a mail was not delivered" in caplog.text
    assert "bob" not in caplog.text


def test_without_a_server_it_is_on_the_console(capsys: pytest.CaptureFixture[str]) -> None:
    mail.send(HELLO)
    printed = capsys.readouterr().out
    assert "To: bob@example.com" in printed
    assert "Regel één" in printed


def test_a_line_break_adds_no_header() -> None:
    message = mail.compose(
        Mail("bob@example.com\r\nBcc: x@evil.example", "Hoi\nX-Evil: 1", "Hoi")
    )
    assert "Bcc" not in message
    assert "X-Evil" not in message
    assert message["Subject"] == "Hoi X-Evil: 1"
