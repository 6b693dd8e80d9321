"""Reads OpenRouter's answers to image requests into one shape for both surfaces."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Literal, cast

from pydantic import BeforeValidator, Field

from bot.openrouter.answers.image_paths import find_images, finder
from bot.openrouter.answers.usage import Usage, cost_of
from bot.openrouter.failures.error_body import AnyError, Envelope, ErrorBody
from bot.openrouter.lenient import LenientModel, Loose, LooseList, plain_name

Surface = Literal["images", "chat"]

#: Finish reasons, OpenRouter's and providers' own, of a normal end.
#: https://openrouter.ai/docs/api-reference/overview "finish reason", read 2026-11-22
_GOOD_ENDS: Final = frozenset({"stop", "length", "completed", "end_turn", "max_tokens"})

#: Documented fields of both surfaces, none of which describes a failure.
_DOCUMENTED_FIELDS: Final = frozenset(
    (
        *("choices", "usage", "error", "id", "object", "created", "model", "provider"),
        *("system_fingerprint", "service_tier", "cost"),
    )
)


class _Body(Envelope):
    id: Loose[str] = None
    provider: Loose[str] = None
    usage: Loose[Usage] = None


def _url_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON
    return {"url": value} if isinstance(value, str) else value


def _one_of_many(value: Any) -> Any:  # noqa: ANN401 - unknown JSON
    return [value] if isinstance(value, dict | str) else value


class _ImageUrl(LenientModel):
    url: Loose[str] = None
    b64_json: Loose[str] = None

    @property
    def own_source(self) -> str:
        return self.b64_json or self.url or ""


_AnyUrl = Annotated[Loose[_ImageUrl], BeforeValidator(_url_alone)]


class _ImagesBody(_Body):
    data: Annotated[LooseList[_AnyUrl], BeforeValidator(_one_of_many)] = ()


class _ImagePart(_ImageUrl):
    """A part of a message: text, or an image in one of several notations."""

    text: Loose[str] = None
    refusal: Loose[str] = None
    image_url: _AnyUrl = None
    camel_url: Annotated[_AnyUrl, Field(alias="imageUrl")] = None
    image: _AnyUrl = None

    @property
    def source(self) -> str | None:
        """The image's source; empty if its field is, None if the part has no field for images."""
        inner = [part.own_source for part in (self.image_url, self.camel_url, self.image) if part]
        if not inner and self.url is None and self.b64_json is None:
            return None
        return next((source for source in (*inner, self.own_source) if source), "")


_AnyPart = Annotated[Loose[_ImagePart], BeforeValidator(_url_alone)]


class _Message(LenientModel):
    content: Loose[str | LooseList[_ImagePart]] = None
    refusal: Loose[str] = None
    images: Annotated[LooseList[_AnyPart], BeforeValidator(_one_of_many)] = ()
    image: _AnyPart = None


class _ChatChoice(LenientModel):
    finish_reason: Loose[str] = None
    native_finish_reason: Loose[str] = None
    message: Loose[_Message] = None
    delta: Loose[_Message] = None
    error: AnyError = None


class _ChatBody(_Body):
    choices: LooseList[_ChatChoice] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """The contents of one HTTP 200 answer."""

    sources: tuple[str, ...] = ()
    """The images in order, as markers of spool files or https URLs."""
    fallbacks: tuple[tuple[str, ...], ...] = ()
    """Further sources: each group is used only if `sources` and all groups before it fail."""
    image_fields: int = 0
    """Number of fields for an image in the answer, empty or not; at least `received`."""
    received: int = 0
    """Number of images that arrived as bytes, usable or not."""
    text: str | None = None
    """The model's text, without images."""
    cost_micros: int | None = None
    provider: str | None = None
    generation_id: str | None = None
    error: ErrorBody | None = None
    finish_reason: str | None = None
    native_finish_reason: str | None = None
    refusal: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict[str, object])
    """Undocumented fields of the answer, which may describe a failure."""


def read_answer(surface: Surface, document: object, markers: Collection[str]) -> Completion:
    """Read the JSON document of an answer; malformed values count as missing.

    Images are taken from the fields of the surface, then from those of the other surface, then from
    anywhere. Drafts from the model's reasoning come last.

    Args:
        surface: The endpoint that answered.
        document: The parsed body, with markers in place of images.
        markers: The markers of all images, in order.
    """
    body = _object(document)
    answer = _read(surface, body, markers)
    if len(markers) == 1 and answer.sources == tuple(markers):
        return replace(answer, received=1)
    other = _read("chat" if surface == "images" else "images", body, markers)
    elsewhere, drafts = find_images(document, markers)
    received = len(elsewhere) + len(drafts)
    last = drafts[-1:] if _ended_normally(answer) else ()
    sources, *fallbacks = _rank(answer.sources, other.sources, elsewhere, last, drafts=drafts)
    return replace(
        answer,
        sources=sources,
        fallbacks=tuple(fallbacks),
        image_fields=max(answer.image_fields, received),
        received=received,
        extra={key: value for key, value in body.items() if key not in _DOCUMENTED_FIELDS},
    )


