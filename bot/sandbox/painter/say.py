"""One answer of the painter, described as a value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, TypedDict, Unpack

#: Where it stands in an error's text, the prompt is repeated.
ECHO = "@prompt@"


Frame = Literal["comments", "done", "event", "events", "lines", "byte order mark", "twice"]
"""Comments before the JSON and `[DONE]` behind it, `[DONE]` alone, one event or several of a
stream, a byte order mark, or a second document; `lines` has one document in each line."""


class ErrorFacts(TypedDict, total=False):
    """What an error answer may say beside its status; everything is optional."""

    error_type: str
    """OpenRouter's own word, such as `rate_limit_exceeded`."""
    type_in: Literal["metadata", "error", "top"]
    """Where the error type sits; OpenRouter uses all three. Default `metadata`."""
    message: str
    retry_after: float
    """Seconds, sent as the header `Retry-After`."""
    metadata: Mapping[str, object]
    availability: Mapping[str, object]
    shape: Literal["envelope", "no code", "zod", "html", "text", "empty"]
    """The form of the body. Default `envelope`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """One answer to an image request; as it stands, one honest image.

    The other constructors are the ways in which an answer can be something else;
    `dataclasses.replace` combines them with any field.
    """

    # What is painted.
    count: int = 1
    """How many different images; 1 gives as many as the request asks for."""
    format: Literal["png", "jpeg", "webp", "gif"] | None = None
    """None gives what the request asks for, and PNG when it does not."""
    width: int | None = None
    """Pixels in place of what ratio and size give."""
    height: int | None = None
    target_bytes: int | None = None
    """Pads each image to exactly this many bytes, without changing what it shows."""
    sketch: bool = False
    """Whether it is one flat colour, which takes no time and is all that most tests need."""
    duplicate: bool = False
    """Whether each image comes twice."""
    signed_by: str | None = None
    """Signs each image with C2PA in this name; not in GIF, and not so that it can be verified."""
    damage: Literal["base64", "cut", "not an image"] | None = None
    """Base64 that does not decode, half of the image's bytes, or bytes of something else."""
    damages_last: bool = False
    """Whether only the last image has the damage."""
    drafts: int = 0
    """How many images stand in the reasoning before the painted ones, on the chat surface."""

    # How it is written into the JSON.
    label: str | None = None
    """A media type in place of the true one."""
    unlabelled: bool = False
    """Whether the media type is missing (chat: the URL is base64 without `data:`)."""
    markdown: bool = False
    """Whether the images stand in the chat message's text as markdown, and nowhere else."""
    url: str | None = None
    """A URL in place of the bytes."""
    place: str | None = None
    """Where the images stand in place of the usual one: a name of `places.PLACES`."""
    frame: Frame | None = None
    """What stands around the JSON."""
    escape: Literal["slash", "unicode"] | None = None
    r"""Writes each `/` of the base64 as `\/`, or each `+` and `/` as `\u002b` and `\u002f`."""
    wrap: int | None = None
    """Breaks the base64 into lines of so many characters."""
    text: str | None = None
    """What the model writes beside the image, on the chat surface."""
    finish_reason: str | None = "stop"
    native_finish_reason: str | None = "STOP"
    error_in_choice: Mapping[str, object] | None = None
    """The error inside `choices[0]`; on `/images`, the error beside HTTP 200."""
    cost_usd: float | None = None
    """What is reported as cost, however absurd; None is the list price, and nothing without a
    image."""
    own_key: bool = False
    """Whether a provider key of the operator's own was used: its provider charges the list price,
    and what OpenRouter reports as cost is its fee, which is nothing unless `cost_usd` says so."""
    usage: Mapping[str, object] | None = None
    """Fields of `usage` that stand in place of the honest ones."""
    without_usage: bool = False
    """Whether the answer does not speak of cost at all."""

    # An answer that is no JSON of ours.
    status: int = 200
    body: bytes | None = None
    """The whole body in place of a painted one."""
    headers: tuple[tuple[str, str], ...] = ()
    filler_bytes: int = 0
    """Makes one image of so many base64 characters that are never held in memory."""

    # How it goes over the wire.
    latency_s: float = 0.0
    """Seconds before the answer."""
    keepalives: int = 0
    """Line breaks that begin the body, spread over the latency."""
    drip_bytes: int | None = None
    """Sends the body in pieces of so many bytes."""
    drip_pause_s: float = 0.0
    """Seconds between two pieces."""
    chunked: bool = False
    """Whether the length of the body is not announced."""
    gzip: bool = False
    ends: Literal["whole", "cut", "unended", "hang body", "hang", "reset"] = "whole"
    """How the answer ends: cut or silent inside the body, silent or reset before the headers, or
    cut behind the body, of which more was announced."""
    ends_at: float = 0.5
    """After which part of the body it is cut or falls silent."""

    @classmethod
    def error(cls, status: int, **facts: Unpack[ErrorFacts]) -> Self:
        """Refuse or fail with an HTTP status, 200 included, and an error body."""
        retry_after = facts.get("retry_after")
        headers = [("Content-Type", _CONTENT_TYPES.get(facts.get("shape", ""), "application/json"))]
        if retry_after is not None:
            headers.append(("Retry-After", f"{retry_after:g}"))
        return cls(status=status, body=_error_body(status, facts), headers=tuple(headers))

    @classmethod
    def error_in_200(cls, code: int = 502, **facts: Unpack[ErrorFacts]) -> Self:
        """Answer HTTP 200 with nothing but an error of this code in it."""
        return cls(body=_error_body(code, facts), headers=(("Content-Type", "application/json"),))

    @classmethod
    def choice_error(cls, code: int = 502, **facts: Unpack[ErrorFacts]) -> Self:
        """Answer HTTP 200 with an error inside the first choice."""
        error = json.loads(_error_body(code, facts))["error"]
        return cls(count=0, error_in_choice=error, finish_reason="error", native_finish_reason=None)

    @classmethod
    def no_image(
        cls,
        finish_reason: str | None = "stop",
        native: str | None = "STOP",
        *,
        text: str | None = None,
    ) -> Self:
        """Answer without any image."""
        return cls(count=0, finish_reason=finish_reason, native_finish_reason=native, text=text)

    @classmethod
    def empty_data(cls) -> Self:
        """Answer with an empty list of images."""
        return cls(count=0)

    @classmethod
    def broken_base64(cls) -> Self:
        """Answer with a string that is no base64."""
        return cls(damage="base64")

    @classmethod
    def not_an_image(cls) -> Self:
        """Answer with the base64 of something that is no image, labelled as one."""
        return cls(damage="not an image")

    @classmethod
    def truncated_image(cls) -> Self:
        """Answer with the good base64 of half an image."""
        return cls(damage="cut")

    @classmethod
    def oversize(cls, size_bytes: int) -> Self:
        """Answer with base64 of `size_bytes` characters, made while it is sent."""
        return cls(filler_bytes=size_bytes)

    @classmethod
    def cut_body(cls, fraction: float = 0.5) -> Self:
        """End the connection after this part of the body."""
        return cls(ends="cut", ends_at=fraction)

    @classmethod
    def reset(cls) -> Self:
        """Reset the connection in place of an answer."""
        return cls(ends="reset")

    @classmethod
    def hang(cls) -> Self:
        """Never answer."""
        return cls(ends="hang")

    @classmethod
    def hang_body(cls, fraction: float = 0.5) -> Self:
        """Fall silent after this part of the body."""
        return cls(ends="hang body", ends_at=fraction)


