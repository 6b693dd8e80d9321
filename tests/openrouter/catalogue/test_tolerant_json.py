"""Parsing JSON with malformed strings or numbers."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.openrouter.catalogue.tolerant_json import read_tolerantly
from bot.openrouter.lenient import LenientModel, Loose, LooseList


class Item(LenientModel):
    """A sample item."""

    id: Loose[str] = None
    most: Loose[int] = None


class Items(LenientModel):
    """A list of sample items."""

    data: LooseList[Item] = ()


GOOD = '{"id": "a/b", "most": 5}'


def read(text: str | bytes) -> list[Item | None]:
    body = text if isinstance(text, bytes) else text.encode()
    return list(read_tolerantly(Items, body).data)


@pytest.mark.parametrize(
    "broken",
    [
        r'{"id": "\ud83d"}',
        r'{"\udc00": 1, "id": "x"}',
        '{"id": "x", "most": 1' + "0" * 5_000 + "}",
        '{"id": "x", "most": NaN}',
        '{"id": 5}',
        "[1, 2]",
        "null",
        '"text"',
    ],
)
def test_what_is_broken_in_one_item_leaves_the_others(broken: str) -> None:
    found = read(f'{{"data": [{broken}, {GOOD}]}}')
    assert found[1] == Item(id="a/b", most=5)
    # the result can be serialised
    assert Items(data=tuple(found)).model_dump_json()


def test_bytes_that_are_no_utf_8_are_a_broken_text() -> None:
    found = read(b'{"data": [{"id": "\xff\xfe"}, ' + GOOD.encode() + b"]}")
    assert found[1] == Item(id="a/b", most=5)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_other_encodings_and_byte_order_marks_are_read(encoding: str) -> None:
    assert read(f'{{"data": [{GOOD}]}}'.encode(encoding)) == [Item(id="a/b", most=5)]


@pytest.mark.parametrize("text", ["", "<html>", "[" * 100_000, "[]", "5", '{"data": [', "\ufeff"])
def test_what_is_no_such_document_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(text)


@given(st.text(st.characters()), st.text(st.characters()))
def test_whatever_text_comes_can_be_read_and_kept(first: str, second: str) -> None:
    body = json.dumps({"data": [{"id": first}, {"id": second}]}).encode()
    found = read_tolerantly(Items, body)
    assert len(found.data) == 2
    assert Items.model_validate_json(found.model_dump_json()) == found
