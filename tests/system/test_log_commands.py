"""Moderators set the log with /log, and a channel that all can read needs a confirmation."""

from dataclasses import replace

import discord
import pytest
from simcord.results import InteractionResult

from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import LogSettings, ModerationSettings, Topic
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.log_server import LogServer, open_log_server, told


@pytest.fixture
def server(harness: BotHarness) -> LogServer:
    return open_log_server(harness)


async def ask(server: LogServer, name: str, **options: object) -> InteractionResult:
    return await server.manager.slash(server.log, f"log {name}", **options)


async def settings(server: LogServer) -> ModerationSettings:
    stored = await server.harness.services.rulebook_editor.read(server.guild_id)
    return stored.rulebook.moderation


class TestTheChannel:
    async def test_a_channel_of_moderators_is_taken_at_once(self, server: LogServer) -> None:
        text = told(await ask(server, "channel", channel=server.log))
        assert f"<#{server.log.id}>" in text
        assert (await settings(server)).log.channel_id == server.log.id
        [entry] = await server.harness.services.rulebook_editor.history(server.guild_id)
        assert (entry.what, entry.actor_id) == ("log channel", server.manager.id)

    async def test_a_channel_that_everyone_can_view_needs_a_confirmation(
        self, server: LogServer
    ) -> None:
        art = server.harness.art
        asked = await ask(server, "channel", channel=art)
        assert "Everyone can view" in told(asked)
        assert (await settings(server)).log.channel_id is None
        await server.manager.click(answer_of(asked), label="Use this channel")
        assert (await settings(server)).log.channel_id == art.id

    async def test_without_the_confirmation_nothing_changes(self, server: LogServer) -> None:
        asked = await ask(server, "channel", channel=server.harness.art)
        await server.manager.click(answer_of(asked), label="Cancel")
        assert (await settings(server)).log.channel_id is None

    async def test_overwrites_that_the_cache_does_not_have_decide_who_can_view_it(
        self, server: LogServer
    ) -> None:
        # the cache still says that it is hidden
        model = server.harness.env.backend.get_channel(server.log.id)
        hidden = list(model.overwrites)
        model.overwrites = [one for one in hidden if one.target_id != server.guild_id]
        text = told(await ask(server, "channel", channel=server.log))
        assert "Everyone can view" in text

    async def test_what_the_bot_lacks_there_is_named(self, server: LogServer) -> None:
        guild = server.harness.mia.guild
        bot = server.harness.bot.user
        assert bot is not None
        closed = guild.create_text_channel(
            "closed",
            overwrites={
                guild.default_role: discord.PermissionOverwrite(view_channel=False),
                bot: discord.PermissionOverwrite(view_channel=True, attach_files=False),
                server.manager: discord.PermissionOverwrite(view_channel=True),
            },
        )
        text = told(await ask(server, "channel", channel=closed))
        assert "*Attach Files*" in text
        assert "*View Channel*" not in text
        assert (await settings(server)).log.channel_id is None

    async def test_a_channel_that_the_bot_cannot_view_is_refused(self, server: LogServer) -> None:
        guild = server.harness.mia.guild
        secret = guild.create_text_channel(
            "secret",
            overwrites={
                guild.default_role: discord.PermissionOverwrite(view_channel=False),
                server.manager: discord.PermissionOverwrite(view_channel=True),
            },
        )
        text = told(await ask(server, "channel", channel=secret))
        every = "*View Channel*, *Send Messages*, *Attach Files*, *Read Message History*"
        assert every in text

    async def test_leaving_it_out_turns_the_log_off(self, server: LogServer) -> None:
        await server.turn_on()
        assert "Nothing is logged" in told(await ask(server, "channel"))
        assert (await settings(server)).log.channel_id is None


async def test_topics_are_chosen_one_by_one(server: LogServer) -> None:
    await server.turn_on()
    assert "This applies from now on" in told(await ask(server, "topics", images=False))
    assert (await settings(server)).log.topics == frozenset(Topic) - {Topic.IMAGES}
    assert "- Images: **off**" in told(await ask(server, "topics"))


async def test_private_requests_and_warnings_are_set(server: LogServer) -> None:
    assert "asked before" in told(await ask(server, "private", state="on"))
    assert "30" in told(await ask(server, "warnings", days=30))
    now = await settings(server)
    assert (now.log.shows_private, now.warning_days) == (True, 30)
    text = told(await ask(server, "show"))
    assert "log is off" in text
    assert "**on**" in text
    assert "- Warnings: expire after **30 days**" in text
    assert "consent was deleted" in told(await ask(server, "private", state="off"))
    assert "never" in told(await ask(server, "warnings"))
    assert (await settings(server)).warning_days is None


async def test_only_moderators_may_use_them(server: LogServer) -> None:
    harness = server.harness
    command = harness.env.backend.find_command("log", server.guild_id, type=1)
    assert command is not None
    guild = harness.mia.guild
    guild.set_command_permissions(int(command["id"]), {guild.default_role: True})
    result = await harness.ben.slash(harness.art, "log channel")
    assert "don't have permission" in told(result)


async def test_an_imported_rulebook_does_not_move_the_log(server: LogServer) -> None:
    await server.turn_on()
    editor = server.harness.services.rulebook_editor
    other = Rulebook(moderation=ModerationSettings(LogSettings(5)))
    stored = await editor.read(server.guild_id)
    await editor.import_rulebook(
        server.guild_id, server.manager.id, replace(other), version=stored.version
    )
    assert (await settings(server)).log.channel_id == server.log.id
