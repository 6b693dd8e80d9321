"""Test images of noise, which is the hardest content for encoders."""

import io
import random

from hypothesis import strategies as st
from PIL import Image, ImageCms

#: Every pair of a format and a Pillow mode that the format supports.
KINDS = (
    ("PNG", "L"),
    ("PNG", "P"),
    ("PNG", "RGB"),
    ("PNG", "RGBA"),
    ("PNG", "I;16"),
    ("JPEG", "L"),
    ("JPEG", "RGB"),
    ("WEBP", "RGB"),
    ("WEBP", "RGBA"),
    ("GIF", "L"),
    ("GIF", "P"),
)

_BYTES_PER_PIXEL = {"L": 1, "P": 1, "RGB": 3, "RGBA": 4, "I;16": 2}


def srgb_profile() -> bytes:
    """Return a colour profile."""
    profile = ImageCms.createProfile("sRGB")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType] -- Pillow's has no stubs
    return ImageCms.ImageCmsProfile(profile).tobytes()  # pyright: ignore[reportUnknownArgumentType] -- as above


def noise(mode: str, width: int, height: int, *, seed: int = 0) -> Image.Image:
    """Return an image of noise; the same arguments give the same image."""
    source = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    data = source.randbytes(width * height * _BYTES_PER_PIXEL[mode])
    image = Image.frombytes(mode, (width, height), data)
    if mode == "P":
        image.putpalette(source.randbytes(768))
    return image


def encode(image: Image.Image, kind: str, *, quality: int = 90, xmp: bytes = b"") -> bytes:
    """Encode an image in a format."""
    out = io.BytesIO()
    image.save(out, kind, quality=quality, method=0, **({"xmp": xmp} if xmp else {}))
    return out.getvalue()


@st.composite
def encoded_images(draw: st.DrawFn) -> bytes:
    """Draw the bytes of an image of up to 400 x 400 pixels in any format."""
    kind, mode = draw(st.sampled_from(KINDS))
    side = st.integers(1, 400)
    image = noise(mode, draw(side), draw(side), seed=draw(st.integers(0, 3)))
    return encode(image, kind)
