"""Which models paint by default, and who takes over when one is gone."""

#: In order of preference; the first one alive paints when a member names none. A cheap model
#: comes after the cheapest, so that its end does not make every picture three times as dear.
PREFERRED_MODELS = (
    "google/gemini-2.5-flash-image",
    "google/gemini-3.1-flash-image",
    "google/gemini-3-pro-image-preview",
    "openai/gpt-5-image-mini",
    "openai/gpt-5-image",
)

#: From a model to the one that takes its place; chains are followed. Google's and OpenAI's
#: announced ends, https://openrouter.ai/models and the makers' deprecation pages, read 2026-11-22
MODEL_SUCCESSORS = {
    "google/gemini-2.5-flash-image": "google/gemini-3.1-flash-image",
    "google/gemini-3.1-flash-image": "google/gemini-nano-banana-2.1",
    "google/gemini-3-pro-image-preview": "google/gemini-3-pro-image",
    "openai/gpt-5-image-mini": "openai/gpt-image-2.5-flare",
    "openai/gpt-image-2.5-flare": "openai/gpt-image-2",
    "openai/gpt-5-image": "openai/gpt-image-2.5-sunburst",
    "openai/gpt-image-2.5-sunburst": "openai/gpt-5.4-image-2",
}
