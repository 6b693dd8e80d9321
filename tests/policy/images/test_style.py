"""Styles are found however their name is typed, and only ever add words behind a prompt."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.images.style import (
    BUILT_IN,
    MOST_STYLE_LENGTH,
    MOST_STYLE_NAME_LENGTH,
    Style,
    find_style,
    fold_name,
    parse_style_name,
    parse_style_words,
    styled,
)
from bot.policy.normal_form import normalise_prompt
from tests.policy.rulebook_strategies import STYLES

#: Beside random text: what is invisible, what joins, what composes, what folds to more.
_TRICKY = st.sampled_from(
    "\u00ad\u200b\u200d\u202e\u2028\ufe0f\ufeff\u3164\ue000\U000e0041\ud800\x00\n \u3000"
    "e\u0301\u0345\u0327ßİ\u017fΣςÅ\u212bA"
)
_TEXTS = st.text(st.one_of(_TRICKY, st.characters()), max_size=40)


class TestBuiltIn:
    def test_each_is_kept_as_a_servers_own_one_would_be(self) -> None:
        for name, adds in BUILT_IN.items():
            assert parse_style_name(name) == name
            assert parse_style_words(adds) == adds

    def test_no_two_add_the_same(self) -> None:
        assert len(set(BUILT_IN.values())) == len(BUILT_IN)


class TestNames:
    @given(_TEXTS)
    def test_folding_twice_changes_nothing(self, text: str) -> None:
        folded = fold_name(text)
        assert fold_name(folded) == folded

    @given(_TEXTS)
    def test_a_folded_name_is_printable_on_one_line_with_single_spaces(self, text: str) -> None:
        folded = fold_name(text)
        assert folded.isprintable()
        assert " ".join(folded.split()) == folded
        assert unicodedata.is_normalized("NFC", folded)

    @given(_TEXTS)
    def test_capitals_and_composition_make_no_other_name(self, text: str) -> None:
        decomposed = unicodedata.normalize("NFD", fold_name(text))
        assert fold_name(decomposed) == fold_name(text)
        assert fold_name(text.casefold()) == fold_name(fold_name(text.casefold()))

    @given(_TEXTS)
    @example("\ue000\ufe0fA")
    @example("\u3164e\u034f\u0301")
    def test_what_is_kept_is_kept_as_it_is_when_read_again(self, text: str) -> None:
        try:
            name = parse_style_name(text)
        except ValueError:
            return
        assert 0 < len(name) <= MOST_STYLE_NAME_LENGTH
        assert parse_style_name(name) == fold_name(name) == name

    @pytest.mark.parametrize(
        "text", ["", "  ", "\u3164", "\u200b", "\x00\n", "x" * 33, "ß" * 17, "\ufe0f\u200d"]
    )
    def test_what_is_empty_too_long_or_invisible_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="empty or too long"):
            parse_style_name(text)


class TestWords:
    @given(_TEXTS)
    def test_they_are_cleaned_as_prompts_are(self, text: str) -> None:
        try:
            words = parse_style_words(text)
        except ValueError:
            assert not normalise_prompt(text)
            return
        assert words == normalise_prompt(words)

    @pytest.mark.parametrize("text", ["", " \n", "x" * (MOST_STYLE_LENGTH + 1)])
    def test_what_adds_nothing_or_too_much_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="empty or too long"):
            parse_style_words(text)


class TestFinding:
    @given(STYLES, st.data())
    def test_each_name_is_found_however_it_is_typed(
        self, own: dict[str, str], data: st.DataObject
    ) -> None:
        name = data.draw(st.sampled_from([*own, *BUILT_IN]))
        adds = own.get(name, BUILT_IN.get(name))
        for typed in (name, f"  {name}\n", name.replace(" ", "   ")):
            assert find_style(typed, own) == Style(name, adds or "")

    def test_a_servers_own_style_goes_before_the_one_that_every_server_has(self) -> None:
        assert find_style("Photo", {"photo": "grainy"}) == Style("photo", "grainy")
        assert find_style("Photo", {}) == Style("photo", BUILT_IN["photo"])

    @pytest.mark.parametrize("typed", ["", " ", "phot", "photo!", "\x00"])
    def test_what_is_no_name_finds_nothing(self, typed: str) -> None:
        assert find_style(typed, {"dreamy": "soft"}) is None


@given(_TEXTS, st.none() | st.builds(Style, _TEXTS, _TEXTS))
def test_a_style_stands_behind_the_members_own_words(prompt: str, style: Style | None) -> None:
    sent = styled(prompt, style)
    assert sent.startswith(prompt)
    assert sent.removeprefix(prompt) == (f", {style.adds}" if style else "")
