"""Parses the subset of CBOR that signatures use, from untrusted bytes.

A library supports much more, such as dates, regular expressions, fractions and references, which
hostile bytes could exploit. https://www.rfc-editor.org/rfc/rfc8949, read 2026-11-30
"""

from typing import TypeAlias

#: Nesting depth; a signature's certificate is on the fourth level.
_MAX_LEVELS = 16

#: Values in all, nested ones included.
_MAX_VALUES = 10_000

#: Low five bits of a value's first byte, and the number of bytes of its argument that follow.
_FOLLOWING = {24: 1, 25: 2, 26: 4, 27: 8}

Key: TypeAlias = "int | bytes | str"
Value: TypeAlias = "Key | list[Value] | dict[Key, Value] | None"


def read_cbor(data: bytes) -> Value:
    """Return the first value in some bytes; the rest is ignored.

    Tags are skipped; floats and simple values such as true become None.

    Raises:
        ValueError: The value is truncated, nested too deeply, has too many values, or is of a kind
            that signatures do not use.
    """
    return _Reader(data).value(_MAX_LEVELS)


class _Reader:
    """Reads bytes once from start to end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._remaining = _MAX_VALUES

    def value(self, levels: int) -> Value:
        """Read a value with at most this many levels."""
        self._remaining -= 1
        if levels < 1 or self._remaining < 0:
            raise ValueError("CBOR with too many values")
        [first] = self._take(1)
        number = self._number(first & 0b11111)
        value: Value = None
        match first >> 5:
            case 0:
                value = number
            case 1:
                value = -1 - number
            case 2:
                value = self._take(number)
            case 3:
                value = self._take(number).decode(errors="replace")
            case 4:
                value = [self.value(levels - 1) for _ in range(self._count(number))]
            case 5:
                value = dict(self._entry(levels - 1) for _ in range(self._count(number)))
            case 6:
                value = self.value(levels - 1)
            case _:
                pass
        return value

    def _entry(self, levels: int) -> tuple[Key, Value]:
        key = self.value(levels)
        if not isinstance(key, int | bytes | str):
            raise ValueError("CBOR with a key that is no word")  # noqa: TRY004 - bytes, not a type
        return key, self.value(levels)

    def _number(self, bits: int) -> int:
        if bits in _FOLLOWING:
            return int.from_bytes(self._take(_FOLLOWING[bits]), "big")
        if bits > max(_FOLLOWING):
            raise ValueError("CBOR without a length")
        return bits

    def _count(self, number: int) -> int:
        """Check a length or number of values: each takes at least one of the remaining bytes."""
        if number > len(self._data) - self._at:
            raise ValueError("CBOR that is cut off")
        return number

    def _take(self, count: int) -> bytes:
        taken = self._data[self._at : self._at + self._count(count)]
        self._at += count
        return taken
