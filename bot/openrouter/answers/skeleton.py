"""The JSON of an answer without its images, small enough to be kept in memory and parsed."""

import re
from typing import Final

from bot.errors import BadAnswer, Charge
from bot.openrouter.answers.brackets import BRACKETS, MAX_PARTS, SMALL, open_brackets
from bot.openrouter.answers.wrapping import unwrap

_WHITE_SPACE: Final = b" \t\r\n"
_BYTE_ORDER_MARK: Final = "\ufeff"

#: A longer run of text (encrypted reasoning, say) is of no use to an image and is left out.
_MAX_RUN_BYTES: Final = 64 * 2**10

#: A long run may take this part of the room that is left, so that many of them never fill it.
_RUN_SHARE: Final = 4
_SHORT_RUN_BYTES: Final = 1024

#: White space outside strings says nothing; of a longer piece a line break stays.
_MAX_BLANK_BYTES: Final = 1024
_SHORT_PIECE_BYTES: Final = 16
_LONG_BLANK: Final = re.compile(rb"[ \t\r\n]{%d,}" % (_MAX_BLANK_BYTES + 1))

#: Each costs microseconds; a real answer has a few dozen, and a hostile one shall not stall us.
_MAX_STRINGS: Final = 10_000

#: From here on, and after each thousand more, the value that holds most of them is left out.
_MANY_STRINGS: Final = 5_000
_STRINGS_STEP: Final = 1_000


