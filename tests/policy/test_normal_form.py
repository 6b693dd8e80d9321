"""Normal forms of what strangers write are the usual ones, and are found in linear time."""

import time
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.style import fold_name
from bot.policy.normal_form import MOST_MARKS, normalise, normalise_prompt

_FORMS: tuple[Literal["NFC", "NFD", "NFKD"], ...] = ("NFC", "NFD", "NFKD")

#: Marks of several classes, one that decomposes into two, what joins runs once it is left out, and
#: what becomes a letter without capitals.
_MARKS = st.text("\u0301\u0316\u0344\u0345\u0f73\u200b\ud800ae\u00e9", min_size=20, max_size=120)


@pytest.mark.parametrize("form", _FORMS)
@given(text=st.text(max_size=MOST_MARKS))
def test_a_short_text_has_its_usual_form(form: Literal["NFC", "NFD", "NFKD"], text: str) -> None:
    assert normalise(text, form)[:MOST_MARKS] == unicodedata.normalize(form, text)[:MOST_MARKS]


@pytest.mark.parametrize("form", _FORMS)
@given(text=_MARKS)
def test_doing_it_twice_changes_nothing(form: Literal["NFC", "NFD", "NFKD"], text: str) -> None:
    once = normalise(text, form)
    assert normalise(once, form) == once
    assert normalise_prompt(normalise_prompt(text)) == normalise_prompt(text)
    assert fold_name(fold_name(text)) == fold_name(text)


def test_only_a_run_of_marks_is_cut() -> None:
    most = "e" + "\u0316" * MOST_MARKS
    assert normalise(f"{most}\u0316 {most}", "NFD") == f"{most} {most}"


@pytest.mark.parametrize("normal", [normalise_prompt, fold_name])
def test_endless_marks_take_no_time(normal: object) -> None:
    assert callable(normal)
    for text in ("\u0301\u0316" * 3000, ("\u0301\u0316" * 15 + "\u200b") * 200):
        took: list[float] = []
        # the shortest of a few, since the machine does other things, too
        for _ in range(8):
            began = time.perf_counter()
            normal(text)
            took.append(time.perf_counter() - began)
        assert min(took) < 0.02
