"""The file name and the alt text of a delivered image."""

import re

from bot.policy.normal_form import normalise

#: https://docs.discord.com/developers/resources/message#attachment-object, read 2026-11-22
MAX_ALT_TEXT_LENGTH = 1024

MAX_STEM_LENGTH = 40

#: Names that Windows reserves for devices, with any extension.
#: https://learn.microsoft.com/windows/win32/fileio/naming-a-file, read 2026-11-22
_DEVICE_NAME = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")

_NO_PROMPT = "image"


def fit_alt_text(text: str) -> str:
    """Shorten an alt text to at most 1,024 characters, cut between words."""
    if len(text) <= MAX_ALT_TEXT_LENGTH:
        return text
    return _clip(text, MAX_ALT_TEXT_LENGTH - 1, between=" ") + "…"


def file_stem(prompt: str) -> str:
    """Return a file name without extension for a prompt.

    Returns:
        1 to 40 characters out of `a-z`, `0-9` and `-`, the same for the same prompt, and never a
        name that Windows reserves. A prompt without Latin letters or digits gives `image`.
    """
    plain = normalise(prompt, "NFKD").encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    stem = _clip(words, MAX_STEM_LENGTH, between="-") or _NO_PROMPT
    return f"{_NO_PROMPT}-{stem}" if _DEVICE_NAME.fullmatch(stem) else stem


def _clip(text: str, length: int, *, between: str) -> str:
    """Cut a text to a length, at the last boundary unless that would lose more than half."""
    if len(text) <= length:
        return text
    boundary = text.rfind(between, length // 2, length + 1)
    return text[: boundary if boundary > 0 else length].rstrip(between)
