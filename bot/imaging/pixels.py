"""What the processes that decode pictures have in common; only they import it."""

import io
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Never

# WebP's plugin registers itself; Pillow would otherwise load every plugin that it has to find it.
from PIL import (
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 # pyright: ignore[reportUnusedImport] -- see above
)

from bot.imaging.process import MAX_PIXELS, Outcome


def run(work: Callable[[Path, Path, int], Outcome]) -> Never:
    """Do the work that the command line names: SOURCE TARGET LIMIT_BYTES; exit with its outcome."""
    # whoever stops the bot may signal all its processes, but the bot still needs this picture
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))


def rewrite(
    source: Path,
    target: Path,
    limit_bytes: int,
    encodings: Callable[[Image.Image], Iterable[bytes]],
) -> Outcome:
    """Write the first encoding of a picture that fits into a new file.

    Why it failed goes to stderr.

    Args:
        source: The picture.
        target: The file, which does not exist yet.
        limit_bytes: The most that it may have.
        encodings: Yields encodings of the decoded picture, the best first.
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
    for data in encodings(image):
        if len(data) <= limit_bytes:
            try:
                target.touch(mode=0o600, exist_ok=False)
                target.write_bytes(data)
            except OSError as error:
                return _complain(Outcome.DISK_FAILED, error)
            return Outcome.FITTED
    return Outcome.TOO_LARGE


def on_white(image: Image.Image) -> Image.Image:
    """Return a picture in RGB; what shows through is white."""
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _complain(outcome: Outcome, error: Exception) -> Outcome:
    sys.stderr.write(f"{type(error).__name__}: {error}")
    return outcome


def _decode(file: io.BufferedReader) -> Image.Image:
    """Return the pixels as RGB or RGBA, of an animation those of its first frame."""
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