def _rank(*tiers: tuple[str, ...], drafts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the non-empty tiers without duplicates, at least one; the last tier is of drafts."""
    *before, last = tiers
    seen = set(drafts)
    ranked: list[tuple[str, ...]] = []
    for tier in before:
        own = tuple(source for source in tier if source not in seen)
        seen |= set(own)
        ranked.append(own)
    return [tier for tier in (*ranked, last) if tier] or [()]


def _read(surface: Surface, body: Mapping[str, object], markers: Collection[str]) -> Completion:
    if surface == "images":
        return _read_images(_ImagesBody.model_validate(body), markers)
    return _read_chat(_ChatBody.model_validate(body), markers)


def _ended_normally(answer: Completion) -> bool:
    """Tell whether nothing indicates that the model stopped before its final image."""
    ends = {word.lower() for word in (answer.finish_reason, answer.native_finish_reason) if word}
    return ends <= _GOOD_ENDS and not answer.refusal and answer.error is None


def _object(document: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", document) if isinstance(document, dict) else {}


def _read_images(body: _ImagesBody, markers: Collection[str]) -> Completion:
    fields = [item.own_source for item in body.data if item]
    return Completion(
        sources=_sources(fields, markers),
        image_fields=len(fields),
        cost_micros=cost_of(body.usage),
        provider=body.provider,
        generation_id=plain_name(body.id),
        error=body.error,
    )


def _read_chat(body: _ChatBody, markers: Collection[str]) -> Completion:
    choices = [choice for choice in body.choices if choice] or [_ChatChoice()]
    messages = [choice.message or choice.delta or _Message() for choice in choices]
    written = "\n".join(text for text in map(_text_of, messages) if text)
    fields = [source for message in messages for source in _image_fields(message)]
    in_text = _markdown_sources(written, markers)
    # each image may be a separate choice, and any of them may be filtered
    ending = next((each for each in choices if each.finish_reason == "content_filter"), choices[0])
    return Completion(
        sources=_sources((*fields, *in_text), markers),
        image_fields=len(fields) + len(in_text),
        text=_without_images(written, markers) or None,
        cost_micros=cost_of(body.usage),
        provider=body.provider,
        generation_id=plain_name(body.id),
        error=body.error or choices[0].error,
        finish_reason=ending.finish_reason,
        native_finish_reason=ending.native_finish_reason,
        refusal=next(filter(None, map(_refusal_of, messages)), None),
    )


def _text_of(message: _Message) -> str:
    if isinstance(message.content, str):
        return message.content
    return "\n".join(part.text for part in message.content or () if part and part.text)


def _refusal_of(message: _Message) -> str | None:
    parts = message.content if isinstance(message.content, tuple) else ()
    return message.refusal or next((part.refusal for part in parts if part and part.refusal), None)


def _image_fields(message: _Message) -> list[str]:
    """Return the contents of a message's fields for images, empty ones included."""
    parts = [*message.images, message.image]
    if isinstance(message.content, tuple):
        parts += message.content
    sources = [part.source for part in parts if part]
    return [source for source in sources if source is not None]


def _sources(fields: Collection[str], markers: Collection[str]) -> tuple[str, ...]:
    """Return the markers and https URLs in the fields, without duplicates, in order."""
    found: dict[str, None] = {}
    find = finder(markers)
    for content in fields:
        if inside := find(content):
            found.update(dict.fromkeys(inside))
        elif content.startswith("https://"):
            found[content] = None
    return tuple(found)


#: A markdown image and its target. No part matches past a bracket that could begin another image,
#: so that hostile text takes linear time.
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\(\s?([^\s()]{1,2000})(?:\s[^()]{0,300})?\)")


def _markdown_sources(text: str, markers: Collection[str]) -> tuple[str, ...]:
    """Return the targets of markdown images and markers outside them, in order of appearance."""
    at = {match.start(1): match.group(1) for match in _MARKDOWN_IMAGE.finditer(text)}
    inside = " ".join(at.values())
    at |= {text.index(m): m for m in markers if m in text and m not in inside}
    return tuple(at[position] for position in sorted(at))


#: An HTML image. It cannot match past the start of another element.
_HTML_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)


def _without_images(text: str, markers: Collection[str]) -> str:
    find = finder(markers)
    text = _MARKDOWN_IMAGE.sub("", text)
    text = _HTML_IMAGE.sub(lambda found: "" if find(found.group()) else found.group(), text)
    for marker in markers:
        text = text.replace(marker, "")
    # lone surrogates are valid JSON but not UTF-8; control characters could control a terminal
    harmless = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(harmless).strip()
