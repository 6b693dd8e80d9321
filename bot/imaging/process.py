"""What the processes that decode pictures and the bot that starts them agree on."""

from dataclasses import dataclass
from enum import IntEnum

#: More is taken for a decompression bomb. The largest that is painted today has 17 million, 4K at
#: 21:9: https://ai.google.dev/gemini-api/docs/image-generation, read 2026-11-22
MAX_PIXELS = 50_000_000


class Outcome(IntEnum):
    """The process's exit code; Python's own for a crash is 1, for a wrong call 2."""

    FITTED = 0
    UNDECODABLE = 10
    TOO_LARGE = 11
    """Even the smallest re-encoding is over the limit."""
    DISK_FAILED = 12


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended that the disk did not fail."""

    outcome: Outcome
    why: str
    """For the log."""
