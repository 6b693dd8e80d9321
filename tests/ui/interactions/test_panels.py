"""Panels are opened by the feature that offers them."""

from typing import Any, cast

import discord
import pytest

from bot.errors import Outdated
from bot.ui.interactions.panels import PanelName, Panels

INTERACTION = cast("discord.Interaction[Any]", object())


async def test_a_panel_is_opened_by_its_own_feature() -> None:
    opened: list[object] = []

    async def open_limits(interaction: discord.Interaction[Any]) -> None:
        opened.append(interaction)

    panels = Panels()
    panels.add(PanelName.LIMITS, open_limits)
    await panels.open(INTERACTION, PanelName.LIMITS)
    assert opened == [INTERACTION]


async def test_a_panel_of_a_feature_that_is_not_loaded_is_outdated() -> None:
    with pytest.raises(Outdated):
        await Panels().open(INTERACTION, PanelName.LOG)
