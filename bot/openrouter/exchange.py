"""One HTTP exchange with OpenRouter, and the mapping of all that can go wrong on the way."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
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
    ProviderDown,
    SpoolFailed,
)
from bot.openrouter.answers.answer_images import AnswerLimits
from bot.openrouter.answers.wire import Surface
from bot.openrouter.body import RequestBody
from bot.openrouter.failures.judging import judge_status
from bot.openrouter.failures.reply import HttpReply, RequestFacts
from bot.openrouter.lenient import plain_name

#: Of an error's body or of what `/key` says; OpenRouter's own are below 2 KiB.
_MOST_TEXT_BYTES = 64 * 1024

#: In what aiohttp says of a body that it has no decoder for.
_ENCODING = "content-encoding"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConfig:
    """How OpenRouter is asked."""

    api_key: str = field(repr=False)
    base_url: str = "https://openrouter.ai/api/v1"
    api: Literal["auto"] | Surface = "auto"
    """`images`, `chat`, or `auto`: whichever the catalogue says serves the model."""
    connect_timeout_s: float = 10.0
    attempt_timeout_s: float = 300.0
    question_timeout_s: float = 20.0
    """For the questions about the key and a charge, which are answered in well under a second."""
    jitter_s: float = 1.0
    """The most that is added to the wait before the extra attempt, so that many do not come at
    once."""
    end_timeout_s: float = 5.0
    """How long the end of the body may keep us waiting after the end of its JSON."""
    limits: AnswerLimits = field(default_factory=AnswerLimits)
    app_title: str = "imagine-bot"
    """The name under which OpenRouter lists the requests.
    https://openrouter.ai/docs/app-attribution, read 2026-11-22."""

    def url(self, path: str) -> str:
        """Return the address of a path below the base URL."""
        return self.base_url.rstrip("/") + path

    def headers(self) -> dict[str, str]:
        """Return the headers of every request that the key goes with."""
        return {
            "Authorization": f"Bearer {self.api_key}",
            "Accept": "application/json",
            # Base64 of compressed pixels shrinks little, and inflating it costs more than reading.
            "Accept-Encoding": "identity",
            "X-OpenRouter-Title": self.app_title,
        }


class Exchange:
    """One attempt; knows how far it came, which decides what may have been billed."""

    def __init__(
        self, asked: RequestFacts, body: RequestBody | None, *, now: Callable[[], datetime]
    ) -> None:
        self._asked = asked
        self._body = body
        self._now = now
        self._is_begun = False
        self._unsent: SpoolFailed | None = None
        self._reply: HttpReply | None = None

    @property
    def reply(self) -> HttpReply:
        """The head of the answer, once `ask` has yielded."""
        return self._reply or HttpReply(self._asked, status=0)

    @asynccontextmanager
    async def ask(
        self, session: aiohttp.ClientSession, path: str, config: ClientConfig, *, timeout_s: float
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send everything and yield the answer when its status is a good one.

        That is any of 200 to 299: whatever a gateway calls it, an image may be in it.

        The deadline and the mapping of errors hold until the block ends. Leaving it early drops
        the connection. Redirects are not followed, since the key must go nowhere else.

        Raises:
            GenerationFailed: There was another status, the connection failed, or time ran out.
            SpoolFailed: A reference could not be read while it was sent.
        """
        headers = config.headers()
        if self._body is not None:
            headers["Content-Type"] = "application/json"
            headers["Content-Length"] = str(self._body.size_bytes)
        try:
            async with (
                asyncio.timeout(timeout_s),
                session.request(
                    "GET" if self._body is None else "POST",
                    config.url(path),
                    data=None if self._body is None else self._send(self._body),
                    headers=headers,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(total=None, connect=config.connect_timeout_s),
                ) as response,
            ):
                self._reply = _read_head(self._asked, response, self._now())
                if not _is_good(response.status):
                    text = await read_text(response)
                    raise await judge_status(self._reply, text)
                yield response
        except aiohttp.ClientError as error:
            if self._unsent is not None:
                if self._reply is not None:
                    self._unsent.charge = Charge.POSSIBLE  # it was content with less
                raise self._unsent from error
            if isinstance(error, aiohttp.ClientResponseError) and _ENCODING in error.message:
                # no decoder is taken along for what nobody asks for
                raise self._broken(BadAnswer, "an encoding that was not asked for") from error
            raise self._broken(ProviderDown, type(error).__name__) from error
        except TimeoutError as error:
            raise self._broken(GenerationTimedOut, "our own deadline") from error

    async def _send(self, body: RequestBody) -> AsyncIterator[bytes]:
        self._is_begun = True
        try:
            async for piece in body.read():
                yield piece
        except SpoolFailed as error:
            # the transport would tell of it as a broken connection
            self._unsent = error
            raise

    def _broken(self, kind: type[GenerationFailed], detail: str) -> GenerationFailed:
        """Return the error for an exchange that did not come to its end."""
        charge = Charge.POSSIBLE if self._is_begun else Charge.NONE
        if self._reply is None:
            return kind(charge=charge, model=self._asked.model, detail=detail)
        if not _is_good(self._reply.status):
            charge = Charge.NONE
        facts = self._reply.facts(charge=charge)
        facts["detail"] = detail
        return kind(**facts)


async def read_text(response: aiohttp.ClientResponse) -> str:
    """Return the first 64 KiB of a body, or what of them came before the connection broke."""
    text = bytearray()
    try:
        async for chunk in response.content.iter_any():
            text += chunk
            if len(text) >= _MOST_TEXT_BYTES:
                break
    except aiohttp.ClientPayloadError:
        pass
    return text[:_MOST_TEXT_BYTES].decode(errors="replace")


def _is_good(status: int) -> bool:
    return HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES


def _read_head(asked: RequestFacts, response: aiohttp.ClientResponse, now: datetime) -> HttpReply:
    return HttpReply(
        asked=asked,
        status=response.status,
        provider=plain_name(response.headers.get("X-Provider-Name")),
        generation_id=plain_name(response.headers.get("X-Generation-Id")),
        retry_after=response.headers.get("Retry-After"),
        headers=response.headers,
        came_at=_date_of(response) or now,
    )


def _date_of(response: aiohttp.ClientResponse) -> datetime | None:
    """Return the server's own time, by which its other times are to be read."""
    try:
        moment = parsedate_to_datetime(response.headers.get("Date", ""))
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
