"""Images outside the documented fields of an answer, and the order of preference."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.answers.image_paths import find_images
from bot.openrouter.answers.wire import Completion, Surface, read_answer

M, N = "image:0:abc", "image:1:abc"

KEYS = st.sampled_from(["a", "image", "output", "result", "data", "images", "content", "choices"])


@st.composite
def nested(draw: st.DrawFn) -> object:
    """Put one marker into an undocumented place in JSON."""
    document: object = M
    for _ in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            document = [*draw(st.lists(st.none(), max_size=2)), document]
        else:
            document = {**draw(st.dictionaries(KEYS, st.none(), max_size=2)), draw(KEYS): document}
    return document


def chat(message: object, **more: object) -> Completion:
    return read_answer("chat", {"choices": [{"message": message, **more}]}, (M, N))


@pytest.mark.parametrize("surface", ["images", "chat"])
@given(document=nested())
def test_wherever_an_image_stands_it_is_taken(surface: Surface, document: object) -> None:
    answer = read_answer(surface, document, (M,))
    assert answer.sources == (M,)
    assert (answer.received, answer.fallbacks) == (1, ())
    assert answer.image_fields >= 1


@pytest.mark.parametrize("surface", ["images", "chat"])
@pytest.mark.parametrize(
    "body",
    [
        '{"data": [{"b64_json": "image:0:abc"}], "data": []}',
        '{"choices": [{"message": {"images": ["image:0:abc"], "images": null}}]}',
        "null",
    ],
)
def test_one_that_the_document_does_not_have_is_taken(surface: Surface, body: str) -> None:
    assert read_answer(surface, json.loads(body), (M,)).sources == (M,)


@pytest.mark.parametrize(
    "message",
    [
        {"images": ["https://x/y.png"]},
        {"images": [{"url": "https://x/y.png"}]},
        {"images": [{"imageUrl": "https://x/y.png"}]},
        {"image": "https://x/y.png"},
        {"image": {"url": "https://x/y.png"}},
        {"content": [{"type": "image", "image": "https://x/y.png"}]},
    ],
)
def test_an_address_in_a_place_for_images_is_taken(message: object) -> None:
    document = {"choices": [{"message": message}]}
    for surface in ("images", "chat"):
        assert read_answer(surface, document, ()).sources == ("https://x/y.png",)


def test_an_address_anywhere_else_is_not() -> None:
    document = {
        "choices": [{"message": {"annotations": [{"url": "https://x/y.png"}], "images": []}}],
        "logo": "https://x/z.png",
    }
    assert read_answer("chat", document, ()).sources == ()


def test_a_known_place_goes_before_any_other() -> None:
    document = {"thumbnail": N, "choices": [{"message": {"images": [{"image_url": {"url": M}}]}}]}
    answer = read_answer("chat", document, (N, M))
    assert (answer.sources, answer.fallbacks) == ((M,), ((N,),))


def test_the_bytes_go_before_the_address_of_the_same_image() -> None:
    document = {"data": [{"url": "https://x/y.png", "b64_json": M}]}
    assert read_answer("images", document, (M,)).sources == (M,)


@pytest.mark.parametrize(
    "thought",
    [
        {"reasoning_details": [{"type": "reasoning.image", "data": N}]},
        {"reasoning": N},
        {"content": [{"type": "thinking", "image": N}]},
        {"content": [{"thought": True, "inline_data": {"data": N}}]},
        {"content": [{"thought": True, "image_url": {"url": N}}]},
        {"partial_images": [{"b64_json": N}]},
    ],
)
class TestWhatWasGeneratedInThought:
    def test_it_goes_behind_every_image(self, thought: dict[str, object]) -> None:
        answer = chat({**thought, "somewhere": {"else": M}})
        assert (answer.sources, answer.fallbacks) == ((M,), ((N,),))

    def test_it_is_taken_when_there_is_nothing_else(self, thought: dict[str, object]) -> None:
        document = {"choices": [{"message": thought, "finish_reason": "stop"}]}
        assert read_answer("chat", document, (N,)).sources == (N,)

    def test_it_is_not_taken_when_the_model_was_stopped(self, thought: dict[str, object]) -> None:
        choice = {"message": thought, "finish_reason": "stop", "native_finish_reason": "SAFETY"}
        answer = read_answer("chat", {"choices": [choice], "x": 1}, (N, M[:-1]))
        assert N not in answer.sources
        assert answer.received == 2


def test_the_last_of_many_thoughts_is_taken() -> None:
    assert chat({"reasoning_details": [{"data": M}, {"data": N}]}).sources == (N,)


@pytest.mark.parametrize("key", ["error", "request", "messages", "prompt", "input", "input_images"])
def test_what_was_sent_is_no_image_that_came(key: str) -> None:
    answer = read_answer("images", {key: [{"image_url": {"url": M}}]}, (M,))
    assert (answer.sources, answer.received, answer.image_fields) == ((), 0, 0)


def test_a_deep_document_is_gone_through() -> None:
    document = json.loads("[" * 900 + f'"{M}"' + "]" * 900)
    assert find_images(document, (M,)) == ((M,), ())


def test_the_html_around_an_image_is_no_text_of_the_model() -> None:
    answer = chat({"content": f"Here: <img src='{M}' alt='a'> and <img src='x'>"})
    assert answer.sources == (M,)
    assert answer.text == "Here:  and <img src='x'>"
