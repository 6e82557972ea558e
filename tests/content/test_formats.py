"""Adapters: real samples where they are, and what they are likely to meet elsewhere."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advocacy_app.content import formats
from advocacy_app.content.rules import SourceKind
from advocacy_app.core import text
from advocacy_app.core.errors import AppError, BadInput, TooLarge

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
NEWS, JOBS = SourceKind.NEWS, SourceKind.JOBS
FINE = {
    "news/AmazonWebServicesBlog.xml": ("Atom", 10),
    "news/GiantRobotsSmashingIntoOtherGiantRobots.xml": ("Atom", 3),
    "news/InvalidDateFormat.xml": ("RSS", 2),
    "news/TechCrunch.xml": ("RSS", 20),
    "news/json_feed.json": ("JSON Feed", 20),
    "news/youtube_atom.xml": ("Atom", 15),
    "jobs/greenhouse.json": ("Greenhouse", 2),
    "jobs/recruitee.json": ("Recruitee", 2),
    "jobs/teamtailor.json": ("Teamtailor", 2),
}
REFUSED = {
    "jobs/ashby.json": "Ashby",
    "jobs/bamboohr.json": "BambooHR",
    "jobs/lever.json": "Lever",
    "jobs/neogov.xml": "NEOGOV",
    "jobs/personio.xml": "Personio",
    "jobs/pinpoint.json": "Pinpoint",
    "jobs/smartrecruiters.json": "SmartRecruiters",
    "jobs/workable.json": "Workable",
}
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>%s</channel></rss>"""
ITEM = b"<item><title>Een</title><link>https://example.com/1</link>%s</item>"


def sample(name: str) -> bytes:
    file = SAMPLES / name
    if not file.is_file():
        pytest.skip(f"the samples are not here: {name}")
    return file.read_bytes()


def kind(name: str) -> SourceKind:
    return JOBS if name.startswith("jobs/") else NEWS


@pytest.mark.parametrize("name", FINE)
def test_a_sample_is_read(name: str) -> None:
    parsed = formats.parse(sample(name), kind(name))
    assert (parsed.form, len(parsed.entries)) == FINE[name]
    assert parsed.refused == 0
    assert all(entry.title and entry.external_id and entry.url for entry in parsed.entries)
    assert all(entry.published_at for entry in parsed.entries)


@pytest.mark.parametrize("name", REFUSED)
def test_a_sample_is_refused_with_one_sentence(name: str) -> None:
    with pytest.raises(BadInput) as refused:
        formats.parse(sample(name), kind(name))
    for locale in ("nl", "en"):
        said = text.problem(locale, refused.value)
        assert REFUSED[name] in said
        assert "Greenhouse" in said
        assert "\n" not in said


def test_every_sample_is_one_or_the_other() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the samples are not here")
    found = {f"{f.parent.name}/{f.name}" for f in SAMPLES.glob("*/*")}
    assert found == FINE.keys() | REFUSED.keys()


def test_greenhouse_html_is_unescaped_once() -> None:
    entry = formats.parse(sample("jobs/greenhouse.json"), JOBS).entries[0]
    assert entry.body_html.startswith('<div class="content-intro"><p>Amplitude')
    assert entry.published_at == datetime(2026, 7, 16, 15, 55, 32, tzinfo=UTC)
    assert entry.vacancy is not None
    assert (entry.vacancy.location, entry.language) == ("London, UK", "en")


def test_recruitee_dates_pay_and_no_mailbox() -> None:
    entry = formats.parse(sample("jobs/recruitee.json"), JOBS).entries[0]
    assert entry.published_at == datetime(2026, 8, 5, 10, 10, 39, tzinfo=UTC)
    assert entry.vacancy is not None
    assert (entry.vacancy.salary_min, entry.vacancy.salary_max) == (6000000, 7500000)
    assert (entry.vacancy.salary_period, entry.vacancy.hours) == ("year", "40")
    assert "What we expect from you" in entry.body_html
    assert "recruitee.com" not in repr(entry)


