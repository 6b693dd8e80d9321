"""Runs one HTTP exchange with OpenRouter and maps its failures to our errors."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Literal

import aiohttp

from bot.errors import (
    BadAnswer,
    Charge,
    GenerationFailed,
    GenerationTimedOut,
    ImagineError,
    ProviderDown,
    SpoolFailed,
)
from bot.openrouter.answers.answer_images import AnswerLimits
from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import RequestBody
from bot.openrouter.failures.judging import judge_status
from bot.openrouter.failures.reply import HttpReply, RequestFacts
from bot.openrouter.lenient import plain_name

#: Limit for bodies of errors and of `/key`; OpenRouter's own are below 2 KiB.
_MAX_TEXT_BYTES = 64 * 1024

#: Part of aiohttp's message for an unsupported `Content-Encoding`.
_ENCODING = "content-encoding"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """How to reach OpenRouter: key, URL, surface and timeouts."""

    api_key: str = field(repr=False)
    base_url: str = "https://openrouter.ai/api/v1"
    api: Literal["auto"] | Surface = "auto"
    """`images`, `chat`, or `auto` for the one that the catalogue lists for the model."""
    connect_timeout_s: float = 10.0
    attempt_timeout_s: float = 300.0
    query_timeout_s: float = 20.0
    """For queries of the key and of charges, which take well under a second."""
    jitter_s: float = 1.0
    """Upper bound of the random delay added before the retry, so that retries spread out."""
    close_timeout_s: float = 5.0
    """How long to wait for the end of the body once its JSON is complete."""
    limits: AnswerLimits = field(default_factory=AnswerLimits)
    app_title: str = "imagine-bot"
    """The app name in OpenRouter's activity lists.
    https://openrouter.ai/docs/app-attribution, read 2026-11-22."""

    def url(self, path: str) -> str:
        """Return the URL of a path below the base URL."""
        return self.base_url.rstrip("/") + path

    def headers(self) -> dict[str, str]:
        """Return the headers of every authenticated request."""
        return {
            "Authorization": f"Bearer {self.api_key}",
            "Accept": "application/json",
            # Base64 of compressed pixels barely shrinks, and inflating it costs more than reading.
            "Accept-Encoding": "identity",
            "X-OpenRouter-Title": self.app_title,
        }


class Exchange:
    """One HTTP attempt; tracks its progress, which decides whether it may have been billed."""

    def __init__(
        self, request: RequestFacts, body: RequestBody | None, *, now: Callable[[], datetime]
    ) -> None:
        self._request = request
        self._body = body
        self._now = now
        self._is_begun = False
        self._body_error: SpoolFailed | None = None
        self._reply: HttpReply | None = None

    @property
    def reply(self) -> HttpReply:
        """The head of the answer, once `send` has yielded."""
        return self._reply or HttpReply(self._request, status=0)

    @asynccontextmanager
    async def send(
        self, session: aiohttp.ClientSession, path: str, config: ClientConfig, *, timeout_s: float
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send the request and yield the answer if its status is 200 to 299.

        Gateways vary the status of success, so any of these may come with an image.

        The deadline and the error mapping apply until the block ends. Leaving it early drops the
        connection. Redirects are not followed: the key must not reach another host.

        Raises:
            GenerationFailed: The status was another, the connection failed, or time ran out.
            SpoolFailed: A reference could not be read while it was sent.
        """
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._open(session, path, config) as response,
            ):
                self._reply = _read_head(self._request, response, self._now())
                if not _is_success(response.status):
                    text = await read_text(response)
                    raise await judge_status(self._reply, text)
                yield response
        except aiohttp.ClientError as error:
            raise self._error_for(error) from error
        except TimeoutError as error:
            raise self._incomplete(GenerationTimedOut, "our own deadline") from error

    def _open(
        self, session: aiohttp.ClientSession, path: str, config: ClientConfig
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        headers = config.headers()
        if self._body is not None:
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(self._body.size_bytes)
        return session.request(
            "GET" if self._body is None else "POST",
            config.url(path),
            data=None if self._body is None else self._read(self._body),
            headers=headers,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=config.connect_timeout_s),
        )

    async def _read(self, body: RequestBody) -> AsyncIterator[bytes]:
        self._is_begun = True
        try:
            async for chunk in body.read():
                yield chunk
        except SpoolFailed as error:
            # aiohttp would report it as a broken connection
            self._body_error = error
            raise

    def _error_for(self, error: aiohttp.ClientError) -> ImagineError:
        if self._body_error is not None:
            if self._reply is not None:
                # the server answered without waiting for the rest of the body
                self._body_error.charge = Charge.POSSIBLE
            return self._body_error
        if isinstance(error, aiohttp.ClientResponseError) and _ENCODING in error.message:
            # we request `identity`, so decoders such as Brotli are not installed
            return self._incomplete(BadAnswer, "an unrequested encoding")
        return self._incomplete(ProviderDown, type(error).__name__)

    def _incomplete(self, kind: type[GenerationFailed], detail: str) -> GenerationFailed:
        """Return the error for an exchange that ended early."""
        charge = Charge.POSSIBLE if self._is_begun else Charge.NONE
        if self._reply is None:
            return kind(charge=charge, model=self._request.model, detail=detail)
        if not _is_success(self._reply.status):
            charge = Charge.NONE
        facts = self._reply.facts(charge=charge)
        facts["detail"] = detail
        return kind(**facts)


async def read_text(response: aiohttp.ClientResponse, *, most_bytes: int = _MAX_TEXT_BYTES) -> str:
    """Return the beginning of a body, or the part received before the connection broke."""
    text = bytearray()
    try:
        async for chunk in response.content.iter_any():
            text += chunk
            if len(text) >= most_bytes:
                break
    except aiohttp.ClientPayloadError:
        pass
    return text[:most_bytes].decode(errors="replace")


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _read_head(request: RequestFacts, response: aiohttp.ClientResponse, now: datetime) -> HttpReply:
    return HttpReply(
        request=request,
        status=response.status,
        provider=plain_name(response.headers.get("X-Provider-Name")),
        generation_id=plain_name(response.headers.get("X-Generation-Id")),
        retry_after=response.headers.get("Retry-After"),
        headers=response.headers,
        received_at=_date_of(response) or now,
    )


def _date_of(response: aiohttp.ClientResponse) -> datetime | None:
    """Return the server's clock, the base for other timestamps in the answer."""
    try:
        date = parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
