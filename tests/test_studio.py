"""A prompt becomes a file without the bot."""

import shutil
from pathlib import Path

import pytest

from bot.errors import ModelUnknown, OptionRefused, ReferenceRefused
from bot.openrouter.exchange import ClientConfig
from bot.policy.ratio import has_ratio
from bot.policy.request import ImageRequest
from bot.sandbox.painter import Painter
from bot.studio import open_studio, read_references


async def test_a_prompt_becomes_a_file(tmp_path: Path) -> None:
    async with Painter() as painter:
        config = ClientConfig(api_key=painter.key, base_url=painter.base_url)
        async with open_studio(config) as studio:
            painting = await studio.paint(ImageRequest("a red panda", ratio="16:9"))
            [picture] = painting.pictures
            folder = picture.path.parent
            target = tmp_path / f"panda.{picture.extension}"
            shutil.move(picture.path, target)
            references = read_references([target])
            again = await studio.paint(ImageRequest("in snow", references=references))
    assert has_ratio("16:9", picture.width, picture.height)
    assert target.stat().st_size == picture.size_bytes
    assert len(again.pictures) == 1
    assert not folder.exists()


async def test_the_environment_says_how_openrouter_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Painter() as painter:
        monkeypatch.setenv("OPENROUTER_API_KEY", painter.key)
        monkeypatch.setenv("OPENROUTER_BASE_URL", painter.base_url)
        async with open_studio() as studio:
            painting = await studio.paint("a  red\npanda")
    assert painting.order.prompt == "a red panda"


async def test_offline_the_last_good_copy_decides(tmp_path: Path) -> None:
    copy = tmp_path / "catalogue.json"
    async with Painter() as painter:
        config = ClientConfig(api_key=painter.key, base_url=painter.base_url)
        async with open_studio(config, copy=copy):
            pass
    async with open_studio(config, copy=copy, offline=True) as studio:
        assert studio.order(ImageRequest("a red panda")).model.on_images


async def test_what_a_model_does_not_take_is_refused_before_anything_is_sent() -> None:
    async with Painter() as painter:
        config = ClientConfig(api_key=painter.key, base_url=painter.base_url)
        async with open_studio(config) as studio:
            with pytest.raises(OptionRefused):
                await studio.paint(ImageRequest("a red panda", ratio="1:8"))
            with pytest.raises(ModelUnknown):
                await studio.paint(ImageRequest("a red panda", model="no/model"))
        assert painter.requests == []


def test_a_reference_must_be_a_picture(tmp_path: Path) -> None:
    text = tmp_path / "text.png"
    text.write_text("no picture")
    with pytest.raises(ReferenceRefused):
        read_references([text])
