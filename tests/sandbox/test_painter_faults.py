"""Each fault of the painter sends the response that its name describes."""

import asyncio
import base64
import io
from dataclasses import replace
from typing import Any, Literal

import aiohttp
import pytest
from PIL import Image

from bot.sandbox.painter import ERROR_TABLE, PROBLEMS, Fault, Painter, ScriptedAnswer
from tests.sandbox.painter_requests import SKETCH, chat_body, images, images_body, post

FAULTS = [(fault, surface) for fault in (*ERROR_TABLE, *PROBLEMS) for surface in fault.surfaces]


class TestFaults:
    @pytest.mark.parametrize(
        ("fault", "surface"), FAULTS, ids=[f"{fault.name} {surface}" for fault, surface in FAULTS]
    )
    async def test_a_fault_has_the_status_that_its_name_says(
        self, painter: Painter, web: aiohttp.ClientSession, fault: Fault, surface: str
    ) -> None:
        painter.script(replace(fault.answer, sketch=True))
        path = "images" if surface == "images" else "chat/completions"
        body = images_body() if surface == "images" else chat_body()
        async with web.post(path, json=body) as response:
            assert response.status == fault.answer.status
            if fault in ERROR_TABLE:
                assert fault.name.startswith(str(response.status))
            if fault.answer.ends == "whole":
                await response.read()

    def test_names_are_unique(self) -> None:
        for table in (ERROR_TABLE, PROBLEMS):
            assert len({fault.name for fault in table}) == len(table)

    def test_every_documented_status_is_there(self) -> None:
        assert {fault.answer.status for fault in ERROR_TABLE} == {
            *(200, 400, 401, 402, 403, 404, 408, 412, 413, 422, 429),
            *(500, 502, 503, 504, 524, 529),
        }

    @pytest.mark.parametrize(
        ("place", "path"),
        [("metadata", ("error", "metadata")), ("error", ("error",)), ("top", ())],
    )
    async def test_the_error_type_can_sit_in_three_places(
        self,
        painter: Painter,
        web: aiohttp.ClientSession,
        place: Literal["metadata", "error", "top"],
        path: tuple[str, ...],
    ) -> None:
        painter.script(ScriptedAnswer.error(500, error_type="server", type_in=place))
        _, answer = await post(web, images_body())
        for key in path:
            answer = answer[key]
        assert answer["error_type"] == "server"

    async def test_retry_after_is_a_header(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(ScriptedAnswer.error(429, retry_after=1.5))
        async with web.post("images", json=images_body()) as response:
            assert response.headers["Retry-After"] == "1.5"

    async def test_an_error_inside_a_choice(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(ScriptedAnswer.choice_error(429, error_type="rate_limit_exceeded"))
        _, answer = await post(web, chat_body())
        assert answer["choices"][0]["error"]["code"] == 429
        assert answer["choices"][0]["finish_reason"] == "error"

    @pytest.mark.parametrize("format_", ["png", "jpeg", "webp", "gif"])
    async def test_an_image_can_have_an_exact_size_and_stays_readable(
        self,
        painter: Painter,
        web: aiohttp.ClientSession,
        format_: Literal["png", "jpeg", "webp", "gif"],
    ) -> None:
        painter.script(replace(SKETCH, format=format_, target_bytes=50_000))
        _, answer = await post(web, images_body())
        data = base64.b64decode(answer["data"][0]["b64_json"])
        assert len(data) == 50_000
        Image.open(io.BytesIO(data)).load()

    async def test_twenty_megabytes_are_quickly_there(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(replace(SKETCH, target_bytes=20_000_000))
        async with web.post("images", json=images_body()) as response:
            assert len(await response.read()) > 26_000_000

    @pytest.mark.parametrize(
        "change",
        [
            {"escape": "slash"},
            {"escape": "unicode"},
            {"gzip": True},
            {"chunked": True},
            {"drip_bytes": 100},
            {"keepalives": 3, "latency_s": 0.01},
            {"text": "Here you go"},
        ],
    )
    async def test_a_way_of_writing_changes_nothing_about_the_image(
        self, painter: Painter, web: aiohttp.ClientSession, change: dict[str, Any]
    ) -> None:
        painter.script(SKETCH, replace(SKETCH, **change))
        for make in (images_body, chat_body):
            painter.script(SKETCH, replace(SKETCH, **change))
            plain = images((await post(web, make()))[1])
            changed = images((await post(web, make()))[1])
            assert [p.tobytes() for p in plain] == [p.tobytes() for p in changed]

    async def test_escapes_and_blanks_are_on_the_wire(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        loud = replace(SKETCH, width=300, height=300)
        painter.script(
            replace(loud, escape="slash", wrap=76),
            replace(loud, escape="unicode", sketch=False),
            replace(loud, keepalives=3),
        )
        texts: list[str] = []
        for body in (chat_body(), chat_body(), chat_body()):
            async with web.post("chat/completions", json=body) as response:
                texts.append(await response.text())
        assert "data:image\\/png" in texts[0]
        assert "\\n" in texts[0]
        assert "\\u002b" in texts[1]
        assert texts[2].startswith("\n\n\n{")

    async def test_labels_places_and_doubles(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(
            replace(SKETCH, format="jpeg", label="image/png"),
            replace(SKETCH, unlabelled=True),
            replace(SKETCH, duplicate=True),
            replace(SKETCH, url="https://a.b/c.png"),
        )
        wrong, bare, twice, linked = [(await post(web, images_body()))[1]["data"] for _ in range(4)]
        assert wrong[0]["media_type"] == "image/png"
        assert base64.b64decode(wrong[0]["b64_json"]).startswith(b"\xff\xd8")
        assert "media_type" not in bare[0]
        assert twice[0] == twice[1]
        assert linked[0]["url"] == "https://a.b/c.png"
        painter.script(
            replace(SKETCH, markdown=True, text="Look"), replace(SKETCH, unlabelled=True)
        )
        first, second = [
            (await post(web, chat_body()))[1]["choices"][0]["message"] for _ in range(2)
        ]
        assert first["content"].startswith("Look\n![image](data:image/png;base64,")
        assert "images" not in first
        assert second["images"][0]["image_url"]["url"].startswith("iVBOR")

    async def test_spoilt_bytes(self, painter: Painter, web: aiohttp.ClientSession) -> None:
        painter.script(
            ScriptedAnswer.broken_base64(),
            ScriptedAnswer.not_an_image(),
            ScriptedAnswer.truncated_image(),
        )
        broken, text, half = [
            (await post(web, images_body()))[1]["data"][0]["b64_json"] for _ in range(3)
        ]
        assert " " in broken
        assert base64.b64decode(text).startswith(b"This is text")
        with pytest.raises(OSError, match="truncated"):
            Image.open(io.BytesIO(base64.b64decode(half))).load()

    @pytest.mark.parametrize("chunked", [False, True])
    async def test_a_cut_body_ends_early(
        self, painter: Painter, web: aiohttp.ClientSession, *, chunked: bool
    ) -> None:
        painter.script(replace(ScriptedAnswer.cut_body(), chunked=chunked))
        async with web.post("images", json=images_body()) as response:
            with pytest.raises(aiohttp.ClientPayloadError):
                await response.read()

    async def test_a_reset_comes_before_any_answer(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(ScriptedAnswer.reset())
        with pytest.raises(aiohttp.ClientOSError):
            await post(web, images_body())

    async def test_a_body_falls_silent_after_its_headers(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(replace(SKETCH, ends="hang body"))
        async with web.post("images", json=images_body()) as response:
            assert await response.content.readany()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(response.content.read(), 0.05)
        await asyncio.wait_for(painter.requests[0].ended.wait(), 5)
        assert painter.requests[0].dropped

    async def test_an_oversize_image_is_sent_to_its_end(
        self, painter: Painter, web: aiohttp.ClientSession
    ) -> None:
        painter.script(ScriptedAnswer.oversize(3_000_000))
        _, answer = await post(web, images_body())
        assert answer["data"][0]["b64_json"] == "A" * 3_000_000
