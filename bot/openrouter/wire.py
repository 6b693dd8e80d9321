"""OpenRouter's answers to picture requests, read into one shape for both surfaces."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, ValidationError

from bot.openrouter.loose import Loose, LooseList, LooseModel, plain_name
from bot.policy.money import micros_from_usd
from bot.ports import KeyStatus

#: More than any answer costs or any key may spend; a larger number is a mistake.
_MOST_USD = 1_000_000

Surface = Literal["images", "chat"]


class Metadata(LooseModel):
    """What an error says of its cause."""

    error_type: Loose[str] = None
    provider_name: Loose[str] = None
    raw: object = None
    """The provider's own body, as text or JSON; may echo the prompt."""
    reasons: LooseList[object] = ()
    patterns: LooseList[object] = ()


class Availability(LooseModel):
    """Why no provider serves the model now."""

    code: Loose[str] = None
    retry_after: Loose[float] = None


def _message_alone(value: Any) -> Any:  # noqa: ANN401 - unknown JSON comes in here
    return {"message": value} if isinstance(value, str) else value


class ErrorBody(LooseModel):
    """An error, wherever in an answer it stands."""

    code: Loose[int] = None
    http_status: Loose[int] = None
    message: Loose[str] = None
    error_type: Loose[str] = None
    metadata: Loose[Metadata] = None
    availability: Loose[Availability] = None


_Error = Annotated[Loose[ErrorBody], BeforeValidator(_message_alone)]


class Envelope(LooseModel):
    """An answer that is an error, or has one beside it."""

    error: _Error = None
    error_type: Loose[str] = None


class _Usage(LooseModel):
    cost: Loose[float] = None


class _Body(Envelope):
    id: Loose[str] = None
    provider: Loose[str] = None
    usage: Loose[_Usage] = None


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
    error: _Error = None


class _ChatBody(_Body):
    choices: LooseList[_ChatChoice] = ()


class _Key(LooseModel):
    limit_remaining: Loose[float] = None


class _KeyBody(LooseModel):
    data: Loose[_Key] = None


class _Generation(LooseModel):
    total_cost: Loose[float] = None


class _GenerationBody(LooseModel):
    data: Loose[_Generation] = None


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


def read_error(text: str) -> Envelope | None:
    """Read the body of an HTTP error; None when it is no JSON object."""
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return Envelope.model_validate(document) if isinstance(document, dict) else None


def read_key(text: str) -> KeyStatus | None:
    """Read the answer of `GET /key` with HTTP 200; None when it is something else."""
    try:
        body = _KeyBody.model_validate_json(text)
    except ValidationError:
        return None
    if body.data is None:
        return None
    return KeyStatus(accepted=True, remaining_micros=_micros(body.data.limit_remaining))


def read_charge(text: str) -> int | None:
    """Read the micro-dollars in the answer of `GET /generation`; None when there are none."""
    try:
        body = _GenerationBody.model_validate_json(text)
    except ValidationError:
        return None
    return None if body.data is None else _micros(body.data.total_cost)


def _object(document: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", document) if isinstance(document, dict) else {}


def _read_images(body: _ImagesBody, markers: frozenset[str]) -> Answer:
    places = [item.b64_json or item.url or "" for item in body.data if item]
    return Answer(
        sources=_sources(places, markers),
        promised=len(places),
        cost_micros=_micros(body.usage.cost if body.usage else None),
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
        cost_micros=_micros(body.usage.cost if body.usage else None),
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


def _micros(usd: float | None) -> int | None:
    """Return dollars as micro-dollars; what is no sane amount was not said."""
    return micros_from_usd(usd) if usd is not None and 0 <= usd <= _MOST_USD else None
