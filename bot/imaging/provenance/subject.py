"""Reads the subject's name from an X.509 certificate, without verifying anything.

The package cryptography would take 8 MB of memory, and 40 ms for the first certificate: too much
for one name. https://www.rfc-editor.org/rfc/rfc5280#section-4.1 and
https://www.itu.int/rec/T-REC-X.690
"""

from collections.abc import Iterator
from typing import NamedTuple

#: DER tags: a sequence, the optional version of a certificate, and an object identifier.
_SEQUENCE, _VERSION, _IDENTIFIER = 0x30, 0xA0, 0x06

#: Index of the subject among the signed fields without the version: after serial number,
#: algorithm, issuer and validity.
_SUBJECT_INDEX = 4

#: The object identifiers 2.5.4.10 and 2.5.4.3 in DER. The organisation says more: some common
#: names are product names.
_ORGANISATION, _COMMON_NAME = b"\x55\x04\x0a", b"\x55\x04\x03"

#: Encodings of string types by tag: UTF8, printable, teletex, IA5, universal and BMP.
_STRINGS = {
    0x0C: "utf-8",
    0x13: "ascii",
    0x14: "latin-1",
    0x16: "ascii",
    0x1C: "utf-32-be",
    0x1E: "utf-16-be",
}

#: Values in one sequence or set.
_MAX_VALUES = 200

_LONG_LENGTH = 0x80
_MAX_LENGTH_BYTES = 4


class _Value(NamedTuple):
    tag: int
    data: bytes


def read_subject(certificate: bytes) -> str:
    """Return the subject's organisation, else its common name; empty if it has neither.

    Args:
        certificate: X.509 in DER.

    Raises:
        ValueError: It is not a certificate.
    """
    whole = _only(certificate, _SEQUENCE)
    signed = _only(whole, _SEQUENCE)
    fields = [value for value in _values(signed) if value.tag != _VERSION]
    if len(fields) <= _SUBJECT_INDEX or fields[_SUBJECT_INDEX].tag != _SEQUENCE:
        raise ValueError("a certificate without a subject")
    names = dict(reversed(list(_names(fields[_SUBJECT_INDEX].data))))
    return names.get(_ORGANISATION) or names.get(_COMMON_NAME) or ""


def _names(subject: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the object identifier and the text of each of a subject's names."""
    for relative in _values(subject):
        for pair in _values(relative.data):
            parts = list(_values(pair.data))
            if [part.tag for part in parts[:1]] == [_IDENTIFIER] and len(parts) > 1:
                encoding = _STRINGS.get(parts[1].tag)
                if encoding is not None:
                    yield parts[0].data, parts[1].data.decode(encoding, errors="replace")


def _only(data: bytes, tag: int) -> bytes:
    """Return the data of the first value, which must have this tag."""
    for value in _values(data):
        if value.tag == tag:
            return value.data
        break
    raise ValueError("DER with another tag than it should have")


def _values(data: bytes) -> Iterator[_Value]:
    """Yield the consecutive values in DER data."""
    at = 0
    for _ in range(_MAX_VALUES):
        if at >= len(data):
            return
        head = data[at : at + 2]
        if len(head) < len(b"\x30\x00"):
            break
        tag, length = head
        at += 2
        if length >= _LONG_LENGTH:
            count = length - _LONG_LENGTH
            if not 0 < count <= _MAX_LENGTH_BYTES:
                break
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + length > len(data):
            break
        yield _Value(tag, data[at : at + length])
        at += length
    raise ValueError("DER that is cut off")
