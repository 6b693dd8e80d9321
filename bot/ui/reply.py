"""The one owner of an interaction's answer."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, Sequence
from typing import Any

import aiohttp
import discord

log = logging.getLogger(__name__)

_KEY = "imagine-bot.reply"


class Reply:
    """Answers an interaction once, whatever state it is in.

    Made by `Reply.of`, so that an error handler finds the owner that the command made.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool) -> None:
        self.interaction = interaction
        self.private = private
        self._is_deferred = False

    @classmethod
    def of(cls, interaction: discord.Interaction[Any], *, private: bool = True) -> "Reply":
        """Return the interaction's owner; the first caller decides whether it is private."""
        reply = interaction.extras.get(_KEY)
        if not isinstance(reply, Reply):
            reply = interaction.extras[_KEY] = cls(interaction, private=private)
        return reply

    @contextlib.asynccontextmanager
    async def thinking_after(self, delay_s: float) -> AsyncGenerator[None]:
        """Show that the answer takes a moment, when what is inside takes longer than that.

        Raises:
            discord.HTTPException: It could not be shown, so that nobody can be answered.
        """
        thinking = asyncio.create_task(self._think(delay_s), name=f"thinking:{self.interaction.id}")
        try:
            yield
        finally:
            if not self._is_deferred:
                thinking.cancel()
            await asyncio.wait({thinking})
        if not thinking.cancelled():
            thinking.result()

    async def _think(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        self._is_deferred = True
        await self.interaction.response.defer(ephemeral=self.private, thinking=True)

    async def show(self, content: str, files: Sequence[discord.File] = ()) -> None:
        """Show the answer, in place of what it showed before.

        Raises:
            discord.HTTPException: It could not be shown.
        """
        mentions = discord.AllowedMentions(users=[self.interaction.user])
        if self.interaction.response.is_done():
            await self.interaction.edit_original_response(
                content=content, attachments=files, allowed_mentions=mentions
            )
            self._is_deferred = False
            return
        await self.interaction.response.send_message(
            content,
            files=files,
            ephemeral=self.private,
            suppress_embeds=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )

    async def refuse(self, sentence: str) -> None:
        """Say a sentence to the member alone; a failure to do so is logged."""
        try:
            await self._refuse(sentence)
        except (discord.HTTPException, aiohttp.ClientError) as error:
            log.warning("a refusal could not be shown: %s", error)

    async def _refuse(self, sentence: str) -> None:
        interaction, nobody = self.interaction, discord.AllowedMentions.none()
        if not interaction.response.is_done():
            await interaction.response.send_message(
                sentence, ephemeral=True, allowed_mentions=nobody
            )
        elif self._is_deferred and self.private:
            await self.show(sentence)
        else:
            if self._is_deferred:
                # the first follow-up would become the public "thinking" message
                with contextlib.suppress(discord.NotFound):
                    await interaction.delete_original_response()
                self._is_deferred = False
            await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=nobody)
