"""A server with moderators, an administrator, roles and channels."""

from dataclasses import dataclass

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle
from simcord.results import InteractionResult

from bot.policy.limits.rulebook import Rulebook
from bot.ui.text import MAX_CONTENT
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness


@dataclass
class ModeratedServer:
    """The members, roles and channels of the server."""

    harness: BotHarness
    manager: MemberActor
    """Has the permission *Manage Server*."""
    admin: MemberActor
    helper: MemberActor
    """Has a role that an administrator can make the moderator role."""
    helpers: RoleHandle
    boosters: RoleHandle
    booster: MemberActor
    lounge: ChannelHandle
    gallery: ChannelHandle
    """In the category `studio`."""
    studio: ChannelHandle

    async def limits(self, name: str, *, by: MemberActor | None = None, **options: object) -> str:
        """Use a /limits command, and return the text of its private response."""
        return answer(await self.ask(name, by=by, **options))

    async def ask(
        self, name: str, *, by: MemberActor | None = None, **options: object
    ) -> InteractionResult:
        return await (by or self.manager).slash(self.lounge, f"limits {name}", **options)

    async def imagine(self, who: MemberActor, where: ChannelHandle) -> str:
        """Request an image, and return the text of the response."""
        result = await who.slash(where, "imagine", prompt="a fox")
        return answer_of(result).content

    async def rulebook(self) -> Rulebook:
        stored = await self.harness.services.rulebook_editor.read(self.manager.guild.id)
        return stored.rulebook


def answer(result: InteractionResult) -> str:
    assert result.ephemeral
    texts = [answer_of(result).content, *(more.content for more in result.followups)]
    assert all(len(text) <= MAX_CONTENT for text in texts)
    assert all(more.ephemeral for more in result.followups)
    return "\n".join(texts)


def open_moderated_server(harness: BotHarness) -> ModeratedServer:
    """Add members, roles and channels, and let Discord show moderators' commands to all members."""
    env, guild = harness.env, harness.mia.guild
    permissions = discord.Permissions
    managers = guild.create_role("managers", permissions=permissions(manage_guild=True))
    admins = guild.create_role("admins", permissions=permissions(administrator=True))
    helpers, boosters = guild.create_role("helpers"), guild.create_role("boosters")
    studio = guild.create_category("studio")
    server = ModeratedServer(
        harness=harness,
        manager=guild.add_member(env.create_user("mona"), roles=[managers]),
        admin=guild.add_member(env.create_user("ada"), roles=[admins]),
        helper=guild.add_member(env.create_user("hal"), roles=[helpers]),
        helpers=helpers,
        boosters=boosters,
        booster=guild.add_member(env.create_user("bo"), roles=[boosters]),
        lounge=guild.create_text_channel("lounge"),
        gallery=guild.create_text_channel("gallery", category=studio),
        studio=studio,
    )
    for name in ("limits", "filter", "manage-styles"):
        command = env.backend.find_command(name, guild.id, type=1)
        assert command is not None
        # as on the Integrations page of the server settings
        guild.set_command_permissions(int(command["id"]), {guild.default_role: True})
    return server
