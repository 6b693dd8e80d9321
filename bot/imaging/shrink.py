"""Re-encodes one picture until it fits, lower quality first, then fewer pixels.

Run by `bot.imaging.fit` as `python -m bot.imaging.shrink SOURCE TARGET LIMIT_BYTES`; the exit code
is an `Outcome`.
"""

import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# WebP's plugin registers itself; Pillow would otherwise load every plugin that it has to find it.
from PIL import (
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 # pyright: ignore[reportUnusedImport] -- see above
)

from bot.imaging.process import MAX_PIXELS, Outcome

#: Each smaller try has half the pixels of the one before.
SHRINK_FACTOR = 0.5**0.5

#: Nothing is made smaller than this many pixels on its longer side.
SMALLEST_SIDE = 256

#: The longest side that a format can hold; libjpeg's own `JPEG_MAX_DIMENSION` for JPEG.
#: https://developers.google.com/speed/webp/faq, read 2026-11-22
_LONGEST_SIDE = {"WEBP": 16_383, "JPEG": 65_500}


class _Step(NamedTuple):
    format: str
    quality: int


#: Tried in this order at each size. JPEG has its turn where WebP cannot hold the picture, and
#: for noise, which it sometimes makes smaller.
_STEPS = (
    _Step("WEBP", 95),
    _Step("WEBP", 80),
    _Step("WEBP", 60),
    _Step("WEBP", 40),
    _Step("JPEG", 90),
    _Step("JPEG", 60),
    _Step("JPEG", 30),
)


def shrink(source: Path, target: Path, limit_bytes: int) -> Outcome:
    """Re-encode a picture into a new file of at most `limit_bytes`.

    Metadata is dropped, its orientation applied first. Transparency is kept in WebP and becomes
    white in JPEG. Of an animation the first frame is kept. Why it failed goes to stderr.
    """
    try:
        file = source.open("rb")
    except OSError as error:
        return _complain(Outcome.DISK_FAILED, error)
    with file:
        try:
            image = _decode(file)
        except Exception as error:  # noqa: BLE001 -- Pillow raises a dozen types on hostile bytes
            return _complain(Outcome.UNDECODABLE, error)
    for data in _encodings(image):
        if len(data) <= limit_bytes:
            try:
                target.touch(mode=0o600, exist_ok=False)
                target.write_bytes(data)
            except OSError as error:
                return _complain(Outcome.DISK_FAILED, error)
            return Outcome.FITTED
    return Outcome.TOO_LARGE


def _complain(outcome: Outcome, error: Exception) -> Outcome:
    sys.stderr.write(f"{type(error).__name__}: {error}")
    return outcome


def _decode(file: io.BufferedReader) -> Image.Image:
    """Return the pixels as RGB or RGBA."""
    image: Image.Image = Image.open(file, formats=("PNG", "JPEG", "WEBP", "GIF"))
    # Pillow may believe another header than the one that was sniffed.
    if image.width * image.height > MAX_PIXELS:
        raise ValueError(f"{image.width} x {image.height} pixels are too many")
    image.load()
    if image.mode.startswith("I"):
        # 16 bits of grey, which Pillow would clip instead of scale.
        image = Image.eval(image, lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    ImageOps.exif_transpose(image, in_place=True)
    # The JPEG encoder would copy a comment from here.
    image.info.clear()
    return image


def _encodings(image: Image.Image) -> Iterator[bytes]:
    """Yield ever smaller encodings."""
    while True:
        for step in _STEPS:
            data = _encode(image, step)
            if data is not None:
                yield data
        if max(image.size) <= SMALLEST_SIDE:
            return
        image = ImageOps.scale(image, SHRINK_FACTOR, Image.Resampling.LANCZOS)


def _encode(image: Image.Image, step: _Step) -> bytes | None:
    if max(image.size) > _LONGEST_SIDE[step.format]:
        return None
    out = io.BytesIO()
    if step.format == "JPEG":
        _on_white(image).save(out, "JPEG", quality=step.quality)
        return out.getvalue()
    try:
        # Method 0 is several times as fast as the others and a few percent larger.
        image.save(out, "WEBP", quality=step.quality, method=0)
    except ValueError:
        # Too much detail: the part of a WebP that describes its blocks is limited to 512 KiB.
        return None
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(image, mask=image.getchannel("A"))
    return flat


if __name__ == "__main__":
    # Whoever stops the bot may signal all its processes, but the bot still delivers this picture.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(shrink(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
