"""Decodes the base64 inside a JSON string, block by block as it arrives."""

import binascii
import re
from collections.abc import Iterable
from typing import Final

import pybase64

from bot.errors import BadAnswer, Charge

_SYMBOLS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_PAD: Final = ord("=")
_WHITE_SPACE: Final = b" \t\r\n"
_FROM_URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")

#: How JSON encoders write symbols: `\/` for HTML's sake, the others where only letters are safe.
_SYMBOL_ESCAPES: Final = {
    rb"\/": b"/",
    rb"\u002f": b"/",
    rb"\u002F": b"/",
    rb"\u002b": b"+",
    rb"\u002B": b"+",
    rb"\u003d": b"=",
    rb"\u003D": b"=",
}
_WHITE_SPACE_ESCAPES: Final = {rb"\n": b"", rb"\r": b"", rb"\t": b""}
_ALL_ESCAPES: Final = _SYMBOL_ESCAPES | _WHITE_SPACE_ESCAPES


def _run_of(characters: bytes, escapes: Iterable[bytes]) -> re.Pattern[bytes]:
    """Match the longest run of them; possessive, so that its cost is linear."""
    return re.compile(b"(?:[%b]++|%b)*+" % (characters, b"|".join(map(re.escape, escapes))))


_WHOLE_RUN: Final = _run_of(rb"A-Za-z0-9+/=_\- \t\r\n", _ALL_ESCAPES)
_PART_RUN: Final = _run_of(rb"A-Za-z0-9+/=_\-", _SYMBOL_ESCAPES)


class Base64Stream:
    """The base64 of one picture, either a whole JSON string or a part of a longer text.

    Missing padding and the URL-safe alphabet are accepted. In a whole string white space is
    skipped and anything else is an error; in a text the base64 ends where anything else begins.

    Args:
        is_whole: Whether it is all that the string holds up to its closing quote.
    """

    def __init__(self, *, is_whole: bool) -> None:
        self._is_whole = is_whole
        self._escapes = _ALL_ESCAPES if is_whole else _SYMBOL_ESCAPES
        self._run = _WHOLE_RUN if is_whole else _PART_RUN
        self._left = b""  # up to three symbols that wait for their group of four
        self._is_padded = False

    def read(self, data: bytes, at: int) -> tuple[bytes, int]:
        """Decode what `data` holds from index `at` on.

        Returns:
            The decoded bytes, and the index of the first byte that was not taken.

        Raises:
            BadAnswer: It is no base64.
        """
        quote = data.find(b'"', at)
        stop = len(data) if quote < 0 else quote
        decoded = self._decode_plain(memoryview(data)[at:stop])
        if decoded is not None:
            return decoded, stop
        run = self._run.match(data, at)
        stop = run.end() if run else at
        return self._decode_escaped(data[at:stop]), stop

    def ends_at(self, data: bytes, stop: int) -> bool:
        """Tell whether the base64 ends at index `stop`, where `read` stopped.

        It does not where `data` is at its end, or is cut off within an escape.

        Raises:
            BadAnswer: It ends before its string does, although it should fill it.
        """
        tail = data[stop : stop + 6]  # as long as the longest escape
        if any(escape.startswith(tail) for escape in self._escapes):
            return False
        if self._is_whole and not tail.startswith(b'"'):
            raise _broken("a character that is not base64")
        return True

    def finish(self) -> bytes:
        """Return the bytes of an incomplete last group.

        Raises:
            BadAnswer: The base64 of a whole string is cut off or padded too much.
        """
        symbols = self._left.rstrip(b"=")
        if len(symbols) > 1:
            return pybase64.b64decode(symbols + b"=" * (4 - len(symbols)))
        if self._left and self._is_whole:
            raise _broken("an incomplete end")
        return b""

    def _decode_plain(self, block: memoryview) -> bytes | None:
        """Decode a block at full speed; None, and nothing changed, when it needs a closer look."""
        try:
            return self._decode(memoryview(self._left + block) if self._left else block)
        except binascii.Error:
            return None

    def _decode_escaped(self, run: bytes) -> bytes:
        """Decode a run of symbols, escapes and white space."""
        for escape, character in self._escapes.items():
            run = run.replace(escape, character)
        symbols = self._left + run.translate(_FROM_URL_SAFE, _WHITE_SPACE)
        try:
            return self._decode(memoryview(symbols))
        except binascii.Error as error:
            raise _broken("symbols in a wrong order") from error

    def _decode(self, symbols: memoryview) -> bytes:
        """Decode all whole groups of four and keep the rest; an error changes nothing."""
        if not symbols:
            return b""
        whole = len(symbols) & ~3
        left = bytes(symbols[whole:])
        decoded = pybase64.b64decode(symbols[:whole], validate=True)
        is_padded = whole > 0 and symbols[whole - 1] == _PAD
        if self._is_padded or left.strip(_SYMBOLS) or (left and is_padded):
            raise binascii.Error("symbols after the padding, or no symbols")
        self._left, self._is_padded = left, is_padded
        return decoded


def _broken(what: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=f"the base64 of a picture has {what}")
