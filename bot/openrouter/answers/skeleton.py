"""The JSON of an answer without its images, kept small enough to hold in memory and parse."""

import re
from typing import Final

from bot.errors import BadAnswer, Charge
from bot.openrouter.answers.brackets import BRACKETS, MAX_PARTS, SMALL, open_brackets
from bot.openrouter.answers.wrapping import unwrap

_WHITE_SPACE: Final = b" \t\r\n"
_BYTE_ORDER_MARK: Final = "\ufeff"

#: Longer runs of text, such as encrypted reasoning, are irrelevant to images and are omitted.
_MAX_RUN_BYTES: Final = 64 * 2**10

#: A long run may take 1/4 of the remaining capacity, so that many runs never exhaust it.
_RUN_SHARE: Final = 4
_SHORT_RUN_BYTES: Final = 1024

#: White space outside strings is insignificant; a longer run is cut and ended with a line break.
_MAX_BLANK_BYTES: Final = 1024
_SHORT_PIECE_BYTES: Final = 16
_LONG_BLANK: Final = re.compile(rb"[ \t\r\n]{%d,}" % (_MAX_BLANK_BYTES + 1))

#: Each costs microseconds. Real answers have a few dozen; hostile ones must not stall the loop.
_MAX_STRINGS: Final = 10_000

#: At this count, and every thousand more, the value with most of the strings is omitted.
_MANY_STRINGS: Final = 5_000
_STRINGS_STEP: Final = 1_000


