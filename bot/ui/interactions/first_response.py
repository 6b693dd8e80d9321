"""The first answers to interactions: given once, by one process, whatever the network loses.

Discord takes one first answer and refuses every other. A refusal after a try of ours whose answer
was lost means that Discord took that try. A refusal of the very first try means that somebody else
has answered, who may be a second process with the same token.
"""

import logging
from collections.abc import AsyncGenerator, Generator, Mapping
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

_SERVER_FAULT = 500

#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_CHOICES = 8

#: What says that the connection broke, so that nobody knows whether the answer arrived.
_BROKEN = (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError)


@contextmanager
def answering_once() -> Generator[None]:
    """Let every task that begins inside give its first answers through `FirstResponses`."""
    before: Any = async_context.get()
    if isinstance(before, FirstResponses):
        yield
        return
    token = async_context.set(FirstResponses(before))  # pyright: ignore[reportArgumentType] - has all of its calls
    try:
        yield
    finally:
        async_context.reset(token)


class FirstResponses:
    """discord.py's webhook adapter, but for first answers.

    Attributes:
        has_warned: Whether the log has been told of somebody else; of the process as a whole.
    """

    has_warned = False

    def __init__(self, adapter: Any) -> None:  # noqa: ANN401 - the simulated Discord has its own
        self._adapter = adapter

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
        """Give the first answer; a connection that breaks meanwhile is tried once more.

        Returns:
            What Discord says of the answer: little where its word was lost or cannot be read.

        Raises:
            DuplicateEvent: Somebody else has answered.
            discord.HTTPException: Discord did not take it.
            aiohttp.ClientError: The connection broke twice.
        """
        watched = _Watched(session)
        try:
            try:
                said = await self._send(interaction_id, token, watched, params, proxy)
            except _BROKEN:
                # a file that was sent stands at its end
                for file in params.files or ():
                    file.reset(seek=True)
                said = await self._send(interaction_id, token, watched, params, proxy)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ANSWERED:
                raise
            if not watched.has_lost_an_answer and not _offers(params):
                self._warn(interaction_id)
                raise DuplicateEvent from error
            said = None
        return _readable(said, interaction_id)

    async def _send(
        self,
        interaction_id: int,
        token: str,
        session: "_Watched",
        params: MultipartParameters,
        proxy: Mapping[str, object],
    ) -> object:
        return await self._adapter.create_interaction_response(
            interaction_id, token, session=session, params=params, **proxy
        )

    def _warn(self, interaction_id: int) -> None:
        if FirstResponses.has_warned:
            log.info("interaction %s was answered by somebody else", interaction_id)
            return
        FirstResponses.has_warned = True
        log.warning(
            "interaction %s was answered by somebody else: another process seems to use "
            "DISCORD_TOKEN; stop one of the two (told once, later ones at INFO)",
            interaction_id,
        )


class _Watched:
    """A session that remembers whether the answer to a request was lost.

    Attributes:
        has_lost_an_answer: Whether Discord may have taken a request without our knowledge.
    """

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self.has_lost_an_answer = False

    @asynccontextmanager
    async def request(
        self,
        method: str,
        url: str,
        **options: Any,  # noqa: ANN401 - all of the session's
    ) -> AsyncGenerator[aiohttp.ClientResponse]:
        """Send a request as the session does."""
        try:
            async with self._session.request(method, url, **options) as response:
                if response.status >= _SERVER_FAULT:
                    self.has_lost_an_answer = True
                yield response
        except (aiohttp.ClientError, OSError):
            self.has_lost_an_answer = True
            raise


def _offers(params: MultipartParameters) -> bool:
    """Tell whether an answer offers choices while somebody types, which anybody may do."""
    return params.payload is not None and params.payload.get("type") == _CHOICES


def _readable(said: object, interaction_id: int) -> Mapping[str, Any]:
    """Return what Discord said as far as it is needed: the message, which may be odd, is not."""
    known = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
    told: Any = known.get("interaction")
    interaction = cast("dict[str, Any]", told) if isinstance(told, dict) else {}
    return {"interaction": {"id": interaction_id, **interaction}}
