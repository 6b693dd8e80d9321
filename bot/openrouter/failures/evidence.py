"""Everything that a failed answer says, gathered into one value before anything is judged."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from bot.errors import ModelGone
from bot.openrouter.failures.echo import PAIR, Echo, words_of
from bot.openrouter.failures.error_body import ErrorBody, Metadata
from bot.openrouter.failures.error_types import BY_TYPE
from bot.openrouter.failures.phrases import CAUSES

#: Members in which a provider repeats what it was sent, or names what of it is wrong. Neither are
#: words about the cause.
_NOT_A_CAUSE = frozenset(
    (
        *("prompt", "input", "inputs", "request", "messages", "contents", "instances"),
        *("flagged_input", "query", "revised_prompt", "revised_input"),
        *("param", "params", "parameter", "field", "path", "loc", "argument", "user_id", "model"),
        *("model_slug", "requested_models", "request_id", "requestid", "trace_id", "documentation"),
        *("headers", "available_providers", "requested_providers", "provider_name", "@type"),
        *("routing_funnel", "doc_url", "docs_url", "remedy_hint"),
    )
)

#: Members whose one word is an identifier of the cause.
_NAMES = frozenset(
    (
        *("code", "type", "status", "reason", "error_type", "errortype", "error_code", "errorcode"),
        *("error", "name", "kind", "finish_reason", "finishreason", "native_finish_reason"),
        *("stopreason", "stop_reason"),
        *("blockreason", "block_reason", "cause", "category", "failed_routing_step"),
    )
)

#: Identifiers that say little without the name of their member, such as Google's `SAFETY`.
_REASONS = {
    "finishreason": "finish_reason",
    "finish_reason": "finish_reason",
    "native_finish_reason": "finish_reason",
    "blockreason": "block_reason",
    "block_reason": "block_reason",
    "stopreason": "stop_reason",
    "stop_reason": "stop_reason",
}

#: Flags that say what became of a prompt or an image.
#: xAI: https://github.com/vercel/ai/issues/19168, read 2026-11-30; then Ideogram, fal and Azure.
_FLAGS = {
    ("respect_moderation", False): "moderation_blocked",
    ("is_image_safe", False): "moderation_blocked",
    ("has_nsfw_concepts", True): "nsfw_content",
    ("filtered", True): "content_filter",
}

_IDENTIFIER = re.compile(r"[A-Za-z][\w.:\-]{1,99}")

#: A name in the middle of a sentence: of a parameter where it is small and no known cause, of an
#: enumeration where it is all capitals.
_SMALL_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")

#: With these a sentence is about what was sent, and the names in it are those of parameters.
_ABOUT_PARAMETERS = re.compile(
    r"parameter|argument|field|property|invalid value|unrecogni[sz]ed|unexpected|keyword",
    re.IGNORECASE,
)

#: An address names a page about much else; one of OpenRouter's settings, what stands in the way.
_ADDRESS = re.compile(r"https?://(?!\S{0,60}/settings/)[^\s\"'<>]{1,2000}")

_MAX_DEPTH = 8
_MAX_TEXTS = 200
_MAX_TOTAL_LENGTH = 4_000

#: OpenRouter's shell around what a provider said, which says nothing itself.
_SHELL = "Provider returned error"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer says of its failure."""

    status: int
    """The HTTP status, or the one inside an answer of HTTP 200."""
    types: frozenset[str] = frozenset()
    """Identifiers of the cause in small letters, OpenRouter's and the provider's."""
    words: str = ""
    """All texts in small letters, one space between words, ` . ` between texts; without names of
    parameters, addresses, and whatever two words or more in a row the prompt has, too."""
    doubtful_words: str = ""
    """The same with pairs of words that the prompt has, too: they may be everybody's language."""
    earlier_words: str = ""
    """The words of providers that were asked before the last one."""
    has_provider_words: bool = False
    """Whether a provider's own body is among them."""
    has_provider: bool = False
    """Whether OpenRouter says that it asked one."""
    is_model_gone: bool = False
    """Whether OpenRouter's own type says that the model is gone."""
    provider: str | None = None
    limit_source: str = ""
    limit_reason: str = ""
    routing_step: str = ""
    is_byok: bool | None = None
    is_filtered: bool = False
    """Whether OpenRouter names a filter that the prompt met."""
    is_plain: bool = True
    """Whether nothing but a prompt and a model was sent."""


