"""Bases for views, modals and dynamic items whose errors reach the member.

discord.py only logs what they raise, and says nothing when a dynamic item's check fails; the
member would see "This interaction failed".
"""

from typing import Any

import discord

from bot.ui.faults import report


class SafeView(discord.ui.View):
    """A view whose errors are told to the member."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, _: discord.ui.Item[Any], /
    ) -> None:
        """Report the error."""
        await report(interaction, error)


class SafeModal(discord.ui.Modal):
    """A modal whose errors are told to the member."""

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception, /) -> None:
        """Report the error."""
        await report(interaction, error)


class SafeItem:
    """To be listed before `discord.ui.DynamicItem`; its subclass has `check` and `act`."""

    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Raise what speaks against the click; by default nothing does.

        Raises:
            ImagineError: Told to the member in its sentence.
        """

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the click asks for; whatever it raises is told to the member."""
        raise NotImplementedError

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Run the check and report what it raises."""
        try:
            await self.check(interaction)
        except Exception as error:  # noqa: BLE001 - reported, which is what this class is for
            await report(interaction, error)
            return False
        return True

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Act and report what it raises."""
        try:
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001 - reported, which is what this class is for
            await report(interaction, error)
