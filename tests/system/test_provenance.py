"""The provenance of an image is kept: its signed bytes, or a mark if it was re-encoded."""

import base64
import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.policy.images.actions import Action
from bot.policy.images.provenance import GENERATED, GENERATED_FROM_OTHERS
from bot.sandbox.painter import ScriptedAnswer
from testkit.fakes import START
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import last_job

#: Images signed by c2pa-python.
OFFICIAL = Path(__file__).parents[1] / "imaging" / "signed"
SIGNED = ("png", "jpeg", "webp")
TOO_LARGE = 27_000_000


def answer_with(format_: str) -> tuple[ScriptedAnswer, bytes]:
    """Return an answer of the painter with a signed image, and that image."""
    data = (OFFICIAL / f"signed.{format_}").read_bytes()
    item = {"b64_json": base64.b64encode(data).decode(), "media_type": f"image/{format_}"}
    body = {"created": 1, "data": [item], "usage": {"cost": 0.039}}
    json_type = (("Content-Type", "application/json"),)
    return ScriptedAnswer(body=json.dumps(body).encode(), headers=json_type), data


async def ask(harness: BotHarness, say: ScriptedAnswer, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    harness.painter.script(say)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a secret fox", **options)
    assert answer_of(result).attachments
    return answer_of(result)


async def shown(card: Any) -> bytes:  # noqa: ANN401 - as above
    [image] = card.attachments
    return await image.read()


async def details(harness: BotHarness, card: Any) -> str:  # noqa: ANN401 - as above
    result = await harness.mia.select(card, [Action.DETAILS.value])
    return result.followups[0].content


def mark_in(data: bytes) -> str:
    return Image.open(io.BytesIO(data)).info["xmp"].decode()


@pytest.mark.parametrize("format_", SIGNED)
async def test_an_image_that_fits_is_shown_byte_for_byte(harness: BotHarness, format_: str) -> None:
    say, data = answer_with(format_)
    card = await ask(harness, say)
    assert await shown(card) == data
    assert "**Signed** by Example Pictures Ltd" in await details(harness, card)


@pytest.mark.parametrize("format_", SIGNED)
async def test_spoiler_alt_text_and_copy_keep_the_bytes(harness: BotHarness, format_: str) -> None:
    say, data = answer_with(format_)
    card = await ask(harness, say)
    for _ in range(2):
        await harness.mia.select(card, [Action.SPOILER.value])
        assert await shown(card) == data
    # refuse the edit, so that the file is uploaded again
    form = await harness.mia.select(card, [Action.ALT.value])
    harness.env.inject_error("PATCH", "*@original", status=400, code=50035)
    await harness.mia.submit_modal(form, {"alt-1": "a fox"})
    assert await shown(card) == data
    await harness.mia.select(card, [Action.COPY.value])
    [copy] = harness.mia.user.dm_channel.history()
    assert await shown(copy) == data


@pytest.mark.parametrize("format_", SIGNED)
async def test_sharing_and_showing_again_keep_the_bytes(harness: BotHarness, format_: str) -> None:
    say, data = answer_with(format_)
    private = await ask(harness, say, private=True)
    assert await shown(private) == data
    shared = await harness.mia.select(private, [Action.SHARE.value])
    assert await shown(shared.followups[0]) == data
    harness.clock.advance(minutes=5)
    say, data = answer_with(format_)
    await ask(harness, say)
    again = await harness.mia.slash(harness.art, "show", id=str(last_job(harness)))
    assert await shown(again.response) == data


@pytest.mark.parametrize("format_", ["png", "webp"])
async def test_what_is_made_smaller_is_marked_and_details_still_name_the_signer(
    harness: BotHarness,
    format_: Any,  # noqa: ANN401 - one of the painter's
) -> None:
    say = ScriptedAnswer(
        sketch=True, format=format_, signed_by="Painter & Co", target_bytes=TOO_LARGE
    )
    card = await ask(harness, say)
    data = await shown(card)
    assert len(data) < TOO_LARGE
    mark = mark_in(data)
    assert f'DigitalSourceType="{GENERATED}"' in mark
    assert "google/gemini-2.5-flash-image" in mark
    assert f"{START:%Y-%m-%d}" in mark
    for secret in ("secret", "fox", "mia", str(harness.mia.id)):
        assert secret.encode() not in data
    text = await details(harness, card)
    assert "**Signed** by Painter & Co" in text
    assert "marks the image as AI-generated" in text


async def test_with_an_attached_image_it_is_marked_as_a_composite(harness: BotHarness) -> None:
    image = ("a.png", (OFFICIAL / "signed.png").read_bytes())
    say = ScriptedAnswer(sketch=True, target_bytes=TOO_LARGE)
    data = await shown(await ask(harness, say, image=image))
    assert f'DigitalSourceType="{GENERATED_FROM_OTHERS}"' in mark_in(data)


async def test_a_signature_that_cannot_be_read_is_told_without_a_name(harness: BotHarness) -> None:
    say, data = answer_with("png")
    assert say.body is not None
    broken = data.replace(b"c2pa.signature", b"c2pa.signaturX")
    item = json.loads(say.body)
    item["data"][0]["b64_json"] = base64.b64encode(broken).decode()
    card = await ask(harness, ScriptedAnswer(body=json.dumps(item).encode(), headers=say.headers))
    assert await shown(card) == broken
    assert "the signer's name can't be read" in await details(harness, card)


async def test_what_nobody_signed_says_nothing_of_it(open_harness: OpenBot) -> None:
    async with open_harness() as harness:
        card = await ask(harness, ScriptedAnswer(sketch=True))
        assert "C2PA" not in await details(harness, card)
