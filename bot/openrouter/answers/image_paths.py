"""Where in an answer images stand that stand in none of the known places."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from os.path import commonprefix
from typing import Final, cast

from bot.openrouter.answers.wrapping import DRAFTS

#: What a model paints while it thinks; the last of these is most like the image it means.
#: https://ai.google.dev/gemini-api/docs/image-generation "thinking process", read 2026-11-30
_DRAFTS: Final = frozenset({"reasoning", "reasoning_content", "reasoning_details", "thinking"}) | {
    DRAFTS
}

#: An object that is a thought as a whole, by a member of it.
_THOUGHT_TYPES: Final = ("reasoning", "thinking", "thought")

#: What was asked for, or found fault with: images in it are the member's own.
_ECHOES: Final = re.compile(r"error|request|messages|prompt|input(?:s|_.+)?")


def finder(markers: Collection[str]) -> Callable[[str], list[str]]:
    """Return a function that tells which markers a text has, in order; quick where it has none."""
    common = commonprefix(list(markers))  # noqa: RUF071 - they are no paths

    def find(text: str) -> list[str]:
        if not markers or common not in text:
            return []
        return sorted((marker for marker in markers if marker in text), key=text.index)

    return find


def find_places(
    document: object, markers: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the markers in a document, in order: those of images, and those of drafts.

    A marker that the document does not have (its key came twice, or the document is not whole)
    stands for an image. One in what was asked for does not.
    """
    images = dict[str, None]()
    drafts = dict[str, None]()
    missing = dict.fromkeys(markers)
    find = finder(markers)
    for text, kind in _strings(document) if missing else ():
        for marker in find(text):
            missing.pop(marker, None)
            if kind != "echo":
                (drafts if kind == "draft" else images).setdefault(marker)
    return (*images, *missing), tuple(marker for marker in drafts if marker not in images)


def _strings(document: object) -> Iterator[tuple[str, str]]:
    """Yield each string with what it is part of: `draft`, `echo`, or nothing of these."""
    waiting = [(document, "")]
    while waiting:
        value, kind = waiting.pop()
        if isinstance(value, str):
            yield value, kind
        elif isinstance(value, dict):
            inner = cast("Mapping[str, object]", value)
            kind = kind or ("draft" if _is_thought(inner) else "")
            members = [(member, kind or _kind_of(key)) for key, member in inner.items()]
            waiting += reversed(members)
        elif isinstance(value, list):
            waiting += [(item, kind) for item in reversed(cast("Sequence[object]", value))]


def _is_thought(value: Mapping[str, object]) -> bool:
    kind = value.get("type")
    is_typed = isinstance(kind, str) and kind.startswith(_THOUGHT_TYPES)
    return value.get("thought") is True or is_typed


def _kind_of(key: str) -> str:
    if key in _DRAFTS:
        return "draft"
    return "echo" if _ECHOES.fullmatch(key) else ""
