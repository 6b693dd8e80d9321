"""The JSON of an answer without its pictures, small enough to be kept in memory and parsed."""

import json
from typing import Final

from bot.errors import BadAnswer, Charge

_WHITE_SPACE: Final = b" \t\r\n"
_BYTE_ORDER_MARK: Final = "\ufeff"

#: A longer run of text (encrypted reasoning, say) is of no use to a picture and is left out.
_MAX_RUN_BYTES: Final = 64 * 2**10

#: Each costs microseconds; a real answer has a few dozen, and a hostile one shall not stall us.
_MAX_STRINGS: Final = 10_000


class Skeleton:
    """Collects the JSON in order, piece by piece.

    Args:
        max_bytes: What it may grow to.
    """

    def __init__(self, *, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._json = bytearray()
        self._strings = 0
        self._string_at = 0  # index after the opening quote of the last string
        self._string_end = 0  # index after its closing quote
        self._run_at = 0  # index where its present run of text begins
        self._is_run_left_out = False

    def keep(self, piece: bytes) -> None:
        """Add what stands outside strings.

        Raises:
            BadAnswer: It becomes too large.
        """
        # The server keeps a silent connection alive with line breaks before the JSON.
        self._add(piece if self._json else piece.lstrip(_WHITE_SPACE))

    def open_string(self) -> bytes | None:
        """Begin a string and return the key whose value it is, if it is one.

        Raises:
            BadAnswer: It becomes too large.
        """
        self._strings += 1
        if self._strings > _MAX_STRINGS:
            raise BadAnswer(charge=Charge.POSSIBLE, detail="too many strings")
        between = bytes(self._json[self._string_end :].strip(_WHITE_SPACE))
        key = bytes(self._json[self._string_at : self._string_end - 1])
        self._add(b'"')
        self._string_at = len(self._json)
        self._begin_run()
        return key if between == b":" else None

    def keep_text(self, piece: bytes) -> None:
        """Add text of the open string; a run that grows too long is left out as a whole.

        Raises:
            BadAnswer: It becomes too large.
        """
        if len(self._json) + len(piece) - self._run_at > _MAX_RUN_BYTES:
            del self._json[self._run_at :]
            self._is_run_left_out = True
        if not self._is_run_left_out:
            self._add(piece)

    def keep_marker(self, marker: str) -> None:
        """Add what stands for a picture in the open string; a new run of text begins after it.

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
            document: object = json.loads(text.removeprefix(_BYTE_ORDER_MARK), strict=False)
        except (ValueError, RecursionError) as error:
            raise BadAnswer(charge=Charge.POSSIBLE, detail="the body is no valid JSON") from error
        return document

    def _begin_run(self) -> None:
        self._run_at = len(self._json)
        self._is_run_left_out = False

    def _add(self, piece: bytes) -> None:
        if len(self._json) + len(piece) > self._max_bytes:
            raise BadAnswer(charge=Charge.POSSIBLE, detail="too much text")
        self._json += piece
