"""Gathers everything in a failed answer that indicates its cause, before it is judged."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict, cast

from bot.errors import ModelGone
from bot.openrouter.failures.echo import PAIR, Echo, words_of
from bot.openrouter.failures.error_body import ErrorBody, Metadata
from bot.openrouter.failures.error_types import BY_TYPE
from bot.openrouter.failures.phrases import CAUSES

#: Keys under which a provider echoes the request or names the faulty part of it. Their values say
#: nothing about the cause.
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

#: Keys whose value, if a single word, identifies the cause.
_NAMES = frozenset(
    (
        *("code", "type", "status", "reason", "error_type", "errortype", "error_code", "errorcode"),
        *("error", "name", "kind", "finish_reason", "finishreason", "native_finish_reason"),
        *("stopreason", "stop_reason"),
        *("blockreason", "block_reason", "cause", "category", "failed_routing_step"),
    )
)

#: Keys whose identifiers are ambiguous without the key, such as Google's `SAFETY`.
_REASONS = {
    "finishreason": "finish_reason",
    "finish_reason": "finish_reason",
    "native_finish_reason": "finish_reason",
    "blockreason": "block_reason",
    "block_reason": "block_reason",
    "stopreason": "stop_reason",
    "stop_reason": "stop_reason",
}

#: Moderation flags, with the identifier that each is read as.
#: xAI: https://github.com/vercel/ai/issues/19168, read 2026-11-30; then Ideogram, fal and Azure.
_FLAGS = {
    ("respect_moderation", False): "moderation_blocked",
    ("is_image_safe", False): "moderation_blocked",
    ("has_nsfw_concepts", True): "nsfw_content",
    ("filtered", True): "content_filter",
}

_IDENTIFIER = re.compile(r"[A-Za-z][\w.:\-]{1,99}")

#: A lower-case identifier within a sentence: a parameter's name, unless it is a known cause. One in
#: capitals belongs to an enumeration and stays.
_SMALL_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b")

#: Words of sentences about the request, in which identifiers are names of parameters.
_ABOUT_PARAMETERS = re.compile(
    r"parameter|argument|field|property|invalid value|unrecogni[sz]ed|unexpected|keyword",
    re.IGNORECASE,
)

#: URLs, whose words are misleading; those of OpenRouter's settings pages name the cause and stay.
_ADDRESS = re.compile(r"https?://(?!\S{0,60}/settings/)[^\s\"'<>]{1,2000}")

_MAX_DEPTH = 8
_MAX_TEXTS = 200
_MAX_TOTAL_LENGTH = 4_000

#: OpenRouter's wrapper around a provider's message; carries no information itself.
_SHELL = "Provider returned error"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything in an answer that indicates the cause of its failure."""

    status: int
    """The HTTP status, or the one inside HTTP 200."""
    types: frozenset[str] = frozenset()
    """Identifiers of the cause in lower case, OpenRouter's and the provider's."""
    words: str = ""
    """All texts in lower case, one space between words, ` . ` between texts; without names of
    parameters, URLs, and any two or more consecutive words that the prompt has, too."""
    doubtful_words: str = ""
    """The same, but keeping pairs of words that the prompt has: they may be coincidence."""
    earlier_words: str = ""
    """The words of providers tried before the last one."""
    has_provider_words: bool = False
    """Whether a provider's own text is among the words."""
    has_provider: bool = False
    """Whether OpenRouter forwarded the request to a provider."""
    is_model_gone: bool = False
    """Whether OpenRouter's own type means that the model is gone."""
    provider: str | None = None
    limit_source: str = ""
    limit_reason: str = ""
    routing_step: str = ""
    is_byok: bool | None = None
    is_filtered: bool = False
    """Whether OpenRouter names a filter that the prompt matched."""
    is_plain: bool = True
    """Whether the request consisted of a prompt and a model only."""


