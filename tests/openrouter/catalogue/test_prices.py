"""Price lists become prices and upper bounds per image."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.openrouter.catalogue.prices import (
    ChatPricing,
    EndpointList,
    PriceRange,
    chat_price_range_of,
    price_range_of,
    prices_of,
)

FLASH = "google/gemini-2.5-flash-image"
PRO = "google/gemini-3-pro-image"


def price(billable: str, unit: str, usd: float, variant: str | None = None) -> dict[str, object]:
    return {"billable": billable, "unit": unit, "cost_usd": usd, "variant": variant}


def listed(*lines: dict[str, object]) -> EndpointList:
    return EndpointList.model_validate({"endpoints": [{"pricing": lines}]})


def chat_bounds(model_id: str = "a/b", **pricing: object) -> PriceRange:
    return chat_price_range_of(model_id, ChatPricing.model_validate(pricing))


class TestListPrices:
    def test_per_image_the_dearest_endpoint_counts(self) -> None:
        cheap = {"pricing": [price("output_image", "image", 0.04)]}
        dear = {"pricing": [price("output_image", "image", 0.05), None, 3]}
        endpoints = EndpointList.model_validate({"endpoints": [cheap, dear, "x"]})
        assert prices_of("a/b", endpoints) == {"": 50_000}

    def test_a_variant_is_a_size_and_1k_is_the_usual_one(self) -> None:
        lines = [
            price("output_image", "image", 0.067, "1k"),
            price("output_image", "image", 0.101, "2k"),
        ]
        endpoints = EndpointList.model_validate({"endpoints": [{"pricing": lines}]})
        assert prices_of("a/b", endpoints) == {"": 67_000, "1K": 67_000, "2K": 101_000}

    def test_tokens_count_where_their_number_is_known(self) -> None:
        lines = [price("output_image", "token", 0.00003)]
        endpoints = EndpointList.model_validate({"endpoints": [{"pricing": lines}]})
        assert prices_of("google/gemini-2.5-flash-image", endpoints) == {"": 38_700}
        assert prices_of("a/b", endpoints) == {}

    def test_what_a_request_costs_is_part_of_an_image(self) -> None:
        lines = [
            price("output_image", "image", 0.04, "1k"),
            price("output_image", "image", 0.1, "2k"),
            price("output_image", "request", 0.01),
            price("input_text", "request", 0.002),
        ]
        assert prices_of("a/b", listed(*lines)) == {"": 52_000, "1K": 52_000, "2K": 112_000}

    def test_it_may_be_all_that_is_asked_for(self) -> None:
        assert prices_of("a/b", listed(price("output_image", "request", 0.03))) == {"": 30_000}
        lines = [price("output_image", "request", usd, size) for usd, size in ((0.03, "1K"),)]
        assert prices_of("a/b", listed(*lines)) == {"": 30_000, "1K": 30_000}

    def test_with_a_price_for_words_alone_it_tells_nothing(self) -> None:
        fee, words = price("input_text", "request", 0.03), price("input_text", "token", 0.000001)
        assert prices_of("a/b", listed(fee)) == {"": 30_000}
        assert prices_of("a/b", listed(fee, words)) == {}
        assert price_range_of("a/b", listed(fee, words)).images is None

    def test_the_dearer_of_two_endpoints_counts(self) -> None:
        first = [price("output_image", "image", 0.04), price("output_image", "request", 0.02)]
        second = [price("output_image", "image", 0.05)]
        endpoints = EndpointList.model_validate(
            {"endpoints": [{"pricing": first}, {"pricing": second}]}
        )
        assert prices_of("a/b", endpoints) == {"": 60_000}

    @pytest.mark.parametrize("unit", ["token", "hour"])
    def test_beside_images_of_an_unknown_price_it_tells_nothing(self, unit: str) -> None:
        lines = [price("output_image", unit, 0.00003), price("input_text", "request", 0.01)]
        assert prices_of("a/b", listed(*lines)) == {}

    def test_what_only_attached_images_and_fonts_cost_is_no_part_of_it(self) -> None:
        lines = [
            price("output_image", "image", 0.04),
            price("input_image", "request", 0.01),
            price("input_font", "request", 0.01),
        ]
        assert prices_of("a/b", listed(*lines)) == {"": 40_000}
        assert price_range_of("a/b", listed(*lines)).reference == 10_000

    @pytest.mark.parametrize("usd", [True, "1_000", "0x1", "", [], {"usd": 1}])
    def test_what_is_no_number_is_no_price(self, usd: object) -> None:
        line = {"billable": "output_image", "unit": "image", "cost_usd": usd}
        assert prices_of("a/b", listed(line)) == {}

    def test_decimals_as_text_are_a_price(self) -> None:
        line: dict[str, object] = {
            "billable": "output_image",
            "unit": "token",
            "cost_usd": "0.00003",
        }
        assert prices_of("google/gemini-2.5-flash-image", listed(line)) == {"": 38_700}

    @pytest.mark.parametrize(
        "line",
        [
            price("input_text", "image", 0.04),
            price("output_image", "hour", 0.04),
            price("output_image", "image", 0),
            price("output_image", "image", -1),
            price("output_image", "image", float("nan")),
            price("output_image", "image", 1e9),
            {"billable": "output_image", "unit": "image", "cost_usd": "free"},
        ],
    )
    def test_what_is_no_price_of_an_image_is_none(self, line: dict[str, object]) -> None:
        endpoints = EndpointList.model_validate({"endpoints": [{"pricing": [line]}]})
        assert prices_of("a/b", endpoints) == {}


class TestBoundsOnImages:
    def test_without_more_it_is_the_list_price(self) -> None:
        lines = [
            price("output_image", "image", usd, size) for usd, size in ((0.067, "1k"), (0.1, "2k"))
        ]
        assert price_range_of("a/b", listed(*lines)) == PriceRange(
            images={"": 67_000, "1K": 67_000, "2K": 100_000}, reference=0
        )

    def test_the_longest_prompt_is_part_of_it(self) -> None:
        lines = [price("output_image", "image", 0.04), price("input_text", "token", 0.000005)]
        assert price_range_of("a/b", listed(*lines)).images == {"": 50_000}
        lines[1] = price("input_text", "request", 0.003)
        assert price_range_of("a/b", listed(*lines)).images == {"": 43_000}

    def test_tokens_without_a_known_count_are_as_many_as_any_model_takes(self) -> None:
        line = price("output_image", "token", 0.00003)
        found = price_range_of("a/b", listed(line)).images
        assert found is not None
        assert (found[""], found["4K"]) == (210_720, 711_480)
        assert prices_of("a/b", listed(line)) == {}
        assert price_range_of(FLASH, listed(line)).images == {"": 38_700}

    @pytest.mark.parametrize(
        ("line", "micros"),
        [
            (price("input_reference", "image", 0.01), 10_000),
            (price("input_image", "megapixel", 0.015), 60_000),
            (price("input_image", "token", 0.000008), 49_920),
            (price("input_image", "request", 0.02), 20_000),
            (price("input_image", "hour", 1.0), 0),
            (price("input_image", "token", float("nan")), 0),
            ({"billable": "input_image", "unit": "image", "cost_usd": "free"}, 0),
            (price("input_text", "image", 0.01), 0),
        ],
    )
    def test_an_attached_image_is_priced_in_each_way(
        self, line: dict[str, object], micros: int
    ) -> None:
        lines = [price("output_image", "image", 0.04), line]
        assert price_range_of("a/b", listed(*lines)).reference == micros

    def test_nothing_listed_bounds_nothing(self) -> None:
        assert price_range_of("a/b", listed()).images is None
        assert price_range_of("a/b", listed(price("output_image", "image", -1))).images is None

    def test_a_request_bounds_what_is_reserved(self) -> None:
        lines = [
            price("output_image", "token", 0.00003),
            price("output_image", "request", 0.02),
            price("input_text", "token", 0.000005),
        ]
        found = price_range_of("a/b", listed(*lines)).images
        assert found is not None
        assert found[""] == 210_720 + 20_000 + 10_000
        assert price_range_of("a/b", listed(lines[1])).images == {"": 20_000}


class TestBoundsOnChat:
    def test_image_prompt_and_all_the_words_that_may_come_are_in_it(self) -> None:
        found = chat_bounds(
            FLASH, image_output="0.00003", completion="0.0000025", prompt="0.0000003"
        )
        # 1,290 tokens at 30 USD per million, 6,902 at 2.50 and 2,000 at 0.30
        assert found.images == {"": 38_700 + 17_255 + 600}

    def test_each_size_has_its_tokens(self) -> None:
        found = chat_bounds(PRO, image_output="0.00012").images
        assert found == {"": 134_400, "1K": 134_400, "2K": 134_400, "4K": 240_000}

    def test_there_are_never_more_tokens_than_are_asked_for(self) -> None:
        found = chat_bounds(image_output="0.00001", request="0.001").images
        assert found is not None
        assert found[""] == 71_240
        assert found["4K"] == 82_920

    @pytest.mark.parametrize("output", ["0", "-1", None, "free", "nan", "inf", "1000"])
    def test_what_is_not_expressible_is_not_free(self, output: str | None) -> None:
        assert chat_bounds(image_output=output, completion="0.00001").images is None

    def test_nothing_said_bounds_nothing(self) -> None:
        assert chat_price_range_of("a/b", None) == PriceRange()

    @pytest.mark.parametrize(
        ("image", "prompt", "micros"),
        [
            ("0.00124", "0.0000003", 1_240),
            ("0.0000003", "0", 1_872),
            ("0", "0.00001", 62_400),
            ("-1", "-1", 0),
        ],
    )
    def test_an_attached_image_is_priced_as_one_or_by_its_tokens(
        self, image: str, prompt: str, micros: int
    ) -> None:
        assert chat_bounds(image_output="0.00003", image=image, prompt=prompt).reference == micros


prices = st.none() | st.floats() | st.text(max_size=5)


@given(st.fixed_dictionaries(dict.fromkeys(ChatPricing.model_fields, prices)))
def test_any_chat_prices_are_read_without_an_error(pricing: dict[str, object]) -> None:
    found = chat_price_range_of("a/b", ChatPricing.model_validate(pricing))
    assert all(micros >= 0 for micros in (found.images or {}).values())
    assert (found.reference or 0) >= 0


lines = st.fixed_dictionaries(
    {
        "billable": st.sampled_from(["output_image", "input_text", "input_image", "other"]),
        "unit": st.sampled_from(["image", "megapixel", "token", "request", "hour", None]),
        "cost_usd": st.floats(0, 5) | st.none() | st.text(max_size=3),
        "variant": st.none() | st.sampled_from(["1k", "2K", "768", "high", ""]),
    }
)


_IMAGE: dict[str, object] = {"billable": "output_image", "unit": "image", "variant": None}


@given(
    st.lists(st.lists(lines, max_size=4), max_size=3),
    st.lists(st.sampled_from(["1K", "768", "3K", "auto"]), max_size=3),
)
@example([[_IMAGE | {"cost_usd": 1.0}, _IMAGE | {"unit": "token", "cost_usd": 1.0}]], [])
def test_no_bound_is_below_its_list_price(
    endpoints: list[list[dict[str, object]]], sizes: list[str]
) -> None:
    read = EndpointList.model_validate({"endpoints": [{"pricing": one} for one in endpoints]})
    listed_prices = prices_of("a/b", read, sizes=sizes)
    found = price_range_of("a/b", read, sizes=sizes).images or {}
    assert all(found[size] >= micros for size, micros in listed_prices.items())


@given(st.floats(0.001, 5), st.floats(0.001, 5), st.sampled_from(["image", "megapixel"]))
def test_a_fee_makes_every_size_dearer_by_as_much(usd: float, fee: float, unit: str) -> None:
    without = prices_of("a/b", listed(price("output_image", unit, usd / 16)))
    both = listed(price("output_image", unit, usd / 16), price("input_text", "request", fee))
    found = prices_of("a/b", both)
    assert set(found) == set(without)
    assert all(abs(found[size] - without[size] - fee * 10**6) <= 1 for size in without)
