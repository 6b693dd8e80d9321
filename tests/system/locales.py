"""Members with another language than English."""

from typing import Any

import discord
import pytest


def speak(monkeypatch: pytest.MonkeyPatch, locale: str) -> None:
    """Let every interaction have this locale from now on."""
    as_discord_sends_it: Any = discord.Interaction[Any]._from_data  # pyright: ignore[reportPrivateUsage] - simcord's members all have English

    def in_their_locale(interaction: discord.Interaction[Any], data: Any) -> None:  # noqa: ANN401 - as discord.py has it
        as_discord_sends_it(interaction, {**data, "locale": locale})

    monkeypatch.setattr(discord.Interaction, "_from_data", in_their_locale)
