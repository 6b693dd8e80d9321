"""Attached pictures on their way from a member to OpenRouter, and how long they stay."""

import base64
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from bot.sandbox.painter import Say
from tests.system.conftest import OpenStage, Stage

FLUX = "black-forest-labs/flux.2-pro"


def kept(data_dir: Path) -> list[Path]:
    return sorted((data_dir / "references").iterdir())


def sent(stage: Stage) -> list[tuple[str, bytes]]:
    """Return the type and the bytes of each picture that went along with the last request."""
    parts = stage.painter.requests[-1].body["input_references"]
    urls = [part["image_url"]["url"] for part in parts]
    return [
        (url.removeprefix("data:").partition(";")[0], base64.b64decode(url.partition(",")[2]))
        for url in urls
    ]


def moving() -> bytes:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def see_through() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


async def test_an_attached_picture_goes_along_as_it_is_and_stays_afterwards(
    stage: Stage, png: bytes
) -> None:
    for _ in range(2):
        await stage.mia.slash(
            stage.art, "imagine", prompt="in winter", model=FLUX, image=("a.gif", png)
        )
        assert sent(stage) == [("image/png", png)]
        stage.clock.advance(minutes=5)
    # once, however often it is attached
    [path] = kept(stage.data_dir)
    assert path.read_bytes() == png
    assert path.name.startswith(f"{stage.mia.id}-")
    assert stage.spooled() == []


async def test_a_failure_leaves_it_for_another_try(stage: Stage, png: bytes) -> None:
    stage.painter.script(Say.error(403, metadata={"reasons": ["violence"]}))
    await stage.mia.slash(stage.art, "imagine", prompt="a fox", model=FLUX, image=("a.png", png))
    assert len(kept(stage.data_dir)) == 1


async def test_several_go_along_in_their_order(stage: Stage) -> None:
    files: dict[str, tuple[str, bytes]] = {}
    for number, name in enumerate(("image", "image2", "image3", "image4")):
        out = io.BytesIO()
        Image.new("RGB", (10 + number, 10)).save(out, "PNG")
        files[name] = (f"{name}.png", out.getvalue())
    await stage.mia.slash(stage.art, "imagine", prompt="all of them", model=FLUX, **files)
    assert [data for _, data in sent(stage)] == [data for _, data in files.values()]
    assert len(kept(stage.data_dir)) == 4


@pytest.mark.parametrize(("make", "colour"), [(moving, (255, 0, 0)), (see_through, (255,) * 3)])
async def test_what_not_every_model_takes_goes_along_still_and_on_white(
    stage: Stage, make: object, colour: tuple[int, ...]
) -> None:
    assert callable(make)
    await stage.mia.slash(
        stage.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", make())
    )
    [(media_type, data)] = sent(stage)
    image = Image.open(io.BytesIO(data))
    assert (media_type, image.mode) == ("image/png", "RGB")
    assert image.getpixel((15, 10)) == colour


async def test_what_is_no_picture_is_refused_and_not_kept(stage: Stage) -> None:
    result = await stage.mia.slash(
        stage.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", b"words")
    )
    assert result.ephemeral
    assert stage.painter.requests == []
    assert kept(stage.data_dir) == []


async def test_what_is_out_of_date_goes_at_the_start(
    open_stage: OpenStage, tmp_path: Path, png: bytes
) -> None:
    async with open_stage() as stage:
        await stage.mia.slash(
            stage.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", png)
        )
    [path] = kept(tmp_path)
    async with open_stage():
        assert kept(tmp_path) == [path]
    os.utime(path, (0, 0))
    async with open_stage() as stage:
        # the sweep runs beside everything else, and has had its turns by now
        await stage.mia.slash(stage.art, "imagine", prompt="a fox")
        assert kept(tmp_path) == []
