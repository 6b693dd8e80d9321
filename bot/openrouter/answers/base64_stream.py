"""Decodes the base64 inside a JSON string, block by block as it arrives."""

import binascii
import re
from typing import Final

import pybase64

_SYMBOLS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_PAD: Final = ord("=")
_WHITE_SPACE: Final = b" \t\r\n"
_FROM_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")

#: How JSON encoders write symbols: `\/` for HTML's sake, the others where only letters are safe.
_SLASH_ESCAPE: Final = {rb"\/": b"/"}
_CODE_ESCAPES: Final = {
    rb"\u002f": b"/",
    rb"\u002F": b"/",
    rb"\u002b": b"+",
    rb"\u002B": b"+",
    rb"\u003d": b"=",
    rb"\u003D": b"=",
}
_LINE_ESCAPES: Final = {rb"\n": b"", rb"\r": b"", rb"\t": b""}
_PART_ESCAPES: Final = _SLASH_ESCAPE | _CODE_ESCAPES
_WHOLE_ESCAPES: Final = _SLASH_ESCAPE | _LINE_ESCAPES | _CODE_ESCAPES  # frequent ones first
_MAX_ESCAPE_BYTES: Final = 6

#: The longest run of symbols, escaped or not; possessive, so that its cost is linear.
_RUN: Final = re.compile(
    rb"(?:[A-Za-z0-9+/=_\-]++|%b)*+" % b"|".join(map(re.escape, _PART_ESCAPES))
)

#: What can be decoded of base64 that is broken: everything before its padding, too.
_GOOD: Final = re.compile(
    rb"(?:[A-Za-z0-9+/_\-]++|%b)*+"
    % b"|".join(re.escape(escape) for escape, symbol in _PART_ESCAPES.items() if symbol != b"=")
)
_GOOD_WHOLE: Final = re.compile(
    rb"(?:[A-Za-z0-9+/_\- \t\r\n]++|%b)*+"
    % b"|".join(re.escape(escape) for escape, symbol in _WHOLE_ESCAPES.items() if symbol != b"=")
)


class Base64Stream:
    """The base64 of one image, either a whole JSON string or a part of a longer text.

    Missing padding and the URL-safe alphabet are accepted. In a whole string white space is
    skipped and anything else is a fault; in a text the base64 ends where anything else begins.

    Args:
        is_whole: Whether it is all that the string holds up to its closing quote.

    Attributes:
        fault: What is wrong with the base64 of a whole string; None as long as nothing is.
    """

    def __init__(self, *, is_whole: bool) -> None:
        self.fault: str | None = None
        self._is_whole = is_whole
        self._is_broken = False
        self._escapes = _WHOLE_ESCAPES if is_whole else _PART_ESCAPES
        self._left = b""  # up to three symbols that wait for their group of four
        self._is_padded = False

    def read(self, data: bytes, at: int) -> tuple[bytes, int]:
        """Decode what `data` holds from index `at` on.

        Base64 that is broken ends there: what stood before it is decoded.

        Returns:
            The decoded bytes, and the index of the first byte that was not taken.
        """
        quote = data.find(b'"', at)
        stop = len(data) if quote < 0 else quote
        if self._is_broken:
            return b"", self._end_of_run(data, at, stop)
        try:
            return self._decode(memoryview(data)[at:stop]), stop
        except binascii.Error:  # it has something else in it, so it needs a closer look
            stop = self._end_of_run(data, at, stop)
        try:
            return self._decode(self._plain(data[at:stop])), stop
        except binascii.Error as error:
            return self._break_off(data, at, stop, str(error))

    def ends_at(self, data: bytes, stop: int) -> bool:
        """Tell whether the base64 ends at index `stop`, where `read` stopped.

        It does not where `data` is at its end, or only an escape is left of it.
        """
        is_left_here = self._is_broken and self._is_whole
        return is_left_here or not self._may_go_on(data[stop : stop + _MAX_ESCAPE_BYTES])

    def finish(self) -> bytes:
        """Return the bytes of an incomplete last group; one that is cut off or broken has none."""
        group = self._left + b"=" * (-len(self._left) % 4)
        try:
            return pybase64.b64decode(group, validate=True)
        except binascii.Error:
            self._set_fault("cut off or padded wrongly")
            return b""

    def _break_off(self, data: bytes, at: int, stop: int, fault: str) -> tuple[bytes, int]:
        """End the base64 before what is wrong with it; in a text the rest of its run is dropped."""
        self._set_fault(fault)
        self._is_broken = True
        good = (_GOOD_WHOLE if self._is_whole else _GOOD).match(data, at, stop)
        end = good.end() if good else at
        symbols = self._left.rstrip(b"=")
        if symbols == self._left and not self._is_padded:
            symbols += bytes(self._plain(data[at:end]))
        whole = len(symbols) & ~3
        self._left = symbols[whole:]
        decoded = pybase64.b64decode(symbols[:whole], validate=True)
        return decoded, end if self._is_whole else stop

    def _set_fault(self, fault: str) -> None:
        if self._is_whole and self.fault is None:
            self.fault = f"broken base64: {fault}"

    def _may_go_on(self, tail: bytes) -> bool:
        return any(escape.startswith(tail) for escape in self._escapes)

    def _end_of_run(self, data: bytes, at: int, stop: int) -> int:
        """Find where the base64 that can be decoded now ends; an escape at the end may be cut."""
        if not self._is_whole:
            run = _RUN.match(data, at, stop)
            return run.end() if run else at
        escape = data.rfind(b"\\", max(at, stop - _MAX_ESCAPE_BYTES), stop)
        is_cut = stop == len(data) and escape >= 0 and self._may_go_on(data[escape:])
        return escape if is_cut else stop

    def _plain(self, run: bytes) -> memoryview:
        """Turn escapes into symbols, drop white space, and use one alphabet."""
        if rb"\\" in run:  # could become an escape below that it is not
            raise binascii.Error("an escaped backslash")
        for escape, symbol in self._escapes.items():
            if b"\\" not in run:
                break
            run = run.replace(escape, symbol)
        return memoryview(run.translate(_FROM_URL_SAFE, _WHITE_SPACE))

    def _decode(self, text: memoryview) -> bytes:
        """Decode all whole groups of four and keep the rest; after an error nothing has changed."""
        if not text:
            return b""
        symbols = memoryview(self._left + text) if self._left else text
        whole = len(symbols) & ~3
        left = bytes(symbols[whole:])
        decoded = pybase64.b64decode(symbols[:whole], validate=True)
        is_padded = whole > 0 and symbols[whole - 1] == _PAD
        if self._is_padded or left.strip(_SYMBOLS) or (left and is_padded):
            raise binascii.Error("symbols after the padding, or none")
        self._left, self._is_padded = left, is_padded
        return decoded
