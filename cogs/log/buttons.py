"""Passes clicks on the controls of the log to their handlers, also after a restart."""

import re
from typing import Any, ClassVar, Self

import discord

from bot.errors import Outdated
from bot.i18n import admin_texts_for
from bot.policy.moderation.block_duration import OFFERED
from bot.ui.interactions.controls import SafeItem
from bot.ui.moderation.log_cards import LOG_TEMPLATE, LogAction
from cogs.log.actions import ImageActions, LogDeps, Press, open_press
from cogs.log.blocking import OWN, Blocking
from cogs.log.member import show_member

_Interaction = discord.Interaction[Any]


class LogHandler:
    """Handles all controls of the log that are about an image."""

    def __init__(self, deps: LogDeps) -> None:
        self._deps = deps
        self._actions = ImageActions(deps)
        self._blocking = Blocking(deps, self._actions)

    async def handle(self, interaction: _Interaction, name: str, job_id: int) -> None:
        """Do what a control is for.

        Raises:
            Outdated: Another version of the bot sent it.
            JobForgotten: The job is no longer stored.
            MissingPermission: The member may not do that.
            StorageFailed: The database does not work.
        """
        if name == f"{LogAction.BLOCK}-{OWN}":
            # a form must be the first response
            say = admin_texts_for(interaction.locale)
            await self._blocking.open_form(interaction, job_id, say)
            return
        action, _, choice = name.partition("-")
        if action not in set(LogAction) or (choice and choice not in OFFERED):
            raise Outdated
        press = await open_press(interaction, self._deps, job_id, LogAction(action))
        if choice:
            await self._blocking.block(press, OFFERED[choice], "")
            return
        await self._act(press, LogAction(action))

    async def _act(self, press: Press, action: LogAction) -> None:
        match action:
            case LogAction.DELETE:
                await self._actions.delete(press)
            case LogAction.SPOILER | LogAction.UNSPOILER:
                await self._actions.hide(press, is_hidden=action is LogAction.SPOILER)
            case LogAction.REFUND:
                await self._actions.refund(press)
            case LogAction.BLOCK:
                await self._blocking.offer(press)
            case LogAction.MEMBER:
                await show_member(press, self._deps)


class _LogControl(SafeItem, discord.ui.DynamicItem[Any], template=LOG_TEMPLATE):
    """Any control of the log that is about an image."""

    handler: ClassVar[LogHandler]

    def __init__(self, item: discord.ui.Item[Any], name: str, job_id: int) -> None:
        super().__init__(item)
        self._name = name
        self._job_id = job_id

    @classmethod
    async def from_custom_id(
        cls, _interaction: object, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """Read the action and the job from the custom id."""
        return cls(item, match["action"], int(match["id"]))

    async def check(self, interaction: _Interaction) -> None:
        """Allow all members; handlers check rights once they have read the job."""

    async def act(self, interaction: _Interaction) -> None:
        """Pass the click on."""
        await self.handler.handle(interaction, self._name, self._job_id)


def log_items(deps: LogDeps) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return the handlers of the log's controls; they also handle those sent before a restart."""

    class LogControl(_LogControl, template=LOG_TEMPLATE):
        handler = LogHandler(deps)

    return (LogControl,)
