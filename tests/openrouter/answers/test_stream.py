"""The rules of the answer decoder, one at a time."""

import base64
import json
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit

import pytest

from bot.errors import BadAnswer, SpoolFailed
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerDecoder, AnswerLimits, DecodedAnswer

IMAGE = bytes(range(256)) * 5
BASE64 = base64.b64encode(IMAGE)


def decode(
    folder: Path, body: bytes, limits: AnswerLimits | None = None, *, step: int = 1
) -> DecodedAnswer:
    """Decode a body in chunks of `step` bytes; single bytes make every possible cut."""
    decoder = AnswerDecoder(Spool(folder), limits or AnswerLimits())
    for at in range(0, len(body), step):
        decoder.feed(body[at : at + step])
    return decoder.finish()


def images(answer: DecodedAnswer) -> list[bytes]:
    return [path.read_bytes() for path in answer.files.values()]


def raw(text: bytes) -> bytes:
    """Write the body of an answer from `POST /images` with one image."""
    return b'{"data":[{"b64_json":"' + text + b'","media_type":"image/png"}]}'


@contextmanager
def disk_full_after(size_bytes: int) -> Generator[None]:
    """Limit the size of files, as if the disk were full beyond it."""
    soft, hard = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, (soft, hard))


def test_a_raw_image_is_in_its_file_and_its_marker_in_the_document(tmp_path: Path) -> None:
    answer = decode(tmp_path, raw(BASE64))
    [(marker, path)] = answer.files.items()
    assert answer.document == {"data": [{"b64_json": marker, "media_type": "image/png"}]}
    assert path.read_bytes() == IMAGE
    assert path.suffix == ".part"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BASE64.replace(b"/", rb"\/"), id="slashes escaped"),
        pytest.param(BASE64.replace(b"/", rb"\u002f").replace(b"+", rb"\u002B"), id="code points"),
        pytest.param(BASE64.replace(b"=", rb"\u003d"), id="padding escaped"),
        pytest.param(BASE64.rstrip(b"="), id="no padding"),
        pytest.param(base64.urlsafe_b64encode(IMAGE), id="url-safe alphabet"),
        pytest.param(base64.encodebytes(IMAGE).replace(b"\n", rb"\r\n"), id="escaped lines"),
        pytest.param(base64.encodebytes(IMAGE), id="raw lines"),
        pytest.param(b" \t" + BASE64 + rb" \t", id="white space around"),
        pytest.param(b"data:image/png;base64," + BASE64, id="data URL in the raw member"),
    ],
)
def test_a_raw_image_is_read_however_it_is_written(tmp_path: Path, text: bytes) -> None:
    answer = decode(tmp_path, raw(text))
    assert images(answer) == [IMAGE]
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
def test_a_data_url_is_an_image_whatever_its_media_type_says(tmp_path: Path, head: str) -> None:
    answer = decode(tmp_path, b'{"url": "' + head.encode() + BASE64 + b'"}')
    assert images(answer) == [IMAGE]
    assert answer.document == {"url": next(iter(answer.files))}


def test_a_data_url_that_fills_its_string_may_have_line_breaks(tmp_path: Path) -> None:
    lines = base64.encodebytes(IMAGE).replace(b"\n", rb"\n")
    answer = decode(tmp_path, b'{"url": "data:image/png;base64,' + lines + b'"}')
    assert images(answer) == [IMAGE]
    assert answer.document == {"url": next(iter(answer.files))}


def test_data_urls_within_a_text_are_replaced_by_their_markers(tmp_path: Path) -> None:
    url = b"data:image/png;base64," + BASE64
    body = b'{"content": "One ![a](' + url + rb")\n" + url + rb"\nand \"" + url + rb'\"."}'
    answer = decode(tmp_path, body)
    first, second, third = answer.files
    assert images(answer) == [IMAGE] * 3
    assert answer.document == {"content": f'One ![a]({first})\n{second}\nand "{third}".'}


