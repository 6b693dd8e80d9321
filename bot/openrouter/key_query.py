"""Queries OpenRouter by GET, which generates and costs nothing: about the key, for example."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import aiohttp

from bot.errors import BadAnswer, KeyRejected
from bot.openrouter.exchange import ClientConfig, Exchange, read_text
from bot.openrouter.failures.reply import RequestFacts, clip
from bot.openrouter.key_status import read_key
from bot.ports import KeyStatus


async def query_key(
    session: aiohttp.ClientSession, config: ClientConfig, *, now: Callable[[], datetime]
) -> KeyStatus:
    """Query the status of the key.

    Raises:
        GenerationFailed: OpenRouter cannot be reached, or answers something else.
    """
    try:
        text = await query(session, "/key", config, now=now)
    except KeyRejected:
        return KeyStatus(accepted=False)
    status = read_key(text)
    if status is None:
        raise BadAnswer(status=HTTPStatus.OK, detail=clip(text))
    return status


async def query(
    session: aiohttp.ClientSession,
    path: str,
    config: ClientConfig,
    *,
    now: Callable[[], datetime],
) -> str:
    """Send a GET request and return the body of a successful answer.

    Raises:
        GenerationFailed: OpenRouter cannot be reached, or answers with an error.
    """
    exchange = Exchange(RequestFacts("images"), None, now=now)
    sending = exchange.send(session, path, config, timeout_s=config.query_timeout_s)
    async with sending as response:
        return await read_text(response)
