"""What the processes that decode images and the bot that starts them agree on."""

from dataclasses import dataclass
from enum import IntEnum

_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one process may take."""

    pixels: int
    """More is taken for a decompression bomb."""
    memory_bytes: int
    """Of its whole address space. The worst files are WebPs with loss and alpha: 17 bytes for each
    pixel to write them anew, 22 to make them smaller. A test tries all kinds."""
    timeout_s: float
    """Seconds for one image."""


#: For what members attach: the largest image that is painted today has 17 million pixels, 4K at
#: 21:9, and may be attached again.
#: https://ai.google.dev/gemini-api/docs/image-generation, read 2026-11-22
ATTACHMENTS = Bounds(20_000_000, 512 * _MEBIBYTE, 30)

#: For what was painted and has to be made smaller. The largest one of pure noise takes some 15 s.
DELIVERIES = Bounds(40_000_000, 1024 * _MEBIBYTE, 60)


class Outcome(IntEnum):
    """The process's exit code; Python's own for a crash is 1, for a wrong call 2."""

    FITTED = 0
    UNDECODABLE = 10
    TOO_LARGE = 11
    """Even the smallest re-encoding is over the limit."""
    DISK_FAILED = 12
    OUT_OF_MEMORY = 13
    """It needs more than it may take."""
    NOT_DONE = -1
    """It crashed, was killed, or took too long, which says nothing about the image; no code."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended that the disk did not fail."""

    outcome: Outcome
    why: str
    """For the log."""
