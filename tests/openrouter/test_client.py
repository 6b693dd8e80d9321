"""The client's requests, retries, deadlines and results."""

import asyncio
import base64
import io
import logging
import random
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web
from PIL import Image

from bot.errors import (
    BadAnswer,
    Charge,
    GenerationTimedOut,
    ProviderBusy,
    ProviderDown,
    SpoolFailed,
)
from bot.openrouter import client as client_module
from bot.openrouter.answers.answer_images import AnswerLimits
from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import RequestBody
from bot.openrouter.catalogue.builtin_models import KNOWN
from bot.openrouter.exchange import ClientConfig
from bot.policy.images.model import PREFERRED_MODELS
from bot.policy.images.ratio import has_ratio
from bot.policy.images.request import Order, Reference
from bot.policy.images.tags import Tags
from bot.sandbox.painter import ScriptedAnswer
from bot.sandbox.painter.scripted_answer import Frame
from testkit.http_server import serve
from tests.openrouter.client_harness import (
    FLASH,
    Api,
    ClientHarness,
    in_a_minute,
    make_order,
    reference,
    take,
)


@pytest.mark.parametrize("surface", ["images", "chat"])
@pytest.mark.parametrize("model_id", PREFERRED_MODELS)
async def test_the_four_models_generate_the_asked_ratio(
    harness: ClientHarness, surface: Surface, model_id: str
) -> None:
    generation = await harness.generate(surface, order=make_order(KNOWN[model_id], ratio="21:9"))
    [image] = generation.images
    assert has_ratio("21:9", image.width, image.height)
    assert generation.cost_micros == harness.painter.charged_micros > 0
    assert generation.generation_id
    assert generation.provider
    assert generation.latency_s > 0
    assert generation.order.model.id == model_id
    take(generation)


async def test_images_is_sent_what_the_order_says_and_nothing_else(harness: ClientHarness) -> None:
    model = KNOWN["google/gemini-3-pro-image-preview"]
    take(await harness.generate("images", order=make_order(model, ratio="3:2", size="2K", seed=7)))
    take(await harness.generate("images", order=make_order(model)))
    assert [asked.body for asked in harness.painter.requests] == [
        {
            "model": model.id,
            "prompt": "a red panda",
            "aspect_ratio": "3:2",
            "resolution": "2K",
            "seed": 7,
        },
        {"model": model.id, "prompt": "a red panda"},
    ]
    assert {asked.path for asked in harness.painter.requests} == {"/images"}


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_both_say_alike_whose_request_it_is(harness: ClientHarness, surface: Surface) -> None:
    order = replace(make_order(), tags=Tags("u" * 128, "s" * 256, "1234567890"))
    take(await harness.generate(surface, order=order))
    [asked] = harness.painter.requests
    assert asked.body["user"] == "u" * 128
    assert asked.body["session_id"] == "s" * 256
    assert asked.body["trace"] == {"trace_id": "1234567890", "trace_name": "imagine"}


async def test_chat_is_asked_for_images_with_a_bound_on_tokens(harness: ClientHarness) -> None:
    model = KNOWN["google/gemini-3.1-flash-image"]
    take(await harness.generate("chat", order=make_order(model, ratio="3:2", size="512", seed=7)))
    [asked] = harness.painter.requests
    assert asked.path == "/chat/completions"
    assert asked.body == {
        "model": model.id,
        "messages": [{"role": "user", "content": "a red panda"}],
        "modalities": ["image", "text"],
        "max_tokens": 8192,
        "image_config": {"aspect_ratio": "3:2", "image_size": "0.5K"},
        "seed": 7,
    }


