"""Reading answers of both surfaces, in all of their shapes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.answers.wire import Completion, Surface, read_answer
from bot.openrouter.failures.error_body import read_error
from bot.openrouter.key_status import read_key
from bot.ports import KeyStatus

M, N = "marker-m", "marker-n"
MARKERS = frozenset({M, N})

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from([M, f"![a]({N})", "https://x/y.png", "text"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("data", "b64_json", "url", "usage", "cost", "error", "id", "provider"),
                    *("choices", "message", "content", "images", "image_url", "text", "refusal"),
                    *("finish_reason", "metadata", "raw", "availability", "code"),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


def chat(message: object, **more: object) -> Completion:
    choice = {"finish_reason": "stop", "message": message}
    return read_answer("chat", {"choices": [choice], **more}, MARKERS)


@pytest.mark.parametrize("surface", ["images", "chat"])
@given(document=json_values)
def test_any_json_is_read_without_an_error(surface: Surface, document: object) -> None:
    answer = read_answer(surface, document, MARKERS)
    assert all(source in MARKERS or source.startswith("https://") for source in answer.sources)


def test_images_gives_its_images_in_order() -> None:
    document = {
        "data": [
            {"b64_json": N},
            None,
            {"b64_json": M},
            {"url": "https://x/y.png"},
            {"url": "http://x"},
        ],
        "usage": {"cost": 0.0387},
    }
    answer = read_answer("images", document, MARKERS)
    assert answer.sources == (N, M, "https://x/y.png")
    assert answer.cost_micros == 38_700


@pytest.mark.parametrize(
    "message",
    [
        {"images": [{"type": "image_url", "image_url": {"url": M}}]},
        {"images": [{"image_url": M}]},
        {"images": [None, {}, {"image_url": {"url": M}}], "content": None},
        {"content": f"![a red panda]({M})"},
        {"content": f'![]({M} "title")'},
        {"content": M},
        {"content": [{"type": "text", "text": ""}, {"type": "image_url", "image_url": {"url": M}}]},
        {"content": [{"type": "text", "text": f"![]({M})"}]},
        {"content": f"![]({M})", "images": [{"image_url": {"url": M}}]},
    ],
)
def test_a_chat_image_is_found_wherever_it_is(message: object) -> None:
    answer = chat(message)
    assert answer.sources == (M,)
    assert answer.text is None


def test_text_and_several_images_of_a_chat() -> None:
    answer = chat({"content": f"First ![a]({N}) and ![b](https://x/y.png)\n{M} done"})
    assert answer.sources == (N, "https://x/y.png", M)
    assert answer.text is not None
    assert "marker" not in answer.text
    assert "https" not in answer.text


def test_a_link_that_is_no_image_is_left_alone() -> None:
    content = "See [this](https://x/y.png) or https://x/z.png"
    answer = read_answer("chat", {"choices": [{"message": {"content": content}}]}, ())
    assert answer.sources == ()
    assert answer.image_fields == 0


@pytest.mark.parametrize(
    "text", ["![" * 250_000, "![](" * 200_000, "![](a " * 150_000, "![]( " + " " * 500_000]
)
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    before = time.process_time()
    chat({"content": text})
    assert time.process_time() - before < 2


@pytest.mark.parametrize("cost", [-1, float("nan"), float("inf"), 10**400, "much", None, [], 1e12])
def test_a_cost_that_is_no_amount_was_not_said(cost: object) -> None:
    assert read_answer("images", {"usage": {"cost": cost}}, MARKERS).cost_micros is None


@pytest.mark.parametrize("text", ["", "<html>", "[]", "{}", "5", '{"error":', "[" * 60_000])
def test_a_body_that_is_no_object_is_no_error_of_openrouter(text: str) -> None:
    assert read_error(text) is None


def test_an_error_may_be_a_mere_text() -> None:
    envelope = read_error('{"error": "Too many requests"}')
    assert envelope is not None
    assert envelope.error is not None
    assert envelope.error.message == "Too many requests"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('{"data": {"limit_remaining": 12.5}}', KeyStatus(True, 12_500_000)),
        ('{"data": {"limit_remaining": null}}', KeyStatus(True, None)),
        ('{"data": {}}', KeyStatus(True, None)),
        ('{"data": 5}', None),
        ("{}", None),
        ("<html>", None),
    ],
)
def test_what_is_said_of_the_key(text: str, status: KeyStatus | None) -> None:
    assert read_key(text) == status
