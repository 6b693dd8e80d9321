"""Decodes the base64 inside a JSON string incrementally, as it arrives."""

import binascii
import re
from typing import Final

import pybase64

_SYMBOLS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_PAD: Final = ord("=")
_WHITE_SPACE: Final = b" \t\r\n"
_FROM_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")

#: JSON escapes of base64 symbols: `\/` from HTML-safe encoders, `\u` codes from stricter ones.
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
_WHOLE_ESCAPES: Final = _SLASH_ESCAPE | _LINE_ESCAPES | _CODE_ESCAPES  # most frequent first
_MAX_ESCAPE_BYTES: Final = 6

#: A run of symbols, escaped or not; possessive, so that matching takes linear time.
_RUN: Final = re.compile(
    rb"(?:[A-Za-z0-9+/=_\-]++|%b)*+" % b"|".join(map(re.escape, _PART_ESCAPES))
)

#: The decodable start of malformed base64, which ends at the first padding or invalid byte.
_GOOD: Final = re.compile(
    rb"(?:[A-Za-z0-9+/_\-]++|%b)*+"
    % b"|".join(re.escape(escape) for escape, symbol in _PART_ESCAPES.items() if symbol != b"=")
)
_GOOD_WHOLE: Final = re.compile(
    rb"(?:[A-Za-z0-9+/_\- \t\r\n]++|%b)*+"
    % b"|".join(re.escape(escape) for escape, symbol in _WHOLE_ESCAPES.items() if symbol != b"=")
)


class Base64Stream:
    """The base64 of one image, either a whole JSON string or part of a longer text.

    Missing padding and the URL-safe alphabet are accepted. In a whole string, white space is
    skipped and any other byte is a fault; in a text, any other byte ends the base64.

    Args:
        is_whole: Whether the base64 extends to the closing quote of the string.

    Attributes:
        fault: The first fault in the base64 of a whole string, or None.
    """

    def __init__(self, *, is_whole: bool) -> None:
        self.fault: str | None = None
        self._is_whole = is_whole
        self._is_broken = False
        self._escapes = _WHOLE_ESCAPES if is_whole else _PART_ESCAPES
        self._leftover = b""  # up to three symbols of an incomplete group of four
        self._is_padded = False

    def read(self, data: bytes, at: int) -> tuple[bytes, int]:
        """Decode `data` from index `at` on, up to the first malformed byte.

        Returns:
            The decoded bytes, and the index of the first byte not consumed.
        """
        quote = data.find(b'"', at)
        stop = len(data) if quote < 0 else quote
        if self._is_broken:
            return b"", self._end_of_run(data, at, stop)
        try:
            return self._decode(memoryview(data)[at:stop]), stop
        except binascii.Error:  # escapes, white space, or a fault: take the slow path
            stop = self._end_of_run(data, at, stop)
        try:
            return self._decode(self._plain(data[at:stop])), stop
        except binascii.Error as error:
            return self._break_off(data, at, stop, str(error))

    def ends_at(self, data: bytes, stop: int) -> bool:
        """Tell whether the base64 ends at index `stop`, where `read` stopped.

        It does not end if `data` does, or if an incomplete escape follows.
        """
        is_abandoned = self._is_broken and self._is_whole
        return is_abandoned or not self._may_continue(data[stop : stop + _MAX_ESCAPE_BYTES])

    def finish(self) -> bytes:
        """Return the bytes of an incomplete last group; none if it is malformed."""
        group = self._leftover + b"=" * (-len(self._leftover) % 4)
        try:
            return pybase64.b64decode(group, validate=True)
        except binascii.Error:
            self._set_fault("truncated or padded wrongly")
            return b""

    def _break_off(self, data: bytes, at: int, stop: int, fault: str) -> tuple[bytes, int]:
        """End the base64 before its fault; in a text, drop the rest of the run."""
        self._set_fault(fault)
        self._is_broken = True
        good = (_GOOD_WHOLE if self._is_whole else _GOOD).match(data, at, stop)
        end = good.end() if good else at
        symbols = self._leftover.rstrip(b"=")
        if symbols == self._leftover and not self._is_padded:
            symbols += bytes(self._plain(data[at:end]))
        whole = len(symbols) & ~3
        self._leftover = symbols[whole:]
        decoded = pybase64.b64decode(symbols[:whole], validate=True)
        return decoded, end if self._is_whole else stop

    def _set_fault(self, fault: str) -> None:
        if self._is_whole and self.fault is None:
            self.fault = f"broken base64: {fault}"

    def _may_continue(self, tail: bytes) -> bool:
        return any(escape.startswith(tail) for escape in self._escapes)

    def _end_of_run(self, data: bytes, at: int, stop: int) -> int:
        """Return where the base64 that is decodable now ends; a trailing escape may be cut off."""
        if not self._is_whole:
            run = _RUN.match(data, at, stop)
            return run.end() if run else at
        escape = data.rfind(b"\\", max(at, stop - _MAX_ESCAPE_BYTES), stop)
        is_cut = stop == len(data) and escape >= 0 and self._may_continue(data[escape:])
        return escape if is_cut else stop

    def _plain(self, run: bytes) -> memoryview:
        """Resolve escapes, drop white space, and convert to the standard alphabet."""
        if rb"\\" in run:  # replacing below would create an escape from it
            raise binascii.Error("an escaped backslash")
        for escape, symbol in self._escapes.items():
            if b"\\" not in run:
                break
            run = run.replace(escape, symbol)
        return memoryview(run.translate(_FROM_URL_SAFE, _WHITE_SPACE))

    def _decode(self, text: memoryview) -> bytes:
        """Decode all complete groups of four and keep the rest; an error changes no state."""
        if not text:
            return b""
        symbols = memoryview(self._leftover + text) if self._leftover else text
        whole = len(symbols) & ~3
        leftover = bytes(symbols[whole:])
        decoded = pybase64.b64decode(symbols[:whole], validate=True)
        is_padded = whole > 0 and symbols[whole - 1] == _PAD
        if self._is_padded or leftover.strip(_SYMBOLS) or (leftover and is_padded):
            raise binascii.Error("symbols after the padding, or none")
        self._leftover, self._is_padded = leftover, is_padded
        return decoded
