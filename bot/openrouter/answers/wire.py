"""OpenRouter's answers to image requests, read into one shape for both surfaces."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Final, Literal, cast

from pydantic import BeforeValidator, Field

from bot.openrouter.answers.image_paths import find_places, finder
from bot.openrouter.answers.usage import Usage, cost_of
from bot.openrouter.failures.error_body import AnyError, Envelope, ErrorBody
from bot.openrouter.lenient import LenientModel, Loose, LooseList, plain_name

Surface = Literal["images", "chat"]

#: Finish reasons, OpenRouter's and providers' own, of a model that was not stopped.
#: https://openrouter.ai/docs/api-reference/overview "finish reason", read 2026-11-22
_GOOD_ENDS: Final = frozenset({"stop", "length", "completed", "end_turn", "max_tokens"})


#: What an answer of either surface has, none of which is about a failure.
_NOT_BESIDE: Final = frozenset(
    (
        *("choices", "usage", "error", "id", "object", "created", "model", "provider"),
        *("system_fingerprint", "service_tier", "cost"),
    )
)


class _Body(Envelope):
    id: Loose[str] = None
    provider: Loose[str] = None
    usage: Loose[Usage] = None


def _url_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON comes in here
    return {"url": value} if isinstance(value, str) else value


def _one_of_many(value: Any) -> Any:  # noqa: ANN401 - unknown JSON comes in here
    return [value] if isinstance(value, dict | str) else value


class _ImageUrl(LenientModel):
    url: Loose[str] = None
    b64_json: Loose[str] = None

    @property
    def place(self) -> str:
        return self.b64_json or self.url or ""


_AnyUrl = Annotated[Loose[_ImageUrl], BeforeValidator(_url_alone)]


class _ImagesBody(_Body):
    data: Annotated[LooseList[_AnyUrl], BeforeValidator(_one_of_many)] = ()


class _ImagePart(_ImageUrl):
    """An image or a text of a message, the image in one of the ways of writing it."""

    text: Loose[str] = None
    refusal: Loose[str] = None
    image_url: _AnyUrl = None
    camel_url: Annotated[_AnyUrl, Field(alias="imageUrl")] = None
    image: _AnyUrl = None

    @property
    def data_url(self) -> str | None:
        """Where the image is, empty if the place is; None where there is no place for one."""
        inner = [part.place for part in (self.image_url, self.camel_url, self.image) if part]
        if not inner and self.url is None and self.b64_json is None:
            return None
        return next((place for place in (*inner, self.place) if place), "")


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
    """What one answer of HTTP 200 holds."""

    sources: tuple[str, ...] = ()
    """Where the images are, in order: markers of spool files, or https URLs."""
    spare: tuple[tuple[str, ...], ...] = ()
    """Where else images are: each is taken only if all before it, and `sources`, give none."""
    promised: int = 0
    """How many places for an image the answer has, empty or not; no less than `came`."""
    came: int = 0
    """How many images came as bytes, usable or not."""
    text: str | None = None
    """What the model wrote, without images."""
    cost_micros: int | None = None
    provider: str | None = None
    generation_id: str | None = None
    error: ErrorBody | None = None
    finish_reason: str | None = None
    native_finish_reason: str | None = None
    refusal: str | None = None
    beside: Mapping[str, object] = field(default_factory=dict[str, object])
    """What it says beside its choices and its account."""


def read_answer(surface: Surface, document: object, markers: Collection[str]) -> Completion:
    """Read the JSON document of an answer; whatever is malformed in it is as if it was missing.

    Images are looked for where the surface has them, then where the other surface has them, then
    anywhere. What the model painted while it thought is the last that is taken.

    Args:
        surface: Which endpoint answered.
        document: The parsed body, with markers where the images were.
        markers: Those which stand for an image, in order.
    """
    body = _object(document)
    answer = _read(surface, body, markers)
    if len(markers) == 1 and answer.sources == tuple(markers):
        return replace(answer, came=1)
    other = _read("chat" if surface == "images" else "images", body, markers)
    elsewhere, drafts = find_places(document, markers)
    came = len(elsewhere) + len(drafts)
    last = drafts[-1:] if _is_at_its_end(answer) else ()
    sources, *spare = _rank(answer.sources, other.sources, elsewhere, last, drafts=drafts)
    return replace(
        answer,
        sources=sources,
        spare=tuple(spare),
        promised=max(answer.promised, came),
        came=came,
        beside={key: value for key, value in body.items() if key not in _NOT_BESIDE},
    )


def _rank(*tiers: tuple[str, ...], drafts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the tiers that have something of their own, at least one; the last is of drafts."""
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