def gather_evidence(
    error: ErrorBody,
    *,
    status: int,
    prompt: str,
    is_plain: bool = True,
    names: tuple[str | None, ...] = (),
) -> Evidence:
    """Gather the evidence in an error.

    Args:
        error: The error of the answer.
        status: The HTTP status, or the one inside HTTP 200.
        prompt: The prompt, whose words are removed.
        is_plain: Whether the request consisted of a prompt and a model only.
        names: Identifiers outside the error, such as a finish reason.
    """
    metadata = error.metadata or Metadata()
    own_types = _types_of(
        error.availability and error.availability.code, error.error_type, metadata.error_type
    )
    code = error.code if isinstance(error.code, str) else None
    other_types = _types_of(error.type, code, metadata.reason, *names)
    return Evidence(
        status=status,
        **_findings(error, Echo(prompt, PAIR), Echo(prompt), own_types | other_types),
        has_provider=bool(metadata.raw or metadata.provider_name),
        is_model_gone=any(BY_TYPE.get(name) is ModelGone for name in own_types),
        provider=metadata.provider_name,
        limit_source=(metadata.limit_source or "").lower(),
        limit_reason=(metadata.reason or "").lower(),
        routing_step=(metadata.failed_routing_step or "").lower(),
        is_byok=metadata.is_byok if metadata.is_byok is not None else error.is_byok,
        is_filtered=bool(metadata.reasons or metadata.patterns),
        is_plain=is_plain,
    )


class _Findings(TypedDict):
    """The fields of `Evidence` that come from texts."""

    types: frozenset[str]
    words: str
    doubtful_words: str
    earlier_words: str
    has_provider_words: bool


def _findings(error: ErrorBody, pairs: Echo, runs: Echo, known_types: set[str]) -> _Findings:
    """Extract types and words from the texts of an error.

    Args:
        error: The error of the answer.
        pairs: Removes two words or more that the prompt has, too.
        runs: Removes longer runs only.
        known_types: Types from the error's documented fields.
    """
    metadata, extra = error.metadata or Metadata(), error.model_extra or {}
    message = (error.message or "").replace(_SHELL, "")
    types, texts = _split({"message": message, "raw": metadata.raw, **extra}, pairs)
    types |= known_types
    # the meaning of OpenRouter's own types is known; as words they would drown out the provider's
    spelled = sorted(name.replace("_", " ") for name in types - BY_TYPE.keys())
    earlier = [text for _, text in _strings("", metadata.previous_errors)]
    has_text = any(key not in _NAMES for key, _ in _strings("", extra))
    return _Findings(
        types=frozenset(types),
        words=_join(texts, pairs, spelled),
        doubtful_words=_join(texts, runs, spelled),
        earlier_words=_join(earlier, pairs),
        has_provider_words=bool(metadata.raw) or has_text,
    )


def _split(fields: Mapping[str, object], pairs: Echo) -> tuple[set[str], list[str]]:
    """Separate the identifiers of causes from texts; names of parameters are removed."""
    types: set[str] = set()
    texts: list[str] = []
    for key, text in _strings("", fields):
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
    """Tell whether a text identifies a cause, by its key or by its spelling."""
    return (key in _NAMES or "_" in text) and bool(_IDENTIFIER.fullmatch(text))


def _join(texts: Iterable[str], echo: Echo, names: Iterable[str] = ()) -> str:
    parts = (" ".join(echo.remove_from(words_of(text))) for text in texts)
    return " . ".join(part for part in (*parts, *names) if part)


def _as_type(name: str) -> str:
    return "_".join(words_of(name))


def _without_parameters(text: str) -> str:
    """Remove URLs and names of parameters.

    Known causes stay, unless the text is about parameters.
    """
    text = _ADDRESS.sub(" ", text)
    kept = frozenset[str]() if _ABOUT_PARAMETERS.search(text) else CAUSES
    return _SMALL_NAME.sub(lambda name: name.group() if name.group() in kept else " ", text)


def _strings(key: str, value: object) -> list[tuple[str, str]]:
    """Return each text in a value with its key, except under keys of `_NOT_A_CAUSE`."""
    found: list[tuple[str, str]] = []
    remaining = _MAX_TOTAL_LENGTH
    for name, text in _walk(key, value, _MAX_DEPTH):
        found.append((name, text[:remaining]))
        remaining -= len(text)
        if remaining <= 0 or len(found) >= _MAX_TEXTS:
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
        nested = _parse_nested(value)
        if nested is None:
            yield key, value
        else:
            yield from _walk(key, nested, depth - 1)
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[Any, object]", value).items():
            yield from _walk(str(name).lower(), each, depth - 1)
    elif isinstance(value, list | tuple):
        for each in cast("list[object]", value):
            yield from _walk(key, each, depth - 1)


def _parse_nested(text: str) -> object | None:
    """Parse a text that is JSON itself, as when one service wraps the answer of another."""
    stripped = text.strip().removeprefix("data:").strip()
    if not stripped.startswith(("{", "[")):
        return None
    try:
        return json.loads(stripped)
    except (ValueError, RecursionError):
        return None
