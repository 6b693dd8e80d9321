"""Adds C2PA signatures to images: well-formed, but cryptographically invalid.

https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html, read
2026-11-30
"""

import struct
import zlib
from datetime import UTC, datetime
from functools import cache
from typing import Final

_MAX_SEGMENT_BYTES: Final = 60_000
_NO_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LAST_DAY: Final = datetime(2046, 1, 1, tzinfo=UTC)

#: A box type consists of four letters and this common suffix.
_KIND_REST: Final = bytes.fromhex("00110010800000aa00389b71")
_LABELLED: Final = 0b11


def sign(data: bytes, format_: str, name: str) -> bytes:
    """Put a manifest store into an image.

    Args:
        data: A PNG, JPEG or WebP.
        format_: `png`, `jpeg` or `webp`.
        name: The signer's organisation, at most 64 characters.
    """
    store = manifest_store(certificate(name))
    match format_:
        case "png":
            # after the signature and the header
            return data[:33] + _png_chunk(store) + data[33:]
        case "webp":
            filler = bytes(len(store) % 2)
            body = data[8:] + b"C2PA" + struct.pack("<I", len(store)) + store + filler
            return b"RIFF" + struct.pack("<I", len(body)) + body
        case _:
            return data[:2] + app11(store) + data[2:]


def manifest_store(signer: bytes, *, header: bytes = b"\x18\x21") -> bytes:
    """Return a store with one manifest that contains only a signature.

    Args:
        signer: The certificate, in DER.
        header: Key of the certificate in the protected header, in CBOR; the default is 33.
    """
    protected = b"\xa2\x01\x26" + header + _cbor_bytes(signer)
    signature = b"\xd2\x84" + _cbor_bytes(protected) + b"\xa0\xf6" + _cbor_bytes(bytes(64))
    signed = _superbox(b"c2cs", "c2pa.signature", _box(b"cbor", signature))
    return _superbox(b"c2pa", "c2pa", _superbox(b"c2ma", "urn:c2pa:of-the-painter", signed))


def app11(store: bytes, *, max_bytes: int = _MAX_SEGMENT_BYTES) -> bytes:
    """Split a store into JPEG segments; each repeats the header of its first box."""
    header, rest = store[:8], store[8:]
    pieces = [rest[start : start + max_bytes] for start in range(0, len(rest), max_bytes)]
    segments: list[bytes] = []
    for number, piece in enumerate(pieces, start=1):
        content = b"JP" + struct.pack(">HI", 1, number) + header + piece
        segments.append(b"\xff\xeb" + struct.pack(">H", len(content) + 2) + content)
    return b"".join(segments)


@cache
def certificate(name: str) -> bytes:
    """Return a self-signed certificate for this organisation, in DER."""
    # 40 ms and 8 MB that most answers don't need
    from cryptography import x509  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - see above

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name),
            x509.NameAttribute(x509.NameOID.COMMON_NAME, "Painter"),
        ]
    )
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), 1, _NO_DAY, _LAST_DAY)
    signed = builder.sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


def _superbox(kind: bytes, label: str, content: bytes) -> bytes:
    description = kind + _KIND_REST + bytes([_LABELLED]) + label.encode() + b"\0"
    return _box(b"jumb", _box(b"jumd", description) + content)


def _cbor_bytes(data: bytes) -> bytes:
    return b"\x59" + struct.pack(">H", len(data)) + data


def _png_chunk(data: bytes) -> bytes:
    checksum = zlib.crc32(data, zlib.crc32(b"caBX"))
    return struct.pack(">I", len(data)) + b"caBX" + data + struct.pack(">I", checksum)
