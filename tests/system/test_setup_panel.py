"""/setup shows what the bot can do in a channel, and opens the panels of other features."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER, ChannelList, ChannelMode, Pause, Rulebook
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import restart
from tests.system.setup_server import SetupServer, open_setup_server

#: Per missing permission, the line that says so in a text channel.
MISSING = {
    "view_channel": "✗ *View Channel* is missing",
    "send_messages": "✗ *Send Messages* is missing",
    "attach_files": "✗ *Attach Files* is missing",
    "send_messages_in_threads": "! *Send Messages in Threads* is missing",
}


@pytest.fixture
def server(harness: BotHarness) -> SetupServer:
    return open_setup_server(harness)


async def edit(server: SetupServer, **changes: Any) -> None:  # noqa: ANN401 - of several types
    await server.harness.services.rulebook_editor.edit(
        server.guild.id, server.manager.id, lambda rulebook: replace(rulebook, **changes)
    )


class TestLights:
    """The lights of a channel."""

    async def test_the_command_shows_those_of_its_own_channel(self, server: SetupServer) -> None:
        text = await server.open()
        assert f"<#{server.lounge.id}>" in text
        for name in ("View Channel", "Send Messages", "Attach Files", "Send Messages in Threads"):
            assert f"✓ *{name}* is allowed" in text
        assert "✓ Not age-restricted" in text
        assert "✓ Everyone can use `/imagine` here" in text
        assert "✗" not in text
        assert "even if one takes longer than 15 minutes" in text

    @pytest.mark.parametrize("name", MISSING)
    async def test_a_chosen_channel_has_those_of_its_payload(
        self, server: SetupServer, name: str
    ) -> None:
        await server.open()
        text = await server.choose("channel", server.channel("art2", **{name: False}))
        assert MISSING[name] in text
        others = [line for other, line in MISSING.items() if other != name]
        assert not any(line in text for line in others)
        is_refunded = name != "send_messages_in_threads"
        assert ("longer than 14 minutes is refunded" in text) is is_refunded

    async def test_a_hidden_channel_says_what_that_means(self, server: SetupServer) -> None:
        await server.open()
        text = await server.choose("channel", server.channel("secret", view_channel=False))
        assert "Discord hides this channel from the bot" in text
        assert "Who can use `/imagine` here is not known" in text
        assert "*Send Messages*" not in text

    async def test_the_command_works_in_a_channel_without_any_permission(
        self, server: SetupServer
    ) -> None:
        nothing = dict.fromkeys(MISSING, False)
        text = await server.open(server.channel("secret", **nothing))
        assert "✗ *View Channel* is missing" in text

    async def test_in_a_thread_the_permission_for_threads_counts(self, server: SetupServer) -> None:
        parent = server.channel("art2", send_messages=False, send_messages_in_threads=False)
        await server.open()
        text = await server.choose("channel", server.thread(parent))
        assert "✗ *Send Messages in Threads* is missing" in text
        assert "*Send Messages* " not in text

    async def test_a_thread_with_few_facts_is_understood(self, server: SetupServer) -> None:
        thread = server.thread(server.lounge)
        server.shorten(thread)
        await server.open()
        assert f"<#{thread.id}>" in await server.choose("channel", thread)

    async def test_a_forum_says_to_choose_a_post(self, server: SetupServer) -> None:
        await server.open()
        text = await server.choose("channel", server.guild.create_forum_channel("ideas"))
        assert "Choose a post" in text
        assert server.control("test")["disabled"]

    async def test_a_voice_channel_has_no_threads(self, server: SetupServer) -> None:
        await server.open()
        text = await server.choose("channel", server.guild.create_voice_channel("talk"))
        assert "✓ *Send Messages* is allowed" in text
        assert "*Send Messages in Threads*" not in text

    async def test_an_age_restricted_channel_says_so(self, server: SetupServer) -> None:
        nsfw = server.channel("nights")
        server.restrict(nsfw)
        await server.open()
        assert "! Age-restricted" in await server.choose("channel", nsfw)

    async def test_without_permissions_in_the_payload_nothing_is_claimed(
        self, harness: BotHarness
    ) -> None:
        server = open_setup_server(harness, says_permissions=False)
        await server.open()
        text = await server.choose("channel", harness.art)
        assert "Discord didn't say what the bot is allowed to do here" in text

    async def test_a_click_in_the_channel_itself_shows_what_is_true_then(
        self, server: SetupServer
    ) -> None:
        lounge = server.channel("lounge2")
        assert "✗" not in await server.open(lounge)
        server.deny(lounge, send_messages=False)
        assert MISSING["send_messages"] in await server.choose("language", "server")

    async def test_who_may_use_commands_follows_from_everyones_permissions(
        self, server: SetupServer
    ) -> None:
        await server.open()
        everyone, shown = server.guild.default_role, discord.PermissionOverwrite
        silent = server.guild.create_text_channel(
            "silent", overwrites={everyone: shown(use_application_commands=False)}
        )
        assert "Only members with a role" in await server.choose("channel", silent)
        bot, manager = server.harness.bot.user, server.manager
        assert bot is not None
        staff = server.guild.create_text_channel(
            "staff",
            overwrites={
                everyone: shown(view_channel=False),
                bot: shown(view_channel=True),
                manager: shown(view_channel=True),
            },
        )
        assert "Not everyone sees this channel" in await server.choose("channel", staff)

    async def test_when_discord_does_not_answer_that_is_not_known(
        self, server: SetupServer
    ) -> None:
        server.harness.env.inject_error("GET", "/guilds/*", status=403, code=50001, times=None)
        assert "Who can use `/imagine` here is not known" in await server.open()


class TestRules:
    """What holds for images in the channel."""

    async def test_limits_and_budget_are_those_of_members_there(self, server: SetupServer) -> None:
        await server.harness.mia.slash(server.harness.art, "imagine", prompt="a fox")
        await server.harness.env.settle()
        rulebook = Rulebook().with_limit(SERVER, Limit.COOLDOWN, None)
        await edit(server, limits=rulebook.limits)
        text = await server.open()
        assert "cooldown **no limit**, images per member per day **10**" in text
        assert "dollars per server per day **$1.00**" in text
        assert "✓ Dollars left for the server today: **$0.9" in text
        assert "(resets <t:" in text

    async def test_a_used_up_budget_is_a_red_light(self, server: SetupServer) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.SERVER_USD_PER_DAY, 0)
        await edit(server, limits=rulebook.limits)
        text = await server.open()
        assert "✗ Dollars left for the server today: **$0.00** of $0.00" in text
        assert "No images are created now" in text

    async def test_the_operators_cap_is_a_budget_and_a_limit_too(self, server: SetupServer) -> None:
        rulebook = Rulebook().with_limit(SERVER, Limit.SERVER_USD_PER_DAY, None)
        await edit(server, limits=rulebook.limits)
        text = await server.open()
        assert "dollars per server per day **$1.00**" in text
        assert "✓ Dollars left for the server today: **$1.00** of $1.00" in text

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"pause": Pause(None)}, "the server is paused"),
            (
                {"channels": ChannelList(ChannelMode.ONLY, frozenset({1}))},
                "isn't one of the server's channels for images",
            ),
            (
                {"limits": {SERVER: {Limit.NSFW: frozenset({"nsfw"})}}},
                "depends on the channel's age restriction",
            ),
        ],
    )
    async def test_what_keeps_images_out_of_the_channel_is_named(
        self, server: SetupServer, changes: dict[str, Any], words: str
    ) -> None:
        await edit(server, **changes)
        assert words in await server.open()

    async def test_a_rule_that_depends_on_a_hidden_channel_is_named(
        self, server: SetupServer
    ) -> None:
        await edit(server, limits={SERVER: {Limit.NSFW: frozenset({"nsfw"})}})
        parent = server.channel("secret", view_channel=False)
        await server.open()
        server.harness.env.backend.emit("CHANNEL_DELETE", server.payload(parent))
        text = await server.choose("channel", server.thread(parent))
        assert "which the bot can't see" in text
        assert "Whether it is age-restricted is not known" in text


async def test_without_a_budget_nothing_is_said_of_it(open_harness: OpenBot) -> None:
    async with open_harness(server_usd_per_day=None, cap_server_usd_per_day=None) as harness:
        text = await open_setup_server(harness).open()
    assert "dollars per server per day **no limit**" in text
    assert "Dollars left" not in text


class TestPanels:
    """The buttons that open other panels."""

    @pytest.mark.parametrize(
        ("name", "words"),
        [("limits", "Limits for"), ("filter", "ilter"), ("log", "moderation log")],
    )
    async def test_another_features_panel_opens_beside_this_one(
        self, server: SetupServer, name: str, words: str
    ) -> None:
        await server.open()
        result = await server.press("open", name)
        assert result.ephemeral
        assert words in str(answer_of(result).components)
        assert "Set up the bot" in server.text

    async def test_a_panel_of_another_version_is_outdated(self, server: SetupServer) -> None:
        await server.open()
        for forged in ("setup:open:1:::::1:explode", "setup:explode:1:::::1:"):
            assert "no longer has this" in await server.press_forged(forged)


class TestAccess:
    """Who may use the command and its controls."""

    async def test_members_may_not(self, server: SetupServer) -> None:
        server.show_to_all()
        mia = server.harness.mia
        refused = answer_of(await mia.slash(server.harness.art, "setup"))
        assert "don't have permission" in refused.content
        await server.open()
        custom_id = server.control("test")["custom_id"]
        assert "don't have permission" in await server.press_forged(custom_id, by=mia)

    async def test_the_moderators_role_may(self, server: SetupServer) -> None:
        server.show_to_all()
        helpers = server.guild.create_role("helpers")
        await edit(server, moderator_role=helpers.id)
        user = server.harness.env.create_user("hal")
        server.manager = server.guild.add_member(user, roles=[helpers])
        assert "Set up the bot" in await server.open()

    async def test_it_is_for_servers_with_the_bot(self, server: SetupServer) -> None:
        command = server.harness.env.backend.find_command("setup", None, type=1)
        assert command is not None
        assert command["contexts"] == [0]
        assert command["integration_types"] == [0]
        assert command["default_member_permissions"] == 32

    async def test_where_only_the_user_has_installed_the_app_nothing_is_shown(
        self, harness: BotHarness
    ) -> None:
        backend = harness.env.backend
        emit = backend.emit

        def emit_for_user(event: str, payload: Any) -> None:  # noqa: ANN401 - of any event
            if event == "INTERACTION_CREATE":
                payload = {**payload, "authorizing_integration_owners": {"1": "5"}}
            emit(event, payload)

        backend.emit = emit_for_user
        server = open_setup_server(harness)
        refused = answer_of(await server.manager.slash(server.lounge, "setup"))
        assert "don't have permission" in refused.content

    async def test_a_panel_from_before_a_restart_works(self, server: SetupServer) -> None:
        await server.open()
        await restart(server.harness)
        text = await server.choose("channel", server.channel("art2", attach_files=False))
        assert MISSING["attach_files"] in text


class TestChannels:
    """The menu of channels for images."""

    async def test_chosen_channels_are_the_only_ones_and_none_ends_the_list(
        self, server: SetupServer
    ) -> None:
        art = server.harness.art
        await server.open()
        text = await server.choose("allowed", art, server.lounge)
        assert (await server.rulebook()).channels == ChannelList(
            ChannelMode.ONLY, frozenset({art.id, server.lounge.id})
        )
        assert "from the next request on" in text
        shown = {one["id"] for one in server.control("allowed")["default_values"]}
        assert shown == {art.id, server.lounge.id}
        await server.choose("allowed")
        assert (await server.rulebook()).channels == ChannelList()

    async def test_a_list_of_channels_without_images_stays_one(self, server: SetupServer) -> None:
        art = server.harness.art
        await edit(server, channels=ChannelList(ChannelMode.EXCEPT, frozenset({art.id})))
        await server.open()
        await server.choose("allowed", server.lounge)
        assert (await server.rulebook()).channels == ChannelList(
            ChannelMode.EXCEPT, frozenset({server.lounge.id})
        )

    async def test_channels_that_the_menu_cannot_show_stay_on_the_list(
        self, server: SetupServer
    ) -> None:
        gone = 123456789012345678
        await edit(server, channels=ChannelList(ChannelMode.ONLY, frozenset({gone})))
        await server.open()
        assert server.control("allowed").get("default_values", []) == []
        await server.choose("allowed", server.lounge)
        assert (await server.rulebook()).channels.ids == {gone, server.lounge.id}

    async def test_another_moderators_change_is_not_overwritten(self, server: SetupServer) -> None:
        art = server.harness.art
        await server.open()
        theirs = ChannelList(ChannelMode.ONLY, frozenset({art.id}))
        await edit(server, channels=theirs)
        text = await server.choose("allowed", server.lounge)
        assert "another moderator changed the list" in text
        assert (await server.rulebook()).channels == theirs
        assert [one["id"] for one in server.control("allowed")["default_values"]] == [art.id]

    async def test_a_list_that_is_too_long_for_a_menu_is_left_to_its_command(
        self, server: SetupServer
    ) -> None:
        many = frozenset(server.guild.create_text_channel(f"c{n}").id for n in range(26))
        await edit(server, channels=ChannelList(ChannelMode.ONLY, many))
        assert "Use `/limits channels`" in await server.open()
