"""Built-in facts about the preferred models and successors, used until a catalogue is read."""

from bot.policy.images.model import Model
from bot.policy.images.ratio import COMMON_RATIOS

#: Assumed limit for models that accept images without a published limit; all of them take three.
UNPUBLISHED_REFERENCES = 3

_GEMINI_3_RATIOS = (*COMMON_RATIOS, "1:4", "4:1", "1:8", "8:1")
_GPT_IMAGE_RATIOS = ("1:1", "2:3", "3:2", "3:4", "4:3", "9:16", "16:9", "21:9")
_TIERS = ("1K", "2K", "4K")

#: Ratios, sizes and references as listed in the catalogue of October 2026.
#: https://openrouter.ai/api/v1/images/models, read 2026-11-22.
#: The last three return images only, which fails on the chat surface, so they use `/images`. The
#: others use chat until a catalogue is read.
KNOWN = {
    model.id: model
    for model in (
        Model(
            "google/gemini-2.5-flash-image",
            "Gemini 2.5 Flash Image",
            ratios=COMMON_RATIOS,
            max_references=UNPUBLISHED_REFERENCES,
        ),
        Model(
            "google/gemini-3-pro-image-preview",
            "Gemini 3 Pro Image (preview)",
            ratios=COMMON_RATIOS,
            sizes=_TIERS,
            max_references=14,
        ),
        Model(
            "openai/gpt-5-image-mini",
            "GPT-5 Image Mini",
            ratios=COMMON_RATIOS,
            max_references=UNPUBLISHED_REFERENCES,
        ),
        Model(
            "openai/gpt-5-image",
            "GPT-5 Image",
            ratios=COMMON_RATIOS,
            max_references=UNPUBLISHED_REFERENCES,
        ),
        Model(
            "google/gemini-3.1-flash-image",
            "Gemini 3.1 Flash Image",
            ratios=_GEMINI_3_RATIOS,
            sizes=("512", *_TIERS),
            max_references=14,
        ),
        Model(
            "google/gemini-nano-banana-2.1",
            "Gemini Nano Banana 2.1",
            ratios=_GEMINI_3_RATIOS,
            sizes=_TIERS,
            max_references=14,
        ),
        Model(
            "google/gemini-3-pro-image",
            "Gemini 3 Pro Image",
            ratios=COMMON_RATIOS,
            sizes=_TIERS,
            max_references=14,
        ),
        Model(
            "openai/gpt-5.4-image-2",
            "GPT-5.4 Image 2",
            ratios=COMMON_RATIOS,
            max_references=UNPUBLISHED_REFERENCES,
        ),
        *(
            Model(
                model_id,
                name,
                ratios=_GPT_IMAGE_RATIOS,
                max_references=16,
                writes_text=False,
                on_images=True,
            )
            for model_id, name in (
                ("openai/gpt-image-2.5-flare", "GPT Image 2.5 Flare"),
                ("openai/gpt-image-2.5-sunburst", "GPT Image 2.5 Sunburst"),
                ("openai/gpt-image-2", "GPT Image 2"),
            )
        ),
    )
}

_PRO_TOKENS = {"1K": 1120, "2K": 1120, "4K": 2000, "": 1120}
_FLASH_TOKENS = {"512": 747, "1K": 1120, "2K": 1680, "4K": 2520, "": 1120}

#: Tokens of one image by size, for models priced by the token. Derived from listed prices, such as
#: 0.067 USD for 1K at 60 USD per million tokens.
#: https://openrouter.ai/models, read 2026-11-22.
IMAGE_TOKENS = {
    "google/gemini-2.5-flash-image": {"": 1290},
    "google/gemini-3-pro-image-preview": _PRO_TOKENS,
    "google/gemini-3-pro-image": _PRO_TOKENS,
    "google/gemini-3.1-flash-image": _FLASH_TOKENS,
    "google/gemini-3.1-flash-lite-image": {"": 1120, "1K": 1120},
    "google/gemini-nano-banana-2.1": _FLASH_TOKENS,
}

#: Upper bounds for models with unknown token counts. GPT Image 1 in high quality costs 0.25 USD,
#: which is 6,250 tokens at 40 USD per million; larger images take more.
#: https://fal.ai/models/fal-ai/gpt-image-1/edit-image/llms.txt, read 2026-11-22.
MAX_IMAGE_TOKENS = {
    **dict.fromkeys(("", "512", "768", "1K"), 7024),
    **dict.fromkeys(("1.5K", "2K"), 14_273),
    "4K": 23_716,
}
