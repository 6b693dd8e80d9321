"""Defaults never make a request fail, and given options are never replaced."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import OptionRefused, StyleUnknown
from bot.i18n import ENGLISH
from bot.policy.images.ratio import AUTO, COMMON_RATIOS, RARE_RATIOS
from bot.policy.images.request import Order, fit_order
from bot.policy.images.style import BUILT_IN
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.policy.members.defaults import MemberDefaults
from bot.ui.jobs.image_options import (
    count_choices,
    model_choices,
    ratio_choices,
    read_ratio,
    seed_choices,
    size_choices,
    style_choices,
)
from cogs.imagine.options_resolved import OptionContext, RawOptions, resolve_options
from testkit.fakes import FLASH, MINI, FakeModels

WORDS = st.text(max_size=8) | st.sampled_from(
    (FLASH.id, MINI.id, "1:1", "16:9", AUTO, "1K", "2K", "ink", "oil", "gone/model")
)
DEFAULTS = st.builds(
    MemberDefaults,
    model=st.none() | WORDS,
    ratio=st.none() | WORDS,
    size=st.none() | WORDS,
    style=st.none() | WORDS,
    private=st.none() | st.booleans(),
)


def option_context(defaults: MemberDefaults, rulebook: Rulebook | None = None) -> OptionContext:
    rulebook = rulebook or Rulebook()
    return OptionContext(defaults, rulebook, resolve(rulebook, Spot(guild_id=1), {}))


@given(
    defaults=DEFAULTS,
    allowed=st.none() | st.frozensets(st.sampled_from((FLASH.id, MINI.id)), min_size=1),
    sizes=st.none() | st.frozensets(st.sampled_from(("1K", "2K"))),
    is_private_allowed=st.booleans(),
)
def test_no_default_makes_a_request_fail(
    defaults: MemberDefaults,
    allowed: frozenset[str] | None,
    sizes: frozenset[str] | None,
    is_private_allowed: bool,  # noqa: FBT001 - drawn
) -> None:
    rulebook = (
        Rulebook()
        .with_limit(SERVER, Limit.MODELS, allowed)
        .with_limit(SERVER, Limit.SIZES, sizes)
        .with_limit(SERVER, Limit.PRIVATE, None if is_private_allowed else 0)
    )
    models = FakeModels()
    resolved = resolve_options(RawOptions("a fox"), option_context(defaults, rulebook), models)
    choice = models.choose(resolved.request.model, allowed=allowed)
    assert choice is not None
    order = fit_order(resolved.request, choice.model)
    assert isinstance(order, Order)
    assert order.left_out == ()
    assert order.size is None or sizes is None or order.size in sizes
    assert is_private_allowed or not resolved.private


@given(defaults=DEFAULTS, private=st.booleans(), count=st.integers(1, 4), seed=st.integers(0, 9))
def test_given_options_are_used(
    defaults: MemberDefaults,
    private: bool,  # noqa: FBT001 - drawn
    count: int,
    seed: int,
) -> None:
    options = RawOptions("a fox", "1:1", FLASH.name.upper(), None, "INK", count, seed, private)
    resolved = resolve_options(options, option_context(defaults), FakeModels())
    request = resolved.request
    assert (request.model, request.ratio, request.count, request.seed) == (
        FLASH.id,
        "1:1",
        count,
        seed,
    )
    assert request.style is not None
    assert request.style.adds == BUILT_IN["ink"]
    assert resolved.private is private


@given(text=st.text(min_size=1, max_size=12).filter(lambda text: ":" not in text))
def test_an_unknown_ratio_is_refused_with_the_accepted_ones(text: str) -> None:
    options = RawOptions("x", ratio=f"banana {text}")
    with pytest.raises(OptionRefused) as refusal:
        resolve_options(options, option_context(MemberDefaults()), FakeModels())
    assert refusal.value.given == options.ratio
    assert set(refusal.value.accepted) == {AUTO, *FLASH.ratios}


def test_an_unknown_ratio_is_refused_even_when_no_model_is_left() -> None:
    models = FakeModels()
    models.alive.clear()
    context = option_context(MemberDefaults(ratio="1:1", size="1K"))
    with pytest.raises(OptionRefused):
        resolve_options(RawOptions("x", ratio="banana"), context, models)
    assert resolve_options(RawOptions("x"), context, models).request.ratio == AUTO


@given(text=st.text(min_size=1, max_size=12))
def test_an_unknown_style_is_refused(text: str) -> None:
    context = option_context(MemberDefaults(), Rulebook(styles={"own": "own words"}))
    with pytest.raises(StyleUnknown) as refusal:
        resolve_options(RawOptions("x", style=f"banana {text}"), context, FakeModels())
    assert refusal.value.wanted == f"banana {text}"


def test_a_servers_own_style_precedes_the_built_in_one() -> None:
    context = option_context(MemberDefaults(style="ink"), Rulebook(styles={"ink": "own ink"}))
    style = resolve_options(RawOptions("x"), context, FakeModels()).request.style
    assert style is not None
    assert style.adds == "own ink"


def test_a_default_style_that_does_not_exist_here_is_named_unless_another_is_given() -> None:
    context = option_context(MemberDefaults(style="dreamy"))
    for_card = fit_order(resolve_options(RawOptions("x"), context, FakeModels()).request, FLASH)
    assert isinstance(for_card, Order)
    assert (for_card.style, for_card.missing_style) == (None, "dreamy")
    assert (
        resolve_options(RawOptions("x", style="ink"), context, FakeModels()).request.missing_style
        is None
    )
    own = option_context(MemberDefaults(style="dreamy"), Rulebook(styles={"dreamy": "haze"}))
    assert resolve_options(RawOptions("x"), own, FakeModels()).request.missing_style is None


def test_a_model_of_spaces_is_no_model() -> None:
    resolved = resolve_options(
        RawOptions("x", model="  "), option_context(MemberDefaults()), FakeModels()
    )
    assert resolved.request.model is None


@pytest.mark.parametrize("ratio", [*COMMON_RATIOS, *RARE_RATIOS])
@pytest.mark.parametrize("sign", ["x", " × ", "/", " : ", "X", "："])  # noqa: RUF001 - as typed
def test_a_ratio_is_read_however_it_is_typed(ratio: str, sign: str) -> None:
    assert read_ratio(ratio.replace(":", sign)) == ratio


def test_only_models_that_are_offered_are_priced() -> None:
    class Prices(dict[str, int]):
        looked_up = 0

        def get(self, *_: object) -> int:
            self.looked_up += 1
            return 40_000

    prices, models = Prices({"": 40_000}), FakeModels()
    models.alive = {
        f"a/{number}": replace(FLASH, id=f"a/{number}", prices=prices) for number in range(400)
    }
    assert len(model_choices(models, "")) == 25
    # two look-ups per model: the price of the size, and the price without one
    assert prices.looked_up <= 2 * 25


@given(typed=st.text(max_size=40))
def test_no_offer_exceeds_discords_limits(typed: str) -> None:
    long = replace(FLASH, name="n" * 300, ratios=(*COMMON_RATIOS, *RARE_RATIOS), takes_seed=False)
    models = FakeModels()
    models.alive = {f"a/{number}": replace(long, id=f"a/{number}") for number in range(40)}
    own = {f"style {number}": "adds" * 75 for number in range(50)}
    offers = (
        model_choices(models, typed),
        ratio_choices(long, typed, say=ENGLISH),
        ratio_choices(None, typed, say=ENGLISH),
        size_choices(long, typed, say=ENGLISH),
        style_choices(own, typed),
        count_choices(long, None, say=ENGLISH),
        count_choices(None, None, most=0, say=ENGLISH),
        seed_choices(long, typed, say=ENGLISH),
        seed_choices(None, typed, say=ENGLISH),
    )
    for offer in offers:
        assert len(offer) <= 25
        assert all(1 <= len(choice.name) <= 100 for choice in offer)
        assert len({choice.value for choice in offer}) == len(offer)
