"""HTML from elsewhere: what stays is harmless and asks nobody for anything."""

from __future__ import annotations

import pytest

from advocacy_app.core import html


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ('<p style="color:red" class="x" onclick="y()" id="z">a</p>', "<p>a</p>"),
        ("<style>p{}</style><p>a</p>", "<p>a</p>"),
        ('<p>a<img src="https://t.example/pixel.gif"></p>', "<p>a</p>"),
        ('<iframe src="https://x.example">a</iframe><p>b</p>', "<p>b</p>"),
        ("<svg><a href='javascript:x'>a</a></svg><p>b</p>", "<p>b</p>"),
        ("<video src='https://x.example/a'></video><p>b</p>", "<p>b</p>"),
        ("<h1>Kop</h1>", "<h2>Kop</h2>"),
        ("<p>&nbsp;</p><p> </p><p>a</p>", "<p>a</p>"),
        ("<p>a\0b</p>", "<p>ab</p>"),
        ("a &lt;b&gt; c", "a &lt;b&gt; c"),
        ("<form action='https://x'><input name=a>b</form>", "b"),
        ("<base href='https://evil.example/'>a", "a"),
        ("<meta http-equiv=refresh content='0;url=https://x'>a", "a"),
    ],
)
def test_what_is_left(given: str, safe: str) -> None:
    assert html.sanitise(given) == safe


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.com/a?b=1", True),
        ("mailto:a@example.com", True),
        ("tel:+31612345678", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("/relative", False),
        ("//example.com", False),
    ],
)
def test_links_that_stay(href: str, kept: bool) -> None:
    safe = html.sanitise(f'<a href="{href}" target="_blank">a</a>')
    assert ("href=" in safe) is kept
    assert 'rel="noopener noreferrer nofollow"' in safe
    assert "target" not in safe


def test_markdown_is_obeyed_and_raw_html_shown() -> None:
    safe = html.from_markdown("# Kop\n\n- **een**\n\n<script>x</script>\n\n![p](https://x/y)")
    assert "<h2>Kop</h2>" in safe
    assert "<li><strong>een</strong></li>" in safe
    assert "&lt;script&gt;" in safe
    assert "img" not in safe


def test_words_alone() -> None:
    given = "<p>Een</p><p>twee &amp; drie</p><script>x</script><li>vier</li>"
    assert html.to_text(given) == "Een twee & drie vier"
    assert html.to_text("\ud800x") == "?x"