@pytest.mark.parametrize(
    ("data", "wanted", "key"),
    [
        (b"", NEWS, "feed_empty"),
        (b" \n ", NEWS, "feed_empty"),
        (b"<!DOCTYPE html><html><body>Hi</body></html>", NEWS, "feed_is_page"),
        (b"\n<html lang='nl'>", JOBS, "feed_is_page"),
        (b"{", NEWS, "feed_broken"),
        (b"[" * 100_000, JOBS, "feed_broken"),
        (b'{"a": 1}', NEWS, "feed_unknown"),
        (b"[]", JOBS, "feed_unknown"),
        (b"plain words", NEWS, "feed_unknown"),
        (b"\x89PNG\r\n\x1a\n", NEWS, "feed_unknown"),
        (b"\x1f\x8bnot gzip", NEWS, "feed_broken"),
        (RSS % b"", JOBS, "feed_has_news"),
        (b'{"jobs": [], "meta": {"total": 0}}', NEWS, "feed_has_jobs"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, wanted: SourceKind, key: str) -> None:
    with pytest.raises(BadInput) as refused:
        formats.parse(data, wanted)
    assert refused.value.key == f"content.error.{key}"


def test_thirty_megabytes_are_refused_packed_or_not() -> None:
    for data in (b" " * (30 * 1024**2), gzip.compress(b"<" * (30 * 1024**2))):
        with pytest.raises(TooLarge):
            formats.parse(data, NEWS)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>"""
THIEF = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&x;</title></channel></rss>"""


@pytest.mark.parametrize("data", [BOMB, THIEF, BOMB.decode().encode("utf-16")])
def test_entity_tricks_are_refused(data: bytes) -> None:
    with pytest.raises(AppError):
        formats.parse(data, NEWS)


def test_a_packed_feed_is_unpacked() -> None:
    assert len(formats.parse(gzip.compress(RSS % (ITEM % b"")), NEWS).entries) == 1


def test_encodings_are_the_declared_ones() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel>'
    body += "<title>T</title><item><title>Café</title></item></channel></rss>"
    assert formats.parse(body.encode("latin-1"), NEWS).entries[0].title == "Café"
    utf16 = body.replace("iso-8859-1", "utf-16").encode("utf-16")
    assert formats.parse(utf16, NEWS).entries[0].title == "Café"
    bom = b"\xef\xbb\xbf\n" + RSS % (ITEM % b"")
    assert formats.parse(bom, NEWS).entries[0].title == "Een"


@pytest.mark.parametrize("date", [b"", b"<pubDate>gisteren</pubDate>", b"<pubDate/>"])
def test_a_date_that_is_none_is_left_out(date: bytes) -> None:
    entry = formats.parse(RSS % (ITEM % date), NEWS).entries[0]
    assert entry.published_at is None
    assert entry.external_id == "https://example.com/1"


def test_an_entry_without_a_title_is_counted_and_left_out() -> None:
    parsed = formats.parse(
        RSS % (b"<item><link>https://x.y/1</link></item>" + ITEM % b""), NEWS
    )
    assert (len(parsed.entries), parsed.refused) == (1, 1)


def test_the_same_id_twice_is_one_entry() -> None:
    assert len(formats.parse(RSS % (ITEM % b"" * 2), NEWS).entries) == 1


@pytest.mark.parametrize(
    ("inside", "picture"),
    [
        (b'<enclosure url="https://e.x/a.jpg" type="image/jpeg" length="1"/>', "a.jpg"),
        (b'<enclosure url="https://e.x/a.mp3" type="audio/mpeg" length="1"/>', ""),
        (b'<media:thumbnail url="https://e.x/t.jpg" width="75"/>', "t.jpg"),
        (
            b'<media:content url="https://e.x/s.jpg" medium="image" width="10"/>'
            b'<media:content url="https://e.x/l.jpg" medium="image" width="900"/>',
            "l.jpg",
        ),
        (b'<media:content url="https://1.gravatar.com/x" medium="image"/>', ""),
    ],
)
def test_the_picture_of_an_entry(inside: bytes, picture: str) -> None:
    data = (RSS % (ITEM % inside)).replace(
        b"<rss ", b'<rss xmlns:media="http://search.yahoo.com/mrss/" '
    )
    found = formats.parse(data, NEWS).entries[0].picture_url
    assert found == (f"https://e.x/{picture}" if picture else "")


def test_json_feed_text_is_escaped_and_gives_a_title() -> None:
    items = [{"id": 7, "content_text": "a < b\n\nmeer"}, {"id": "x"}, "niets"]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": items}
    parsed = formats.parse(json.dumps(feed).encode(), NEWS)
    (entry,) = parsed.entries
    assert (entry.external_id, entry.title) == ("7", "a < b meer")
    assert entry.body_html == "<p>a &lt; b</p><p>meer</p>"
    assert parsed.refused == 1


def test_teamtailor_pay_and_end() -> None:
    posting = {
        "employmentType": ["FULL_TIME"],
        "validThrough": "2026-12-01",
        "jobLocation": {"address": {"addressLocality": "Breda"}},
        "baseSalary": {
            "currency": "EUR",
            "value": {"minValue": 3000, "maxValue": "4200.50", "unitText": "MONTH"},
        },
    }
    item = {"id": "1", "title": "Monteur", "url": "https://x.y/1", "_jobposting": posting}
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [item]}
    vacancy = formats.parse(json.dumps(feed).encode(), JOBS).entries[0].vacancy
    assert vacancy is not None
    assert (vacancy.salary_min, vacancy.salary_max) == (300000, 420050)
    assert (vacancy.location, vacancy.employment_type) == ("Breda", "FULL_TIME")
    assert vacancy.closes_at == datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
