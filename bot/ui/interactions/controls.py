"""Bases for views, modals and dynamic items whose errors reach the member.

discord.py only logs what they raise, and says nothing when a dynamic item's check fails; the
member would see "This interaction failed".
"""

from abc import ABC, abstractmethod
from typing import Any

import discord

from bot.ui.interactions.faults import report


def is_known(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether a control or form has a handler in this process.

    discord.py drops the others without a word and has no public way to ask.
    """
    # its store of views is private; the tests of unknown controls break when it changes
    store: Any = interaction._state._view_store  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    data: Any = interaction.data
    custom_id = data["custom_id"]
    if interaction.type is discord.InteractionType.modal_submit:
        return custom_id in store._modals  # noqa: SLF001
    if any(pattern.fullmatch(custom_id) for pattern in store._dynamic_items):  # noqa: SLF001
        return True
    key = (data["component_type"], custom_id)
    message_id = interaction.message.id if interaction.message else None
    return any(key in store._views.get(place, {}) for place in (message_id, None))  # noqa: SLF001


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


class SafeItem(ABC):
    """To be listed before `discord.ui.DynamicItem`; its subclass has `check` and `act`."""

    @abstractmethod
    async def check(self, interaction: discord.Interaction[Any]) -> None:
        """Raise what speaks against the click.

        Raises:
            ImagineError: Told to the member in its sentence.
        """

    @abstractmethod
    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the click asks for; whatever it raises is told to the member."""

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
