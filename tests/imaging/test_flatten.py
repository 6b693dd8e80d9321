"""Animations become their first frame, and transparent areas become white."""

import io
import struct
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bot.imaging.flatten import make_still
from bot.imaging.is_static import is_plain
from bot.imaging.process import Outcome
from bot.imaging.sniff import sniff
from tests.imaging.samples import encode, noise, srgb_profile


def stilled(tmp_path: Path, data: bytes, *, limit_bytes: int = 1_000_000) -> Image.Image:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(data)
    assert make_still(source, target, limit_bytes) is Outcome.FITTED
    assert target.stat().st_size <= limit_bytes
    assert is_plain(target.read_bytes(), sniff(target).media_type)
    with Image.open(target) as image:
        image.load()
        return image


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_reduced_to_its_first_frame(kind: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue", "lime")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    image = stilled(tmp_path, out.getvalue())
    assert (image.mode, image.size, image.format) == ("RGB", (30, 20), "PNG")
    assert image.getpixel((10, 10)) == (255, 0, 0)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_lets_see_through_becomes_white_and_the_rest_stays(kind: str, tmp_path: Path) -> None:
    source = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    source.paste((0, 128, 0, 255), (0, 0, 15, 20))
    out = io.BytesIO()
    source.save(out, kind, lossless=True)
    image = stilled(tmp_path, out.getvalue())
    assert image.getpixel((20, 10)) == (255, 255, 255)
    assert image.getpixel((5, 10)) == (0, 128, 0)


def test_the_transparent_colour_of_a_gif_becomes_white(tmp_path: Path) -> None:
    source = Image.new("P", (30, 20), 0)
    source.putpalette([10, 20, 30] + [0] * 765)
    out = io.BytesIO()
    source.save(out, "GIF", transparency=0)
    assert stilled(tmp_path, out.getvalue()).getpixel((5, 5)) == (255, 255, 255)


def test_what_is_too_large_without_loss_becomes_a_jpeg(tmp_path: Path) -> None:
    data = encode(noise("RGBA", 200, 200), "PNG")
    image = stilled(tmp_path, data, limit_bytes=80_000)
    assert (image.format, image.size) == ("JPEG", (200, 200))


def test_colours_mean_the_same_afterwards(tmp_path: Path) -> None:
    profile = srgb_profile()
    info = PngInfo()
    said = {b"cHRM": bytes(range(32)), b"gAMA": struct.pack(">I", 100_000), b"sRGB": b"\1"}
    for name, data in said.items():
        info.add(name, data)
    info.add_text("Comment", "a secret")
    out = io.BytesIO()
    image = noise("RGBA", 30, 20)
    image.save(out, "PNG", icc_profile=profile)
    assert stilled(tmp_path, out.getvalue()).info["icc_profile"] == profile
    (tmp_path / "target").unlink()
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info)
    stilled(tmp_path, out.getvalue())
    written = (tmp_path / "target").read_bytes()
    assert all(name + data in written for name, data in said.items())
    assert b"a secret" not in written


def test_a_profile_that_holds_for_other_values_goes(tmp_path: Path) -> None:
    grey = b"\0" * 12 + b"mntrGRAYXYZ " + bytes(200)
    out = io.BytesIO()
    noise("L", 30, 20).convert("LA").save(out, "PNG", icc_profile=grey)
    assert "icc_profile" not in stilled(tmp_path, out.getvalue()).info


def test_a_turned_photograph_is_turned_and_stays_a_jpeg(tmp_path: Path) -> None:
    source = Image.new("RGB", (40, 20), "blue")
    source.paste((255, 0, 0), (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "a camera"
    profile = srgb_profile()
    out = io.BytesIO()
    source.save(out, "JPEG", exif=exif, icc_profile=profile, comment=b"a comment", quality=95)
    image = stilled(tmp_path, out.getvalue())
    assert (image.format, image.size) == ("JPEG", (20, 40))
    assert image.info["icc_profile"] == profile
    upper, lower = image.getpixel((10, 5)), image.getpixel((10, 35))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert (upper[0] > 240, upper[2] < 15, lower[0] < 15, lower[2] > 240) == (True,) * 4
    written = (tmp_path / "target").read_bytes()
    assert b"a camera" not in written
    assert b"a comment" not in written


def test_what_fits_nowhere_is_said(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(encode(noise("RGBA", 200, 200), "PNG"))
    assert make_still(source, target, 1000) is Outcome.TOO_LARGE
    assert not target.exists()


def test_what_no_jpeg_can_hold_is_too_large(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(encode(Image.new("RGBA", (65_501, 1)), "PNG"))
    assert make_still(source, target, 10) is Outcome.TOO_LARGE
