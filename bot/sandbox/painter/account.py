"""The parts of OpenRouter that paint nothing: the lists of models, the key and its money."""

import asyncio
from collections.abc import Mapping
from typing import Final

from aiohttp import web

from bot.policy.money import MICROS_PER_USD
from bot.sandbox.painter.catalog import PaintedModel
from bot.sandbox.painter.checks import Refusal
from bot.sandbox.painter.models import CATALOG
from bot.sandbox.painter.say import Say

ROOT: Final = "/api/v1"
_SPANS: Final = ("", "_daily", "_weekly", "_monthly")


class Account:
    """Catalogue and key, whose public attributes may be changed at any time.

    Attributes:
        models: The living models by id; one of the built-in ones that is missing here is retired.
        catalogue_status: What the lists of models answer with.
        catalogue_hangs: Whether they never answer.
        key: The only key that is accepted.
        key_accepted: False makes it a disabled one.
        key_status: What `GET /key` answers with.
        limit_usd: The key's limit in dollars; None is no limit.
        generations: What `GET /generation` tells, by generation id.
        charged_micros: What all pictures together cost, in micro-dollars.
    """

    def __init__(self, key: str) -> None:
        self.models: dict[str, PaintedModel] = {model.id: model for model in CATALOG}
        self.catalogue_status = 200
        self.catalogue_hangs = False
        self.key = key
        self.key_accepted = True
        self.key_status = 200
        self.limit_usd: float | None = None
        self.charged_micros = 0
        self.generations: dict[str, Mapping[str, object]] = {}

    @property
    def limit_remaining_usd(self) -> float | None:
        """What is left of the key's limit in dollars, or None without a limit."""
        if self.limit_usd is None:
            return None
        return max(0.0, self.limit_usd - self.charged_micros / MICROS_PER_USD)

    @property
    def retired(self) -> dict[str, PaintedModel]:
        """The built-in models that live no more."""
        return {model.id: model for model in CATALOG if model.id not in self.models}

    def authorize(self, request: web.Request) -> None:
        """Check the key.

        Raises:
            Refusal: It is missing, wrong or disabled.
        """
        given = request.headers.get("Authorization")
        if given == f"Bearer {self.key}" and self.key_accepted:
            return
        message = "No auth credentials found" if given is None else "User not found."
        raise Refusal(Say.error(401, error_type="authentication", message=message))

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add everything that is read."""
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
            raise Refusal(Say.error(self.catalogue_status))

    async def _list_image_models(self, _: web.Request) -> web.Response:
        await self._open_catalogue()
        listed = [model.as_image_model() for model in self.models.values() if model.on_images]
        return web.json_response({"data": listed})

    async def _show_endpoints(self, request: web.Request) -> web.Response:
        await self._open_catalogue()
        id_ = f"{request.match_info['author']}/{request.match_info['slug']}"
        model = self.models.get(id_)
        if model is None or not model.on_images:
            raise Refusal(Say.error(404, message=f"Model {id_} not found"))
        return web.json_response(model.as_endpoints())

    async def _list_models(self, request: web.Request) -> web.Response:
        """List what gives the asked modality; without a question, what gives text."""
        await self._open_catalogue()
        wanted = request.query.get("output_modalities", "text").split(",")
        listed = [
            model.as_model()
            for model in self.models.values()
            if "image" in wanted or "all" in wanted or ("text" in wanted and model.chats)
        ]
        return web.json_response(
            {"data": listed, "total_count": len(listed), "links": {"next": None}}
        )

    async def _show_key(self, request: web.Request) -> web.Response:
        if self.key_status != web.HTTPOk.status_code:
            raise Refusal(Say.error(self.key_status))
        self.authorize(request)
        spent = self.charged_micros / MICROS_PER_USD
        data = {
            "label": "sk-or-v1-san...box",
            "limit": self.limit_usd,
            "limit_remaining": self.limit_remaining_usd,
            "limit_reset": None if self.limit_usd is None else "daily",
            "include_byok_in_limit": False,
            **{f"usage{span}": spent for span in _SPANS},
            **{f"byok_usage{span}": 0 for span in _SPANS},
            "is_free_tier": False,
            "is_management_key": False,
            "is_provisioning_key": False,
            "expires_at": None,
            "creator_user_id": None,
            "rate_limit": {"requests": -1, "interval": "10s", "note": "deprecated"},
        }
        return web.json_response({"data": data})

    async def _show_credits(self, request: web.Request) -> web.Response:
        self.authorize(request)
        message = "Only management keys can perform this operation"
        raise Refusal(Say.error(403, message=message))

    async def _show_generation(self, request: web.Request) -> web.Response:
        self.authorize(request)
        found = self.generations.get(request.query.get("id", ""))
        if found is None:
            raise Refusal(Say.error(404, message="Generation not found"))
        return web.json_response({"data": found})
