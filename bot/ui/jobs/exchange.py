"""Calls to Discord that know the HTTP status even when the response body is unreadable.

discord.py raises the same exceptions for an unreadable response as for a caller's mistake, although
Discord may have performed the call.
"""

import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord

from bot.policy.jobs.job import ReplyTarget
from bot.ui.jobs.discord_refusals import Unreadable

log = logging.getLogger(__name__)

_OK = range(200, 300)
_RATE_LIMITED = 429

#: What discord.py raises for a response that is not JSON, or not the JSON that it expects.
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError)


class _Call:
    """The last HTTP status of one call; None before the first response."""

    status: int | None = None


_current: ContextVar[_Call | None] = ContextVar("current", default=None)


async def _note_status(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    params: aiohttp.TraceRequestEndParams,
) -> None:
    call = _current.get()
    if call is not None:
        call.status = params.response.status


def status_trace() -> aiohttp.TraceConfig:
    """Return the trace that a client needs so that `call_watched` can record statuses."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_note_status)
    return trace


class _OneShotSession:
    """A session that prevents discord.py's retries of a request that may have succeeded."""

    def __init__(self, session: aiohttp.ClientSession, call: _Call) -> None:
        self._session = session
        self._call = call
        self._is_sent = False

    @asynccontextmanager
    async def request(
        self,
        *args: Any,  # noqa: ANN401 - as aiohttp takes them
        **options: Any,  # noqa: ANN401 - as above
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send a request as `aiohttp.ClientSession.request` does, but only once.

        Raises:
            aiohttp.ClientError: It was already sent, and not answered by a rate limit.
        """
        if self._is_sent and self._call.status != _RATE_LIMITED:
            raise aiohttp.ClientError(f"status {self._call.status}; it is not sent again")
        self._is_sent = True
        async with self._session.request(*args, **options) as response:
            self._call.status = response.status
            yield response


async def call_by_token(
    client: discord.Client,
    address: ReplyTarget,
    call: Callable[..., Awaitable[Any]],
    *,
    once: bool = False,
    **options: Any,  # noqa: ANN401 - as the call takes them
) -> object:
    """Make a call through an interaction's token.

    Args:
        client: Provides the HTTP session.
        address: Holds the token.
        call: A method of discord.py's webhook adapter.
        once: Whether the call is not idempotent and must not be retried.
        options: Further arguments of the call.

    Returns:
        The response's JSON; None if Discord accepted the call but its response is unreadable.

    Raises:
        discord.HTTPException: Discord rejected it. Anything else in `NOT_TAKEN` is raised, too.
    """
    hook = discord.Webhook.partial(address.application_id, address.token, client=client)
    record = _Call()
    session = _OneShotSession(hook.session, record) if once else hook.session

    def send() -> Awaitable[Any]:
        ids = (address.application_id, address.token)
        return call(*ids, session=session, proxy=hook.proxy, proxy_auth=hook.proxy_auth, **options)

    return await _read(send, record)


async def call_watched(call: Callable[[], Awaitable[Any]]) -> object:
    """Make any other call like `call_by_token`; the client must be made with `status_trace`."""
    return await _read(call, _Call())


async def _read(send: Callable[[], Awaitable[Any]], record: _Call) -> object:
    before = _current.set(record)
    try:
        return await send()
    except _UNREADABLE as error:
        if record.status is None:
            raise
        if record.status not in _OK:
            raise Unreadable(f"status {record.status}") from error
        log.warning("Discord took it, but its answer cannot be read: %s", error)
        return None
    finally:
        _current.reset(before)


def id_of(response: object) -> int | None:
    """Return the id in a response's JSON; None if it has no readable id."""
    try:
        return int(response["id"])  # pyright: ignore[reportIndexIssue, reportUnknownArgumentType] - any type
    except _UNREADABLE:
        return None
