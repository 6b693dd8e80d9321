"""Attached images: from a member to OpenRouter, and how long they are kept."""

import asyncio
import base64
import io
import json
import os
import sys
from pathlib import Path

import discord
import pytest
from PIL import Image
from simcord.enums import InteractionType
from simcord.interactions import base_payload

from bot.policy.images.actions import Action
from bot.policy.members.pseudonym import pseudonym_key, pseudonym_of
from bot.sandbox.painter import ScriptedAnswer
from testkit.simulated import answer_of
from tests.imaging.samples import encode, noise
from tests.imaging.test_metadata import MEDIA_TYPES, METADATA, SECRET, pixels
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import last_job, post_buttons

FLUX = "black-forest-labs/flux.2-pro"


def kept(data_dir: Path) -> list[Path]:
    folder = data_dir / "references"
    return sorted(folder.iterdir()) if folder.exists() else []


def numbered(number: int) -> bytes:
    """Return one of many different small images."""
    out = io.BytesIO()
    Image.new("RGB", (3, 2), (number, 0, 0)).save(out, "PNG")
    return out.getvalue()


def attach(harness: BotHarness, data: bytes) -> None:
    """Request an image as Mia without waiting for it; simcord's own commands wait."""
    backend, place = harness.env.backend, harness.art.id
    [attached] = backend.store_attachments(place, [("a.png", data)])
    visible = backend.visible_commands(user_id=harness.mia.id, channel_id=place)
    [command] = [one for one in visible if one["name"] == "imagine"]
    sent_options = [
        {"name": "prompt", "type": 3, "value": "x"},
        {"name": "model", "type": 3, "value": FLUX},
        {"name": "image", "type": 11, "value": attached["id"]},
    ]
    _, payload = base_payload(
        backend,
        type=InteractionType.APPLICATION_COMMAND,
        channel_id=place,
        guild_id=harness.mia.guild.id,
        user_id=harness.mia.id,
        data={
            "id": command["id"],
            "name": "imagine",
            "type": 1,
            "options": sent_options,
            "resolved": {"attachments": {attached["id"]: attached}},
        },
    )
    payload["authorizing_integration_owners"] = {"0": str(harness.mia.guild.id)}
    backend.emit("INTERACTION_CREATE", payload)


def sent(harness: BotHarness) -> list[tuple[str, bytes]]:
    """Return type and bytes of each image in the last request to the painter."""
    parts = harness.painter.requests[-1].body["input_references"]
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


async def test_an_attached_image_goes_along_as_it_is_and_stays_afterwards(
    harness: BotHarness, png: bytes
) -> None:
    for _ in range(2):
        await harness.mia.slash(
            harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.gif", png)
        )
        assert sent(harness) == [("image/png", png)]
        harness.clock.advance(minutes=5)
    # stored once, however often it is attached
    [path] = kept(harness.data_dir)
    assert path.read_bytes() == png
    assert path.name.startswith(f"{pseudonym_of(harness.mia.id, pseudonym_key(''))}-")
    assert harness.spooled() == []


@pytest.mark.parametrize("kind", sorted(METADATA))
async def test_nothing_but_pixels_and_colours_is_kept_or_sent(
    harness: BotHarness, kind: str
) -> None:
    full = METADATA[kind](encode(noise("RGB", 40, 30), kind))
    assert SECRET in full
    await harness.mia.slash(
        harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", full)
    )
    [(media_type, data)] = sent(harness)
    [path] = kept(harness.data_dir)
    assert path.read_bytes() == data
    assert media_type == MEDIA_TYPES[kind]
    assert SECRET not in data
    assert pixels(data) == pixels(full)
    assert SECRET not in json.dumps(harness.painter.requests[-1].body).encode()


