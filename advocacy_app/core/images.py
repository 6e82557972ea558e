"""Pictures from people and feeds, decoded and re-encoded: what we serve is only ever our own.

The fast path of ``bench/images.py``: the JPEG decoder scales down while it decodes (``draft``),
each smaller size is made from the next larger one, and WebP effort 2 is half the work of 4 for
two per cent more bytes. Metadata such as the place a photo was taken goes, after the picture
has been turned the way it says; colours become sRGB; of an animation the first frame stays.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import threading
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from PIL import Image, ImageCms, ImageOps

from advocacy_app.core.errors import BadInput, TooLarge
from advocacy_app.settings import settings

WIDTHS: Final = (320, 480, 640, 960, 1280)
JPEG_WIDTH: Final = 960
CARD_SIZE: Final = (1200, 630)
MAX_BYTES: Final = 20 * 1024 * 1024
MAX_PIXELS: Final = 40_000_000
NAME: Final = re.compile(r"[0-9a-f]{32}-(?:[1-9][0-9]{0,3}\.(?:webp|jpg)|card\.jpg)")

_RECIPE = b"1"  # raise it when the same upload must give other files
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_SHAPE_MAX = 20  # times as long as wide; nothing longer is a picture for a card
_WEBP = {"quality": 80, "method": 2}
_JPEG = {"quality": 82, "progressive": False}
_TRANSPOSED = {5, 6, 7, 8}  # EXIF orientations that swap width and height
_ORIENTATION = 0x0112
_SRGB = ImageCms.ImageCmsProfile(cast("Any", ImageCms).createProfile("sRGB"))
_at_once = threading.BoundedSemaphore(2)  # forty million pixels are 120 MB while being decoded

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # _judged_size refuses it


@dataclass(frozen=True, slots=True)
class StoredImage:
    """``digest`` names the files; sizes in pixels; ``widths`` are the WebP files, ascending."""

    digest: str
    width: int
    height: int
    widths: tuple[int, ...]
    colour: str


def folder() -> Path:
    return settings().data / "pictures"


def path(digest: str, width: int, suffix: str) -> Path:
    """Where one size is; ``suffix`` is ``webp``, or ``jpg`` for JPEG_WIDTH."""
    return named(f"{digest}-{width}.{suffix}")


def card_path(digest: str) -> Path:
    """A JPEG that fills CARD_SIZE, for a share card to be drawn on."""
    return named(f"{digest}-card.jpg")


def named(name: str) -> Path:
    return folder() / name[:2] / name


def ingest(data: bytes) -> StoredImage:
    """Store every size of a picture; the same bytes give the same digest. Takes a while.

    Raises TooLarge above MAX_BYTES, BadInput above MAX_PIXELS and for anything that is not a
    whole JPEG, PNG, WebP, GIF or AVIF. The header is judged before a pixel is decoded.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge("image.error.too_many_bytes", most=MAX_BYTES // 1024**2)
    digest = hashlib.sha256(_RECIPE + data).hexdigest()[:32]
    with _at_once, _readable(data) as image:
        width, height = _judged_size(image)
        largest = _decoded(image, width, height)
    sizes = list(_sizes(largest))
    card = ImageOps.fit(largest, CARD_SIZE, Image.Resampling.BICUBIC)
    for size in sizes:
        _write(path(digest, size.width, "webp"), _encoded(size, "WEBP", _WEBP))
    middle = next((s for s in sizes if s.width >= JPEG_WIDTH), sizes[-1])
    _write(path(digest, JPEG_WIDTH, "jpg"), _encoded(middle, "JPEG", _JPEG))
    _write(card_path(digest), _encoded(card, "JPEG", _JPEG))
    widths = tuple(size.width for size in sizes)
    return StoredImage(digest, width, height, widths, _average(sizes[0]))


@contextmanager
def _readable(data: bytes) -> Generator[Image.Image]:
    """The picture, lazily; whatever its decoder stumbles over becomes one plain refusal."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            yield image
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        key = "image.error.not_an_image"
        if not isinstance(error, Image.UnidentifiedImageError):
            key = "image.error.broken"
        raise BadInput(key) from error


def _too_many_pixels() -> BadInput:
    return BadInput("image.error.too_many_pixels", most=MAX_PIXELS // 1_000_000)


def _judged_size(image: Image.Image) -> tuple[int, int]:
    """Width and height as people will see it, from the header alone."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_many_pixels()
    if max(width, height) > _SHAPE_MAX * min(width, height):
        raise BadInput("image.error.odd_shape")
    turned = image.getexif().get(_ORIENTATION) in _TRANSPOSED
    return (height, width) if turned else (width, height)


def _decoded(image: Image.Image, width: int, height: int) -> Image.Image:
    """The largest size we keep: upright, RGB in the sRGB colours, without metadata."""
    target_width = min(width, WIDTHS[-1])
    target = (target_width, max(1, round(height * target_width / width)))
    if (width, height) != image.size:
        target = (target[1], target[0])
    image.draft(None, target)
    profile = image.info.get("icc_profile")
    image.load()
    flat = _with_plain_colours(image)
    if flat.size != target:
        flat = _resized(flat, target)
    orientation = image.getexif().get(_ORIENTATION)
    rgb = _on_white(_in_srgb(flat, profile))
    rgb.getexif()[_ORIENTATION] = orientation or 1
    upright = ImageOps.exif_transpose(rgb)
    upright.info.clear()
    return upright


def _with_plain_colours(image: Image.Image) -> Image.Image:
    """Eight bits a channel and no palette, so that it can be scaled and converted."""
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image, 1 / 257 if image.mode.startswith("I") else 1.0)
    if image.mode in {"P", "PA", "1", "La"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"L", "LA", "RGB", "RGBA", "CMYK"}:
        return image
    return image.convert("RGB")


def _eight_bits(image: Image.Image, scale: float) -> Image.Image:
    def scaled(value: float) -> float:
        return value * scale

    return cast("Any", image.convert("F")).point(scaled).convert("L")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every browser shows them; an unreadable profile is taken for sRGB."""
    if profile and image.mode in {"RGB", "CMYK", "L"} and b"sRGB" not in profile[:4096]:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in {"RGBA", "LA"}:
        return image.convert("RGB")
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _sizes(largest: Image.Image) -> Iterator[Image.Image]:
    """From narrow to wide; a size wider than the picture itself is not made."""
    widths = sorted({min(width, largest.width) for width in WIDTHS}, reverse=True)
    made = [largest]
    for width in widths[1:]:
        height = max(1, round(largest.height * width / largest.width))
        made.append(_resized(made[-1], (width, height)))
    return reversed(made)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    return cast("Any", image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _average(image: Image.Image) -> str:
    red, green, blue = cast("Any", image).resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"


def _encoded(image: Image.Image, form: str, options: dict[str, int]) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _write(target: Path, data: bytes) -> None:
    """Appears complete or not at all, also when two threads store the same picture."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    part.write_bytes(data)
    part.replace(target)
