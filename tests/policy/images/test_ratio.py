"""Ratios are read strictly and recognised generously."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.ratio import (
    AUTO,
    COMMON_RATIOS,
    RARE_RATIOS,
    TOLERANCE,
    has_ratio,
    parse_ratio,
)

#: What Gemini paints at 1K.
#: https://github.com/OpenRouterTeam/docs image-generation.mdx of 2026-06-16, read 2026-11-22
DOCUMENTED_PIXELS = {
    "1:1": (1024, 1024),
    "2:3": (832, 1248),
    "3:2": (1248, 832),
    "3:4": (864, 1184),
    "4:3": (1184, 864),
    "4:5": (896, 1152),
    "5:4": (1152, 896),
    "9:16": (768, 1344),
    "16:9": (1344, 768),
    "21:9": (1536, 672),
}

pixels = st.integers(1, 10_000)
ratios = st.sampled_from(COMMON_RATIOS + RARE_RATIOS)


@pytest.mark.parametrize("shape", COMMON_RATIOS)
def test_documented_pixels_have_their_own_ratio_and_no_other(shape: str) -> None:
    matching = [ratio for ratio in COMMON_RATIOS if has_ratio(ratio, *DOCUMENTED_PIXELS[shape])]
    assert matching == [shape]


def test_another_shape_than_asked_is_noticed() -> None:
    assert not has_ratio("16:9", 1536, 1024)


@given(ratio=ratios, width=pixels, height=pixels, factor=st.integers(1, 50))
def test_scaling_does_not_change_a_ratio(ratio: str, width: int, height: int, factor: int) -> None:
    assert has_ratio(ratio, width, height) == has_ratio(ratio, width * factor, height * factor)


@given(ratio=ratios, width=pixels, height=pixels)
def test_a_ratio_is_met_exactly_within_the_tolerance(ratio: str, width: int, height: int) -> None:
    off = abs(Fraction(width, height) / parse_ratio(ratio) - 1)
    assert has_ratio(ratio, width, height) == (off <= TOLERANCE)


@given(width=pixels, height=pixels)
def test_auto_is_every_shape(width: int, height: int) -> None:
    assert has_ratio(AUTO, width, height)


@given(width=st.integers(1, 99_999), height=st.integers(1, 99_999))
def test_a_ratio_is_width_by_height(width: int, height: int) -> None:
    assert parse_ratio(f"{width}:{height}") == Fraction(width, height)


def test_a_ratio_may_have_decimals() -> None:
    assert parse_ratio("19.5:9") == Fraction(13, 6)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "auto",
        "16",
        "16:",
        ":9",
        "0:9",
        "16:0",
        "-16:-9",
        "1:1:1",
        "1e9:1",
        "16 : 9",
        "\uff11:\uff11",
    ],
)
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a ratio"):
        parse_ratio(text)
