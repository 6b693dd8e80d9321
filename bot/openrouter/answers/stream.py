"""Decodes OpenRouter's JSON answers as they arrive, writing their images into spool files."""

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
from bot.openrouter.answers.json_position import JsonPosition, start_of_string
from bot.openrouter.answers.skeleton import Skeleton
from bot.openrouter.answers.spool import Spool

log = logging.getLogger(__name__)

#: The text of a string up to its closing quote or an incomplete escape.
_TEXT: Final = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)

#: Limit for images that begin, empty ones included, since each costs a scan of the current chunk.
#: Real answers have a dozen at most: the images, and drafts of them in the reasoning.
_MAX_STARTS: Final = 64


@dataclass(frozen=True, slots=True)
class DecodedAnswer:
    """An answer with its images in files."""

    document: object
    """The parsed JSON with a marker in place of each image: of the whole string, or of a data URL
    within a longer text. None if the JSON was incomplete but an image was not."""
    files: Mapping[str, Path]
    """Complete files by marker, in the order of the answer. The holder owns and removes them."""
    dropped: Mapping[str, str] = field(default_factory=dict[str, str])
    """Faults of images without a file, by marker."""

    @property
    def markers(self) -> tuple[str, ...]:
        """The markers of all images in the document."""
        return (*self.files, *self.dropped)


class AnswerDecoder:
    """Decodes one JSON body from chunks of any size; the result does not depend on the cuts.

    The owner must call `finish` or `discard`; otherwise spool files stay behind.

    Args:
        spool: The folder for the images.
        limits: For the number and size of images, and for text.
    """

    def __init__(self, spool: Spool, limits: AnswerLimits) -> None:
        self._skeleton = Skeleton(max_bytes=limits.max_text_bytes)
        self._images = SpooledImages(spool, limits)
        self._base64 = Base64Stream(is_whole=True)
        self._is_whole_string = True  # whether the current base64 is all of its string
        self._starts = 0  # images begun so far
        self._position = JsonPosition.BEGIN
        self._pending = b""  # a few bytes that are undecidable until more arrive

    @property
    def is_whole(self) -> bool:
        """Whether the document is complete, so that nothing of value should follow."""
        return self._position is JsonPosition.OUTSIDE and self._skeleton.is_whole

    def feed(self, chunk: bytes) -> None:
        """Decode the next bytes of the body.

        Raises:
            BadAnswer: The text exceeds the limits; all files are removed.
            SpoolFailed: An image could not be written; all files are removed.
        """
        try:
            self._read(self._pending + chunk)
        except ImagineError:
            self.discard()
            raise

    def finish(self) -> DecodedAnswer:
        """Return the answer after the last byte of the body.

        Invalid JSON is tolerated, with None as the document, if an image is complete.

        Raises:
            BadAnswer: The JSON is incomplete or invalid, and no image is complete; all files are
                removed.
        """
        try:
            self._end_bare_image()
            document = self._skeleton.parse()
        except BadAnswer as error:
            if not self._images.has_complete:
                self.discard()
                raise
            log.warning("only the images of an answer are usable: %s", error.detail)
            document = None
        files, dropped = self._images.hand_over()
        self.discard()
        return DecodedAnswer(document, files, dropped)

    def _end_bare_image(self) -> None:
        """End the image if it is the whole body."""
        if self._position is JsonPosition.FILE:
            self._images.complete()
        elif self._position is JsonPosition.IMAGE and self._skeleton.is_empty:
            self._images.write(self._base64.finish())
            self._images.complete(self._base64.fault)

    def discard(self) -> None:
        """Remove every file that was not handed over; idempotent."""
        self._images.discard()

    def _read(self, data: bytes) -> None:
        """Decode `data` as far as it is decidable; the rest waits for the next chunk."""
        at = 0
        while at < len(data):
            position = self._position
            after = self._step(data, at)
            if after == at and self._position is position:
                break
            at = after
        self._pending = data[at:]

    def _step(self, data: bytes, at: int) -> int:
        """Continue at index `at`; return the index of the first byte not consumed."""
        return self._readers[self._position](self, data, at)

    def _read_begin(self, data: bytes, at: int) -> int:
        """Detect whether the body is JSON or an image, as a file or as base64."""
        if is_begun(data, at):
            return at
        head = HEAD.match(data, at)
        if data.startswith(MAGIC, at):
            self._position = JsonPosition.FILE
        elif head or data.startswith(PNG_SIGNATURE, at):
            self._begin_image(is_whole=True)
        else:
            self._position = JsonPosition.OUTSIDE
        return head.end() if head else at

    def _read_file(self, data: bytes, at: int) -> int:
        """Write everything into the image's file."""
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
        self._position = start_of_string(key)
        return quote + 1

    def _read_raw_start(self, data: bytes, at: int) -> int:
        """Begin the image, after the head of a data URL if present."""
        if is_short(data, at, MAX_SCHEME_BYTES) or HEAD_BEGUN.match(data, at):
            return at
        if WEB_ADDRESS.match(data, at):
            self._position = JsonPosition.TEXT
            return at
        head = HEAD.match(data, at)
        self._begin_image(is_whole=True)
        return head.end() if head else at

    def _read_value_start(self, data: bytes, at: int) -> int:
        """Begin an image if the string starts like one, otherwise text."""
        may_be_url = self._position is JsonPosition.VALUE_START
        if is_short(data, at, MAX_SIGNATURE_BYTES):
            return at
        if may_be_url and HEAD_BEGUN.match(data, at):
            return at
        head = HEAD.match(data, at) if may_be_url else None
        if head or SIGNATURE.match(data, at):
            self._begin_image(is_whole=True)
        else:
            self._position = JsonPosition.TEXT
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
                log.warning("an answer has more than %d images", _MAX_STARTS)
            self._position = JsonPosition.SKIPPED
            return
        self._base64 = Base64Stream(is_whole=is_whole)
        self._is_whole_string = is_whole
        self._position = JsonPosition.IMAGE

    def _read_image(self, data: bytes, at: int) -> int:
        """Decode base64 into the image's file."""
        decoded, stop = self._base64.read(data, at)
        self._images.write(decoded)
        if self._base64.ends_at(data, stop):
            self._images.write(self._base64.finish())
            fault = self._base64.fault
            if fault is not None:
                log.warning("an image ends early: %s", fault)
            marker = self._images.complete(fault)
            if marker is not None:
                self._skeleton.keep_marker(marker)
            self._position = JsonPosition.SKIPPED if self._is_whole_string else JsonPosition.TEXT
        return stop

    def _read_skipped(self, data: bytes, at: int) -> int:
        """Skip the rest of the string."""
        text = _TEXT.match(data, at)
        stop = text.end() if text else at
        return self._end_string(stop) if data[stop : stop + 1] == b'"' else stop

    def _end_string(self, quote: int) -> int:
        self._skeleton.close_string()
        self._position = JsonPosition.OUTSIDE
        return quote + 1

    #: The method that continues at each position.
    _readers: ClassVar[Mapping[JsonPosition, Callable[..., int]]] = {
        JsonPosition.BEGIN: _read_begin,
        JsonPosition.FILE: _read_file,
        JsonPosition.OUTSIDE: _read_outside,
        JsonPosition.RAW_START: _read_raw_start,
        JsonPosition.VALUE_START: _read_value_start,
        JsonPosition.WORDS_START: _read_value_start,
        JsonPosition.TEXT: _read_text,
        JsonPosition.IMAGE: _read_image,
        JsonPosition.SKIPPED: _read_skipped,
    }
