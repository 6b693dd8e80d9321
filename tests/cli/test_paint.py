"""`imagine-bot paint` saves an image, or prints a message and returns an exit code."""

import asyncio
import base64
import io
import json
import shutil
import signal
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.policy.images.ratio import has_ratio
from bot.sandbox.painter import Painter, ScriptedAnswer
from testkit.child_process import start
from tests.cli.conftest import ImagineBot
from tests.imaging.samples import encode, noise
from tests.imaging.test_metadata import METADATA, SECRET, pixels

#: A folder that not even root can write to.
UNWRITABLE = Path("/proc")


def _look(path: Path) -> tuple[str | None, tuple[int, int]]:
    """Return an image's format and size in pixels."""
    with Image.open(path) as image:
        return image.format, image.size


async def test_an_image_is_saved_under_the_default_name(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    ended = await imagine_bot("paint", "a red fox", "--ratio", "16:9")
    assert ended.code == 0
    [asked] = painter.requests
    assert asked.body["prompt"] == "a red fox"
    [image] = tmp_path.iterdir()
    assert image.name == "generated.png"
    _, (width, height) = _look(image)
    assert has_ratio("16:9", width, height)
    assert f"Saved generated.png: {width}×{height} pixels" in ended.out
    assert "google/gemini-2.5-flash-image · cost $0.039 ·" in ended.out
    assert "Painting" not in ended.out


@pytest.mark.parametrize(
    "name", ["Maker: [/bold] Brush", "[red]Brush[/]", "{task.id}", "\x1b[2JBrush", "[link=x"]
)
async def test_a_models_name_is_text_whatever_it_holds(
    imagine_bot: ImagineBot, painter: Painter, name: str
) -> None:
    flash = painter.models["google/gemini-2.5-flash-image"]
    painter.models["a/b"] = replace(flash, id="a/b", name=name)
    ended = await imagine_bot("paint", "a red fox", "fox.png", "a/b")
    assert ended.code == 0, ended.err
    assert "\x1b[2J" not in ended.out + ended.err


async def test_model_size_seed_and_references_go_along(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path, png: bytes
) -> None:
    (tmp_path / "one.png").write_bytes(png)
    (tmp_path / "two.bin").write_bytes(png)
    ended = await imagine_bot(
        *("paint", "both", "out.png", "google/gemini-3-pro-image", "--size", "2K"),
        *("--seed", "7", "--image", "one.png", "--image", "two.bin"),
    )
    assert ended.code == 0, ended.err
    [asked] = painter.requests
    assert asked.body["model"] == "google/gemini-3-pro-image"
    assert asked.body["resolution"] == "2K"
    assert len(asked.body["input_references"]) == 2
    assert asked.body.get("seed") == 7 or "Ignored" in ended.out


async def test_the_ending_follows_the_bytes_and_it_says_so(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    painter.script(ScriptedAnswer(sketch=True, format="jpeg"))
    (tmp_path / "fox.jpg").write_text("mine")
    ended = await imagine_bot("paint", "a fox", "fox.png")
    assert ended.code == 0
    assert (tmp_path / "fox.jpg").read_text() == "mine"
    assert _look(tmp_path / "fox-2.jpg")[0] == "JPEG"
    assert "Saved fox-2.jpg" in ended.out
    assert "image/jpeg, so it isn't named fox.png" in ended.out


async def test_several_images_are_all_saved(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    (tmp_path / "fox.png").write_text("old")
    painter.script(ScriptedAnswer(sketch=True, count=2))
    ended = await imagine_bot("paint", "a fox", "fox.png", "--force")
    assert ended.code == 0
    assert {file.name for file in tmp_path.iterdir()} == {"fox.png", "fox-2.png"}


async def test_an_existing_file_is_overwritten_by_force_alone(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    target = tmp_path / "fox.png"
    target.write_text("mine")
    refused = await imagine_bot("paint", "a fox", "fox.png")
    assert refused.code == 73
    assert refused.err == (
        "fox.png: already exists; use --force to overwrite it. Nothing was charged.\n"
    )
    assert target.read_text() == "mine"
    assert painter.requests == []
    assert (await imagine_bot("paint", "a fox", "fox.png", "--force")).code == 0
    assert _look(target)[0] == "PNG"
    assert list(tmp_path.iterdir()) == [target]


async def test_json_is_one_line_for_programs(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    ended = await imagine_bot("paint", "a fox", "--json")
    [line] = ended.out.splitlines()
    facts = json.loads(line)
    [image] = facts["pictures"]
    saved = tmp_path / "generated.png"
    assert image["path"] == saved.name
    assert image["media_type"] == "image/png"
    assert ("PNG", (image["width"], image["height"])) == _look(saved)
    assert image["bytes"] == saved.stat().st_size
    assert facts["model"] == "google/gemini-2.5-flash-image"
    assert facts["cost_usd"] == pytest.approx(0.039)
    assert facts["generation_id"] in painter.generations


@pytest.mark.parametrize("kind", sorted(METADATA))
async def test_only_pixels_and_colours_of_an_image_are_sent(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path, kind: str
) -> None:
    full = METADATA[kind](encode(noise("RGB", 40, 30), kind))
    (tmp_path / "own").write_bytes(full)
    ended = await imagine_bot("paint", "a fox", "--image", "own")
    assert ended.code == 0, ended.err
    [part] = painter.requests[0].body["input_references"]
    data = base64.b64decode(part["image_url"]["url"].partition("base64,")[2])
    assert SECRET not in data
    assert pixels(data) == pixels(full)
    assert (tmp_path / "own").read_bytes() == full
    shown = await imagine_bot("paint", "a fox", "--image", "own", "--curl")
    assert base64.b64encode(data).decode() in shown.out


async def test_an_animation_is_sent_as_its_first_frame_without_its_comment(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    frames = [Image.new("RGB", (30, 20), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:], comment=SECRET)
    assert SECRET in (tmp_path / "a.gif").read_bytes()
    ended = await imagine_bot("paint", "a fox", "--image", "a.gif")
    assert ended.code == 0, ended.err
    [part] = painter.requests[0].body["input_references"]
    data = base64.b64decode(part["image_url"]["url"].partition("base64,")[2])
    assert SECRET not in data
    with Image.open(io.BytesIO(data)) as sent:
        assert sent.convert("RGB").getpixel((5, 5)) == (255, 0, 0)


async def test_curl_sends_nothing_and_its_command_works(
    imagine_bot: ImagineBot,
    painter: Painter,
    tmp_path: Path,
    png: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if shutil.which("curl") is None or shutil.which("bash") is None:
        pytest.skip("bash or curl is not installed")
    (tmp_path / "one.png").write_bytes(png)
    prompt = 'it\'s a "fox" $HOME'
    connections = 0

    async def count(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.close()

    async with await asyncio.start_server(count, "127.0.0.1", 0) as silent:
        host, port = silent.sockets[0].getsockname()
        nowhere = f"http://{host}:{port}"
        monkeypatch.setenv("OPENROUTER_BASE_URL", nowhere)
        ended = await imagine_bot(
            "paint", prompt, "--image", "one.png", "--ratio", "16:9", "--curl"
        )
    assert ended.code == 0
    assert connections == 0
    assert not (tmp_path / "generated.png").exists()
    assert painter.key not in ended.out
    shell = await asyncio.create_subprocess_exec(
        "bash",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    command = ended.out.replace(nowhere, painter.base_url)
    output, complaint = await shell.communicate(command.encode())
    assert shell.returncode == 0, complaint
    assert b";base64," in output or b'"b64_json"' in output
    [asked] = painter.requests
    assert asked.finished
    assert json.dumps(prompt) in json.dumps(asked.body)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a fox", "--image", "text.png"), "isn't a PNG, JPEG, WebP or GIF"),
        (("a fox", "out.png", "nobody/knows"), "no model nobody/knows"),
        (("a fox", "--ratio", "7:5"), "doesn't support `ratio` 7:5"),
        (("\u200b",), "1 to 2,000 visible characters"),
    ],
)
async def test_what_cannot_work_is_refused_before_anything_is_sent(
    imagine_bot: ImagineBot,
    painter: Painter,
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    (tmp_path / "text.png").write_text("no picture")
    ended = await imagine_bot("paint", *arguments)
    assert ended.code == 65
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert painter.requests == []


async def test_a_refused_prompt_is_one_sentence(
    imagine_bot: ImagineBot, painter: Painter, tmp_path: Path
) -> None:
    painter.script(ScriptedAnswer.error(403, metadata={"reasons": ["violence"]}))
    ended = await imagine_bot("paint", "a fox")
    assert ended.code == 65
    assert ended.err.splitlines()[-1].startswith("The model rejected this prompt")
    assert list(tmp_path.iterdir()) == []


async def test_a_wrong_key_is_told(imagine_bot: ImagineBot, painter: Painter) -> None:
    painter.key_accepted = False
    ended = await imagine_bot("paint", "a fox")
    assert ended.code == 77
    assert ended.err.splitlines()[-1].startswith("OpenRouter doesn't accept the key.")
    assert painter.key not in ended.err


@pytest.mark.usefixtures("painter")
async def test_an_unreachable_openrouter_is_told(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        monkeypatch.setenv("OPENROUTER_BASE_URL", f"http://127.0.0.1:{port}/api/v1")
        ended = await imagine_bot("paint", "a fox")
    assert ended.code == 69
    assert ended.err.splitlines()[-1].startswith("The model's provider is down or having problems.")
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("nowhere/fox.png", "its folder doesn't exist"),
        (".", "is a folder"),
        pytest.param(
            str(UNWRITABLE / "fox.png"),
            "isn't writable",
            marks=pytest.mark.skipif(not UNWRITABLE.is_dir(), reason="there is no /proc"),
        ),
    ],
)
async def test_what_cannot_be_written_is_told_before_anything_is_sent(
    imagine_bot: ImagineBot, painter: Painter, output: str, words: str
) -> None:
    ended = await imagine_bot("paint", "a fox", output)
    assert ended.code == 73
    assert words in ended.err
    assert painter.requests == []


async def test_ctrl_c_ends_it(painter: Painter, tmp_path: Path) -> None:
    painter.script(ScriptedAnswer.hang())
    environment = {"TMPDIR": str(tmp_path)}
    async with start("paint", "a fox", folder=tmp_path, environment=environment) as child:
        asked = await painter.wait_for_requests(1)
        child.signal(signal.SIGINT)
        assert await child.ended() == 130
        await asked.ended.wait()
    assert asked.dropped
    assert child.out == []
    assert "Traceback" not in "".join(child.err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("say", "facts"),
    [
        (
            ScriptedAnswer.error(403, message="Key limit exceeded (total limit)"),
            {"error": "out_of_credit", "charge": "none", "status": 403, "retry_after_s": None},
        ),
        (
            ScriptedAnswer.error(429, message="Slow down", retry_after=7200),
            {"error": "provider_busy", "charge": "none", "status": 429, "retry_after_s": 7200.0},
        ),
        (
            ScriptedAnswer.not_an_image(),
            {"error": "bad_answer", "charge": "made", "status": 200, "retry_after_s": None},
        ),
    ],
)
async def test_a_failure_is_one_json_line_for_scripts_too(
    imagine_bot: ImagineBot, painter: Painter, say: ScriptedAnswer, facts: dict[str, object]
) -> None:
    painter.script(say)
    ended = await imagine_bot("paint", "a fox", "--json")
    [line] = ended.out.splitlines()
    told = json.loads(line)
    assert told.pop("message") == ended.err.splitlines()[-1]
    assert told == {"model": "google/gemini-2.5-flash-image", **facts}
    assert "<t:" not in ended.err


async def test_what_was_never_sent_is_one_json_line_too(
    imagine_bot: ImagineBot, painter: Painter
) -> None:
    ended = await imagine_bot("paint", "a fox", "fox.png", "nobody/knows", "--json")
    told = json.loads(ended.out)
    assert (told["error"], told["charge"]) == ("model_unknown", "none")
    assert painter.requests == []


@pytest.mark.usefixtures("painter")
async def test_a_mistake_of_ours_is_one_json_line_with_its_reference(
    imagine_bot: ImagineBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.studio.Studio.order", None)
    ended = await imagine_bot("paint", "a fox", "--json")
    told = json.loads(ended.out)
    assert (ended.code, told["error"], told["charge"]) == (1, "unexpected", "possible")
    assert told["message"] == ended.err.splitlines()[-1]
