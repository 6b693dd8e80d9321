"""/limits history: who changed what, page by page."""

import re
from collections.abc import Sequence
from typing import Any, Self

import discord
from discord import app_commands

from bot.i18n import Say, admin_speech_for
from bot.ports import AuditEntry
from bot.service.limits.moderation import Moderation
from bot.ui.interactions.controls import SafeItem
from bot.ui.interactions.moderators import require_moderator
from bot.ui.limits.changes import history_page
from cogs.limits.base import LimitsCommands

_PAGE = 8

#: The newest page; entries count from 1.
_NEWEST = 0


class HistoryCommand(LimitsCommands):
    """Shows what was changed."""

    @app_commands.command(description="See who changed which limit, when, and how")
    async def history(self, interaction: discord.Interaction[Any]) -> None:
        """Show the newest page."""
        session = await self.open(interaction)
        entries = await _read(self.tools.moderation, session.guild.id, _NEWEST)
        say = session.say
        view = _paging(entries, say, before_id=_NEWEST)
        await session.reply.show(_text(entries, say), view=view)


def history_items(moderation: Moderation) -> tuple[type[discord.ui.DynamicItem[Any]], ...]:
    """Return what answers for the buttons of every page, those of before a restart included."""

    class HistoryButton(
        SafeItem,
        discord.ui.DynamicItem[discord.ui.Button[Any]],
        template=r"limits:history:(?:older|newest):(?P<before>[0-9]{1,18})",
    ):
        """Turns to a page."""

        def __init__(self, item: discord.ui.Button[Any], before_id: int) -> None:
            super().__init__(item)
            self._before_id = before_id

        @classmethod
        async def from_custom_id(
            cls,
            _interaction: discord.Interaction[Any],
            item: discord.ui.Item[Any],
            match: re.Match[str],
            /,
        ) -> Self:
            """Take the button as it was sent."""
            button: Any = item
            return cls(button, int(match["before"]))

        async def check(self, interaction: discord.Interaction[Any]) -> None:
            """Let moderators pass."""
            await require_moderator(interaction, moderation)

        async def act(self, interaction: discord.Interaction[Any]) -> None:
            """Show the page in place of the one before."""
            entries = await _read(moderation, interaction.guild_id or 0, self._before_id)
            say = admin_speech_for(interaction.locale)
            await interaction.response.edit_message(
                content=_text(entries, say),
                view=_paging(entries, say, before_id=self._before_id),
                allowed_mentions=discord.AllowedMentions.none(),
            )

    return (HistoryButton,)


async def _read(moderation: Moderation, guild_id: int, before_id: int) -> tuple[AuditEntry, ...]:
    """Read a page, and one entry more if there is one."""
    return await moderation.history(guild_id, before_id=before_id or None, limit=_PAGE + 1)


def _text(entries: Sequence[AuditEntry], say: Say) -> str:
    return history_page(entries[:_PAGE], say)


def _paging(entries: Sequence[AuditEntry], say: Say, *, before_id: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    there_are_older = len(entries) > _PAGE
    oldest = entries[_PAGE - 1].id if there_are_older else 0
    buttons = (
        (say("button-history-older"), f"limits:history:older:{oldest}", there_are_older),
        (say("button-history-newest"), f"limits:history:newest:{_NEWEST}", before_id != _NEWEST),
    )
    for label, custom_id, is_of_use in buttons:
        view.add_item(discord.ui.Button(label=label, custom_id=custom_id, disabled=not is_of_use))
    # the buttons are answered by their ids; discord.py would otherwise keep the view as well
    view.stop()
    return view
