"""One HTTP exchange with OpenRouter: sends a body, and reads the answer into spool files."""

import logging
from collections.abc import AsyncIterator, Mapping

import aiohttp
from yarl import URL

from bot.errors import BadAnswer, Charge, PaintingFailed, PaintingTimedOut, ProviderDown
from bot.openrouter.body import RequestBody
from bot.openrouter.faults import Reply, fault_of_status
from bot.openrouter.spool import Spool
from bot.openrouter.stream import AnswerDecoder, AnswerLimits, DecodedAnswer
from bot.openrouter.wire import Surface

log = logging.getLogger(__name__)

#: Of an error's body; OpenRouter's own are below 2 KiB.
_MOST_ERROR_BYTES = 64 * 1024


class Exchange:
    """One attempt; knows how far it came, which decides what may have been billed."""

    def __init__(self, surface: Surface, model: str | None, body: RequestBody | None = None) -> None:
        """Take what is asked; without a body it is a question that costs nothing."""
        self._surface = surface
        self._model = model
        self._body = body
        self._is_begun = False
        self.reply: Reply | None = None
        """The head of the answer, once it is there."""

    async def open(
        self,
        session: aiohttp.ClientSession,
        url: URL,
        *,
        headers: Mapping[str, str],
        connect_timeout_s: float,
    ) -> aiohttp.ClientResponse:
        """Send everything and wait for the head of the answer; the caller closes it.

        Redirects are not followed, since the key must go nowhere else.

        Raises:
            aiohttp.ClientError: It cannot be sent.
        """
        all_headers = {**headers, "Accept": "application/json"}
        if self._body is not None:
            all_headers["Content-Type"] = "application/json"
            all_headers["Content-Length"] = str(self._body.size_bytes)
        response = await session.request(
            "GET" if self._body is None else "POST",
            url,
            data=None if self._body is None else self._send(self._body),
            headers=all_headers,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=connect_timeout_s),
        )
        self.reply = Reply(
            surface=self._surface,
            model=self._model,
            status=response.status,
            provider=response.headers.get("X-Provider-Name"),
            generation_id=response.headers.get("X-Generation-Id"),
            retry_after=response.headers.get("Retry-After"),
        )
        return response

    async def _send(self, body: RequestBody) -> AsyncIterator[bytes]:
        self._is_begun = True
        async for piece in body.read():
            yield piece

    def cut_off(self, error: aiohttp.ClientError) -> ProviderDown:
        """Return the error for a connection that failed."""
        return self._fault(ProviderDown, type(error).__name__)

    def timed_out(self) -> PaintingTimedOut:
        """Return the error for a deadline of ours that passed."""
        return self._fault(PaintingTimedOut, "our own deadline")
