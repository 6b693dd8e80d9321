"""What the answer decoder accepts and refuses, one rule at a time."""

import base64
import json
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit

import pytest

from bot.errors import BadAnswer, Charge, SpoolFailed
from bot.openrouter.spool import Spool
from bot.openrouter.stream import AnswerDecoder, AnswerLimits, DecodedAnswer

PICTURE = bytes(range(256)) * 5
BASE64 = base64.b64encode(PICTURE)


def decode(
    folder: Path, body: bytes, limits: AnswerLimits | None = None, *, step: int = 1
) -> DecodedAnswer:
    """Decode a body that arrives in chunks of `step` bytes; one byte makes the hardest cuts."""
    decoder = AnswerDecoder(Spool(folder), limits or AnswerLimits())
    for at in range(0, len(body), step):
        decoder.feed(body[at : at + step])
    return decoder.finish()


def pictures(answer: DecodedAnswer) -> list[bytes]:
    return [path.read_bytes() for path in answer.files.values()]


def raw(text: bytes) -> bytes:
    """Write the body of an answer from `POST /images` with one picture."""
    return b'{"data":[{"b64_json":"' + text + b'","media_type":"image/png"}]}'


@contextmanager
def disk_full_after(size_bytes: int) -> Generator[None]:
    """Let the system refuse to make any file larger."""
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))


def test_a_raw_picture_is_in_its_file_and_its_marker_in_the_document(tmp_path: Path) -> None:
    answer = decode(tmp_path, raw(BASE64))
    [(marker, path)] = answer.files.items()
    assert answer.document == {"data": [{"b64_json": marker, "media_type": "image/png"}]}
    assert path.read_bytes() == PICTURE
    assert path.suffix == ".part"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BASE64.replace(b"/", rb"\/"), id="slashes escaped"),
        pytest.param(BASE64.replace(b"/", rb"\u002f").replace(b"+", rb"\u002B"), id="code points"),
        pytest.param(BASE64.replace(b"=", rb"\u003d"), id="padding escaped"),
        pytest.param(BASE64.rstrip(b"="), id="no padding"),
        pytest.param(base64.urlsafe_b64encode(PICTURE), id="url-safe alphabet"),
        pytest.param(base64.encodebytes(PICTURE).replace(b"\n", rb"\r\n"), id="escaped lines"),
        pytest.param(base64.encodebytes(PICTURE), id="raw lines"),
        pytest.param(b" \t" + BASE64 + rb" \t", id="white space around"),
        pytest.param(b"data:image/png;base64," + BASE64, id="data URL in the raw member"),
    ],
)
def test_a_raw_picture_is_read_however_it_is_written(tmp_path: Path, text: bytes) -> None:
    answer = decode(tmp_path, raw(text))
    assert pictures(answer) == [PICTURE]
    [marker] = answer.files
    assert answer.document == {"data": [{"b64_json": marker, "media_type": "image/png"}]}


@pytest.mark.parametrize(
    "head",
    [
        "data:image/png;base64,",
        "data:;base64,",
        "data:base64,",
        "data:application/octet-stream;base64,",
        "data:image/png;name=a.png;charset=utf-8;base64,",
        "DATA:IMAGE/PNG;BASE64,",
        r"data:image\/svg\u002bxml;base64,",
    ],
)
def test_a_data_url_is_a_picture_whatever_its_media_type_says(tmp_path: Path, head: str) -> None:
    answer = decode(tmp_path, b'{"url": "' + head.encode() + BASE64 + b'"}')
    assert pictures(answer) == [PICTURE]
    assert answer.document == {"url": next(iter(answer.files))}


def test_a_data_url_that_fills_its_string_may_have_line_breaks(tmp_path: Path) -> None:
    lines = base64.encodebytes(PICTURE).replace(b"\n", rb"\n")
    answer = decode(tmp_path, b'{"url": "data:image/png;base64,' + lines + b'"}')
    assert pictures(answer) == [PICTURE]
    assert answer.document == {"url": next(iter(answer.files))}


def test_data_urls_within_a_text_are_replaced_by_their_markers(tmp_path: Path) -> None:
    url = b"data:image/png;base64," + BASE64
    body = b'{"content": "One ![a](' + url + rb")\n" + url + rb"\nand \"" + url + rb'\"."}'
    answer = decode(tmp_path, body)
    first, second, third = answer.files
    assert pictures(answer) == [PICTURE] * 3
    assert answer.document == {"content": f'One ![a]({first})\n{second}\nand "{third}".'}


