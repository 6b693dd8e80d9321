"""An answer of the painter, described as a value, and named faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self, TypedDict, Unpack

#: Placeholder in an error body that is replaced by the prompt.
ECHO = "@prompt@"


Frame = Literal["comments", "done", "event", "events", "lines", "byte order mark", "twice"]
"""Framing of the JSON: comments before it and `[DONE]` after it, only `[DONE]`, one event of a
stream, several events, one document per line, a byte order mark, or a second document."""


class ErrorFacts(TypedDict, total=False):
    """Contents of an error answer besides its status; all are optional."""

    error_type: str
    """OpenRouter's error type, such as `rate_limit_exceeded`."""
    type_in: Literal["metadata", "error", "top"]
    """Object with the error type; OpenRouter uses all three. Default `metadata`."""
    message: str
    retry_after: float
    """Seconds, sent as the header `Retry-After`."""
    metadata: Mapping[str, object]
    availability: Mapping[str, object]
    shape: Literal["envelope", "no code", "zod", "html", "text", "empty"]
    """Form of the body. Default `envelope`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptedAnswer:
    """One answer to an image request; by default a correct one.

    The other constructors return answers that deviate from it; `dataclasses.replace` combines
    them with any field.
    """

    # The images.
    count: int = 1
    """Number of different images; 1 gives as many as requested."""
    format: Literal["png", "jpeg", "webp", "gif"] | None = None
    """None gives the requested format, or PNG if the request has none."""
    width: int | None = None
    """Pixels, regardless of the requested ratio and size."""
    height: int | None = None
    target_bytes: int | None = None
    """Pads each image to exactly this many bytes, without changing its pixels."""
    sketch: bool = False
    """Whether images have just one colour, which is fast and enough for most tests."""
    duplicate: bool = False
    """Whether each image is returned twice."""
    signed_by: str | None = None
    """Name for a C2PA signature in each image, except GIFs; the signature is not valid."""
    damage: Literal["base64", "cut", "not an image"] | None = None
    """Invalid base64, the first half of the image's bytes, or bytes of something else."""
    damages_last: bool = False
    """Whether only the last image is damaged."""
    drafts: int = 0
    """Number of draft images in the reasoning; only on chat."""

    # The JSON.
    label: str | None = None
    """A media type instead of the real one."""
    unlabelled: bool = False
    """Whether the media type is missing (chat: the URL is base64 without `data:`)."""
    markdown: bool = False
    """Whether the images are only in the text, as Markdown; only on chat."""
    url: str | None = None
    """A URL instead of the bytes."""
    place: str | None = None
    """Another position of the images in the JSON: a key of `image_paths.PLACES`."""
    frame: Frame | None = None
    """Framing of the JSON."""
    escape: Literal["slash", "unicode"] | None = None
    r"""Writes each `/` of the base64 as `\/`, or each `+` and `/` as `\u002b` and `\u002f`."""
    wrap: int | None = None
    """Breaks the base64 into lines of this many characters."""
    text: str | None = None
    """Text that the model writes besides the images; only on chat."""
    finish_reason: str | None = "stop"
    native_finish_reason: str | None = "STOP"
    error_in_choice: Mapping[str, object] | None = None
    """An error in `choices[0]`; on `/images`, an error with HTTP 200."""
    cost_usd: float | None = None
    """The reported cost, however absurd; None is the list price, and 0 without an image."""
    own_key: bool = False
    """Whether the operator's own provider key was used: the provider charges the list price, and
    OpenRouter reports only its fee as the cost, which is 0 unless `cost_usd` is set."""
    usage: Mapping[str, object] | None = None
    """Fields that replace the correct ones in `usage`."""
    without_usage: bool = False
    """Whether the answer has no `usage`."""

    # The HTTP response.
    status: int = 200
    body: bytes | None = None
    """The whole body, instead of one with images."""
    headers: tuple[tuple[str, str], ...] = ()
    filler_bytes: int = 0
    """Replaces the first image by this many base64 characters, generated while they are sent."""

    # The connection.
    latency_s: float = 0.0
    """Seconds before the answer."""
    keepalives: int = 0
    """Number of line breaks at the start of the body, spread over the latency."""
    drip_bytes: int | None = None
    """Sends the body in pieces of this many bytes."""
    drip_pause_s: float = 0.0
    """Seconds between two pieces."""
    chunked: bool = False
    """Whether the body has no `Content-Length`."""
    gzip: bool = False
    ends: Literal["whole", "cut", "unended", "hang body", "hang", "reset"] = "whole"
    """How the answer ends: completely; cut off within the body; cut off after it, although more
    was announced; silent within the body; silent or reset before the headers."""
    ends_at: float = 0.5
    """The fraction of the body that is sent before it is cut off or silent."""

    @classmethod
    def error(cls, status: int, **facts: Unpack[ErrorFacts]) -> Self:
        """Answer with an HTTP status (200 included) and an error body."""
        retry_after = facts.get("retry_after")
        headers = [("Content-Type", _CONTENT_TYPES.get(facts.get("shape", ""), "application/json"))]
        if retry_after is not None:
            headers.append(("Retry-After", f"{retry_after:g}"))
        return cls(status=status, body=_error_body(status, facts), headers=tuple(headers))

    @classmethod
    def error_in_200(cls, code: int = 502, **facts: Unpack[ErrorFacts]) -> Self:
        """Answer HTTP 200 with only an error of this code in the body."""
        return cls(body=_error_body(code, facts), headers=(("Content-Type", "application/json"),))

    @classmethod
    def choice_error(cls, code: int = 502, **facts: Unpack[ErrorFacts]) -> Self:
        """Answer HTTP 200 with an error in the first choice."""
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
        """Answer without an image."""
        return cls(count=0, finish_reason=finish_reason, native_finish_reason=native, text=text)

    @classmethod
    def empty_data(cls) -> Self:
        """Answer with an empty list of images."""
        return cls(count=0)

    @classmethod
    def broken_base64(cls) -> Self:
        """Answer with invalid base64."""
        return cls(damage="base64")

    @classmethod
    def not_an_image(cls) -> Self:
        """Answer with the base64 of bytes that are not an image, labelled as one."""
        return cls(damage="not an image")

    @classmethod
    def truncated_image(cls) -> Self:
        """Answer with valid base64 of half an image."""
        return cls(damage="cut")

    @classmethod
    def oversize(cls, size_bytes: int) -> Self:
        """Answer with base64 of `size_bytes` characters, generated while they are sent."""
        return cls(filler_bytes=size_bytes)

    @classmethod
    def cut_body(cls, fraction: float = 0.5) -> Self:
        """Close the connection after this fraction of the body."""
        return cls(ends="cut", ends_at=fraction)

    @classmethod
    def reset(cls) -> Self:
        """Reset the connection instead of answering."""
        return cls(ends="reset")

    @classmethod
    def hang(cls) -> Self:
        """Never answer."""
        return cls(ends="hang")

    @classmethod
    def hang_body(cls, fraction: float = 0.5) -> Self:
        """Stop sending after this fraction of the body."""
        return cls(ends="hang body", ends_at=fraction)


@dataclass(frozen=True, slots=True)
class Fault:
    """A named wrong answer, for parametrized tests."""

    name: str
    answer: ScriptedAnswer
    surfaces: tuple[str, ...] = ("images", "chat")
    """Interfaces on which it can occur: `images`, `chat` or both."""


_CONTENT_TYPES = {"html": "text/html", "text": "text/plain", "empty": "text/plain"}


def _error_body(code: int, facts: ErrorFacts) -> bytes:
    """Return an error body of the requested shape."""
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
    """Return OpenRouter's error envelope."""
    metadata = dict(facts.get("metadata", {}))
    error: dict[str, object] = {"code": code} if with_code else {"http_status": code}
    error["message"] = message
    body: dict[str, object] = {"error": error}
    if error_type := facts.get("error_type"):
        type_in = facts.get("type_in", "metadata")
        {"metadata": metadata, "error": error, "top": body}[type_in]["error_type"] = error_type
    if metadata:
        error["metadata"] = metadata
    if "availability" in facts:
        error["availability"] = dict(facts["availability"])
    return body
