"""Frames an answer's JSON as gateways do: as an event stream, with comments, or other extras."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from bot.sandbox.painter.scripted_answer import Frame

Document = Mapping[str, object]

#: OpenRouter's keep-alive comment.
#: https://openrouter.ai/docs/api/reference/streaming, read 2026-11-30
_COMMENT = ": OPENROUTER PROCESSING\n\n"
_DONE = "data: [DONE]\n\n"

#: Text before and after the JSON, for framings that keep the JSON itself unchanged.
_AROUND: Mapping[Frame | None, tuple[str, str]] = {
    None: ("", ""),
    "comments": (_COMMENT * 3, f"\n\n{_DONE}"),
    "done": ("", f"\n\n{_DONE}"),
    "event": (f"{_COMMENT}data: ", f"\n\n{_DONE}"),
    "byte order mark": ("\ufeff", ""),
    "twice": ("", '{"status": "ok", "usage": null, "data": []}'),
}


def frame_json(document: Document, frame: Frame | None) -> str:
    """Return a document as JSON in a framing."""
    text = json.dumps(document)
    if frame == "events":
        return "".join(_event(event) for event in _stream(document)) + _DONE
    if frame == "lines":
        return "\n".join(json.dumps(event) for event in _stream(document))
    before, after = _AROUND[frame]
    return before + text + after


def _event(event: Document) -> str:
    kind = event.get("type")
    name = f"event: {kind}\n" if kind else ""
    return f"{_COMMENT}{name}data: {json.dumps(event)}\n\n"


def _stream(document: Document) -> list[Document]:
    """Split an answer into the events of a stream."""
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
    """Split the first choice into chunks: its words one by one, its images, and the end."""
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
