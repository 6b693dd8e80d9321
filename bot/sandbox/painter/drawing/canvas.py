"""Determines an image's size in pixels, and encodes images to files of an exact length."""

import io
import struct
import zlib
from typing import Final

from PIL import Image

#: Width and height of Gemini's 1K images by ratio.
#: https://openrouter.ai/docs/guides/overview/multimodal/image-generation, read 2026-11-22
_ONE_K: Final = {
    "1:1": (1024, 1024),
    "2:3": (832, 1248),
    "3:2": (1248, 832),
    "3:4": (864, 1184),
    "4:3": (1184, 864),
    "4:5": (896, 1152),
    "5:4": (1152, 896),
    "9:16": (768, 1344),
    "16:9": (1344, 768),
    "21:9": (1536, 672),
}
_SCALE: Final = {"512": 0.5, "1K": 1.0, "2K": 2.0, "4K": 4.0}
_STEP: Final = 32

#: Bytes of a PNG chunk besides its data: length, type and checksum.
_CHUNK_OVERHEAD: Final = 12
#: Bytes of the last chunk of every PNG, `IEND`.
_PNG_END: Final = _CHUNK_OVERHEAD
#: Colours of a GIF: enough for a landscape, and fast to compute.
_PALETTE_COLOURS: Final = 128


def canvas_size(ratio: str, size: str = "1K") -> tuple[int, int]:
    """Return width and height in pixels for a ratio (`auto` is square) and a size tier.

    Ratios that are not in the table get about one megapixel, in multiples of 32 pixels.
    """
    scale = _SCALE[size]
    width, height = _ONE_K.get("1:1" if ratio == "auto" else ratio) or _near_megapixel(ratio)
    return int(width * scale), int(height * scale)


def _near_megapixel(ratio: str) -> tuple[int, int]:
    across, _, down = ratio.partition(":")
    stretch = float(across) / float(down)
    long_over_short = max(stretch, 1 / stretch)
    short = round((1024 * 1024 / long_over_short) ** 0.5 / _STEP) * _STEP
    long = round(short * long_over_short / _STEP) * _STEP
    return (long, short) if stretch > 1 else (short, long)


def resize(
    image: Image.Image,
    size: tuple[int, int],
    resample: Image.Resampling = Image.Resampling.BICUBIC,
) -> Image.Image:
    """Scale an image to `size` pixels, regardless of its ratio."""
    # Pillow's annotation refers to numpy, which is not installed
    return image.resize(size, resample)  # pyright: ignore[reportUnknownMemberType]


def encode(image: Image.Image, format_: str, target_bytes: int | None = None) -> bytes:
    """Write an image file.

    Args:
        image: An RGB image.
        format_: `png`, `jpeg`, `webp` or `gif`.
        target_bytes: The length to pad the file to; ignored if the file is longer.
    """
    file = io.BytesIO()
    match format_:
        case "png":
            image.save(file, "PNG", compress_level=1)
        case "gif":
            image.quantize(_PALETTE_COLOURS).save(file, "GIF")
        case "webp":
            image.save(file, "WEBP", quality=90, method=0)
        case _:
            image.save(file, "JPEG", quality=90)
    return pad(file.getvalue(), format_, target_bytes or 0)


def pad(data: bytes, format_: str, target_bytes: int) -> bytes:
    """Pad a file with bytes that readers skip: a private PNG chunk, or bytes after the end."""
    missing = target_bytes - len(data)
    if missing <= 0:
        return data
    if format_ != "png" or missing < _CHUNK_OVERHEAD:
        return data + bytes(missing)
    filler = bytes(missing - _CHUNK_OVERHEAD)
    checksum = zlib.crc32(filler, zlib.crc32(b"paDd"))
    chunk = struct.pack(">I", len(filler)) + b"paDd" + filler + struct.pack(">I", checksum)
    return data[:-_PNG_END] + chunk + data[-_PNG_END:]
