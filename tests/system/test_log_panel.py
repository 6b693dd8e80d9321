"""/log panel sets the same as the /log commands, also after a restart."""

from typing import Any

import discord
import pytest
from simcord.results import InteractionResult

from bot.policy.moderation.log import ModerationSettings, Topic
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import restart
from tests.system.log_server import LogServer, open_log_server


@pytest.fixture
def server(harness: BotHarness) -> LogServer:
    return open_log_server(harness)


async def opened(server: LogServer) -> Any:  # noqa: ANN401 - as simcord has it
    return answer_of(await server.manager.slash(server.log, "log panel"))


def shown(panel: Any) -> str:  # noqa: ANN401 - as simcord has it
    """Return the text of the panel as it is now."""
    return str(panel.components[0]["content"])


async def settings(server: LogServer) -> ModerationSettings:
    stored = await server.harness.services.rulebook_editor.read(server.guild_id)
    return stored.rulebook.moderation


async def choose(
    server: LogServer,
    panel: Any,  # noqa: ANN401 - as simcord has it
    action: str,
    *values: Any,  # noqa: ANN401 - as above
) -> InteractionResult:
    return await server.manager.select(panel, custom_id=f"log-panel:{action}", values=list(values))


async def test_a_channel_of_moderators_is_set_at_once_and_cleared(server: LogServer) -> None:
    panel = await opened(server)
    await restart(server.harness)
    await choose(server, panel, "channel", server.log)
    assert (await settings(server)).log.channel_id == server.log.id
    await choose(server, panel, "channel")
    assert (await settings(server)).log.channel_id is None


async def test_a_channel_that_everyone_can_view_needs_a_confirmation(server: LogServer) -> None:
    art, panel = server.harness.art, await opened(server)
    await choose(server, panel, "channel", art)
    assert (await settings(server)).log.channel_id is None
    await server.manager.click(panel, custom_id="log-panel:cancel")
    assert "stays as it is" in shown(panel)
    assert "Use it anyway?" not in shown(panel)
    await choose(server, panel, "channel", art)
    await server.manager.click(panel, custom_id=f"log-panel:confirm:{art.id}")
    assert (await settings(server)).log.channel_id == art.id
    assert "earlier images don't appear" in shown(panel)


async def test_a_change_says_what_it_means_and_the_menus_show_it(server: LogServer) -> None:
    panel = await opened(server)
    await choose(server, panel, "days", "30")
    assert "applies to new warnings" in shown(panel)
    await server.manager.click(panel, custom_id="log-panel:private:1")
    assert "asked before their next private request" in shown(panel)
    await choose(server, panel, "topics", "images")
    assert "This applies from now on" in shown(panel)
    await choose(server, panel, "channel", server.log)
    await choose(server, panel, "channel")
    assert "Nothing is logged from now on" in shown(panel)
    menus = [row["components"][0] for row in panel.components if row["type"] == 1]
    [days] = [menu for menu in menus if menu["custom_id"] == "log-panel:days"]
    assert [one["value"] for one in days["options"] if one.get("default")] == ["30"]


async def test_another_servers_channel_is_never_set(server: LogServer) -> None:
    env = server.harness.env
    elsewhere = env.create_guild("Elsewhere").create_text_channel("general")
    forged = f"log-panel:confirm:{elsewhere.id}"
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="forged", custom_id=forged))
    channel = server.harness.bot.get_partial_messageable(server.log.id)
    await server.manager.click(await channel.send("forged", view=view), custom_id=forged)
    assert (await settings(server)).log.channel_id is None


async def test_topics_days_and_private_requests_are_set(server: LogServer) -> None:
    panel = await opened(server)
    await choose(server, panel, "topics", "images", "reports")
    await choose(server, panel, "days", "30")
    await server.manager.click(panel, custom_id="log-panel:private:1")
    now = await settings(server)
    assert now.log.topics == {Topic.IMAGES, Topic.REPORTS}
    assert (now.warning_days, now.log.shows_private) == (30, True)
    await choose(server, panel, "topics")
    await choose(server, panel, "days", "0")
    now = await settings(server)
    assert (now.log.topics, now.warning_days) == (frozenset(), None)


async def test_only_moderators_may_use_its_controls(server: LogServer) -> None:
    text = await server.press_forged(server.mod, "log-panel:private:1")
    assert "don't have permission" in text
    assert not (await settings(server)).log.shows_private


async def test_a_control_of_another_version_is_outdated(server: LogServer) -> None:
    text = await server.press_forged(server.manager, "log-panel:explode")
    assert "no longer has this command or button" in text
