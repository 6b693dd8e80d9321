"""The wait that an answer requests, in every place where it can be."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.failures.evidence import Evidence
from bot.openrouter.failures.waits import MAX_WAIT_S, requested_wait

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
HALF_A_DAY_S = 12 * 3600.0


def asked(
    texts: str = "",
    *,
    retry_after: str | None = None,
    limit_source: str = "",
    availability_s: float | None = None,
    headers: Mapping[str, object] | None = None,
) -> float | None:
    return requested_wait(
        Evidence(429, limit_source=limit_source),
        texts,
        now=NOON,
        retry_after=retry_after,
        headers=headers or {},
        availability_s=availability_s,
    )


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("5", 5.0),
        ("0.5", 0.5),
        ("0", 0.0),
        ("Mon, 30 Nov 2026 12:00:45 GMT", 45.0),
        ("Mon, 30 Nov 2026 14:00:00 +0000", 7200.0),
        ("Mon, 30 Nov 2026 12:01:00", 60.0),
        ("3600000", MAX_WAIT_S),
        ("9e99", MAX_WAIT_S),
        ("Wed, 01 Jan 2098 00:00:00 GMT", MAX_WAIT_S),
        ("Mon, 30 Nov 2026 11:59:00 GMT", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("1e999", None),
        ("soon", None),
        ("Sun, 22 Nov", None),
        ("", None),
    ],
)
def test_the_header_is_seconds_or_a_date(header: str, seconds: float | None) -> None:
    assert asked(retry_after=header) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "1500"}, 1.5),
        ({"Retry-After": "7"}, 7.0),
        ({"X-RateLimit-Reset": str(int(NOON.timestamp() + 90))}, 90.0),
        ({"X-RateLimit-Reset": str(int((NOON.timestamp() + 90) * 1000))}, 90.0),
        ({"x-ratelimit-reset": 30}, 30.0),
        ({"x-ratelimit-reset-requests": "1m30s"}, 90.0),
        ({"x-ratelimit-reset": "4102444800000"}, MAX_WAIT_S),
        ({"x-ratelimit-reset": "1"}, 1.0),
        ({"x-ratelimit-reset": "1000000000"}, None),
        ({"x-ratelimit-reset": ["x"]}, None),
    ],
    ids=str,
)
def test_other_headers_count_where_there_is_none(
    headers: dict[str, object], seconds: float | None
) -> None:
    assert asked(headers=headers) == seconds
    assert asked(retry_after="3", headers=headers) == 3.0


@pytest.mark.parametrize(
    ("texts", "seconds"),
    [
        ('{"details": [{"@type": "x/RetryInfo", "retryDelay": "45.8s"}]}', 45.8),
        (r'{"raw": "{\"retryDelay\": \"2s\"}"}', 2.0),
        ("Rate limit reached. Please try again in 20s.", 20.0),
        ("Please retry in 7.5 seconds", 7.5),
        ("Please try again in 150ms", 0.15),
        ("Rate limit exceeded: free-models-per-day", HALF_A_DAY_S),
        ('{"quotaId": "GenerateRequestsPerDayPerProject"}', HALF_A_DAY_S),
        ("try again in a while", None),
        ("", None),
    ],
)
def test_a_providers_words_count(texts: str, seconds: float | None) -> None:
    assert asked(texts) == seconds


def test_a_quota_by_the_day_begins_again_with_the_day_of_utc() -> None:
    assert asked(limit_source="openrouter_free_tier_daily") == HALF_A_DAY_S


def test_openrouters_own_word_comes_before_the_providers() -> None:
    assert asked('"retryDelay": "9s"', availability_s=4.0) == 4.0
    assert asked('"retryDelay": "9s"', availability_s=-4.0) == 9.0


@given(st.one_of(st.floats().map(str), st.text(max_size=40), st.integers().map(str)), st.floats())
def test_no_number_of_an_answer_leaves_what_makes_sense(text: str, number: float) -> None:
    for found in (
        asked(retry_after=text),
        asked(headers={"x-ratelimit-reset": text, "retry-after-ms": text}),
        asked(availability_s=number),
        asked(f'"retryDelay": "{text}" try again in {text}'),
    ):
        assert found is None or 0 <= found <= MAX_WAIT_S
