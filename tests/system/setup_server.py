"""A server that a moderator sets up with /setup."""

from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.policy.limits.rulebook import Rulebook
from bot.sandbox.interactions import complete_interactions
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness


@dataclass
class SetupServer:
    """The moderator, and the panel that they opened last."""

    harness: BotHarness
    manager: MemberActor
    lounge: ChannelHandle
    panel: Any = None

    @property
    def guild(self) -> Any:  # noqa: ANN401 - as simcord has it
        return self.manager.guild

    async def open(self, channel: ChannelHandle | None = None) -> str:
        """Use /setup, and return the panel's text."""
        result = await self.manager.slash(channel or self.lounge, "setup")
        assert result.ephemeral
        self.panel = answer_of(result)
        return self.text

    @property
    def text(self) -> str:
        """The text of the panel as it is now."""
        return "\n".join(one["content"] for one in self.parts if one["type"] == 10)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The parts of the panel as it is now."""
        parts: list[dict[str, Any]] = self.panel.components[0]["components"]
        return parts

    def control(self, action: str, tail: str = "") -> dict[str, Any]:
        """Return a control of the panel."""
        controls = [one for part in self.parts for one in part.get("components", ())]
        [found] = [
            one
            for one in controls
            if one["custom_id"].startswith(f"setup:{action}:") and one["custom_id"].endswith(tail)
        ]
        return found

    async def choose(self, action: str, *values: Any) -> str:  # noqa: ANN401 - as simcord has it
        """Choose in a menu, and return the panel's text."""
        custom_id = self.control(action)["custom_id"]
        await self.manager.select(self.panel, custom_id=custom_id, values=list(values))
        return self.text

    async def press(self, action: str, tail: str = "") -> InteractionResult:
        """Press a button of the panel."""
        custom_id = self.control(action, tail)["custom_id"]
        return await self.manager.click(self.panel, custom_id=custom_id)

    async def test(self, channel: ChannelHandle) -> str:
        """Choose a channel, send a test image there, and return the result."""
        await self.choose("channel", channel)
        await self.press("test")
        return self.note

    @property
    def note(self) -> str:
        """The result of the last action."""
        return str(self.parts[-1]["content"])

    def messages(self, channel: ChannelHandle) -> list[Any]:
        """Return the messages that all see in a channel."""
        found = self.harness.env.backend.messages.get(channel.id, {})
        return [message for message in found.values() if not message.is_ephemeral]

    def channel(self, name: str, **bot: bool) -> ChannelHandle:
        """Create a channel with permissions of the bot there."""
        user = self.harness.bot.user
        assert user is not None
        overwrites = {user: discord.PermissionOverwrite(**bot)}
        channel: ChannelHandle = self.guild.create_text_channel(name, overwrites=overwrites)
        return channel

    async def rulebook(self) -> Rulebook:
        stored = await self.harness.services.rulebook_editor.read(self.guild.id)
        return stored.rulebook


def open_setup_server(harness: BotHarness) -> SetupServer:
    """Add a moderator and a channel."""
    complete_interactions(harness.env)
    env, guild = harness.env, harness.mia.guild
    managers = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(env.create_user("mona"), roles=[managers])
    return SetupServer(harness, manager, guild.create_text_channel("lounge"))
