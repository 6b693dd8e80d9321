"""The painter's models with their parameters and prices.

Source: OpenRouter's catalogue and model pages of July to October 2026,
https://openrouter.ai/models?output_modalities=image, read 2026-11-22.
"""

from typing import Final

from bot.sandbox.painter.catalog import PaintedModel

#: Ratios of every Gemini image model.
TEN_RATIOS: Final = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
_FOURTEEN_RATIOS: Final = (*TEN_RATIOS, "1:4", "4:1", "1:8", "8:1")
_GPT_RATIOS: Final = ("1:1", "3:2", "2:3", "4:3", "3:4", "16:9", "9:16", "21:9", "auto")
_SEEDREAM_RATIOS: Final = (*TEN_RATIOS, "1:2", "2:1")

_QUALITIES: Final = ("auto", "low", "medium", "high")
_PRO_TIERS: Final = ("1K", "2K", "4K")
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
        id="openai/gpt-image-2",
        name="OpenAI: GPT Image 2",
        provider="OpenAI",
        ratios=_GPT_RATIOS,
        qualities=_QUALITIES,
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
    ),
)
