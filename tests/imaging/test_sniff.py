"""Type, size and completeness of an image are read from its bytes."""

import io
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.errors import BadAnswer, Charge, SpoolFailed
from bot.imaging.sniff import TAIL_BYTES, sniff
from bot.policy.images.image import ImageFile
from tests.imaging.samples import KINDS, encode, encoded_images, noise

MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sniff") / "picture"


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_type_and_pixels_come_from_the_bytes(kind: str, mode: str, tmp_path: Path) -> None:
    path = tmp_path / "wrongly-named.txt"
    data = encode(noise(mode, 37, 21), kind)
    path.write_bytes(data)
    assert sniff(path) == ImageFile(path, MEDIA_TYPES[kind], 37, 21, len(data))


def test_lossless_webp_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    noise("RGB", 300, 5).save(path, "WEBP", lossless=True)
    image = sniff(path)
    assert (image.width, image.height) == (300, 5)


def test_a_turned_jpeg_counts_pixels_as_shown(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    exif = Image.Exif()
    exif[0x0112] = 6
    noise("RGB", 40, 20).save(path, "JPEG", exif=exif)
    image = sniff(path)
    assert (image.width, image.height) == (20, 40)


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_no_cut_off_image_passes(kind: str, mode: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    data = encode(noise(mode, 8, 8), kind)
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(BadAnswer) as caught:
            sniff(path)
        assert caught.value.charge is Charge.POSSIBLE


def test_a_jpeg_cut_after_its_preview_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    out = io.BytesIO()
    preview = encode(noise("RGB", 8, 8), "JPEG")
    noise("RGB", 64, 64).save(out, "JPEG", exif=b"Exif\x00\x00" + preview)
    path.write_bytes(out.getvalue()[:-100])
    with pytest.raises(BadAnswer):
        sniff(path)


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_padding_after_the_end_is_harmless(kind: str, mode: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encode(noise(mode, 8, 8), kind) + bytes(1000))
    assert sniff(path).width == 8


@pytest.mark.parametrize("appended", [bytes(100_000), b"\xff\xda" * 50_000, b"video" * 40_000])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_much_may_stand_behind_the_end(kind: str, appended: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encode(noise("RGB", 64, 64), kind) + appended)
    assert sniff(path).width == 64


def test_a_jpeg_of_many_scans_may_have_much_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    out = io.BytesIO()
    noise("RGB", 64, 64).save(out, "JPEG", progressive=True, restart_marker_rows=1)
    path.write_bytes(out.getvalue() + bytes(100_000))
    assert sniff(path).height == 64


def test_an_animation_of_many_frames_may_have_much_behind_it(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    out = io.BytesIO()
    frames = [noise("P", 64, 64) for _ in range(9)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"a fox" * 99)
    path.write_bytes(out.getvalue() + b"PK\x03\x04")
    assert sniff(path).height == 64


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_image_that_is_cut_off_does_not_pass(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    data = encode(noise("RGB", 400, 400), kind)
    for length in range(TAIL_BYTES, len(data), 997):
        path.write_bytes(data[:length])
        with pytest.raises(BadAnswer):
            sniff(path)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + (b"\x00\x00\x00\x00tEXt" + bytes(4)) * 2_000_000,
        b"\xff\xd8" + b"\xff\xe0\x00\x02" * 4_000_000,
        b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * 8_000_000,
        b"\xff\xd8" + b"\xff\xda\x00\x02" * 4_000_000,
        b"GIF89a" + bytes(7) + b"!\xfe" + b"\x01\x00" * 8_000_000,
        b"GIF89a" + bytes(7) + b"!\xfe\x00" * 5_000_000,
        b"GIF89a" + bytes(7) + b"!\xfe\x00" * 9 + b"?",
        b"GIF89a" + bytes(7) + b"!\xfe\x00",
    ],
)
def test_the_end_of_a_hostile_file_is_soon_given_up(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(data)
    start = time.perf_counter()
    with pytest.raises(BadAnswer):
        sniff(path)
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"BM" + bytes(60),
        b"RIFF\x04\x00\x00\x00WAVE",
    ],
)
def test_anything_else_is_a_bad_answer(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    with pytest.raises(BadAnswer, match="charge=possible"):
        sniff(path)


def test_an_image_without_pixels_is_a_bad_answer(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    data = bytearray(encode(noise("P", 8, 8), "GIF"))
    data[6:8] = b"\x00\x00"
    path.write_bytes(data)
    with pytest.raises(BadAnswer):
        sniff(path)


@settings(deadline=None)
@given(data=st.binary(max_size=200))
def test_random_bytes_give_nothing_but_a_bad_answer(data: bytes, scratch: Path) -> None:
    scratch.write_bytes(data)
    with pytest.raises(BadAnswer):
        sniff(scratch)


@settings(deadline=None)
@given(data=encoded_images(), changes=st.dictionaries(st.integers(0, 200), st.integers(0, 255)))
def test_a_damaged_image_gives_an_image_or_a_bad_answer(
    data: bytes, changes: dict[int, int], scratch: Path
) -> None:
    damaged = bytearray(data)
    for position, value in changes.items():
        damaged[position % len(damaged)] = value
    scratch.write_bytes(damaged)
    try:
        image = sniff(scratch)
    except BadAnswer:
        return
    assert image.width > 0
    assert image.height > 0
    assert image.size_bytes == len(data)


def test_a_hostile_header_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x02" + bytes(32_000_000) + b"\xff\xd9")
    start = time.perf_counter()
    with pytest.raises(BadAnswer):
        sniff(path)
    assert time.perf_counter() - start < 0.5


def test_an_unreadable_file_is_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(SpoolFailed):
        sniff(tmp_path / "missing")
