"""External names and numbers are accepted only in their plain form."""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import GenerationFailed
from bot.openrouter.answers.wire import Surface, read_answer
from bot.openrouter.lenient import LenientModel, Loose, Number, Price, WholeNumber, plain_name
from tests.openrouter.client_harness import ClientHarness, in_a_minute, make_order

STRANGE = ["", "gen-\ud800", "gen-ä", "gen-1\nERROR forged", "gen-\x00", "gen-\x1b[2J", "g" * 101]


@pytest.mark.parametrize("name", ["gen-1732276800-AbC", "Google Vertex (EU)", "g" * 100])
def test_a_plain_name_is_kept_as_it_is(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize("name", [None, *STRANGE])
def test_a_strange_one_is_as_good_as_none(name: str | None) -> None:
    assert plain_name(name) is None


@given(
    st.text(st.characters()) | st.binary().map(lambda data: data.decode("utf-8", "surrogateescape"))
)
def test_whatever_is_kept_fits_into_a_database_and_a_line_of_a_log(name: str) -> None:
    kept = plain_name(name)
    assert kept in {None, name}
    if kept is not None:
        assert 1 <= len(kept) <= 100
        assert set(kept.encode()) <= set(range(0x20, 0x7F))


@pytest.mark.parametrize("surface", ["images", "chat"])
@pytest.mark.parametrize("name", STRANGE)
def test_a_body_with_a_strange_id_is_an_answer_without_one(surface: Surface, name: str) -> None:
    document = {"id": name, "data": [], "choices": [{"message": {"content": "no"}}]}
    assert read_answer(surface, document, frozenset()).generation_id is None
    assert read_answer(surface, document | {"id": "gen-1"}, frozenset()).generation_id == "gen-1"


@asynccontextmanager
async def _answering(head: bytes) -> AsyncGenerator[str]:
    """Serve an error answer with these raw headers; yield its URL."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        lines = (b"HTTP/1.1 400 Bad Request", b"Content-Length: 2", b"Connection: close", head)
        writer.write(b"\r\n".join((*lines, b"", b"{}")))
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1") as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api/v1"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(b"gen-1", "gen-1"), (b"gen-\xff\xfe", None), ("gen-ä".encode(), None), (b"g" * 101, None)],
)
async def test_a_strange_id_or_provider_in_a_header_is_read_as_none(
    harness: ClientHarness, value: bytes, expected: str | None
) -> None:
    head = b"X-Generation-Id: " + value + b"\r\nX-Provider-Name: " + value
    async with _answering(head) as url:
        with pytest.raises(GenerationFailed) as caught:
            await harness.client("images", base_url=url).generate(
                make_order(), deadline=in_a_minute()
            )
    assert (caught.value.generation_id, caught.value.provider) == (expected, expected)


class _Numbers(LenientModel):
    number: Loose[Number] = None
    whole: Loose[WholeNumber] = None
    price: Loose[Price] = None


def _read(written: str) -> _Numbers:
    return _Numbers.model_validate_json(
        f'{{"number": {written}, "whole": {written}, "price": {written}}}'
    )


NO_NUMBERS = [
    *("true", "false", "null", "NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400),
    *('""', '"free"', '"1_000"', '"1e3"', '"0x10"', '" 1"', '"1,5"', '"NaN"', '"inf"', '"\u0661"'),
    *("[]", "[1]", "{}", '{"value": 1}', '"1.5.2"', '"+1"', '".5"', '"5."', f'"{"1" * 400}"'),
]


@pytest.mark.parametrize("written", NO_NUMBERS)
def test_what_is_no_number_is_as_if_it_was_not_there(written: str) -> None:
    assert _read(written) == _Numbers()


@pytest.mark.parametrize(
    ("written", "number", "whole"),
    [("0", 0, 0), ("-2", -2, -2), ("4.0", 4, 4), ("0.5", 0.5, None), ("3e-7", 3e-7, None)],
)
def test_a_number_of_json_is_one(written: str, number: float, whole: int | None) -> None:
    assert _read(written) == _Numbers(number=number, whole=whole, price=number)


def test_a_whole_number_keeps_all_of_its_digits() -> None:
    assert _read(f"{2**53 + 1}").whole == 2**53 + 1


@pytest.mark.parametrize(
    ("written", "price"),
    [('"0.0000003"', 3e-7), ('"3e-7"', 3e-7), ('"3E-07"', 3e-7), ('"-1"', -1), ('"12"', 12)],
)
def test_decimals_as_text_are_a_price_and_nothing_else(written: str, price: float) -> None:
    assert _read(written) == _Numbers(price=price)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    )
)
def test_whatever_comes_a_number_is_finite_and_was_one(value: object) -> None:
    found = _Numbers.model_validate({"number": value, "whole": value, "price": value})
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    assert found.number is None or (is_number and math.isfinite(found.number))
    assert found.whole is None or (is_number and found.whole == value)
    assert found.price is None or math.isfinite(found.price)
