"""Reading what a member attached, within bounds."""

import asyncio

import aiohttp
import discord

from bot.errors import ReferenceFault, ReferenceRefused

_READING_S = 30


async def read_attachment(attachment: discord.Attachment, *, max_bytes: int) -> bytes:
    """Fetch an attached file at once, since Discord's links expire.

    Raises:
        ReferenceRefused: It is too large, which is known beforehand, or cannot be had.
    """
    if attachment.size > max_bytes:
        raise ReferenceRefused(ReferenceFault.TOO_LARGE, max_bytes)
    try:
        async with asyncio.timeout(_READING_S):
            return await attachment.read()
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        raise ReferenceRefused(ReferenceFault.UNAVAILABLE) from error
