"""Receives the body of an answer: feeds the decoder, and saves the images of a broken answer."""

import asyncio
import logging

import aiohttp

from bot.errors import BadAnswer, GenerationFailed
from bot.openrouter.answers.stream import AnswerDecoder, DecodedAnswer

log = logging.getLogger(__name__)


async def receive(
    response: aiohttp.ClientResponse, decoder: AnswerDecoder, *, close_timeout_s: float
) -> None:
    """Feed the body to the decoder until it ends.

    A connection that stays open after a complete document is left after `close_timeout_s`.
    """
    try:
        async with asyncio.timeout(None) as closing:
            async for chunk in response.content.iter_any():
                decoder.feed(chunk)
                if closing.when() is None and decoder.is_whole:
                    closing.reschedule(asyncio.get_running_loop().time() + close_timeout_s)
    except TimeoutError:
        log.warning("a complete answer was not closed within %.0f s", close_timeout_s)


def finish_early(decoder: AnswerDecoder, error: GenerationFailed) -> DecodedAnswer:
    """Return the part of an interrupted answer that arrived, if it has images.

    Raises:
        GenerationFailed: `error`, if there is no image.
    """
    try:
        decoded = decoder.finish()
    except BadAnswer:
        raise error from error.__cause__
    if not decoded.files:
        raise error from error.__cause__
    log.warning("kept the images of an interrupted answer: %s", error.detail)
    return decoded
