"""Sends members' notes by DM; closed DMs aren't an error."""

import asyncio
import logging

import discord
from discord.ext import commands

from bot.i18n import LANGUAGES, texts_for
from bot.service.moderation.reviews.member_notes import HeldNote, MemberNote, MemberNotes
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.moderation.review_texts import note_text

log = logging.getLogger(__name__)

#: Timeout of one note in seconds. discord.py itself retries for up to 25 s during an outage.
_SEND_S = 60


class NotesCog(commands.Cog):
    """Sends notes; one that cannot be sent is logged and dropped."""

    def __init__(self, bot: commands.AutoShardedBot, notes: MemberNotes) -> None:
        self._bot = bot
        self._notes = notes

    async def cog_load(self) -> None:
        """Start sending."""
        self._notes.send = self._send

    async def cog_unload(self) -> None:
        """Stop sending."""
        self._notes.send = None

    async def _send(self, note: MemberNote) -> None:
        text = note_text(note, texts_for(self._language_of(note)))
        try:
            async with asyncio.timeout(_SEND_S):
                channel = await self._bot.create_dm(discord.Object(note.user_id))
                await channel.send(
                    text, allowed_mentions=discord.AllowedMentions.none(), suppress_embeds=True
                )
        except CALL_FAILED as error:
            log.info("member %s could not be sent a note: %s", note.user_id, error)

    def _language_of(self, note: MemberNote) -> str:
        if isinstance(note, HeldNote):
            return note.language
        guild = self._bot.get_guild(note.guild_id)
        return LANGUAGES[0] if guild is None else str(guild.preferred_locale)
