"""Other positions in the JSON at which gateways return images."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

Document = dict[str, object]
#: Builds a document with one image from its data URL and its base64.
Position = Callable[[str, str], Document]


def _message(**members: object) -> Document:
    return {"choices": [_choice(message=_said(**members))]}


def _said(**members: object) -> Document:
    return {"role": "assistant", "content": None, **members}


def _choice(**members: object) -> Document:
    return {"index": 0, "finish_reason": "stop", "native_finish_reason": "STOP", **members}


def _second_choice(url: str, _: str) -> Document:
    image = {"type": "image_url", "image_url": {"url": url}}
    first = _choice(message=_said(content="Let me think."))
    return {"choices": [first, _choice(index=1, message=_said(images=[image]))]}


#: Forms of other APIs that gateways pass through, by name.
#: https://ai.google.dev/api/caching#Blob, https://docs.anthropic.com/en/api/messages and
#: https://platform.openai.com/docs/api-reference/responses, read 2026-11-30
POSITIONS: Final[Mapping[str, Position]] = {
    "texts in images": lambda url, _: _message(images=[url]),
    "urls in images": lambda url, _: _message(images=[{"url": url}]),
    "base64 in images": lambda _, base64: _message(images=[{"b64_json": base64}]),
    "one in images": lambda url, _: _message(images={"image_url": {"url": url}}),
    "camel case": lambda url, _: _message(images=[{"imageUrl": {"url": url}}]),
    "image": lambda url, _: _message(image={"url": url, "detail": "auto"}),
    "image in content": lambda url, _: _message(content=[{"type": "image", "image": url}]),
    "inline data": lambda _, base64: _message(
        content=[{"inline_data": {"mime_type": "image/png", "data": base64}}]
    ),
    "inline data in parts": lambda _, base64: {
        "candidates": [{"content": {"parts": [{"inlineData": {"data": base64}}]}}]
    },
    "source": lambda _, base64: _message(
        content=[{"type": "image", "source": {"type": "base64", "data": base64}}]
    ),
    "nothing but base64": lambda _, base64: _message(content=base64),
    "html": lambda url, _: _message(content=f"<img src='{url}' alt='a'>"),
    "delta": lambda url, _: {"choices": [_choice(delta={"images": [{"image_url": {"url": url}}]})]},
    "second choice": _second_choice,
    "one object": lambda _, base64: {"data": {"b64_json": base64}},
    "texts in data": lambda _, base64: {"data": [base64]},
    "data in data": lambda _, base64: {"data": [{"image": {"bytes": base64}}]},
    "output": lambda _, base64: {"output": [{"type": "image_generation_call", "result": base64}]},
    "top": lambda _, base64: {"b64_json": base64},
    "reasoning alone": lambda url, _: _message(
        reasoning_details=[{"type": "reasoning.image", "image_url": {"url": url}}]
    ),
}


def write_at_position(place: str, images: Sequence[tuple[str, str]]) -> Document:
    """Return a document with the first image at a place; images are data URLs and base64."""
    return POSITIONS[place](*images[0]) if images else {}