def test_talk_about_data_urls_does_not_spoil_the_answer(tmp_path: Path) -> None:
    body = b'{"content": "It begins with data:image/png;base64,A", ' + raw(BASE64)[1:]
    assert pictures(decode(tmp_path, body)) == [PICTURE]


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF"])
def test_a_url_that_is_bare_base64_of_a_picture_is_one(tmp_path: Path, start: bytes) -> None:
    text = base64.b64encode(start + PICTURE).replace(b"/", rb"\/")
    answer = decode(tmp_path, b'{"url": "' + text + b'"}')
    assert pictures(answer) == [start + PICTURE]


@pytest.mark.parametrize(
    "url",
    ["https://example.com/a.png", "data:image/png,abc", "www.example.com/a", "", "d", "/9", "data"],
)
def test_any_other_url_stays_as_it_is(tmp_path: Path, url: str) -> None:
    answer = decode(tmp_path, json.dumps({"url": url}).encode())
    assert (answer.document, answer.files) == ({"url": url}, {})


@pytest.mark.parametrize("text", [b"", b" ", rb"\n", b"data:image/png;base64,"])
def test_an_empty_picture_is_an_empty_string_and_no_file(tmp_path: Path, text: bytes) -> None:
    answer = decode(tmp_path, raw(text))
    assert answer.document == {"data": [{"b64_json": "", "media_type": "image/png"}]}
    assert not answer.files
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"AAAAA", id="one symbol too many"),
        pytest.param(b"AA==AAAA", id="symbols after the padding"),
        pytest.param(b"AA==AA", id="a group without padding after the padding"),
        pytest.param(b"AAA=A", id="one symbol after the padding"),
        pytest.param(b"AAAA=", id="padding of nothing"),
        pytest.param(b"A===", id="too much padding"),
        pytest.param(b"A=A", id="padding within the last group"),
        pytest.param(b"AAAA.AAA", id="another character"),
        pytest.param(rb"AAAA\\/AAA", id="an escaped backslash"),
        pytest.param(rb"AAAA\\nrAAAA", id="a backslash before an escape's letter"),
        pytest.param(rb"AAAA\"AAA", id="an escaped quote"),
        pytest.param(rb"AAAA\u0041", id="another escape"),
        pytest.param("AAAAÄ".encode(), id="another alphabet"),
    ],
)
@pytest.mark.parametrize("step", [1, 1000])
def test_broken_base64_is_a_bad_answer_and_leaves_no_file(
    tmp_path: Path, text: bytes, step: int
) -> None:
    with pytest.raises(BadAnswer) as caught:
        decode(tmp_path, raw(b"BBBB" + text), step=step)
    assert caught.value.charge is Charge.POSSIBLE
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b'{"a": 1',
        b'{"a": "text',
        b'{"data": [{"b64_json": "AAAA',
        raw(BASE64) + b"}",
        raw(BASE64) + raw(BASE64),
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"9" * 5_000,
        b"<html>",
    ],
    ids=lambda body: repr(body[:20]),
)
def test_a_body_that_is_no_json_is_a_bad_answer_and_leaves_no_file(
    tmp_path: Path, body: bytes
) -> None:
    with pytest.raises(BadAnswer):
        decode(tmp_path, body)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b"\n\n \r\n", b"\n\xef\xbb\xbf\n"])
def test_keep_alive_white_space_and_a_byte_order_mark_are_skipped(
    tmp_path: Path, prefix: bytes
) -> None:
    assert pictures(decode(tmp_path, prefix + raw(BASE64) + b"\n")) == [PICTURE]


def test_a_raw_line_break_or_broken_utf8_in_a_text_costs_no_picture(tmp_path: Path) -> None:
    answer = decode(tmp_path, raw(BASE64).replace(b"image/png", b"\n\xff"))
    assert pictures(answer) == [PICTURE]


@pytest.mark.parametrize("body", [b"null", b"[]", b'"text"', b"1.5", b"NaN", b'{"a":1,"a":2}'])
def test_any_json_is_an_answer_here(tmp_path: Path, body: bytes) -> None:
    assert repr(decode(tmp_path, body).document) == repr(json.loads(body))


