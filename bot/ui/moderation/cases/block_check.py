"""Decides which commands and controls a block covers, and refuses blocked members there."""

import asyncio
from typing import Any

import discord

from bot.errors import StorageFailed, StorageFault
from bot.service.moderation.cases.case_service import CaseService
from bot.ui.interactions.facts import facts_of

_Interaction = discord.Interaction[Any]

#: Commands that a blocked member can still use: their own images, limits and data, the list of
#: styles, and what moderators have. All others create, change or show images.
_OPEN_COMMANDS = frozenset(
    {
        *("my", "styles"),
        *("block", "case", "filter", "limits", "log", "manage-styles", "setup", "unblock", "warn"),
    }
)

#: Beginnings of the custom ids of controls under images.
_COVERED_CONTROLS = ("job:", "prompt:")

#: Of these, the ones that admit no request, so that only this check refuses blocked members.
_CHECKED_ONCE = frozenset({"show", "Image details", "Report image"})

#: Seconds for the check. It comes before the first reply, for which Discord allows 3 s, and forms
#: need another read of up to 1.5 s.
_CHECK_S = 1.0


class BlockCheck:
    """Refuses what a block covers."""

    def __init__(self, cases: CaseService) -> None:
        self._cases = cases

    async def __call__(self, interaction: _Interaction) -> None:
        """Refuse a blocked member, or anyone in a blocked server.

        Raises:
            Blocked: By the block that lasts longest.
            StorageFailed: The database does not work, or is too slow for the first reply. A slow
                command for a new image goes on, since it can show "thinking", and every request
                is checked again when it is admitted.
        """
        guild_id, user_id = facts_of(interaction).guild_id, interaction.user.id
        if not is_covered(interaction) or (guild_id and _is_admitted_at_once(interaction)):
            return
        try:
            async with asyncio.timeout(_CHECK_S):
                await self._cases.check(guild_id, user_id, place_id=interaction.guild_id)
        except TimeoutError as error:
            if _is_checked_again(interaction):
                return
            raise StorageFailed(StorageFault.BUSY, "blocks were not read in time") from error


def is_covered(interaction: _Interaction) -> bool:
    """Tell whether a block covers a command, a menu, a control under an image, or its form."""
    data: Any = interaction.data
    match interaction.type:
        case discord.InteractionType.application_command:
            return data.get("name") not in _OPEN_COMMANDS
        case discord.InteractionType.component:
            return data["custom_id"].startswith(_COVERED_CONTROLS)
        case kind:
            return kind is discord.InteractionType.modal_submit


def _is_admitted_at_once(interaction: _Interaction) -> bool:
    """Tell whether it is /imagine, whose admission checks the same, together with other reads."""
    data: Any = interaction.data
    is_slash = data.get("type") == discord.AppCommandType.chat_input.value
    return is_slash and _is_checked_again(interaction)


def _is_checked_again(interaction: _Interaction) -> bool:
    """Tell whether it is a command whose request is checked when it is admitted."""
    data: Any = interaction.data
    is_command = interaction.type is discord.InteractionType.application_command
    return is_command and data.get("name") not in _CHECKED_ONCE