@pytest.mark.parametrize("kind", sorted(METADATA))
async def test_a_turned_image_is_kept_and_sent_turned(harness: BotHarness, kind: str) -> None:
    full = METADATA[kind](encode(noise("RGB", 40, 30), kind), 6)
    await harness.mia.slash(
        harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", full)
    )
    [(_, data)] = sent(harness)
    assert SECRET not in data
    assert Image.open(io.BytesIO(data)).size == (30, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /bin/sh")
async def test_no_delivery_waits_for_an_attachment_to_be_decoded(
    harness: BotHarness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder, go = tmp_path / "decoder", tmp_path / "go"
    decoder.write_text(
        f"""#!/bin/sh
        while [ "$2" = bot.imaging.flatten ] && [ ! -e {go} ]; do sleep 0.02; done
        exec {sys.executable} "$@"
        """
    )
    decoder.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(decoder))
    attach(harness, moving())
    harness.painter.script(ScriptedAnswer(sketch=True, target_bytes=27_000_000))
    harness.dispatch(harness.ben, "imagine", prompt="a fox")
    async with asyncio.timeout(60):
        while not any(message.attachments for message in harness.art.history()):
            await asyncio.sleep(0.02)
    assert len(harness.painter.requests) == 1
    go.touch()
    await harness.painter.wait_for_requests(2)
    await harness.env.settle()


async def test_a_decoder_that_dies_is_not_taken_for_a_broken_image(
    harness: BotHarness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder = tmp_path / "decoder"
    decoder.write_text("#!/bin/sh\nkill -9 $$\n")
    decoder.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(decoder))
    reply = await harness.mia.slash(
        harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", moving())
    )
    assert "too complex" in answer_of(reply).content
    assert harness.painter.requests == []
    assert kept(harness.data_dir) == []


async def test_where_all_members_attached_enough_nothing_more_is_kept(
    open_harness: OpenBot,
) -> None:
    async with open_harness(max_references_gb=100 / 2**30, cooldown_seconds=None) as harness:
        results = [
            await member.slash(
                harness.art, "imagine", prompt="x", model=FLUX, image=("a.png", numbered(number))
            )
            for number, member in ((1, harness.mia), (2, harness.ben))
        ]
        reply = results[1].response
        assert reply is not None
        assert "can't store more attached images" in reply.content
        assert reply.ephemeral
        assert len(harness.painter.requests) == len(kept(harness.data_dir)) == 1


async def test_a_failure_leaves_it_for_another_try(harness: BotHarness, png: bytes) -> None:
    harness.painter.script(ScriptedAnswer.error(403, metadata={"reasons": ["violence"]}))
    await harness.mia.slash(
        harness.art, "imagine", prompt="a fox", model=FLUX, image=("a.png", png)
    )
    assert len(kept(harness.data_dir)) == 1


async def test_several_go_along_in_their_order(harness: BotHarness) -> None:
    files: dict[str, tuple[str, bytes]] = {}
    for number, name in enumerate(("image", "image2", "image3", "image4")):
        out = io.BytesIO()
        Image.new("RGB", (10 + number, 10)).save(out, "PNG")
        files[name] = (f"{name}.png", out.getvalue())
    await harness.mia.slash(harness.art, "imagine", prompt="all of them", model=FLUX, **files)
    assert [data for _, data in sent(harness)] == [data for _, data in files.values()]
    assert len(kept(harness.data_dir)) == 4


@pytest.mark.parametrize(("make", "colour"), [(moving, (255, 0, 0)), (see_through, (255,) * 3)])
async def test_what_not_every_model_takes_goes_along_still_and_on_white(
    harness: BotHarness, make: object, colour: tuple[int, ...]
) -> None:
    assert callable(make)
    await harness.mia.slash(
        harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", make())
    )
    [(media_type, data)] = sent(harness)
    image = Image.open(io.BytesIO(data))
    assert (media_type, image.mode) == ("image/png", "RGB")
    assert image.getpixel((15, 10)) == colour


async def test_what_is_no_image_is_refused_and_not_kept(harness: BotHarness) -> None:
    result = await harness.mia.slash(
        harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", b"words")
    )
    assert result.ephemeral
    assert harness.painter.requests == []
    assert kept(harness.data_dir) == []


async def test_the_jobs_of_others_do_not_say_whose_image_goes_along(
    open_harness: OpenBot, png: bytes
) -> None:
    async with open_harness(cooldown_seconds=None) as harness:
        files = {"image": ("a.png", png)}
        card = await harness.mia.slash(harness.art, "imagine", prompt="a fox", model=FLUX, **files)
        await harness.ben.click(answer_of(card), label="Again")
        [reference] = (
            await harness.services.imagine.read(last_job(harness))
        ).draft.request.references
        assert sent(harness) == [("image/png", png)]
        assert str(harness.mia.id) not in str(reference.path)


async def test_an_image_goes_along_again_after_the_data_was_moved(
    open_harness: OpenBot, tmp_path: Path, png: bytes
) -> None:
    async with open_harness(data_dir=tmp_path / "old") as harness:
        files = {"image": ("a.png", png)}
        await harness.mia.slash(harness.art, "imagine", prompt="a fox", model=FLUX, **files)
        job_id = last_job(harness)
    (tmp_path / "old").rename(tmp_path / "new")
    async with open_harness(data_dir=tmp_path / "new", cooldown_seconds=None) as harness:
        card = await post_buttons(harness, job_id, Action.AGAIN)
        # the ids of each simulated Discord start at the same number, and job ids must be unique
        while harness.env.backend.snowflake() <= job_id:
            pass
        await harness.ben.click(card, label="Again")
        assert sent(harness) == [("image/png", png)]


async def test_what_is_attached_to_a_request_that_is_refused_at_last_is_not_kept(
    open_harness: OpenBot, png: bytes
) -> None:
    settings = {"max_concurrent_images": 1, "max_waiting_images": 1, "cooldown_seconds": None}
    async with open_harness(**settings) as harness:
        known = ("known.png", numbered(0))
        await harness.mia.slash(harness.art, "imagine", prompt="a", model=FLUX, image=known)
        harness.painter.script(ScriptedAnswer(sketch=True, latency_s=1))
        harness.dispatch(harness.ben, "imagine", prompt="paints")
        await harness.painter.wait_for_requests(2)
        zoe = harness.mia.guild.add_member(harness.env.create_user("zoe"))
        harness.dispatch(zoe, "imagine", prompt="waits")
        while not harness.services.queue.waiting:
            await asyncio.sleep(0)
        files = {"image": known, "image2": ("new.png", png)}
        refused = await harness.mia.slash(harness.art, "imagine", prompt="b", model=FLUX, **files)
        assert "The queue is full." in answer_of(refused).content
        assert [path.read_bytes() for path in kept(harness.data_dir)] == [numbered(0)]


async def test_only_those_of_many_requests_at_once_that_count_fetch_anything(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[discord.Attachment] = []
    real = discord.Attachment.read

    async def read(attachment: discord.Attachment, **options: bool) -> bytes:
        fetched.append(attachment)
        return await real(attachment, **options)

    monkeypatch.setattr(discord.Attachment, "read", read)
    for number in range(5):
        attach(harness, numbered(number))
    await harness.env.settle()
    # its cooldown refuses the others
    assert len(harness.requests("POST", "/callback")) == 5
    assert len(fetched) == len(kept(harness.data_dir)) == len(harness.painter.requests) == 1


async def test_what_is_out_of_date_goes_at_the_start(
    open_harness: OpenBot, tmp_path: Path, png: bytes
) -> None:
    async with open_harness() as harness:
        await harness.mia.slash(
            harness.art, "imagine", prompt="in winter", model=FLUX, image=("a.png", png)
        )
    [path] = kept(tmp_path)
    async with open_harness():
        assert kept(tmp_path) == [path]
    os.utime(path, (0, 0))
    async with open_harness() as harness:
        # the sweep runs in the background and has finished by now
        await harness.mia.slash(harness.art, "imagine", prompt="a fox")
        assert kept(tmp_path) == []
