"""What an answer is written in."""

from typing import Any

import discord
import pytest

from bot.ui.place import address_of, language_of
from tests.loopback import payloads
from tests.ui.conftest import Booth


def _interaction(booth: Booth, **facts: Any) -> discord.Interaction[Any]:  # noqa: ANN401 - as sent
    data: Any = payloads.slash("5", "token", {"id": "1", "name": "imagine"}, {"prompt": "a fox"})
    client: Any = booth.client
    data.update({"locale": "ja", "guild_locale": "de"} | facts)
    return discord.Interaction(data=data, state=client._connection)


@pytest.mark.parametrize(
    ("facts", "private", "language"),
    [
        ({}, False, "de"),
        ({}, True, "ja"),
        ({"locale": "xx-YY"}, True, "xx-YY"),
    ],
)
async def test_everybodys_answer_is_in_the_servers_language_and_ones_own_in_ones_own(
    booth: Booth, facts: dict[str, Any], language: str, *, private: bool
) -> None:
    interaction = _interaction(booth, **facts)
    assert str(language_of(interaction, private=private)) == language
    address = address_of(interaction, spoiler=True, private=private)
    assert (address.language, address.spoiler) == (language, True)


async def test_outside_of_servers_the_language_is_the_members(booth: Booth) -> None:
    interaction = _interaction(booth)
    interaction.guild_id = None
    assert language_of(interaction, private=False) is discord.Locale.japanese


async def test_or_where_the_servers_is_not_known(booth: Booth) -> None:
    interaction = _interaction(booth)
    interaction.guild_locale = None
    assert language_of(interaction, private=False) is discord.Locale.japanese
