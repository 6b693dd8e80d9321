"""Asks a member, once per server, whether moderators may see their private requests."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.i18n import texts_for
from bot.service.moderation.reviews.consent import PrivateConsent
from bot.ui.interactions.controls import SafeView
from bot.ui.interactions.reply import CALL_FAILED, InteractionReply

log = logging.getLogger(__name__)

#: Lifetime of the question in seconds. It can be edited for 15 minutes after its command, so its
#: buttons are removed before that.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_TIMEOUT_S = 10 * 60

_Interaction = discord.Interaction[Any]


async def ask_consent(
    reply: InteractionReply,
    consent: PrivateConsent,
    guild_id: int,
    go_on: Callable[[_Interaction], Awaitable[None]],
) -> None:
    """Ask before anything is sent or reserved.

    Args:
        reply: Of the private request, which nothing has answered yet.
        consent: Stores the answer.
        guild_id: The server.
        go_on: Continues the same request with the click on *Agree and continue*.
    """
    view = _ConsentView(reply.interaction, consent, guild_id, go_on)
    await reply.show(view.say("consent-question"), view=view)


class _ConsentView(SafeView):
    """The question's buttons; after a restart, they are answered as outdated."""

    def __init__(
        self,
        command: _Interaction,
        consent: PrivateConsent,
        guild_id: int,
        go_on: Callable[[_Interaction], Awaitable[None]],
    ) -> None:
        super().__init__(timeout=_TIMEOUT_S)
        self.say = texts_for(command.locale)
        self._command = command
        self._consent = consent
        self._guild_id = guild_id
        self._go_on = go_on
        self._is_used = False
        self.agree.label = self.say("button-consent-agree")
        self.cancel.label = self.say("button-consent-cancel")

    @discord.ui.button(style=discord.ButtonStyle.primary)
    async def agree(self, interaction: _Interaction, _button: discord.ui.Button[Any]) -> None:
        """Store the consent, and continue the request."""
        if self._is_used:
            await interaction.response.defer()
            return
        self._is_used = True
        try:
            await self._consent.agree(self._guild_id, self._command.user.id)
        except BaseException:
            self._is_used = False
            raise
        self.stop()
        try:
            await self._go_on(interaction)
        finally:
            await self._remove()

    @discord.ui.button(style=discord.ButtonStyle.secondary)
    async def cancel(self, interaction: _Interaction, _button: discord.ui.Button[Any]) -> None:
        """Drop the request; the next one asks again."""
        if self._is_used:
            await interaction.response.defer()
            return
        self.stop()
        await interaction.response.edit_message(content=self.say("consent-canceled"), view=None)

    async def on_timeout(self) -> None:
        """Remove the buttons, which no longer work."""
        try:
            await self._command.edit_original_response(content=self.say("consent-late"), view=None)
        except CALL_FAILED as error:
            log.info("a question for consent keeps its buttons: %s", error)

    async def _remove(self) -> None:
        try:
            await self._command.delete_original_response()
        except CALL_FAILED as error:
            log.info("a question for consent was not removed: %s", error)