def _is_at_its_end(answer: Completion) -> bool:
    """Tell whether nothing says that the model stopped before it painted what it thought of."""
    ends = {word.lower() for word in (answer.finish_reason, answer.native_finish_reason) if word}
    return ends <= _GOOD_ENDS and not answer.refusal and answer.error is None


def _object(document: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", document) if isinstance(document, dict) else {}


def _read_images(body: _ImagesBody, markers: Collection[str]) -> Completion:
    places = [item.place for item in body.data if item]
    return Completion(
        sources=_sources(places, markers),
        promised=len(places),
        cost_micros=cost_of(body.usage),
        provider=body.provider,
        generation_id=plain_name(body.id),
        error=body.error,
    )


def _read_chat(body: _ChatBody, markers: Collection[str]) -> Completion:
    choices = [choice for choice in body.choices if choice] or [_ChatChoice()]
    messages = [choice.message or choice.delta or _Message() for choice in choices]
    written = "\n".join(text for text in map(_text_of, messages) if text)
    places = [place for message in messages for place in _places_of(message)]
    in_text = _images_in_text(written, markers)
    # each image may be a choice of its own, and any of them be filtered
    ending = next((each for each in choices if each.finish_reason == "content_filter"), choices[0])
    return Completion(
        sources=_sources((*places, *in_text), markers),
        promised=len(places) + len(in_text),
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


def _places_of(message: _Message) -> list[str]:
    """Return the places for images beside the text, the empty ones too."""
    parts = [*message.images, message.image]
    if isinstance(message.content, tuple):
        parts += message.content
    places = [part.data_url for part in parts if part]
    return [place for place in places if place is not None]


def _sources(places: Collection[str], markers: Collection[str]) -> tuple[str, ...]:
    """Return what can be fetched or opened, each once, in order."""
    found: dict[str, None] = {}
    find = finder(markers)
    for place in places:
        if inside := find(place):
            found.update(dict.fromkeys(inside))
        elif place.startswith("https://"):
            found[place] = None
    return tuple(found)


#: A markdown image and its target. No part can run past a bracket that begins another one, so
#: that the time stays linear in the length of a hostile text.
_MARKDOWN_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\(\s?([^\s()]{1,2000})(?:\s[^()]{0,300})?\)")


def _images_in_text(text: str, markers: Collection[str]) -> tuple[str, ...]:
    """Return the targets of markdown images and the loose markers, in order of appearance."""
    at = {match.start(1): match.group(1) for match in _MARKDOWN_IMAGE.finditer(text)}
    inside = " ".join(at.values())
    at |= {text.index(m): m for m in markers if m in text and m not in inside}
    return tuple(at[position] for position in sorted(at))


#: An element of HTML whose image came as bytes. It cannot run past the begin of another one.
_HTML_IMAGE = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)


def _without_images(text: str, markers: Collection[str]) -> str:
    find = finder(markers)
    text = _MARKDOWN_IMAGE.sub("", text)
    text = _HTML_IMAGE.sub(lambda found: "" if find(found.group()) else found.group(), text)
    for marker in markers:
        text = text.replace(marker, "")
    # lone surrogates are valid JSON, but UTF-8 cannot encode them; control characters would command
    # a terminal
    harmless = (c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(harmless).strip()
