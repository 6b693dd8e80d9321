"""/limits for single members, events, pauses and channels, applied from the next request on."""

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
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def test_explain_tells_a_member_s_chain_usage_and_last_refusal(
    server: ModeratedServer,
) -> None:
    await server.limits("set", limit="cooldown", value="1h")
    await server.limits("set", limit="cooldown", value="10m", channel=server.gallery)
    await server.imagine(server.harness.mia, server.gallery)
    await server.imagine(server.harness.mia, server.gallery)
    text = await server.limits("explain", member=server.harness.mia, channel=server.gallery)
    gallery = f"<#{server.gallery.id}>"
    assert text.startswith(f"**<@{server.harness.mia.id}> in {gallery}**")
    assert "Cooldown over: <t:" in text
    assert (
        "Images per member per day: ▰▱▱▱▱▱▱▱▱▱ 1 of 10 (set by the bot's owner); resets <t:" in text
    )
    assert f"Cooldown: **10 min** (set for {gallery}): this server 1 h → {gallery} 10 min" in text
    assert "**Last refused** <t:" in text
    assert "> Cooldown: your next image is possible" in text


async def test_a_long_answer_comes_whole_in_several_messages(server: ModeratedServer) -> None:
    names = frozenset(f"{'_' * 90}/{number}" for number in range(25))
    editor, guild_id = server.harness.services.rulebook_editor, server.manager.guild.id
    here = (ScopeKind.CHANNEL, server.gallery.id), (ScopeKind.CATEGORY, server.studio.id)
    for scope in (SERVER, *(Scope(kind, id_) for kind, id_ in here)):
        for limit in (Limit.MODELS, Limit.SIZES):
            await editor.set_limit(guild_id, server.manager.id, scope, limit, names)
    result = await server.ask("explain", member=server.booster, channel=server.gallery)
    assert result.followups
    assert "No refusals on record." in answer(result)
    for limit in Limit:
        await server.limits("set", limit=limit, value="off", channel=server.gallery)
    shown = await server.ask("show", channel=server.gallery)
    assert all(limit_name(ENGLISH, limit) in answer(shown) for limit in Limit)


async def test_explain_follows_a_thread_to_its_channel(server: ModeratedServer) -> None:
    await server.limits("set", limit="cooldown", value="10m", channel=server.gallery)
    thread = server.harness.env.backend.create_thread(
        server.gallery.id, "sketches", server.manager.id
    )
    handle = ChannelHandle(server.harness.env, server.manager.guild, thread)
    text = await server.limits("explain", member=server.harness.mia, channel=handle)
    assert f"Cooldown: **10 min** (set for <#{server.gallery.id}>)" in text


async def test_explain_tells_what_is_in_the_way(server: ModeratedServer) -> None:
    await server.limits("exempt", add=server.boosters)
    await server.limits("grant", member=server.booster, images=5, until="3d")
    await server.limits("event", factor=2.5, until="2d")
    await server.limits("pause", minutes=30, reason="*maintenance*")
    text = await server.limits("explain", member=server.booster)
    assert "paused until <t:" in text
    assert "\\*maintenance\\*" in text
    assert "Exempt role" in text
    assert "multiplied by 2.5" in text
    assert "**5** of 5 left" in text
    assert "No refusals on record." in text
    await server.limits("resume")
    await server.limits("channels", add=server.gallery)
    assert "in this channel (server setting)" in await server.limits(
        "explain", member=server.booster
    )


async def test_a_reset_gives_images_and_cooldown_back(server: ModeratedServer) -> None:
    await server.limits("set", limit="member-images-per-day", value="1")
    await server.imagine(server.harness.mia, server.harness.art)
    server.harness.clock.advance(minutes=2)
    assert "used 1 of your 1 image today" in await server.imagine(
        server.harness.mia, server.harness.art
    )
    text = await server.limits("reset", member=server.harness.mia)
    assert f"<@{server.harness.mia.id}>" in text
    assert "fox" in await server.imagine(server.harness.mia, server.harness.art)


async def test_granted_images_come_after_the_member_s_own(server: ModeratedServer) -> None:
    await server.limits("set", limit="member-images-per-day", value="0")
    await server.limits("set", limit="cooldown", value="off")
    text = await server.limits("grant", member=server.harness.mia, images=1, until="2026-11-23")
    assert "1 image beyond" in text
    assert "fox" in await server.imagine(server.harness.mia, server.harness.art)
    assert "You can't create images here." in await server.imagine(
        server.harness.mia, server.harness.art
    )


@pytest.mark.parametrize("until", ["yesterday", "2020-01-01", "0s", "99999d"])
@pytest.mark.parametrize("name", ["grant", "event"])
async def test_an_end_that_is_past_or_unreadable_is_refused(
    server: ModeratedServer, name: str, until: str
) -> None:
    options: dict[str, Any] = {"factor": 2.0}
    if name == "grant":
        options = {"member": server.booster, "images": 5}
    text = await server.limits(name, until=until, **options)
    assert f"`until` can't be {until}" in text
    assert await server.rulebook() == Rulebook()


async def test_an_event_needs_an_end_and_can_be_ended(server: ModeratedServer) -> None:
    assert "`until` is missing" in await server.limits("event", factor=2)
    await server.limits("set", limit="member-images-per-day", value="1")
    await server.limits("set", limit="cooldown", value="off")
    await server.limits("event", factor=2, until="2h")
    for _ in range(2):
        assert "fox" in await server.imagine(server.harness.mia, server.harness.art)
    text = await server.limits("event", factor=1)
    assert "→ **not set**" in text
    assert "used 2 of your 1 image" in await server.imagine(server.harness.mia, server.harness.art)


