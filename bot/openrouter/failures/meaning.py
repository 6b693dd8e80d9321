"""The one place that decides what a failed answer means, from all that it says.

The first rule that fits decides. Their order, and why:

1. Money. A spent key, guardrail, workspace or own key at a provider stops every image until its
   owner acts, so nothing that the same answer says as well matters more.
2. The account. When it is blocked every prompt meets it, and its text speaks of policies: judged
   as a refusal, it would be blamed on members.
3. Refusals of the prompt, under whatever status: they are never sent again, to nobody.
4. The request's own faults, and the rules of region and privacy: another request may pass, so they
   say nothing about the model.
5. The model, where the answer speaks of it.
6. Want of capacity, then outages, then what the bare status means. What may be a refusal in words
   that nobody knows yet is marked as that, so that it does the least harm.
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
_UPSTREAM_LOGIN = re.compile(any_of(phrases.UPSTREAM_LOGIN))
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

#: Statuses of a limit.
_LIMITED = frozenset({HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})

#: Whose limits are those of money; others are of rates. In-flight budgets pass by themselves.
#: https://openrouter.ai/docs/api_reference/limits
_MONEY_SOURCES = ("credit", "key", "guardrail", "workspace", "organization", "member", "budget")
_UNAMBIGUOUS_SOURCES = ("credits", "key_limit", "budget")
_RATE_SOURCES = ("in_flight", "rate", "free", "upstream")
_TEMPORARY = "in_flight"

#: By a word of `failed_routing_step`: which wishes left no endpoint.
_SETTINGS_STEPS = ("guardrail", "privacy", "policy", "zdr", "attest", "allowed", "gate", "ignored")
_REGION_STEPS = ("region", "geo", "country")
_CAPACITY_STEPS = ("fallback", "status", "availab", "health", "sorting", "rate", "uptime")

#: Kinds that may really be refusals; those of the account, of rates and of time are not.
_MAY_BE_REFUSAL = frozenset({RequestRejected, ProviderForbids, ProviderDown})

_SERVER_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a failed answer means."""

    kind: type[GenerationFailed]
    may_be_refusal: bool = False
    """Whether the prompt may have been refused, in words that are not known to say so."""


def meaning_of(told: Evidence) -> Meaning:
    """Decide what a failed answer means."""
    said = stated_kind(told)
    if said is not None:
        return Meaning(said)
    kind = _documented(told)
    if kind is None or (kind is ModelGone and not told.is_model_gone):
        kind = by_status(told.status)
    return Meaning(kind, kind in _MAY_BE_REFUSAL and may_be_refusal(told))


def stated_kind(told: Evidence) -> type[GenerationFailed] | None:
    """Return the first meaning that anything but the status speaks for."""
    return next((kind for kind, fits in _RULES if fits(told)), None)


def may_be_refusal(told: Evidence) -> bool:
    """Tell whether words that are not known to refuse a prompt may do so.

    That holds for words near a refusal, for those of one that the prompt has, too, and for what a
    provider says of a failure of its own that is not known to be the language of outages.
    """
    is_near = _MAYBE_REJECTED.search(told.doubtful_words) and _MAYBE_REJECTED.search(
        _NO_REFUSAL.sub(" ", told.doubtful_words)
    )
    return bool(is_near) or is_refusal(told.doubtful_words) or _is_strange(told)


def _is_strange(told: Evidence) -> bool:
    """Tell whether a provider says something of a failure of its own that nobody knows."""
    if not told.has_provider_words or told.status < _SERVER_FAULTS:
        return False
    # that a filter does not work is known
    rest = _NO_REFUSAL.sub(" ", told.doubtful_words)
    is_said = not set(rest.split()) <= {".", *phrases.SAYS_NOTHING}
    return is_said and not _OUTAGE.search(told.doubtful_words)


def is_refusal(words: str) -> bool:
    """Tell whether words are known to refuse a prompt."""
    if not (_REJECTED.search(words) or _FILTERS.search(words)):
        return False
    words = _NO_REFUSAL.sub(" ", words)
    if _REJECTED.search(words):
        return True
    named = (text for text in words.split(" . ") if _FILTERS.search(text))
    return any(map(_is_verdict, named))


def _is_verdict(text: str) -> bool:
    """Tell whether a text that names a filter says that it has refused something."""
    if _FILTERS.fullmatch(text):
        return True  # as an identifier of the cause
    return bool(_VERDICTS.search(text)) and not _PROGRAM_ERROR.search(text)


def _documented(told: Evidence) -> type[GenerationFailed] | None:
    return next((BY_TYPE[name] for name in sorted(told.types & BY_TYPE.keys())), None)


def _has_type_of(told: Evidence, kind: type[GenerationFailed]) -> bool:
    return any(BY_TYPE.get(name) is kind for name in told.types)