_CONTENT_TYPES = {"html": "text/html", "text": "text/plain", "empty": "text/plain"}


def _error_body(code: int, facts: ErrorFacts) -> bytes:
    """Write the error in the asked shape."""
    message = facts.get("message", f"Error {code}")
    match facts.get("shape", "envelope"):
        case "html":
            return f"<html><body><h1>{code}</h1><p>{message}</p></body></html>".encode()
        case "text":
            return message.encode()
        case "empty":
            return b""
        case "zod":
            issues: list[dict[str, object]] = [
                {"code": "invalid_value", "path": [], "message": message}
            ]
            zod = {"name": "ZodError", "message": json.dumps(issues, indent=2)}
            return json.dumps({"success": False, "error": zod}).encode()
        case shape:
            return json.dumps(
                _envelope(code, message, facts, with_code=shape == "envelope")
            ).encode()


def _envelope(code: int, message: str, facts: ErrorFacts, *, with_code: bool) -> dict[str, object]:
    """Build OpenRouter's error envelope."""
    metadata = dict(facts.get("metadata", {}))
    error: dict[str, object] = {"code": code} if with_code else {"http_status": code}
    error["message"] = message
    body: dict[str, object] = {"error": error}
    if error_type := facts.get("error_type"):
        place = facts.get("type_in", "metadata")
        {"metadata": metadata, "error": error, "top": body}[place]["error_type"] = error_type
    if metadata:
        error["metadata"] = metadata
    if "availability" in facts:
        error["availability"] = dict(facts["availability"])
    return body
