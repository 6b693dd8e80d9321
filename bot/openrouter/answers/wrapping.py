"""Parses JSON wrapped in stream events or comments, or followed by a second document.

Gateways send streams without being asked, and OpenRouter keeps streams alive with comments:
https://openrouter.ai/docs/api/reference/streaming, read 2026-11-30.
Format of a stream: https://html.spec.whatwg.org/multipage/server-sent-events.html, read 2026-11-30.
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

#: Limit for documents that are incomplete or invalid; each costs a scan of all that follows.
_MAX_FAULTS: Final = 16

#: Suffix of the event type of an image's draft.
#: https://openrouter.ai/docs/features/multimodal/image-generation, read 2026-11-30
_DRAFT: Final = "partial_image"

#: The key under which `merge` collects the drafts of a stream.
DRAFTS: Final = "partial_images"

_DECODER: Final = json.JSONDecoder(strict=False)

Object = Mapping[str, object]


def unwrap(text: str) -> object:
    """Parse the JSON in a text; several documents are merged into one.

    Raises:
        ValueError: There is no complete document.
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
    """Merge the events of a stream, or consecutive documents, into one answer.

    Lists of images are concatenated, and so are the parts of each choice. Of any other value the
    first that is not null is kept, except for `usage`: the last.
    """
    merged: dict[str, object] = {"choices": [], "data": [], DRAFTS: []}
    choices = list[object]()
    for document in documents:
        if not isinstance(document, dict):
            cast("list[object]", merged["data"]).append(document)
            continue
        fields = cast("dict[str, object]", document)
        choices += _items(fields.get("choices"))
        target = DRAFTS if str(fields.get("type")).endswith(_DRAFT) else "data"
        images = [fields] if _is_event(fields) else _items(fields.get("data"))
        cast("list[object]", merged[target]).extend(images)
        for key, value in fields.items():
            is_latest_usage = key == "usage" and value is not None
            if is_latest_usage or merged.get(key) is None:
                merged[key] = value
    merged["choices"] = _merge_choices(choices)
    return merged


def _without_frame(text: str) -> tuple[str, Sequence[tuple[int, str]]]:
    """Return the data of a stream's lines, and the index and name of each event in it."""
    lines = list[str]()
    events = list[tuple[int, str]]()
    at = 0
    for line in _LINE_END.split(text):
        field, _, value = line.partition(":")
        if field == "event":
            events.append((at, value.strip()))
        if field in {"", "event", "id", "retry"} and line:
            continue
        data = value.removeprefix(" ") if field == "data" else line
        lines.append(data)
        at += len(data) + 1
    return "\n".join(lines), events


def _find_documents(text: str, events: Sequence[tuple[int, str]]) -> list[object]:
    """Parse the documents in a text; each begins on its own line or right after another one."""
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
        last = bisect_right(events, start, key=itemgetter(0)) - 1
        name = events[last][1] if last >= 0 and events[last][0] >= at else None
        documents.append(_with_type(document, name))
        at = end
        found = _NEXT.match(text, end) or _BEGINNING.search(text, end)
    return documents


def _with_type(document: object, event: str | None) -> object:
    """Add the name of its event to a document as its `type`, unless it has one."""
    if event is None or not isinstance(document, dict):
        return document
    return {"type": event, **cast("Object", document)}


def _is_event(document: object) -> bool:
    """Tell whether a document is itself an image."""
    return isinstance(document, dict) and bool(
        {"b64_json", "url"} & cast("Object", document).keys()
        or str(cast("Object", document).get("type")).endswith(_DRAFT)
    )


def _items(value: object) -> list[object]:
    if value is None:
        return []
    return cast("list[object]", value) if isinstance(value, list) else [value]


def _merge_choices(choices: Sequence[object]) -> list[object]:
    """Merge the parts of each choice, grouped by `index`."""
    parts: dict[object, list[Object]] = {}
    for choice in choices:
        if isinstance(choice, dict):
            fields = cast("Object", choice)
            index = fields.get("index")
            parts.setdefault(index if isinstance(index, int) else 0, []).append(fields)
    return [_merge_choice(group) for group in parts.values()]


def _merge_choice(parts: Sequence[Object]) -> Object:
    values = [part.get(key) for part in parts for key in ("delta", "message")]
    messages = [cast("Object", value) for value in values if isinstance(value, dict)]
    return _last_values(parts) | {"message": _merge_messages(messages)}


def _last_values(parts: Sequence[Object]) -> dict[str, object]:
    return {key: value for part in parts for key, value in part.items() if value is not None}


def _merge_messages(messages: Sequence[Object]) -> Object:
    """Concatenate texts and lists of a message's parts; of other values keep the last."""
    merged: dict[str, object] = {}
    for key in dict.fromkeys(chain.from_iterable(messages)):
        values = [message[key] for message in messages if message.get(key) is not None]
        texts = [value for value in values if isinstance(value, str)]
        lists = [cast("list[object]", value) for value in values if isinstance(value, list)]
        if values and len(texts) == len(values):
            merged[key] = "".join(texts)
        elif values and len(lists) == len(values):
            merged[key] = list(chain.from_iterable(lists))
        elif values:
            merged[key] = values[-1]
    return merged
