"""Re-encoding one picture until it fits: lower quality first, then fewer pixels; blocking."""

import io
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Registers WebP; Pillow would otherwise load every plugin that it has to find it.
from PIL import (
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 # pyright: ignore[reportUnusedImport] -- see above
)

from bot.errors import BadAnswer, Charge, SpoolFailed, TooLargeForDiscord
from bot.policy.picture import EXTENSIONS, Picture

#: More is taken for a decompression bomb. The largest that is painted today is 4K at 21:9,
#: 6336 x 2688: https://ai.google.dev/gemini-api/docs/image-generation, read 2026-11-22
MAX_PIXELS = 50_000_000

#: Each smaller try has half the pixels of the one before.
SHRINK_FACTOR = 0.5**0.5

#: Nothing is made smaller than this many pixels on its longer side.
SMALLEST_SIDE = 256

_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")

#: The longest side that a format can hold.
#: https://developers.google.com/speed/webp/faq and libjpeg's `JPEG_MAX_DIMENSION`
_LONGEST_SIDE = {"image/webp": 16_383, "image/jpeg": 65_500}


class _Step(NamedTuple):
    media_type: str
    quality: int


#: Tried in this order at each size. JPEG has its turn where WebP cannot hold the picture, and
#: for noise, which it sometimes makes smaller.
_STEPS = (
    _Step("image/webp", 95),
    _Step("image/webp", 80),
    _Step("image/webp", 60),
    _Step("image/webp", 40),
    _Step("image/jpeg", 90),
    _Step("image/jpeg", 60),
    _Step("image/jpeg", 30),
)


def shrink(picture: Picture, limit_bytes: int) -> Picture:
    """Re-encode a picture into a new file of at most `limit_bytes` beside it.

    Metadata is dropped, its orientation applied first. Transparency is kept in WebP and becomes
    white in JPEG. Of an animation the first frame is kept.

    Raises:
        BadAnswer: The bytes cannot be decoded, or are a decompression bomb.
        TooLargeForDiscord: Even the smallest one has more bytes.
        SpoolFailed: The disk did not take or give the bytes.
    """
    for media_type, image, data in _encodings(_decode(picture)):
        if len(data) <= limit_bytes:
            path = _write(data, beside=picture.path, extension=EXTENSIONS[media_type])
            return Picture(path, media_type, image.width, image.height, len(data), refitted=True)
    raise TooLargeForDiscord(limit_bytes)


def _decode(picture: Picture) -> Image.Image:
    """Return the pixels as RGB or RGBA."""
    _check_pixels(picture.width, picture.height)
    try:
        file = picture.path.open("rb")
    except OSError as error:
        raise SpoolFailed from error
    with file:
        try:
            image = Image.open(file, formats=_FORMATS)
            # Pillow may read another header than the one that was sniffed.
            _check_pixels(image.width, image.height)
            return _plain(image)
        except BadAnswer:
            raise
        except Exception as error:  # Pillow raises a dozen types on hostile bytes
            raise _bad(f"cannot be decoded: {type(error).__name__}") from error


def _check_pixels(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise _bad(f"{width} x {height} pixels are too many")


def _plain(image: Image.Image) -> Image.Image:
    image.load()
    if image.mode.startswith("I"):
        # 16 bits of grey, which Pillow would clip instead of scale.
        image = Image.eval(image, lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    ImageOps.exif_transpose(image, in_place=True)
    # The encoders would copy a comment from here.
    image.info.clear()
    return image


def _encodings(image: Image.Image) -> Iterator[tuple[str, Image.Image, bytes]]:
    """Yield ever smaller encodings as media type, pixels and bytes."""
    while True:
        for step in _STEPS:
            if max(image.size) <= _LONGEST_SIDE[step.media_type]:
                yield step.media_type, image, _encode(image, step)
        if max(image.size) <= SMALLEST_SIDE:
            return
        image = ImageOps.scale(image, SHRINK_FACTOR, Image.Resampling.LANCZOS)


def _encode(image: Image.Image, step: _Step) -> bytes:
    out = io.BytesIO()
    if step.media_type == "image/webp":
        # Method 0 is several times as fast as the others and a few percent larger.
        image.save(out, "WEBP", quality=step.quality, method=0)
    else:
        _on_white(image).save(out, "JPEG", quality=step.quality)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _write(data: bytes, *, beside: Path, extension: str) -> Path:
    path = beside.with_name(f"{beside.stem}-fit-{secrets.token_hex(4)}.{extension}")
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(data)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise SpoolFailed from error
    return path


def _bad(detail: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=detail)
