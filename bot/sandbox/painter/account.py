"""Serves OpenRouter's read endpoints: model lists, key, budgets and generations."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Final

from aiohttp import web

from bot.policy.money import MICROS_PER_USD
from bot.sandbox.painter.budgets import Budget, effective
from bot.sandbox.painter.catalog import PaintedModel
from bot.sandbox.painter.checks import Refusal
from bot.sandbox.painter.models import CATALOG
from bot.sandbox.painter.scripted_answer import ScriptedAnswer

ROOT: Final = "/api/v1"
_SPANS: Final = ("", "_daily", "_weekly", "_monthly")


class Account:
    """Catalogue and key; its public attributes may be changed at any time.

    Attributes:
        models: Available models by id. Built-in models that are missing here are retired.
        catalogue_status: HTTP status of the model lists.
        catalogue_hangs: Whether the model lists never answer.
        catalogue_prefix: Bytes before their JSON, such as a byte order mark.
        stray_entries: Entries of both lists besides the models, such as numbers.
        key: The only accepted key.
        key_accepted: False disables the key.
        key_status: HTTP status of `GET /key`.
        key_label: What OpenRouter calls the key.
        key_manages: Whether it is a management key.
        data_regions: The regions in which the key's data may be processed.
        limit_usd: The key's limit in dollars; None is no limit.
        budgets: Budgets above the key's own limit, in the order of enforcement.
        generations: Answers of `GET /generation` by generation id.
        charged_micros: Total cost of all images in micro-dollars.
    """

    def __init__(self, key: str) -> None:
        self.models: dict[str, PaintedModel] = {model.id: model for model in CATALOG}
        self.catalogue_status = 200
        self.catalogue_hangs = False
        self.catalogue_prefix = b""
        self.stray_entries: list[object] = []
        self.key = key
        self.key_accepted = True
        self.key_status = 200
        self.key_label = "sk-or-v1-san...box"
        self.key_manages = False
        self.data_regions: Sequence[str] = ("global",)
        self.limit_usd: float | None = None
        self.budgets: list[Budget] = []
        self.charged_micros = 0
        self.generations: dict[str, Mapping[str, object]] = {}

    @property
    def limit_remaining_usd(self) -> float | None:
        """Remaining dollars of the key's limit; None without a limit.

        Negative once an image cost more than was left.
        """
        return None if self.limit_usd is None else self.limit_usd - self._charged_usd

    @property
    def _charged_usd(self) -> float:
        return self.charged_micros / MICROS_PER_USD

    @property
    def retired(self) -> dict[str, PaintedModel]:
        """The built-in models that are missing in `models`."""
        return {model.id: model for model in CATALOG if model.id not in self.models}

    def authorize(self, request: web.Request) -> None:
        """Check the key.

        Raises:
            Refusal: It is missing, wrong or disabled.
        """
        header = request.headers.get("Authorization")
        if header == f"Bearer {self.key}" and self.key_accepted:
            return
        message = "No auth credentials found" if header is None else "User not found."
        raise Refusal(ScriptedAnswer.error(401, error_type="authentication", message=message))

    def check_credit(self) -> None:
        """Check the budgets and the key's limit.

        Raises:
            Refusal: 402 if the key's limit is spent, 403 if a budget above it is.
        """
        for budget in self.budgets:
            if budget.remaining_usd(self._charged_usd) <= 0:
                source = "workspace" if budget.scope == "workspace" else "guardrail"
                message = f"Budget limit exceeded ({budget.scope})"
                raise Refusal(
                    ScriptedAnswer.error(403, message=message, metadata={"limit_source": source})
                )
        if self.limit_remaining_usd is not None and self.limit_remaining_usd <= 0:
            message = "The key's limit is spent"
            raise Refusal(ScriptedAnswer.error(402, error_type="payment_required", message=message))

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add the read endpoints."""
        router.add_get(f"{ROOT}/images/models", self._list_image_models)
        router.add_get(f"{ROOT}/images/models/{{author}}/{{slug}}/endpoints", self._show_endpoints)
        router.add_get(f"{ROOT}/models", self._list_models)
        router.add_get(f"{ROOT}/key", self._show_key)
        router.add_get(f"{ROOT}/credits", self._show_credits)
        router.add_get(f"{ROOT}/generation", self._show_generation)

    async def _open_catalogue(self) -> None:
        if self.catalogue_hangs:
            await asyncio.Event().wait()
        if self.catalogue_status != web.HTTPOk.status_code:
            raise Refusal(ScriptedAnswer.error(self.catalogue_status))

    async def _list_image_models(self, _: web.Request) -> web.Response:
        await self._open_catalogue()
        listed = [model.as_image_model() for model in self.models.values() if model.on_images]
        return self._write_list({"data": [*listed, *self.stray_entries]})

    async def _show_endpoints(self, request: web.Request) -> web.Response:
        await self._open_catalogue()
        id_ = f"{request.match_info['author']}/{request.match_info['slug']}"
        model = self.models.get(id_)
        if model is None or not model.on_images:
            raise Refusal(ScriptedAnswer.error(404, message=f"Model {id_} not found"))
        return web.json_response(model.as_endpoints())

    async def _list_models(self, request: web.Request) -> web.Response:
        """List the models with a requested output modality, `text` by default."""
        await self._open_catalogue()
        wanted = request.query.get("output_modalities", "text").split(",")
        listed = [
            model.as_model()
            for model in self.models.values()
            if "image" in wanted or "all" in wanted or ("text" in wanted and model.chats)
        ]
        data = [*listed, *self.stray_entries]
        return self._write_list({"data": data, "total_count": len(data), "links": {"next": None}})

    def _write_list(self, document: Mapping[str, object]) -> web.Response:
        body = self.catalogue_prefix + json.dumps(document).encode()
        return web.Response(body=body, content_type="application/json")

    async def _show_key(self, request: web.Request) -> web.Response:
        if self.key_status != web.HTTPOk.status_code:
            raise Refusal(ScriptedAnswer.error(self.key_status))
        self.authorize(request)
        return web.json_response({"data": self._describe_key()})

    def _describe_key(self) -> dict[str, object]:
        """Return the fields that OpenRouter's SDK expects (1.3.84 `GetCurrentKeyData`)."""
        budgets = list(self.budgets)
        if self.limit_usd is not None:
            budgets.append(Budget(scope="key_limit", limit_usd=self.limit_usd))
        charged = self._charged_usd
        binding = effective(budgets, charged)
        return {
            "label": self.key_label,
            "limit": self.limit_usd,
            "limit_remaining": self.limit_remaining_usd,
            "limit_reset": None if self.limit_usd is None else "daily",
            "include_byok_in_limit": False,
            "budgets": [budget.describe(charged) for budget in budgets],
            "effective_budget": binding and binding.describe(charged),
            **{f"usage{span}": charged for span in _SPANS},
            **{f"byok_usage{span}": 0 for span in _SPANS},
            "free_model_daily_requests": {"limit": 50, "remaining": 50, "used": 0},
            "allowed_data_regions": list(self.data_regions),
            "is_free_tier": False,
            "is_management_key": self.key_manages,
            "is_provisioning_key": self.key_manages,
            "expires_at": None,
            "creator_user_id": None,
            "organization_id": None,
            "workspace_id": None,
            "rate_limit": {"requests": -1, "interval": "10s", "note": "deprecated"},
        }

    async def _show_credits(self, request: web.Request) -> web.Response:
        self.authorize(request)
        message = "Only management keys can perform this operation"
        raise Refusal(ScriptedAnswer.error(403, message=message))

    async def _show_generation(self, request: web.Request) -> web.Response:
        self.authorize(request)
        found = self.generations.get(request.query.get("id", ""))
        if found is None:
            raise Refusal(ScriptedAnswer.error(404, message="Generation not found"))
        return web.json_response({"data": found})
