"""Rights come from Discord's present roles and overwrites, remembered for a minute."""

from types import SimpleNamespace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.policy.moderation.permissions import ALL, Permission
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.facts import note_facts
from tests.system.conftest import BotHarness

DELETE = Permission.MANAGE_MESSAGES


class Rights:
    """The rights on the simulated Discord, with a clock that the test sets."""

    def __init__(self, harness: BotHarness) -> None:
        self.harness = harness
        self.now_s = 0.0
        self.rights = ChannelRights(harness.bot, lambda: self.now_s)
        guild = harness.mia.guild
        self.mods = guild.create_role("mods", permissions=discord.Permissions(manage_messages=True))
        self.mod = guild.add_member(harness.env.create_user("moe"), roles=[self.mods])

    def click(self, member: MemberActor, channel_id: int, *, permissions: int = 0) -> Any:  # noqa: ANN401 - an interaction
        """Return an interaction of a member in a channel."""
        backend = self.harness.env.backend
        roles = backend.get_guild(member.guild.id).members[member.id].role_ids
        payload: dict[str, Any] = {
            "data": {},
            "guild_id": str(member.guild.id),
            "channel": {"id": str(channel_id), "type": 0},
            "member": {
                "permissions": str(permissions),
                "roles": [str(role) for role in roles],
            },
        }
        note_facts(payload)
        return SimpleNamespace(data=payload["data"], user=SimpleNamespace(id=member.id))

    async def held(self, member: MemberActor, channel_id: int) -> int:
        return await self.rights.in_channel(self.click(member, 1), channel_id)


@pytest.fixture
def rights(harness: BotHarness) -> Rights:
    return Rights(harness)


async def test_a_roles_permission_is_held_in_every_channel(rights: Rights) -> None:
    art = rights.harness.art.id
    assert await rights.held(rights.mod, art) & DELETE
    assert not await rights.held(rights.harness.mia, art) & DELETE
    assert await rights.rights.in_server(rights.click(rights.mod, 1)) & DELETE


async def test_answers_are_remembered_for_a_minute(rights: Rights) -> None:
    art, harness = rights.harness.art.id, rights.harness
    for _ in range(3):
        await rights.held(rights.mod, art)
    assert len(harness.requests("GET", f"/channels/{art}")) == 1
    rights.now_s = 60
    await rights.held(rights.mod, art)
    assert len(harness.requests("GET", f"/channels/{art}")) == 2


async def test_only_some_answers_are_remembered(
    rights: Rights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ui.interactions.channel_rights._MOST_REMEMBERED", 2)
    guild, harness = rights.harness.mia.guild, rights.harness
    channels = [guild.create_text_channel(f"c{n}").id for n in range(3)]
    for channel_id in channels:
        await rights.held(rights.mod, channel_id)
    await rights.held(rights.mod, channels[0])
    assert len(harness.requests("GET", f"/channels/{channels[0]}")) == 2


async def test_a_thread_has_the_rights_of_its_parent(rights: Rights) -> None:
    art = rights.harness.bot.get_channel(rights.harness.art.id)
    assert isinstance(art, discord.TextChannel)
    thread = await art.create_thread(name="t", type=discord.ChannelType.public_thread)
    assert await rights.held(rights.mod, thread.id) & DELETE
    await rights.harness.bot.http.edit_channel_permissions(
        art.id, rights.mod.id, "0", str(int(DELETE)), 1
    )
    rights.now_s = 60
    assert not await rights.held(rights.mod, thread.id) & DELETE


async def test_in_its_own_channel_the_click_says_everything(rights: Rights) -> None:
    art, harness = rights.harness.art.id, rights.harness
    click = rights.click(harness.mia, art, permissions=int(DELETE))
    assert await rights.rights.in_channel(click, art) == DELETE
    assert harness.requests("GET", f"/channels/{art}") == []


async def test_an_administrator_needs_no_request(rights: Rights) -> None:
    click = rights.click(rights.mod, 1, permissions=int(Permission.ADMINISTRATOR))
    assert await rights.rights.in_channel(click, rights.harness.art.id) & Permission.ADMINISTRATOR
    assert rights.harness.requests("GET", "/channels/") == []


async def test_in_a_deleted_channel_the_server_decides(rights: Rights) -> None:
    gone = rights.harness.mia.guild.create_text_channel("gone").id
    await rights.harness.bot.http.delete_channel(gone)
    assert await rights.held(rights.mod, gone) & DELETE
    assert not await rights.held(rights.harness.mia, gone) & DELETE


@pytest.mark.parametrize("path", ["/channels/*", "/guilds/*"])
async def test_what_discord_does_not_tell_gives_nothing(rights: Rights, path: str) -> None:
    rights.harness.env.inject_error("GET", path, status=403, code=50001, message="Missing Access")
    assert await rights.held(rights.mod, rights.harness.art.id) == 0


async def test_in_the_server_only_administrators_are_known_without_discord(
    rights: Rights,
) -> None:
    rights.harness.env.inject_error("GET", "/guilds/*", status=500, times=None)
    assert await rights.rights.in_server(rights.click(rights.mod, 1)) == 0
    click = rights.click(rights.mod, 1, permissions=int(Permission.ADMINISTRATOR))
    assert await rights.rights.in_server(click) == Permission.ADMINISTRATOR


async def test_another_servers_channel_gives_nothing(rights: Rights) -> None:
    env = rights.harness.env
    elsewhere = env.create_guild("Elsewhere").create_text_channel("general")
    assert await rights.held(rights.mod, elsewhere.id) == 0


async def test_the_owner_has_every_permission(rights: Rights) -> None:
    backend = rights.harness.env.backend
    backend.get_guild(rights.mod.guild.id).owner_id = rights.harness.mia.id
    assert await rights.held(rights.harness.mia, rights.harness.art.id) == ALL


async def test_an_unknown_server_speaks_english(rights: Rights) -> None:
    assert await rights.rights.locale_of(5) == "en-US"
