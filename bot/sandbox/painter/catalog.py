"""The models that the painter knows, and how OpenRouter's three lists describe them.

Ratios, sizes, references and prices: OpenRouter's model pages and catalogue answers of
July to October 2026, https://openrouter.ai/models?output_modalities=image, read 2026-11-22.
"""

from dataclasses import dataclass
from typing import Final

#: What every Gemini image model paints.
TEN_RATIOS: Final = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
_FOURTEEN_RATIOS: Final = (*TEN_RATIOS, "1:4", "4:1", "1:8", "8:1")
_GPT_RATIOS: Final = ("1:1", "3:2", "2:3", "4:3", "3:4", "16:9", "9:16", "21:9", "auto")
_SEEDREAM_RATIOS: Final = (*TEN_RATIOS, "1:2", "2:1")

_QUALITIES: Final = ("auto", "low", "medium", "high")
_PRO_TIERS: Final = ("1K", "2K", "4K")
_CREATED: Final = 1_767_225_600


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintedModel:
    """One model of the catalogue."""

    id: str
    name: str
    provider: str
    ratios: tuple[str, ...] = ()
    """Empty when it has no such parameter; the same for sizes and qualities."""
    sizes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    references: int = 0
    """The largest number of reference pictures; 0 when it takes none."""
    most: int = 1
    """The largest `n`."""
    takes_seed: bool = False
    chats: bool = True
    """Whether `/chat/completions` serves it, which image-only models do not have."""
    on_images: bool = True
    """Whether `/images` serves it."""
    usd: tuple[tuple[str, float], ...] = ()
    """Dollars per picture by size; the key `""` where all sizes cost the same."""
    usd_per_megapixel: float | None = None
    usd_per_image_token: float | None = None
    expires: str | None = None
    """The day of its end, `YYYY-MM-DD`."""
    successor: str | None = None

    @property
    def provider_slug(self) -> str:
        """The provider's name as an identifier."""
        return self.provider.lower().replace(" ", "-")

    def cost_usd(self, size: str, pixels: int) -> float:
        """Return what one picture of this size costs in dollars."""
        if self.usd_per_megapixel is not None:
            return round(self.usd_per_megapixel * max(1, pixels / 1_048_576), 6)
        if self.usd_per_image_token is not None:
            return round(self.usd_per_image_token * IMAGE_TOKENS, 6)
        prices = dict(self.usd)
        return prices.get(size, prices.get("", 0.04))

    def parameters(self) -> dict[str, object]:
        """Describe what it accepts, as `supported_parameters` does."""
        found: dict[str, object] = {}
        for key, values in (
            ("aspect_ratio", self.ratios),
            ("resolution", self.sizes),
            ("quality", self.qualities),
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
        """Write its item of `GET /images/models`."""
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
        """Write the answer of `GET /images/models/{author}/{slug}/endpoints`."""
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
        if self.usd_per_megapixel is not None:
            price = self.usd_per_megapixel
            return [{"billable": "output_image", "unit": "megapixel", "cost_usd": price}]
        if self.usd_per_image_token is not None:
            price = self.usd_per_image_token
            return [{"billable": "output_image", "unit": "token", "cost_usd": price}]
        return [
            {"billable": "output_image", "unit": "image", "cost_usd": usd}
            | ({"variant": size.lower()} if size else {})
            for size, usd in self.usd
        ]

    def as_model(self) -> dict[str, object]:
        """Write its item of `GET /models`, the chat catalogue."""
        architecture = self._architecture() | {
            "modality": "text+image->text+image" if self.chats else "text+image->image",
            "tokenizer": self.provider,
            "instruct_type": None,
        }
        per_token = "0" if self.usd_per_image_token is None else f"{self.usd_per_image_token:.8f}"
        return {
            "id": self.id,
            "canonical_slug": self.id,
            "name": self.name,
            "created": _CREATED,
            "description": f"{self.name} by {self.provider}.",
            "context_length": 65_536,
            "architecture": architecture,
            "pricing": {
                "prompt": "0.0000003",
                "completion": "0.0000025",
                "image_output": per_token,
            },
            "top_provider": {
                "context_length": 65_536,
                "max_completion_tokens": 32_768,
                "is_moderated": False,
            },
            "per_request_limits": None,
            "supported_parameters": ["max_tokens", "seed"],
            "default_parameters": {},
            "expiration_date": self.expires,
            "links": {"details": f"/api/v1/models/{self.id}/endpoints"},
        }


#: Output tokens that one picture counts as.
IMAGE_TOKENS: Final = 1290

_GOOGLE: Final = "Google AI Studio"

CATALOG: Final = (
    PaintedModel(
        id="google/gemini-2.5-flash-image",
        name="Google: Gemini 2.5 Flash Image",
        provider=_GOOGLE,
        ratios=TEN_RATIOS,
        references=3,
        usd=(("", 0.039),),
        successor="google/gemini-3.1-flash-image",
    ),
    PaintedModel(
        id="google/gemini-3-pro-image-preview",
        name="Google: Gemini 3 Pro Image Preview",
        provider=_GOOGLE,
        ratios=TEN_RATIOS,
        sizes=_PRO_TIERS,
        references=14,
        usd=(("1K", 0.134), ("2K", 0.134), ("4K", 0.24)),
        successor="google/gemini-3-pro-image",
    ),
    PaintedModel(
        id="openai/gpt-5-image-mini",
        name="OpenAI: GPT-5 Image Mini",
        provider="OpenAI",
        ratios=TEN_RATIOS,
        qualities=_QUALITIES,
        references=16,
        most=10,
        usd_per_image_token=0.000008,
        successor="openai/gpt-image-2.5-flare",
    ),
    PaintedModel(
        id="openai/gpt-5-image",
        name="OpenAI: GPT-5 Image",
        provider="OpenAI",
        ratios=TEN_RATIOS,
        qualities=_QUALITIES,
        references=16,
        most=10,
        usd_per_image_token=0.00004,
        successor="openai/gpt-image-2.5-sunburst",
    ),
    PaintedModel(
        id="google/gemini-3.1-flash-image",
        name="Google: Gemini 3.1 Flash Image",
        provider=_GOOGLE,
        ratios=_FOURTEEN_RATIOS,
        sizes=("512", "1K", "2K", "4K"),
        references=14,
        usd=(("512", 0.045), ("1K", 0.067), ("2K", 0.101), ("4K", 0.151)),
        successor="google/gemini-nano-banana-2.1",
    ),
    PaintedModel(
        id="google/gemini-nano-banana-2.1",
        name="Google: Nano Banana 2.1",
        provider=_GOOGLE,
        ratios=_FOURTEEN_RATIOS,
        sizes=_PRO_TIERS,
        references=14,
        usd=(("", 0.035),),
    ),
    PaintedModel(
        id="google/gemini-3-pro-image",
        name="Google: Gemini 3 Pro Image",
        provider=_GOOGLE,
        ratios=TEN_RATIOS,
        sizes=_PRO_TIERS,
        references=14,
        usd=(("1K", 0.134), ("2K", 0.134), ("4K", 0.24)),
    ),
    PaintedModel(
        id="google/gemini-3.1-flash-lite-image",
        name="Google: Gemini 3.1 Flash Lite Image",
        provider=_GOOGLE,
        ratios=_FOURTEEN_RATIOS,
        sizes=("1K",),
        usd=(("", 0.034),),
    ),
    PaintedModel(
        id="openai/gpt-image-2.5-flare",
        name="OpenAI: GPT Image 2.5 Flare",
        provider="OpenAI",
        ratios=_GPT_RATIOS,
        qualities=(*_QUALITIES, "xhigh", "max"),
        references=16,
        most=10,
        chats=False,
        usd_per_image_token=0.00003,
    ),
    PaintedModel(
        id="openai/gpt-image-2.5-sunburst",
        name="OpenAI: GPT Image 2.5 Sunburst",
        provider="OpenAI",
        ratios=_GPT_RATIOS,
        qualities=(*_QUALITIES, "xhigh", "max"),
        references=16,
        most=10,
        chats=False,
        usd_per_image_token=0.00003,
    ),
    PaintedModel(
        id="openai/gpt-5.4-image-2",
        name="OpenAI: GPT-5.4 Image 2",
        provider="OpenAI",
        qualities=_QUALITIES,
        references=16,
        most=10,
        usd_per_image_token=0.00003,
    ),
    PaintedModel(
        id="bytedance-seed/seedream-4.5",
        name="ByteDance: Seedream 4.5",
        provider="Bytedance",
        ratios=_SEEDREAM_RATIOS,
        sizes=_PRO_TIERS,
        references=14,
        takes_seed=True,
        chats=False,
        usd=(("", 0.04),),
    ),
    PaintedModel(
        id="black-forest-labs/flux.2-pro",
        name="Black Forest Labs: FLUX.2 Pro",
        provider="Black Forest Labs",
        ratios=TEN_RATIOS,
        references=8,
        takes_seed=True,
        chats=False,
        usd_per_megapixel=0.03,
    ),
    PaintedModel(
        id="x-ai/grok-imagine-image-2.0",
        name="xAI: Grok Imagine Image 2.0",
        provider="xAI",
        ratios=TEN_RATIOS,
        sizes=("1K",),
        qualities=("low", "medium"),
        references=3,
        chats=False,
        usd=(("", 0.05),),
    ),
)
