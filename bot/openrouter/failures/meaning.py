"""Decides the meaning of a failed answer from all of its evidence.

The first matching rule decides. The order, and its reasons:

1. Credit. A spent key, guardrail, workspace or own provider key stops every image until its owner
   acts, which outweighs anything else in the answer.
2. The account. If it is blocked, every prompt fails, and the text mentions policies: taken for a
   rejected prompt, it would be blamed on members.
3. Rejected prompts, with any status: they are never sent again, to any model.
4. Faults of the request, and rules of region and privacy: another request may succeed, so they say
   nothing about the model.
5. The model, if the answer is about it.
6. Lack of capacity, then outages, then the bare status. A possible rejection in unknown words is
   marked as such, so that it does the least harm.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from bot.errors import (
    AccountBlocked,
    GenerationFailed,
    KeyRejected,
    ModelGone,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    RequestRejected,
)
from bot.openrouter.failures import phrases, refusals
from bot.openrouter.failures.error_types import BY_TYPE, by_status
from bot.openrouter.failures.evidence import Evidence
from bot.openrouter.failures.wording import any_of

_SPENT = re.compile(any_of(phrases.SPENT))
_SPENT_IF_LIMITED = re.compile(any_of(phrases.SPENT_IF_LIMITED))
_SPENT_AT_PROVIDER = re.compile(any_of(phrases.SPENT_AT_PROVIDER))
_BLOCKED = re.compile(any_of(phrases.BLOCKED))
_UPSTREAM_KEY = re.compile(any_of(phrases.UPSTREAM_KEY))
_REJECTED = re.compile(any_of(refusals.REJECTED))
_FILTERS = re.compile(any_of(refusals.FILTERS))
_VERDICTS = re.compile(any_of(refusals.VERDICTS))
_PROGRAM_ERROR = re.compile(any_of(refusals.PROGRAM_ERROR))
_NO_REFUSAL = re.compile(any_of(refusals.NO_REFUSAL, names=refusals.FILTERS))
_MAYBE_REJECTED = re.compile(any_of(refusals.MAYBE_REJECTED))
_OUTAGE = re.compile(any_of(phrases.OUTAGE))
_REGION = re.compile(any_of(phrases.REGION))
_PRIVACY = re.compile(any_of(phrases.PRIVACY))
_REQUEST = re.compile(any_of(phrases.REQUEST))
_GONE = re.compile(any_of(phrases.GONE))
_BUSY = re.compile(any_of(phrases.BUSY))
_UNROUTED = re.compile(any_of(phrases.UNROUTED))

#: Statuses that a limit can have.
_LIMIT_STATUSES = frozenset({HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})

#: Parts of `limit_source` that mean money or a rate. The unambiguous ones mean money with any
#: status. In-flight budgets recover by themselves.
#: https://openrouter.ai/docs/api_reference/limits
_MONEY_SOURCES = ("credit", "key", "guardrail", "workspace", "organization", "member", "budget")
_UNAMBIGUOUS_SOURCES = ("credits", "key_limit", "budget")
_RATE_SOURCES = ("in_flight", "rate", "free", "upstream")
_TEMPORARY = "in_flight"

#: Parts of `failed_routing_step` that tell why no endpoint was left.
_SETTINGS_STEPS = ("guardrail", "privacy", "policy", "zdr", "attest", "allowed", "gate", "ignored")
_REGION_STEPS = ("region", "geo", "country")
_CAPACITY_STEPS = ("fallback", "status", "availab", "health", "sorting", "rate", "uptime")

#: Kinds that may be a rejected prompt in disguise; those of the account, rates and time are not.
_MAY_BE_REFUSAL = frozenset({RequestRejected, ProviderForbids, ProviderDown})

_SERVER_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a failed answer."""

    kind: type[GenerationFailed]
    may_be_refusal: bool = False
    """Whether the prompt may have been rejected in unknown words."""


def meaning_of(evidence: Evidence) -> Meaning:
    """Decide the meaning of a failed answer."""
    stated = stated_kind(evidence)
    if stated is not None:
        return Meaning(stated)
    kind = _documented_kind(evidence)
    if kind is None or (kind is ModelGone and not evidence.is_model_gone):
        kind = by_status(evidence.status)
    return Meaning(kind, kind in _MAY_BE_REFUSAL and may_be_refusal(evidence))


