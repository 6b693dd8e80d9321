"""The signer's name is read from untrusted bytes."""

import struct
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.errors import BadAnswer, SpoolFailed
from bot.imaging.provenance.cbor import read_cbor
from bot.imaging.provenance.manifest import read_signer
from bot.imaging.provenance.signature import MAX_NAME_LENGTH, MAX_STORE_BYTES, examine, signed_by
from bot.imaging.provenance.subject import read_subject
from bot.sandbox.painter.drawing.signing import app11, certificate, manifest_store, sign
from tests.imaging.samples import encode, noise

#: Signed with c2pa-python 0.38.1 by a certificate of "Example Images Ltd", which signs as "Media
#: Signing Service".
OFFICIAL = Path(__file__).parents[1] / "signed"

FORMATS = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp"}


def plain(format_: str) -> bytes:
    return encode(Image.new("RGB", (8, 8), "red"), format_.upper())


def told(folder: Path, data: bytes, format_: str = "png") -> str | None:
    path = folder / "picture"
    path.write_bytes(data)
    return signed_by(path, FORMATS[format_])


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signature")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_organisation_in_a_true_signature_is_told(format_: str) -> None:
    image = examine(OFFICIAL / f"signed.{format_}")
    assert (image.media_type, image.signed_by) == (FORMATS[format_], "Example Pictures Ltd")


@pytest.mark.parametrize("format_", FORMATS)
def test_what_nobody_signed_is_told_as_such(format_: str, tmp_path: Path) -> None:
    assert told(tmp_path, plain(format_), format_) is None


def test_a_gif_is_signed_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(encode(noise("L", 9, 9), "GIF"))
    assert examine(path).signed_by is None


@pytest.mark.parametrize("format_", FORMATS)
def test_what_the_painter_signs_is_read_and_still_an_image(format_: str, tmp_path: Path) -> None:
    data = sign(plain(format_), format_, "Zoë & Söhne")
    assert told(tmp_path, data, format_) == "Zoë & Söhne"
    assert Image.open(tmp_path / "picture").convert("RGB").size == (8, 8)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_signature_without_a_readable_name_is_still_one(format_: str, tmp_path: Path) -> None:
    signed = sign(plain(format_), format_, "a name")
    broken = signed.replace(certificate("a name"), bytes(len(certificate("a name"))))
    assert told(tmp_path, broken, format_) == ""


def test_a_store_in_many_segments_of_a_jpeg_is_put_together(tmp_path: Path) -> None:
    data = plain("jpeg")
    segments = app11(manifest_store(certificate("a name")), max_bytes=100)
    other = app11(b"\0\0\0\x10jumb" + bytes(8)).replace(b"JP\0\x01", b"JP\0\x02")
    assert segments.count(b"JP\0\x01") > 4
    assert told(tmp_path, data[:2] + other + segments + data[2:], "jpeg") == "a name"


def test_segments_of_a_jpeg_that_are_no_boxes_are_passed_over(tmp_path: Path) -> None:
    data = plain("jpeg")
    strange = b"\xff\xeb\x00\x08c2pa.." + b"\xff\xff\xfe\x00\x04.." + b"\xff\x01"
    assert told(tmp_path, data[:2] + strange + data[2:], "jpeg") is None


def test_the_last_manifest_of_a_store_is_the_one_in_force() -> None:
    first, second = (manifest_store(certificate(name)) for name in ("first", "second"))
    description = int.from_bytes(first[8:12], "big")
    together = first[8:] + second[8 + description :]
    assert read_signer(struct.pack(">I", len(together) + 8) + b"jumb" + together) == "second"


@pytest.mark.parametrize("header", [b"\x18\x21", b"\x67x5chain"])
def test_the_first_versions_name_of_the_certificates_is_known(header: bytes) -> None:
    assert read_signer(manifest_store(certificate("a name"), header=header)) == "a name"


def test_a_signature_without_a_certificate_has_no_name() -> None:
    with pytest.raises(ValueError, match="without a certificate"):
        read_signer(manifest_store(certificate("a name"), header=b"\x01"))


def test_a_name_is_one_short_line_of_what_can_be_seen(tmp_path: Path) -> None:
    name = "\u202eevil\n\x00 Ltd" + "d" * 50
    data = sign(plain("png"), "png", name)
    assert told(tmp_path, data) == "evil Ltd" + "d" * 50
    long = certificate("L" * 64).replace(b"L" * 64, "ß".encode() * 32)
    assert read_subject(long) == "ß" * 32
    assert len("ß" * 32) <= MAX_NAME_LENGTH


def test_a_store_that_is_too_large_has_no_name(tmp_path: Path) -> None:
    store = manifest_store(certificate("a name"))
    free = struct.pack(">I", MAX_STORE_BYTES) + b"free" + bytes(MAX_STORE_BYTES - 8)
    body = store[8:] + free
    large = struct.pack(">I", len(body) + 8) + b"jumb" + body
    data = plain("webp")
    chunk = b"C2PA" + struct.pack("<I", len(large)) + large
    riff = b"RIFF" + struct.pack("<I", len(data) - 8 + len(chunk)) + data[8:] + chunk
    assert told(tmp_path, riff, "webp") == ""


def test_a_file_that_is_gone_is_the_disks_fault(tmp_path: Path) -> None:
    with pytest.raises(SpoolFailed):
        signed_by(tmp_path / "missing", "image/png")


def test_no_image_is_none_with_a_signature_either(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(manifest_store(certificate("a name")))
    with pytest.raises(BadAnswer):
        examine(path)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), format_=st.sampled_from(sorted(FORMATS)))
def test_no_bytes_break_the_reader(data: st.DataObject, format_: str, scratch: Path) -> None:
    signed = bytearray(sign(plain(format_), format_, "a name"))
    for _ in range(data.draw(st.integers(0, 8))):
        signed[data.draw(st.integers(0, len(signed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(signed)))
    name = told(scratch, bytes(signed[:cut]), format_)
    assert name is None or len(name) <= MAX_NAME_LENGTH


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_the_parsers_raise_nothing_but_value_errors(data: bytes) -> None:
    for read in (read_cbor, read_subject, read_signer):
        try:
            read(data)
        except ValueError:
            continue


@pytest.mark.parametrize(
    "data",
    [
        b"\x81" * 10_000,
        b"\x9a\x00\x0f\xff\xff" + b"\x00" * 2**20,
        b"\x5b" + b"\xff" * 8,
        b"\xa1\x80",
    ],
    ids=["deep", "many", "long", "key"],
)
def test_what_cbor_makes_readers_do_is_bounded(data: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(ValueError, match="CBOR"):
        read_cbor(data)
    assert time.perf_counter() - began < 0.1


def test_cbor_is_read_as_its_rfc_shows_it() -> None:
    shown = bytes.fromhex("83 18 64 20 a2 61 61 c1 1a 51 4b 67 b0 01 f5".replace(" ", ""))
    assert read_cbor(shown) == [100, -1, {"a": 1_363_896_240, 1: None}]
