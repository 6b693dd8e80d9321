"""The OpenRouter client: generates images, with one retry; queries the key and charges."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

import aiohttp

from bot.errors import BadAnswer, GenerationFailed, GenerationTimedOut, ProviderDown
from bot.openrouter.answers.images import ImageCollector
from bot.openrouter.answers.spool import Spool
from bot.openrouter.answers.stream import AnswerDecoder, DecodedAnswer
from bot.openrouter.answers.usage import read_charge
from bot.openrouter.answers.wire import Completion, Surface, read_answer
from bot.openrouter.body import RequestBody, build_body, path_of
from bot.openrouter.exchange import ClientConfig, Exchange
from bot.openrouter.failures.judging import judge_answer
from bot.openrouter.failures.reply import HttpReply, RequestFacts, clip, fault_of_body
from bot.openrouter.failures.retry import wait_before_retry
from bot.openrouter.key_query import query, query_key
from bot.openrouter.receiving import finish_early, receive
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.model import Model
from bot.policy.images.request import Order
from bot.ports import Clock, KeyStatus

log = logging.getLogger(__name__)

#: Read buffer between socket and decoder. Larger chunks take fewer turns of the event loop; each is
#: still decoded within a few milliseconds.
_READ_BUFFER_BYTES = 2**18

#: Minimum time for checking the received files, even past the deadline; it takes milliseconds.
_MIN_CHECK_S = 1.0

#: Limits for one header and for all. Gateways add policies and cookies of some kilobytes; browsers
#: accept 256 KiB in all: https://chromium.googlesource.com/chromium/src `kMaxHeaderBufSize`,
#: read 2026-11-30.
_MAX_HEADER_BYTES = 2**16
_MAX_HEADERS = 1000


def open_session(*, keep_alive: bool = True) -> aiohttp.ClientSession:
    """Open the session for OpenRouter: no cookies, no connection limit, large reads.

    The caller limits how many requests run at once.

    Args:
        keep_alive: Whether connections stay open for the next request.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, force_close=not keep_alive),
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=_READ_BUFFER_BYTES,
        max_line_size=_MAX_HEADER_BYTES,
        # the header's name and separators count too
        max_field_size=_MAX_HEADER_BYTES + 2**10,
        max_headers=_MAX_HEADERS,
    )


@dataclass(frozen=True, slots=True)
class _PendingOrder:
    """One order in progress; times are in seconds of the event loop's clock."""

    order: Order
    request: RequestFacts
    body: RequestBody
    started: float
    deadline: float
    on_id: Callable[[str], None] | None = None
    reported_ids: set[str] = field(default_factory=set[str])
    """Generation ids already passed to `on_id`."""

    def report_id(self, generation_id: str | None) -> None:
        """Call `on_id` once per id; log any exception that it raises."""
        if self.on_id is None or generation_id is None or generation_id in self.reported_ids:
            return
        self.reported_ids.add(generation_id)
        try:
            self.on_id(generation_id)
        except Exception:
            # a paid request must not fail because its generation id could not be recorded
            log.exception("generation id %s was not taken", clip(generation_id))


