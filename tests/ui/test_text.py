"""Foreign text is shown verbatim and has no effect."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, texts_for
from bot.ui.text import clip, escape, join_sentences, message_link, quote, relative_time, unescape


@given(st.text(), st.integers(min_value=1, max_value=100))
def test_a_clipped_text_is_never_longer_than_asked(text: str, length: int) -> None:
    clipped = clip(text, length)
    assert len(clipped) <= length
    assert clipped == text or clipped.endswith("…")


@given(st.text(alphabet="@<>#&!:/\\[]()`*_~|- everyonehere09"))
def test_every_mark_is_escaped_and_nobody_is_mentioned(text: str) -> None:
    escaped = escape(text)
    for mark in re.finditer(r"(?<!\\)(\\*)[`*_~|<>\[\]]", escaped):
        assert len(mark[1]) % 2 == 1, escaped
    assert "@everyone" not in escaped
    assert "@here" not in escaped
    assert "://" not in escaped


@given(st.text().filter(lambda text: "\u200b" not in text))
def test_unescaping_gives_the_text_back(text: str) -> None:
    assert unescape(escape(text)) == text


@pytest.mark.parametrize("invite", ["discord.gg/abc", "Discord.com/invite/abc"])
def test_an_invite_is_no_link_even_without_its_scheme(invite: str) -> None:
    assert invite not in escape(f"join {invite}")


@pytest.mark.parametrize(
    "text",
    [
        "**bold**",
        "_x_",
        "~~x~~",
        "||x||",
        "`x`",
        "[a](https://b.example)",
        "[**bold** ||sp||](x)",
        "[a](b) [c](d)",
        r"[\<t:0:R>](x)",
        "<t:0:R>",
        "</x:1>",
        "# heading",
        "-# small print",
        "- list",
    ],
)
def test_markdown_is_shown_and_not_applied(text: str) -> None:
    escaped = escape(text)
    assert escaped != text
    assert unescape(escaped) == text


def test_a_link_is_not_made_clickable() -> None:
    assert "://" not in escape("see https://example.com/a_b")


def test_a_quote_stays_on_one_line_and_starts_as_one() -> None:
    assert quote("a fox", 100) == "> a fox"
    assert quote("x" * 400, 300) == f"> {'x' * 299}…"


def test_a_message_has_an_address_in_its_server_or_in_a_dm() -> None:
    assert message_link(1, 2, 3) == "https://discord.com/channels/1/2/3"
    assert message_link(None, 2, 3) == "https://discord.com/channels/@me/2/3"


def test_an_instant_counts_by_itself() -> None:
    assert relative_time(datetime(2026, 1, 1, tzinfo=UTC)) == "<t:1767225600:R>"


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_a_space_between_them_except_in_japanese(language: str) -> None:
    joint = "" if language == "ja" else " "
    sentences = ("A.", "B.", "C.")
    assert join_sentences(sentences, texts_for(language)) == joint.join(sentences)
    assert join_sentences(["A."], texts_for(language)) == "A."
