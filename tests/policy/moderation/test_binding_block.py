"""Whether a case is in force, and which of several blocks binds."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.case import Case, CaseKind, binding_block
from testkit.fakes import START

HOUR = timedelta(hours=1)
BLOCK = Case(1, 1, CaseKind.BLOCK, 2, 3, START)
WARNING = replace(BLOCK, kind=CaseKind.WARNING)
UNBLOCK = replace(BLOCK, kind=CaseKind.UNBLOCK)

ENDS = st.none() | st.integers(-3, 3).map(lambda hours: START + hours * HOUR)
CASES = st.builds(
    replace,
    st.sampled_from([BLOCK, WARNING, UNBLOCK]),
    until=ENDS,
    lifted_at=st.none() | st.just(START - HOUR),
)


@pytest.mark.parametrize("case", [BLOCK, WARNING])
def test_blocks_and_warnings_are_in_force_until_their_end_or_until_they_are_lifted(
    case: Case,
) -> None:
    assert case.is_in_force(START)
    ends = replace(case, until=START + HOUR)
    assert ends.is_in_force(START + HOUR - timedelta(microseconds=1))
    assert not ends.is_in_force(START + HOUR)
    assert not replace(case, lifted_at=START).is_in_force(START)


def test_an_unblock_is_never_in_force() -> None:
    assert not UNBLOCK.is_in_force(START)


def test_the_block_that_lasts_longest_binds() -> None:
    short, long = replace(BLOCK, until=START + HOUR), replace(BLOCK, until=START + 2 * HOUR)
    assert binding_block([short, long, WARNING], now=START) is long
    assert binding_block([BLOCK, long], now=START) is BLOCK
    assert binding_block([short], now=START + HOUR) is None


@given(st.lists(CASES), ENDS.filter(bool))
def test_a_binding_block_is_in_force_and_none_lasts_longer(
    cases: list[Case], now: datetime
) -> None:
    binding = binding_block(cases, now=now)
    blocks = [case for case in cases if case.kind is CaseKind.BLOCK and case.is_in_force(now)]
    assert (binding is None) == (not blocks)
    if binding is not None:
        assert binding in blocks
        assert binding.until is None or all(
            case.until is not None and case.until <= binding.until for case in blocks
        )
