"""The studio turns a prompt into a file without Discord."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import ConfigError, ModelUnknown, OptionRefused, ReferenceRefused
from bot.policy.images.ratio import has_ratio
from bot.policy.images.request import ImageRequest
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.settings import Settings
from bot.studio import open_studio, read_references
from testkit.child_process import start

GUIDE = Path(__file__).parents[1] / "docs" / "client.md"
EXAMPLES = re.findall(
    r"^```python\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
)


def settings_for(painter: Painter, folder: Path) -> Settings:
    return Settings.model_validate(
        {
            "openrouter_api_key": painter.key,
            "openrouter_base_url": painter.base_url,
            "data_dir": folder,
        }
    )


async def test_a_prompt_becomes_a_file(tmp_path: Path) -> None:
    async with Painter() as painter, open_studio(settings_for(painter, tmp_path)) as studio:
        generation = await studio.generate(ImageRequest("a red panda", ratio="16:9"))
        [image] = generation.images
        folder = image.path.parent
        target = tmp_path / f"panda.{image.extension}"
        shutil.move(image.path, target)
        references = read_references([target], max_bytes=10_000_000)
        again = await studio.generate(ImageRequest("in snow", references=references))
    assert has_ratio("16:9", image.width, image.height)
    assert target.stat().st_size == image.size_bytes
    assert len(again.images) == 1
    assert not folder.exists()


async def test_the_environment_says_how_openrouter_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    async with Painter() as painter:
        monkeypatch.setenv("OPENROUTER_API_KEY", painter.key)
        monkeypatch.setenv("OPENROUTER_BASE_URL", painter.base_url)
        async with open_studio() as studio:
            generation = await studio.generate("a  red\npanda")
    assert generation.order.prompt == "a red panda"


async def test_without_a_key_nothing_is_opened(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError):
        async with open_studio():
            pass


async def test_offline_the_last_good_copy_decides(tmp_path: Path) -> None:
    async with Painter() as painter:
        settings = settings_for(painter, tmp_path)
        async with open_studio(settings):
            pass
    async with open_studio(settings, offline=True) as studio:
        assert studio.order(ImageRequest("a red panda")).model.on_images


async def test_what_a_model_does_not_take_is_refused_before_anything_is_sent(
    tmp_path: Path,
) -> None:
    async with Painter() as painter, open_studio(settings_for(painter, tmp_path)) as studio:
        with pytest.raises(OptionRefused):
            await studio.generate(ImageRequest("a red panda", ratio="1:8"))
        with pytest.raises(ModelUnknown):
            await studio.generate(ImageRequest("a red panda", model="no/model"))
        assert painter.requests == []


def test_a_reference_must_be_an_image(tmp_path: Path) -> None:
    text = tmp_path / "text.png"
    text.write_text("no image")
    with pytest.raises(ReferenceRefused):
        read_references([text], max_bytes=1000)


@pytest.mark.parametrize("code", EXAMPLES)
async def test_every_example_of_the_guide_runs(code: str, tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(code)
    # the example about errors requests a ratio that the model does not support
    exit_code, stderr = (1, "ratio must be one of 1:1, ") if "OptionRefused" in code else (0, "")
    async with Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        environment = {"OPENROUTER_API_KEY": painter.key, "OPENROUTER_BASE_URL": painter.base_url}
        async with start(folder=tmp_path, environment=environment, module="example") as child:
            assert await child.ended() == exit_code, child.err
    assert "".join(child.err).startswith(stderr)
    assert bool(child.err) == bool(stderr)


async def test_the_first_example_of_the_guide_turns_a_prompt_into_a_file(tmp_path: Path) -> None:
    (tmp_path / "fox.py").write_text(EXAMPLES[0])
    async with Painter() as painter:
        painter.default = ScriptedAnswer(sketch=True)
        environment = {"OPENROUTER_API_KEY": painter.key, "OPENROUTER_BASE_URL": painter.base_url}
        async with start(folder=tmp_path, environment=environment, module="fox") as child:
            assert await child.ended() == 0, child.err
    [name] = child.out
    with Image.open(tmp_path / name) as image:
        assert has_ratio("16:9", *image.size)
    assert child.err == []
