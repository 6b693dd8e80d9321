"""Checks texts that members and moderators want to be shown to others."""

from typing import Any

import discord

from bot.service.moderation.text_check import Author, TextCheck
from bot.ui.interactions.destination import spot_of


async def check_shown(
    interaction: discord.Interaction[Any],
    text_check: TextCheck,
    *texts: str,
    is_offense: bool = True,
    is_private: bool = False,
) -> None:
    """Refuse texts that the filter does not allow where an interaction happened.

    Args:
        interaction: By the author of the texts. For a thread, the parent channel may be requested,
            which takes at most a second.
        text_check: Knows the filter.
        *texts: They are checked as one; empty ones are ignored.
        is_offense: Whether a refused text counts toward the ladder; not in moderators' commands.
        is_private: Whether the texts are for an image that only its member sees.

    Raises:
        TextRefused: A filter does not allow one of them.
        StorageFailed: The filter cannot be read.
    """
    spot = await spot_of(interaction)
    author = Author(interaction.id, interaction.user.id, spot, is_private=is_private)
    await text_check.check_shown(author, *texts, is_offense=is_offense)
