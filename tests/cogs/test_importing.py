"""A file of limits is taken whole, or refused with what is wrong with it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ImportRefused
from bot.policy.limits import Limit
from bot.policy.rulebook import SERVER, Rulebook
from bot.policy.rulebooktext import dump_rulebook
from cogs.limits.importing import parse_file

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=20,
)
_KEYS = list(dump_rulebook(Rulebook()))


def test_what_was_exported_is_read_again_also_with_a_byte_order_mark() -> None:
    rulebook = Rulebook().with_limit(SERVER, Limit.COOLDOWN, 5)
    data = json.dumps(dump_rulebook(rulebook)).encode("utf-8-sig")
    assert parse_file(data) == rulebook


@given(st.binary(max_size=200))
def test_whatever_bytes_a_file_has_it_is_read_or_refused(data: bytes) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_file(data)
    assert refused.value.problems


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON))
def test_whatever_stands_in_a_file_it_is_read_or_refused(content: dict[str, object]) -> None:
    problems = ["none"]
    try:
        parse_file(json.dumps(content).encode())
    except ImportRefused as refused:
        problems = list(refused.problems)
    assert problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"version": 1', "line 1, column 14"),
        (b'{"version": Infinity}', "Infinity is no number"),
        (b'{"limits": {"server": {}, "server": {}}}', "'server' is there twice"),
        (b'{"a":' * 20_000, "nested too deeply"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        parse_file(data)
    [problem] = refused.value.problems
    assert words in problem
