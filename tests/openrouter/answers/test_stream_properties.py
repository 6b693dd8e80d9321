"""Properties of the decoder for every body, however it is cut, truncated or corrupted."""

import base64
import json
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import BadAnswer
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerDecoder, AnswerLimits, DecodedAnswer

LIMITS = AnswerLimits(max_images=4, max_image_bytes=2_000, max_text_bytes=20_000)

#: Placeholder for an image's text in a document; no other text contains an `@`.
PLACES = ("@0@", "@1@", "@2@", "@3@")

#: Near misses of images and escapes, in addition to the text from Hypothesis.
TEXTS = st.one_of(
    st.text(st.characters(exclude_characters="@", exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["data:", "data:image/png", "DATA:;base64", "b64_json", "url", "iVBOR", '\\"', "\\u0064a"]
    ),
)
SPELLINGS = {
    "/": ["/", r"\/", r"\u002f", r"\u002F"],
    "+": ["+", r"\u002b", r"\u002B"],
    "=": ["=", r"\u003d", r"\u003D", ""],
}
HEADS = ["data:image/png;base64,", r"data:image\/webp;base64,", "Data:;Base64,", "data:base64,"]
SPOILS = st.one_of(
    st.binary(max_size=3), st.sampled_from([b'"', b"\\", b"=", b"\\u00", b"data:", b'"url":"'])
)
GARBAGE = st.binary(max_size=200) | st.text(max_size=100).map(str.encode)


@dataclass(frozen=True)
class Body:
    """A valid body and its document, with each image as the hex of its bytes."""

    wire: bytes
    document: object
    images: tuple[bytes, ...]


@st.composite
def base64_texts(draw: st.DrawFn, image: bytes, *, is_whole: bool) -> str:
    """Encode an image in one of the ways of JSON encoders and models."""
    spelt = {symbol: draw(st.sampled_from(ways)) for symbol, ways in SPELLINGS.items()}
    symbols = [spelt.get(symbol, symbol) for symbol in base64.b64encode(image).decode()]
    width = draw(st.integers(1, 80))
    lines = ["".join(symbols[at : at + width]) for at in range(0, len(symbols), width)]
    breaks = ["", "\n", " ", r"\n", r"\r\n", r" \t"] if is_whole else [""]
    return draw(st.sampled_from(breaks)).join(lines)


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Build an answer of either surface with up to four images."""
    images = draw(st.lists(st.binary(min_size=1, max_size=300), max_size=4))
    is_chat = draw(st.booleans())
    in_text = draw(st.integers(0, len(images))) if is_chat else 0
    places = PLACES[: len(images)]
    document: object = {"created": 1, "data": [{"b64_json": p, "type": "x"} for p in places]}
    if is_chat:
        content = draw(TEXTS) + "".join(f"![]({p}){draw(TEXTS)}" for p in places[:in_text])
        parts = [{"image_url": {"url": p}, "text": draw(TEXTS)} for p in places[in_text:]]
        document = {"choices": [{"message": {"content": content, "images": parts}}]}
    document = {
        f"note {draw(TEXTS)}": draw(TEXTS),
        "body": document,
        "tail": [draw(TEXTS), 1.5, None],
    }
    indent = draw(st.sampled_from([None, 1]))
    wire = json.dumps(document, ensure_ascii=draw(st.booleans()), indent=indent)
    said = json.dumps(document)
    for number, (place, image) in enumerate(zip(places, images, strict=True)):
        text = draw(base64_texts(image, is_whole=number >= in_text))
        head = draw(st.sampled_from(HEADS if is_chat else [*HEADS, ""]))
        wire = wire.replace(place, head + text)
        said = said.replace(place, image.hex())
    return Body(wire.encode(), json.loads(said), tuple(images))


@st.composite
def cuts(draw: st.DrawFn, wire: bytes) -> list[bytes]:
    """Cut a body into chunks of any size."""
    at = sorted(draw(st.lists(st.integers(0, len(wire)), max_size=20)))
    return [wire[a:b] for a, b in zip([0, *at], [*at, len(wire)], strict=True)]


@contextmanager
def empty_folder() -> Generator[Path]:
    """Give one example its own folder; Hypothesis shares pytest's among all examples."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def decode(chunks: list[bytes], folder: Path) -> object:
    """Decode a body and replace markers with the hex of their images.

    Raises:
        BadAnswer: The body is invalid; all files were removed.
    """
    decoder = AnswerDecoder(Spool(folder), LIMITS)
    try:
        for chunk in chunks:
            decoder.feed(chunk)
        answer = decoder.finish()
    except BadAnswer:
        assert not list(folder.iterdir())
        raise
    assert set(answer.files.values()) == set(folder.iterdir())
    text = json.dumps(answer.document)
    for marker, path in answer.files.items():
        text = text.replace(marker, path.read_bytes().hex())
    for marker in answer.dropped:
        text = text.replace(marker, "dropped")
    return json.loads(text)


def outcome(chunks: list[bytes]) -> str:
    """Return the outcome for a possibly corrupt body; unexpected exceptions propagate."""
    with empty_folder() as folder:
        try:
            return repr(decode(chunks, folder))
        except BadAnswer:
            return "a bad answer"


@given(st.data(), bodies())
def test_the_cuts_of_a_valid_body_make_no_difference(data: st.DataObject, body: Body) -> None:
    chunks = data.draw(cuts(body.wire))
    with empty_folder() as folder:
        assert decode(chunks, folder) == body.document


@given(bodies())
@settings(max_examples=30)
def test_a_valid_body_may_come_byte_by_byte(body: Body) -> None:
    with empty_folder() as folder:
        assert decode([bytes([byte]) for byte in body.wire], folder) == body.document


@given(st.data(), bodies())
def test_a_truncated_body_gives_its_whole_images_and_nothing_else(
    data: st.DataObject, body: Body
) -> None:
    length = data.draw(st.integers(0, len(body.wire) - 1))
    chunks = data.draw(cuts(body.wire[:length]))
    with empty_folder() as folder:
        decoder = AnswerDecoder(Spool(folder), LIMITS)
        for chunk in chunks:
            decoder.feed(chunk)
        try:
            answer = decoder.finish()
        except BadAnswer:
            assert not list(folder.iterdir())
            return
        assert answer == DecodedAnswer(None, answer.files)
        came = [path.read_bytes() for path in answer.files.values()]
        assert set(answer.files.values()) == set(folder.iterdir())
    assert came == list(body.images[: len(came)])


@given(st.data(), bodies())
def test_a_spoilt_body_has_one_outcome_however_it_is_cut(data: st.DataObject, body: Body) -> None:
    spoilt = bytearray(body.wire)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(spoilt)))
        spoilt[at : at + data.draw(st.integers(0, 3))] = data.draw(SPOILS)
    assert outcome([bytes(spoilt)]) == outcome(data.draw(cuts(bytes(spoilt))))


@given(st.data(), st.sampled_from([b"", b'{"b64_json":"', b'{"url":"', b'["']), GARBAGE)
def test_garbage_has_one_outcome_however_it_is_cut(
    data: st.DataObject, start: bytes, garbage: bytes
) -> None:
    assert outcome([start + garbage]) == outcome(data.draw(cuts(start + garbage)))
