"""Members who do not speak English."""

from typing import Any

import discord
import pytest


def speak(monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    """Have Discord send this locale with every interaction from now on."""
    as_discord_sends_it: Any = discord.Interaction[Any]._from_data  # pyright: ignore[reportPrivateUsage] - simcord's members all speak English

    def in_their_locale(interaction: discord.Interaction[Any], data: Any) -> None:  # noqa: ANN401 - as discord.py has it
        as_discord_sends_it(interaction, {**data, "locale": locale})

    monkeypatch.setattr(discord.Interaction, "_from_data", in_their_locale)
