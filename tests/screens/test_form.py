"""What the composer sends, read strictly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from advocacy_app.content.rules import Kind
from advocacy_app.core.errors import BadInput
from advocacy_app.screens.console.drafts import form

ZONE = "Europe/Amsterdam"


def _given(**fields: Any) -> dict[str, Any]:
    return form.blank(Kind.NEWS, "nl", "k1") | {"title": "Open dag"} | fields


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("", None),
        ("  ", None),
        ("3400", 340_000),
        ("3.400", 340_000),
        ("3,400", 340_000),
        ("€ 3.400", 340_000),
        ("3400,5", 340_050),
        ("3.400,50", 340_050),
        ("3,400.50", 340_050),
        ("1.234.567", 123_456_700),
        ("14,25", 1425),
        ("0", 0),
    ],
)
def test_euros_as_people_write_them(text: str, cents: int | None) -> None:
    assert form.cents(text) == cents


@pytest.mark.parametrize("text", ["drie", "-5", "3.4.0", "12,345,6", "99999999999", "1e9", "٣"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        form.cents(text)


def test_moments_are_of_the_editors_zone() -> None:
    given = form.composed(
        _given(when="later", publish_at="2026-07-01T09:00", expires_at="2026-12-01T09:00"),
        ZONE,
        to_publish=True,
    )
    assert given.at == datetime(2026, 7, 1, 7, tzinfo=UTC)
    assert given.new.expires_at == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_a_vacancy_is_open_all_of_its_last_day() -> None:
    given = form.composed(_given(kind="vacancy", closes_on="2026-11-30"), ZONE, to_publish=True)
    assert given.new.vacancy is not None
    assert given.new.vacancy.closes_at == datetime(2026, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": "  "}, "title"),
        ({"when": "later"}, "publish_at"),
        ({"when": "later", "publish_at": "morgen"}, "publish_at"),
        ({"expires_at": "9999-12-31T23:59+99"}, "expires_at"),
        ({"picture": {"id": "p"}, "alt": " "}, "alt"),
        ({"kind": "vacancy", "salary_min": "veel"}, "salary"),
        ({"kind": "vacancy", "closes_on": "30-11-2026"}, "closes_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(BadInput) as error:
        form.composed(_given(**fields), ZONE, to_publish=True)
    assert set(error.value.fields) == {wrong}


def test_a_draft_may_be_unfinished() -> None:
    given = form.composed(_given(picture={"id": "p"}, when="later"), ZONE, to_publish=False)
    assert given.new.picture_id == "p"
    assert given.at is None


@pytest.mark.parametrize(
    "given",
    [
        None,
        "title",
        [],
        {1: "title"},
        _given(title=5),
        _given(title="x" * 5000),
        _given(title="a\x00b"),
        _given(pinned="yes"),
        _given(audience="everybody"),
        _given(audience=[{}]),
        _given(audience=["t"] * 500),
        _given(captions={"text": "x"}),
        _given(captions=["text"]),
        _given(captions=[{"text": 1, "network": ""}]),
        _given(captions=[{"text": "x"}] * 100),
        _given(picture="p"),
        _given(picture={"id": None}),
        _given(id=[]),
    ],
)
def test_wrong_types_are_refused(given: object) -> None:
    with pytest.raises(BadInput):
        form.composed(given, ZONE, to_publish=True)


def test_empty_captions_are_left_out() -> None:
    rows = [{"network": "x", "text": " Kom kijken "}, {"network": "", "text": "  "}]
    given = form.composed(_given(captions=rows, language="en"), ZONE, to_publish=True)
    assert [(one.network, one.language, one.text) for one in given.new.captions] == [
        ("x", "en", "Kom kijken")
    ]
