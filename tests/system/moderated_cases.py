"""A server with moderators of members, for tests of cases."""

from dataclasses import dataclass
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.policy.moderation.case import Case
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

COMMANDS = ("block", "unblock", "warn", "case")


@dataclass
class CaseServer:
    """The members and channels of the server."""

    harness: BotHarness
    mod: MemberActor
    """Has the permission *Moderate Members*, as `other`."""
    other: MemberActor
    admin: MemberActor
    manager: MemberActor
    """Has *Manage Server* only."""
    desk: ChannelHandle

    @property
    def guild_id(self) -> int:
        return self.mod.guild.id

    async def use(
        self, name: str, by: MemberActor | None = None, **options: object
    ) -> InteractionResult:
        """Use a command in the moderators' channel."""
        return await (by or self.mod).slash(self.desk, name, **options)

    async def say(self, name: str, by: MemberActor | None = None, **options: object) -> str:
        """Use a command, and return the text of its private answer."""
        result = await self.use(name, by, **options)
        assert result.ephemeral
        return answer_of(result).content

    async def imagine(self, who: MemberActor | None = None) -> InteractionResult:
        """Request an image."""
        art = self.harness.art
        return await (who or self.harness.mia).slash(art, "imagine", prompt="a fox")

    async def cases(self) -> list[Case]:
        """Return the server's cases, the oldest first."""
        page = await self.harness.services.moderation.cases.page(self.guild_id, limit=100)
        return list(reversed(page))


def open_case_server(harness: BotHarness) -> CaseServer:
    """Add moderators, and let Discord show their commands to all members."""
    env, guild = harness.env, harness.mia.guild
    permissions = discord.Permissions
    mods = guild.create_role("mods", permissions=permissions(moderate_members=True))
    admins = guild.create_role("admins", permissions=permissions(administrator=True))
    managers = guild.create_role("managers", permissions=permissions(manage_guild=True))
    for name in COMMANDS:
        command = env.backend.find_command(name, guild.id, type=1)
        assert command is not None
        # as on the Integrations page of the server settings
        guild.set_command_permissions(int(command["id"]), {guild.default_role: True})
    return CaseServer(
        harness=harness,
        mod=guild.add_member(env.create_user("mo"), roles=[mods]),
        other=guild.add_member(env.create_user("olga"), roles=[mods]),
        admin=guild.add_member(env.create_user("ada"), roles=[admins]),
        manager=guild.add_member(env.create_user("mona"), roles=[managers]),
        desk=guild.create_text_channel("desk"),
    )


def dms(member: MemberActor) -> list[discord.Message]:
    """Return the bot's direct messages to a member, the oldest first."""
    return member.user.dm_channel.history()


def close_dms(harness: BotHarness, member: MemberActor) -> None:
    """Let Discord refuse direct messages to a member."""
    path = f"/channels/{member.user.dm_channel.id}/messages"
    harness.env.inject_error("POST", path, status=403, code=50007, times=None)


def buttons_of(message: discord.Message) -> list[str | None]:
    """Return the labels of a message's buttons."""
    rows: Any = message.components
    return [button.label for row in rows for button in row.children]
