"""Names that others give are stored and logged only when nothing about them is strange."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import PaintingFailed
from bot.openrouter.loose import plain_name
from bot.openrouter.wire import Surface, read_answer
from tests.openrouter.desk import Desk, in_a_minute, make_order

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
    """Serve a refusal whose headers are these bytes, and give its address."""

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
async def test_so_it_is_with_headers(desk: Desk, value: bytes, expected: str | None) -> None:
    head = b"X-Generation-Id: " + value + b"\r\nX-Provider-Name: " + value
    async with _answering(head) as url:
        with pytest.raises(PaintingFailed) as caught:
            await desk.client("images", base_url=url).paint(make_order(), deadline=in_a_minute())
    assert (caught.value.generation_id, caught.value.provider) == (expected, expected)
