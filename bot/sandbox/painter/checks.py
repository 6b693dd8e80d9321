"""Checks requests as OpenRouter does; a broken rule raises OpenRouter's answer to it."""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from bot.sandbox.painter.catalog import PaintedModel
from bot.sandbox.painter.scripted_answer import ScriptedAnswer

#: Values that `/images` knows, whatever the model.
#: OpenRouter's SDK 1.3.84, `ImageGenerationRequest`, read 2026-11-30
_ENUMS: Final = {
    "aspect_ratio": (
        *("1:1", "1:2", "1:4", "1:8", "2:1", "2:3", "3:2", "3:4", "4:1", "4:3", "4:5", "5:4"),
        *("8:1", "9:16", "16:9", "9:19.5", "19.5:9", "9:20", "20:9", "9:21", "21:9", "auto"),
        *("2.35:1", "5:2", "5:7", "7:5"),
    ),
    "resolution": ("512", "768", "1K", "1.5K", "2K", "4K"),
    "quality": ("auto", "low", "medium", "high", "xhigh", "max"),
    "output_format": ("png", "jpeg", "webp", "svg"),
    "background": ("auto", "transparent", "opaque"),
}
_INTEGERS: Final = {"n": (1, 10), "output_compression": (0, 100), "seed": (-(2**63), 2**63)}

#: Fields that identify the end user and session, with their maximum lengths.
#: https://openrouter.ai/docs/guides/features/broadcast and the same SDK, read 2026-11-30
_TAGS: Final = {"user": 128, "session_id": 256}
_TRACE_KEYS: Final = ("trace_id", "trace_name", "span_name", "generation_name", "parent_span_id")
_MAX_REFERENCES: Final = 16
_PIXELS: Final = re.compile(r"(\d{2,4})x(\d{2,4})")
_DATA_URL: Final = re.compile(r"data:(image/(?:png|jpeg|webp|gif));base64,")


class Refusal(Exception):
    """The request is answered with an error."""

    def __init__(self, scripted: ScriptedAnswer) -> None:
        super().__init__(scripted.status)
        self.answer = scripted


@dataclass(frozen=True, slots=True)
class ImageOrder:
    """An image request that has passed all checks."""

    model: PaintedModel
    prompt: str
    ratio: str = "1:1"
    size: str = "1K"
    pixels: tuple[int, int] | None = None
    """Width and height, if the request has them."""
    format: str = "png"
    seed: int | None = None
    references: tuple[bytes, ...] = ()
    """Contents of the reference images."""
    count: int = 1
    wants_image: bool = True
    """False for a chat request without the modality `image`."""


def find_model(
    models: Mapping[str, PaintedModel], retired: Mapping[str, PaintedModel], id_: object
) -> PaintedModel:
    """Find the model.

    Args:
        models: The available models.
        retired: The retired models.
        id_: The request's `model`.

    Raises:
        Refusal: 404 for a retired model, 400 for an unknown one.
    """
    if not isinstance(id_, str) or not id_:
        raise _schema("model", "expected string")
    if id_ in models:
        return models[id_]
    availability: dict[str, object] = {"retryable": False, "requested_models": [id_]}
    if id_ in retired:
        successor = retired[id_].successor
        availability["code"] = "model_deprecated"
        availability["fallback_models"] = [successor] if successor else []
        message = f"{id_} is no longer available."
        raise Refusal(ScriptedAnswer.error(404, message=message, availability=availability))
    availability["code"] = "model_not_found"
    message = f"{id_} is not a valid model ID"
    raise Refusal(ScriptedAnswer.error(400, message=message, availability=availability))


def check_images(body: Mapping[str, Any], model: PaintedModel) -> ImageOrder:
    """Parse a body of `POST /images`.

    Raises:
        Refusal: A rule of the API or of the model is broken.
    """
    _check_schema(body, model)
    if not model.on_images:
        raise _no_endpoints("No endpoints found that support the image API")
    pixels = _explicit_pixels(body)
    options = dict(body)
    if pixels is None and "size" in body:
        options.setdefault("resolution", body["size"])
    for key, values in _accepted(model).items():
        if values and key in options and options[key] not in values:
            raise _unsupported(model, key, values)
    if body.get("output_format") == "svg":
        raise _unsupported(model, "output_format", ("png", "jpeg", "webp"))
    count = body.get("n", 1)
    if count > model.most:
        raise _unsupported(model, "n", (f"1 to {model.most}",))
    return ImageOrder(
        model=model,
        prompt=body["prompt"],
        ratio=body.get("aspect_ratio", "auto") if model.ratios else "auto",
        size=options.get("resolution", "1K") if model.sizes else "1K",
        pixels=pixels,
        format=body.get("output_format", "png"),
        seed=body.get("seed") if model.takes_seed else None,
        references=_references(body.get("input_references", []), model),
        count=count,
    )


def check_chat(body: Mapping[str, Any], model: PaintedModel) -> ImageOrder:
    """Parse a body of `POST /chat/completions`.

    Raises:
        Refusal: A rule of the API or of the model is broken.
    """
    _check_tags(body)
    prompt, images = _last_message(body.get("messages"))
    modalities = body.get("modalities", ["text"])
    if not isinstance(modalities, list):
        raise _schema("modalities", "expected array")
    if not model.chats:
        raise _no_endpoints("No endpoints found that support the requested output modalities")
    if "tools" in body:
        raise _no_endpoints("No endpoints found that support tool use")
    config = body.get("image_config", {})
    if not isinstance(config, dict):
        raise _schema("image_config", "expected record")
    config = cast("dict[str, Any]", config)
    size = str(config.get("image_size", "1K")).replace("0.5K", "512")
    ratio = config.get("aspect_ratio", "auto")
    if (ratio != "auto" and model.ratios and ratio not in model.ratios) or (
        "image_size" in config and model.sizes and size not in model.sizes
    ):
        raise _no_endpoints("No endpoints found that support the requested image_config")
    seed = body.get("seed") if model.takes_seed else None
    return ImageOrder(
        model=model,
        prompt=prompt,
        ratio=ratio if model.ratios else "auto",
        size=size if model.sizes else "1K",
        seed=seed if isinstance(seed, int) else None,
        references=_references(images, model),
        wants_image="image" in modalities,
    )


