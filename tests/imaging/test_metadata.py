"""An image without its metadata still looks the same and contains nothing else."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from bot.imaging.metadata import strip_metadata
from bot.imaging.orientation import is_turned
from tests.imaging.samples import encode, encoded_images, noise, srgb_profile

SECRET = b"52 31 12 N, 13 24 18 E"
ZIP = b"PK\x03\x04" + SECRET
PROFILE = srgb_profile()
MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif"}
HEADER_END = 33


def exif(orientation: int = 1, *, order: str = ">") -> bytes:
    """Return Exif data with an orientation, a camera's name and a second directory."""
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack(f"{order}HHII", 0x0110, 2, len(SECRET), 38)
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    return head + struct.pack(f"{order}H", 2) + entries + bytes(4) + SECRET


def png_chunk(name: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(name))
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)


def webp_chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_png_metadata(data: bytes, orientation: int = 1) -> bytes:
    before = b"".join(
        png_chunk(name, SECRET) for name in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt", b"caBX")
    )
    before += png_chunk(b"eXIf", exif(orientation)) + png_chunk(b"pHYs", bytes(8) + b"\1")
    after = png_chunk(b"tEXt", b"Comment\0" + SECRET)
    return data[:HEADER_END] + before + data[HEADER_END:-12] + after + data[-12:] + ZIP


def with_jpeg_metadata(data: bytes, orientation: int = 1) -> bytes:
    preview = b"JFIF\0\1\1\0\0\1\0\1\1\1" + SECRET[:3]
    # insert after the start marker, and drop the encoder's own JFIF segment
    assert data[2:4] == b"\xff\xe0" or b"Adobe" in data[:40]
    body = data[20:] if data[2:4] == b"\xff\xe0" else data[2:]
    first = segment(0xE0, preview) if data[2:4] == b"\xff\xe0" else b""
    added = first + segment(0xE0, b"JFXX\0\x13" + SECRET)
    added += segment(0xE1, b"Exif\0\0" + exif(orientation))
    added += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET)
    added += segment(0xE2, b"FPXR\0" + SECRET) + segment(0xED, SECRET) + segment(0xFE, SECRET)
    added += b"".join(segment(marker, SECRET) for marker in range(0xE3, 0xEC))
    return data[:2] + added + body + ZIP


def with_webp_metadata(data: bytes, orientation: int = 1) -> bytes:
    image = Image.open(io.BytesIO(data))
    out = io.BytesIO()
    image.save(out, "WEBP", lossless=True, exif=exif(orientation), xmp=SECRET)
    body = out.getvalue()[8:] + webp_chunk(b"C2PA", SECRET) + webp_chunk(b"note", SECRET + b"!")
    return b"RIFF" + struct.pack("<I", len(body)) + body + ZIP


METADATA: dict[str, Callable[..., bytes]] = {
    "PNG": with_png_metadata,
    "JPEG": with_jpeg_metadata,
    "WEBP": with_webp_metadata,
}


def pixels(data: bytes) -> tuple[tuple[int, int], bytes, object]:
    """Return size, pixels as stored and colour information of an image."""
    image = Image.open(io.BytesIO(data))
    image.load()
    colours = {
        name: image.info.get(name)
        for name in ("icc_profile", "gamma", "chromaticity", "srgb", "transparency", "adobe")
    }
    return image.size, image.convert("RGBA").tobytes(), colours


def bare(data: bytes, kind: str) -> bytes:
    result = strip_metadata(data, MEDIA_TYPES[kind])
    assert result is not None
    return result


@pytest.mark.parametrize("kind", METADATA)
def test_nothing_but_pixels_and_colours_stays(kind: str) -> None:
    out = io.BytesIO()
    noise("RGB", 40, 30).save(out, kind, icc_profile=PROFILE)
    plain = out.getvalue()
    full = METADATA[kind](plain if kind != "WEBP" else encode(noise("RGB", 40, 30), kind))
    assert SECRET in full
    result = bare(full, kind)
    assert SECRET not in result
    assert SECRET[:3] not in result
    assert pixels(result) == pixels(full)
    assert bare(result, kind) == result


