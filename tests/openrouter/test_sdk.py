"""OpenRouter's own SDK understands the painter, and its models accept the client's requests."""

import base64
from collections.abc import AsyncGenerator
from dataclasses import replace
from http import HTTPStatus

import pytest
from openrouter import OpenRouter
from openrouter.errors import OpenRouterError, ResponseValidationError
from pydantic import ValidationError

from bot.sandbox.painter import ERROR_TABLE, Painter, ScriptedAnswer
from bot.sandbox.painter.budgets import Budget, Scope
from bot.sandbox.painter.server import RecordedRequest
from tests.openrouter.sdk_conformance import check_requests
from tests.sandbox.painter_requests import MODEL, chat_body, images_body

SKETCH = ScriptedAnswer(sketch=True, width=64, height=64)
SCOPES: tuple[Scope, ...] = ("workspace_default_key", "member", "api_key", "workspace")

#: Faults in the envelope of another layer than OpenRouter's, for which the SDK has no model.
FOREIGN = {"400 schema", "529 without code"}


@pytest.fixture
async def painter() -> AsyncGenerator[Painter]:
    async with Painter() as painter:
        painter.default = SKETCH
        yield painter


@pytest.fixture
async def sdk(painter: Painter) -> AsyncGenerator[OpenRouter]:
    async with OpenRouter(api_key=painter.key, server_url=painter.base_url) as sdk:
        yield sdk


class TestItReadsThePainter:
    async def test_images_of_both_surfaces(self, sdk: OpenRouter) -> None:
        images = await sdk.images.generate_async(
            model=MODEL, prompt="a fox", user="u", session_id="s", trace={"trace_id": "1"}
        )
        assert base64.b64decode(images.data[0].b64_json).startswith(b"\x89PNG")
        assert images.usage is not None
        chat = await sdk.chat.send_async(
            model=MODEL,
            messages=[{"role": "user", "content": "a fox"}],
            modalities=["image", "text"],
        )
        assert chat.choices[0].message.images

    async def test_every_model_on_every_list(self, sdk: OpenRouter, painter: Painter) -> None:
        flash = painter.models[MODEL]
        painter.models["a/b"] = replace(
            flash, id="a/b", formats=("svg", "png"), usd_per_request=0.01, qualities=("max",)
        )
        painter.models["a/auto"] = replace(flash, id="a/auto", routes=True)
        images = await sdk.images.list_models_async()
        assert {model.id for model in images.data} == set(painter.models)
        chat = await sdk.models.list_async(output_modalities="image")
        assert chat is not None
        assert {model.id for model in chat.result.data} == set(painter.models)
        for model_id in painter.models:
            author, slug = model_id.split("/")
            found = await sdk.images.list_model_endpoints_async(author=author, slug=slug)
            assert found.id == model_id

    @pytest.mark.filterwarnings("ignore:warning.*DEPRECATED:DeprecationWarning")
    @pytest.mark.parametrize("scope", SCOPES)
    async def test_the_key_with_its_budgets(
        self, sdk: OpenRouter, painter: Painter, scope: Scope
    ) -> None:
        key = (await sdk.api_keys.get_current_key_metadata_async()).data
        assert (key.limit_remaining, key.effective_budget, key.budgets) == (None, None, [])
        painter.limit_usd = 0.05
        painter.budgets = [Budget(scope=scope, limit_usd=0.04, reset_interval=None)]
        for _ in range(2):
            painter.charged_micros += 30_000
        key = (await sdk.api_keys.get_current_key_metadata_async()).data
        assert key.limit_remaining == pytest.approx(-0.01)
        assert key.effective_budget is not None
        assert (key.effective_budget.scope, key.effective_budget.resets_at) == (scope, None)
        assert key.effective_budget.remaining_usd == pytest.approx(-0.02)
        assert [budget.scope for budget in key.budgets] == [scope, "key_limit"]

    async def test_a_generation(self, sdk: OpenRouter, painter: Painter) -> None:
        await sdk.images.generate_async(model=MODEL, prompt="a fox")
        [generation_id] = painter.generations
        found = await sdk.generations.get_generation_async(id=generation_id)
        assert found.data.total_cost == pytest.approx(0.039)

    async def test_every_documented_error(self, sdk: OpenRouter, painter: Painter) -> None:
        faults = [one for one in ERROR_TABLE if one.answer.status >= HTTPStatus.BAD_REQUEST]
        unread: set[str] = set()
        for fault in faults:
            painter.script(fault.answer)
            with pytest.raises(OpenRouterError) as caught:
                await sdk.images.generate_async(model=MODEL, prompt="a fox", retries=None)
            assert caught.value.status_code == fault.answer.status, fault.name
            if isinstance(caught.value, ResponseValidationError):
                unread.add(fault.name)
        assert unread == FOREIGN


def asked(path: str, body: dict[str, object]) -> list[RecordedRequest]:
    return [RecordedRequest(path, {}, body, 0.0)]


class TestWhatItAccepts:
    """The client harness checks every request against the SDK; these tests check that check."""

    def test_what_it_knows_passes(self) -> None:
        check_requests(asked("/images", images_body(user="u", trace={"trace_id": "1", "x": 1})))
        check_requests(asked("/chat/completions", chat_body(session_id="s", seed=5)))

    @pytest.mark.parametrize(
        ("path", "body"),
        [
            ("/images", images_body(sesion_id="s")),
            ("/images", images_body(input_references=[{"image_url": {"url": "x"}, "kind": 1}])),
            ("/chat/completions", chat_body(aspect_ratio="1:1")),
            ("/chat/completions", chat_body(messages=[{"role": "user", "content": "a", "x": 1}])),
        ],
    )
    def test_what_it_would_drop_does_not(self, path: str, body: dict[str, object]) -> None:
        with pytest.raises((AssertionError, ValidationError)):
            check_requests(asked(path, body))

    @pytest.mark.parametrize(
        "body", [images_body(user=5), images_body(trace="job"), images_body(prompt=None)]
    )
    def test_a_value_of_another_type_does_not_pass(self, body: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            check_requests(asked("/images", body))