async def test_a_pause_refuses_with_its_reason_until_it_ends(server: ModeratedServer) -> None:
    mia, art = server.harness.mia, server.harness.art
    await server.limits("pause", minutes=10, reason="a  <@1>\nbreak")
    refused = await server.imagine(mia, art)
    assert "Reason: a \\<@1\\> break" in refused
    assert "It resumes <t:" in refused
    server.harness.clock.advance(minutes=10)
    assert "fox" in await server.imagine(mia, art)
    await server.limits("pause")
    assert "Ask a moderator when it will resume" in await server.imagine(server.harness.ben, art)
    await server.limits("resume")
    assert "fox" in await server.imagine(server.harness.ben, art)
    assert "isn't paused" in await server.limits("resume")


async def test_a_wrong_channel_is_answered_with_links_to_the_right_ones(
    server: ModeratedServer,
) -> None:
    guild = server.manager.guild
    hidden = discord.PermissionOverwrite(view_channel=False)
    secret = guild.create_text_channel("secret", overwrites={guild.default_role: hidden})
    text = await server.limits("channels", add=server.studio)
    assert f"not set → **only <#{server.studio.id}>**" in text
    await server.limits("channels", add=secret, by=server.admin)
    refused = await server.imagine(server.harness.mia, server.lounge)
    assert f"create them in <#{server.gallery.id}>." in refused
    assert f"{secret.id}" not in refused
    assert "fox" in await server.imagine(server.harness.mia, server.gallery)


async def test_a_blocked_channel_is_answered_with_others(server: ModeratedServer) -> None:
    await server.limits("channels", list="except", add=server.lounge)
    refused = await server.imagine(server.harness.mia, server.lounge)
    assert f"<#{server.harness.art.id}>" in refused
    assert f"<#{server.lounge.id}>" not in refused


async def test_a_channel_that_discord_hides_from_the_bot_is_no_other_one(
    server: ModeratedServer,
) -> None:
    await server.limits("channels", list="except", add=server.lounge)
    hide(server.harness, server.harness.art.id)
    refused = await server.imagine(server.harness.mia, server.lounge)
    assert f"<#{server.harness.art.id}>" not in refused
    assert f"<#{server.gallery.id}>" in refused


async def test_the_list_of_channels_can_be_changed_and_ended(server: ModeratedServer) -> None:
    assert "in every channel" in await server.limits("channels")
    assert "Nothing changed" in await server.limits("channels", remove=server.lounge)
    await server.limits("channels", list="only", add=server.lounge)
    await server.limits("channels", add=server.gallery, remove=server.lounge)
    assert f"only in <#{server.gallery.id}>." in await server.limits("channels")
    refused = await server.limits("channels", remove=server.gallery)
    assert "an allowed list without channels" in refused
    await server.limits("channels", list="except", add=server.lounge)
    assert f"everywhere except in <#{server.lounge.id}>" in await server.limits("channels")
    await server.limits("channels", list="anywhere")
    assert (await server.rulebook()).channels.mode is ChannelMode.ANYWHERE


async def test_an_exempt_role_is_free_of_cooldown_until_it_is_removed(
    server: ModeratedServer,
) -> None:
    await server.limits("exempt", add=server.boosters)
    assert f"<@&{server.boosters.id}>" in await server.limits("exempt")
    for _ in range(2):
        assert "fox" in await server.imagine(server.booster, server.harness.art)
    await server.limits("exempt", remove=server.boosters)
    assert "No role is exempt" in await server.limits("exempt")
    await server.imagine(server.booster, server.harness.art)
    assert "next image" in await server.imagine(server.booster, server.harness.art)


async def test_the_zone_is_chosen_from_a_list(server: ModeratedServer) -> None:
    choices = await server.manager.autocomplete(server.lounge, "limits zone", "zone", "new york")
    assert [choice["value"] for choice in choices] == ["America/New_York"]
    text = await server.limits("zone", zone="america/new york")
    assert "America/New\\_York" in text
    assert "(start: <t:" in text
    assert "`zone` can't be Mars" in await server.limits("zone", zone="Mars")


async def test_the_notice_channel_is_checked_and_can_be_left_out(server: ModeratedServer) -> None:
    guild = server.manager.guild
    mute = discord.PermissionOverwrite(send_messages=False)
    news = guild.create_text_channel("log", overwrites={guild.default_role: mute})
    assert "can't post" in await server.limits("notices", channel=news)
    assert "can't post" not in await server.limits("notices", channel=server.lounge)
    assert (await server.rulebook()).notices_channel == server.lounge.id
    assert "→ **not set**" in await server.limits("notices")


async def test_explain_tells_nothing_from_elsewhere_of_who_is_not_here(
    server: ModeratedServer,
) -> None:
    harness, elsewhere = server.harness, server.harness.env.create_guild("Elsewhere")
    user = harness.env.create_user("ada")
    stranger, channel = elsewhere.add_member(user), elsewhere.create_text_channel("general")
    await server.imagine(stranger, channel)
    text = await server.limits("explain", member=user)
    assert "in all servers" not in text
    assert "Last refused" not in text