@pytest.mark.parametrize("kind", METADATA)
@pytest.mark.parametrize("orientation", range(10))
def test_what_metadata_turns_has_to_be_written_anew(kind: str, orientation: int) -> None:
    full = METADATA[kind](encode(noise("RGB", 40, 30), kind), orientation)
    is_bare = strip_metadata(full, MEDIA_TYPES[kind]) is not None
    assert is_bare == (orientation not in range(2, 9))


def test_a_gif_has_to_be_written_anew() -> None:
    assert strip_metadata(encode(noise("P", 9, 9), "GIF"), "image/gif") is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_profile_stays(kind: str) -> None:
    out = io.BytesIO()
    noise("RGB", 40, 30).save(out, kind, icc_profile=PROFILE)
    result = bare(out.getvalue(), kind)
    assert Image.open(io.BytesIO(result)).info["icc_profile"] == PROFILE
    assert pixels(result) == pixels(out.getvalue())


def test_what_a_png_says_about_its_colours_stays() -> None:
    info = PngInfo()
    said = {
        b"cHRM": bytes(range(32)),
        b"gAMA": struct.pack(">I", 100_000),
        b"sRGB": b"\1",
        b"sBIT": b"\5\6\5",
        b"cICP": b"\x0c\x0d\0\1",
    }
    for name, data in said.items():
        info.add(name, data)
    info.add_text("Comment", SECRET.decode())
    out = io.BytesIO()
    noise("P", 40, 30).save(out, "PNG", pnginfo=info, transparency=bytes(range(256)))
    result = bare(out.getvalue(), "PNG")
    for name, data in said.items():
        assert png_chunk(name, data) in result
    assert b"tRNS" in result
    assert SECRET not in result
    assert pixels(result) == pixels(out.getvalue())


def test_the_transform_of_a_cmyk_jpeg_stays_and_what_hides_behind_it_goes() -> None:
    out = io.BytesIO()
    noise("RGB", 40, 30).convert("CMYK").save(out, "JPEG")
    data = out.getvalue()
    start = data.index(b"\xff\xee")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    longer = data[:start] + segment(0xEE, data[start + 4 : end] + SECRET) + data[end:]
    result = bare(longer, "JPEG")
    assert b"Adobe" in result
    assert SECRET not in result
    assert pixels(result) == pixels(data)


def test_what_stands_between_the_scans_of_a_progressive_jpeg_goes() -> None:
    out = io.BytesIO()
    noise("RGB", 400, 300).save(out, "JPEG", progressive=True, quality=95)
    data = out.getvalue()
    scans = data.count(b"\xff\xda")
    assert scans > 5
    last = data.rindex(b"\xff\xda")
    full = data[:last] + segment(0xFE, SECRET) + segment(0xEF, SECRET) + data[last:] + ZIP
    result = bare(full, "JPEG")
    assert SECRET not in result
    assert result == data[:2] + result[2:]
    assert pixels(result) == pixels(data)


def test_restarts_and_fillers_of_a_jpeg_are_pixels() -> None:
    out = io.BytesIO()
    noise("RGB", 64, 64).save(out, "JPEG", restart_marker_rows=1)
    data = out.getvalue()
    assert b"\xff\xd0" in data
    full = data[:-2] + b"\xff\xff" + data[-2:] + ZIP
    result = bare(full, "JPEG")
    assert SECRET not in result
    assert pixels(result) == pixels(data)


