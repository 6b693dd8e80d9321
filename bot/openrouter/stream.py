"""Reads OpenRouter's JSON answers as they arrive and puts the pictures in them into files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Final

from bot.errors import BadAnswer, Charge, ImagineError
from bot.openrouter.base64stream import Base64Stream
from bot.openrouter.skeleton import Skeleton
from bot.openrouter.spool import Spool
from bot.openrouter.spooled import AnswerLimits, SpooledPictures

#: The members whose strings are pictures as a whole; a `url` may be something else.
#: https://github.com/OpenRouterTeam/docs openapi.yaml `ImageGenerationResponse` ("b64_json") and
#: `ChatAssistantImages` ("URL or base64-encoded data"), read 2026-11-22
_RAW_KEY: Final = b"b64_json"
_URL_KEY: Final = b"url"

#: Everything of a string up to its closing quote, or to an escape that is cut off.
_TEXT: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

#: The head of a data URL; the media type may be missing, odd, escaped or have parameters.
#: https://www.rfc-editor.org/rfc/rfc2397 section 3, read 2026-11-22
_HEAD: Final = re.compile(rb'data:[^,":\s]{0,200}base64,', re.IGNORECASE)
_HEAD_BEGUN: Final = re.compile(rb'd(?:a(?:t(?:a(?::[^,":\s]{0,206})?)?)?)?\Z', re.IGNORECASE)
_MAX_HEAD_BYTES: Final = len("data:") + 200 + len("base64,")

#: How the base64 of PNG, JPEG, GIF and WebP begins; tells a bare picture from any other `url`.
_SIGNATURE: Final = re.compile(rb"iVBORw0KGgo|\\?/9j\\?/|R0lGOD|UklGR")
_MAX_SIGNATURE_BYTES: Final = len("iVBORw0KGgo")

#: How many may begin, the empty ones included; each costs a look at all that has arrived.
_MAX_STARTS: Final = 64


@dataclass(frozen=True, slots=True)
class DecodedAnswer:
    """An answer whose pictures lie in files."""

    document: object
    """The parsed JSON. A string that was a picture is just its marker; a data URL within a
    longer text is replaced by its marker."""
    files: Mapping[str, Path]
    """From marker to complete file, in the order of the answer; the holder owns the files."""


class _Place(Enum):
    """Where in the JSON the next byte stands."""

    OUTSIDE = auto()
    """Between strings."""
    RAW_START = auto()
    """At the start of a string under `b64_json`."""
    URL_START = auto()
    """At the start of a string under `url`."""
    TEXT = auto()
    """In a string, in text."""
    PICTURE = auto()
    """In a string, in base64."""


class AnswerDecoder:
    """Takes one JSON body in chunks of any size; the result does not depend on the cuts.

    Whoever makes a decoder calls `finish` or `discard` in the end, or its files stay.

    Args:
        spool: Where the pictures go.
        limits: How much of everything the body may hold.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._skeleton = Skeleton(max_bytes=limits.max_text_bytes)
        self._pictures = SpooledPictures(spool, limits)
        self._base64 = Base64Stream(is_whole=True)
        self._starts = 0  # of pictures
        self._place = _Place.OUTSIDE
        self._rest = b""  # a few bytes that cannot be judged before more arrive

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body.

        Raises:
            BadAnswer: It is beyond the limits, or a picture is no base64; no file is left.
            SpoolFailed: The disk did not take a picture; no file is left.
        """
        try:
            self._read(self._rest + chunk)
        except ImagineError:
            self.discard()
            raise

    def finish(self) -> DecodedAnswer:
        """Return the answer, after the last byte of the body.

        Raises:
            BadAnswer: The body is no complete and valid JSON; no file is left.
        """
        try:
            document = self._skeleton.parse()
        except BadAnswer:
            self.discard()
            raise
        return DecodedAnswer(document, self._pictures.hand_over())

    def discard(self) -> None:
        """Remove every file that was not handed out; doing it twice changes nothing."""
        self._pictures.discard()

    def _read(self, data: bytes) -> None:
        """Go through `data` as far as it can be judged; the rest waits for the next chunk."""
        at = 0
        while at < len(data):
            place = self._place
            after = self._step(data, at)
            if after == at and self._place is place:
                break
            at = after
        self._rest = data[at:]

    def _step(self, data: bytes, at: int) -> int:
        """Read on from index `at`; return the index of the first byte that was not taken."""
        match self._place:
            case _Place.OUTSIDE:
                return self._read_outside(data, at)
            case _Place.RAW_START:
                return self._read_raw_start(data, at)
            case _Place.URL_START:
                return self._read_url_start(data, at)
            case _Place.TEXT:
                return self._read_text(data, at)
            case _Place.PICTURE:
                return self._read_picture(data, at)

    def _read_outside(self, data: bytes, at: int) -> int:
        """Keep everything up to the next string."""
        quote = data.find(b'"', at)
        if quote < 0:
            self._skeleton.keep(data[at:])
            return len(data)
        self._skeleton.keep(data[at:quote])
        key = self._skeleton.open_string()
        starts = {_RAW_KEY: _Place.RAW_START, _URL_KEY: _Place.URL_START}
        self._place = _Place.TEXT if key is None else starts.get(key, _Place.TEXT)
        return quote + 1

    def _read_raw_start(self, data: bytes, at: int) -> int:
        """Begin the picture, behind the head of a data URL if there is one."""
        if _HEAD_BEGUN.match(data, at):
            return at
        head = _HEAD.match(data, at)
        self._begin_picture(is_whole=True)
        return head.end() if head else at

    def _read_url_start(self, data: bytes, at: int) -> int:
        """Begin the picture if it is one; anything else is text."""
        start = data[at : at + _MAX_SIGNATURE_BYTES]
        is_short = len(start) < _MAX_SIGNATURE_BYTES and b'"' not in start
        if is_short or _HEAD_BEGUN.match(data, at):
            return at
        head = _HEAD.match(data, at)
        if head or _SIGNATURE.match(start):
            self._begin_picture(is_whole=True)
        else:
            self._place = _Place.TEXT
        return head.end() if head else at

    def _read_text(self, data: bytes, at: int) -> int:
        """Keep text up to the end of the string or to a data URL."""
        text = _TEXT.match(data, at)
        stop = text.end() if text else at
        head = _HEAD.search(data, at, stop)
        if head:
            self._skeleton.keep_text(data[at : head.start()])
            self._begin_picture(is_whole=False)
            return head.end()
        if data[stop : stop + 1] == b'"':
            self._skeleton.keep_text(data[at:stop])
            self._skeleton.close_string()
            self._place = _Place.OUTSIDE
            return stop + 1
        head_begun = _HEAD_BEGUN.search(data, max(at, stop - _MAX_HEAD_BYTES), stop)
        if head_begun:
            stop = head_begun.start()
        self._skeleton.keep_text(data[at:stop])
        return stop

    def _begin_picture(self, *, is_whole: bool) -> None:
        self._starts += 1
        if self._starts > _MAX_STARTS:
            raise BadAnswer(charge=Charge.POSSIBLE, detail="too many pictures")
        self._base64 = Base64Stream(is_whole=is_whole)
        self._place = _Place.PICTURE

    def _read_picture(self, data: bytes, at: int) -> int:
        """Decode base64 into the file of the picture."""
        decoded, stop = self._base64.read(data, at)
        self._pictures.write(decoded)
        if self._base64.ends_at(data, stop):
            self._pictures.write(self._base64.finish())
            marker = self._pictures.complete()
            if marker is not None:
                self._skeleton.keep_marker(marker)
            self._place = _Place.TEXT
        return stop