class OpenRouterClient:
    """Generates images through OpenRouter; an `ImageSource`, a `KeyCheck` and a `Charges`."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        spool: Spool,
        collector: ImageCollector,
        config: ClientConfig,
        *,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Store the collaborators.

        Args:
            session: From `open_session`; the caller closes it.
            spool: The folder for received images.
            collector: Turns spool files into images.
            config: Key, URL, surface and timeouts.
            clock: For deadlines.
            sleep: Sleeps the given seconds before the retry.
        """
        self._session = session
        self._spool = spool
        self._collector = collector
        self._config = config
        self._clock = clock
        self._sleep = sleep

    async def generate(
        self,
        order: Order,
        *,
        deadline: datetime,
        on_id: Callable[[str], None] | None = None,
    ) -> Generation:
        """Generate the images of one order, with one retry where that cannot be charged twice.

        `on_id` gets ids of HTTP 200 answers only: others are not billed, and their id must not
        replace that of the retry.
        """
        pending = self._prepare(order, deadline, on_id)
        try:
            return await self._attempt(pending)
        except GenerationFailed as error:
            wait = wait_before_retry(error)
            if wait is None:
                raise
            # jitter only spreads the retries, so it needs no secure randomness
            wait += random.uniform(0, self._config.jitter_s)  # noqa: S311
            if asyncio.get_running_loop().time() + wait >= pending.deadline:
                raise
            log.warning("retrying in %.1f s after %s: %s", wait, type(error).__name__, error)
        await self._sleep(wait)
        return await self._attempt(pending)

    def _prepare(
        self, order: Order, deadline: datetime, on_id: Callable[[str], None] | None
    ) -> _PendingOrder:
        now = asyncio.get_running_loop().time()
        surface = self.surface_of(order.model)
        return _PendingOrder(
            order,
            RequestFacts(surface, order.model.id, order.sent_prompt, is_plain=order.is_plain),
            build_body(order, surface),
            started=now,
            deadline=now + (deadline - self._clock.now()).total_seconds(),
            on_id=on_id,
        )

    def bills_whole_only(self, model: Model) -> bool:
        """Tell whether the model is served through `/images`, which bills complete images only.

        https://openrouter.ai/docs/features/multimodal/image-generation, read 2026-11-22
        """
        return self.surface_of(model) == "images"

    async def check_key(self) -> KeyStatus:
        """Query OpenRouter for the status of the key."""
        return await query_key(self._session, self._config, now=self._clock.now)

    async def find_charge(self, generation_id: str) -> int | None:
        """Query OpenRouter for the charge of a generation, in micro-dollars.

        It is unknown (None) for some seconds after the end, and may stay unknown with the
        operator's own provider key.
        """
        try:
            text = await query(
                self._session,
                f"/generation?id={quote(generation_id, safe='')}",
                self._config,
                now=self._clock.now,
            )
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
        """Return the endpoint that serves a model."""
        if self._config.api != "auto":
            return self._config.api
        return "images" if model.on_images else "chat"

    async def _attempt(self, pending: _PendingOrder) -> Generation:
        loop = asyncio.get_running_loop()
        remaining = pending.deadline - loop.time()
        if remaining <= 0:
            raise GenerationTimedOut(
                model=pending.order.model.id, detail="the deadline passed before the request"
            )
        exchange = Exchange(pending.request, pending.body, now=self._clock.now)
        timeout_s = min(remaining, self._config.attempt_timeout_s)
        decoded = await self._exchange(exchange, pending, timeout_s)
        latency_s = loop.time() - pending.started
        answer = _read(decoded, pending.request.surface)
        reply = exchange.reply.completed_by(answer)
        pending.report_id(reply.generation_id)
        images = await self._collect(decoded, answer, reply, pending.deadline)
        return Generation(
            order=pending.order,
            images=images,
            cost_micros=answer.cost_micros,
            latency_s=latency_s,
            generation_id=reply.generation_id,
            provider=reply.provider,
            text=answer.text,
        )

    async def _collect(
        self, decoded: DecodedAnswer, answer: Completion, reply: HttpReply, deadline: float
    ) -> tuple[ImageFile, ...]:
        """Check the received images, and download those that came as URLs.

        Raises:
            GenerationFailed: None is usable, or time ran out.
        """
        tiers = (answer.sources, *answer.fallbacks)
        now = asyncio.get_running_loop().time()
        try:
            # images that arrived just before the deadline are still checked
            async with asyncio.timeout_at(max(deadline, now + _MIN_CHECK_S)):
                return await self._collector.collect(tiers, decoded.files, decoded.dropped)
        except BadAnswer as error:
            raise await judge_answer(reply, answer, error) from error
        except TimeoutError as error:
            raise GenerationTimedOut(**reply.facts_of(answer)) from error

    async def _exchange(
        self, exchange: Exchange, pending: _PendingOrder, timeout_s: float
    ) -> DecodedAnswer:
        """Send the body and decode the answer as it arrives.

        Images that are complete are kept even if the connection then breaks or stays open.
        """
        decoder = AnswerDecoder(self._spool, self._config.limits)
        path = path_of(pending.request.surface)
        sending = exchange.send(self._session, path, self._config, timeout_s=timeout_s)
        try:
            try:
                async with sending as response:
                    pending.report_id(exchange.reply.generation_id)
                    await receive(response, decoder, close_timeout_s=self._config.close_timeout_s)
            except (ProviderDown, GenerationTimedOut) as error:
                return finish_early(decoder, error)
            return decoder.finish()
        except BadAnswer as error:
            if error.model is not None:  # raised by the exchange, with all facts
                raise
            raise fault_of_body(exchange.reply, error) from error
        finally:
            decoder.discard()


def _read(decoded: DecodedAnswer, surface: Surface) -> Completion:
    """Read the decoded document; on an exception its files are removed."""
    try:
        return read_answer(surface, decoded.document, decoded.markers)
    except BaseException:
        for path in decoded.files.values():
            path.unlink(missing_ok=True)
        raise
