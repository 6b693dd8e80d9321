"""The spot of an interaction, and the address and language of its answer."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.policy.limits.effective import Spot
from bot.service.jobs.runner import Runner
from bot.ui.interactions.channels import ChannelLookup
from bot.ui.interactions.destination import (
    known_spot_of,
    language_of,
    missing_permissions,
    reply_target_of,
    spot_in,
    spot_of,
)
from bot.ui.interactions.facts import ChannelFacts, note_facts
from testkit.discord_loopback import guild, interactions
from testkit.discord_loopback.interactions import Invoker
from testkit.discord_loopback.payloads import GUILD_ID, MEMBER_ID
from tests.ui.conftest import CardHarness

GUILD = int(GUILD_ID)


def _interaction(
    harness: CardHarness,
    asked: Invoker | None = None,
    **facts: Any,  # noqa: ANN401 - as sent
) -> discord.Interaction[Any]:
    command = {"id": "1", "name": "imagine"}
    data: Any = interactions.slash("5", "token", command, {"prompt": "a fox"}, invoker=asked)
    client: Any = harness.client
    client.channel_lookup = ChannelLookup(client, Runner())
    data.update({"locale": "ja", "guild_locale": "de"} | facts)
    note_facts(data)
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
    harness: CardHarness, facts: dict[str, Any], language: str, *, private: bool
) -> None:
    interaction = _interaction(harness, **facts)
    assert language_of(interaction, private=private) == language
    address = reply_target_of(interaction, spoiler=True, private=private)
    assert (address.language, address.spoiler) == (language, True)


async def test_where_the_servers_language_is_not_known_it_is_the_members(
    harness: CardHarness,
) -> None:
    assert language_of(_interaction(harness, guild_locale=None), private=False) == "ja"


async def test_a_channel_of_a_type_that_discord_py_does_not_know_is_answered_in_all_the_same(
    harness: CardHarness,
) -> None:
    new = {**guild.text_channel("8", "new", parent_id="6"), "type": 99}
    interaction = _interaction(harness, Invoker(channel=new))
    assert interaction.channel_id is None
    assert reply_target_of(interaction, spoiler=False, private=False).channel_id == 8
    assert await spot_of(interaction) == Spot(GUILD, channel_id=8, category_id=6)


async def test_in_a_thread_it_takes_another_permission(harness: CardHarness) -> None:
    held = str(discord.Permissions(view_channel=True, attach_files=True).value)
    for channel, lacks in (
        (guild.text_channel("8", "art"), "send_messages"),
        (guild.thread("9", "8"), "send_messages_in_threads"),
    ):
        interaction = _interaction(harness, Invoker(channel=channel), app_permissions=held)
        assert missing_permissions(interaction) == [lacks]


async def test_what_cannot_wait_asks_nothing(harness: CardHarness) -> None:
    harness.server.server.add(guild.text_channel("8", "art", parent_id="6", nsfw=True))
    interaction = _interaction(harness, Invoker(channel=guild.thread("9", "8"), roles=["5"]))
    blind = known_spot_of(interaction)
    assert blind == Spot(
        GUILD,
        channel_id=8,
        role_ids=frozenset({5}),
        is_category_known=False,
        is_rating_known=False,
    )
    known = Spot(GUILD, channel_id=8, category_id=6, is_nsfw=True, role_ids=frozenset({5}))
    assert await spot_of(interaction) == known
    assert known_spot_of(interaction) == known


async def test_a_channel_of_which_too_little_is_said_is_asked_for(harness: CardHarness) -> None:
    harness.server.server.add(guild.text_channel("8", "art", parent_id="6", nsfw=True))
    lookup = ChannelLookup(harness.client, Runner())
    spot = await spot_in(GUILD, ChannelFacts(8), frozenset(), lookup=lookup)
    assert (spot.category_id, spot.is_nsfw, spot.is_category_known) == (6, True, True)
    # the payload takes precedence
    said = ChannelFacts(8, is_parent_said=True)
    spot = await spot_in(GUILD, said, frozenset(), lookup=lookup)
    assert (spot.category_id, spot.is_nsfw) == (None, True)
    lost = replace(said, is_thread=True)
    spot = await spot_in(GUILD, lost, frozenset(), lookup=lookup)
    assert (spot.is_category_known, spot.is_rating_known, spot.channel_id) == (False, False, None)


async def test_elsewhere_no_rule_of_a_server_holds(harness: CardHarness) -> None:
    nsfw = guild.text_channel("8", "art", parent_id="6", nsfw=True)
    interaction = _interaction(harness, Invoker(channel=nsfw, owners={"1": MEMBER_ID}))
    assert await spot_of(interaction) == known_spot_of(interaction) == Spot(is_nsfw=True)


async def test_without_a_channel_nothing_of_it_is_known(harness: CardHarness) -> None:
    interaction = _interaction(harness)
    data: Any = interaction.data
    event = interactions.slash("5", "token", {"id": "1", "name": "imagine"}, {})
    del event["channel"], event["channel_id"]
    note_facts(event)
    data.update(event["data"])
    spot = await spot_of(interaction)
    assert (spot.guild_id, spot.channel_id, spot.is_rating_known) == (GUILD, None, False)
