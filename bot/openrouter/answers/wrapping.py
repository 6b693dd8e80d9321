"""JSON that something stands around: events of a stream, comments, a second document.

Gateways send streams although none was asked for, and OpenRouter itself keeps a stream alive with
comments: https://openrouter.ai/docs/api/reference/streaming, read 2026-11-30.
Lines of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html, read 2026-11-30.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Final, cast

_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_BEGINNING: Final = re.compile(r"(?:^|\A\s*)([{\[])", re.MULTILINE)
_NEXT: Final = re.compile(r"\s*([{\[])")

#: Documents that do not end, or are none; each costs a look at all that follows.
_MAX_FAULTS: Final = 16

#: A draft of an image in a stream, by the end of its type.
#: https://openrouter.ai/docs/features/multimodal/image-generation, read 2026-11-30
_DRAFT: Final = "partial_image"

#: Under this key `merge` puts the drafts of a stream.
DRAFTS: Final = "partial_images"

_DECODER: Final = json.JSONDecoder(strict=False)

Object = Mapping[str, object]


def unwrap(text: str) -> object:
    """Return what the JSON in a text says; several documents become one.

    Raises:
        ValueError: There is no whole document.
        RecursionError: The only one is nested too deeply.
    """
    try:
        return json.loads(text, strict=False)
    except ValueError:
        documents = _find_documents(*_without_frame(text))
        if not documents:
            raise
    return documents[0] if len(documents) == 1 and not _is_event(documents[0]) else merge(documents)


def merge(documents: Sequence[object]) -> Object:
    """Make one answer of the events of a stream, or of documents that follow one another.

    Of what only one can be right, the first that says something counts; of the cost, the last.
    Lists of images are joined, and so are the parts of each choice.
    """
    merged: dict[str, object] = {"choices": [], "data": [], DRAFTS: []}
    choices = list[object]()
    for document in documents:
        if not isinstance(document, dict):
            cast("list[object]", merged["data"]).append(document)
            continue
        said = cast("dict[str, object]", document)
        choices += _items(said.get("choices"))
        place = DRAFTS if str(said.get("type")).endswith(_DRAFT) else "data"
        images = [said] if _is_event(said) else _items(said.get("data"))
        cast("list[object]", merged[place]).extend(images)
        for key, value in said.items():
            is_last_word = key == "usage" and value is not None
            if is_last_word or merged.get(key) is None:
                merged[key] = value
    merged["choices"] = _merge_choices(choices)
    return merged


def _without_frame(text: str) -> tuple[str, Sequence[tuple[int, str]]]:
    """Return the data of a stream's lines, and where which kind of event begins."""
    lines = list[str]()
    names = list[tuple[int, str]]()
    at = 0
    for line in _LINE_END.split(text):
        field, _, value = line.partition(":")
        if field == "event":
            names.append((at, value.strip()))
        if field in {"", "event", "id", "retry"} and line:
            continue
        data = value.removeprefix(" ") if field == "data" else line
        lines.append(data)
        at += len(data) + 1
    return "\n".join(lines), names


def _find_documents(text: str, names: Sequence[tuple[int, str]]) -> list[object]:
    """Read the documents in a text; each begins in a line of its own or behind another one."""
    documents = list[object]()
    at = faults = 0
    found = _BEGINNING.search(text)
    while found and faults < _MAX_FAULTS:
        start = found.start(1)
        try:
            document, end = cast("tuple[object, int]", _DECODER.raw_decode(text, start))
        except (ValueError, RecursionError):
            faults += 1
            found = _BEGINNING.search(text, start + 1)
            continue
        named = bisect_right(names, start, key=itemgetter(0)) - 1
        name = names[named][1] if named >= 0 and names[named][0] >= at else None
        documents.append(_named(document, name))
        at = end
        found = _NEXT.match(text, end) or _BEGINNING.search(text, end)
    return documents


def _named(document: object, name: str | None) -> object:
    """Return a document with the name of its event as its type, unless it has one."""
    if name is None or not isinstance(document, dict):
        return document
    return {"type": name, **cast("Object", document)}


def _is_event(document: object) -> bool:
    """Tell whether a document is an image by itself."""
    return isinstance(document, dict) and bool(
        {"b64_json", "url"} & cast("Object", document).keys()
        or str(cast("Object", document).get("type")).endswith(_DRAFT)
    )


def _items(value: object) -> list[object]:
    if value is None:
        return []
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _merge_choices(choices: Sequence[object]) -> list[object]:
    """Join the parts of each choice, which have its number."""
    parts: dict[object, list[Object]] = {}
    for choice in choices:
        if isinstance(choice, dict):
            said = cast("Object", choice)
            number = said.get("index")
            parts.setdefault(number if isinstance(number, int) else 0, []).append(said)
    return [_join_choice(said) for said in parts.values()]


def _join_choice(parts: Sequence[Object]) -> Object:
    messages = [part.get(key) for part in parts for key in ("delta", "message")]
    spoken = [cast("Object", message) for message in messages if isinstance(message, dict)]
    return _last_words(parts) | {"message": _join_messages(spoken)}


def _last_words(parts: Sequence[Object]) -> dict[str, object]:
    return {key: value for part in parts for key, value in part.items() if value is not None}


def _join_messages(messages: Sequence[Object]) -> Object:
    """Put the parts of a message behind one another: texts and lists; of others the last."""
    joined: dict[str, object] = {}
    for key in dict.fromkeys(chain.from_iterable(messages)):
        values = [message[key] for message in messages if message.get(key) is not None]
        texts = [value for value in values if isinstance(value, str)]
        lists = [cast("list[object]", value) for value in values if isinstance(value, list)]
        if values and len(texts) == len(values):
            joined[key] = "".join(texts)
        elif values and len(lists) == len(values):
            joined[key] = list(chain.from_iterable(lists))
        elif values:
            joined[key] = values[-1]
    return joined
