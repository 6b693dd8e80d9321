"""Gives the first answer to an interaction exactly once, despite retries and lost responses.

Discord accepts one first answer and rejects all others as duplicates. A rejection after an attempt
whose response was lost means that this attempt succeeded. A rejection of the first attempt means
that something else has answered, such as a second process with the same token.
"""

import logging
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, cast

import aiohttp
import discord
from discord.http import MultipartParameters
from discord.webhook.async_ import async_context

from bot.errors import DuplicateEvent

log = logging.getLogger(__name__)

#: "Interaction has already been acknowledged".
#: https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-30
_ALREADY_ANSWERED = 40060

#: The kind of Discord's failures under which they are counted.
ANSWERED_ELSEWHERE = "answered_elsewhere"

_SERVER_FAULT = 500

#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_CHOICES = 8

#: The connection broke, so it is unknown whether the answer arrived.
_BROKEN = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError)


@contextmanager
def answering_once(count: Callable[[str], None] | None = None) -> Generator[None]:
    """Make tasks that are started inside give their first answers through `FirstResponses`.

    Args:
        count: Called with `ANSWERED_ELSEWHERE` for each answer that something else gave.
    """
    before: Any = async_context.get()
    if isinstance(before, FirstResponses):
        yield
        return
    token = async_context.set(FirstResponses(before, count))  # pyright: ignore[reportArgumentType] - has all of its calls
    try:
        yield
    finally:
        async_context.reset(token)


class FirstResponses:
    """Wraps discord.py's webhook adapter and replaces its call for first answers.

    Attributes:
        has_warned: Whether a foreign answer has been logged as a warning; once per process.
    """

    has_warned = False

    def __init__(
        self,
        adapter: Any,  # noqa: ANN401 - the simulated Discord has its own
        count: Callable[[str], None] | None,
    ) -> None:
        self._adapter = adapter
        self._count = count

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any other call
        return getattr(self._adapter, name)

    async def create_interaction_response(
        self,
        interaction_id: int,
        token: str,
        *,
        session: aiohttp.ClientSession,
        params: MultipartParameters,
        **proxy: object,
    ) -> Mapping[str, Any]:
        """Give the first answer; retried once if the connection breaks.

        Returns:
            Discord's response; only the interaction's id if it was lost or is unreadable.

        Raises:
            DuplicateEvent: The interaction was answered elsewhere.
            discord.HTTPException: Discord rejected the answer.
            aiohttp.ClientError: The connection broke twice.
        """
        watched = _WatchedSession(session)
        try:
            try:
                response = await self._send(interaction_id, token, watched, params, proxy)
            except _BROKEN:
                # rewind files that were sent already
                for file in params.files or ():
                    file.reset(seek=True)
                response = await self._send(interaction_id, token, watched, params, proxy)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ANSWERED:
                raise
            if not watched.has_lost_an_answer and not _is_autocompletion(params):
                self._warn(interaction_id)
                raise DuplicateEvent from error
            response = None
        return _readable(response, interaction_id)

    async def _send(
        self,
        interaction_id: int,
        token: str,
        session: "_WatchedSession",
        params: MultipartParameters,
        proxy: Mapping[str, object],
    ) -> object:
        return await self._adapter.create_interaction_response(
            interaction_id, token, session=session, params=params, **proxy
        )

    def _warn(self, interaction_id: int) -> None:
        if self._count is not None:
            self._count(ANSWERED_ELSEWHERE)
        if FirstResponses.has_warned:
            log.info("interaction %s was answered by another process", interaction_id)
            return
        FirstResponses.has_warned = True
        log.warning(
            "interaction %s was answered already; another process seems to use "
            "DISCORD_TOKEN; stop one of the two (told once, later ones at INFO)",
            interaction_id,
        )


class _WatchedSession:
    """A session that records lost responses.

    Attributes:
        has_lost_an_answer: Whether Discord may have accepted a request without a response to it.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.has_lost_an_answer = False

    @asynccontextmanager
    async def request(
        self,
        method: str,
        url: str,
        **options: Any,  # noqa: ANN401 - as aiohttp takes them
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send a request as `aiohttp.ClientSession.request` does."""
        try:
            async with self._session.request(method, url, **options) as response:
                if response.status >= _SERVER_FAULT:
                    self.has_lost_an_answer = True
                yield response
        except (aiohttp.ClientError, OSError):
            self.has_lost_an_answer = True
            raise


def _is_autocompletion(params: MultipartParameters) -> bool:
    """Tell whether an answer is a list of choices, for which duplicates are harmless."""
    return params.payload is not None and params.payload.get("type") == _CHOICES


def _readable(response: object, interaction_id: int) -> Mapping[str, Any]:
    """Return the needed part of a response: without the message, which may be malformed."""
    whole = cast("dict[str, Any]", response) if isinstance(response, dict) else {}
    part: Any = whole.get("interaction")
    interaction = cast("dict[str, Any]", part) if isinstance(part, dict) else {}
    return {"interaction": {"id": interaction_id, **interaction}}
