"""Asks OpenRouter for images: on which surface, how often, until when, and what came of it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

import aiohttp

from bot.errors import BadAnswer, GenerationFailed, GenerationTimedOut, KeyRejected, ProviderDown
from bot.openrouter.answers.images import ImageCollector
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerDecoder, DecodedAnswer
from bot.openrouter.answers.usage import read_charge
from bot.openrouter.answers.wire import Surface, read_answer
from bot.openrouter.body import RequestBody, build_body, path_of
from bot.openrouter.exchange import ClientConfig, Exchange, read_text
from bot.openrouter.failures.judging import judge_answer
from bot.openrouter.failures.reply import RequestFacts, clip, fault_of_body
from bot.openrouter.failures.retry import wait_before_retry
from bot.openrouter.key_status import read_key
from bot.policy.images.image import Generation
from bot.policy.images.model import Model
from bot.policy.images.request import Order
from bot.ports import Clock, KeyStatus

log = logging.getLogger(__name__)

#: Bytes that may wait between socket and decoder. Bigger pieces cost fewer turns of the loop, and
#: each is still decoded within a few milliseconds.
_READ_BUFFER_BYTES = 2**18

#: What looking at files may take at least, whatever the deadline; it takes milliseconds.
_LOOK_S = 1.0

#: Of one header and of all. Gateways add policies and cookies of some kilobytes; browsers take
#: 256 KiB in all: https://chromium.googlesource.com/chromium/src `kMaxHeaderBufSize`,
#: read 2026-11-30.
_MAX_HEADER_BYTES = 2**16
_MAX_HEADERS = 1000


def open_session(*, keep_alive: bool = True) -> aiohttp.ClientSession:
    """Open the session for OpenRouter: no cookies, no bound on connections, large reads.

    How many requests run at once is for the caller to bound.

    Args:
        keep_alive: Whether a connection waits for the next request.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, force_close=not keep_alive),
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=_READ_BUFFER_BYTES,
        max_line_size=_MAX_HEADER_BYTES,
        # the name and what stands around the value count, too
        max_field_size=_MAX_HEADER_BYTES + 2**10,
        max_headers=_MAX_HEADERS,
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """One order on its way, with instants of the event loop's clock in seconds."""

    order: Order
    asked: RequestFacts
    body: RequestBody
    started: float
    ends: float
    on_id: Callable[[str], None] | None = None
    told: set[str] = field(default_factory=set[str])
    """Generation ids that `on_id` was called with."""

    def tell(self, generation_id: str | None) -> None:
        """Call `on_id` once with an id, whatever comes of that."""
        if self.on_id is None or generation_id is None or generation_id in self.told:
            return
        self.told.add(generation_id)
        try:
            self.on_id(generation_id)
        except Exception:
            # what is being paid for is worth more than the note of its number
            log.exception("generation id %s was not taken", clip(generation_id))


