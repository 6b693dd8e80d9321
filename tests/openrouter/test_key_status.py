"""The remaining credit according to `GET /key`."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.key_status import read_key
from bot.ports import KeyStatus

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["remaining_usd", "limit_usd", "spend_usd"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("said", "micros"),
    [
        ("-3.2", 0),
        ("-1e-9", 0),
        ("-1e300", 0),
        ('"-0.5"', 0),
        ('"2.5"', 2_500_000),
        ("1e300", None),
        ("true", None),
        ('"1_000"', None),
        ("NaN", None),
        ("[]", None),
    ],
)
def test_less_than_nothing_is_nothing_and_what_is_no_amount_is_no_limit(
    said: str, micros: int | None
) -> None:
    assert read_key(f'{{"data": {{"limit_remaining": {said}}}}}') == KeyStatus(True, micros)


@pytest.mark.parametrize(
    "text",
    [
        '{"data": {"label": "\\ud83d", "limit_remaining": 3}}',
        '{"data": {"label": "\ud83d", "limit_remaining": 3}}',
        '\ufeff{"data": {"limit_remaining": 3}}',
    ],
)
def test_a_broken_text_spoils_only_itself(text: str) -> None:
    status = read_key(text)
    assert status is not None
    assert (status.accepted, status.remaining_micros) == (True, 3_000_000)


@pytest.mark.parametrize(
    ("said", "micros"),
    [
        ({"limit_remaining": 5, "budgets": [{"remaining_usd": 2}]}, 2_000_000),
        ({"limit_remaining": 1, "budgets": [{"remaining_usd": 2}]}, 1_000_000),
        ({"budgets": [{"remaining_usd": 7}, {"remaining_usd": -0.5}]}, 0),
        ({"limit_remaining": None, "effective_budget": {"remaining_usd": 0.25}}, 250_000),
        ({"limit_remaining": 9, "effective_budget": {"remaining_usd": -1}}, 0),
        ({"budgets": [{"limit_usd": 10, "spend_usd": 9.5}]}, 500_000),
        ({"budgets": [{"remaining_usd": "NaN", "limit_usd": 10, "spend_usd": 4}]}, 6_000_000),
        ({"budgets": [{"limit_usd": 10}, None, 3, "x", {}]}, None),
        ({"budgets": "none", "effective_budget": [], "limit_remaining": 4}, 4_000_000),
        ({"budgets": [{"remaining_usd": 10**400}], "limit_remaining": 4}, 4_000_000),
        ({"budgets": []}, None),
    ],
)
def test_the_limit_that_leaves_least_counts(said: dict[str, object], micros: int | None) -> None:
    assert read_key(json.dumps({"data": said})) == KeyStatus(True, micros)


@given(
    st.dictionaries(st.sampled_from(["limit_remaining", "budgets", "effective_budget"]), anything)
)
def test_whatever_is_said_of_the_key_is_no_error_and_never_less_than_nothing(
    said: dict[str, object],
) -> None:
    status = read_key(json.dumps({"data": said}))
    assert status is not None
    assert status.remaining_micros is None or status.remaining_micros >= 0


def test_a_key_says_what_it_is_called_and_what_it_may_do() -> None:
    said = {"label": "sk-or-v1-0e6...1c96", "limit": 20, "allowed_data_regions": ["eu", 7]}
    status = read_key(json.dumps({"data": said | {"is_provisioning_key": True}}))
    assert status == KeyStatus(
        accepted=True,
        label="sk-or-v1-0e6...1c96",
        limit_micros=20_000_000,
        is_management=True,
        data_regions=("eu",),
    )


def test_a_label_that_is_not_printable_is_left_out() -> None:
    assert read_key('{"data": {"label": "\\u001b[2J"}}') == KeyStatus(accepted=True)
