"""The one owner of an interaction's answer."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

import aiohttp
import discord

from bot.errors import DuplicateEvent
from bot.ui.jobs.exchange import call_watched

log = logging.getLogger(__name__)

_KEY = "imagine-bot.reply"

#: How long an answer may take before "thinking" is shown, in seconds. Discord drops an interaction
#: that is not answered within three, and people notice a wait after one.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
DEFER_AFTER_S = 0.7

#: What a call to Discord raises when the answer did not get through; aiohttp says RuntimeError
#: when the session was closed under it.
NOT_TAKEN = (discord.HTTPException, aiohttp.ClientError, TimeoutError, RuntimeError)


class InteractionReply:
    """Answers an interaction once, whatever state it is in.

    Made by `Reply.of`, so that an error handler finds the owner that the command made.

    Attributes:
        interaction: What is answered.
        private: Whether the answer is shown to the member alone.
        message_id: The answer's message, once it is known.
    """

    def __init__(self, interaction: discord.Interaction[Any], *, private: bool) -> None:
        self.interaction = interaction
        self.private = private
        self._thinking: asyncio.Task[None] | None = None
        self._is_deferred = False
        self._is_answered = False
        self.message_id: int | None = None

    @classmethod
    def of(
        cls, interaction: discord.Interaction[Any], *, private: bool = True
    ) -> "InteractionReply":
        """Return the interaction's owner; the first caller decides whether it is private."""
        reply = interaction.extras.get(_KEY)
        if not isinstance(reply, InteractionReply):
            reply = interaction.extras[_KEY] = cls(interaction, private=private)
        return reply

    @property
    def is_answered(self) -> bool:
        """Whether Discord took a first answer, if only that it takes a moment."""
        return self._is_answered or self.interaction.response.is_done()

    def think_after(self, delay_s: float = DEFER_AFTER_S) -> None:
        """Show that the answer takes a moment, unless it is there within `delay_s` seconds."""
        self._thinking = asyncio.create_task(
            self._think(delay_s), name=f"thinking:{self.interaction.id}"
        )

    async def show(
        self,
        content: str,
        files: Sequence[discord.File] = (),
        view: discord.ui.View | None = None,
    ) -> None:
        """Show the answer, in place of what it showed before.

        Raises:
            DuplicateEvent: Somebody else has answered.
            discord.HTTPException: It could not be shown.
        """
        await self._stop_thinking()
        if await self._answers_first(content, ephemeral=self.private, files=files, view=view):
            if self.message_id is None:
                await self._learn_message()
            return
        mentions = discord.AllowedMentions(users=[self.interaction.user])
        edit = partial(self.interaction.edit_original_response, allowed_mentions=mentions)
        message = await call_watched(lambda: edit(content=content, attachments=files, view=view))
        self.message_id = getattr(message, "id", self.message_id)
        self._is_deferred = False

    async def _learn_message(self) -> None:
        """Ask which message the answer is, whose receipt was lost."""
        try:
            self.message_id = (await self.interaction.original_response()).id
        except NOT_TAKEN as error:
            log.info("not known which message answers: %s", error)

    async def add(self, content: str) -> None:
        """Say more to the member alone, after `show`.

        Raises:
            discord.HTTPException: It could not be shown.
        """
        nobody = discord.AllowedMentions.none()
        send = partial(self.interaction.followup.send, ephemeral=True, allowed_mentions=nobody)
        await call_watched(lambda: send(content))

    async def leave(self, sentence: str) -> None:
        """Say nothing, since somebody else answers; a sentence where this one was faster.

        Whoever else would answer is refused then, and "thinking" would stay for ever.
        """
        is_ours = self._is_deferred
        try:
            await self._stop_thinking()
        except DuplicateEvent:
            return
        except NOT_TAKEN as error:
            log.info("the answer is left to somebody else: %s", error)
            return
        if is_ours:
            await self.refuse(sentence)

    async def refuse(self, sentence: str) -> None:
        """Say a sentence to the member alone; a failure to do so is logged."""
        try:
            await self._stop_thinking()
            await self._refuse(sentence)
        except DuplicateEvent:
            # whoever answered says what there is to say
            return
        except NOT_TAKEN as error:
            log.warning("a refusal could not be shown: %s", error)

    async def _refuse(self, sentence: str) -> None:
        if await self._answers_first(sentence, ephemeral=True):
            return
        if self._is_deferred and self.private:
            await self.show(sentence)
            return
        if self._is_deferred:
            # the first follow-up would become the public "thinking" message
            with contextlib.suppress(discord.NotFound):
                await self.interaction.delete_original_response()
            self._is_deferred = False
        nobody = discord.AllowedMentions.none()
        send = partial(self.interaction.followup.send, ephemeral=True, allowed_mentions=nobody)
        await call_watched(lambda: send(sentence))

    async def _answers_first(
        self,
        content: str,
        *,
        ephemeral: bool,
        files: Sequence[discord.File] = (),
        view: discord.ui.View | None = None,
    ) -> bool:
        """Give the first answer; False when there is one already."""
        if self.is_answered:
            return False
        send = partial(self.interaction.response.send_message, ephemeral=ephemeral)
        answer = await call_watched(
            lambda: send(
                content,
                files=files,
                view=view or discord.utils.MISSING,
                suppress_embeds=True,
                allowed_mentions=discord.AllowedMentions.none(),
            )
        )
        self._is_answered = True
        self.message_id = getattr(answer, "message_id", None)
        return True

    async def _think(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        self._is_deferred = True
        defer = partial(self.interaction.response.defer, ephemeral=self.private)
        await call_watched(lambda: defer(thinking=True))

    async def _stop_thinking(self) -> None:
        thinking, self._thinking = self._thinking, None
        if thinking is None:
            return
        if not self._is_deferred:
            thinking.cancel()
        await asyncio.wait({thinking})
        if not thinking.cancelled() and (error := thinking.exception()):
            raise error