def _is_out_of_credit(told: Evidence) -> bool:
    if _is_temporary(told) or _is_spent_elsewhere(told):
        return False
    is_said = told.status == HTTPStatus.PAYMENT_REQUIRED or _has_type_of(told, OutOfCredit)
    if is_said or _SPENT.search(told.words):
        return True
    if told.is_byok and _SPENT_AT_PROVIDER.search(told.words):
        return "resource_exhausted" not in told.types  # Google says that of rates, too
    is_money_source = _has(told.limit_source, _MONEY_SOURCES)
    if is_money_source and not _has(told.limit_source, _RATE_SOURCES):
        return told.status in _LIMITED or _has(told.limit_source, _UNAMBIGUOUS_SOURCES)
    is_ours = told.is_byok or not told.has_provider
    return is_ours and told.status in _LIMITED and bool(_SPENT_IF_LIMITED.search(told.words))


def _is_temporary(told: Evidence) -> bool:
    return _TEMPORARY in told.limit_source or _TEMPORARY in told.limit_reason


def _is_spent_elsewhere(told: Evidence) -> bool:
    """Tell whether it is OpenRouter's own account at a provider that does not pay."""
    is_theirs = told.is_byok is False and told.has_provider
    return is_theirs and bool(_SPENT.search(told.words))


def _is_blocked(told: Evidence) -> bool:
    if _BLOCKED.search(told.words):
        return True
    return _is_upstream_login(told) and bool(told.is_byok)


def _is_upstream_login(told: Evidence) -> bool:
    """Tell whether a provider, not OpenRouter, refused the key that it was asked with."""
    if not told.has_provider:
        return False
    return told.status == HTTPStatus.UNAUTHORIZED or bool(_UPSTREAM_LOGIN.search(told.words))


def _is_rejected(told: Evidence) -> bool:
    if _is_unrouted(told) and not told.is_filtered:
        return False  # no provider has seen the prompt
    if is_refusal(told.earlier_words):
        return True  # whatever the next one said
    is_busy = told.status == HTTPStatus.TOO_MANY_REQUESTS and _BUSY.search(told.words)
    if is_busy and not _has_type_of(told, PromptRejected):
        return False  # whose rate it is
    is_filtered = told.status == HTTPStatus.FORBIDDEN and told.is_filtered
    return is_filtered or _has_type_of(told, PromptRejected) or is_refusal(told.words)


def _is_unrouted(told: Evidence) -> bool:
    return bool(told.routing_step or _UNROUTED.search(told.words))


def _is_forbidden(told: Evidence) -> bool:
    if {"region_restricted", "privacy_restricted"} & told.types or _REGION.search(told.words):
        return True
    if _has(told.routing_step, (*_SETTINGS_STEPS, *_REGION_STEPS)):
        return True
    return _is_unrouted(told) and bool(_PRIVACY.search(told.words))


def _is_request(told: Evidence) -> bool:
    if told.routing_step and not _has(told.routing_step, _CAPACITY_STEPS):
        return True
    if _REQUEST.search(told.words):
        return True
    # nothing says why no endpoint was left; what only this request had in it comes first
    is_unexplained = _is_unrouted(told) and _documented(told) is None and not _is_bare_type(told)
    return is_unexplained and not told.is_plain and not _speaks_of_model(told)


def _is_down(told: Evidence) -> bool:
    return _is_spent_elsewhere(told) and told.status != HTTPStatus.TOO_MANY_REQUESTS


def _is_gone(told: Evidence) -> bool:
    if told.status >= _SERVER_FAULTS or told.routing_step:
        return False
    if _speaks_of_model(told):
        return True
    is_bare = _is_bare_type(told) or _is_unrouted(told)
    return is_bare and told.status == HTTPStatus.NOT_FOUND and _documented(told) is None


def _is_bare_type(told: Evidence) -> bool:
    return "no_endpoints" in told.types


def _speaks_of_model(told: Evidence) -> bool:
    return _has_type_of(told, ModelGone) or bool(_GONE.search(told.words))


def _is_busy(told: Evidence) -> bool:
    if _is_temporary(told):
        return True
    is_said_otherwise = _documented(told) not in {None, RequestRejected, ProviderBusy, ProviderDown}
    return not is_said_otherwise and bool(
        told.routing_step or _BUSY.search(told.words) or _has_type_of(told, ProviderBusy)
    )


def _is_own_login(told: Evidence) -> bool:
    return not _is_upstream_login(told) and (
        told.status == HTTPStatus.UNAUTHORIZED or _has_type_of(told, KeyRejected)
    )


#: In the order of the module's description.
_RULES: tuple[tuple[type[GenerationFailed], Callable[[Evidence], bool]], ...] = (
    (OutOfCredit, _is_out_of_credit),
    (AccountBlocked, _is_blocked),
    (KeyRejected, _is_own_login),
    (ProviderDown, _is_upstream_login),
    (PromptRejected, _is_rejected),
    (ProviderForbids, _is_forbidden),
    (RequestRejected, _is_request),
    (ProviderDown, _is_down),
    (ModelGone, _is_gone),
    (ProviderBusy, _is_busy),
)


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return any(part in text for part in parts)