def stated_kind(evidence: Evidence) -> type[GenerationFailed] | None:
    """Return the kind of the first matching rule, or None if only type and status can tell."""
    return next((kind for kind, fits in _RULES if fits(evidence)), None)


def may_be_refusal(evidence: Evidence) -> bool:
    """Tell whether the prompt may have been rejected in unknown words.

    Those are words that resemble a rejection, known phrases of one that are also in the prompt, and
    a provider's text about a failure of its own that does not describe a known outage.
    """
    is_near = _MAYBE_REJECTED.search(evidence.doubtful_words) and _MAYBE_REJECTED.search(
        _NO_REFUSAL.sub(" ", evidence.doubtful_words)
    )
    return bool(is_near) or is_refusal(evidence.doubtful_words) or _is_unknown_failure(evidence)


def _is_unknown_failure(evidence: Evidence) -> bool:
    """Tell whether a provider describes a failure of its own in unknown words."""
    if not evidence.has_provider_words or evidence.status < _SERVER_FAULTS:
        return False
    # a filter that does not work is a known failure
    rest = _NO_REFUSAL.sub(" ", evidence.doubtful_words)
    has_content = not set(rest.split()) <= {".", *phrases.SAYS_NOTHING}
    return has_content and not _OUTAGE.search(evidence.doubtful_words)


def is_refusal(words: str) -> bool:
    """Tell whether words are known to reject a prompt."""
    if not (_REJECTED.search(words) or _FILTERS.search(words)):
        return False
    words = _NO_REFUSAL.sub(" ", words)
    if _REJECTED.search(words):
        return True
    named = (text for text in words.split(" . ") if _FILTERS.search(text))
    return any(map(_is_verdict, named))


def _is_verdict(text: str) -> bool:
    """Tell whether a text that names a filter says that the filter rejected something."""
    if _FILTERS.fullmatch(text):
        return True  # an identifier of the cause
    return bool(_VERDICTS.search(text)) and not _PROGRAM_ERROR.search(text)


def _documented_kind(evidence: Evidence) -> type[GenerationFailed] | None:
    return next((BY_TYPE[name] for name in sorted(evidence.types & BY_TYPE.keys())), None)


def _has_type_of(evidence: Evidence, kind: type[GenerationFailed]) -> bool:
    return any(BY_TYPE.get(name) is kind for name in evidence.types)


def _is_out_of_credit(evidence: Evidence) -> bool:
    if _is_temporary(evidence) or _is_openrouters_debt(evidence):
        return False
    if evidence.status == HTTPStatus.PAYMENT_REQUIRED or _has_type_of(evidence, OutOfCredit):
        return True
    if _SPENT.search(evidence.words):
        return True
    if evidence.is_byok and _SPENT_AT_PROVIDER.search(evidence.words):
        return "resource_exhausted" not in evidence.types  # which Google also uses for rates
    is_money_source = _has(evidence.limit_source, _MONEY_SOURCES)
    if is_money_source and not _has(evidence.limit_source, _RATE_SOURCES):
        is_unambiguous = _has(evidence.limit_source, _UNAMBIGUOUS_SOURCES)
        return is_unambiguous or evidence.status in _LIMIT_STATUSES
    is_ours = evidence.is_byok or not evidence.has_provider
    is_limit = is_ours and evidence.status in _LIMIT_STATUSES
    return is_limit and bool(_SPENT_IF_LIMITED.search(evidence.words))


def _is_temporary(evidence: Evidence) -> bool:
    return _TEMPORARY in evidence.limit_source or _TEMPORARY in evidence.limit_reason


def _is_openrouters_debt(evidence: Evidence) -> bool:
    """Tell whether OpenRouter's own account at the provider is out of credit."""
    is_theirs = evidence.is_byok is False and evidence.has_provider
    return is_theirs and bool(_SPENT.search(evidence.words))


def _is_blocked(evidence: Evidence) -> bool:
    if _BLOCKED.search(evidence.words):
        return True
    return _is_upstream_key_rejected(evidence) and bool(evidence.is_byok)


