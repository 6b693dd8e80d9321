"""Alt text and file names made from hostile prompts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.title import file_stem, fit_alt_text


def test_a_short_text_is_told_whole() -> None:
    assert fit_alt_text("a red panda") == "a red panda"


@given(st.text(max_size=2000))
def test_alt_text_never_exceeds_discords_limit(prompt: str) -> None:
    text = fit_alt_text(prompt)
    assert len(text) <= 1024
    assert prompt.startswith(text.removesuffix("…"))


@given(st.binary(min_size=200, max_size=400))
def test_a_long_text_is_cut_between_words(lengths: bytes) -> None:
    words = ["w" * (1 + length % 9) for length in lengths]
    text = fit_alt_text(" ".join(words))
    told = text.removesuffix("…").split(" ")
    if text.endswith("…"):
        assert told == words[: len(told)]
        assert len(text) + 1 + len(words[len(told)]) > 1024
    else:
        assert told == words


def test_a_text_of_one_endless_word_is_cut_anywhere() -> None:
    text = fit_alt_text("a" * 2000)
    assert len(text) == 1024
    assert text.endswith("a…")


def test_exactly_the_limit_is_not_cut() -> None:
    assert fit_alt_text("b" * 1024).endswith("bb")


@given(st.text())
def test_a_file_stem_is_safe_everywhere(prompt: str) -> None:
    stem = file_stem(prompt)
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", stem)
    assert len(stem) <= 40
    assert stem == file_stem(prompt)
    assert file_stem(stem) == stem


@pytest.mark.parametrize(
    ("prompt", "stem"),
    [
        ("A red panda, astronaut!", "a-red-panda-astronaut"),
        ("Crème brûlée", "creme-brulee"),
        ("../../etc/passwd", "etc-passwd"),
        ("猫の宇宙飛行士", "image"),
        ("", "image"),
        ("CON", "image-con"),
        ("com1", "image-com1"),
        ("console", "console"),
        (
            "a painting of the sea at dawn with many gulls",
            "a-painting-of-the-sea-at-dawn-with-many",
        ),
        ("x" * 60, "x" * 40),
    ],
)
def test_file_stems_read_like_the_prompt(prompt: str, stem: str) -> None:
    assert file_stem(prompt) == stem
