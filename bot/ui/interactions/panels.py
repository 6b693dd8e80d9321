"""Opens moderators' panels by name, so that one feature can offer another feature's panel."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

import discord

from bot.errors import Outdated


class PanelName(StrEnum):
    """The panels. The values are part of custom ids and never change."""

    LIMITS = "limits"
    FILTER = "filter"
    LOG = "log"


#: Replies to an interaction that has no reply yet with a panel, and checks who may see it.
OpenPanel = Callable[[discord.Interaction[Any]], Awaitable[None]]


class Panels:
    """The panels of the features that are loaded."""

    def __init__(self) -> None:
        self._openers: dict[PanelName, OpenPanel] = {}

    def add(self, name: PanelName, opener: OpenPanel) -> None:
        """Offer a panel; called by the feature that it belongs to."""
        self._openers[name] = opener

    async def open(self, interaction: discord.Interaction[Any], name: PanelName) -> None:
        """Reply with a panel, shown only to the moderator.

        Raises:
            Outdated: No loaded feature has it.
            MissingPermission: The member may not see it.
            StorageFailed: Its settings could not be read.
        """
        opener = self._openers.get(name)
        if opener is None:
            raise Outdated
        await opener(interaction)
