"""A server that a moderator sets up with /setup."""

from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType, OverwriteType
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

    def thread(
        self, parent: ChannelHandle, type_: int = ChannelType.PUBLIC_THREAD
    ) -> ChannelHandle:
        """Create a thread of the manager's."""
        backend = self.harness.env.backend
        created = backend.create_thread(parent.id, "thread", self.manager.id, type=type_)
        return ChannelHandle(self.harness.env, self.guild, created)

    def deny(self, channel: ChannelHandle, **bot: bool) -> None:
        """Change the bot's permissions in a channel."""
        user = self.harness.bot.user
        assert user is not None
        allow, deny = discord.PermissionOverwrite(**bot).pair()
        self.harness.env.backend.set_overwrite(
            channel.id, Overwrite(user.id, OverwriteType.MEMBER, allow.value, deny.value)
        )

    def shorten(self, thread: ChannelHandle) -> None:
        """Let payloads have only those fields of a chosen thread that Discord promises."""
        backend, key = self.harness.env.backend, str(thread.id)
        emit = backend.emit

        def emit_short(event: str, payload: Any) -> None:  # noqa: ANN401 - of any event
            chosen = payload.get("data", {}).get("resolved", {}).get("channels", {})
            if event == "INTERACTION_CREATE" and key in chosen:
                for name in ("owner_id", "member_count", "message_count"):
                    chosen[key].pop(name, None)
            emit(event, payload)

        backend.emit = emit_short

    def restrict(self, channel: ChannelHandle) -> None:
        """Make a channel age-restricted, which simcord does not know."""
        backend, key = self.harness.env.backend, str(channel.id)
        emit = backend.emit

        def emit_restricted(event: str, payload: Any) -> None:  # noqa: ANN401 - of any event
            chosen = payload.get("data", {}).get("resolved", {}).get("channels", {})
            if event == "INTERACTION_CREATE" and key in chosen:
                chosen[key]["nsfw"] = True
            emit(event, payload)

        backend.emit = emit_restricted

    def panel_payload(self) -> Any:  # noqa: ANN401 - as simcord has it
        """Return the panel's message as an interaction has it."""
        backend = self.harness.env.backend
        stored = backend.get_message(self.lounge.id, self.panel.id)
        return dict(serializers.message_payload(backend, stored))

    def payload(self, channel: ChannelHandle) -> Any:  # noqa: ANN401 - as simcord has it
        """Return a channel as the gateway sends it."""
        backend = self.harness.env.backend
        return serializers.channel_payload(backend, backend.get_channel(channel.id))

    def show_to_all(self) -> None:
        """Let Discord show the command to all members, as the Integrations page can."""
        command = self.harness.env.backend.find_command("setup", self.guild.id, type=1)
        assert command is not None
        self.guild.set_command_permissions(int(command["id"]), {self.guild.default_role: True})

    async def press_forged(self, custom_id: str, *, by: MemberActor | None = None) -> str:
        """Press a button with any custom id, and return the private response."""
        view = discord.ui.View()
        view.add_item(discord.ui.Button(label="forged", custom_id=custom_id))
        channel = self.harness.bot.get_partial_messageable(self.harness.art.id)
        forged = await channel.send("forged", view=view)
        result = await (by or self.manager).click(forged, custom_id=custom_id)
        if result.followups:
            return result.followups[-1].content
        return answer_of(result).content

    async def select_forged(self, custom_id: str, value: str) -> None:
        """Choose a value that the panel does not offer."""
        view = discord.ui.View()
        option = discord.SelectOption(label="forged", value=value)
        view.add_item(discord.ui.Select(custom_id=custom_id, options=[option]))
        channel = self.harness.bot.get_partial_messageable(self.harness.art.id)
        await self.manager.select(await channel.send("forged", view=view), [value])

    async def rulebook(self) -> Rulebook:
        stored = await self.harness.services.rulebook_editor.read(self.guild.id)
        return stored.rulebook


def open_setup_server(harness: BotHarness, *, says_permissions: bool = True) -> SetupServer:
    """Add a moderator and a channel.

    Args:
        harness: The bot.
        says_permissions: Whether chosen channels have the bot's permissions in payloads.
    """
    if says_permissions:
        complete_interactions(harness.env)
    env, guild = harness.env, harness.mia.guild
    managers = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(env.create_user("mona"), roles=[managers])
    return SetupServer(harness, manager, guild.create_text_channel("lounge"))
