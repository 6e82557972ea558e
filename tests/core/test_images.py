"""Pictures: what is refused before it is decoded, and what comes out of what is taken."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms

from advocacy_app.core import images
from advocacy_app.core.errors import AppError, BadInput, TooLarge


def encoded(
    size: tuple[int, int] = (800, 600),
    form: str = "PNG",
    mode: str = "RGB",
    colour: Any = "red",
    **options: Any,
) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form, **options)
    return buffer.getvalue()


def opened(stored: images.StoredImage, width: int) -> Image.Image:
    return Image.open(images.path(stored.digest, width, "webp"))


def header_only(width: int, height: int) -> bytes:
    """A PNG of a hundred bytes that says it is enormous."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    packed = [
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d))
        for n, d in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def test_every_size_and_two_jpegs_are_stored(data: Path) -> None:
    stored = images.ingest(encoded((2000, 1500), "JPEG"))
    assert (stored.width, stored.height) == (2000, 1500)
    assert stored.widths == images.WIDTHS
    for width in images.WIDTHS:
        assert opened(stored, width).size == (width, round(width * 3 / 4))
    assert Image.open(images.path(stored.digest, 960, "jpg")).size == (960, 720)
    assert Image.open(images.card_path(stored.digest)).size == images.CARD_SIZE
    names = {file.name for file in images.folder().glob("*/*")}
    assert len(names) == 7
    assert all(images.NAME.fullmatch(name) for name in names)


def test_the_same_bytes_give_the_same_picture(data: Path) -> None:
    assert images.ingest(encoded()) == images.ingest(encoded())
    assert images.ingest(encoded(colour="blue")).digest != images.ingest(encoded()).digest


@pytest.mark.parametrize(
    ("width", "widths"), [(100, (100,)), (320, (320,)), (500, (320, 480, 500))]
)
def test_small_pictures_are_not_blown_up(
    data: Path, width: int, widths: tuple[int, ...]
) -> None:
    stored = images.ingest(encoded((width, width)))
    assert stored.widths == widths
    assert images.path(stored.digest, 960, "jpg").is_file()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_the_formats_people_have(data: Path, form: str) -> None:
    stored = images.ingest(encoded(form=form))
    red, green, blue = (int(stored.colour[n : n + 2], 16) for n in (1, 3, 5))
    assert red > 200
    assert max(green, blue) < 40


@pytest.mark.parametrize(
    ("mode", "colour", "form"),
    [
        ("L", 128, "PNG"),
        ("1", 1, "PNG"),
        ("P", 3, "GIF"),
        ("RGBA", (255, 0, 0, 0), "PNG"),
        ("LA", (0, 0), "PNG"),
        ("I;16", 32896, "PNG"),
        ("CMYK", (0, 0, 0, 0), "JPEG"),
    ],
)
def test_every_kind_of_pixel_becomes_plain_colour(
    data: Path, mode: str, colour: Any, form: str
) -> None:
    stored = images.ingest(encoded(form=form, mode=mode, colour=colour))
    assert opened(stored, 320).mode == "RGB"
    if mode in {"L", "I;16"}:
        assert stored.colour == "#808080"
    if mode in {"RGBA", "LA", "CMYK"}:
        assert stored.colour == "#ffffff"


def test_a_photo_is_turned_upright_and_its_place_forgotten(data: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Camera"
    photo = Image.new("RGB", (1600, 800), "blue")
    photo.paste("red", (0, 0, 800, 800))
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", exif=exif)
    stored = images.ingest(buffer.getvalue())
    assert (stored.width, stored.height) == (800, 1600)
    small = opened(stored, 320)
    assert small.size == (320, 640)
    top, bottom = small.getpixel((160, 40)), small.getpixel((160, 600))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > top[2]
    assert bottom[2] > 200 > bottom[0]
    for file in images.folder().glob("*/*"):
        read = Image.open(file)
        assert not read.getexif()
        assert b"Camera" not in file.read_bytes()
        assert "icc_profile" not in read.info


def test_another_colour_space_becomes_srgb(data: Path) -> None:
    cms: Any = ImageCms
    srgb: bytes = cms.ImageCmsProfile(cms.createProfile("sRGB")).tobytes()
    # One in which red and blue have changed places: the order of the table of contents.
    profile = srgb.replace(b"rXYZ", b"tXYZ", 1).replace(b"bXYZ", b"rXYZ", 1)
    profile = profile.replace(b"tXYZ", b"bXYZ", 1)
    plain = images.ingest(encoded(colour=(90, 120, 60)))
    profiled = images.ingest(encoded(colour=(90, 120, 60), icc_profile=profile))
    broken = images.ingest(encoded(colour=(90, 120, 60), icc_profile=b"nonsense" * 30))
    assert plain.colour == "#5a783c"
    assert profiled.colour == "#3c785a"
    assert broken.colour == plain.colour


def test_of_an_animation_the_first_frame_stays(data: Path) -> None:
    frames = [Image.new("RGB", (400, 300), colour) for colour in ("red", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    stored = images.ingest(buffer.getvalue())
    assert stored.colour.startswith("#f")
    assert getattr(opened(stored, 320), "n_frames", 1) == 1


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("make", "kind", "key"),
    [
        (lambda: header_only(8000, 6250), BadInput, "image.error.too_many_pixels"),
        (lambda: header_only(60000, 60000), BadInput, "image.error.too_many_pixels"),
        (lambda: header_only(40, 4000), BadInput, "image.error.odd_shape"),
        (lambda: header_only(800, 600), BadInput, "image.error.broken"),
        (lambda: encoded(form="JPEG")[:-300], BadInput, "image.error.broken"),
        (lambda: encoded()[:100], BadInput, "image.error.broken"),
        (lambda: SVG, BadInput, "image.error.not_an_image"),
        (lambda: b"", BadInput, "image.error.not_an_image"),
        (lambda: b"%PDF-1.7", BadInput, "image.error.not_an_image"),
        (lambda: encoded(form="TIFF"), BadInput, "image.error.not_an_image"),
        (lambda: encoded(form="EPS"), BadInput, "image.error.not_an_image"),
        (lambda: b"\xff" * (20 * 1024**2 + 1), TooLarge, "image.error.too_many_bytes"),
    ],
)
def test_what_is_no_picture_for_us_is_refused(
    data: Path, make: Callable[[], bytes], kind: type[AppError], key: str
) -> None:
    with pytest.raises(kind) as refused:
        images.ingest(make())
    assert refused.value.key == key
    assert not list(images.folder().glob("*/*"))


def test_a_real_photo_of_fifty_megapixels_is_refused(data: Path) -> None:
    with pytest.raises(BadInput) as refused:
        images.ingest(encoded((10000, 5000), "JPEG", "L", 0))
    assert refused.value.params == {"most": 40}
