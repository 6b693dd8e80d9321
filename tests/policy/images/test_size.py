"""The next size is the smallest one that makes an image clearly larger."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy.images.size import edge_of, next_size

_KNOWN = ("512", "0.5K", "1K", "1.5K", "2K", "3k", "4K", "1024")
_NAMES = st.sampled_from((*_KNOWN, "auto", "1024x1024", "K", "", "\u0661K", "1e3"))
_SIZES = st.lists(_NAMES, max_size=6)
_PIXELS = st.integers(1, 5000)


@pytest.mark.parametrize(
    ("size", "edge"),
    [("512", 512), ("0.5K", 512), ("1K", 1024), ("2k", 2048), ("1.5K", 1536), ("4K", 4096)],
)
def test_a_size_names_the_edge_of_a_square(size: str, edge: int) -> None:
    assert edge_of(size) == edge


@pytest.mark.parametrize(
    "size", ["", "K", "auto", "1024x768", "-1K", "1e9K", "1.25K", "12345K", "\u0663", "²", " 1K"]
)
def test_what_names_no_edge_has_none(size: str) -> None:
    assert edge_of(size) is None


@pytest.mark.parametrize(
    ("sizes", "width", "height", "larger"),
    [
        (("1K", "2K", "4K"), 1024, 1024, "2K"),
        (("4K", "2K", "1K"), 2048, 2048, "4K"),
        (("1K", "2K"), 1184, 864, "2K"),
        (("1K", "2K"), 864, 1184, "2K"),
        (("1K", "2K"), 1000, 1000, "2K"),
        (("1K", "2K"), 512, 512, "1K"),
        (("1K", "2K"), 2048, 2048, None),
        (("1K", "2K"), 2752, 1536, None),
        (("1K",), 1408, 768, None),
        ((), 512, 512, None),
        (("auto",), 512, 512, None),
    ],
)
def test_the_next_size_is_found_by_the_images_pixels(
    sizes: tuple[str, ...], width: int, height: int, larger: str | None
) -> None:
    assert next_size(sizes, width, height) == larger


@given(_SIZES, _PIXELS, _PIXELS)
def test_the_next_size_is_one_of_the_models_and_has_clearly_more_pixels(
    sizes: list[str], width: int, height: int
) -> None:
    found = next_size(sizes, width, height)
    if found is None:
        return
    assert found in sizes
    edge = edge_of(found)
    assert edge is not None
    assert edge * edge > 1.2 * width * height


@given(_SIZES, _PIXELS, _PIXELS)
def test_no_size_between_is_passed_over(sizes: list[str], width: int, height: int) -> None:
    found = next_size(sizes, width, height)
    bound = math.inf if found is None else edge_of(found)
    assert bound is not None
    for size in sizes:
        edge = edge_of(size)
        between = edge is not None and math.sqrt(width * height) * 1.1 < edge < bound
        assert not between


@given(_SIZES, _PIXELS, _PIXELS)
def test_the_next_size_depends_on_no_order_and_no_orientation(
    sizes: list[str], width: int, height: int
) -> None:
    found = next_size(sizes, width, height)
    assert next_size(sizes[::-1], width, height) == found
    assert next_size(sizes, height, width) == found


@given(_SIZES, _PIXELS, _PIXELS)
def test_going_up_again_and_again_ends(sizes: list[str], width: int, height: int) -> None:
    steps = 0
    while size := next_size(sizes, width, height):
        edge = edge_of(size)
        assert edge is not None
        width = height = int(edge)
        steps += 1
        assert steps <= len(sizes)
