"""Decides whether a failed request is retried, and after how long."""

from bot.errors import Charge, GenerationFailed, ProviderBusy, ProviderDown

#: Longest wait before the retry; if the provider asks for more, the member is told instead.
MAX_RETRY_AFTER_S = 30.0

#: Wait before the retry if the provider names none, without jitter.
DEFAULT_RETRY_AFTER_S = 1.0

_RETRIED = frozenset({402, 429, 500, 502, 503, 529})


def wait_before_retry(error: GenerationFailed) -> float | None:
    """Return the seconds to wait before the one retry, or None for no retry.

    A request is retried if the provider answered that it is busy or down, or if OpenRouter was
    never reached. It is not after a possible rejection of the prompt, a timeout, or anything that
    may have been billed.
    """
    never_reached = error.status is None and error.charge is Charge.NONE
    if not isinstance(error, ProviderBusy | ProviderDown) or error.may_be_refusal:
        return None
    if error.status not in _RETRIED and not never_reached:
        return None
    if error.retry_after_s is None:
        return DEFAULT_RETRY_AFTER_S
    return error.retry_after_s if error.retry_after_s <= MAX_RETRY_AFTER_S else None
