"""Prompts are cleaned, and a model is sent only what it has and accepts."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.model import Model
from bot.policy.images.ratio import AUTO, COMMON_RATIOS
from bot.policy.images.request import Denied, ImageRequest, Order, Reference, fit_order
from bot.policy.images.style import Style
from bot.policy.normal_form import normalise_prompt

#: Beside random text: what is removed, what joins, what composes and what is a space.
tricky = st.sampled_from(
    "\u00ad\u200b\u200c\u200d\u200e\u202e\u2066\u2028\ufe0f\ufeff\u3164\u115f\U000e0041"
    "\ud800\x00\x1b\t\n\r \u2000\u3000\u00e9e\u0301\u0327\u0958\u1100\u1161\u11a8\u09c7\u09be"
)
texts = st.text(st.one_of(tricky, st.characters()))


@given(texts)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_prompt(text)
    assert normalise_prompt(once) == once


@given(texts)
def test_a_prompt_is_composed_and_never_longer_than_its_composed_form(text: str) -> None:
    prompt = normalise_prompt(text)
    assert unicodedata.is_normalized("NFC", prompt)
    assert len(prompt) <= len(unicodedata.normalize("NFC", text))


@given(texts)
def test_no_control_or_invisible_character_is_left(text: str) -> None:
    prompt = normalise_prompt(text)
    assert not {unicodedata.category(c) for c in prompt} & {"Cc", "Cs", "Zl", "Zp"}
    assert not set(prompt) & set(
        "\u00ad\u034f\u115f\u1160\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061"
        "\u2066\u2067\u2068\u2069\u3164\ufe00\ufeff\uffa0\ufff9\U000e0001\U000e0041\U000e0100"
    )
    prompt.encode()


@given(texts)
def test_spaces_are_single_and_inside(text: str) -> None:
    prompt = normalise_prompt(text)
    assert prompt.split() == (prompt.split(" ") if prompt else [])


@given(st.text("abcXYZ019 ,.!äß猫🐼", max_size=50))
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert normalise_prompt(text).split() == text.split()


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("  a\n\ncat\t", "a cat"),
        ("cafe\u0301", "caf\u00e9"),
        ("ca\u00adt", "cat"),
        ("safe\u202etxet", "safetxet"),
        ("\u200d\u200d \u200c", ""),
        ("\u2764\ufe0f", "\u2764\ufe0f"),
        ("👩\u200d🎨", "👩\u200d🎨"),
        ("cat\U000e0064\U000e006f\U000e0067", "cat"),
    ],
)
def test_examples(text: str, prompt: str) -> None:
    assert normalise_prompt(text) == prompt


SIZES = ("512", "1K", "2K", "4K")


def references(count: int) -> tuple[Reference, ...]:
    return tuple(Reference(Path(f"reference-{n}"), "image/png", n) for n in range(count))


models = st.builds(
    Model,
    id=st.just("author/slug"),
    name=st.just("Slug"),
    ratios=st.lists(st.sampled_from(COMMON_RATIOS), unique=True).map(tuple),
    sizes=st.lists(st.sampled_from(SIZES), unique=True).map(tuple),
    max_references=st.integers(0, 3),
    takes_seed=st.booleans(),
)
requests = st.builds(
    ImageRequest,
    prompt=st.just("a cat"),
    ratio=st.sampled_from((AUTO, *COMMON_RATIOS)),
    size=st.none() | st.sampled_from(SIZES),
    references=st.integers(0, 4).map(references),
    seed=st.none() | st.integers(0, 2**31),
)


def wishes(request: ImageRequest) -> set[str]:
    asked = {
        "ratio": request.ratio != AUTO,
        "size": request.size is not None,
        "seed": request.seed is not None,
    }
    return {option for option, is_asked in asked.items() if is_asked}


def faults(request: ImageRequest, model: Model) -> set[str]:
    """Return the options that the model has, with values that it does not accept."""
    wrong = {
        "image": len(request.references) > model.max_references,
        "ratio": request.ratio != AUTO and bool(model.ratios) and request.ratio not in model.ratios,
        "size": request.size is not None and bool(model.sizes) and request.size not in model.sizes,
    }
    return {option for option, is_wrong in wrong.items() if is_wrong}


@given(request=requests, model=models)
def test_an_order_is_denied_exactly_when_a_listed_option_has_an_unlisted_value(
    request: ImageRequest, model: Model
) -> None:
    result = fit_order(request, model)
    wrong = faults(request, model)
    assert isinstance(result, Denied) == bool(wrong)
    if isinstance(result, Denied):
        assert result.option in wrong
        assert result.given not in result.accepted
        assert result.accepted
        assert result.model == "Slug"


@given(request=requests, model=models)
def test_a_model_is_sent_only_what_it_lists(request: ImageRequest, model: Model) -> None:
    order = fit_order(request, model)
    if isinstance(order, Order):
        assert order.ratio is None or order.ratio in model.ratios
        assert order.size is None or order.size in model.sizes
        assert order.seed is None or model.takes_seed
        assert len(order.references) <= model.max_references


@given(request=requests, model=models)
def test_what_is_sent_and_what_is_left_out_is_what_was_asked(
    request: ImageRequest, model: Model
) -> None:
    order = fit_order(request, model, gone="author/gone")
    if isinstance(order, Order):
        sent = {"ratio": order.ratio, "size": order.size, "seed": order.seed}
        kept = {option for option, value in sent.items() if value is not None}
        assert kept | set(order.left_out) == wishes(request)
        assert not kept & set(order.left_out)
        assert len(order.left_out) == len(set(order.left_out))
        assert order.ratio in (None, request.ratio)
        assert order.size in (None, request.size)
        assert order.seed in (None, request.seed)
        assert order.references == request.references
        assert (order.prompt, order.gone) == ("a cat", "author/gone")


def test_references_go_along_with_an_otherwise_unchanged_request() -> None:
    request = ImageRequest("a cat", ratio="16:9", seed=0)
    one, two = references(2)
    expected = ImageRequest("a cat", ratio="16:9", seed=0, references=(one, two))
    assert request.with_references(one, two) == expected


def test_too_many_references_are_denied_with_how_many_would_do() -> None:
    model = Model(id="author/slug", name="Slug", max_references=1)
    request = ImageRequest("a cat", references=references(2))
    assert fit_order(request, model) == Denied("image", "2", ("1",), "Slug")


def test_what_a_style_adds_is_sent_behind_the_members_own_words() -> None:
    order = fit_order(ImageRequest("a fox", style=Style("ink", "ink drawing")), Model("a/b", "B"))
    assert isinstance(order, Order)
    assert (order.prompt, order.sent_prompt) == ("a fox", "a fox, ink drawing")
    plain = fit_order(ImageRequest("a fox"), Model("a/b", "B"))
    assert isinstance(plain, Order)
    assert plain.sent_prompt == "a fox"


@pytest.mark.parametrize(
    ("wish", "is_plain"),
    [
        ({}, True),
        ({"seed": 7}, True),
        ({"ratio": "16:9"}, False),
        ({"size": "2K"}, False),
        ({"references": references(1)}, False),
    ],
)
def test_an_order_is_plain_if_every_model_accepts_it(
    wish: dict[str, Any], *, is_plain: bool
) -> None:
    model = Model("a/b", "B", ratios=("16:9",), sizes=("2K",), max_references=1, takes_seed=True)
    order = fit_order(ImageRequest("a fox", **wish), model)
    assert isinstance(order, Order)
    assert order.is_plain is is_plain
