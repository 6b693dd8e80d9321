"""How the catalogue's items become models and prices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.listing import EndpointList, Listing, models_of, prices_of
from bot.policy.model import Model

TODAY = date(2026, 11, 22)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "name",
                    "architecture",
                    "supported_parameters",
                    "aspect_ratio",
                    "values",
                    "max",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


def one(item: dict[str, object], chat: dict[str, object] | None = None) -> Model | None:
    listing = Listing.model_validate({"images": [{"id": "a/b", **item}], "chat": [chat]})
    return models_of(listing, today=TODAY).get("a/b")


def price(billable: str, unit: str, usd: float, variant: str | None = None) -> dict[str, object]:
    return {"billable": billable, "unit": unit, "cost_usd": usd, "variant": variant}


@given(st.lists(json_values, max_size=3), st.lists(json_values, max_size=3))
def test_any_json_is_read_without_an_error(images: list[object], chat: list[object]) -> None:
    models = models_of(Listing.model_validate({"images": images, "chat": chat}), today=TODAY)
    assert all(model.id == model_id for model_id, model in models.items())


def test_parameters_are_what_the_descriptors_list() -> None:
    model = one(
        {
            "name": "Maker: Painter",
            "supported_parameters": {
                "aspect_ratio": {"type": "enum", "values": ["1:1", "auto", "wide", 3, "19.5:9"]},
                "resolution": {"type": "enum", "values": ["1K", "768"]},
                "input_references": {"type": "range", "min": 0, "max": 5},
                "seed": {"type": "boolean"},
            },
        }
    )
    assert model == Model(
        "a/b",
        "Painter",
        ratios=("1:1", "19.5:9"),
        sizes=("1K", "768"),
        max_references=5,
        takes_seed=True,
        on_images=True,
    )


def test_what_has_no_descriptor_is_not_there() -> None:
    model = one({"architecture": {"output_modalities": ["image"]}, "supported_parameters": None})
    assert model == Model("a/b", "a/b", writes_text=False, on_images=True)


def test_the_chat_list_tells_whether_it_writes_text() -> None:
    chat: dict[str, object] = {"id": "a/b", "architecture": {"output_modalities": ["image"]}}
    model = one({"architecture": {"output_modalities": ["image", "text"]}}, chat)
    assert model is not None
    assert not model.writes_text


def test_a_model_that_draws_only_vectors_is_left_out() -> None:
    assert one({"supported_parameters": {"output_format": {"values": ["svg"]}}}) is None


@pytest.mark.parametrize(
    ("end", "lives"),
    [
        ("2026-11-23", True),
        ("2026-11-22", False),
        ("2026-11-22T10:00:00Z", False),
        (None, True),
        ("soon", True),
    ],
)
def test_a_model_lives_until_its_announced_end(end: str | None, *, lives: bool) -> None:
    chat: dict[str, object] = {"id": "a/b", "expiration_date": end}
    assert (one({}, chat) is not None) == lives


def test_a_chat_model_that_does_not_paint_is_left_out() -> None:
    chat = {"id": "a/b", "architecture": {"output_modalities": ["text"]}}
    assert models_of(Listing.model_validate({"chat": [chat]}), today=TODAY) == {}


class TestPrices:
    def test_per_picture_the_dearest_endpoint_counts(self) -> None:
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
    def test_what_is_no_price_of_a_picture_is_none(self, line: dict[str, object]) -> None:
        endpoints = EndpointList.model_validate({"endpoints": [{"pricing": [line]}]})
        assert prices_of("a/b", endpoints) == {}
