"""Reads OpenRouter's JSON answers as they arrive and puts the images in them into files."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import ClassVar, Final

from bot.errors import BadAnswer, ImagineError
from bot.openrouter.answers.answer_images import AnswerLimits, SpooledImages
from bot.openrouter.answers.base64_stream import Base64Stream
from bot.openrouter.answers.file_starts import (
    HEAD,
    HEAD_BEGUN,
    MAGIC,
    MAX_HEAD_BYTES,
    MAX_SCHEME_BYTES,
    MAX_SIGNATURE_BYTES,
    PNG_SIGNATURE,
    SIGNATURE,
    WEB_ADDRESS,
    is_begun,
    is_short,
)
from bot.openrouter.answers.skeleton import Skeleton
from bot.openrouter.answers.spool import Spool

log = logging.getLogger(__name__)

#: Everything of a string up to its closing quote, or to an escape that is cut off.
_TEXT: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

#: How many may begin, the empty ones included; each costs a look at all that has arrived. A real
#: answer has a dozen at most: the images, and drafts of them in its reasoning.
_MAX_STARTS: Final = 64


@dataclass(frozen=True, slots=True)
class DecodedAnswer:
    """An answer whose images lie in files."""

    document: object
    """The parsed JSON. A string that was an image is just its marker; a data URL within a
    longer text is replaced by its marker. None where the JSON was not whole, but an image was."""
    files: Mapping[str, Path]
    """From marker to complete file, in the order of the answer; the holder owns the files."""
    dropped: Mapping[str, str] = field(default_factory=dict[str, str])
    """From marker to what is wrong with an image that came and has no file."""

    @property
    def markers(self) -> tuple[str, ...]:
        """Whatever stands for an image in the document."""
        return (*self.files, *self.dropped)


class _JsonPosition(Enum):
    """Where in the JSON the next byte stands."""

    BEGIN = auto()
    """At the first byte."""
    FILE = auto()
    """In an image that is the whole body."""
    OUTSIDE = auto()
    """Between strings."""
    RAW_START = auto()
    """At the start of a string that is an image."""
    VALUE_START = auto()
    """At the start of a string that may be an image."""
    WORDS_START = auto()
    """At the start of a string of words that images may stand between."""
    TEXT = auto()
    """In a string, in text."""
    IMAGE = auto()
    """In a string, in base64."""
    SKIPPED = auto()
    """In a string, behind base64 that is broken or beyond the limits."""


#: By the key of a string, where it begins; any other is a value that may be an image.
#: https://github.com/OpenRouterTeam/docs openapi.yaml `ImageGenerationResponse` ("b64_json") and
#: `ChatAssistantMessage`, read 2026-11-22
_STARTS: Final = {
    b"b64_json": _JsonPosition.RAW_START,
    **dict.fromkeys(
        (b"content", b"text", b"delta", b"reasoning", b"refusal", b"summary"),
        _JsonPosition.WORDS_START,
    ),
}


class AnswerDecoder:
    """Takes one JSON body in chunks of any size; the result does not depend on the cuts.

    Whoever makes a decoder calls `finish` or `discard` in the end, or its files stay.

    Args:
        spool: Where the images go.
        limits: How much of everything the body may hold.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._skeleton = Skeleton(max_bytes=limits.max_text_bytes)
        self._images = SpooledImages(spool, limits)
        self._base64 = Base64Stream(is_whole=True)
        self._is_whole_string = True  # the base64 that is read
        self._starts = 0  # of images
        self._place = _JsonPosition.BEGIN
        self._rest = b""  # a few bytes that cannot be judged before more arrive

    @property
    def is_whole(self) -> bool:
        """Whether all that was begun has come to its end, so that hardly anything follows."""
        return self._place is _JsonPosition.OUTSIDE and self._skeleton.is_whole

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body.

        Raises:
            BadAnswer: Its text is beyond the limits; no file is left.
            SpoolFailed: The disk did not take an image; no file is left.
        """
        try:
            self._read(self._rest + chunk)
        except ImagineError:
            self.discard()
            raise

    def finish(self) -> DecodedAnswer:
        """Return the answer, after the last byte of the body.

        JSON that is not whole is as if it was missing where an image has come to its end.

        Raises:
            BadAnswer: The body is no complete and valid JSON, and has no whole image; no file is
                left.
        """
        try:
            self._end_bare_image()
            document = self._skeleton.parse()
        except BadAnswer as error:
            if not self._images.are_any_whole:
                self.discard()
                raise
            log.warning("only pictures of an answer are usable: %s", error.detail)
            document = None
        files, dropped = self._images.hand_over()
        self.discard()
        return DecodedAnswer(document, files, dropped)

    def _end_bare_image(self) -> None:
        """End an image that the whole body is."""
        if self._place is _JsonPosition.FILE:
            self._images.complete()
        elif self._place is _JsonPosition.IMAGE and self._skeleton.is_empty:
            self._images.write(self._base64.finish())
            self._images.complete(self._base64.fault)

    def discard(self) -> None:
        """Remove every file that was not handed out; doing it twice changes nothing."""
        self._images.discard()

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
        return self._readers[self._place](self, data, at)

    def _read_begin(self, data: bytes, at: int) -> int:
        """Find out whether the body is an image, as a file or as base64, or JSON."""
        if is_begun(data, at):
            return at
        head = HEAD.match(data, at)
        if data.startswith(MAGIC, at):
            self._place = _JsonPosition.FILE
        elif head or data.startswith(PNG_SIGNATURE, at):
            self._begin_image(is_whole=True)
        else:
            self._place = _JsonPosition.OUTSIDE
        return head.end() if head else at

    def _read_file(self, data: bytes, at: int) -> int:
        """Take everything as an image."""
        self._images.write(data[at:])
        return len(data)

    def _read_outside(self, data: bytes, at: int) -> int:
        """Keep everything up to the next string."""
        at = self._skeleton.skip(data, at)
        quote = data.find(b'"', at)
        if quote < 0:
            self._skeleton.keep(data[at:])
            return len(data)
        self._skeleton.keep(data[at:quote])
        key = self._skeleton.open_string()
        self._place = (
            _JsonPosition.VALUE_START
            if key is None
            else _STARTS.get(key, _JsonPosition.VALUE_START)
        )
        return quote + 1

    def _read_raw_start(self, data: bytes, at: int) -> int:
        """Begin the image, behind the head of a data URL if there is one."""
        if is_short(data, at, MAX_SCHEME_BYTES) or HEAD_BEGUN.match(data, at):
            return at
        if WEB_ADDRESS.match(data, at):
            self._place = _JsonPosition.TEXT
            return at
        head = HEAD.match(data, at)
        self._begin_image(is_whole=True)
        return head.end() if head else at

    def _read_value_start(self, data: bytes, at: int) -> int:
        """Begin the image if it is one; anything else is text."""
        may_be_url = self._place is _JsonPosition.VALUE_START
        if is_short(data, at, MAX_SIGNATURE_BYTES):
            return at
        if may_be_url and HEAD_BEGUN.match(data, at):
            return at
        head = HEAD.match(data, at) if may_be_url else None
        if head or SIGNATURE.match(data, at):
            self._begin_image(is_whole=True)
        else:
            self._place = _JsonPosition.TEXT
        return head.end() if head else at

    def _read_text(self, data: bytes, at: int) -> int:
        """Keep text up to the end of the string or to a data URL."""
        text = _TEXT.match(data, at)
        stop = text.end() if text else at
        head = HEAD.search(data, at, stop) if self._starts < _MAX_STARTS else None
        if head:
            self._skeleton.keep_text(data[at : head.start()])
            self._begin_image(is_whole=False)
            return head.end()
        if data[stop : stop + 1] == b'"':
            self._skeleton.keep_text(data[at:stop])
            return self._end_string(stop)
        head_begun = HEAD_BEGUN.search(data, max(at, stop - MAX_HEAD_BYTES), stop)
        if head_begun:
            stop = head_begun.start()
        self._skeleton.keep_text(data[at:stop])
        return stop

    def _begin_image(self, *, is_whole: bool) -> None:
        self._starts += 1
        if self._starts > _MAX_STARTS:
            if self._starts == _MAX_STARTS + 1:
                log.warning("an answer has more than %d pictures", _MAX_STARTS)
            self._place = _JsonPosition.SKIPPED
            return
        self._base64 = Base64Stream(is_whole=is_whole)
        self._is_whole_string = is_whole
        self._place = _JsonPosition.IMAGE

    def _read_image(self, data: bytes, at: int) -> int:
        """Decode base64 into the file of the image."""
        decoded, stop = self._base64.read(data, at)
        self._images.write(decoded)
        if self._base64.ends_at(data, stop):
            self._images.write(self._base64.finish())
            fault = self._base64.fault
            if fault is not None:
                log.warning("a picture ends before its time: %s", fault)
            marker = self._images.complete(fault)
            if marker is not None:
                self._skeleton.keep_marker(marker)
            self._place = _JsonPosition.SKIPPED if self._is_whole_string else _JsonPosition.TEXT
        return stop

    def _read_skipped(self, data: bytes, at: int) -> int:
        """Leave out what is left of the string."""
        text = _TEXT.match(data, at)
        stop = text.end() if text else at
        return self._end_string(stop) if data[stop : stop + 1] == b'"' else stop

    def _end_string(self, quote: int) -> int:
        self._skeleton.close_string()
        self._place = _JsonPosition.OUTSIDE
        return quote + 1

    #: By the place, what reads on from there.
    _readers: ClassVar[Mapping[_JsonPosition, Callable[..., int]]] = {
        _JsonPosition.BEGIN: _read_begin,
        _JsonPosition.FILE: _read_file,
        _JsonPosition.OUTSIDE: _read_outside,
        _JsonPosition.RAW_START: _read_raw_start,
        _JsonPosition.VALUE_START: _read_value_start,
        _JsonPosition.WORDS_START: _read_value_start,
        _JsonPosition.TEXT: _read_text,
        _JsonPosition.IMAGE: _read_image,
        _JsonPosition.SKIPPED: _read_skipped,
    }
