"""/block, /unblock and /warn: what moderators, members and strangers see."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.errors import AlreadyBlocked
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import CaseKind
from bot.policy.moderation.filter import Step
from bot.service.moderation.cases.author import CaseAuthor
from testkit.fakes import START
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import labels_of, restart
from tests.system.moderated_cases import (
    COMMANDS,
    CaseServer,
    buttons_of,
    close_dms,
    dms,
    open_case_server,
)


@pytest.fixture
def server(harness: BotHarness) -> CaseServer:
    return open_case_server(harness)


def _refusal(shown: InteractionResult) -> str:
    assert shown.ephemeral
    text = answer_of(shown).content
    assert "blocked from creating images" in text
    return text


async def test_a_blocked_member_is_refused_until_they_are_unblocked(server: CaseServer) -> None:
    mia = server.harness.mia
    text = await server.say("block", member=mia, duration="7d", reason="spam *of*\nfoxes")
    assert text.startswith(f"Blocked {mia.mention} from creating images in this server (case 1).")
    assert "The block ends <t:" in text
    refused = await server.imagine()
    assert "in this server (case 1)" in _refusal(refused)
    assert "Reason: spam \\*of\\* foxes." in answer_of(refused).content
    assert labels_of(answer_of(refused)) == ["Appeal"]
    assert "fox" in answer_of(await server.imagine(server.harness.ben)).content
    text = await server.say("unblock", member=mia, reason="talked about it")
    assert text.startswith(f"{mia.mention} can create images in this server again (case 2).")
    assert "fox" in answer_of(await server.imagine()).content


async def test_a_block_ends_by_itself_also_across_a_restart(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia, duration="1 h")
    await restart(server.harness)
    _refusal(await server.imagine())
    server.harness.clock.advance(minutes=59)
    _refusal(await server.imagine())
    server.harness.clock.advance(minutes=1)
    assert "fox" in answer_of(await server.imagine()).content


@pytest.mark.parametrize("duration", [None, "forever", " Forever"])
async def test_without_a_duration_a_block_has_no_end(
    server: CaseServer, duration: str | None
) -> None:
    given: dict[str, Any] = {} if duration is None else {"duration": duration}
    text = await server.say("block", member=server.harness.mia, **given)
    assert "The block has no end date." in text
    server.harness.clock.advance(days=5000)
    assert "The block has no end date." in _refusal(await server.imagine())


@pytest.mark.parametrize("duration", ["soon", "0", "2020-01-01", "99999d"])
async def test_a_duration_that_is_past_or_unreadable_is_refused(
    server: CaseServer, duration: str
) -> None:
    text = await server.say("block", member=server.harness.mia, duration=duration)
    assert f"can't be {duration}" in text
    assert "or forever" in text
    assert await server.cases() == []


async def test_durations_are_offered_while_typing(server: CaseServer) -> None:
    offer = server.mod.autocomplete
    shown = await offer(server.desk, "block", "duration", "", member=server.harness.mia)
    assert [one["value"] for one in shown] == ["1 h", "1 d", "7 d", "30 d", "forever"]
    shown = await offer(server.desk, "block", "duration", "7", member=server.harness.mia)
    assert [one["value"] for one in shown] == ["7 d"]
    shown = await offer(server.desk, "block", "duration", "5 d", member=server.harness.mia)
    assert [one["value"] for one in shown] == ["5 d"]


def _each(member: MemberActor) -> dict[str, dict[str, Any]]:
    return {
        "block": {"member": member},
        "unblock": {"member": member},
        "warn": {"member": member, "reason": "spam"},
        "case list": {},
        "case show": {"number": 1},
        "case edit": {"number": 1, "reason": "other"},
    }


async def test_a_stranger_is_refused_even_where_discord_shows_the_commands(
    server: CaseServer,
) -> None:
    for by in (server.harness.ben, server.manager):
        for name, options in _each(server.harness.mia).items():
            text = await server.say(name, by, **options)
            assert "don't have permission to do that" in text
    assert await server.cases() == []


async def test_an_administrator_can_do_what_moderators_can(server: CaseServer) -> None:
    for name, options in _each(server.harness.mia).items():
        text = await server.say(name, server.admin, **options)
        assert "permission" not in text, name
    assert [case.kind for case in await server.cases()] == [
        CaseKind.BLOCK,
        CaseKind.UNBLOCK,
        CaseKind.WARNING,
    ]


async def test_members_do_not_see_the_commands(harness: BotHarness) -> None:
    seen = {name.split()[0] for name in harness.mia.available_commands(harness.art)}
    assert not seen & set(COMMANDS)


async def test_moderators_cannot_decide_about_themselves(server: CaseServer) -> None:
    mod, own = server.mod, "because it's about you"
    assert own in await server.say("block", member=mod)
    assert own in await server.say("warn", member=mod, reason="spam")
    await server.use("block", server.other, member=mod)
    assert own in await server.say("unblock", member=mod)
    assert own in await server.say("case edit", number=1, duration="1h")
    assert len(await server.cases()) == 1


async def test_members_with_higher_rights_and_bots_cannot_be_blocked_or_warned(
    server: CaseServer,
) -> None:
    for member in (server.admin, server.manager):
        for name in ("block", "warn"):
            options: dict[str, Any] = {"reason": "spam"} if name == "warn" else {}
            text = await server.say(name, member=member, **options)
            assert "*Administrator* or *Manage Server*" in text
    bot = server.mod.guild.add_member(server.harness.env.create_user("robot", bot=True))
    assert "Bots can't create images" in await server.say("block", member=bot)
    assert await server.cases() == []
    assert "Blocked" in await server.say("block", server.admin, member=server.manager)


async def test_a_member_who_left_can_be_blocked(server: CaseServer) -> None:
    stranger = server.harness.env.create_user("gone")
    text = await server.say("block", member=stranger, duration="1 d")
    assert stranger.mention in text
    member = server.mod.guild.add_member(stranger)
    _refusal(await server.imagine(member))


async def test_a_second_block_names_the_first_one(server: CaseServer) -> None:
    mia = server.harness.mia
    await server.use("block", member=mia, duration="1 d")
    text = await server.say("block", server.other, member=mia)
    assert "already blocked" in text
    assert "/case edit number:1" in text
    await server.use("unblock", member=mia)
    await server.use("block", member=mia)
    assert "with no end date" in await server.say("block", member=mia)
    assert len(await server.cases()) == 3


async def test_two_moderators_at_once_make_one_case(server: CaseServer) -> None:
    cases, mia = server.harness.services.moderation.cases, server.harness.mia.id
    authors = [CaseAuthor(one.id, Spot(server.guild_id)) for one in (server.mod, server.other)]
    results = await asyncio.gather(
        *(cases.block(by, mia, until=None) for by in authors), return_exceptions=True
    )
    assert [type(one) for one in results][1] is AlreadyBlocked
    assert len(await server.cases()) == 1


async def test_who_is_not_blocked_cannot_be_unblocked(server: CaseServer) -> None:
    assert "isn't blocked in this server" in await server.say("unblock", member=server.harness.mia)
    assert await server.cases() == []


async def test_the_member_hears_of_it_by_direct_message(server: CaseServer) -> None:
    mia = server.harness.mia
    text = await server.say("block", member=mia, duration="1 d", reason="spam")
    assert text.endswith("The member was told by direct message.")
    message = dms(mia)[-1]
    assert "blocked from creating images in **The Art Corner** (case 1)" in message.content
    assert "Reason: spam." in message.content
    assert "The block ends <t:" in message.content
    assert buttons_of(message) == ["Appeal"]
    await server.use("unblock", member=mia)
    assert "again (case 2)" in dms(mia)[-1].content
    await server.use("warn", member=mia, reason="gore")
    message = dms(mia)[-1]
    assert "warned you about the images" in message.content
    assert buttons_of(message) == ["Appeal"]


async def test_closed_direct_messages_are_told_to_the_moderator_and_are_no_error(
    server: CaseServer,
) -> None:
    mia = server.harness.mia
    close_dms(server.harness, mia)
    text = await server.say("block", member=mia)
    assert text.endswith("sees the block at the next request.")
    _refusal(await server.imagine())


@pytest.mark.parametrize("command", ["warn", "unblock"])
async def test_what_no_refusal_names_has_to_be_told_by_a_moderator(
    server: CaseServer, command: str
) -> None:
    mia = server.harness.mia
    close_dms(server.harness, mia)
    await server.say("block", member=mia)
    text = await server.say(command, member=mia, reason="gore")
    assert text.endswith("Tell them yourself.")


async def test_a_warning_refuses_nothing(server: CaseServer) -> None:
    await server.use("warn", member=server.harness.mia, reason="gore")
    assert "fox" in answer_of(await server.imagine()).content
    [case] = await server.cases()
    assert (case.kind, case.until, case.reason) == (CaseKind.WARNING, None, "gore")


async def test_an_automatic_block_tells_its_member(server: CaseServer) -> None:
    mia, cases = server.harness.mia, server.harness.services.moderation.cases
    step = Step(3, timedelta(minutes=10), timedelta(hours=1))
    case = await cases.block_automatically(server.guild_id, mia.id, step, server.desk.id)
    assert case is not None
    assert case.until == START + timedelta(hours=1)
    await server.harness.until(lambda: bool(dms(mia)))
    text = dms(mia)[-1].content
    assert "Reason: 3 texts that this server's filter refused within 10 min." in text
    _refusal(await server.imagine())


def test_every_command_in_the_moderators_guide_exists_with_these_options(
    server: CaseServer,
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "moderators.md").read_text(encoding="utf-8")
    examples = re.findall(r"`/((?:block|unblock|warn|case \w+)\b)([^`]*)`", guide)
    assert {name for name, _ in examples} >= set(_each(server.harness.mia))
    for name, rest in examples:
        command = server.harness.bot.tree.get_command(name.split()[0])
        if isinstance(command, discord.app_commands.Group):
            command = command.get_command(name.split()[1])
        assert isinstance(command, discord.app_commands.Command)
        known = {parameter.display_name for parameter in command.parameters}
        assert set(re.findall(r"\b([a-z]+):", rest)) <= known, name
