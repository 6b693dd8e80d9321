"""Other people's words are shown as they are, and never do anything."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.text import clip, escape, quote, since


@given(st.text(), st.integers(min_value=1, max_value=100))
def test_a_clipped_text_is_never_longer_than_asked(text: str, length: int) -> None:
    clipped = clip(text, length)
    assert len(clipped) <= length
    assert clipped == text or clipped.endswith("…")


@given(st.text(alphabet="@<>#&!:/everyonehere0123456789 "))
def test_nothing_in_an_escaped_text_mentions_anybody(text: str) -> None:
    escaped = escape(text)
    assert not re.search(r"(?<!\\)<", escaped)
    assert "@everyone" not in escaped
    assert "@here" not in escaped


@pytest.mark.parametrize(
    "text",
    ["**bold**", "_x_", "~~x~~", "||x||", "`x`", "[a](https://b.example)", "<t:0:R>", "</x:1>"],
)
def test_markdown_is_shown_and_not_applied(text: str) -> None:
    escaped = escape(text)
    assert escaped != text
    assert escaped.replace("\\", "").replace("\u200b", "") == text


def test_a_link_is_not_made_clickable() -> None:
    assert "://" not in escape("see https://example.com/a_b")


def test_a_quote_stays_on_one_line_and_starts_as_one() -> None:
    assert quote("a fox", 100) == "> a fox"
    assert quote("x" * 400, 300) == f"> {'x' * 299}…"


def test_an_instant_counts_by_itself() -> None:
    assert since(datetime(2026, 1, 1, tzinfo=UTC)) == "<t:1767225600:R>"
