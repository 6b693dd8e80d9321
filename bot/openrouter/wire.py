"""OpenRouter's answers to picture requests, read into one shape for both surfaces."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator

from bot.openrouter.errorbody import AnyError, Envelope, ErrorBody
from bot.openrouter.loose import Loose, LooseList, LooseModel, plain_name
from bot.openrouter.usage import Usage, cost_of

Surface = Literal["images", "chat"]


class _Body(Envelope):
    id: Loose[str] = None
    provider: Loose[str] = None
    usage: Loose[Usage] = None


class _ImageItem(LooseModel):
    b64_json: Loose[str] = None
    url: Loose[str] = None


class _ImagesBody(_Body):
    data: LooseList[_ImageItem] = ()


def _url_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON comes in here
    return {"url": value} if isinstance(value, str) else value


class _ImageUrl(LooseModel):
    url: Loose[str] = None


class _ImagePart(LooseModel):
    text: Loose[str] = None
    image_url: Annotated[Loose[_ImageUrl], BeforeValidator(_url_alone)] = None


class _Message(LooseModel):
    content: Loose[str | LooseList[_ImagePart]] = None
    refusal: Loose[str] = None
    images: LooseList[_ImagePart] = ()


class _ChatChoice(LooseModel):
    finish_reason: Loose[str] = None
    native_finish_reason: Loose[str] = None
    message: Loose[_Message] = None
    error: AnyError = None


class _ChatBody(_Body):
    choices: LooseList[_ChatChoice] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one answer of HTTP 200 holds."""

    sources: tuple[str, ...] = ()
    """Where the pictures are, in order: markers of spool files, or https URLs."""
    promised: int = 0
    """How many places for a picture the answer has, empty or not."""
    text: str | None = None
    """What the model wrote, without pictures."""
    cost_micros: int | None = None
    provider: str | None = None
    generation_id: str | None = None
    error: ErrorBody | None = None
    finish_reason: str | None = None
    native_finish_reason: str | None = None
    refusal: str | None = None


def read_answer(surface: Surface, document: object, markers: frozenset[str]) -> Answer:
    """Read the JSON document of an answer; whatever is malformed in it is as if it was missing.

    Args:
        surface: Which endpoint answered.
        document: The parsed body, with markers where the pictures were.
        markers: Those which stand for a spool file.
    """
    if surface == "images":
        return _read_images(_ImagesBody.model_validate(_object(document)), markers)
    return _read_chat(_ChatBody.model_validate(_object(document)), markers)


def _object(document: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", document) if isinstance(document, dict) else {}


def _read_images(body: _ImagesBody, markers: frozenset[str]) -> Answer:
    places = [item.b64_json or item.url or "" for item in body.data if item]
    return Answer(
        sources=_sources(places, markers),
        promised=len(places),
        cost_micros=cost_of(body.usage),
        provider=body.provider,
        generation_id=plain_name(body.id),
        error=body.error,
    )


def _read_chat(body: _ChatBody, markers: frozenset[str]) -> Answer:
    choice = next((choice for choice in body.choices if choice), _ChatChoice())
    message = choice.message or _Message()
    if isinstance(message.content, tuple):
        parts = [part for part in message.content if part]
    else:
        parts = [_ImagePart(text=message.content)]
    written = "\n".join(part.text for part in parts if part.text)
    images = [part for part in (*message.images, *parts) if part]
    places = [part.image_url.url or "" for part in images if part.image_url]
    in_text = _pictures_in_text(written, markers)
    return Answer(
        sources=_sources((*places, *in_text), markers),
        promised=len(places) + len(in_text),
        text=_without_pictures(written, markers) or None,
        cost_micros=cost_of(body.usage),
        provider=body.provider,
        generation_id=plain_name(body.id),
        error=body.error or choice.error,
        finish_reason=choice.finish_reason,
        native_finish_reason=choice.native_finish_reason,
        refusal=message.refusal,
    )


def _sources(places: list[str] | tuple[str, ...], markers: frozenset[str]) -> tuple[str, ...]:
    """Return what can be fetched or opened, each once, in order."""
    found: dict[str, None] = {}
    for place in places:
        inside = [marker for marker in markers if marker in place]
        if inside:
            found.update(dict.fromkeys(inside))
        elif place.startswith("https://"):
            found[place] = None
    return tuple(found)


#: A markdown picture and its target. No part can run past a bracket that begins another one, so
#: that the time stays linear in the length of a hostile text.
_MARKDOWN_PICTURE = re.compile(r"!\[[^\[\]]{0,300}\]\(\s?([^\s()]{1,2000})(?:\s[^()]{0,300})?\)")


def _pictures_in_text(text: str, markers: frozenset[str]) -> tuple[str, ...]:
    """Return the targets of markdown pictures and the loose markers, in order of appearance."""
    at = {match.start(1): match.group(1) for match in _MARKDOWN_PICTURE.finditer(text)}
    inside = " ".join(at.values())
    at |= {text.index(m): m for m in markers if m in text and m not in inside}
    return tuple(at[position] for position in sorted(at))


def _without_pictures(text: str, markers: frozenset[str]) -> str:
    text = _MARKDOWN_PICTURE.sub("", text)
    for marker in markers:
        text = text.replace(marker, "")
    # half a surrogate pair is valid JSON, but no output could write it; control characters
    # would command a terminal
    harmless = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(harmless).strip()
