"""Whether, and after what wait, a request is sent once more."""

from bot.errors import Charge, GenerationFailed, ProviderBusy, ProviderDown

#: The longest time that is waited for the one extra attempt; a longer one is told.
MAX_RETRY_AFTER_S = 30.0

#: What is waited when the provider does not say, before jitter.
DEFAULT_RETRY_AFTER_S = 1.0

_RETRIED = frozenset({402, 429, 500, 502, 503, 529})


def wait_before_retry(error: GenerationFailed) -> float | None:
    """Return the seconds to wait before the one extra attempt, or None when there is none.

    There is one when the provider was busy or down and said so at once, and when OpenRouter was
    never reached; never after what is or may be a refusal, a timeout, or anything that may have
    been billed.
    """
    never_reached = error.status is None and error.charge is Charge.NONE
    if not isinstance(error, ProviderBusy | ProviderDown) or error.may_be_refusal:
        return None
    if error.status not in _RETRIED and not never_reached:
        return None
    if error.retry_after_s is None:
        return DEFAULT_RETRY_AFTER_S
    return error.retry_after_s if error.retry_after_s <= MAX_RETRY_AFTER_S else None
