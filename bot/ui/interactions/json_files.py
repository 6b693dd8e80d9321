"""Reads uploaded JSON within bounds."""

import json
from typing import NoReturn

import discord

from bot.errors import ReferenceRefused
from bot.policy.json_reader import shown
from bot.ui.interactions.attachments import read_attachment

#: Bytes counted per step, which takes well under a millisecond.
_CHUNK_BYTES = 2**16


class FileProblem(ValueError):
    """The file is not JSON, or exceeds a bound.

    Attributes:
        key: Id of the message for the moderator.
        facts: Values of the message's placeholders.
    """

    def __init__(self, key: str, **facts: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


async def fetch_file(file: discord.Attachment, *, most_bytes: int) -> bytes:
    """Download an attached file.

    Raises:
        FileProblem: It is too large, or unavailable.
    """
    if file.size > most_bytes:
        raise FileProblem("import-too-large", most=most_bytes)
    try:
        return await read_attachment(file, max_bytes=most_bytes)
    except ReferenceRefused as error:
        raise FileProblem("import-not-delivered") from error


def parse_json(data: bytes, *, most_entries: int) -> object:
    """Parse JSON, in a thread: the largest takes milliseconds.

    Args:
        data: UTF-8, with or without a byte order mark.
        most_entries: Most `[`, `{` and `,` in it. Without a limit, a small file could fill memory:
            an empty list takes 3 bytes in the file and 64 in memory.

    Raises:
        FileProblem: It is not JSON, or exceeds a bound.
    """
    _check_entries(data, most_entries)
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text, parse_constant=_reject_constant, object_pairs_hook=_reject_duplicates
        )
    except FileProblem:
        raise
    except json.JSONDecodeError as error:
        position = {"line": error.lineno, "column": error.colno}
        raise FileProblem("import-not-json", problem=error.msg, **position) from error
    except RecursionError as error:
        raise FileProblem("import-too-deep") from error
    except UnicodeDecodeError as error:
        raise FileProblem("import-not-utf8") from error
    except ValueError as error:
        # such as a number with more digits than Python converts
        raise FileProblem("import-unreadable") from error


def _check_entries(data: bytes, most: int) -> None:
    """Count entries before parsing, because the JSON parser does not release the GIL.

    Raises:
        FileProblem: There are more than `most`.
    """
    entries = 0
    for start in range(0, len(data), _CHUNK_BYTES):
        entries += sum(data.count(sign, start, start + _CHUNK_BYTES) for sign in (b"[", b"{", b","))
        if entries > most:
            raise FileProblem("import-too-many", most=most)


def _reject_constant(name: str) -> NoReturn:
    raise FileProblem("import-not-a-number", name=name)


def _reject_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise FileProblem("import-twice", name=repr(shown(name)))
        found[name] = value
    return found
