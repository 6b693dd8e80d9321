"""Resource bounds and exit codes shared by the bot and its decoder processes."""

from dataclasses import dataclass
from enum import IntEnum

_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Bounds:
    """Resources of one process."""

    pixels: int
    """Larger images are treated as decompression bombs."""
    memory_bytes: int
    """Size of the address space. The worst files are lossy WebPs with alpha: 17 bytes per pixel to
    rewrite, 22 to shrink. A test covers all formats."""
    timeout_s: float
    """Seconds for one image."""


#: For attached images. The largest generated ones today have 17 megapixels (4K at 21:9), and
#: members may attach them again.
#: https://ai.google.dev/gemini-api/docs/image-generation, read 2026-11-22
ATTACHMENTS = Bounds(20_000_000, 512 * _MEBIBYTE, 30)

#: For generated images above the upload limit. The largest one, of pure noise, takes some 15 s.
DELIVERIES = Bounds(40_000_000, 1024 * _MEBIBYTE, 60)


class Outcome(IntEnum):
    """Exit code of the process. Python itself uses 1 for a crash and 2 for wrong arguments."""

    FITTED = 0
    UNDECODABLE = 10
    TOO_LARGE = 11
    """Even the smallest encoding exceeds the limit."""
    DISK_FAILED = 12
    OUT_OF_MEMORY = 13
    """The image needs more than the process may use."""
    NOT_DONE = -1
    """The process crashed, was killed or timed out, which says nothing about the image. Never an
    exit code."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a process, except after a disk error."""

    outcome: Outcome
    why: str
    """For the log."""
