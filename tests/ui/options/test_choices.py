"""A choice is resolved by its displayed name, in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, texts_for
from bot.policy.images.ratio import AUTO
from bot.policy.images.style import BUILT_IN
from bot.ui.jobs.image_options import (
    model_choices,
    model_rows,
    ratio_choices,
    ratio_rows,
    size_choices,
    size_rows,
    style_choices,
    style_rows,
)
from bot.ui.options.choices import (
    MAX_CHOICE_NAME,
    MAX_CHOICES,
    Row,
    choices,
    fold,
    offer,
    resolve_choice,
)
from testkit.fakes import FLASH, MINI, FakeModels

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
LABELS = st.text(LETTERS, min_size=1, max_size=60).filter(
    lambda text: bool(text.strip()) and "·" not in text
)


@given(
    labels=st.lists(LABELS, min_size=1, max_size=6, unique_by=fold),
    details=st.lists(st.text(LETTERS, max_size=120), min_size=6, max_size=6),
)
def test_every_name_that_is_offered_is_understood(labels: list[str], details: list[str]) -> None:
    rows = [Row(f"value-{nth}", label) for nth, label in enumerate(labels)]
    said = dict(zip((row.value for row in rows), details, strict=False))
    offered = offer(rows, said.__getitem__)
    assert [choice.value for choice in offered] == [row.value for row in rows]
    for choice in offered:
        assert 1 <= len(choice.name) <= MAX_CHOICE_NAME
        assert resolve_choice(choice.name, rows) == choice.value
        assert resolve_choice(choice.value, rows) == choice.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_understood_in_every_language(language: str) -> None:
    say = texts_for(language)
    models = FakeModels(FLASH, MINI)
    for choice in model_choices(models, "", say=say):
        assert resolve_choice(choice.name, model_rows(models)) == choice.value
    for model in (FLASH, MINI, None):
        for choice in ratio_choices(model, "", say=say):
            assert resolve_choice(choice.name, ratio_rows(model)) == choice.value
        for choice in size_choices(model, "", say=say):
            assert resolve_choice(choice.name, size_rows(model)) == choice.value
    own = {"our house": "blue ink · a little red", "oil": "own oil"}
    for choice in style_choices(own, ""):
        assert resolve_choice(choice.name, style_rows(own)) == choice.value


def test_what_was_chosen_by_its_name_is_still_offered() -> None:
    models = FakeModels(FLASH, MINI)
    for choice in model_choices(models, ""):
        assert choice in model_choices(models, choice.name)
    for choice in ratio_choices(None, "", say=texts_for("ja")):
        assert choice in ratio_choices(None, choice.name, say=texts_for("ja"))
    for choice in style_choices({}, ""):
        assert choice in style_choices({}, choice.name)


def test_a_price_of_yesterday_is_no_part_of_the_name() -> None:
    assert resolve_choice("Nano Banana · $9.99", [Row("some/model", "Nano Banana")]) == "some/model"
    assert (
        resolve_choice("nano  banana ·\xa0$1", [Row("some/model", "Nano Banana")]) == "some/model"
    )


def test_the_longest_name_is_meant() -> None:
    rows = [Row("a", "Ink"), Row("b", "Ink · wet"), Row("c", "Inkling")]
    assert resolve_choice("Ink · wet · $0.01", rows) == "b"
    assert resolve_choice("Ink · $0.01", rows) == "a"
    assert resolve_choice("Inkling", rows) == "c"


def test_what_nobody_offered_stays_as_it_was_typed() -> None:
    assert resolve_choice(" 7:5 ", ratio_rows(None)) == "7:5"
    assert resolve_choice("8K · $1", size_rows(None)) == "8K"
    assert resolve_choice("", ratio_rows(None)) == ""


def test_auto_is_understood_in_the_language_of_the_client_not_of_the_server() -> None:
    names = {texts_for(language)("option-imagine-auto") for language in LANGUAGES}
    assert {resolve_choice(name, ratio_rows(FLASH)) for name in names} == {AUTO}


def test_no_more_is_offered_than_discord_takes() -> None:
    rows = [Row(str(nth)) for nth in range(40)]
    assert len(offer([Row("x" * 101), Row(""), *rows])) == MAX_CHOICES
    assert all(len(choice.name) <= MAX_CHOICE_NAME for choice in style_choices(BUILT_IN, ""))


def test_texts_are_offered_as_they_are_each_once_and_no_more_than_discord_takes() -> None:
    texts = ["x" * 101, "", "b", "a", "b", *map(str, range(40))]
    offered = choices(texts)
    assert [(choice.name, choice.value) for choice in offered[:3]] == [
        ("b", "b"),
        ("a", "a"),
        ("0", "0"),
    ]
    assert len(offered) == MAX_CHOICES
