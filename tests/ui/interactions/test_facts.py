"""The facts in an interaction's payload reach every command, click and form."""

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.ui.interactions.facts import (
    ChannelFacts,
    Facts,
    app_permissions_in,
    facts_of,
    keep_facts,
    note_facts,
    read_facts,
)
from testkit.discord_loopback import guild, interactions, payloads
from testkit.discord_loopback.interactions import Invoker
from testkit.discord_loopback.payloads import GUILD_ID, MEMBER_ID, Json

COMMAND = {"id": "1", "name": "imagine"}
CHANNEL = guild.text_channel("88", "art", parent_id="66", nsfw=True)


def slash(**asked: Any) -> Json:  # noqa: ANN401 - as sent
    event = interactions.slash("5", "token", COMMAND, {"prompt": "a fox"}, invoker=Invoker(**asked))
    return event | {"locale": "ja", "guild_locale": "de"}


def form() -> Json:
    data: Json = {"custom_id": "form", "components": []}
    return {**slash(), "type": 5, "data": data}


def test_everything_is_read_from_the_payload() -> None:
    permissions = str(discord.Permissions(manage_guild=True).value)
    facts = read_facts(slash(channel=CHANNEL, roles=["55", GUILD_ID], permissions=permissions))
    assert facts == Facts(
        guild_id=int(GUILD_ID),
        channel=ChannelFacts(88, parent_id=66, is_parent_said=True, is_nsfw=True, type=0),
        role_ids=frozenset({55}),
        permissions=discord.Permissions(manage_guild=True),
        app_permissions=facts.app_permissions,
        locale="ja",
        guild_locale="de",
    )
    assert facts.channel_id == 88


def test_a_thread_says_which_channel_it_is_in_and_no_more() -> None:
    facts = read_facts(slash(channel=guild.thread("99", "88")))
    assert facts.channel == ChannelFacts(
        99, is_thread=True, parent_id=88, is_parent_said=True, type=11
    )


@pytest.mark.parametrize(
    ("owners", "is_there"),
    [
        ({"0": GUILD_ID}, True),
        ({"0": GUILD_ID, "1": MEMBER_ID}, True),
        ({"1": MEMBER_ID}, False),
        ({"0": "0"}, False),
        ({}, True),
    ],
)
def test_who_installed_the_app_says_whether_the_bot_is_in_the_server(
    owners: dict[str, str], *, is_there: bool
) -> None:
    facts = read_facts(slash(owners=owners))
    assert facts.guild_id == (int(GUILD_ID) if is_there else None)


def test_direct_messages_have_no_server_and_what_is_left_out_is_not_known() -> None:
    facts = read_facts({"channel": {"id": "7", "type": 1}, "locale": "fr"})
    assert (facts.guild_id, facts.channel_id, facts.locale) == (None, 7, "fr")
    assert facts.permissions == facts.app_permissions == discord.Permissions.none()
    bare = read_facts({"guild_id": "1", "channel_id": "7", "channel": None, "member": None})
    assert bare.channel == ChannelFacts(7)
    assert read_facts({}).channel_id is None


async def test_every_kind_of_interaction_has_its_facts() -> None:
    """Fails when discord.py parses interactions elsewhere, or copies `data`."""
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True), shard_count=1)
    keep_facts(client)
    async with client:
        tree, state = app_commands.CommandTree(client), _state(client)
        seen: list[int | None] = []

        @client.event
        async def on_interaction(interaction: discord.Interaction[Any]) -> None:
            seen.append(facts_of(interaction).channel_id)

        @tree.command(name="imagine", description="Paint")
        async def imagine(interaction: discord.Interaction[Any], prompt: str) -> None:
            assert prompt == "a fox"
            seen.append(facts_of(interaction).guild_id)

        message = payloads.message("9", "card")
        clicked = interactions.click(
            "6", "token", message, "button", invoker=Invoker(channel=CHANNEL)
        )
        for event in (slash(channel=CHANNEL), clicked, form()):
            state.parsers["INTERACTION_CREATE"](event)
        state.parse_interaction_create(slash(channel=CHANNEL))
        await asyncio.sleep(0.05)
    here = int(payloads.CHANNEL_ID)
    assert sorted(seen, key=str) == sorted([88, 88, here, 88, *[int(GUILD_ID)] * 2], key=str)


async def test_the_bots_permissions_are_those_of_the_payload_and_no_others() -> None:
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        data: Any = slash(channel=CHANNEL)
        chosen = {**guild.text_channel("9", "art"), "app_permissions": "1024"}
        silent = guild.text_channel("10", "silent")
        data["data"]["resolved"] = {"channels": {"9": chosen, "10": silent}}
        note_facts(data)
        interaction = discord.Interaction(data=data, state=_state(client))
        assert app_permissions_in(interaction, 88) == facts_of(interaction).app_permissions
        assert app_permissions_in(interaction, 9) == discord.Permissions(view_channel=True)
        assert app_permissions_in(interaction, 10) is None
        assert app_permissions_in(interaction, 11) is None


async def test_without_them_it_is_a_mistake() -> None:
    client = discord.Client(intents=discord.Intents.none())
    async with client:
        data: Any = slash()
        interaction = discord.Interaction(data=data, state=_state(client))
        with pytest.raises(LookupError):
            facts_of(interaction)
        note_facts(data)
        assert facts_of(interaction).locale == "ja"


def _state(client: Any) -> Any:  # noqa: ANN401 - private to discord.py
    state = client._connection
    data: Any = payloads.user("1", "imagine", bot=True)
    state.user = discord.user.ClientUser(state=state, data=data)
    return state