class Skeleton:
    """Collects the JSON in order, piece by piece.

    Args:
        max_bytes: What it may grow to. Before it grows larger, the value that most of it is (a
            list of probabilities, say) is left out, but never the whole.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._json = bytearray()
        self._strings = 0
        self._string_at = 0  # index after the opening quote of the last string
        self._string_end = 0  # index after its closing quote
        self._run_at = 0  # index where its present run of text begins
        self._max_run_bytes = _MAX_RUN_BYTES
        self._is_run_left_out = False
        self._blank_bytes = 0  # of white space at the end
        self._depth = 0  # of open brackets
        self._value_at = 0  # index where, most likely, the present member of the whole begins
        self._left_out = 0  # of open brackets of a value that is left out, 0 if none is
        self._parts = 0  # of values that are left out

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come."""
        return not self._json

    @property
    def is_whole(self) -> bool:
        """Whether what has come is an object from its start to its end, or says that it ends."""
        text = self._json.strip(_WHITE_SPACE).removeprefix(_BYTE_ORDER_MARK.encode())
        if not text.startswith(b"{"):
            return text.endswith(b"[DONE]")
        return self._depth == 0 and not self._left_out

    def keep(self, piece: bytes) -> None:
        """Add what stands outside strings.

        Raises:
            BadAnswer: It becomes too large.
        """
        if self._left_out:
            piece = self._leave_out(piece)
        if not self._json:
            # The server keeps a silent connection alive with line breaks before the JSON.
            piece = piece.lstrip(_WHITE_SPACE)
        piece = self._without_blanks(piece)
        room = self._max_bytes - len(self._json)
        self._take(piece[:room])
        if len(piece) > room:
            self._prune("too much text")
            self.keep(piece[room:])

    def skip(self, data: bytes, at: int) -> int:
        """Pass over what needs no look in a value that is left out, from index `at` on.

        Returns:
            The index behind it.

        Raises:
            BadAnswer: The value has too many parts.
        """
        while self._left_out:
            small = SMALL.match(data, at)
            at = small.end() if small else at
            bracket = data[at : at + 1]
            if not bracket or bracket not in b"[]{}":
                break
            self._leave_out(bracket)
            at += 1
        return at

    def open_string(self) -> bytes | None:
        """Begin a string and return the key whose value it is, if it is one.

        Raises:
            BadAnswer: It becomes too large.
        """
        if self._left_out:
            self._count_part()
            return None
        self._strings += 1
        if self._strings > _MAX_STRINGS:
            raise _bad("too many strings")
        is_many = self._strings >= _MANY_STRINGS and self._strings % _STRINGS_STEP == 0
        if is_many and self._may_be_heavy() and self._find_and_leave_out():
            return None
        between = bytes(self._json[self._string_end :].strip(_WHITE_SPACE))
        key = bytes(self._json[self._string_at : self._string_end - 1])
        self._add(b'"')
        self._blank_bytes = 0
        self._string_at = len(self._json)
        self._begin_run()
        return key if between == b":" else None

    def keep_text(self, piece: bytes) -> None:
        """Add text of the open string; a run that grows too long is left out as a whole.

        Raises:
            BadAnswer: It becomes too large.
        """
        if self._left_out:
            return
        if len(self._json) + len(piece) - self._run_at > self._max_run_bytes:
            del self._json[self._run_at :]
            self._is_run_left_out = True
        if not self._is_run_left_out:
            self._add(piece)

    def keep_marker(self, marker: str) -> None:
        """Add what stands for an image in the open string; a new run of text begins after it.

        Raises:
            BadAnswer: It becomes too large.
        """
        self._add(marker.encode("ascii"))
        self._begin_run()

    def close_string(self) -> None:
        """End the open string.

        Raises:
            BadAnswer: It becomes too large.
        """
        self._add(b'"')
        self._string_end = len(self._json)

    def parse(self) -> object:
        """Return what the JSON says; raw control characters in strings are tolerated.

        Raises:
            BadAnswer: It is no complete JSON, is nested too deeply, or has a number too long.
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
        self._is_run_left_out = False

    def _add(self, piece: bytes) -> None:
        """Add a part of a string."""
        if not self._left_out and len(self._json) + len(piece) > self._max_bytes:
            self._prune("too much text")
        if not self._left_out:
            self._json += piece

    def _take(self, piece: bytes) -> None:
        """Add what stands outside strings and fits."""
        opened = piece.count(b"{") + piece.count(b"[")
        closed = piece.count(b"}") + piece.count(b"]")
        if self._depth - closed <= 1:
            self._value_at = len(self._json)
        self._json += piece
        self._depth += opened - closed

    def _without_blanks(self, piece: bytes) -> bytes:
        """Shorten white space that goes on and on, however it is cut."""
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
        """Return what is kept of white space that goes on."""
        before = self._blank_bytes
        self._blank_bytes += len(piece)
        ends = b"\n" if before <= _MAX_BLANK_BYTES < self._blank_bytes else b""
        return piece[: max(0, _MAX_BLANK_BYTES - before)] + ends

    def _prune(self, fault: str) -> None:
        """Leave out the value that most of the JSON is.

        Raises:
            BadAnswer: There is none.
        """
        if not self._find_and_leave_out():
            raise _bad(fault)

    def _may_be_heavy(self) -> bool:
        """Tell whether it is worth a look how much of the JSON the open values are."""
        return self._depth > 1 and len(self._json) - self._value_at > len(self._json) // 2

    def _find_and_leave_out(self) -> bool:
        """Leave out the innermost open value that half of the JSON stands in, if there is one."""
        if self._left_out:
            return True
        opened = open_brackets(self._json)
        most = len(self._json) // 2
        heavy = [n for n, at in enumerate(opened) if n and len(self._json) - at > most]
        if not heavy:
            return False
        at = opened[heavy[-1]] + 1
        del self._json[at:]
        self._depth, self._left_out = heavy[-1], len(opened) - heavy[-1]
        self._string_at = self._string_end = self._run_at = at
        self._blank_bytes = 0
        return True

    def _leave_out(self, piece: bytes) -> bytes:
        """Count the brackets of a value that is left out; return what stands behind its end."""
        for bracket in BRACKETS.finditer(piece):
            self._count_part()
            self._left_out += 1 if bracket.group() in b"[{" else -1
            if not self._left_out:
                self._json += bracket.group()
                return piece[bracket.end() :]
        return b""

    def _count_part(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise _bad("too many parts")


def _bad(what: str) -> BadAnswer:
    return BadAnswer(charge=Charge.POSSIBLE, detail=what)