@pytest.mark.parametrize("api", ["auto", "images", "chat"])
@pytest.mark.parametrize("on_images", [True, False])
async def test_auto_asks_where_the_model_is_served(
    harness: ClientHarness, api: Api, *, on_images: bool
) -> None:
    surface = harness.client(api).surface_of(replace(FLASH, on_images=on_images))
    assert surface == (("images" if on_images else "chat") if api == "auto" else api)


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_a_large_reference_arrives_byte_by_byte(
    harness: ClientHarness, tmp_path: Path, surface: Surface
) -> None:
    content = _noise()
    one = reference(tmp_path, content)
    prompt = 'two "quoted" pandas \\ {0} ünïcode'
    order = make_order(KNOWN["google/gemini-3-pro-image"], prompt=prompt, references=(one, one))
    take(await harness.generate(surface, order=order))
    body = harness.painter.requests[0].body
    if surface == "images":
        assert body["prompt"] == prompt
        parts = body["input_references"]
    else:
        text, *parts = body["messages"][0]["content"]
        assert text == {"type": "text", "text": prompt}
    url = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    assert parts == [{"type": "image_url", "image_url": {"url": url}}] * 2


async def test_a_reference_that_is_gone_sends_nothing(
    harness: ClientHarness, tmp_path: Path
) -> None:
    gone = Reference(tmp_path / "gone.png", "image/png", 10)
    with pytest.raises(SpoolFailed):
        await harness.generate("images", order=make_order(references=(gone,)))
    assert harness.painter.requests == []


async def test_several_images_come_in_order_without_the_bad_ones(harness: ClientHarness) -> None:
    harness.painter.script(ScriptedAnswer(count=3, width=64, height=64))
    generation = await harness.generate("chat")
    assert len(set(take(generation))) == 3


async def test_the_models_text_comes_without_its_images(harness: ClientHarness) -> None:
    harness.painter.script(ScriptedAnswer(markdown=True, text="Here you go", width=64, height=64))
    generation = await harness.generate("chat")
    assert generation.text == "Here you go"
    assert len(take(generation)) == 1


async def test_more_images_than_allowed_leave_those_that_are(harness: ClientHarness) -> None:
    harness.limits = AnswerLimits(max_images=2)
    harness.painter.script(ScriptedAnswer(count=3, width=64, height=64))
    generation = await harness.generate("images")
    assert len(take(generation)) == 2
    assert harness.files() == set()


async def test_a_gap_of_time_behind_a_whole_answer_is_not_waited_for(
    harness: ClientHarness,
) -> None:
    harness.end_timeout_s = 0.1
    harness.painter.script(ScriptedAnswer(ends="hang body", ends_at=1.0, width=64, height=64))
    generation = await harness.generate("images")
    assert len(take(generation)) == 1
    assert generation.cost_micros == harness.painter.charged_micros > 0
    assert generation.latency_s < 10


@pytest.mark.parametrize("frame", [None, "events"])
async def test_a_whole_image_is_taken_when_time_runs_out_behind_it(
    harness: ClientHarness, frame: Frame | None
) -> None:
    harness.attempt_timeout_s = 1.0
    scripted = ScriptedAnswer(
        count=2, ends="hang body", ends_at=0.9, target_bytes=20_000, sketch=True
    )
    harness.painter.script(replace(scripted, frame=frame))
    generation = await harness.generate("images", within_s=1.0)
    assert len(take(generation)) == 1
    assert generation.cost_micros is None
    assert harness.files() == set()


async def test_a_whole_image_is_taken_when_the_connection_breaks_behind_it(
    harness: ClientHarness,
) -> None:
    harness.painter.script(
        ScriptedAnswer(count=2, ends="cut", ends_at=0.9, target_bytes=20_000, sketch=True)
    )
    generation = await harness.generate("images")
    assert len(take(generation)) == 1
    assert harness.files() == set()


@pytest.mark.parametrize("encoding", ["br", "zstd"])
async def test_a_body_that_nobody_can_unpack_is_a_bad_answer(
    harness: ClientHarness, encoding: str
) -> None:
    harness.painter.script(
        ScriptedAnswer(headers=(("Content-Encoding", encoding),), width=64, height=64)
    )
    with pytest.raises(BadAnswer) as caught:
        await harness.generate("images")
    assert caught.value.charge is Charge.POSSIBLE
    assert caught.value.detail == "an unrequested encoding"


