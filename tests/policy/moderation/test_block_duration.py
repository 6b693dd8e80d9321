"""Moderators type how long a member is blocked."""

from datetime import timedelta

import pytest

from bot.policy.moderation.block_duration import LONGEST, OFFERED, parse_block_duration


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("90m", timedelta(minutes=90)),
        (" 12 H ", timedelta(hours=12)),
        ("3d", timedelta(days=3)),
        ("2w", timedelta(days=14)),
        ("3650d", LONGEST),
        ("Forever", None),
        *OFFERED.items(),
    ],
)
def test_a_number_and_a_unit_is_a_duration(typed: str, expected: timedelta | None) -> None:
    assert parse_block_duration(typed) == expected


@pytest.mark.parametrize(
    "typed", ["", "0d", "3", "d", "-1d", "3651d", "1y", "1d1h", "٣d", "9" * 50]
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"not a duration|out of range"):
        parse_block_duration(typed)
