"""Keywords as moderators type them."""

import pytest

from bot.policy.moderation.keyword import Keyword, parse_keyword
from bot.policy.moderation.pattern import PatternFault, PatternProblem


@pytest.mark.parametrize(
    ("typed", "keyword"),
    [
        ("cat", Keyword("cat", is_open_at_start=False, is_open_at_end=False)),
        ("cat*", Keyword("cat", is_open_at_start=False, is_open_at_end=True)),
        ("*cat", Keyword("cat", is_open_at_start=True, is_open_at_end=False)),
        (" **cat* ", Keyword("cat", is_open_at_start=True, is_open_at_end=True)),
        ("ice \n cream", Keyword("ice cream", is_open_at_start=False, is_open_at_end=False)),
        ("* a*b *", Keyword("a*b", is_open_at_start=True, is_open_at_end=True)),
    ],
)
def test_asterisks_at_the_ends_are_wildcards(typed: str, keyword: Keyword) -> None:
    assert parse_keyword(typed) == keyword


@pytest.mark.parametrize("typed", ["", "  ", "*", "**", " * * "])
def test_a_keyword_without_content_is_none(typed: str) -> None:
    assert parse_keyword(typed) is None


def test_only_what_makes_a_pattern_useless_is_an_error() -> None:
    errors = {fault for fault in PatternFault if PatternProblem(fault, 0, "").is_error}

    assert errors == {
        PatternFault.SYNTAX,
        PatternFault.UNSUPPORTED,
        PatternFault.TOO_LARGE,
        PatternFault.MATCHES_EMPTY,
    }
