"""Re-encoded images never exceed the limit, and keep their size in pixels if possible."""

import io
import struct
import sys
import zlib
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bot.imaging.process import DELIVERIES, Outcome
from bot.imaging.shrink import shrink
from bot.imaging.sniff import sniff
from bot.policy.images.image import ImageFile
from tests.imaging.samples import encode, encoded_images, noise, srgb_profile

XMP = b"<x:xmpmeta>a packet</x:xmpmeta>"


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shrink")


def shrunk(folder: Path, data: bytes, limit_bytes: int) -> ImageFile | Outcome:
    source, target = folder / "source", folder / "target"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    outcome = shrink(source, target, limit_bytes, XMP)
    assert target.exists() == (outcome is Outcome.FITTED)
    return sniff(target) if outcome is Outcome.FITTED else outcome


def least_bytes_at_full_size(data: bytes) -> int:
    image = Image.open(io.BytesIO(data))
    if image.mode == "I;16":
        image = Image.eval(image, lambda value: value / 256).convert("L")
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    jpeg = Image.new("RGB", image.size, "white")
    jpeg.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    return min(
        len(encode(image, "WEBP", quality=40, xmp=XMP)),
        len(encode(jpeg, "JPEG", quality=30, xmp=XMP)),
    )


@settings(max_examples=60, deadline=None)
@given(data=encoded_images(), share=st.floats(0, 1.2))
def test_the_result_is_never_over_the_limit_and_keeps_its_pixels_while_possible(
    data: bytes, share: float, scratch: Path
) -> None:
    limit_bytes = int(len(data) * share)
    result = shrunk(scratch, data, limit_bytes)
    original = sniff(scratch / "source")
    if least_bytes_at_full_size(data) <= limit_bytes:
        assert isinstance(result, ImageFile)
        assert (result.width, result.height) == (original.width, original.height)
    if isinstance(result, ImageFile):
        assert result.size_bytes <= limit_bytes
        Image.open(scratch / "target").load()
    else:
        assert result is Outcome.TOO_LARGE


def test_a_roomy_limit_gives_the_best_quality(tmp_path: Path) -> None:
    image = noise("RGB", 64, 64)
    result = shrunk(tmp_path, encode(image, "PNG"), 1_000_000)
    assert isinstance(result, ImageFile)
    assert result.media_type == "image/webp"
    assert (tmp_path / "target").read_bytes() == encode(image, "WEBP", quality=95, xmp=XMP)


def test_exactly_the_limit_fits_and_one_byte_more_does_not(tmp_path: Path) -> None:
    image = noise("RGB", 64, 64)
    best = len(encode(image, "WEBP", quality=95, xmp=XMP))
    exact = shrunk(tmp_path, encode(image, "PNG"), best)
    assert isinstance(exact, ImageFile)
    assert exact.size_bytes == best
    less = shrunk(tmp_path, encode(image, "PNG"), best - 1)
    assert isinstance(less, ImageFile)
    assert less.size_bytes == len(encode(image, "WEBP", quality=80, xmp=XMP))


def test_pixels_go_when_quality_does_not_suffice(tmp_path: Path) -> None:
    result = shrunk(tmp_path, encode(noise("RGB", 600, 300), "PNG"), 15_000)
    assert isinstance(result, ImageFile)
    assert 256 <= result.width < 600
    assert abs(result.width - 2 * result.height) <= 2


def test_transparency_is_kept(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (64, 64), (10, 20, 30, 0))
    assert isinstance(shrunk(tmp_path, encode(clear, "PNG"), 100_000), ImageFile)
    assert Image.open(tmp_path / "target").getchannel("A").getextrema() == (0, 0)


def test_what_webp_cannot_hold_becomes_a_jpeg_on_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (16_400, 2), (10, 20, 30, 0))
    result = shrunk(tmp_path, encode(clear, "PNG"), 100_000)
    assert isinstance(result, ImageFile)
    assert (result.media_type, result.width) == ("image/jpeg", 16_400)
    assert Image.open(tmp_path / "target").getpixel((5, 0)) == (255, 255, 255)


def test_what_no_encoder_can_hold_gets_smaller(tmp_path: Path) -> None:
    result = shrunk(tmp_path, encode(Image.new("RGB", (70_000, 1)), "PNG"), 100_000)
    assert isinstance(result, ImageFile)
    assert result.width == 49_497


