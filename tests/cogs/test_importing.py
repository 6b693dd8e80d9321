"""An uploaded rulebook is read as a whole, or refused with all of its problems."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import ENGLISH
from bot.policy.images.style import MOST_STYLES
from bot.policy.limits.limit import Limit, Value
from bot.policy.limits.rulebook import MOST_VALUES, SERVER, Rulebook, Scope, ScopeKind
from bot.policy.limits.rulebook_json import RulebookInvalid, dump_rulebook
from cogs.limits.importing import MOST_BYTES, FileProblem, parse_file

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=20,
)
_KEYS = list(dump_rulebook(Rulebook()))


def test_an_exported_file_can_be_imported_also_with_a_byte_order_mark() -> None:
    rulebook = Rulebook().with_limit(SERVER, Limit.COOLDOWN, 5)
    data = json.dumps(dump_rulebook(rulebook)).encode("utf-8-sig")
    assert parse_file(data) == rulebook


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises((FileProblem, RulebookInvalid)):
        parse_file(data)


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON))
def test_any_json_is_read_or_refused(content: dict[str, object]) -> None:
    problems = ["none"]
    try:
        parse_file(json.dumps(content).encode())
    except RulebookInvalid as invalid:
        problems = list(invalid.problems)
    except FileProblem as problem:
        problems = [ENGLISH(problem.key, **problem.facts)]
    assert problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"version": 1', "line 1, column 14"),
        (b'{"version": Infinity}', "Infinity isn't a number"),
        (b'{"limits": {"server": {}, "server": {}}}', "'server' occurs twice"),
        (b'{"a":' * 20_000, "nested too deeply"),
    ],
)
def test_invalid_json_is_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(FileProblem) as found:
        parse_file(data)
    assert words in ENGLISH(found.value.key, **found.value.facts)


@pytest.mark.parametrize("one", [b"[],", b"{},", b"1,", b"[", b'"",'])
def test_a_file_of_empty_entries_is_refused_before_it_takes_time_or_memory(one: bytes) -> None:
    inside = one * (MOST_BYTES // len(one) - 10)
    data = b'{"version":1,"styles":[' + inside + b"[]]}"
    tracemalloc.start()
    try:
        began = time.perf_counter()
        with pytest.raises(FileProblem, match="import-too-many"):
            parse_file(data)
        took_s, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took_s < 0.2
    assert peak < 1_000_000


def test_the_largest_valid_rulebook_can_be_imported() -> None:
    names = [f"{'n' * 95}{number:05}" for number in range(25)]
    scopes = [SERVER, *(Scope(ScopeKind.CHANNEL, id_) for id_ in range(1, 200))]
    limits: dict[Scope, dict[Limit, Value]] = {
        scope: {Limit.MODELS: frozenset(names)} for scope in scopes
    }
    for scope in scopes:
        limits[scope][Limit.SIZES] = frozenset(names)
    for scope in scopes[:100]:
        limits[scope] |= {Limit.COUNT: 1}
    styles = {f"style {number}": ("a," * 150)[:300] for number in range(MOST_STYLES)}
    rulebook = Rulebook(limits=limits, styles=styles)
    assert rulebook.values == MOST_VALUES
    assert parse_file(json.dumps(dump_rulebook(rulebook)).encode()) == rulebook


def test_hostile_values_in_every_scope_are_refused_at_once() -> None:
    hostile = ["1d" + " " * 2000 + "x", "$" + " " * 4000, "\u0301\u0316" * 2000, ",a" * 200]
    limits = {
        f"channel:{number}": {limit.value: hostile[number % len(hostile)] for limit in Limit}
        for number in range(1, 30)
    }
    styles = {("a" + "\u0301\u0316" * 20_000) + str(number): "x" for number in range(9)}
    data = json.dumps({"version": 1, "limits": limits, "styles": styles}).encode()
    began = time.perf_counter()
    with pytest.raises(RulebookInvalid) as refused:
        parse_file(data)
    assert time.perf_counter() - began < 0.5
    assert len(refused.value.problems) > 29 * (len(Limit) - 2)
