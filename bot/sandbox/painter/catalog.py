"""Describes a model as OpenRouter's three model endpoints do."""

from dataclasses import dataclass
from typing import Final

#: Release time of every model in Unix seconds: 2026-01-01.
_CREATED: Final = 1_767_225_600

#: Output tokens of one image.
IMAGE_TOKENS: Final = 1290

#: Dollars per image if no price is listed.
_UNLISTED_USD: Final = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedModel:
    """One model of the catalogue."""

    id: str
    name: str
    provider: str
    ratios: tuple[str, ...] = ()
    """Empty if the model has no such parameter; the same holds for sizes and qualities."""
    sizes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    references: int = 0
    """The largest number of reference images; 0 if it supports none."""
    most: int = 1
    """The largest `n`."""
    takes_seed: bool = False
    chats: bool = True
    """Whether `/chat/completions` serves it; image-only models are only on `/images`."""
    on_images: bool = True
    """Whether `/images` serves it."""
    usd: tuple[tuple[str, float], ...] = ()
    """Dollars per image by size, with the key `""` if all sizes cost the same. Without this and
    the next three, no price is listed."""
    usd_per_megapixel: float | None = None
    usd_per_image_token: float | None = None
    usd_per_request: float | None = None
    """Dollars per request, in addition to those of its images."""
    formats: tuple[str, ...] = ()
    """Values of `output_format`; empty if it has no such parameter."""
    routes: bool = False
    """Whether it is a router that chooses a model for each request."""
    expires: str | None = None
    """Expiration date, `YYYY-MM-DD`."""
    successor: str | None = None

    @property
    def provider_slug(self) -> str:
        """The provider's name as a slug."""
        return self.provider.lower().replace(" ", "-")

    def cost_usd(self, size: str, pixels: int, count: int = 1) -> float:
        """Return the price of a request in dollars.

        Args:
            size: The size tier of its images.
            pixels: Width times height of one image.
            count: Number of images.
        """
        return round((self.usd_per_request or 0.0) + self._image_usd(size, pixels) * count, 6)

    def _image_usd(self, size: str, pixels: int) -> float:
        if self.usd_per_megapixel is not None:
            return self.usd_per_megapixel * max(1, pixels / 1_048_576)
        if self.usd_per_image_token is not None:
            return self.usd_per_image_token * IMAGE_TOKENS
        prices = dict(self.usd)
        if not prices and self.usd_per_request is not None:
            return 0.0
        return prices.get(size, prices.get("", _UNLISTED_USD))

    def parameters(self) -> dict[str, object]:
        """Return its `supported_parameters`."""
        found: dict[str, object] = {}
        for key, values in (
            ("aspect_ratio", self.ratios),
            ("resolution", self.sizes),
            ("quality", self.qualities),
            ("output_format", self.formats),
        ):
            if values:
                found[key] = {"type": "enum", "values": list(values)}
        if self.references:
            found["input_references"] = {"type": "range", "min": 0, "max": self.references}
        if self.most > 1:
            found["n"] = {"type": "range", "min": 1, "max": self.most}
        if self.takes_seed:
            found["seed"] = {"type": "boolean"}
        return found

    def _architecture(self) -> dict[str, object]:
        inputs = ["text", "image"] if self.references else ["text"]
        outputs = ["image", "text"] if self.chats else ["image"]
        return {"input_modalities": inputs, "output_modalities": outputs}

    def as_image_model(self) -> dict[str, object]:
        """Return its item of `GET /images/models`."""
        return {
            "id": self.id,
            "name": self.name,
            "description": f"{self.name} by {self.provider}.",
            "created": _CREATED,
            "architecture": self._architecture(),
            "supported_parameters": self.parameters(),
            "supports_streaming": False,
            "endpoints": f"/api/v1/images/models/{self.id}/endpoints",
        }

    def as_endpoints(self) -> dict[str, object]:
        """Return the answer of `GET /images/models/{author}/{slug}/endpoints`."""
        endpoint = {
            "provider_name": self.provider,
            "provider_slug": self.provider_slug,
            "provider_tag": self.provider_slug,
            "supported_parameters": self.parameters(),
            "allowed_passthrough_parameters": [],
            "supports_streaming": False,
            "pricing": self._pricing_lines(),
        }
        return {"id": self.id, "endpoints": [endpoint]}

    def _pricing_lines(self) -> list[dict[str, object]]:
        lines: list[dict[str, object]] = []
        for unit, price in (
            ("request", self.usd_per_request),
            ("megapixel", self.usd_per_megapixel),
            ("token", self.usd_per_image_token),
        ):
            if price is not None:
                lines.append({"billable": "output_image", "unit": unit, "cost_usd": price})
        for size, usd in self.usd:
            lines.append({"billable": "output_image", "unit": "image", "cost_usd": usd})
            if size:
                lines[-1]["variant"] = size.lower()
        return lines

    def as_model(self) -> dict[str, object]:
        """Return its item of `GET /models`, the chat catalogue."""
        architecture = self._architecture() | {
            "modality": "text+image->text+image" if self.chats else "text+image->image",
            "tokenizer": "Router" if self.routes else "Other",
            "instruct_type": None,
        }
        return {
            "id": self.id,
            "canonical_slug": self.id,
            "name": self.name,
            "created": _CREATED,
            "description": f"{self.name} by {self.provider}.",
            "context_length": 65_536,
            "architecture": architecture,
            "pricing": self._chat_pricing(),
            "top_provider": {
                "context_length": 65_536,
                "max_completion_tokens": 32_768,
                "is_moderated": False,
            },
            "per_request_limits": None,
            "supported_parameters": ["max_tokens", *(["seed"] if self.takes_seed else [])],
            "default_parameters": {},
            "supported_voices": None,
            "expiration_date": self.expires,
            "links": {"details": f"/api/v1/models/{self.id}/endpoints"},
        }

    def _chat_pricing(self) -> dict[str, str]:
        """Return dollars per token as strings; -1 if they depend on the chosen model."""
        if self.routes:
            return {"prompt": "-1", "completion": "-1"}
        prices = {"prompt": 0.0000003, "completion": 0.0000025}
        prices["image_output"] = self.usd_per_image_token or 0.0
        if self.usd_per_request is not None:
            prices["request"] = self.usd_per_request
        return {what: f"{usd:.8f}" if usd else "0" for what, usd in prices.items()}
