"""Answers an interaction, first or deferred, public or private, through one owner."""

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

#: Seconds before an unanswered interaction is deferred ("thinking"). Discord drops an interaction
#: without an answer after 3 s, and people notice a wait after 1 s.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
DEFER_AFTER_S = 0.7

#: Exceptions of a call to Discord that failed; aiohttp raises RuntimeError for a closed session.
CALL_FAILED = (discord.HTTPException, aiohttp.ClientError, TimeoutError, RuntimeError)


class InteractionReply:
    """Answers an interaction once, whatever state it is in.

    Created by `InteractionReply.of`, so that an error handler gets the command's instance.

    Attributes:
        interaction: The interaction to answer.
        private: Whether only the member sees the answer.
        message_id: The id of the answer's message, once it is known.
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
        """Return the interaction's reply; the first caller decides whether it is private."""
        reply = interaction.extras.get(_KEY)
        if not isinstance(reply, InteractionReply):
            reply = interaction.extras[_KEY] = cls(interaction, private=private)
        return reply

    @property
    def is_answered(self) -> bool:
        """Whether Discord accepted a first answer, be it a deferral."""
        return self._is_answered or self.interaction.response.is_done()

    def think_after(self, delay_s: float = DEFER_AFTER_S) -> None:
        """Defer the interaction unless it is answered within `delay_s` seconds."""
        self._thinking = asyncio.create_task(
            self._think(delay_s), name=f"thinking:{self.interaction.id}"
        )

    async def show(
        self,
        content: str,
        files: Sequence[discord.File] = (),
        view: discord.ui.View | None = None,
    ) -> None:
        """Give the answer, or replace its content.

        Raises:
            DuplicateEvent: The interaction was answered elsewhere.
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
        """Request the id of the answer's message, which Discord's response did not have."""
        try:
            self.message_id = (await self.interaction.original_response()).id
        except CALL_FAILED as error:
            log.info("not known which message answers: %s", error)

    async def add(self, content: str) -> None:
        """Send a private follow-up after `show`.

        Raises:
            discord.HTTPException: It could not be shown.
        """
        none = discord.AllowedMentions.none()
        send = partial(self.interaction.followup.send, ephemeral=True, allowed_mentions=none)
        await call_watched(lambda: send(content))

    async def leave(self, sentence: str) -> None:
        """Leave the answer to another process; show `sentence` if this one has deferred already.

        After our deferral, the other process cannot answer, and "thinking" would stay forever.
        """
        has_deferred = self._is_deferred
        try:
            await self._stop_thinking()
        except DuplicateEvent:
            return
        except CALL_FAILED as error:
            log.info("the answer is left to another process: %s", error)
            return
        if has_deferred:
            await self.refuse(sentence)

    async def refuse(self, sentence: str, view: discord.ui.View | None = None) -> None:
        """Show a sentence to the member in private; a failure is only logged."""
        try:
            await self._stop_thinking()
            await self._refuse(sentence, view)
        except DuplicateEvent:
            # the other process answers
            return
        except CALL_FAILED as error:
            log.warning("a refusal could not be shown: %s", error)

    async def _refuse(self, sentence: str, view: discord.ui.View | None) -> None:
        if await self._answers_first(sentence, ephemeral=True, view=view):
            return
        if self._is_deferred and self.private:
            await self.show(sentence, view=view)
            return
        if self._is_deferred:
            # a follow-up would replace the public "thinking" message and be public, too
            with contextlib.suppress(discord.NotFound):
                await self.interaction.delete_original_response()
            self._is_deferred = False
        none = discord.AllowedMentions.none()
        send = partial(self.interaction.followup.send, ephemeral=True, allowed_mentions=none)
        await call_watched(lambda: send(sentence, view=view or discord.utils.MISSING))

    async def _answers_first(
        self,
        content: str,
        *,
        ephemeral: bool,
        files: Sequence[discord.File] = (),
        view: discord.ui.View | None = None,
    ) -> bool:
        """Give the first answer; False if there is one already."""
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