def test_talk_about_data_urls_does_not_spoil_the_answer(tmp_path: Path) -> None:
    body = b'{"content": "It begins with data:image/png;base64,A", ' + raw(BASE64)[1:]
    assert images(decode(tmp_path, body)) == [IMAGE]


@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF"])
def test_a_url_that_is_bare_base64_of_an_image_is_one(tmp_path: Path, start: bytes) -> None:
    text = base64.b64encode(start + IMAGE).replace(b"/", rb"\/")
    answer = decode(tmp_path, b'{"url": "' + text + b'"}')
    assert images(answer) == [start + IMAGE]


@pytest.mark.parametrize(
    "url",
    ["https://example.com/a.png", "data:image/png,abc", "www.example.com/a", "", "d", "/9", "data"],
)
def test_any_other_url_stays_as_it_is(tmp_path: Path, url: str) -> None:
    answer = decode(tmp_path, json.dumps({"url": url}).encode())
    assert (answer.document, answer.files) == ({"url": url}, {})


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF1234WEBP"]
)
def test_a_body_that_is_an_image_is_one(tmp_path: Path, start: bytes, step: int) -> None:
    answer = decode(tmp_path, start + IMAGE, step=step)
    assert images(answer) == [start + IMAGE]
    assert answer.document is None


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize("head", [b"", b"data:image/png;base64,"])
def test_a_body_that_is_nothing_but_base64_is_an_image(
    tmp_path: Path, head: bytes, step: int
) -> None:
    data = b"\x89PNG\r\n\x1a\n" + IMAGE
    answer = decode(tmp_path, head + base64.encodebytes(data), step=step)
    assert images(answer) == [data]


def test_a_body_that_is_too_large_an_image_is_a_bad_answer(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer):
        decode(tmp_path, b"GIF89a" + IMAGE, AnswerLimits(max_image_bytes=100))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", [b"", b" ", rb"\n", b"data:image/png;base64,"])
def test_an_empty_image_is_an_empty_string_and_no_file(tmp_path: Path, text: bytes) -> None:
    answer = decode(tmp_path, raw(text))
    assert answer.document == {"data": [{"b64_json": "", "media_type": "image/png"}]}
    assert not answer.files
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("text", "good"),
    [
        pytest.param(b"AAAAA", 3, id="one symbol too many"),
        pytest.param(b"AA==AAAA", 1, id="symbols after the padding"),
        pytest.param(b"AA==AA", 1, id="a group without padding after the padding"),
        pytest.param(b"AAA=A", 2, id="one symbol after the padding"),
        pytest.param(b"AAAA=", 3, id="padding of nothing"),
        pytest.param(b"A===", 0, id="too much padding"),
        pytest.param(b"A=A", 0, id="padding within the last group"),
        pytest.param(b"AAAA.AAA", 3, id="another character"),
        pytest.param(rb"AAAA\\/AAA", 3, id="an escaped backslash"),
        pytest.param(rb"AAAA\\nrAAAA", 3, id="a backslash before an escape's letter"),
        pytest.param(rb"AAAA\"AAA", 3, id="an escaped quote"),
        pytest.param(rb"AAAA\u0041", 3, id="another escape"),
        pytest.param("AAAAÄ".encode(), 3, id="another alphabet"),
    ],
)
@pytest.mark.parametrize("step", [1, 1000])
def test_broken_base64_is_kept_up_to_its_fault(
    tmp_path: Path, text: bytes, good: int, step: int
) -> None:
    body = b'[{"b64_json":"BBBB' + text + b'"},{"b64_json":"' + BASE64 + b'"}]'
    answer = decode(tmp_path, body, step=step)
    assert images(answer) == [base64.b64decode("BBBB") + bytes(good), IMAGE]
    assert answer.document == [{"b64_json": marker} for marker in answer.markers]


