"""Finds images outside the documented fields of an answer."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from os.path import commonprefix
from typing import Final, cast

from bot.openrouter.answers.wrapping import DRAFTS

#: Keys of images generated while a model reasons; the last one is closest to the final image.
#: https://ai.google.dev/gemini-api/docs/image-generation "thinking process", read 2026-11-30
_DRAFTS: Final = frozenset({"reasoning", "reasoning_content", "reasoning_details", "thinking"}) | {
    DRAFTS
}

#: Prefixes of the `type` of objects that are reasoning as a whole.
_THOUGHT_TYPES: Final = ("reasoning", "thinking", "thought")

#: Keys of values that repeat the request or reject it: images in them are the member's own.
_ECHOES: Final = re.compile(r"error|request|messages|prompt|input(?:s|_.+)?")


def finder(markers: Collection[str]) -> Callable[[str], list[str]]:
    """Return a function that lists the markers in a text, in order; fast for texts without one."""
    common = commonprefix(list(markers))  # noqa: RUF071 - markers are not paths

    def find(text: str) -> list[str]:
        if not markers or common not in text:
            return []
        return sorted((marker for marker in markers if marker in text), key=text.index)

    return find


def find_images(
    document: object, markers: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the markers in a document, in order: those of images, and those of drafts.

    A marker missing from the document, because of a duplicate key or incomplete JSON, counts as an
    image. A marker in an echo of the request is ignored.
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
    """Yield each string and the kind of value it is part of: `draft`, `echo`, or empty."""
    stack = [(document, "")]
    while stack:
        value, kind = stack.pop()
        if isinstance(value, str):
            yield value, kind
        elif isinstance(value, dict):
            inner = cast("Mapping[str, object]", value)
            kind = kind or ("draft" if _is_thought(inner) else "")
            members = [(member, kind or _kind_of(key)) for key, member in inner.items()]
            stack += reversed(members)
        elif isinstance(value, list):
            stack += [(item, kind) for item in reversed(cast("Sequence[object]", value))]


def _is_thought(value: Mapping[str, object]) -> bool:
    kind = value.get("type")
    is_typed = isinstance(kind, str) and kind.startswith(_THOUGHT_TYPES)
    return value.get("thought") is True or is_typed


def _kind_of(key: str) -> str:
    if key in _DRAFTS:
        return "draft"
    return "echo" if _ECHOES.fullmatch(key) else ""