class Skeleton:
    """Accumulates the JSON piece by piece.

    Args:
        max_bytes: Size limit. When it is reached, the value that makes up most of the JSON, such
            as a list of token probabilities, is omitted, but never the outermost value.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._json = bytearray()
        self._strings = 0
        self._string_at = 0  # index after the opening quote of the last string
        self._string_end = 0  # index after its closing quote
        self._run_at = 0  # index where its current run of text begins
        self._max_run_bytes = _MAX_RUN_BYTES
        self._is_run_omitted = False
        self._blank_bytes = 0  # length of the white space at the end
        self._depth = 0  # number of open brackets
        self._value_at = 0  # index where, most likely, the current top-level member begins
        self._omitted_depth = 0  # open brackets of the value being omitted; 0 if there is none
        self._parts = 0  # brackets and strings seen in omitted values

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been kept."""
        return not self._json

    @property
    def is_whole(self) -> bool:
        """Whether it is a complete object, or a stream that ended with `[DONE]`."""
        text = self._json.strip(_WHITE_SPACE).removeprefix(_BYTE_ORDER_MARK.encode())
        if not text.startswith(b"{"):
            return text.endswith(b"[DONE]")
        return self._depth == 0 and not self._omitted_depth

    def keep(self, piece: bytes) -> None:
        """Add JSON outside strings.

        Raises:
            BadAnswer: The size limit is exceeded.
        """
        if self._omitted_depth:
            piece = self._omit(piece)
        if not self._json:
            # the server sends line breaks before the JSON to keep an idle connection alive
            piece = piece.lstrip(_WHITE_SPACE)
        piece = self._without_blanks(piece)
        room = self._max_bytes - len(self._json)
        self._take(piece[:room])
        if len(piece) > room:
            self._prune("too much text")
            self.keep(piece[room:])

    def skip(self, data: bytes, at: int) -> int:
        """Skip as much as possible of a value being omitted, from index `at` on.

        Returns:
            The index of the first byte not skipped.

        Raises:
            BadAnswer: The value has too many parts.
        """
        while self._omitted_depth:
            small = SMALL.match(data, at)
            at = small.end() if small else at
            bracket = data[at : at + 1]
            if not bracket or bracket not in b"[]{}":
                break
            self._omit(bracket)
            at += 1
        return at

    def open_string(self) -> bytes | None:
        """Begin a string; return its key if it is the value of an object's member.

        Raises:
            BadAnswer: The size limit is exceeded, or there are too many strings.
        """
        if self._omitted_depth:
            self._count_part()
            return None
        self._strings += 1
        if self._strings > _MAX_STRINGS:
            raise _bad("too many strings")
        is_many = self._strings >= _MANY_STRINGS and self._strings % _STRINGS_STEP == 0
        if is_many and self._may_be_heavy() and self._omit_heaviest():
            return None
        between = bytes(self._json[self._string_end :].strip(_WHITE_SPACE))
        key = bytes(self._json[self._string_at : self._string_end - 1])
        self._add(b'"')
        self._blank_bytes = 0
        self._string_at = len(self._json)
        self._begin_run()
        return key if between == b":" else None

    def keep_text(self, piece: bytes) -> None:
        """Add text to the open string; a run that grows too long is omitted entirely.

        Raises:
            BadAnswer: The size limit is exceeded.
        """
        if self._omitted_depth:
            return
        if len(self._json) + len(piece) - self._run_at > self._max_run_bytes:
            del self._json[self._run_at :]
            self._is_run_omitted = True
        if not self._is_run_omitted:
            self._add(piece)

    def keep_marker(self, marker: str) -> None:
        """Add the marker of an image to the open string; a new run of text begins after it.

        Raises:
            BadAnswer: The size limit is exceeded.
        """
        self._add(marker.encode("ascii"))
        self._begin_run()

    def close_string(self) -> None:
        """End the open string.

        Raises:
            BadAnswer: The size limit is exceeded.
        """
        self._add(b'"')
        self._string_end = len(self._json)

    def parse(self) -> object:
        """Parse the JSON; raw control characters in strings are tolerated.

        Raises:
            BadAnswer: It is incomplete or invalid, nested too deeply, or has too long a number.
        """
        text = self._json.decode("utf-8", errors="replace")
        try:
            return unwrap(text.removeprefix(_BYTE_ORDER_MARK))
        except (ValueError, RecursionError) as error:
            raise _bad("the body is no valid JSON") from error

    def _begin_run(self) -> None:
        self._run_at = len(self._json)
        share = (self._max_bytes - len(self._json)) // _RUN_SHARE
        self._max_run_bytes = min(_MAX_RUN_BYTES, max(_SHORT_RUN_BYTES, share))
        self._is_run_omitted = False

    def _add(self, piece: bytes) -> None:
        """Add part of a string."""
        if not self._omitted_depth and len(self._json) + len(piece) > self._max_bytes:
            self._prune("too much text")
        if not self._omitted_depth:
            self._json += piece

    def _take(self, piece: bytes) -> None:
        """Add JSON outside strings that fits the size limit."""
        opened = piece.count(b"{") + piece.count(b"[")
        closed = piece.count(b"}") + piece.count(b"]")
        if self._depth - closed <= 1:
            self._value_at = len(self._json)
        self._json += piece
        self._depth += opened - closed

    def _without_blanks(self, piece: bytes) -> bytes:
        """Shorten long white space, even if it arrives in small pieces."""
        is_usual = len(piece) < _SHORT_PIECE_BYTES
        if is_usual and self._blank_bytes < _MAX_BLANK_BYTES - _SHORT_PIECE_BYTES:
            bare = len(piece.rstrip(_WHITE_SPACE))
            self._blank_bytes = len(piece) - bare + (0 if bare else self._blank_bytes)
            return piece
        rest = piece.lstrip(_WHITE_SPACE)
        kept = self._blanks(piece[: len(piece) - len(rest)])
        if rest:
            rest = _LONG_BLANK.sub(lambda blank: blank.group()[:_MAX_BLANK_BYTES] + b"\n", rest)
            self._blank_bytes = len(rest) - len(rest.rstrip(_WHITE_SPACE))
        return kept + rest

    def _blanks(self, piece: bytes) -> bytes:
        """Return the part of continued white space to keep."""
        before = self._blank_bytes
        self._blank_bytes += len(piece)
        line_break = b"\n" if before <= _MAX_BLANK_BYTES < self._blank_bytes else b""
        return piece[: max(0, _MAX_BLANK_BYTES - before)] + line_break

    def _prune(self, fault: str) -> None:
        """Omit the value that makes up most of the JSON.

        Raises:
            BadAnswer: There is no such value.
        """
        if not self._omit_heaviest():
            raise _bad(fault)

    def _may_be_heavy(self) -> bool:
        """Tell cheaply whether an open value may make up most of the JSON."""
        return self._depth > 1 and len(self._json) - self._value_at > len(self._json) // 2

    def _omit_heaviest(self) -> bool:
        """Omit the innermost open value that contains over half of the JSON, if there is one."""
        if self._omitted_depth:
            return True
        opened = open_brackets(self._json)
        half = len(self._json) // 2
        heavy = [n for n, at in enumerate(opened) if n and len(self._json) - at > half]
        if not heavy:
            return False
        at = opened[heavy[-1]] + 1
        del self._json[at:]
        self._depth, self._omitted_depth = heavy[-1], len(opened) - heavy[-1]
        self._string_at = self._string_end = self._run_at = at
        self._blank_bytes = 0
        return True

    def _omit(self, piece: bytes) -> bytes:
        """Count the brackets of the value being omitted; return what follows its end."""
        for bracket in BRACKETS.finditer(piece):
            self._count_part()
            self._omitted_depth += 1 if bracket.group() in b"[{" else -1
            if not self._omitted_depth:
                self._json += bracket.group()
                return piece[bracket.end() :]
        return b""

    def _count_part(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise _bad("too many parts")


def _bad(fault: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=fault)
