"""Animation and transparency are detected without decoding the image in the bot."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.imaging.is_static import is_plain
from tests.imaging.samples import encode, noise

MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp", "image/gif")


def animated(kind: str) -> bytes:
    frames = [noise("RGB", 20, 10, seed=seed) for seed in range(2)]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def webp(mode: str, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    noise(mode, 20, 10).save(out, "WEBP", lossless=lossless)
    return out.getvalue()


def see_through_colour() -> bytes:
    out = io.BytesIO()
    noise("P", 20, 10).save(out, "PNG", transparency=0)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (encode(noise("RGB", 20, 10), "PNG"), "image/png"),
        (encode(noise("L", 20, 10), "PNG"), "image/png"),
        (encode(noise("P", 20, 10), "PNG"), "image/png"),
        (encode(noise("RGB", 20, 10), "JPEG"), "image/jpeg"),
        (webp("RGB", lossless=False), "image/webp"),
        (webp("RGB", lossless=True), "image/webp"),
    ],
)
def test_a_still_image_without_transparency_is_plain(data: bytes, media_type: str) -> None:
    assert is_plain(data, media_type)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (encode(noise("RGBA", 20, 10), "PNG"), "image/png"),
        (see_through_colour(), "image/png"),
        (animated("PNG"), "image/png"),
        (webp("RGBA", lossless=False), "image/webp"),
        (webp("RGBA", lossless=True), "image/webp"),
        (animated("WEBP"), "image/webp"),
        (animated("GIF"), "image/gif"),
        (encode(noise("P", 20, 10), "GIF"), "image/gif"),
    ],
)
def test_what_moves_or_lets_see_through_is_not(data: bytes, media_type: str) -> None:
    assert not is_plain(data, media_type)


def test_a_png_that_hides_its_animation_behind_chunks_is_not_plain() -> None:
    whole = encode(noise("RGB", 20, 10), "PNG")
    body = b"teXt" + b"x"
    chunk = struct.pack(">I", 1) + body + struct.pack(">I", zlib.crc32(body))
    head = 8 + 25
    assert is_plain(whole[:head] + chunk * 50 + whole[head:], "image/png")
    assert not is_plain(whole[:head] + chunk * 100_000 + whole[head:], "image/png")


@given(media_type=st.sampled_from(MEDIA_TYPES), data=st.binary(max_size=200))
def test_hostile_bytes_are_answered_as_well(media_type: str, data: bytes) -> None:
    heads = {"image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF\0\0\0\0WEBPVP8X"}
    assert is_plain(heads.get(media_type, b"") + data, media_type) in {True, False}


@pytest.mark.parametrize(("media_type", "kind"), [("image/png", "PNG"), ("image/webp", "WEBP")])
def test_what_is_cut_off_is_not_plain(media_type: str, kind: str) -> None:
    whole = encode(Image.new("RGB", (4, 4)), kind)
    assert not is_plain(whole[:20], media_type)