@pytest.mark.parametrize("surface", ["images", "chat"])
async def test_a_stream_gives_its_finished_image_with_text_and_cost(
    harness: ClientHarness, surface: Surface
) -> None:
    harness.painter.script(
        ScriptedAnswer(frame="events", text="Here you go", width=64, height=64, count=2)
    )
    generation = await harness.generate(surface)
    assert len(take(generation)) == 2
    assert generation.cost_micros == harness.painter.charged_micros > 0
    assert generation.text == (None if surface == "images" else "Here you go")


async def test_a_draft_is_not_taken_beside_the_image(harness: ClientHarness) -> None:
    harness.painter.script(ScriptedAnswer(drafts=12, width=64, height=64))
    [image] = (generation := await harness.generate("chat")).images
    assert (image.width, image.height) == (64, 64)
    take(generation)


async def test_bytes_that_came_are_no_refusal_and_may_cost(harness: ClientHarness) -> None:
    scripted = ScriptedAnswer(
        place="html", damage="not an image", width=64, height=64, without_usage=True
    )
    for surface in ("images", "chat"):
        harness.painter.script(scripted)
        with pytest.raises(BadAnswer) as caught:
            await harness.generate(surface)
        assert caught.value.charge is Charge.POSSIBLE


class TestAReferenceThatVanishes:
    @pytest.mark.parametrize("how", ["gone", "shorter"])
    async def test_while_it_is_sent_it_is_the_disks_fault_and_costs_nothing(
        self, harness: ClientHarness, tmp_path: Path, how: str
    ) -> None:
        one = reference(tmp_path, bytes(2 * 2**20))
        client = harness.client("images")
        build = client_module.build_body

        def lose(order: Order, surface: Surface) -> RequestBody:
            body = build(order, surface)
            if how == "gone":
                one.path.unlink()
            else:
                one.path.write_bytes(bytes(10))
            return body

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(client_module, "build_body", lose)
            with pytest.raises(SpoolFailed) as caught:
                await client.generate(make_order(references=(one,)), deadline=in_a_minute())
        assert caught.value.charge is Charge.NONE
        assert harness.pauses == []


