"""/limits for single members, events and channels: each applies from the next request."""

from typing import Any

import discord
import pytest
from simcord.builders import ChannelHandle

from bot.i18n import ENGLISH
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, ChannelMode, Rulebook, Scope, ScopeKind
from bot.ui.limits.limit_text import limit_name
from tests.system.conftest import BotHarness
from tests.system.interactions import hide
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server


@pytest.fixture
def floor(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def test_explain_tells_a_member_s_chain_usage_and_last_refusal(
    floor: ModeratedServer,
) -> None:
    await floor.limits("set", limit="cooldown", value="1h")
    await floor.limits("set", limit="cooldown", value="10m", channel=floor.gallery)
    await floor.imagine(floor.harness.mia, floor.gallery)
    await floor.imagine(floor.harness.mia, floor.gallery)
    said = await floor.limits("explain", member=floor.harness.mia, channel=floor.gallery)
    gallery = f"<#{floor.gallery.id}>"
    assert said.startswith(f"**<@{floor.harness.mia.id}> in {gallery}**")
    assert "The cooldown ends <t:" in said
    assert (
        "Images per member per day: ▰▱▱▱▱▱▱▱▱▱ 1 of 10, set by the bot's owner; resets <t:" in said
    )
    assert f"Cooldown: **10 min**, set for {gallery}: this server 1 h → {gallery} 10 min" in said
    assert "**Last refused** <t:" in said
    assert "> You can create your next image" in said


async def test_a_long_answer_comes_whole_in_several_messages(floor: ModeratedServer) -> None:
    names = frozenset(f"{'_' * 90}/{number}" for number in range(25))
    moderation, guild_id = floor.harness.services.moderation, floor.manager.guild.id
    here = (ScopeKind.CHANNEL, floor.gallery.id), (ScopeKind.CATEGORY, floor.studio.id)
    for place in (SERVER, *(Scope(kind, id_) for kind, id_ in here)):
        for limit in (Limit.MODELS, Limit.SIZES):
            await moderation.set_limit(guild_id, floor.manager.id, place, limit, names)
    asked = await floor.ask("explain", member=floor.booster, channel=floor.gallery)
    assert asked.followups
    assert "Never refused" in answer(asked)
    for limit in Limit:
        await floor.limits("set", limit=limit, value="off", channel=floor.gallery)
    shown = await floor.ask("show", channel=floor.gallery)
    assert all(limit_name(ENGLISH, limit) in answer(shown) for limit in Limit)


async def test_explain_follows_a_thread_to_its_channel(floor: ModeratedServer) -> None:
    await floor.limits("set", limit="cooldown", value="10m", channel=floor.gallery)
    thread = floor.harness.env.backend.create_thread(floor.gallery.id, "sketches", floor.manager.id)
    handle = ChannelHandle(floor.harness.env, floor.manager.guild, thread)
    said = await floor.limits("explain", member=floor.harness.mia, channel=handle)
    assert f"Cooldown: **10 min**, set for <#{floor.gallery.id}>" in said


async def test_explain_tells_what_is_in_the_way(floor: ModeratedServer) -> None:
    await floor.limits("exempt", add=floor.boosters)
    await floor.limits("grant", member=floor.booster, images=5, until="3d")
    await floor.limits("event", factor=2.5, until="2d")
    await floor.limits("pause", minutes=30, reason="*maintenance*")
    said = await floor.limits("explain", member=floor.booster)
    assert "paused until <t:" in said
    assert "\\*maintenance\\*" in said
    assert "Exempt role" in said
    assert "multiplied by 2.5" in said
    assert "**5** of 5 left" in said
    assert "Never refused" in said
    await floor.limits("resume")
    await floor.limits("channels", add=floor.gallery)
    assert "in this channel (server setting)" in await floor.limits("explain", member=floor.booster)


async def test_a_reset_gives_images_and_cooldown_back(floor: ModeratedServer) -> None:
    await floor.limits("set", limit="member-images-per-day", value="1")
    await floor.imagine(floor.harness.mia, floor.harness.art)
    floor.harness.clock.advance(minutes=2)
    assert "used 1 of your 1 image today" in await floor.imagine(
        floor.harness.mia, floor.harness.art
    )
    said = await floor.limits("reset", member=floor.harness.mia)
    assert f"<@{floor.harness.mia.id}>" in said
    assert "fox" in await floor.imagine(floor.harness.mia, floor.harness.art)


async def test_granted_images_come_after_the_member_s_own(floor: ModeratedServer) -> None:
    await floor.limits("set", limit="member-images-per-day", value="0")
    await floor.limits("set", limit="cooldown", value="off")
    said = await floor.limits("grant", member=floor.harness.mia, images=1, until="2026-11-23")
    assert "1 image beyond" in said
    assert "fox" in await floor.imagine(floor.harness.mia, floor.harness.art)
    assert "You can't create images here." in await floor.imagine(
        floor.harness.mia, floor.harness.art
    )


@pytest.mark.parametrize("until", ["yesterday", "2020-01-01", "0s", "99999d"])
@pytest.mark.parametrize("name", ["grant", "event"])
async def test_an_end_that_is_past_or_unreadable_is_refused(
    floor: ModeratedServer, name: str, until: str
) -> None:
    options: dict[str, Any] = {"factor": 2.0}
    if name == "grant":
        options = {"member": floor.booster, "images": 5}
    said = await floor.limits(name, until=until, **options)
    assert f"`until` can't be {until}" in said
    assert await floor.rulebook() == Rulebook()


async def test_an_event_needs_an_end_and_can_be_ended(floor: ModeratedServer) -> None:
    assert "`until` is missing" in await floor.limits("event", factor=2)
    await floor.limits("set", limit="member-images-per-day", value="1")
    await floor.limits("set", limit="cooldown", value="off")
    await floor.limits("event", factor=2, until="2h")
    for _ in range(2):
        assert "fox" in await floor.imagine(floor.harness.mia, floor.harness.art)
    said = await floor.limits("event", factor=1)
    assert "→ **not set**" in said
    assert "used 2 of your 1 image" in await floor.imagine(floor.harness.mia, floor.harness.art)


async def test_a_pause_refuses_with_its_reason_until_it_ends(floor: ModeratedServer) -> None:
    mia, art = floor.harness.mia, floor.harness.art
    await floor.limits("pause", minutes=10, reason="a  <@1>\nbreak")
    refused = await floor.imagine(mia, art)
    assert "Reason: a \\<@1\\> break" in refused
    assert "It resumes <t:" in refused
    floor.harness.clock.advance(minutes=10)
    assert "fox" in await floor.imagine(mia, art)
    await floor.limits("pause")
    assert "Ask a moderator when it will resume" in await floor.imagine(floor.harness.ben, art)
    await floor.limits("resume")
    assert "fox" in await floor.imagine(floor.harness.ben, art)
    assert "isn't paused" in await floor.limits("resume")


async def test_a_wrong_channel_is_answered_with_links_to_the_right_ones(
    floor: ModeratedServer,
) -> None:
    guild = floor.manager.guild
    hidden = discord.PermissionOverwrite(view_channel=False)
    secret = guild.create_text_channel("secret", overwrites={guild.default_role: hidden})
    said = await floor.limits("channels", add=floor.studio)
    assert f"not set → **only <#{floor.studio.id}>**" in said
    await floor.limits("channels", add=secret, by=floor.admin)
    refused = await floor.imagine(floor.harness.mia, floor.lounge)
    assert f"create them in <#{floor.gallery.id}>." in refused
    assert f"{secret.id}" not in refused
    assert "fox" in await floor.imagine(floor.harness.mia, floor.gallery)


async def test_a_blocked_channel_is_answered_with_others(floor: ModeratedServer) -> None:
    await floor.limits("channels", list="except", add=floor.lounge)
    refused = await floor.imagine(floor.harness.mia, floor.lounge)
    assert f"<#{floor.harness.art.id}>" in refused
    assert f"<#{floor.lounge.id}>" not in refused


async def test_a_channel_that_discord_hides_from_the_bot_is_no_other_one(
    floor: ModeratedServer,
) -> None:
    await floor.limits("channels", list="except", add=floor.lounge)
    hide(floor.harness, floor.harness.art.id)
    refused = await floor.imagine(floor.harness.mia, floor.lounge)
    assert f"<#{floor.harness.art.id}>" not in refused
    assert f"<#{floor.gallery.id}>" in refused


async def test_the_list_of_channels_can_be_changed_and_ended(floor: ModeratedServer) -> None:
    assert "in every channel" in await floor.limits("channels")
    assert "Nothing changed" in await floor.limits("channels", remove=floor.lounge)
    await floor.limits("channels", list="only", add=floor.lounge)
    await floor.limits("channels", add=floor.gallery, remove=floor.lounge)
    assert f"only in <#{floor.gallery.id}>." in await floor.limits("channels")
    refused = await floor.limits("channels", remove=floor.gallery)
    assert "an allowed list without channels" in refused
    await floor.limits("channels", list="except", add=floor.lounge)
    assert f"everywhere except in <#{floor.lounge.id}>" in await floor.limits("channels")
    await floor.limits("channels", list="anywhere")
    assert (await floor.rulebook()).channels.mode is ChannelMode.ANYWHERE


async def test_an_exempt_role_is_free_of_cooldown_until_it_is_removed(
    floor: ModeratedServer,
) -> None:
    await floor.limits("exempt", add=floor.boosters)
    assert f"<@&{floor.boosters.id}>" in await floor.limits("exempt")
    for _ in range(2):
        assert "fox" in await floor.imagine(floor.booster, floor.harness.art)
    await floor.limits("exempt", remove=floor.boosters)
    assert "No role is exempt" in await floor.limits("exempt")
    await floor.imagine(floor.booster, floor.harness.art)
    assert "next image" in await floor.imagine(floor.booster, floor.harness.art)


async def test_the_zone_is_chosen_from_a_list(floor: ModeratedServer) -> None:
    choices = await floor.manager.autocomplete(floor.lounge, "limits zone", "zone", "new york")
    assert [choice["value"] for choice in choices] == ["America/New_York"]
    said = await floor.limits("zone", zone="america/new york")
    assert "America/New\\_York" in said
    assert "which begins <t:" in said
    assert "`zone` can't be Mars" in await floor.limits("zone", zone="Mars")


async def test_the_notice_channel_is_checked_and_can_be_left_out(floor: ModeratedServer) -> None:
    guild = floor.manager.guild
    mute = discord.PermissionOverwrite(send_messages=False)
    news = guild.create_text_channel("log", overwrites={guild.default_role: mute})
    assert "can't post" in await floor.limits("notices", channel=news)
    assert "can't post" not in await floor.limits("notices", channel=floor.lounge)
    assert (await floor.rulebook()).notices_channel == floor.lounge.id
    assert "→ **not set**" in await floor.limits("notices")


async def test_explain_tells_nothing_from_elsewhere_of_who_is_not_here(
    floor: ModeratedServer,
) -> None:
    harness, elsewhere = floor.harness, floor.harness.env.create_guild("Elsewhere")
    user = harness.env.create_user("ada")
    stranger, channel = elsewhere.add_member(user), elsewhere.create_text_channel("general")
    await floor.imagine(stranger, channel)
    said = await floor.limits("explain", member=user)
    assert "in all servers" not in said
    assert "Last refused" not in said
