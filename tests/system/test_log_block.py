"""The menu "Block…" of a card blocks the image's member, for an offered or a typed duration."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.client import ImagineBot
from bot.policy.moderation.case import Case, CaseKind
from bot.policy.moderation.log import Topic
from cogs import EXTENSIONS
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.log_server import LogServer, open_log_server, texts_of, told


@dataclass
class Blocks:
    """Records blocks."""

    harness: BotHarness
    made: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])

    async def __call__(self, guild_id: int, user_id: int, **facts: Any) -> Case:  # noqa: ANN401 - as the protocol says
        self.made.append({"guild_id": guild_id, "user_id": user_id, **facts})
        now, duration = self.harness.clock.now(), facts["duration"]
        until = None if duration is None else now + duration
        number = len(self.made)
        kind = CaseKind.BLOCK
        return Case(guild_id, number, kind, user_id, facts["actor_id"], now, until=until)


@dataclass
class BlockServer:
    """A server whose bot keeps cases."""

    server: LogServer
    blocks: Blocks
    job_id: int

    async def choose(self, name: str) -> str:
        """Press a button of the menu, and return the response."""
        menu = await self.server.press(self.server.mod, "block", self.job_id)
        result = await self.server.mod.click(
            answer_of(menu), custom_id=f"log:block-{name}:{self.job_id}"
        )
        return told(result)

    async def fill(self, duration: str, reason: str) -> str:
        """Fill the form, and return the response."""
        menu = await self.server.press(self.server.mod, "block", self.job_id)
        shown = await self.server.mod.click(
            answer_of(menu), custom_id=f"log:block-own:{self.job_id}"
        )
        typed = {"duration": duration, "reason": reason}
        return told(await self.server.mod.submit_modal(shown, typed))


@pytest.fixture
async def blocking(harness: BotHarness) -> BlockServer:
    server = open_log_server(harness)
    await server.turn_on(Topic.IMAGES)
    job_id = await server.image()
    blocks = Blocks(harness)
    moderation = replace(harness.services.moderation, block=blocks)
    services = replace(harness.services, moderation=moderation)
    await harness.env.restart_bot(ImagineBot(services, EXTENSIONS))
    return BlockServer(server, blocks, job_id)


@pytest.mark.parametrize(
    ("name", "duration"),
    [("1h", timedelta(hours=1)), ("1d", timedelta(days=1)), ("7d", timedelta(days=7))],
)
async def test_an_offered_duration_blocks_at_once(
    blocking: BlockServer, name: str, duration: timedelta
) -> None:
    text = await blocking.choose(name)
    server, harness = blocking.server, blocking.server.harness
    assert f"<@{harness.mia.id}> is blocked until" in text
    assert "case 1" in text
    assert blocking.blocks.made == [
        {
            "guild_id": server.guild_id,
            "user_id": harness.mia.id,
            "actor_id": server.mod.id,
            "duration": duration,
            "reason": "",
            "channel_id": harness.art.id,
        }
    ]
    assert "Member blocked by" in texts_of(await server.card_with(blocking.job_id))


async def test_a_typed_duration_and_reason_are_passed_on(blocking: BlockServer) -> None:
    await blocking.fill("90m", "  too   many foxes ")
    [made] = blocking.blocks.made
    assert (made["duration"], made["reason"]) == (timedelta(minutes=90), "too many foxes")


async def test_forever_has_no_end(blocking: BlockServer) -> None:
    assert "no end date" in await blocking.fill("forever", "")


async def test_a_duration_that_is_none_is_refused_with_an_example(blocking: BlockServer) -> None:
    blocking.server.harness.expected_errors = 1
    text = await blocking.fill("soon", "")
    assert "3d" in text
    assert blocking.blocks.made == []


@pytest.mark.parametrize("permission", ["administrator", "manage_guild"])
async def test_a_member_with_higher_rights_is_not_blocked(
    blocking: BlockServer, permission: str
) -> None:
    harness = blocking.server.harness
    harness.expected_errors = 1
    rights = discord.Permissions(**{permission: True})
    boss = harness.mia.guild.create_role("boss", permissions=rights)
    await harness.bot.http.add_role(harness.mia.guild.id, harness.mia.id, boss.id)
    assert "you can't block or warn them" in await blocking.choose("1h")
    assert "you can't block or warn them" in await blocking.fill("90m", "")
    assert blocking.blocks.made == []


async def test_no_member_is_blocked_while_discord_does_not_tell_their_rights(
    blocking: BlockServer,
) -> None:
    blocking.server.harness.env.inject_error(
        "GET", "/guilds/*/members/*", status=403, code=50001, message="Missing Access"
    )
    assert "Nothing was changed" in await blocking.choose("1h")
    assert blocking.blocks.made == []
    await blocking.choose("1h")
    assert len(blocking.blocks.made) == 1


async def test_a_member_who_left_is_blocked(blocking: BlockServer) -> None:
    blocking.server.harness.env.inject_error(
        "GET", "/guilds/*/members/*", status=404, code=10007, message="Unknown Member"
    )
    await blocking.choose("1h")
    assert len(blocking.blocks.made) == 1


async def test_the_same_block_within_a_minute_is_made_once(blocking: BlockServer) -> None:
    await blocking.choose("1h")
    assert "already done" in await blocking.choose("1h")
    assert len(blocking.blocks.made) == 1


async def test_the_menu_and_the_form_check_rights_themselves(blocking: BlockServer) -> None:
    server = blocking.server
    menu = await server.press(server.mod, "block", blocking.job_id)
    assert "How long" in told(menu)
    for name in ("block", "block-1h", "block-own"):
        text = await server.press_forged(server.manager, f"log:{name}:{blocking.job_id}")
        assert "don't have permission" in text
    assert blocking.blocks.made == []


async def test_an_unknown_duration_of_another_version_is_outdated(blocking: BlockServer) -> None:
    server = blocking.server
    for name in ("block-9y", "explode"):
        text = await server.press_forged(server.mod, f"log:{name}:{blocking.job_id}")
        assert "no longer has this command or button" in text