def test_a_marker_on_the_border_of_two_searches_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode(noise("RGB", 64, 64), "JPEG")
    for size in (1, 2, 3, 64):
        monkeypatch.setattr("bot.imaging.metadata._SEARCHED_BYTES", size)
        assert pixels(bare(data + ZIP, "JPEG")) == pixels(data)
        assert SECRET not in bare(data + ZIP, "JPEG")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (encode(noise("RGB", 9, 9), "PNG")[:-6], "PNG"),
        (encode(noise("RGB", 9, 9), "JPEG")[:-2], "JPEG"),
        (encode(noise("RGB", 9, 9), "JPEG")[:300], "JPEG"),
        (encode(noise("RGB", 9, 9), "WEBP")[:-30], "WEBP"),
        (encode(noise("RGB", 9, 9), "PNG")[:33] + png_chunk(b"NEWS", b"") + b"rest", "PNG"),
        (b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + exif()) * 2 + b"\xff\xda\0\4..\xff\xd9", "JPEG"),
        (b"\xff\xd8junk", "JPEG"),
        (b"\xff\xd8" + segment(0x50, SECRET) + b"\xff\xda\0\4..\xff\xd9", "JPEG"),
        (b"\xff\xd8\xff\xda\0\4..data\xff\xd8\0\2\xff\xd9", "JPEG"),
        (b"\xff\xd8\xff\xd8", "JPEG"),
        (b"\xff\xd8\xff\xda\0\4..data\xff\xda\0\1", "JPEG"),
        (b"\xff\xd8\xff\xda\0\4.." + b"\xff\xda\0\2" * 1001, "JPEG"),
        (b"\xff\xd8" + b"\xff\xe1\0\2" * 50_001, "JPEG"),
        (b"RIFF\x14\0\0\0WEBPVP8 ....", "WEBP"),
        (b"RIFF\xff\xff\xff\0WEBP" + b"note\0\0\0\0" * 50_001, "WEBP"),
        (b"RIFF\x06\0\0\0WEBPno", "WEBP"),
    ],
)
def test_what_is_not_as_it_should_be_has_to_be_written_anew(data: bytes, kind: str) -> None:
    if kind == "WEBP" and len(data) < 20:
        # a truncated chunk is dropped completely
        data += b"t"
        data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    assert strip_metadata(data, MEDIA_TYPES[kind]) is None


@settings(max_examples=60, deadline=None)
@given(data=encoded_images())
def test_every_kind_of_image_shows_the_same_without_metadata(data: bytes) -> None:
    kind = Image.open(io.BytesIO(data)).format or ""
    if kind == "GIF":
        return
    full = METADATA[kind](data) if kind != "WEBP" else data + ZIP
    result = bare(full, kind)
    assert pixels(result) == pixels(full)
    assert SECRET not in result


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's, about the broken metadata
@settings(max_examples=300, deadline=None)
@given(kind=st.sampled_from(sorted(METADATA)), data=st.data())
def test_no_bytes_break_the_walk_or_show_something_else(kind: str, data: st.DataObject) -> None:
    full = bytearray(METADATA[kind](encode(noise("RGB", 20, 16), kind)))
    for _ in range(data.draw(st.integers(1, 6))):
        full[data.draw(st.integers(12, len(full) - 1))] = data.draw(st.integers(0, 255))
    result = strip_metadata(bytes(full), MEDIA_TYPES[kind])
    if result is None:
        return
    try:
        before = pixels(bytes(full))[:2]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return
    assert pixels(result)[:2] == before


@given(st.binary(max_size=300))
def test_no_exif_breaks_the_look_at_it(data: bytes) -> None:
    for head in (b"", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"):
        assert is_turned(head + data) in {True, False}


@pytest.mark.parametrize("order", "<>")
def test_both_orders_of_bytes_are_read(order: str) -> None:
    assert is_turned(exif(6, order=order))
    assert not is_turned(exif(1, order=order))


def test_turned_is_what_pillow_turns() -> None:
    plain = encode(noise("RGB", 20, 10), "JPEG")
    for orientation in range(10):
        image = Image.open(io.BytesIO(with_jpeg_metadata(plain, orientation)))
        turned = ImageOps.exif_transpose(image)
        assert (turned.tobytes() != image.tobytes()) == is_turned(exif(orientation))
