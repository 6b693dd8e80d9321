"""Items of the catalogue become models and prices."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.catalogue.listed import Listing
from bot.openrouter.catalogue.model_list import models_of, with_prices_of
from bot.openrouter.catalogue.prices import EndpointList
from bot.policy.images.model import Model

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


def test_a_model_that_draws_only_vectors_does_not_come_back_through_the_chat_list() -> None:
    vectors: dict[str, object] = {"supported_parameters": {"output_format": {"values": ["svg"]}}}
    chat: dict[str, object] = {"id": "a/b", "architecture": {"output_modalities": ["image"]}}
    assert one(vectors, chat) is None
    # a duplicate of the id may still be valid
    listing = {"images": [{"id": "a/b", **vectors}, {"id": "a/b"}], "chat": [chat]}
    assert "a/b" in models_of(Listing.model_validate(listing), today=TODAY)


PAINTS = {"input_modalities": ["text"], "output_modalities": ["image", "text"]}


@pytest.mark.parametrize(
    ("model_id", "more"),
    [
        ("openrouter/auto", {"pricing": {"prompt": "-1", "completion": "-1"}}),
        ("openrouter/free", {"architecture": {**PAINTS, "tokenizer": "Router"}}),
        ("typesafe/some-router", {"architecture": {**PAINTS, "tokenizer": "router"}}),
        ("other/picks-one", {"pricing": {"prompt": -1}}),
        ("openrouter/auto", {}),
        ("~google/gemini-image-latest", {}),
    ],
)
@pytest.mark.parametrize("is_on_images", [True, False])
def test_a_router_is_no_model(
    model_id: str, more: dict[str, object], *, is_on_images: bool
) -> None:
    chat = {"id": model_id, "architecture": PAINTS, **more}
    images = [{"id": model_id}] if is_on_images else []
    listing = Listing.model_validate({"images": images, "chat": [chat]})
    assert models_of(listing, today=TODAY) == {}


def test_a_router_is_no_model_either_while_only_one_list_could_be_read() -> None:
    listing = Listing.model_validate({"images": [{"id": "openrouter/auto"}]})
    assert models_of(listing, today=TODAY) == {}


def test_a_model_that_openrouter_publishes_itself_is_one() -> None:
    chat = {
        "id": "openrouter/new-painter",
        "architecture": {**PAINTS, "tokenizer": "Other"},
        "pricing": {"prompt": "0.000001"},
    }
    listing = Listing.model_validate({"chat": [chat]})
    assert list(models_of(listing, today=TODAY)) == ["openrouter/new-painter"]


@pytest.mark.parametrize(
    "broken",
    [
        None,
        7,
        [],
        {"id": 3},
        {"id": ""},
        {"id": "no-author"},
        {"id": "../../key"},
        {"id": "a/b c"},
        {"id": "a/b\n"},
        {"id": "a/" + "b" * 200},
        {"id": "a/\x1b[2J"},
        {"id": "a/ü"},
    ],
)
def test_an_entry_without_a_usable_id_is_left_out_alone(broken: object) -> None:
    chat = {"id": "c/d", "architecture": PAINTS}
    listing = {"images": [broken, {"id": "a/b"}], "chat": [broken, chat]}
    models = models_of(Listing.model_validate(listing), today=TODAY)
    assert list(models) == ["a/b", "c/d"]


@pytest.mark.parametrize(
    "broken",
    [
        {"name": 5},
        {"name": "\ud83d"},
        {"name": "\u200b\x1b"},
        {"architecture": "text"},
        {"architecture": {"output_modalities": "image", "tokenizer": 5}},
        {"supported_parameters": ["seed"]},
        {"supported_parameters": {"aspect_ratio": [], "resolution": {"values": {"1K": 1}}}},
        {"supported_parameters": {"input_references": {"max": "many"}, "output_format": 1}},
    ],
)
def test_a_field_of_another_type_spoils_only_itself(broken: dict[str, object]) -> None:
    model = one(broken)
    assert model is not None
    assert model.name == "a/b"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Maker: [/bold] Brush", "[/bold] Brush"),
        ("Pen\x1b[31m\ncil", "Pen [31m cil"),
        ("Half \ud83d", "Half "),
        ("x" * 500, "x" * 200),
        ("Maker: ", "Maker:"),
    ],
)
def test_a_name_is_one_line_of_visible_text(name: str, shown: str) -> None:
    model = one({"name": name})
    assert model is not None
    assert model.name == shown.strip()


def test_new_values_are_taken_as_they_are() -> None:
    model = one(
        {
            "supported_parameters": {
                "aspect_ratio": {"values": ["2.35:1", "5:2", "5:7", "7:5", "1.91:1", "1:1", "1:1"]},
                "resolution": {"values": [512, "768", "1K", "1.5K", "8K", True, 1.5, "2K\n"]},
            }
        }
    )
    assert model is not None
    assert model.ratios == ("2.35:1", "5:2", "5:7", "7:5", "1.91:1", "1:1")
    assert model.sizes == ("512", "768", "1K", "1.5K", "8K")


def test_a_new_size_has_its_price_by_the_megapixel() -> None:
    images = [{"id": "a/b", "supported_parameters": {"resolution": {"values": ["1.5K", "3K"]}}}]
    endpoints = {"endpoints": [{"pricing": [price("output_image", "megapixel", 0.02)]}]}
    listing = Listing.model_validate({"images": images})
    read = with_prices_of(listing, {"a/b": EndpointList.model_validate(endpoints)})
    model = models_of(read, today=TODAY)["a/b"]
    assert model.price_micros("1.5K") == 45_000
    assert model.price_micros("3K") == model.most_micros("3K") == 180_000


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


def test_a_chat_model_that_does_not_generate_is_left_out() -> None:
    chat = {"id": "a/b", "architecture": {"output_modalities": ["text"]}}
    assert models_of(Listing.model_validate({"chat": [chat]}), today=TODAY) == {}


class TestWhatIsKnownOfPrices:
    def priced(self, **chat: object) -> Model:
        endpoints = {"endpoints": [{"pricing": [price("output_image", "image", 0.04)]}]}
        listing = Listing.model_validate(
            {"images": [{"id": "a/b"}], "chat": [{"id": "a/b", **chat}]}
        )
        read = with_prices_of(listing, {"a/b": EndpointList.model_validate(endpoints)})
        return models_of(read, today=TODAY)["a/b"]

    def test_what_was_read_is_in_the_model(self) -> None:
        assert self.priced().prices == {"": 40_000}
        assert self.priced().bounds == {"": 40_000}

    def test_a_price_of_the_images_surface_goes_before_the_chat_list(self) -> None:
        model = self.priced(pricing={"image_output": "0.00003"})
        assert model.most_micros() == 40_000

    def test_until_it_is_read_the_chat_list_bounds_it(self) -> None:
        pricing: dict[str, object] = {"id": "a/b", "pricing": {"image_output": "0.00001"}}
        model = one({}, pricing)
        assert model is not None
        assert model.prices is None
        assert model.bounds is not None
        assert model.most_micros() == 70_240

    def test_what_could_not_be_read_anew_stays(self) -> None:
        listing = Listing.model_validate(
            {
                "images": [{"id": "a/b"}],
                "prices": {"a/b": {"": 5}},
                "bounds": {"a/b": {"pictures": {"": 9}}},
            }
        )
        empty = EndpointList.model_validate({"endpoints": []})
        model = models_of(with_prices_of(listing, {"a/b": empty}), today=TODAY)["a/b"]
        assert (model.prices, model.bounds) == ({"": 5}, {"": 9})

    def test_a_copy_on_disk_brings_it_back(self) -> None:
        listing = Listing.model_validate({"images": [{"id": "a/b"}]})
        lines = [price("output_image", "image", 0.04), price("input_reference", "image", 0.01)]
        endpoints = EndpointList.model_validate({"endpoints": [{"pricing": lines}]})
        written = with_prices_of(listing, {"a/b": endpoints}).model_dump_json()
        model = models_of(Listing.model_validate_json(written), today=TODAY)["a/b"]
        assert model.most_micros() == 40_000
        assert model.reference_micros == 10_000
