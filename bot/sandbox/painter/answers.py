"""Writes the answers of both image interfaces as JSON, with their scripted deviations."""

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from PIL import Image

from bot.sandbox.painter.catalog import IMAGE_TOKENS
from bot.sandbox.painter.checks import ImageOrder
from bot.sandbox.painter.frames import frame_json
from bot.sandbox.painter.image_paths import write_at_position
from bot.sandbox.painter.scripted_answer import ScriptedAnswer

_FILLER: Final = b"A" * 262_144
_SPOILT: Final = "*** this is no base64 ***"


@dataclass(frozen=True, slots=True)
class Painted:
    """One encoded image."""

    data: bytes
    media_type: str
    spoilt: bool = False
    """Whether its base64 is to be invalid."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer; filler between head and tail is generated while it is sent."""

    head: bytes
    filler_bytes: int = 0
    tail: bytes = b""

    def __len__(self) -> int:
        """Return the length of the body in bytes."""
        return len(self.head) + self.filler_bytes + len(self.tail)

    def pieces(self, until: int, at_most: int) -> Iterator[bytes | memoryview]:
        """Yield the first `until` bytes in pieces of at most `at_most` bytes and 256 KiB."""
        at_most = min(at_most, len(_FILLER))
        for part in (self.head, self.filler_bytes, self.tail):
            length = min(until, part if isinstance(part, int) else len(part))
            until -= length
            view = None if isinstance(part, int) else memoryview(part)
            for start in range(0, length, at_most):
                stop = min(start + at_most, length)
                yield _FILLER[: stop - start] if view is None else view[start:stop]


@dataclass(frozen=True, slots=True)
class Bill:
    """An answer's generation id, time and cost."""

    id: str
    created: int
    """Unix seconds."""
    cost_usd: float
    """OpenRouter's charge."""
    upstream_usd: float | None = None
    """The provider's charge to the operator's own key; None if none was used."""


def write_images(
    scripted: ScriptedAnswer, order: ImageOrder, images: Sequence[Painted], bill: Bill
) -> Answer:
    """Return the 200 answer of `POST /images`."""
    texts: list[str] = []
    if scripted.place is not None:
        return _write_place(scripted, order, images, bill)
    items: list[dict[str, object]] = []
    for image in _spoil(images, scripted):
        if scripted.url is not None:
            items.append({"url": scripted.url, "media_type": scripted.label or image.media_type})
            continue
        item: dict[str, object] = {"b64_json": _mark(texts, _base64(image, scripted))}
        if not scripted.unlabelled:
            item["media_type"] = scripted.label or image.media_type
        items.append(item)
    body: dict[str, object] = {"created": bill.created, "data": items}
    if scripted.error_in_choice is not None:
        body = {"error": dict(scripted.error_in_choice)}
    return _fill_in(body | _usage(scripted, order, len(images), bill), texts, scripted)


def write_chat(
    scripted: ScriptedAnswer, order: ImageOrder, images: Sequence[Painted], bill: Bill
) -> Answer:
    """Return the 200 answer of `POST /chat/completions`."""
    texts: list[str] = []
    if scripted.place is not None:
        return _write_place(scripted, order, images, bill)
    urls = [scripted.url or _mark(texts, _data_url(p, scripted)) for p in _spoil(images, scripted)]
    choice: dict[str, object] = {
        "index": 0,
        "finish_reason": scripted.finish_reason,
        "native_finish_reason": scripted.native_finish_reason,
        "message": _message(scripted, urls, wants_image=order.wants_image),
    }
    if scripted.error_in_choice is not None:
        choice["error"] = dict(scripted.error_in_choice)
    body: dict[str, object] = {
        "id": bill.id,
        "object": "chat.completion",
        "created": bill.created,
        "model": order.model.id,
        "provider": order.model.provider,
        "system_fingerprint": None,
        "choices": [choice],
    }
    return _fill_in(body | _usage(scripted, order, len(images), bill), texts, scripted)


def _message(
    scripted: ScriptedAnswer, urls: Sequence[str], *, wants_image: bool
) -> dict[str, object]:
    """Return the message of a chat answer with its images and its text."""
    content = scripted.text
    message: dict[str, object] = {"role": "assistant", "reasoning": None, "refusal": None}
    if scripted.drafts:
        drafts = [f"data:image/png;base64,{_draft(number)}" for number in range(scripted.drafts)]
        message["reasoning_details"] = [
            {"type": "reasoning.image", "image_url": {"url": draft}} for draft in drafts
        ]
    if scripted.markdown:
        content = "\n".join([*([content] if content else []), *(f"![image]({u})" for u in urls)])
    elif not wants_image:
        content = content or "I can describe such an image."
    else:
        message["images"] = [
            {"type": "image_url", "image_url": {"url": url}, "index": index}
            for index, url in enumerate(urls)
        ]
    return message | {"content": content}