def _no_endpoints(message: str) -> Refusal:
    return Refusal(ScriptedAnswer.error(404, error_type="no_endpoints", message=message))


def _schema(path: str, message: str) -> Refusal:
    return Refusal(ScriptedAnswer.error(400, shape="zod", message=f"{path}: {message}"))


def _check_schema(body: Mapping[str, Any], model: PaintedModel) -> None:
    """Refuse values that no model could accept; those that the model lists always pass."""
    prompt = body.get("prompt")
    if not isinstance(prompt, str) or not prompt:
        raise _schema("prompt", "expected string with at least 1 character")
    listed = _accepted(model)
    for key, values in _ENUMS.items():
        if key in body and body[key] not in (*values, *listed.get(key, ())):
            raise _schema(key, f"expected one of {'|'.join(values)}")
    for key, (low, high) in _INTEGERS.items():
        value = body.get(key, low)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise _schema(key, f"expected integer from {low} to {high}")

    _check_tags(body)


def _check_tags(body: Mapping[str, Any]) -> None:
    """Refuse tags that have the wrong type or length."""
    for key, most in _TAGS.items():
        value = body.get(key, "-")
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            raise _schema(key, f"expected string with 1 to {most} characters")
    trace = body.get("trace", {})
    if not isinstance(trace, dict):
        raise _schema("trace", "expected record")
    for key in _TRACE_KEYS:
        if not isinstance(cast("dict[str, Any]", trace).get(key, ""), str):
            raise _schema(f"trace.{key}", "expected string")


def _explicit_pixels(body: Mapping[str, Any]) -> tuple[int, int] | None:
    """Parse `size` if it is in pixels, which excludes a ratio and a resolution."""
    size = body.get("size")
    if size is None or size in _ENUMS["resolution"]:
        return None
    match = _PIXELS.fullmatch(size) if isinstance(size, str) else None
    if match is None:
        raise _schema("size", "expected a tier or WIDTHxHEIGHT")
    for key in ("aspect_ratio", "resolution"):
        if key in body:
            message = f"`size` {size} conflicts with `{key}`"
            raise Refusal(ScriptedAnswer.error(400, error_type="invalid_request", message=message))
    return int(match[1]), int(match[2])


def _accepted(model: PaintedModel) -> dict[str, tuple[str, ...]]:
    return {"aspect_ratio": model.ratios, "resolution": model.sizes, "quality": model.qualities}


def _unsupported(model: PaintedModel, key: str, accepted: tuple[str, ...]) -> Refusal:
    message = (
        f"No provider for {model.id} supports the requested parameter(s): {key}. "
        f"Accepted: {', '.join(accepted)}"
    )
    step = {"failed_routing_step": "Filter by Image Capabilities"}
    return Refusal(
        ScriptedAnswer.error(400, error_type="invalid_request", message=message, metadata=step)
    )


def _last_message(messages: object) -> tuple[str, list[object]]:
    """Return the text and the image parts of the last message."""
    if not isinstance(messages, list) or not messages:
        raise _schema("messages", "expected array with at least 1 item")
    message = cast("list[Any]", messages)[-1]
    content = cast("dict[str, Any]", message).get("content") if isinstance(message, dict) else None
    if isinstance(content, str):
        return content, []
    if not isinstance(content, list):
        raise _schema("messages.0.content", "expected string or array")
    parts = [cast("dict[str, Any]", p) for p in cast("list[Any]", content) if isinstance(p, dict)]
    texts = [str(part.get("text", "")) for part in parts if part.get("type") == "text"]
    return " ".join(texts), [part for part in parts if part.get("type") != "text"]


def _references(parts: object, model: PaintedModel) -> tuple[bytes, ...]:
    """Decode the reference images; a model without support for them ignores them."""
    if not isinstance(parts, list) or len(cast("list[Any]", parts)) > _MAX_REFERENCES:
        raise _schema("input_references", f"expected array with at most {_MAX_REFERENCES} items")
    read = tuple(_reference(part) for part in cast("list[object]", parts))
    if not model.references:
        return ()
    if len(read) > model.references:
        raise _unsupported(model, "input_references", (f"0 to {model.references}",))
    return read


def _reference(part: object) -> bytes:
    """Decode one `image_url` part."""
    holder = cast("dict[str, Any]", part).get("image_url") if isinstance(part, dict) else None
    url = cast("dict[str, Any]", holder).get("url") if isinstance(holder, dict) else None
    if not isinstance(url, str):
        raise _schema("input_references.0", "expected object")
    match = _DATA_URL.match(url)
    if match is None:
        kind = "image_download_failed" if url.startswith("http") else "unsupported_image_format"
        raise Refusal(
            ScriptedAnswer.error(400, error_type=kind, message="The image could not be read")
        )
    try:
        return base64.b64decode(url[match.end() :], validate=True)
    except binascii.Error as error:
        refusal = ScriptedAnswer.error(
            400, error_type="invalid_image", message="The image could not be read"
        )
        raise Refusal(refusal) from error
