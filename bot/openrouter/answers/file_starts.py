"""Recognises the first bytes of images: as files, as base64 and as data URLs."""

import re
from typing import Final

#: The head of a data URL; the media type may be missing, unknown, escaped or have parameters.
#: https://www.rfc-editor.org/rfc/rfc2397 section 3, read 2026-11-22
HEAD: Final = re.compile(rb'data:[^,":\s]{0,200}base64,', re.IGNORECASE)
HEAD_BEGUN: Final = re.compile(rb'd(?:a(?:t(?:a(?::[^,":\s]{0,206})?)?)?)?\Z', re.IGNORECASE)
MAX_HEAD_BYTES: Final = len("data:") + 200 + len("base64,")

#: First characters of base64-encoded PNG, JPEG, GIF and WebP; tell a bare image from other text.
SIGNATURE: Final = re.compile(rb"iVBORw0KGgo|\\?/9j\\?/|R0lGOD[dl]|UklGR[g-j]")
PNG_SIGNATURE: Final = b"iVBORw0KGgo"
MAX_SIGNATURE_BYTES: Final = len(PNG_SIGNATURE)

WEB_ADDRESS: Final = re.compile(rb"https?:", re.IGNORECASE)
MAX_SCHEME_BYTES: Final = len("https:")

#: First bytes of PNG, JPEG, GIF and WebP files, for a body that is an image instead of JSON.
MAGIC: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def is_short(data: bytes, at: int, size_bytes: int) -> bool:
    """Tell whether fewer than `size_bytes` of a string have arrived, so its start is undecided."""
    start = data[at : at + size_bytes]
    return len(start) < size_bytes and b'"' not in start


def is_begun(data: bytes, at: int) -> bool:
    """Tell whether too little of a body has arrived to decide if it is an image."""
    start = data[at : at + MAX_SIGNATURE_BYTES]
    signatures = (*MAGIC, PNG_SIGNATURE)
    is_partial = any(each != start and each.startswith(start) for each in signatures)
    return is_partial or bool(HEAD_BEGUN.match(data, at))