def _write_place(
    scripted: ScriptedAnswer, order: ImageOrder, images: Sequence[Painted], bill: Bill
) -> Answer:
    """Return an answer with the images in another position."""
    texts: list[str] = []
    both = [
        (_mark(texts, _data_url(image, scripted)), _mark(texts, _base64(image, scripted)))
        for image in images
    ]
    body = {"id": bill.id, **write_at_position(scripted.place or "", both)}
    return _fill_in(body | _usage(scripted, order, len(images), bill), texts, scripted)


def _spoil(images: Sequence[Painted], scripted: ScriptedAnswer) -> Sequence[Painted]:
    """Mark the images whose base64 is to be invalid."""
    if scripted.damage != "base64":
        return images
    first = len(images) - 1 if scripted.damages_last else 0
    return [replace(image, spoilt=n >= first) for n, image in enumerate(images)]


def _draft(number: int) -> str:
    """Return the base64 of a small image."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8), (number, 0, 0)).save(data, "PNG")
    return base64.b64encode(data.getvalue()).decode()


def _mark(texts: list[str], text: str) -> str:
    """Store a long escaped text and return a placeholder for it."""
    texts.append(text)
    return f"@{len(texts) - 1}@"


def _fill_in(body: dict[str, object], texts: list[str], scripted: ScriptedAnswer) -> Answer:
    """Encode the JSON and replace the placeholders by their texts."""
    written = frame_json(body, scripted.frame)
    if scripted.filler_bytes and texts:
        head, _, tail = written.partition("@0@")
        return Answer(head.encode(), scripted.filler_bytes, tail.encode())
    for index, text in enumerate(texts):
        written = written.replace(f"@{index}@", text)
    return Answer(written.encode())


def _base64(image: Painted, scripted: ScriptedAnswer, prefix: str = "") -> str:
    """Return an image as the content of a JSON string."""
    text = base64.b64encode(image.data).decode()
    if image.spoilt:
        text = text[: len(text) // 2] + _SPOILT + text[len(text) // 2 :]
    if scripted.wrap:
        text = "\\n".join(text[i : i + scripted.wrap] for i in range(0, len(text), scripted.wrap))
    text = prefix + text
    if scripted.escape == "slash":
        return text.replace("/", "\\/")
    if scripted.escape == "unicode":
        return text.replace("/", "\\u002f").replace("+", "\\u002b")
    return text


def _data_url(image: Painted, scripted: ScriptedAnswer) -> str:
    prefix = "" if scripted.unlabelled else f"data:{scripted.label or image.media_type};base64,"
    return _base64(image, scripted, prefix)


def _usage(
    scripted: ScriptedAnswer, order: ImageOrder, count: int, bill: Bill
) -> dict[str, object]:
    """Return the answer's `usage`, unless it has none."""
    if scripted.without_usage:
        return {}
    prompt_tokens = len(order.prompt) // 4 + 1
    image_tokens = IMAGE_TOKENS * count
    is_byok = bill.upstream_usd is not None
    usage: dict[str, object] = {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": image_tokens,
        "total_tokens": prompt_tokens + image_tokens,
        "cost": bill.cost_usd,
        "is_byok": is_byok,
        "cost_details": {
            "upstream_inference_cost": bill.upstream_usd,
            "upstream_inference_prompt_cost": 0,
            "upstream_inference_completions_cost": bill.upstream_usd if is_byok else bill.cost_usd,
        },
        "completion_tokens_details": {"image_tokens": image_tokens, "reasoning_tokens": 0},
    }
    return {"usage": usage | dict(scripted.usage or {})}


#: Required fields of `GET /generation` that are null here.
#: https://github.com/OpenRouterTeam/docs openapi.yaml `GenerationResponse`, read 2026-11-22
_UNKNOWN: Final = (
    *("app_id", "cache_discount", "external_user", "generation_time", "http_referer", "latency"),
    *("moderation_latency", "native_tokens_cached", "native_tokens_completion"),
    *("native_tokens_completion_images", "native_tokens_prompt", "native_tokens_reasoning"),
    *("num_fetches", "num_input_audio_prompt", "num_media_completion", "num_media_prompt"),
    *("num_search_results", "preset_id", "provider_responses", "router", "service_tier"),
    *("tokens_completion", "tokens_prompt", "upstream_id"),
    *("user_agent", "web_search_engine", "workspace_id"),
)


def write_generation(
    scripted: ScriptedAnswer, order: ImageOrder, bill: Bill
) -> Mapping[str, object]:
    """Return the answer of `GET /generation` for a finished generation."""
    return dict.fromkeys(_UNKNOWN) | {
        "id": bill.id,
        "api_type": "image" if bill.id.startswith("gen-img-") else "completions",
        "model": order.model.id,
        "provider_name": order.model.provider,
        "total_cost": bill.cost_usd,
        "usage": bill.cost_usd,
        "is_byok": bill.upstream_usd is not None,
        "upstream_inference_cost": bill.upstream_usd,
        "created_at": datetime.fromtimestamp(bill.created, UTC).isoformat(),
        "finish_reason": scripted.finish_reason,
        "native_finish_reason": scripted.native_finish_reason,
        "cancelled": False,
        "streamed": False,
        "origin": "",
        "data_region": "global",
    }
