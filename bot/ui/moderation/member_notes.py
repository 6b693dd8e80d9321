"""Tells members by DM what moderators did about their images."""

import asyncio
import logging

import discord

from bot.i18n import texts_for
from bot.ports import StoredJob
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.text import quote

log = logging.getLogger(__name__)

#: Seconds for one DM. discord.py retries for up to 25 s during an outage.
_SEND_S = 20

_SHOWN_PROMPT = 300


async def tell_removed(client: discord.Client, stored: StoredJob) -> bool:
    """Tell a member that a moderator removed their image; return whether the DM was sent."""
    draft = stored.draft
    say = texts_for(draft.reply_target.language)
    head = say("removed-told", channel=f"<#{draft.reply_target.channel_id}>")
    text = f"{head}\n{quote(draft.request.prompt, _SHOWN_PROMPT)}"
    try:
        async with asyncio.timeout(_SEND_S):
            channel = await client.create_dm(discord.Object(draft.requester.user_id))
            await channel.send(text, allowed_mentions=discord.AllowedMentions.none())
    except CALL_FAILED as error:
        log.info("user %s was not told: %s", draft.requester.user_id, error)
        return False
    return True