def test_text_that_looks_like_a_marker_stays_text(tmp_path: Path) -> None:
    [marker] = decode(tmp_path, raw(BASE64)).files
    answer = decode(tmp_path, json.dumps({"url": marker, "b64": marker}).encode())
    assert answer.document == {"url": marker, "b64": marker}
    assert marker not in answer.files


def test_a_very_long_text_is_left_out_and_the_pictures_around_it_are_not(tmp_path: Path) -> None:
    url = b"data:image/png;base64," + BASE64
    body = b'{"content":"a ' + url + b" " + b"x" * 2_000_000 + url + b' z","blob":"'
    body += b"y" * 2_000_000 + rb'\"","end":"kept"}'
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    for at in range(0, len(body), 1000):
        decoder.feed(body[at : at + 1000])
    answer = decoder.finish()
    first, second = answer.files
    assert answer.document == {"content": f"a {first}{second} z", "blob": "", "end": "kept"}
    assert pictures(answer) == [PICTURE] * 2


def test_one_picture_too_many_is_a_bad_answer(tmp_path: Path) -> None:
    limits = AnswerLimits(max_pictures=2)
    body = json.dumps([{"b64_json": "AAAA"}] * 2).encode()
    assert len(decode(tmp_path, body, limits).files) == 2
    with pytest.raises(BadAnswer, check=lambda error: error.detail == "too many pictures"):
        decode(tmp_path / "more", body.replace(b"]", b',{"b64_json":"AAAA"}]'), limits)
    assert not list((tmp_path / "more").iterdir())


def test_a_picture_may_be_as_large_as_the_limit_and_no_byte_larger(tmp_path: Path) -> None:
    fits = AnswerLimits(max_picture_bytes=len(PICTURE))
    assert pictures(decode(tmp_path, raw(BASE64), fits)) == [PICTURE]
    with pytest.raises(BadAnswer, check=lambda error: error.detail == "a picture is too large"):
        decode(tmp_path / "more", raw(base64.b64encode(PICTURE + b"x")), fits)
    assert not list((tmp_path / "more").iterdir())


def test_too_large_a_picture_is_refused_before_it_is_on_disk(tmp_path: Path) -> None:
    limits = AnswerLimits(max_picture_bytes=1_000)
    with disk_full_after(1_000), pytest.raises(BadAnswer):
        decode(tmp_path, raw(BASE64), limits)


@pytest.mark.parametrize("piece", [b"0,", b'"a few words of text",', b'"' + b"x" * 60_000 + b'",'])
def test_too_much_text_is_refused_and_leaves_no_file(tmp_path: Path, piece: bytes) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits(max_text_bytes=100_000))
    decoder.feed(b"[" + raw(BASE64) + b"," + piece * (90_000 // len(piece)))
    with pytest.raises(BadAnswer, check=lambda error: error.detail == "too much text"):
        decoder.feed(piece * (1 + 10_000 // len(piece)))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("piece", [b'"",', b'{"b64_json":""},', b'"data:base64,/ ",', b'{"":0},'])
def test_an_answer_of_very_many_small_parts_is_refused_soon(tmp_path: Path, piece: bytes) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    with pytest.raises(BadAnswer, check=lambda error: str(error.detail).startswith("too many")):
        decoder.feed(b"[" + piece * 20_000)


def test_a_full_disk_is_a_spool_failure_and_leaves_no_file(tmp_path: Path) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    decoder.feed(raw(BASE64)[:500])
    with disk_full_after(1_000), pytest.raises(SpoolFailed) as caught:
        decoder.feed(raw(BASE64)[500:])
    assert isinstance(caught.value.__cause__, OSError)
    assert not list(tmp_path.iterdir())


def test_discarding_removes_complete_and_open_files_and_may_be_repeated(tmp_path: Path) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    decoder.feed(raw(BASE64) + raw(BASE64)[:200])
    assert len(list(tmp_path.iterdir())) == 2
    decoder.discard()
    decoder.discard()
    assert not list(tmp_path.iterdir())


def test_files_that_were_handed_out_outlive_the_decoder(tmp_path: Path) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    decoder.feed(raw(BASE64))
    answer = decoder.finish()
    decoder.discard()
    assert pictures(answer) == [PICTURE]
