"""Thumbnails are small WebP images of all images of a job, made in a process of their own."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bot.imaging.sniff import sniff
from bot.imaging.thumbnail import LONGEST_SIDE
from bot.imaging.thumbnails import PillowThumbnails
from bot.policy.images.image import ImageFile
from bot.policy.images.provenance import GENERATED, Provenance
from tests.imaging.samples import encode, noise
from tests.imaging.test_fit import decode_with, needs_shell

MADE = Provenance("google/gemini-2.5-flash-image", datetime(2026, 11, 22, 12, tzinfo=UTC))


def picture(folder: Path, name: str, size: tuple[int, int], colour: str) -> ImageFile:
    path = folder / name
    path.write_bytes(encode(Image.new("RGB", size, colour), "PNG"))
    return sniff(path)


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    image = Image.open(io.BytesIO(data))
    assert image.format == "WEBP"
    return image


async def test_the_longer_side_has_at_most_512_pixels(tmp_path: Path) -> None:
    wide = picture(tmp_path, "wide", (1024, 300), "red")
    small = opened(await PillowThumbnails(tmp_path).make([wide], provenance=MADE))
    assert small.size == (LONGEST_SIDE, 150)


async def test_a_smaller_image_is_not_enlarged(tmp_path: Path) -> None:
    tiny = picture(tmp_path, "tiny", (40, 30), "red")
    assert opened(await PillowThumbnails(tmp_path).make([tiny], provenance=MADE)).size == (40, 30)


async def test_four_images_become_one_grid_in_their_order(tmp_path: Path) -> None:
    colours = ("red", "lime", "blue", "white")
    images = [picture(tmp_path, one, (800, 800), one) for one in colours]
    grid = opened(await PillowThumbnails(tmp_path).make(images, provenance=MADE)).convert("RGB")
    assert max(grid.size) <= LONGEST_SIDE
    found = [grid.getpixel((x, y)) for y in (100, 400) for x in (100, 400)]
    expected = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]
    for pixel, colour in zip(found, expected, strict=True):
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


async def test_a_thumbnail_of_noise_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "noise"
    path.write_bytes(encode(noise("RGB", 1024, 1024), "PNG"))
    data = await PillowThumbnails(tmp_path).make([sniff(path)], provenance=MADE)
    assert data is not None
    assert len(data) <= 100_000


async def test_it_says_that_a_model_made_the_image(tmp_path: Path) -> None:
    data = await PillowThumbnails(tmp_path).make(
        [picture(tmp_path, "one", (100, 100), "red")], provenance=MADE
    )
    assert data is not None
    assert GENERATED.encode() in data


async def test_a_broken_image_is_left_out_and_the_others_are_shown(tmp_path: Path) -> None:
    good, broken = picture(tmp_path, "good", (100, 100), "red"), tmp_path / "broken"
    broken.write_bytes(b"no image")
    image = ImageFile(broken, "image/png", 10, 10, 8)
    thumbnails = PillowThumbnails(tmp_path)
    assert opened(await thumbnails.make([good, image], provenance=MADE)).size == (100, 100)
    assert await thumbnails.make([image], provenance=MADE) is None


async def test_a_bomb_is_not_decoded(tmp_path: Path) -> None:
    bomb = ImageFile(tmp_path / "bomb", "image/png", 100_000, 100_000, 8)
    assert await PillowThumbnails(tmp_path).make([bomb], provenance=MADE) is None


@needs_shell
@pytest.mark.parametrize("script", ["exit 12", "exit 1", "exit 0"])
async def test_a_process_that_fails_leaves_no_file_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    image = picture(tmp_path, "one", (100, 100), "red")
    before = {path.name for path in tmp_path.iterdir()}
    decode_with(monkeypatch, tmp_path, script)
    assert await PillowThumbnails(tmp_path).make([image], provenance=MADE) is None
    assert {path.name for path in tmp_path.iterdir()} == before | {"decoder"}