@pytest.mark.parametrize("text", [b"!!!!" + BASE64, b"A", rb"\u0041AAA", b"====", b"no base64"])
def test_base64_that_is_broken_from_the_start_is_a_dropped_image(
    tmp_path: Path, text: bytes
) -> None:
    answer = decode(tmp_path, b'{"data":[{"b64_json":"' + text + b'"},' + raw(BASE64) + b"]}")
    assert [image for image in images(answer) if image == IMAGE] == [IMAGE]
    assert len(answer.markers) == 2
    assert len(list(tmp_path.iterdir())) == len(answer.files)


def test_an_address_in_place_of_the_bytes_stays_as_it_is(tmp_path: Path) -> None:
    answer = decode(tmp_path, raw(b"https://example.com/a.png"))
    assert "https://example.com/a.png" in str(answer.document)
    assert not answer.markers


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n",
        b'{"a": 1',
        b'{"a": "text',
        b'{"data": [{"b64_json": "AAAA',
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
    assert images(decode(tmp_path, prefix + raw(BASE64) + b"\n")) == [IMAGE]


def test_a_raw_line_break_or_broken_utf8_in_a_text_costs_no_image(tmp_path: Path) -> None:
    answer = decode(tmp_path, raw(BASE64).replace(b"image/png", b"\n\xff"))
    assert images(answer) == [IMAGE]


@pytest.mark.parametrize("body", [b"null", b"[]", b'"text"', b"1.5", b"NaN", b'{"a":1,"a":2}'])
def test_any_json_is_an_answer_here(tmp_path: Path, body: bytes) -> None:
    assert repr(decode(tmp_path, body).document) == repr(json.loads(body))


def test_text_that_looks_like_a_marker_stays_text(tmp_path: Path) -> None:
    [marker] = decode(tmp_path, raw(BASE64)).files
    answer = decode(tmp_path, json.dumps({"url": marker, "b64": marker}).encode())
    assert answer.document == {"url": marker, "b64": marker}
    assert marker not in answer.files


def test_a_very_long_text_is_left_out_and_the_images_around_it_are_not(tmp_path: Path) -> None:
    url = b"data:image/png;base64," + BASE64
    body = b'{"content":"a ' + url + b" " + b"x" * 2_000_000 + url + b' z","blob":"'
    body += b"y" * 2_000_000 + rb'\"","end":"kept"}'
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    for at in range(0, len(body), 1000):
        decoder.feed(body[at : at + 1000])
    answer = decoder.finish()
    first, second = answer.files
    assert answer.document == {"content": f"a {first}{second} z", "blob": "", "end": "kept"}
    assert images(answer) == [IMAGE] * 2


def test_an_image_may_be_as_large_as_the_limit_and_one_that_is_larger_is_dropped(
    tmp_path: Path,
) -> None:
    limits = AnswerLimits(max_image_bytes=len(IMAGE))
    larger = base64.b64encode(IMAGE + b"x")
    answer = decode(tmp_path, b"[" + raw(larger) + b"," + raw(BASE64) + b"]", limits)
    assert images(answer) == [IMAGE]
    assert list(answer.dropped.values()) == ["an image is too large"]
    assert set(tmp_path.iterdir()) == set(answer.files.values())


def test_all_images_together_take_no_more_room_than_the_most_that_are_kept(
    tmp_path: Path,
) -> None:
    limits = AnswerLimits(max_images=2, max_image_bytes=len(IMAGE))
    answer = decode(tmp_path, b"[" + b",".join([raw(BASE64)] * 3) + b"]", limits)
    assert images(answer) == [IMAGE] * 2
    assert list(answer.dropped.values()) == ["all images together are too large"]


def test_what_a_dropped_image_had_taken_is_free_for_the_next(tmp_path: Path) -> None:
    limits = AnswerLimits(max_images=1, max_image_bytes=len(IMAGE))
    larger = base64.b64encode(IMAGE + b"x")
    answer = decode(tmp_path, b"[" + raw(larger) + b"," + raw(BASE64) + b"]", limits)
    assert images(answer) == [IMAGE]