class TestTheExtraAttempt:
    async def test_it_generates_after_a_busy_provider(self, harness: ClientHarness) -> None:
        harness.painter.script(ScriptedAnswer.error(503), ScriptedAnswer(width=64, height=64))
        take(await harness.generate("images"))
        assert len(harness.painter.requests) == 2
        assert 1 <= harness.pauses[0] <= 2

    async def test_it_waits_as_long_as_asked(self, harness: ClientHarness) -> None:
        harness.painter.script(
            ScriptedAnswer.error(429, retry_after=30), ScriptedAnswer(width=64, height=64)
        )
        take(await harness.generate("images"))
        assert 30 <= harness.pauses[0] <= 31

    async def test_there_is_none_when_the_wait_is_too_long(self, harness: ClientHarness) -> None:
        harness.painter.script(ScriptedAnswer.error(429, retry_after=31))
        with pytest.raises(ProviderBusy) as caught:
            await harness.generate("images")
        assert caught.value.retry_after_s == 31
        assert (len(harness.painter.requests), harness.pauses) == (1, [])

    async def test_there_is_none_when_the_wait_passes_the_deadline(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.script(ScriptedAnswer.error(429, retry_after=20))
        with pytest.raises(ProviderBusy):
            await harness.generate("images", within_s=15)
        assert (len(harness.painter.requests), harness.pauses) == (1, [])

    async def test_there_is_never_a_third(self, harness: ClientHarness) -> None:
        harness.painter.script(
            ScriptedAnswer.error(500), ScriptedAnswer.error(429), ScriptedAnswer()
        )
        with pytest.raises(ProviderBusy):
            await harness.generate("images")
        assert len(harness.painter.requests) == 2

    async def test_there_is_one_when_nothing_was_sent(self, harness: ClientHarness) -> None:
        client = harness.client("images", base_url="http://127.0.0.1:1")
        with pytest.raises(ProviderDown) as caught:
            await client.generate(make_order(), deadline=in_a_minute())
        assert caught.value.charge is Charge.NONE
        assert len(harness.pauses) == 1

    async def test_there_is_none_after_the_connection_broke(self, harness: ClientHarness) -> None:
        harness.painter.script(ScriptedAnswer.reset())
        with pytest.raises(ProviderDown) as caught:
            await harness.generate("images")
        assert caught.value.charge is Charge.POSSIBLE
        assert len(harness.painter.requests) == 1


class TestTheGenerationId:
    @pytest.mark.parametrize("surface", ["images", "chat"])
    async def test_it_is_told_once_and_is_the_generations(
        self, harness: ClientHarness, surface: Surface
    ) -> None:
        reported = list[str]()
        generation = await harness.client(surface).generate(
            make_order(), deadline=in_a_minute(), on_id=reported.append
        )
        assert reported == [generation.generation_id]
        take(generation)

    async def test_it_is_told_before_the_body_has_come(self, harness: ClientHarness) -> None:
        harness.painter.script(replace(ScriptedAnswer.hang_body(), width=64, height=64))
        reported = list[str]()
        generation = asyncio.create_task(
            harness.client("images").generate(
                make_order(), deadline=in_a_minute(), on_id=reported.append
            )
        )
        while not reported:
            await asyncio.sleep(0)
        assert not generation.done()
        generation.cancel()
        with pytest.raises(asyncio.CancelledError):
            await generation
        assert len(reported) == 1

    async def test_the_id_is_reported_for_an_answer_without_an_image(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.script(ScriptedAnswer(damage="not an image", width=64, height=64))
        reported = list[str]()
        with pytest.raises(BadAnswer) as caught:
            await harness.client("images").generate(
                make_order(), deadline=in_a_minute(), on_id=reported.append
            )
        assert reported == [caught.value.generation_id]

    async def test_an_attempt_that_is_never_billed_does_not_tell_its_own(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.script(ScriptedAnswer.error(503), ScriptedAnswer(width=64, height=64))
        reported = list[str]()
        generation = await harness.client("images").generate(
            make_order(), deadline=in_a_minute(), on_id=reported.append
        )
        assert len(harness.painter.requests) == 2
        assert reported == [generation.generation_id]
        take(generation)

    async def test_a_note_that_cannot_be_taken_costs_no_image(
        self, harness: ClientHarness, caplog: pytest.LogCaptureFixture
    ) -> None:
        def refuse(_: str) -> None:
            raise RuntimeError

        generation = await harness.client("images").generate(
            make_order(), deadline=in_a_minute(), on_id=refuse
        )
        assert f"generation id {generation.generation_id} was not taken" in caplog.text
        take(generation)


@pytest.mark.parametrize(("on_images", "whole_only"), [(True, True), (False, False)])
async def test_only_what_images_generates_is_billed_whole_or_not_at_all(
    harness: ClientHarness, *, on_images: bool, whole_only: bool
) -> None:
    model = replace(FLASH, on_images=on_images)
    assert harness.client().bills_whole_only(model) is whole_only


class TestDeadlines:
    @pytest.mark.parametrize("scripted", [ScriptedAnswer.hang(), ScriptedAnswer.hang_body()])
    async def test_an_attempt_ends_in_time_and_only_once(
        self, harness: ClientHarness, scripted: ScriptedAnswer
    ) -> None:
        harness.attempt_timeout_s = 0.3
        harness.painter.script(replace(scripted, width=64, height=64))
        with pytest.raises(GenerationTimedOut) as caught:
            await harness.generate("images")
        assert caught.value.charge is Charge.POSSIBLE
        [asked] = harness.painter.requests
        await asyncio.wait_for(asked.ended.wait(), 5)
        assert asked.dropped

    async def test_the_callers_deadline_counts_when_it_is_sooner(
        self, harness: ClientHarness
    ) -> None:
        harness.painter.script(ScriptedAnswer.hang())
        with pytest.raises(GenerationTimedOut):
            await harness.generate("images", within_s=0.3)

    async def test_nothing_is_sent_when_no_time_is_left(self, harness: ClientHarness) -> None:
        with pytest.raises(GenerationTimedOut) as caught:
            await harness.generate("images", within_s=-1)
        assert caught.value.charge is Charge.NONE
        assert harness.painter.requests == []


@pytest.mark.parametrize("scripted", [ScriptedAnswer.hang(), ScriptedAnswer.hang_body()])
async def test_cancelling_drops_the_request_and_its_files(
    harness: ClientHarness, scripted: ScriptedAnswer
) -> None:
    harness.painter.script(replace(scripted, width=64, height=64))
    generation = asyncio.create_task(harness.generate("images"))
    asked = await harness.painter.wait_for_requests()
    while scripted.ends == "hang body" and not harness.files():
        await asyncio.sleep(0)
    generation.cancel()
    with pytest.raises(asyncio.CancelledError):
        await generation
    await asyncio.wait_for(asked.ended.wait(), 5)
    assert asked.dropped
    assert harness.files() == set()


async def test_a_server_that_answers_before_it_has_read_all_is_heard(
    harness: ClientHarness, tmp_path: Path
) -> None:
    async def refuse(_: web.Request) -> web.Response:
        return web.json_response({"error": {"code": 413, "message": "too large"}}, status=413)

    async with serve(refuse) as base_url:
        order = make_order(references=(reference(tmp_path, bytes(8 * 2**20)),))
        with pytest.raises(Exception, match="status=413"):
            await harness.client("images", base_url=base_url).generate(
                order, deadline=in_a_minute()
            )


async def test_an_error_cut_off_in_its_body_still_counts_by_its_status(
    harness: ClientHarness,
) -> None:
    async def break_off(request: web.Request) -> web.StreamResponse:
        await request.read()
        answer = web.StreamResponse(status=500, headers={"Content-Length": "100"})
        await answer.prepare(request)
        await answer.write(b'{"error":')
        assert request.transport is not None
        request.transport.close()
        return answer

    async with serve(break_off) as base_url:
        with pytest.raises(ProviderDown) as caught:
            await harness.client("images", base_url=base_url).generate(
                make_order(), deadline=in_a_minute()
            )
    assert (caught.value.status, caught.value.charge) == (500, Charge.NONE)
    assert len(harness.pauses) == 1


async def test_the_key_does_not_follow_a_redirect(harness: ClientHarness) -> None:
    seen: list[str] = []

    async def redirect(request: web.Request) -> web.Response:
        await request.read()
        seen.append(request.path)
        raise web.HTTPTemporaryRedirect("/elsewhere")

    async with serve(redirect) as base_url:
        with pytest.raises(ProviderDown) as caught:
            await harness.client("images", base_url=base_url).generate(
                make_order(), deadline=in_a_minute()
            )
    assert caught.value.status == 307
    assert seen == ["/images"]


async def test_the_key_is_in_its_header_and_nowhere_else(
    harness: ClientHarness, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    harness.painter.script(ScriptedAnswer.error(503), ScriptedAnswer(width=64, height=64))
    client = harness.client("images")
    take(await client.generate(make_order(), deadline=in_a_minute()))
    [first, _] = harness.painter.requests
    assert first.headers["Authorization"] == f"Bearer {harness.painter.key}"
    assert first.headers["X-OpenRouter-Title"] == "imagine-bot"
    assert harness.painter.key not in repr(ClientConfig(api_key=harness.painter.key))
    assert harness.painter.key not in f"{caplog.text}{first.body}"


def _noise() -> bytes:
    """Return a PNG of some megabytes."""
    pixels = random.Random(1).randbytes(900 * 900 * 3)  # noqa: S311 - any bytes will do
    file = io.BytesIO()
    Image.frombytes("RGB", (900, 900), pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()
