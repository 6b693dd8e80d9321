"""The sentences about endpoints and about an image on request: one row per finding."""

from bot.cli.checks.sentences import Row, Sentence, State


class OpenRouterFound(Sentence):
    """What the checks of endpoints and the image on request can find."""

    MODEL_UNSERVED = Row(
        State.WARNING,
        "{model} is listed, but no endpoint serves it now.",
        "Put another model first in MODELS until one does.",
    )

    IMAGE_GENERATED = Row(
        State.OK,
        "{model} generated an image of {width}×{height} pixels in {seconds} s. It cost {cost}.",
    )
    IMAGE_FAILED = Row(State.ERROR, "{model} generated no image. {problem}")
    IMAGE_NO_MODEL = Row(
        State.ERROR,
        "No image was generated, because no model in MODELS is available.",
        "Set MODELS to available ones; https://openrouter.ai/models lists them.",
    )