def test_only_the_first_of_very_many_images_are_decoded(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    body = b"[" + b",".join([raw(b"AAAA")] * 100) + b',{"content":"data:;base64,AAAA"}]'
    answer = decode(tmp_path, body)
    assert len(answer.files) == len(answer.markers) == 64
    assert caplog.text.count("more than 64 images") == 1


def test_too_large_an_image_is_refused_before_it_is_on_disk(tmp_path: Path) -> None:
    limits = AnswerLimits(max_image_bytes=1_000)
    with disk_full_after(1_000):
        assert not decode(tmp_path, raw(BASE64), limits).files


@pytest.mark.parametrize("piece", [b"0,", b'"a few words of text",', b'"' + b"x" * 900 + b'",'])
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


@pytest.mark.parametrize("size_bytes", [15_000, 60_000, 300_000])
def test_many_long_texts_cost_no_image(tmp_path: Path, size_bytes: int) -> None:
    signature = b'{"signature":"' + b"x" * size_bytes + b'"},'
    body = b'{"reasoning_details":[' + signature * 30 + b"0]," + raw(BASE64)[1:]
    assert images(decode(tmp_path, body, step=5_000)) == [IMAGE]


@pytest.mark.parametrize("step", [999, 200_000])
@pytest.mark.parametrize(
    "item",
    [
        pytest.param(
            b'{"token":"a","logprob":-0.1,"bytes":[97],"top_logprobs":[{"a":[]}]}', id="p"
        ),
        pytest.param(b"-0.0123456789", id="numbers"),
        pytest.param(b'"word"', id="words"),
        pytest.param(b'{"deep":[["word"]]}', id="deep"),
    ],
)
def test_a_long_list_beside_the_image_is_left_out(tmp_path: Path, item: bytes, step: int) -> None:
    many = b",".join([item] * 30_000 if item.startswith(b"-") else [item] * 9_000)
    choice = b'{"logprobs":{"content":[' + many + b']},"finish_reason":"stop"}'
    body = b'{"choices":[' + choice + b'],"usage":{"cost":1},' + raw(BASE64)[1:]
    answer = decode(tmp_path, body, step=step)
    assert images(answer) == [IMAGE]
    assert answer.document == {
        "choices": [{"logprobs": {"content": []}, "finish_reason": "stop"}],
        "usage": {"cost": 1},
        "data": [{"b64_json": answer.markers[0], "media_type": "image/png"}],
    }


def test_an_image_in_what_is_left_out_is_not_lost(tmp_path: Path) -> None:
    words = b'"word",' * 6_000
    image = b'{"x":"data:image/png;base64,' + BASE64 + b'"}'
    body = b'{"a":{"b":[' + words + image + b"," + words + b"0]}}"
    answer = decode(tmp_path, body)
    assert images(answer) == [IMAGE]
    assert answer.document == {"a": {"b": []}}


@pytest.mark.parametrize(
    "piece",
    [b"[[[[[[]]]]]],", b'{"":{"":{"":{"":{"":{"":0}}}}}},', b'["' + b"x" * 70 + b'"],'],
)
def test_what_is_left_out_has_its_bounds_too(tmp_path: Path, piece: bytes) -> None:
    decoder = AnswerDecoder(Spool(tmp_path), AnswerLimits())
    before = time.process_time()
    with pytest.raises(BadAnswer, check=lambda error: str(error.detail).startswith("too ")):
        decoder.feed(b'{"a":[' + piece * 100_000)
    assert time.process_time() - before < 2


@pytest.mark.parametrize("step", [63, 4_000, 2**18])
def test_white_space_without_end_costs_no_image(tmp_path: Path, step: int) -> None:
    blank = b" \n" * 500_000
    body = raw(BASE64).replace(b"{", b"{" + blank).replace(b",", blank + b"," + blank)
    answer = decode(tmp_path, body, step=step)
    assert images(answer) == [IMAGE]


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
    assert images(answer) == [IMAGE]
