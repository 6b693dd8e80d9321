"""Calls to Discord whose status is known, whatever their answers say.

discord.py raises the same for an answer that it cannot read as for a mistake of its caller, though
Discord may have done what it was asked for.
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

#: What discord.py raises for an answer that is no JSON, or not the JSON that it expects.
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError)


class _Seen:
    """What was seen of one call."""

    status: int | None = None


_seen: ContextVar[_Seen | None] = ContextVar("seen", default=None)


async def _note_status(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    params: aiohttp.TraceRequestEndParams,
) -> None:
    seen = _seen.get()
    if seen is not None:
        seen.status = params.response.status


def status_trace() -> aiohttp.TraceConfig:
    """Return what a client is made with, so that `call_watched` learns statuses."""
    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(_note_status)
    return trace


class _Once:
    """A session that does not repeat what may have been taken, as discord.py would."""

    def __init__(self, session: aiohttp.ClientSession, seen: _Seen) -> None:
        self._session = session
        self._seen = seen
        self._is_sent = False

    @asynccontextmanager
    async def request(
        self,
        *args: Any,  # noqa: ANN401 - as aiohttp takes them
        **options: Any,  # noqa: ANN401 - as above
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send a request as `aiohttp.ClientSession.request` does, unless one was sent.

        Raises:
            aiohttp.ClientError: One was, and met more than a rate limit.
        """
        if self._is_sent and self._seen.status != _RATE_LIMITED:
            raise aiohttp.ClientError(f"status {self._seen.status}; it is not sent again")
        self._is_sent = True
        async with self._session.request(*args, **options) as response:
            self._seen.status = response.status
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
        client: Whose session is used.
        address: Whose token.
        call: Of discord.py's webhook adapter.
        once: Whether it must not be repeated, since what was done is done twice then.
        options: What the call takes besides.

    Returns:
        The answer's JSON; None where Discord took it and its answer cannot be read.

    Raises:
        discord.HTTPException: Discord did not take it, or whatever else is in `NOT_TAKEN`.
    """
    hook = discord.Webhook.partial(address.application_id, address.token, client=client)
    seen = _Seen()
    session = _Once(hook.session, seen) if once else hook.session

    def made() -> Awaitable[Any]:
        ids = (address.application_id, address.token)
        return call(*ids, session=session, proxy=hook.proxy, proxy_auth=hook.proxy_auth, **options)

    return await _read(made, seen)


async def call_watched(call: Callable[[], Awaitable[Any]]) -> object:
    """Make any other call of a client with `status_trace`, as `call_by_token` does."""
    return await _read(call, _Seen())


async def _read(call: Callable[[], Awaitable[Any]], seen: _Seen) -> object:
    before = _seen.set(seen)
    try:
        return await call()
    except _UNREADABLE as error:
        if seen.status is None:
            raise
        if seen.status not in _OK:
            raise Unreadable(f"status {seen.status}") from error
        log.warning("Discord took it, but its answer cannot be read: %s", error)
        return None
    finally:
        _seen.reset(before)


def id_of(answer: object) -> int | None:
    """Return the id in an answer; None where there is none to read."""
    try:
        return int(answer["id"])  # pyright: ignore[reportIndexIssue, reportUnknownArgumentType] - whatever it is
    except _UNREADABLE:
        return None