class OpenRouterClient:
    """Paints through OpenRouter; an `ImageSource`, a `KeyCheck` and a `Charges`."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        spool: Spool,
        collector: ImageCollector,
        config: ClientConfig,
        *,
        clock: Clock,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take the tools.

        Args:
            session: From `open_session`; stays the caller's.
            spool: Where the images go.
            collector: Makes images of files.
            config: How OpenRouter is asked.
            clock: For deadlines.
            pause: Waits so many seconds before the extra attempt.
        """
        self._session = session
        self._spool = spool
        self._collector = collector
        self._config = config
        self._clock = clock
        self._pause = pause

    async def generate(
        self,
        order: Order,
        *,
        deadline: datetime,
        on_id: Callable[[str], None] | None = None,
    ) -> Generation:
        """Paint one order, with one extra attempt where that cannot cost twice.

        `on_id` hears of answers of HTTP 200 only. No other is billed, so that its id would stand
        in the way of the extra attempt's.
        """
        now = asyncio.get_running_loop().time()
        ends = now + (deadline - self._clock.now()).total_seconds()
        surface = self.surface_of(order.model)
        body = build_body(order, surface)
        asked = RequestFacts(surface, order.model.id, order.sent_prompt, is_plain=order.is_plain)
        job = _Job(order, asked, body, started=now, ends=ends, on_id=on_id)
        try:
            return await self._attempt(job)
        except GenerationFailed as error:
            wait = wait_before_retry(error)
            if wait is None:
                raise
            # Jitter spreads callers; it is no matter of security.
            wait += random.uniform(0, self._config.jitter_s)  # noqa: S311
            if asyncio.get_running_loop().time() + wait >= ends:
                raise
            log.warning("painting again in %.1f s after %s: %s", wait, type(error).__name__, error)
        await self._pause(wait)
        return await self._attempt(job)

    def bills_whole_only(self, model: Model) -> bool:
        """Tell whether the model is asked through /images, where only whole images are billed.

        https://openrouter.ai/docs/features/multimodal/image-generation, read 2026-11-22
        """
        return self.surface_of(model) == "images"

    async def check_key(self) -> KeyStatus:
        """Ask OpenRouter what it says of the key."""
        try:
            text = await self._question("/key")
        except KeyRejected:
            return KeyStatus(accepted=False)
        status = read_key(text)
        if status is None:
            raise BadAnswer(status=HTTPStatus.OK, detail=clip(text))
        return status

    async def find_charge(self, generation_id: str) -> int | None:
        """Ask OpenRouter what a generation cost.

        For some seconds after its end it is not known, and with a provider key of the operator's
        own it may never be.
        """
        try:
            text = await self._question(f"/generation?id={quote(generation_id, safe='')}")
        except GenerationFailed as error:
            if error.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        try:
            return read_charge(text)
        except ValueError as error:
            raise BadAnswer(
                status=HTTPStatus.OK, detail=clip(text), generation_id=clip(generation_id)
            ) from error

    def surface_of(self, model: Model) -> Surface:
        """Return which endpoint a model is asked through."""
        if self._config.api != "auto":
            return self._config.api
        return "images" if model.on_images else "chat"

    async def _attempt(self, job: _Job) -> Generation:
        loop = asyncio.get_running_loop()
        model_id = job.order.model.id
        left = job.ends - loop.time()
        if left <= 0:
            raise GenerationTimedOut(model=model_id, detail="no time was left to ask")
        exchange = Exchange(job.asked, job.body, now=self._clock.now)
        decoded = await self._exchange(exchange, job, min(left, self._config.attempt_timeout_s))
        latency_s = loop.time() - job.started
        try:
            answer = read_answer(job.asked.surface, decoded.document, decoded.markers)
        except BaseException:
            for path in decoded.files.values():
                path.unlink(missing_ok=True)
            raise
        reply = exchange.reply.completed_by(answer)
        job.tell(reply.generation_id)
        tiers = (answer.sources, *answer.spare)
        try:
            # what has come at the last moment is still looked at
            async with asyncio.timeout_at(max(job.ends, loop.time() + _LOOK_S)):
                images = await self._collector.collect(tiers, decoded.files, decoded.dropped)
        except BadAnswer as error:
            raise await judge_answer(reply, answer, error) from error
        except TimeoutError as error:
            raise GenerationTimedOut(**reply.facts_of(answer)) from error
        return Generation(
            order=job.order,
            images=images,
            cost_micros=answer.cost_micros,
            latency_s=latency_s,
            generation_id=reply.generation_id,
            provider=reply.provider,
            text=answer.text,
        )

    async def _question(self, path: str) -> str:
        """Ask something that is no image, and return the text of the answer of HTTP 200."""
        exchange = Exchange(RequestFacts("images"), None, now=self._clock.now)
        timeout_s = self._config.question_timeout_s
        asking = exchange.ask(self._session, path, self._config, timeout_s=timeout_s)
        async with asking as response:
            return await read_text(response)

    async def _exchange(self, exchange: Exchange, job: _Job, timeout_s: float) -> DecodedAnswer:
        """Send the body and decode the answer as it arrives.

        An image that came is worth more than a connection that breaks behind it, or that nobody
        closes.
        """
        decoder = AnswerDecoder(self._spool, self._config.limits)
        asking = exchange.ask(
            self._session, path_of(job.asked.surface), self._config, timeout_s=timeout_s
        )
        try:
            try:
                async with asking as response:
                    job.tell(exchange.reply.generation_id)
                    await _receive(response, decoder, end_timeout_s=self._config.end_timeout_s)
            except (ProviderDown, GenerationTimedOut) as error:
                return _finish_early(decoder, error)
            return decoder.finish()
        except BadAnswer as error:
            if error.model is not None:  # it is the exchange's, with all facts
                raise
            raise fault_of_body(exchange.reply, error) from error
        finally:
            decoder.discard()


async def _receive(
    response: aiohttp.ClientResponse, decoder: AnswerDecoder, *, end_timeout_s: float
) -> None:
    """Feed the body to the decoder, to its end or until nothing follows a whole answer."""
    try:
        async with asyncio.timeout(None) as patience:
            async for chunk in response.content.iter_any():
                decoder.feed(chunk)
                if patience.when() is None and decoder.is_whole:
                    patience.reschedule(asyncio.get_running_loop().time() + end_timeout_s)
    except TimeoutError:
        log.warning("a whole answer was not ended within %.0f s", end_timeout_s)


def _finish_early(decoder: AnswerDecoder, error: GenerationFailed) -> DecodedAnswer:
    """Return the answer whose end did not come.

    Raises:
        GenerationFailed: `error`, where it has no image.
    """
    try:
        decoded = decoder.finish()
    except BadAnswer:
        raise error from error.__cause__
    if not decoded.files:
        raise error from error.__cause__
    log.warning("painted, though the answer did not end well: %s", error.detail)
    return decoded
