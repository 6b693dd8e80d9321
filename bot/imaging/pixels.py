"""What the processes that decode images have in common; only they import it."""

import io
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Never

# WebP's plugin registers itself; Pillow would otherwise load every plugin that it has to find it.
from PIL import (
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 # pyright: ignore[reportUnusedImport] -- see above
)
from PIL.PngImagePlugin import PngInfo

from bot.imaging.process import Bounds, Outcome
from bot.imaging.segments import png_chunks, read_part

#: Where a profile says which colours its values are. https://www.color.org/icc_specs2.xalter,
#: 7.2.6
_PROFILE_SPACE = slice(16, 20)

#: What PNG says about colours beside a profile, and where it is kept on the way.
_COLOUR_CHUNKS = frozenset({b"cHRM", b"cICP", b"gAMA", b"sRGB"})
_PNG_COLOURS = "png_colours"
_FORMAT = "format"


def run(work: Callable[[Path, Path, int], Outcome], bounds: Bounds) -> Never:
    """Do the work that the command line names: SOURCE TARGET LIMIT_BYTES; exit with its outcome."""
    _bound_memory(bounds.memory_bytes)
    # whoever stops the bot may signal all its processes, but the bot still needs this image
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))


def rewrite(
    source: Path,
    target: Path,
    limit_bytes: int,
    encodings: Callable[[Image.Image], Iterable[bytes]],
    *,
    most_pixels: int,
) -> Outcome:
    """Write the first encoding of an image that fits into a new file.

    Why it failed goes to stderr.

    Args:
        source: The image.
        target: The file, which does not exist yet.
        limit_bytes: The most that it may have.
        encodings: Yields encodings of the decoded image, the best first.
        most_pixels: An image with more is not decoded.
    """
    try:
        return _rewrite(source, target, limit_bytes, encodings, most_pixels)
    except MemoryError as error:
        return _complain(Outcome.OUT_OF_MEMORY, error)


def _rewrite(
    source: Path,
    target: Path,
    limit_bytes: int,
    encodings: Callable[[Image.Image], Iterable[bytes]],
    most_pixels: int,
) -> Outcome:
    try:
        file = source.open("rb")
    except OSError as error:
        return _complain(Outcome.DISK_FAILED, error)
    with file:
        try:
            image = _decode(file, most_pixels)
        except MemoryError:
            raise
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
    """Return an image in RGB; what shows through is white."""
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def was_jpeg(image: Image.Image) -> bool:
    """Tell whether a decoded image came as a JPEG."""
    return image.info.get(_FORMAT) == "JPEG"


def profile_of(image: Image.Image) -> bytes | None:
    """Return the colour profile of a decoded image's pixels, which encoders have to be given."""
    return image.info.get("icc_profile")


def png_colours_of(image: Image.Image) -> PngInfo:
    """Return what a decoded PNG says about its colours, for one that is written anew."""
    info = PngInfo()
    for name, data in image.info.get(_PNG_COLOURS, ()):
        info.add(name, data)
    return info


def _colours(file: BinaryIO, image: Image.Image) -> dict[str, Any]:
    """Return what the values of an image mean, as far as it still holds for RGB."""
    found: dict[str, Any] = {_FORMAT: image.format}
    profile = image.info.get("icc_profile")
    if profile and profile[_PROFILE_SPACE] == b"RGB ":
        found["icc_profile"] = profile
    if image.format == "PNG":
        with suppress(OSError, ValueError):
            size = file.seek(0, io.SEEK_END)
            chunks = [one for one in png_chunks(file, size) if one.name in _COLOUR_CHUNKS]
            found[_PNG_COLOURS] = [(one.name, read_part(file, one, one.length)) for one in chunks]
    return found


def _complain(outcome: Outcome, error: Exception) -> Outcome:
    sys.stderr.write(f"{type(error).__name__}: {error}")
    return outcome


def _bound_memory(most_bytes: int) -> None:
    """Take no more than that, and be the first to go where the machine has too little."""
    with suppress(ImportError, OSError, ValueError):
        # Windows has none
        import resource  # noqa: PLC0415 - as said

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    with suppress(OSError):
        # https://www.man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html, read 2026-11-30
        Path("/proc/self/oom_score_adj").write_text("1000")


def _decode(file: io.BufferedReader, most_pixels: int) -> Image.Image:
    """Return the pixels as RGB or RGBA, of an animation those of its first frame."""
    opened = image = Image.open(file, formats=("PNG", "JPEG", "WEBP", "GIF"))
    # Pillow may believe another header than the one that was sniffed.
    if image.width * image.height > most_pixels:
        raise ValueError(f"{image.width} x {image.height} pixels are too many")
    image.load()
    if image.mode.startswith("I"):
        # 16 bits of grey, which Pillow would clip instead of scale.
        image = Image.eval(image, lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    ImageOps.exif_transpose(image, in_place=True)
    colours = _colours(file, opened)
    # The JPEG encoder would copy a comment from here.
    image.info.clear()
    image.info.update(colours)
    # Without the decoder of a WebP, which holds two more images of this size.
    return image.copy()
