"""The painter refuses what OpenRouter refuses, in its envelope."""

import json
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from bot.sandbox.painter import Painter
from bot.sandbox.painter.budgets import Budget, Scope
from tests.sandbox.painter_requests import MODEL, chat_body, images_body, png, post, reference

REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "size and ratio": (images_body(size="1024x1024", aspect_ratio="1:1"), 400, "conflicts"),
    "strange size": (images_body(size="huge"), 400, "ZodError"),
    "empty prompt": (images_body(prompt=""), 400, "ZodError"),
    "ratio nobody has": (images_body(aspect_ratio="7:6"), 400, "ZodError"),
    "ratio of other models": (images_body(aspect_ratio="1:8"), 400, "No provider"),
    "tier of other models": (
        images_body(model="google/gemini-3.1-flash-lite-image", size="4K"),
        400,
        "Accepted: 1K",
    ),
    "vector format": (images_body(output_format="svg"), 400, "No provider"),
    "too many pictures": (images_body(n=2), 400, "No provider"),
    "n out of range": (images_body(n=11), 400, "ZodError"),
    "seed in words": (images_body(seed="seven"), 400, "ZodError"),
    "no model": (images_body(model=None), 400, "ZodError"),
    "unknown model": (images_body(model="a/b"), 400, "model_not_found"),
    "bare reference": (images_body(input_references=[png()]), 400, "ZodError"),
    "17 references": (images_body(input_references=[reference(png())] * 17), 400, "ZodError"),
    "4 references": (images_body(input_references=[reference(png())] * 4), 400, "No provider"),
    "linked reference": (
        images_body(input_references=[reference("https://a.b/c.png")]),
        400,
        "image_download_failed",
    ),
    "reference of another kind": (
        images_body(input_references=[reference("data:image/bmp;base64,AAAA")]),
        400,
        "unsupported_image_format",
    ),
    "reference that is no base64": (
        images_body(input_references=[reference("data:image/png;base64,?")]),
        400,
        "invalid_image",
    ),
    "reference that is no image": (
        images_body(input_references=[reference("data:image/png;base64,AAAA")]),
        400,
        "invalid_image",
    ),
    "image-only model on chat": (
        chat_body(model="black-forest-labs/flux.2-pro"),
        404,
        "output modalities",
    ),
    "tools": (chat_body(tools=[]), 404, "no_endpoints"),
    "chat ratio": (chat_body(image_config={"aspect_ratio": "1:8"}), 404, "no_endpoints"),
    "chat size": (
        chat_body(model="google/gemini-3-pro-image", image_config={"image_size": "8K"}),
        404,
        "no_endpoints",
    ),
    "chat config": (chat_body(image_config=[]), 400, "ZodError"),
    "chat modalities": (chat_body(modalities="image"), 400, "ZodError"),
    "no messages": (chat_body(messages=[]), 400, "ZodError"),
    "no content": (chat_body(messages=[{"role": "user"}]), 400, "ZodError"),
}


