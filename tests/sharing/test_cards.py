from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from advocacy_app.sharing.cards import paint, shelf, typeset
from advocacy_app.sharing.cards.paint import Card

SIZES = (104, 76, 48)
MOST = 1056


def opened(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(paint.jpeg(card)))


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As hard to compress as a photo can be, and white where the words will stand."""
    image = Image.effect_noise(paint.SIZE, 200).convert("RGB")
    image.paste((255, 255, 255), (0, 200, 1200, 630))
    file = tmp_path / "photo.jpg"
    image.save(file, quality=95)
    return file


@pytest.mark.parametrize(
    "card",
    [
        Card("Breda is open", "Tulp", "#4a3fe0"),
        Card("", "", "#ffffff"),
        Card("x" * 60, "y" * 200, "#000000", label="Vacature", chips=("z" * 300, "a", "b")),
        Card("woord " * 200, "Tulp & Partners", "#ffd400", label="Vacature", chips=("Breda",)),
        Card("🎉🎉 👨‍👩‍👧", "🌷", "#0b7345", chips=("🕐",)),
        Card("Всем привет", "漢字", "#e11d48"),
        Card("a\u202eb\x00c\nd", "\u200b", "#123456"),
    ],
)
def test_any_words_give_a_card_that_every_network_takes(card: Card) -> None:
    image = opened(card)
    assert (image.size, image.format, image.mode) == (paint.SIZE, "JPEG", "RGB")
    assert len(paint.jpeg(card)) <= paint.MAX_BYTES


def test_a_photo_of_noise_still_stays_small(photo: Path) -> None:
    assert len(paint.jpeg(Card("Breda", "Tulp", "#4a3fe0", photo=photo))) <= paint.MAX_BYTES


def test_white_words_can_be_read_on_a_white_photo(photo: Path) -> None:
    image = opened(Card("", "", "#ffffff", photo=photo)).convert("L")
    lower = ImageStat.Stat(image.crop((0, 400, 1200, 600)))
    assert lower.extrema[0][1] < 118  # 4.5:1 against white is a grey of 118


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zestig collega’s: “ja” – €1.000…", "Zestig collega’s: “ja” – €1.000…"),
        ("Crème brûlée in Łódź, ĳs", "Crème brûlée in Łódź, ĳs"),
        ("e\u0301e\u0301n 🎉 feest", "één feest"),
        ("ﬁets  \t x²", "fiets x²"),
        ("👩🏽‍🔧", ""),
        ("漢字", ""),
    ],
)
def test_what_the_font_lacks_goes_gracefully(text: str, plain: str) -> None:
    assert typeset.plain(text) == plain


@pytest.mark.parametrize(
    "text", ["kort", "een wat langere titel die over meer regels loopt", "x" * 90]
)
def test_lines_never_stick_out_and_lose_nothing(text: str) -> None:
    block = typeset.block(text, "extrabold", SIZES, MOST, 3)

    assert len(block.lines) <= 3
    for line in block.lines:
        assert typeset.width(line, block.weight, block.size) <= MOST
    joined = " ".join(block.lines).replace("- ", "")
    assert joined == text


def test_short_titles_are_set_large_and_long_ones_are_cut() -> None:
    assert typeset.block("Open", "extrabold", SIZES, MOST, 3).size == 104
    long = typeset.block("woord " * 100, "extrabold", SIZES, MOST, 3)
    assert (long.size, len(long.lines)) == (48, 3)
    assert long.lines[-1].endswith("…")
    assert all(typeset.width(line, long.weight, long.size) <= MOST for line in long.lines)


def test_lines_are_about_equally_long() -> None:
    lines = typeset.block(
        "Onze nieuwe werkplaats in Breda is open", "extrabold", (76,), MOST, 3
    )
    widths = [typeset.width(line, "extrabold", 76) for line in lines.lines]
    assert min(widths) > 0.6 * max(widths)


def test_the_same_card_is_drawn_once_and_another_beside_it() -> None:
    card = Card("Breda is open", "Tulp", "#4a3fe0")
    first = shelf.ensure(card)
    stamp = first.stat().st_mtime_ns

    assert shelf.ensure(card) == first
    assert first.stat().st_mtime_ns == stamp
    assert shelf.ensure(Card("Breda is dicht", "Tulp", "#4a3fe0")) != first
    assert not [file for file in first.parent.iterdir() if file.name.startswith(".")]
