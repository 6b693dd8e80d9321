"""Finding JSON in the wrappings of gateways."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.answers.wrapping import merge, unwrap

DOCUMENT = {"data": [{"b64_json": "picture"}], "usage": {"cost": 0.04}}
JSON = json.dumps(DOCUMENT)

COMMENTS = st.lists(
    st.sampled_from([": OPENROUTER PROCESSING", ":", "", "event: done", "id: 5", "retry: 10"]),
    max_size=4,
)


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f": OPENROUTER PROCESSING\n\n: again\r\n\r\n{JSON}\n\ndata: [DONE]\n\n",
        f"{JSON}\n\n[DONE]",
        f"data: {JSON}\n\ndata: [DONE]\n\n",
        f"data:{JSON}",
        f"id: 1\nretry: 5\ndata: {JSON}\n",
        "".join(f"data: {line}\n" for line in json.dumps(DOCUMENT, indent=2).split("\n")),
        f"{json.dumps(DOCUMENT, indent=2)}\ndata: [DONE]",
        f")]}}'\n{JSON}",
        f"{JSON}}}",
        f"  {JSON} done",
    ],
)
def test_one_document_is_as_it_is(text: str) -> None:
    assert unwrap(text) == DOCUMENT


@given(COMMENTS, COMMENTS, st.sampled_from(["", "data: ", "data:"]))
def test_comments_around_it_make_no_difference(
    before: list[str], behind: list[str], field: str
) -> None:
    text = "\n".join([*before, field + JSON, *behind])
    found = unwrap(text)
    assert isinstance(found, dict)
    assert {key: found[key] for key in DOCUMENT} == DOCUMENT


@pytest.mark.parametrize(
    "text",
    ["", "data: [DONE]", "<html>", "event: x", JSON[:-1], f"data: {JSON[:-5]}", '{"a": {"b": 1},'],
)
def test_where_there_is_no_whole_document_there_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        unwrap(text)


def test_a_second_document_adds_what_the_first_does_not_say() -> None:
    merged = merge([DOCUMENT, {"id": "gen-1", "usage": None, "data": [{"b64_json": "b"}]}])
    assert merged["usage"] == {"cost": 0.04}
    assert merged["id"] == "gen-1"
    assert merged["data"] == [{"b64_json": "picture"}, {"b64_json": "b"}]


def test_the_drafts_of_a_stream_are_kept_apart() -> None:
    text = (
        'event: image_generation.partial_image\ndata: {"b64_json": "a"}\n\n'
        'data: {"type": "image_generation.partial_image", "b64_json": "b"}\n\n'
        'event: image_generation.completed\ndata: {"b64_json": "c", "usage": {"cost": 1}}\n\n'
    )
    merged = cast("Mapping[str, Any]", unwrap(text))
    assert [item["b64_json"] for item in merged["data"]] == ["c"]
    assert [item["b64_json"] for item in merged["partial_images"]] == ["a", "b"]
    assert merged["usage"] == {"cost": 1}


def test_the_parts_of_each_choice_are_joined() -> None:
    parts: list[object] = [
        {
            "id": "gen-1",
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": "One"}}],
        },
        {"id": "gen-1", "choices": [{"index": 1, "delta": {"content": "Other"}}]},
        {"choices": [{"index": 0, "delta": {"content": " two", "images": [1]}}]},
        {"choices": [{"index": 0, "delta": {"content": None, "images": [2]}}]},
        {"choices": [{"index": 0, "finish_reason": "stop", "delta": {}}, None]},
        {"choices": [], "usage": {"cost": 1}},
    ]
    merged = cast("Mapping[str, Any]", merge(parts))
    first, second = merged["choices"]
    assert first["message"] == {"role": "assistant", "content": "One two", "images": [1, 2]}
    assert first["finish_reason"] == "stop"
    assert second["message"] == {"content": "Other"}
    assert (merged["id"], merged["usage"]) == ("gen-1", {"cost": 1})


@given(st.text(max_size=300))
def test_any_text_is_a_document_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        unwrap(text)


@pytest.mark.parametrize(
    "text",
    ["[\n" * 80_000, "data: {\n" * 30_000, "event: a\ndata: 1\n" * 15_000, "{}\n" * 80_000],
)
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    before = time.process_time()
    with suppress(ValueError, RecursionError):
        unwrap(text)
    assert time.process_time() - before < 1
