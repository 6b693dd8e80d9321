"""Finds the wait that an answer requests, in its headers, fields or texts."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.openrouter.failures.evidence import Evidence

#: Longer waits are cut to this; daily quotas are the longest that occur.
MAX_WAIT_S = 86_400.0

#: A reset from this number on is a Unix time in seconds; from the second on, in milliseconds.
#: https://openrouter.ai/docs/api_reference/limits
_TIMESTAMP_S = 1e9
_TIMESTAMP_MS = 1e11

#: Headers with the reset of a rate limit, as a Unix time or in seconds from now.
_RESETS = ("x-ratelimit-reset", "x-ratelimit-reset-requests", "ratelimit-reset")

_PARTS = {"d": 86_400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_SPAN = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)(ms|[dhms])")
_SPANS = re.compile(r"(?:\d{1,9}(?:\.\d{1,9})?(?:ms|[dhms])){1,4}")

#: Google's `RetryInfo`, and OpenAI's "try again in".
#: https://cloud.google.com/apis/design/errors#error_payloads and
#: https://platform.openai.com/docs/guides/rate-limits
_RETRY_DELAY = re.compile(r'retryDelay\\{0,3}"\s{0,3}:\s{0,3}\\{0,3}"([\d.hms]{1,20})\\{0,3}"')
_TRY_AGAIN = re.compile(r"(?:try again|retry) in ([\d.]{1,12}\s?(?:ms|[dhms])[a-z]{0,10})")

#: Quotas that reset at midnight UTC, by name or in prose, and the statuses of limits. With another
#: status, a day may be about maintenance.
_DAY_IN_NAMES = re.compile(r"[-_]per[-_]day|PerDay", re.IGNORECASE)
_DAY_IN_WORDS = re.compile(r"\b(?:per day|daily)\b")
_LIMITED = frozenset({402, 403, 429})


def requested_wait(
    evidence: Evidence,
    texts: str,
    *,
    now: datetime,
    retry_after: str | None,
    headers: Mapping[str, object],
    availability_s: float | None,
) -> float | None:
    """Return the seconds to wait that an answer requests, 0 to `MAX_WAIT_S`; None if it does not.

    The first source in the order of the code wins.

    Args:
        evidence: Of the answer.
        texts: Its raw texts.
        now: When it was received, aware.
        retry_after: The `Retry-After` header: seconds or a date.
        headers: Other headers, including the provider's.
        availability_s: OpenRouter's own value, in seconds.
    """
    named = {name.lower(): str(value) for name, value in headers.items()}
    found = (
        _seconds(retry_after or named.get("retry-after"), now),
        _milliseconds(named.get("retry-after-ms")),
        _bounded(availability_s),
        *_from_texts(texts),
        *(_reset(named.get(name), now) for name in _RESETS),
        _until_midnight(now) if _is_daily(evidence, texts) else None,
    )
    return next((seconds for seconds in found if seconds is not None), None)


def _bounded(seconds: float | None) -> float | None:
    if seconds is None or not seconds >= 0:
        return None
    return min(seconds, MAX_WAIT_S)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return None if math.isnan(number) or math.isinf(number) else number


def _seconds(text: str | None, now: datetime) -> float | None:
    number = _number(text)
    if number is not None:
        return _bounded(number)
    try:
        date = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return _until(date, now)


def _milliseconds(text: str | None) -> float | None:
    number = _number(text)
    return None if number is None else _bounded(number / 1000)


def _until(date: datetime, now: datetime) -> float | None:
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return _bounded((aware - now).total_seconds())


def _reset(text: str | None, now: datetime) -> float | None:
    if text and _SPANS.fullmatch(text):
        return _bounded(_span(text))
    number = _number(text)
    if number is None:
        return None
    if number < _TIMESTAMP_S:
        return _bounded(number)
    return _bounded(number / (1000 if number >= _TIMESTAMP_MS else 1) - now.timestamp())


def _from_texts(texts: str) -> Iterator[float | None]:
    for pattern in (_RETRY_DELAY, _TRY_AGAIN):
        match = pattern.search(texts)
        yield _bounded(_span(match[1].replace(" ", ""))) if match else None


def _span(text: str) -> float | None:
    parts = _SPAN.findall(text)
    return sum(float(number) * _PARTS[unit] for number, unit in parts) if parts else None


def _is_daily(evidence: Evidence, texts: str) -> bool:
    if evidence.status not in _LIMITED:
        return False
    is_daily = _DAY_IN_NAMES.search(texts) or _DAY_IN_WORDS.search(evidence.words)
    return "daily" in evidence.limit_source or bool(is_daily)


def _until_midnight(now: datetime) -> float:
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return (today + timedelta(days=1) - now).total_seconds()
