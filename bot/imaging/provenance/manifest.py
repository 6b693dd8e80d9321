"""Who signed a C2PA manifest store, as it says itself.

A store is made of JUMBF boxes. Its last manifest is the one in force, and that one's signature box
holds a COSE signature with the signer's certificate. Nothing is verified.
https://spec.c2pa.org/specifications/specifications/2.2/specs/C2PA_Specification.html and
https://www.iso.org/standard/84635.html (ISO/IEC 19566-5)
"""

from collections.abc import Iterator
from typing import NamedTuple

from bot.imaging.provenance.cbor import Value, read_cbor
from bot.imaging.provenance.subject import read_subject

#: Boxes next to each other that are looked at; a store has one for each time that it was changed.
_MOST_BOXES = 1000

#: Of one signature, with its certificates and time stamps, and of one certificate, in bytes.
_MOST_SIGNATURE = 256 * 1024
_MOST_CERTIFICATE = 16 * 1024

#: COSE's own number of the header with the certificates, and its name in C2PA's first versions.
#: https://www.rfc-editor.org/rfc/rfc9360, read 2026-11-30
_CERTIFICATES = (33, "x5chain")

_SIGNATURE_LABEL = "c2pa.signature"

_SUPERBOX, _DESCRIPTION, _CBOR = b"jumb", b"jumd", b"cbor"
_HEADER_BYTES, _LONG_HEADER_BYTES = 8, 16

#: Of a description: what kind of box it is, and whether a label follows.
_KIND_BYTES = 16
_HAS_LABEL = 0b10


class _Box(NamedTuple):
    kind: bytes
    data: bytes


def read_signer(store: bytes) -> str:
    """Return the name that is stated for the signer; empty where a certificate has none.

    Args:
        store: From its first box on.

    Raises:
        ValueError: It cannot be read.
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
        if box.kind == _CBOR and len(box.data) <= _MOST_SIGNATURE:
            return box.data
    raise ValueError("a signature box without a signature, or too large")


def _first(store: bytes) -> bytes:
    for box in _boxes(store):
        if box.kind == _SUPERBOX:
            return box.data
        break
    raise ValueError("no manifest store")


def _certificate(signature: Value) -> bytes:
    """Return the signer's certificate out of a `COSE_Sign1`: protected header, other header, ..."""
    match signature:
        case [bytes() as sealed, dict() as unprotected, *_]:
            protected = read_cbor(sealed) if sealed else {}
        case _:
            raise ValueError("no COSE signature")
    for header in (protected, unprotected):
        for name in _CERTIFICATES:
            found = header.get(name) if isinstance(header, dict) else None
            first = found[0] if isinstance(found, list) and found else found
            if isinstance(first, bytes) and len(first) <= _MOST_CERTIFICATE:
                return first
    raise ValueError("a signature without a certificate")


def _label(superbox: _Box) -> str:
    """Return the label in a superbox's description, its first box."""
    for box in _boxes(superbox.data):
        flags, label = box.data[_KIND_BYTES : _KIND_BYTES + 1], box.data[_KIND_BYTES + 1 :]
        if box.kind == _DESCRIPTION and flags and flags[0] & _HAS_LABEL:
            return label.partition(b"\0")[0].decode(errors="replace")
        break
    return ""


def _boxes(data: bytes) -> Iterator[_Box]:
    """Yield the boxes that lie next to each other in some bytes."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at >= len(data):
            return
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        header = _HEADER_BYTES
        if size == 1:
            header = _LONG_HEADER_BYTES
            size = int.from_bytes(data[at + _HEADER_BYTES : at + header], "big")
        elif not size:
            # the last box may leave its length open
            size = len(data) - at
        if size < header or at + size > len(data):
            break
        yield _Box(kind, data[at + header : at + size])
        at += size
    raise ValueError("JUMBF that is cut off")
