"""The painter returns images of the right size, lists its models, and records requests."""

import asyncio
import base64
import itertools
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.policy.images.ratio import has_ratio
from bot.sandbox.painter import Painter, ScriptedAnswer
from bot.sandbox.painter.drawing.canvas import canvas_size
from bot.sandbox.painter.models import CATALOG, TEN_RATIOS
from tests.sandbox.painter_requests import (
    MODEL,
    SKETCH,
    chat_body,
    images,
    images_body,
    png,
    post,
    reference,
)


class TestPixels:
    @pytest.mark.parametrize("size", ["512", "1K", "2K", "4K"])
    def test_every_ratio_of_every_model_has_its_pixels(self, size: str) -> None:
        for ratio in {ratio for model in CATALOG for ratio in model.ratios}:
            assert has_ratio(ratio, *canvas_size(ratio, size)), ratio

    def test_a_tier_doubles_the_one_below(self) -> None:
        assert canvas_size("16:9", "1K") == (1344, 768)
        assert canvas_size("16:9", "2K") == (2688, 1536)
        assert canvas_size("16:9", "4K") == (5376, 3072)
        assert canvas_size("16:9", "512") == (672, 384)

    async def test_both_surfaces_paint_every_ratio_of_every_model(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.default = ScriptedAnswer(sketch=True)
        for model, surface in itertools.product(CATALOG, ("images", "chat")):
            if surface == "chat" and not model.chats:
                continue
            for ratio in model.ratios:
                body = images_body(model=model.id, aspect_ratio=ratio)
                if surface == "chat":
                    body = chat_body(model=model.id, image_config={"aspect_ratio": ratio})
                _, answer = await post(web, body)
                (image,) = images(answer)
                assert image.size == canvas_size(ratio), (model.id, surface, ratio)

    @pytest.mark.parametrize(
        "body",
        [
            images_body(model="google/gemini-3-pro-image", resolution="2K", aspect_ratio="2:3"),
            images_body(model="google/gemini-3-pro-image", size="2K", aspect_ratio="2:3"),
            images_body(size="1664x2496"),
            chat_body(
                model="google/gemini-3-pro-image",
                image_config={"image_size": "2K", "aspect_ratio": "2:3"},
            ),
        ],
    )
    async def test_a_size_can_be_asked_for_in_each_way(
        self, painter: Painter, web: aiohttp.ClientSession, body: dict[str, Any]
    ) -> None:
        painter.default = ScriptedAnswer(sketch=True)
        _, answer = await post(web, body)
        assert images(answer)[0].size == (1664, 2496)

    def test_the_four_first_models_serve_both_surfaces_with_the_ten_ratios(self) -> None:
        for model in CATALOG[:4]:
            assert model.on_images
            assert model.chats
            assert set(model.ratios) >= set(TEN_RATIOS)


class TestImages:
    async def paint(self, web: aiohttp.ClientSession, **more: object) -> bytes:
        _, answer = await post(web, images_body(**more))
        return base64.b64decode(answer["data"][0]["b64_json"])

    async def test_prompt_model_and_seed_decide_what_is_painted(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.default = ScriptedAnswer(width=96, height=64)
        first = await self.paint(web)
        assert await self.paint(web) == first
        assert await self.paint(web, prompt="a bear") != first
        assert await self.paint(web, model="google/gemini-3-pro-image") != first
        flux = "black-forest-labs/flux.2-pro"
        assert await self.paint(web, model=flux, seed=1) != await self.paint(
            web, model=flux, seed=2
        )

    @pytest.mark.parametrize("prompt", ["night sea", "forest", "日本 🦊", "x" * 5000, "\ud800"])
    @pytest.mark.parametrize("size", [(96, 64), (20, 160), (1, 1)])
    async def test_any_prompt_and_shape_can_be_painted(
        self, painter: Painter, web: aiohttp.ClientSession, prompt: str, size: tuple[int, int]
    ) -> None:
        painter.default = ScriptedAnswer(width=size[0], height=size[1])
        status, answer = await post(web, images_body(prompt=prompt))
        assert status == 200
        assert images(answer)[0].size == size

    async def test_a_reference_is_seen_in_the_image(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.default = ScriptedAnswer(width=128, height=128)
        content = [{"type": "text", "text": "a fox"}, reference(png())]
        for body in (
            images_body(input_references=[reference(png())]),
            chat_body(messages=[{"role": "user", "content": content}]),
        ):
            _, answer = await post(web, body)
            colours = images(answer)[0].convert("RGB").getcolors(128 * 128)
            assert colours is not None
            assert (255, 0, 0) in [colour for _, colour in colours]

    async def test_n_gives_so_many_different_images(self, web: aiohttp.ClientSession) -> None:
        _, answer = await post(web, images_body(model="openai/gpt-5-image", n=3))
        assert len({item["b64_json"] for item in answer["data"]}) == 3

    @pytest.mark.parametrize("format_", ["png", "jpeg", "webp"])
    async def test_the_output_format_is_what_was_asked_for(
        self, web: aiohttp.ClientSession, format_: str
    ) -> None:
        _, answer = await post(web, images_body(output_format=format_))
        assert images(answer)[0].format == format_.upper()
        assert answer["data"][0]["media_type"] == f"image/{format_}"


class TestLists:
    async def get(self, web: aiohttp.ClientSession, path: str) -> tuple[int, dict[str, Any]]:
        async with web.get(path) as response:
            return response.status, await response.json()

    async def test_the_image_list_describes_parameters(self, web: aiohttp.ClientSession) -> None:
        _, answer = await self.get(web, "images/models")
        listed = {item["id"]: item["supported_parameters"] for item in answer["data"]}
        assert listed[MODEL]["aspect_ratio"] == {"type": "enum", "values": list(TEN_RATIOS)}
        assert "resolution" not in listed[MODEL]
        assert listed["openai/gpt-5-image"]["n"] == {"type": "range", "min": 1, "max": 10}

    @pytest.mark.parametrize(
        ("model", "line"),
        [
            (MODEL, {"unit": "image", "cost_usd": 0.039}),
            ("google/gemini-3-pro-image", {"unit": "image", "cost_usd": 0.24, "variant": "4k"}),
            ("black-forest-labs/flux.2-pro", {"unit": "megapixel", "cost_usd": 0.03}),
            ("openai/gpt-5-image", {"unit": "token", "cost_usd": 0.00004}),
        ],
    )
    async def test_prices_stand_at_the_endpoints(
        self, web: aiohttp.ClientSession, model: str, line: dict[str, object]
    ) -> None:
        _, answer = await self.get(web, f"images/models/{model}/endpoints")
        assert {"billable": "output_image", **line} in answer["endpoints"][0]["pricing"]
        assert (await self.get(web, "images/models/a/b/endpoints"))[0] == 404

    async def test_the_chat_list_hides_image_only_models_unless_asked(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.models[MODEL] = replace(painter.models[MODEL], expires="2026-12-01")
        _, usual = await self.get(web, "models")
        _, asked = await self.get(web, "models?output_modalities=image")
        assert {m.id for m in CATALOG if m.chats} == {m["id"] for m in usual["data"]}
        assert {m.id for m in CATALOG} == {m["id"] for m in asked["data"]}
        assert asked["data"][0]["expiration_date"] == "2026-12-01"

    async def test_the_lists_can_fail_and_hang(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.catalogue_status = 500
        assert (await self.get(web, "images/models"))[0] == 500
        painter.catalogue_hangs = True
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(self.get(web, "models"), 0.05)

    async def test_the_key_shows_its_limit(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.limit_usd = 1.0
        await post(web, images_body())
        _, answer = await self.get(web, "key")
        assert answer["data"]["limit"] == 1.0
        assert answer["data"]["limit_remaining"] == pytest.approx(0.961)
        assert answer["data"]["usage"] == pytest.approx(0.039)
        painter.key_label, painter.key_manages, painter.data_regions = "mine", True, ("europe",)
        facts = (await self.get(web, "key"))[1]["data"]
        assert (facts["label"], facts["allowed_data_regions"]) == ("mine", ["europe"])
        assert facts["is_management_key"]
        painter.key_status = 500
        assert (await self.get(web, "key"))[0] == 500
        assert (await self.get(web, "credits"))[0] == 403

    async def test_a_generation_can_be_looked_up_by_its_header(
        self, web: aiohttp.ClientSession
    ) -> None:
        async with web.post("images", json=images_body()) as response:
            id_ = response.headers["X-Generation-Id"]
            assert response.headers["x-provider-name"] == "Google AI Studio"
        _, answer = await self.get(web, f"generation?id={id_}")
        assert answer["data"]["total_cost"] == 0.039
        assert (await self.get(web, "generation?id=gen-none"))[0] == 404
        assert (await self.get(web, "nowhere"))[0] == 404


class TestRecord:
    async def test_requests_are_kept_in_order_with_headers_and_body(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        await post(web, images_body())
        await post(web, chat_body())
        first, second = painter.requests
        assert (first.path, second.path) == ("/images", "/chat/completions")
        assert first.body["prompt"] == "a fox"
        assert first.headers["Authorization"] == f"Bearer {painter.key}"
        assert first.finished
        assert first.when <= second.when

    async def test_cost_is_reported_and_summed(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(SKETCH, replace(SKETCH, cost_usd=0.5), replace(SKETCH, without_usage=True))
        answers = [(await post(web, images_body()))[1] for _ in range(3)]
        assert [a.get("usage", {}).get("cost") for a in answers] == [0.039, 0.5, None]
        assert painter.charged_micros == 578_000

    async def test_a_key_of_the_operators_own_is_charged_by_its_provider(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        own = replace(SKETCH, own_key=True)
        painter.script(own, replace(own, cost_usd=0.002))
        answers = [(await post(web, images_body()))[1]["usage"] for _ in range(2)]
        upstream = [one["cost_details"]["upstream_inference_cost"] for one in answers]
        assert [(one["cost"], one["is_byok"]) for one in answers] == [(0, True), (0.002, True)]
        assert upstream == [0.039, 0.039]
        assert painter.charged_micros == 2_000
        told = next(iter(painter.generations.values()))
        assert (told["total_cost"], told["is_byok"]) == (0, True)
        assert told["upstream_inference_cost"] == 0.039

    async def test_an_account_says_whatever_a_test_wants(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(replace(SKETCH, usage={"cost": True, "cost_details": None}))
        usage = (await post(web, images_body()))[1]["usage"]
        assert (usage["cost"], usage["cost_details"], usage["is_byok"]) == (True, None, False)

    @pytest.mark.parametrize("scripted", [ScriptedAnswer.hang(), replace(SKETCH, latency_s=60)])
    async def test_a_client_that_leaves_early_is_seen_and_not_charged(
        self, painter: Painter, web: aiohttp.ClientSession, scripted: ScriptedAnswer
    ) -> None:
        painter.script(scripted)
        asking = asyncio.create_task(post(web, images_body()))
        asked = await painter.wait_for_requests()
        asking.cancel()
        await asyncio.wait_for(asked.ended.wait(), 5)
        assert asked.dropped
        assert not asked.finished
        assert painter.charged_micros == 0

    async def test_leaving_ends_what_hangs_at_once(self) -> None:
        begun = time.perf_counter()
        async with Painter() as painter:
            painter.script(ScriptedAnswer.hang())
            headers = {"Authorization": f"Bearer {painter.key}"}
            async with aiohttp.ClientSession(painter.base_url + "/", headers=headers) as web:
                asking = asyncio.create_task(post(web, images_body()))
                await painter.wait_for_requests()
                await painter.__aexit__()
                with pytest.raises(aiohttp.ClientError):
                    await asking
        assert time.perf_counter() - begun < 2

    async def test_a_taken_port_is_an_os_error(self, painter: Painter) -> None:
        port = int(painter.base_url.split(":")[2].partition("/")[0])
        with pytest.raises(OSError, match="address already in use"):
            async with Painter(port=port):
                pass


class TestPlayful:
    @pytest.fixture
    async def painter(self) -> AsyncIterator[Painter]:
        async with Painter(playful=True) as painter:
            painter.default = SKETCH
            yield painter

    async def test_words_make_trouble(self, web: aiohttp.ClientSession) -> None:
        forbidden = await post(web, images_body(prompt="a Forbidden fox"))
        assert forbidden[0] == 403
        assert forbidden[1]["error"]["metadata"]["reasons"]
        assert (await post(web, images_body(prompt="a broken vase")))[0] == 502

    async def test_busy_is_put_off_once_for_each_prompt(self, web: aiohttp.ClientSession) -> None:
        for prompt in ("a busy bee", "a busy street"):
            statuses = [(await post(web, images_body(prompt=prompt)))[0] for _ in range(2)]
            assert statuses == [429, 200]

    async def test_slow_takes_its_time(self, web: aiohttp.ClientSession) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(post(web, images_body(prompt="a slow fox")), 0.2)

    async def test_again_paints_another_one(self, web: aiohttp.ClientSession) -> None:
        answers = [await post(web, images_body()) for _ in range(2)]
        assert answers[0][1]["data"] != answers[1][1]["data"]

    async def test_words_are_harmless_elsewhere(self) -> None:
        async with Painter() as painter:
            painter.default = SKETCH
            headers = {"Authorization": f"Bearer {painter.key}"}
            async with aiohttp.ClientSession(painter.base_url + "/", headers=headers) as web:
                assert (await post(web, images_body(prompt="forbidden broken")))[0] == 200
