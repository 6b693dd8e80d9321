"""Reads the signer's name from a C2PA manifest store, without verifying anything.

A store consists of JUMBF boxes. Its last manifest is the active one, and that manifest's signature
box holds a COSE signature with the signer's certificate.
https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html and
https://www.iso.org/standard/84635.html (ISO/IEC 19566-5)
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.imaging.provenance.cbor import Value, read_cbor
from bot.imaging.provenance.subject import read_subject

#: Boxes in one box; a store has one manifest for each time that the image was changed.
_MAX_BOXES = 1000

#: Bytes of one signature, with its certificates and timestamps, and of one certificate.
_MAX_SIGNATURE_BYTES = 256 * 1024
_MAX_CERTIFICATE_BYTES = 16 * 1024

#: COSE's label of the header with the certificates, and its name in early versions of C2PA.
#: https://www.rfc-editor.org/rfc/rfc9360, read 2026-11-30
_CERTIFICATES = (33, "x5chain")

_SIGNATURE_LABEL = "c2pa.signature"

_SUPERBOX, _DESCRIPTION, _CBOR = b"jumb", b"jumd", b"cbor"
_HEADER_BYTES, _LONG_HEADER_BYTES = 8, 16

#: In a description box: length of the box type, and the flag for a label.
_KIND_BYTES = 16
_HAS_LABEL = 0b10


class _Box(NamedTuple):
    kind: bytes
    data: bytes


def read_signer(store: bytes) -> str:
    """Return the name in the signer's certificate; empty if it has none.

    Args:
        store: A manifest store, from its first box on.

    Raises:
        ValueError: The store is malformed, or has no manifest, signature or certificate.
    """
    manifests = [box for box in _boxes(_first(store)) if box.kind == _SUPERBOX]
    if not manifests:
        raise ValueError("a manifest store without a manifest")
    for box in _boxes(manifests[-1].data):
        if box.kind == _SUPERBOX and _label(box) == _SIGNATURE_LABEL:
            return read_subject(_certificate(read_cbor(_signature(box))))
    raise ValueError("a manifest without a signature")


def _signature(superbox: _Box) -> bytes:
    for box in _boxes(superbox.data):
        if box.kind == _CBOR and len(box.data) <= _MAX_SIGNATURE_BYTES:
            return box.data
    raise ValueError("a signature box without a signature, or too large")


def _first(store: bytes) -> bytes:
    for box in _boxes(store):
        if box.kind == _SUPERBOX:
            return box.data
        break
    raise ValueError("no manifest store")


def _certificate(signature: Value) -> bytes:
    """Return the signer's certificate from either header of a `COSE_Sign1`."""
    match signature:
        case [bytes() as encoded, dict() as unprotected, *_]:
            protected = read_cbor(encoded) if encoded else {}
        case _:
            raise ValueError("no COSE signature")
    for header in (protected, unprotected):
        for name in _CERTIFICATES:
            found = header.get(name) if isinstance(header, dict) else None
            first = found[0] if isinstance(found, list) and found else found
            if isinstance(first, bytes) and len(first) <= _MAX_CERTIFICATE_BYTES:
                return first
    raise ValueError("a signature without a certificate")


def _label(superbox: _Box) -> str:
    """Return the label from a superbox's first box, its description; empty if it has none."""
    for box in _boxes(superbox.data):
        flags, label = box.data[_KIND_BYTES : _KIND_BYTES + 1], box.data[_KIND_BYTES + 1 :]
        if box.kind == _DESCRIPTION and flags and flags[0] & _HAS_LABEL:
            return label.partition(b"\0")[0].decode(errors="replace")
        break
    return ""


def _boxes(data: bytes) -> Iterator[_Box]:
    """Yield the consecutive boxes in some bytes."""
    at = 0
    for _ in range(_MAX_BOXES):
        if at >= len(data):
            return
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        header = _HEADER_BYTES
        if size == 1:
            header = _LONG_HEADER_BYTES
            size = int.from_bytes(data[at + _HEADER_BYTES : at + header], "big")
        elif not size:
            # 0 means that the box extends to the end
            size = len(data) - at
        if size < header or at + size > len(data):
            break
        yield _Box(kind, data[at + header : at + size])
        at += size
    raise ValueError("JUMBF that is cut off")