class TestRefusals:
    @pytest.mark.parametrize("name", REFUSED)
    async def test_a_wrong_request_is_refused_and_uses_no_scripted_answer(
        self, painter: Painter, web: aiohttp.ClientSession, name: str
    ) -> None:
        body, expected, word = REFUSED[name]
        status, answer = await post(web, body)
        assert status == expected
        assert word in json.dumps(answer)
        assert painter.charged_micros == 0
        assert not painter.requests[0].finished

    async def test_a_reference_with_too_many_pixels_is_refused_undecoded(
        self, web: aiohttp.ClientSession
    ) -> None:
        vast = reference(png(size=(8000, 7000)))
        status, answer = await post(web, images_body(input_references=[vast]))
        assert status == 400
        assert answer["error"]["metadata"]["error_type"] == "image_too_large"

    async def test_a_schema_fault_has_no_code(self, web: aiohttp.ClientSession) -> None:
        _, answer = await post(web, images_body(aspect_ratio="7:6"))
        assert "code" not in answer["error"]
        assert isinstance(json.loads(answer["error"]["message"]), list)

    async def test_an_unlisted_key_is_ignored(self, web: aiohttp.ClientSession) -> None:
        more = {"resolution": "4K", "quality": "low", "user": "u", "seed": 4}
        assert (await post(web, images_body(**more)))[0] == 200
        assert (await post(web, chat_body(image_config={"image_size": "4K"})))[0] == 200

    async def test_chat_without_modalities_only_writes(self, web: aiohttp.ClientSession) -> None:
        body = chat_body()
        del body["modalities"]
        status, answer = await post(web, body)
        assert status == 200
        assert "images" not in answer["choices"][0]["message"]
        assert answer["choices"][0]["message"]["content"]
        assert answer["usage"]["cost"] == 0

    async def test_a_retired_model_is_gone_and_names_its_successor(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        del painter.models[MODEL]
        status, answer = await post(web, images_body())
        assert status == 404
        assert answer["error"]["availability"]["fallback_models"] == [
            "google/gemini-3.1-flash-image"
        ]

    async def test_a_model_that_is_not_on_images_is_refused_there(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.models[MODEL] = replace(painter.models[MODEL], on_images=False)
        assert (await post(web, images_body()))[0] == 404
        assert (await post(web, chat_body()))[0] == 200

    @pytest.mark.parametrize("header", [None, "Bearer wrong", "sk-or-v1-sandbox"])
    async def test_only_the_right_key_is_accepted(
        self, painter: Painter, header: str | None
    ) -> None:
        headers = {} if header is None else {"Authorization": header}
        async with aiohttp.ClientSession(painter.base_url + "/", headers=headers) as web:
            assert (await post(web, images_body()))[0] == 401
            async with web.get("key") as response:
                assert response.status == 401

    async def test_what_is_no_json_object_is_refused(self, web: aiohttp.ClientSession) -> None:
        for data in (b"", b"{", b"[]"):
            async with web.post("images", data=data) as response:
                assert response.status == 400

    async def test_a_spent_limit_is_402(self, painter: Painter, web: aiohttp.ClientSession) -> None:
        painter.limit_usd = 0.03
        assert (await post(web, images_body()))[0] == 200
        assert painter.limit_remaining_usd == pytest.approx(-0.009)
        assert (await post(web, images_body()))[0] == 402

    @pytest.mark.parametrize(("scope", "source"), [("member", "guardrail"), ("workspace",) * 2])
    async def test_a_spent_budget_is_403_and_the_key_says_so(
        self, painter: Painter, web: aiohttp.ClientSession, scope: Scope, source: str
    ) -> None:
        painter.limit_usd = 1.0
        painter.budgets = [
            Budget(scope=scope, limit_usd=5.0, spend_usd=4.98),
            Budget(scope="api_key", limit_usd=9.0, reset_interval=None),
        ]
        assert (await post(web, images_body()))[0] == 200
        status, answer = await post(web, images_body())
        assert status == 403
        assert answer["error"]["metadata"]["limit_source"] == source
        async with web.get("key") as response:
            data = (await response.json())["data"]
        assert data["effective_budget"] == data["budgets"][0]
        assert data["effective_budget"]["remaining_usd"] == pytest.approx(-0.019)
        assert [budget["scope"] for budget in data["budgets"]] == [scope, "api_key", "key_limit"]

    @pytest.mark.parametrize(
        "tags",
        [
            {"user": "u" * 129},
            {"user": 7},
            {"user": ""},
            {"session_id": "s" * 257},
            {"trace": "job"},
            {"trace": {"trace_id": 5}},
        ],
    )
    async def test_tags_of_another_shape_are_400(
        self, web: aiohttp.ClientSession, tags: dict[str, object]
    ) -> None:
        assert (await post(web, images_body() | tags))[0] == 400
        assert (await post(web, chat_body() | tags))[0] == 400