def _is_upstream_key_rejected(evidence: Evidence) -> bool:
    """Tell whether the provider, not OpenRouter, rejected a key: OpenRouter's or the operator's."""
    if not evidence.has_provider:
        return False
    return evidence.status == HTTPStatus.UNAUTHORIZED or bool(_UPSTREAM_KEY.search(evidence.words))


def _is_rejected(evidence: Evidence) -> bool:
    if _is_unrouted(evidence) and not evidence.is_filtered:
        return False  # no provider got the prompt
    if is_refusal(evidence.earlier_words):
        return True  # whatever the next provider answered
    is_busy = evidence.status == HTTPStatus.TOO_MANY_REQUESTS and _BUSY.search(evidence.words)
    if is_busy and not _has_type_of(evidence, PromptRejected):
        return False  # a rate limit
    is_filtered = evidence.status == HTTPStatus.FORBIDDEN and evidence.is_filtered
    return is_filtered or _has_type_of(evidence, PromptRejected) or is_refusal(evidence.words)


def _is_unrouted(evidence: Evidence) -> bool:
    return bool(evidence.routing_step or _UNROUTED.search(evidence.words))


def _is_forbidden(evidence: Evidence) -> bool:
    if {"region_restricted", "privacy_restricted"} & evidence.types:
        return True
    if _REGION.search(evidence.words):
        return True
    if _has(evidence.routing_step, (*_SETTINGS_STEPS, *_REGION_STEPS)):
        return True
    return _is_unrouted(evidence) and bool(_PRIVACY.search(evidence.words))


def _is_request(evidence: Evidence) -> bool:
    if evidence.routing_step and not _has(evidence.routing_step, _CAPACITY_STEPS):
        return True
    if _REQUEST.search(evidence.words):
        return True
    # no endpoint was left for an unknown reason: suspect the request's own options first
    is_unexplained = (
        _is_unrouted(evidence)
        and _documented_kind(evidence) is None
        and not _has_no_endpoints_type(evidence)
    )
    return is_unexplained and not evidence.is_plain and not _is_about_model(evidence)


def _is_down(evidence: Evidence) -> bool:
    return _is_openrouters_debt(evidence) and evidence.status != HTTPStatus.TOO_MANY_REQUESTS


def _is_gone(evidence: Evidence) -> bool:
    if evidence.status >= _SERVER_FAULTS or evidence.routing_step:
        return False
    if _is_about_model(evidence):
        return True
    is_bare = _has_no_endpoints_type(evidence) or _is_unrouted(evidence)
    return (
        is_bare and evidence.status == HTTPStatus.NOT_FOUND and _documented_kind(evidence) is None
    )


def _has_no_endpoints_type(evidence: Evidence) -> bool:
    return "no_endpoints" in evidence.types


def _is_about_model(evidence: Evidence) -> bool:
    return _has_type_of(evidence, ModelGone) or bool(_GONE.search(evidence.words))


def _is_busy(evidence: Evidence) -> bool:
    if _is_temporary(evidence):
        return True
    has_other_type = _documented_kind(evidence) not in {
        None,
        RequestRejected,
        ProviderBusy,
        ProviderDown,
    }
    return not has_other_type and bool(
        evidence.routing_step
        or _BUSY.search(evidence.words)
        or _has_type_of(evidence, ProviderBusy)
    )


def _is_key_rejected(evidence: Evidence) -> bool:
    return not _is_upstream_key_rejected(evidence) and (
        evidence.status == HTTPStatus.UNAUTHORIZED or _has_type_of(evidence, KeyRejected)
    )


#: In the order of the module's docstring.
_RULES: tuple[tuple[type[GenerationFailed], Callable[[Evidence], bool]], ...] = (
    (OutOfCredit, _is_out_of_credit),
    (AccountBlocked, _is_blocked),
    (KeyRejected, _is_key_rejected),
    (ProviderDown, _is_upstream_key_rejected),
    (PromptRejected, _is_rejected),
    (ProviderForbids, _is_forbidden),
    (RequestRejected, _is_request),
    (ProviderDown, _is_down),
    (ModelGone, _is_gone),
    (ProviderBusy, _is_busy),
)


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return any(part in text for part in parts)