def test_what_webp_finds_too_detailed_becomes_a_jpeg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise ValueError("encoding error 6")

    data = encode(noise("RGB", 64, 64), "PNG")
    monkeypatch.setitem(Image.SAVE, "WEBP", refuse)
    result = shrunk(tmp_path, data, 100_000)
    assert isinstance(result, ImageFile)
    assert result.media_type == "image/jpeg"


def test_orientation_is_applied_and_metadata_dropped(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "the artist"
    out = io.BytesIO()
    image = Image.new("RGB", (40, 20), "red")
    image.save(out, "JPEG", exif=exif, comment=b"the comment")
    result = shrunk(tmp_path, out.getvalue(), 100_000)
    assert isinstance(result, ImageFile)
    assert (result.width, result.height) == (20, 40)
    data = (tmp_path / "target").read_bytes()
    assert b"the artist" not in data
    assert b"the comment" not in data


def test_a_comment_does_not_survive_as_jpeg(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (16_400, 2)).save(out, "JPEG", comment=b"the comment")
    result = shrunk(tmp_path, out.getvalue(), 100_000)
    assert isinstance(result, ImageFile)
    assert result.media_type == "image/jpeg"
    written = (tmp_path / "target").read_bytes()
    assert Image.open(io.BytesIO(written)).info["xmp"] == XMP
    assert b"the comment" not in written


def test_sixteen_bits_of_grey_are_scaled_not_clipped(tmp_path: Path) -> None:
    grey = Image.new("I;16", (64, 64), 128 * 256)
    assert isinstance(shrunk(tmp_path, encode(grey, "PNG"), 100_000), ImageFile)
    level = ImageOps.grayscale(Image.open(tmp_path / "target")).getpixel((5, 5))
    assert isinstance(level, int | float)
    assert 125 <= level <= 131


@pytest.mark.parametrize("size", [(64, 64), (16_400, 2)])
def test_a_colour_profile_stays(size: tuple[int, int], tmp_path: Path) -> None:
    profile = srgb_profile()
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG", icc_profile=profile)
    assert isinstance(shrunk(tmp_path, out.getvalue(), 100_000), ImageFile)
    written = io.BytesIO((tmp_path / "target").read_bytes())
    assert Image.open(written).info["icc_profile"] == profile


def test_an_animation_becomes_its_first_frame(tmp_path: Path) -> None:
    out = io.BytesIO()
    first, second = Image.new("RGB", (30, 30), "red"), Image.new("RGB", (30, 30), "blue")
    first.save(out, "GIF", save_all=True, append_images=[second], duration=100)
    assert isinstance(shrunk(tmp_path, out.getvalue(), 100_000), ImageFile)
    pixel = Image.open(tmp_path / "target").convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    assert pixel[0] > 200
    assert pixel[2] < 60


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that declares a size but has no pixels."""
    chunks = (
        b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0),
        b"IDAT" + zlib.compress(b""),
        b"IEND",
    )
    framed = (
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


@pytest.mark.parametrize("side", [8_000, 60_000])
def test_a_bomb_is_refused_before_decoding(
    side: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert side * side > DELIVERIES.pixels
    assert shrunk(tmp_path, png_header(side, side), 100) is Outcome.UNDECODABLE
    error = capsys.readouterr().err
    assert "too many" in error or "DecompressionBomb" in error


@pytest.mark.parametrize(
    "data", [b"", b"no picture", png_header(10, 10), encode(noise("RGB", 50, 50), "JPEG")[:900]]
)
def test_what_cannot_be_decoded_is_said(data: bytes, tmp_path: Path) -> None:
    assert shrunk(tmp_path, data, 100) is Outcome.UNDECODABLE


def test_a_source_that_is_gone_is_the_disks_fault(tmp_path: Path) -> None:
    outcome = shrink(tmp_path / "missing", tmp_path / "target", 100, XMP)
    assert outcome is Outcome.DISK_FAILED


def test_a_target_that_cannot_be_written_is_the_disks_fault(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(encode(noise("L", 9, 9), "PNG"))
    outcome = shrink(source, tmp_path / "no-folder" / "target", 10_000, XMP)
    assert outcome is Outcome.DISK_FAILED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_only_the_bot_can_read_the_result(tmp_path: Path) -> None:
    shrunk(tmp_path, encode(noise("L", 9, 9), "PNG"), 10_000)
    assert (tmp_path / "target").stat().st_mode & 0o777 == 0o600
