"""Blocks in force, and the one that binds."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.policy.moderation.case import Case, CaseKind, binding_block
from testkit.fakes import START

HOUR = timedelta(hours=1)

ENDS = st.none() | st.integers(-5, 5).map(lambda hours: START + hours * HOUR)
CASES = st.builds(
    Case,
    guild_id=st.just(1),
    number=st.integers(1, 100),
    kind=st.sampled_from(CaseKind),
    subject_id=st.just(2),
    actor_id=st.none(),
    at=st.just(START - 9 * HOUR),
    until=ENDS,
    lifted_at=st.none() | st.just(START),
)


def _block(**facts: object) -> Case:
    return Case(1, 1, CaseKind.BLOCK, 2, 3, START, **facts)  # pyright: ignore[reportArgumentType] - as the test says


def test_a_block_is_in_force_until_its_end_to_the_instant() -> None:
    block = _block(until=START + HOUR)
    assert block.is_in_force(START + HOUR - timedelta(microseconds=1))
    assert not block.is_in_force(START + HOUR)
    assert _block().is_in_force(START + timedelta(days=100_000))


def test_a_lifted_block_and_an_unblock_are_never_in_force() -> None:
    assert not _block(lifted_at=START).is_in_force(START)
    assert not Case(1, 1, CaseKind.UNBLOCK, 2, 3, START).is_in_force(START)


@given(cases=st.lists(CASES))
def test_the_block_that_lasts_longest_binds(cases: list[Case]) -> None:
    found = binding_block(cases, now=START)
    blocks = [case for case in cases if case.kind is CaseKind.BLOCK and case.is_in_force(START)]
    assert (found is None) is (not blocks)
    if found is not None:
        assert found in blocks
        ends = [case.until for case in blocks if case.until is not None]
        assert found.until is None if len(ends) < len(blocks) else found.until == max(ends)
