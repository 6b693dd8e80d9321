"""What gateways put around an answer: the lines of a stream, comments, marks, another document."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from bot.sandbox.painter.say import Frame

Document = Mapping[str, object]

#: As OpenRouter keeps a stream alive.
#: https://openrouter.ai/docs/api/reference/streaming, read 2026-11-30
_COMMENT = ": OPENROUTER PROCESSING\n\n"
_DONE = "data: [DONE]\n\n"

#: Before and behind the JSON, where that stays as it is.
_AROUND: Mapping[Frame | None, tuple[str, str]] = {
    None: ("", ""),
    "comments": (_COMMENT * 3, f"\n\n{_DONE}"),
    "done": ("", f"\n\n{_DONE}"),
    "event": (f"{_COMMENT}data: ", f"\n\n{_DONE}"),
    "byte order mark": ("\ufeff", ""),
    "twice": ("", '{"status": "ok", "usage": null, "data": []}'),
}


def frame_json(document: Document, frame: Frame | None) -> str:
    """Write a document with what stands around it."""
    text = json.dumps(document)
    if frame == "events":
        return "".join(_event(event) for event in _stream(document)) + _DONE
    if frame == "lines":
        return "\n".join(json.dumps(event) for event in _stream(document))
    before, behind = _AROUND[frame]
    return before + text + behind


def _event(event: Document) -> str:
    kind = event.get("type")
    name = f"event: {kind}\n" if kind else ""
    return f"{_COMMENT}{name}data: {json.dumps(event)}\n\n"


def _stream(document: Document) -> list[Document]:
    """Cut an answer into the events that a stream would have."""
    if "choices" in document:
        return _chunks(document)
    items = cast("Sequence[Document]", document.get("data", ()))
    events = [
        {"type": f"image_generation.{kind}", "partial_image_index": 0, **item}
        for item in items
        for kind in ("partial_image", "completed")
    ]
    return [*events[:-1], *({**event, "usage": document.get("usage")} for event in events[-1:])]


def _chunks(document: Document) -> list[Document]:
    """Cut the first choice into what comes word by word, the images, and the end."""
    [choice, *_] = cast("Sequence[Document]", document["choices"])
    message = cast("Document", choice["message"])
    head = {key: value for key, value in document.items() if key not in {"choices", "usage"}}
    words = str(message.get("content") or "").split(" ")
    deltas: list[Document] = [
        {"role": "assistant", "content": word + (" " if number < len(words) else "")}
        for number, word in enumerate(words, 1)
    ]
    images = cast("Sequence[object]", message.get("images") or ())
    deltas += [{"images": [image]} for image in images]
    chunks: list[Document] = [
        {**head, "choices": [{"index": 0, "delta": delta}]} for delta in deltas
    ]
    end: Document = {"index": 0, "delta": {}, "finish_reason": choice["finish_reason"]}
    return [
        *chunks,
        {**head, "choices": [end]},
        {**head, "choices": [], "usage": document["usage"]},
    ]