def gather_evidence(
    error: ErrorBody,
    *,
    status: int,
    prompt: str,
    is_plain: bool = True,
    names: tuple[str | None, ...] = (),
) -> Evidence:
    """Gather what an error says.

    Args:
        error: As it stood in the answer.
        status: The HTTP status, or the one inside.
        prompt: What was sent, whose words are taken out.
        is_plain: Whether nothing but a prompt and a model was sent.
        names: Identifiers from beside the error, such as a finish reason.
    """
    metadata = error.metadata or Metadata()
    pairs, extra = Echo(prompt, PAIR), error.model_extra or {}
    own_words = (error.message or "").replace(_SHELL, "")
    types, texts = _split({"message": own_words, "raw": metadata.raw, **extra}, pairs)
    documented = _types_of(
        error.availability and error.availability.code, error.error_type, metadata.error_type
    )
    code = error.code if isinstance(error.code, str) else None
    types |= documented | _types_of(error.type, code, metadata.reason, *names)
    # what OpenRouter's own types mean is known; as words they would drown the provider's
    spelled = sorted(name.replace("_", " ") for name in types - BY_TYPE.keys())
    return Evidence(
        status=status,
        types=frozenset(types),
        words=_join(texts, pairs, spelled),
        doubtful_words=_join(texts, Echo(prompt), spelled),
        earlier_words=_join([text for _, text in _strings("", metadata.previous_errors)], pairs),
        has_provider_words=bool(metadata.raw)
        or any(k not in _NAMES for k, _ in _strings("", extra)),
        has_provider=bool(metadata.raw or metadata.provider_name),
        is_model_gone=any(BY_TYPE.get(name) is ModelGone for name in documented),
        provider=metadata.provider_name,
        limit_source=(metadata.limit_source or "").lower(),
        limit_reason=(metadata.reason or "").lower(),
        routing_step=(metadata.failed_routing_step or "").lower(),
        is_byok=metadata.is_byok if metadata.is_byok is not None else error.is_byok,
        is_filtered=bool(metadata.reasons or metadata.patterns),
        is_plain=is_plain,
    )


def _split(said: Mapping[str, object], pairs: Echo) -> tuple[set[str], list[str]]:
    """Return the identifiers of causes, and the texts without names of parameters."""
    types: set[str] = set()
    texts: list[str] = []
    for key, text in _strings("", said):
        if _is_identifier(key, text) and pairs.remove_from(words_of(text)):
            types.add(_as_type(text))
            if key in _REASONS:
                types.add(f"{_REASONS[key]}_{_as_type(text)}")
        else:
            texts.append(_without_parameters(text))
    return types, texts


def _types_of(*names: str | None) -> set[str]:
    return {_as_type(name) for name in names if name}


def _is_identifier(key: str, text: str) -> bool:
    """Tell whether a text is the identifier of a cause, by where it stands or how it is written."""
    return (key in _NAMES or "_" in text) and bool(_IDENTIFIER.fullmatch(text))


def _join(texts: Iterable[str], echo: Echo, names: Iterable[str] = ()) -> str:
    parts = (" ".join(echo.remove_from(words_of(text))) for text in texts)
    return " . ".join(part for part in (*parts, *names) if part)


def _as_type(name: str) -> str:
    return "_".join(words_of(name))


def _without_parameters(text: str) -> str:
    """Drop addresses and names of parameters.

    A known cause stays, unless the text is about parameters.
    """
    text = _ADDRESS.sub(" ", text)
    kept = frozenset[str]() if _ABOUT_PARAMETERS.search(text) else CAUSES
    return _SMALL_NAME.sub(lambda name: name.group() if name.group() in kept else " ", text)


def _strings(key: str, value: object) -> list[tuple[str, str]]:
    """Return the texts in a value by the member in which each stands, without what is no cause."""
    found: list[tuple[str, str]] = []
    left = _MAX_TOTAL_LENGTH
    for name, text in _walk(key, value, _MAX_DEPTH):
        found.append((name, text[:left]))
        left -= len(text)
        if left <= 0 or len(found) >= _MAX_TEXTS:
            break
    return found


def _walk(key: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if key in _NOT_A_CAUSE or depth < 0:
        return
    if isinstance(value, bool):
        flag = _FLAGS.get((key, value))
        if flag:
            yield "code", flag
    elif isinstance(value, str):
        inner = _parse_nested(value)
        if inner is None:
            yield key, value
        else:
            yield from _walk(key, inner, depth - 1)
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[Any, object]", value).items():
            yield from _walk(str(name).lower(), each, depth - 1)
    elif isinstance(value, list | tuple):
        for each in cast("list[object]", value):
            yield from _walk(key, each, depth - 1)


def _parse_nested(text: str) -> object | None:
    """Return the JSON that a text is, as it is where one service wraps another's answer."""
    stripped = text.strip().removeprefix("data:").strip()
    if not stripped.startswith(("{", "[")):
        return None
    try:
        return json.loads(stripped)
    except (ValueError, RecursionError):
        return None
