"""Decodes images with Pillow. Only the decoder processes import it, never the bot."""

import io
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Never

# Importing WebP's plugin registers it; otherwise Pillow would import all of its plugins.
from PIL import (
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 # pyright: ignore[reportUnusedImport] -- see above
)
from PIL.PngImagePlugin import PngInfo

from bot.imaging.process import Bounds, Outcome
from bot.imaging.segments import png_chunks, read_part

#: Position of the colour space in an ICC profile. https://www.color.org/icc_specs2.xalter, 7.2.6
_PROFILE_SPACE = slice(16, 20)

#: PNG's chunks with colour information besides a profile, and the keys that carry them and the
#: original's format in `Image.info`.
_COLOUR_CHUNKS = frozenset({b"cHRM", b"cICP", b"gAMA", b"sRGB"})
_PNG_COLOURS = "png_colours"
_FORMAT = "format"


def run(work: Callable[[Path, Path, int], Outcome], bounds: Bounds) -> Never:
    """Run `work` with the arguments SOURCE TARGET LIMIT_BYTES; exit with its outcome."""
    _bound_memory(bounds.memory_bytes)
    # a stop signal may go to the whole process group, but the bot still needs this image
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(work(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))


def rewrite(
    source: Path,
    target: Path,
    limit_bytes: int,
    encodings: Callable[[Image.Image], Iterable[bytes]],
    *,
    max_pixels: int,
) -> Outcome:
    """Write the first encoding of an image that fits to a new file.

    The reason of a failure goes to stderr.

    Args:
        source: The image.
        target: The file to write, which must not exist yet.
        limit_bytes: The largest size of the file in bytes.
        encodings: Yields encodings of the decoded image, the best one first.
        max_pixels: Larger images are not decoded.
    """
    try:
        return _rewrite(source, target, limit_bytes, encodings, max_pixels)
    except MemoryError as error:
        return _complain(Outcome.OUT_OF_MEMORY, error)


def _rewrite(
    source: Path,
    target: Path,
    limit_bytes: int,
    encodings: Callable[[Image.Image], Iterable[bytes]],
    max_pixels: int,
) -> Outcome:
    try:
        file = source.open("rb")
    except OSError as error:
        return _complain(Outcome.DISK_FAILED, error)
    with file:
        try:
            image = _decode(file, max_pixels)
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


def decode_file(path: Path, max_pixels: int) -> Image.Image:
    """Return an image, or an animation's first frame, as RGB or RGBA.

    Raises:
        Exception: Of a dozen types, by Pillow, and `ValueError` for more pixels than `max_pixels`.
    """
    with path.open("rb") as file:
        return _decode(file, max_pixels)


def on_white(image: Image.Image) -> Image.Image:
    """Return an image in RGB, on a white background."""
    if image.mode == "RGB":
        return image
    flat = Image.new("RGB", image.size, (255, 255, 255))
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def was_jpeg(image: Image.Image) -> bool:
    """Tell whether a decoded image was a JPEG."""
    return image.info.get(_FORMAT) == "JPEG"


def profile_of(image: Image.Image) -> bytes | None:
    """Return the colour profile of a decoded image, to pass to encoders."""
    return image.info.get("icc_profile")


def png_colours_of(image: Image.Image) -> PngInfo:
    """Return the chunks with colour information of a decoded PNG, to pass to the encoder."""
    info = PngInfo()
    for name, data in image.info.get(_PNG_COLOURS, ()):
        info.add(name, data)
    return info


def _colours(file: BinaryIO, image: Image.Image) -> dict[str, Any]:
    """Return the format and colour information of an image, as far as it still applies to RGB."""
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


def _bound_memory(max_bytes: int) -> None:
    """Limit the address space, and make this process the OOM killer's first choice."""
    with suppress(ImportError, OSError, ValueError):
        # missing on Windows
        import resource  # noqa: PLC0415 - see above

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = max_bytes if hard == resource.RLIM_INFINITY else min(max_bytes, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(OSError):
        # https://www.man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html, read 2026-11-30
        Path("/proc/self/oom_score_adj").write_text("1000")


def _decode(file: io.BufferedReader, max_pixels: int) -> Image.Image:
    """Return an image, or an animation's first frame, as RGB or RGBA."""
    opened = image = Image.open(file, formats=("PNG", "JPEG", "WEBP", "GIF"))
    # Pillow may trust another header than `sniff` does
    if image.width * image.height > max_pixels:
        raise ValueError(f"{image.width} x {image.height} pixels are too many")
    image.load()
    if image.mode.startswith("I"):
        # 16-bit grey, which Pillow would clip instead of scale
        image = Image.eval(image, lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    ImageOps.exif_transpose(image, in_place=True)
    colours = _colours(file, opened)
    # the JPEG encoder would copy a comment from here
    image.info.clear()
    image.info.update(colours)
    # drop a WebP's decoder, which holds two more images of this size
    return image.copy()
