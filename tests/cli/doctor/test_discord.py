"""What doctor finds at Discord: commands, intents, starts, and the channels of a server."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.cli.checks.discord.application import judge_application
from bot.cli.checks.discord.channels import judge_channels
from bot.cli.checks.discord.command_tree import import_commands, program_commands
from bot.cli.checks.discord.commands import judge_commands
from bot.settings import Settings
from testkit.bot_process import start_bot
from testkit.discord_loopback.guild import category, text_channel
from testkit.discord_loopback.messages import BROKEN, Refusal
from testkit.discord_loopback.payloads import GUILD_ID, Json
from tests.cli.doctor.setup import Setup

VIEW, SEND, ATTACH, THREADS = 1 << 10, 1 << 11, 1 << 15, 1 << 38
EVERYTHING = VIEW | SEND | ATTACH | THREADS
BOT_ID, ROLE_ID = "7", "70"

#: A page with the status of an answer, such as a proxy's.
MALFORMED = Refusal(200, 0, "", page="<html>")


async def test_commands_that_a_bot_registered_are_the_program_s_own(open_setup: Setup) -> None:
    setup = open_setup
    async with start_bot(setup.folder, setup.environment):
        await setup.discord.wait_until(lambda: bool(setup.discord.commands))
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (0, set[str]())
    assert ended.findings["commands-fine"]["facts"]["count"] == len(setup.discord.commands)


async def test_each_difference_of_the_commands_is_named() -> None:
    import_commands()
    wanted = await program_commands(Settings.model_validate({"command_name": "draw"}))
    assert "draw" in {command["name"] for command in wanted}
    assert [one.id for one in judge_commands(wanted, [])] == ["commands-absent"]
    assert [one.id for one in judge_commands(wanted, wanted)] == ["commands-fine"]
    first, second, *others = wanted
    changed = {**second, "description": "Another text"}
    old = {"name": "old", "type": 1}
    found = {one.id: one.facts for one in judge_commands(wanted, [changed, *others, old])}
    assert found == {
        "commands-missing": {"names": f"/{first['name']}"},
        "commands-outdated": {"names": f"/{second['name']}"},
        "commands-unknown": {"names": "/old"},
    }


async def test_the_program_s_commands_are_built_without_files_tasks_or_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    tasks = asyncio.all_tasks()
    open_files = len(list(Path("/proc/self/fd").iterdir()))
    assert len(await program_commands(Settings.model_validate({}))) > 5
    assert asyncio.all_tasks() == tasks
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) == open_files


async def test_a_discord_that_stops_answering_is_unreachable_not_a_bug(setup: Setup) -> None:
    setup.discord.fail("GET", "^/gateway/bot$", BROKEN, times=9)
    setup.discord.fail("GET", "^/guilds/", Refusal(503, 0, "Unavailable"), times=9)
    ended = await setup.doctor("--json", "--server", GUILD_ID)
    assert (ended.code, ended.bad) == (2, {"discord-unreachable", "discord-fault"})
    assert ended.findings["discord-fault"]["check"] == "channels"


async def test_commands_that_one_server_has_beside_the_same_ones_are_doubled(
    setup: Setup,
) -> None:
    setup.discord.server.commands = [
        {"id": "1", "name": "imagine", "type": 1},
        {"id": "2", "name": "another", "type": 1},
    ]
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (1, {"commands-doubled"})
    facts = ended.findings["commands-doubled"]["facts"]
    assert facts == {"server": GUILD_ID, "names": "/imagine"}


@pytest.mark.parametrize("flags", [1 << 12, 1 << 15, 1 << 18])
async def test_privileged_intents_are_not_needed(setup: Setup, flags: int) -> None:
    setup.discord.application["flags"] = flags | 1 << 23
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (1, {"intents-not-needed"})


@pytest.mark.parametrize(
    ("left", "code", "found"), [(0, 2, "starts-used-up"), (1, 1, "starts-low")]
)
async def test_starts_that_are_used_up_are_told(
    setup: Setup, left: int, code: int, found: str
) -> None:
    setup.discord.starts_left = left
    ended = await setup.doctor("--json")
    assert (ended.code, ended.bad) == (code, {found})
    assert ended.findings[found]["facts"] == {"left": left, "total": 1000, "hours": 2}


def test_data_of_another_application_is_recognized_by_its_newest_job() -> None:
    assert [one.id for one in judge_application("8", 7)] == ["other-application"]
    for theirs, stored in (("7", 7), (None, 7), ("7", None)):
        assert judge_application(theirs, stored) == []


async def test_a_server_with_all_permissions_is_fine(setup: Setup) -> None:
    ended = await setup.doctor("--json", "--server", GUILD_ID)
    assert (ended.code, ended.bad) == (0, set[str]())
    assert "The Art Corner" in ended.findings["channels-fine"]["sentence"]


async def test_channels_with_missing_permissions_are_named_one_by_one(setup: Setup) -> None:
    server = setup.discord.server
    server.facts["roles"] = [{"id": GUILD_ID, "permissions": str(EVERYTHING)}]
    server.add(category("5", "rooms"))
    server.add(denied(text_channel("6", "quiet"), SEND | THREADS))
    server.add(text_channel("8", "secret"), is_hidden=True)
    ended = await setup.doctor("--server", GUILD_ID)
    assert ended.code == 1
    [line] = [line for line in ended.out.splitlines() if " channels " in line]
    assert line.startswith("! channels    In #quiet, the bot can't send messages or send messages")


async def test_the_largest_server_that_discord_allows_is_read(setup: Setup) -> None:
    server = setup.discord.server
    server.facts["emojis"] = [{"id": str(number), "name": "x" * 200} for number in range(1, 501)]
    server.facts["roles"] = [{"id": GUILD_ID, "permissions": str(EVERYTHING)}]
    for number in range(1, 500):
        server.add({**text_channel(str(number), "x"), "topic": "x" * 1024})
    ended = await setup.doctor("--json", "--server", GUILD_ID)
    assert (ended.code, ended.bad) == (0, set[str]())
    assert ended.findings["channels-fine"]["facts"]["count"] == 500


async def test_commands_longer_than_usual_are_read(setup: Setup) -> None:
    setup.discord.commands[:] = [
        {"id": str(number), "name": f"other-{number}", "type": 1, "description": "x" * 2000}
        for number in range(1, 101)
    ]
    ended = await setup.doctor("--json")
    assert ended.bad == {"commands-missing", "commands-unknown"}


async def test_lists_that_are_none_say_nothing_about_commands_and_channels(setup: Setup) -> None:
    setup.discord.fail("GET", "/commands$", MALFORMED, times=9)
    setup.discord.fail("GET", "/channels$", MALFORMED, times=9)
    ended = await setup.doctor("--json", "--server", GUILD_ID)
    assert ended.bad == {"commands-unread", "discord-fault"}


async def test_a_server_without_the_bot_is_an_error(setup: Setup) -> None:
    ended = await setup.doctor("--json", "--server", "1100000000000000099")
    assert (ended.code, ended.bad) == (2, {"server-unknown"})


async def test_a_server_s_id_must_be_one(setup: Setup) -> None:
    ended = await setup.doctor("--server", "mine")
    assert ended.code == 2
    assert "isn't an id" in ended.err
    for option in (("--server", GUILD_ID), ("--paint",)):
        ended = await setup.doctor("--offline", *option)
        assert (ended.code, ended.out) == (2, "")
    assert not setup.discord.calls


def denied(channel: Json, bits: int, *, to: str = GUILD_ID) -> Json:
    overwrite = {"id": to, "type": 0, "allow": "0", "deny": str(bits)}
    return {**channel, "permission_overwrites": [overwrite]}


def judged(*channels: Json, permissions: int = EVERYTHING, **member: object) -> dict[str, Any]:
    server = {
        "id": GUILD_ID,
        "name": "Art",
        "owner_id": "1",
        "roles": [
            {"id": GUILD_ID, "permissions": str(permissions)},
            {"id": ROLE_ID, "permissions": "0"},
        ],
    }
    member = {"roles": [ROLE_ID], **member}
    found = judge_channels(server, channels, member, bot_id=BOT_ID)
    return {one.id: one.facts for one in found}


def test_each_kind_of_channel_needs_what_images_need_there() -> None:
    text, forum, voice = ({**text_channel("6", "x"), "type": kind} for kind in (0, 15, 2))
    assert judged(text, forum, voice) == {"channels-fine": {"server": "Art", "count": 3}}
    assert judged(forum, permissions=EVERYTHING & ~SEND).keys() == {"channels-fine"}
    assert judged(voice, permissions=EVERYTHING & ~THREADS).keys() == {"channels-fine"}
    found = judged(text, permissions=EVERYTHING & ~(SEND | ATTACH))
    assert found["channel-restricted"]["actions"] == "send messages or attach files"
    found = judged(forum, permissions=EVERYTHING & ~THREADS)
    assert found["channel-restricted"]["actions"] == "send messages in threads"


def test_a_channel_is_judged_by_its_overwrites_for_everyone_a_role_and_the_bot() -> None:
    for subject in (GUILD_ID, ROLE_ID, BOT_ID):
        found = judged(denied(text_channel("6", "x"), VIEW, to=subject))
        assert found["channel-restricted"]["actions"] == "view the channel"
    found = judged(denied(text_channel("6", "x"), VIEW, to="71"))
    assert found.keys() == {"channels-fine"}


def test_lines_about_channels_are_capped() -> None:
    channels = [denied(text_channel(str(number), "x"), SEND) for number in range(1, 31)]
    found = judged(*channels)
    assert found["channels-more"] == {"count": 10}


def test_hidden_channels_are_counted_where_discord_lists_them() -> None:
    hidden = {**text_channel("6", "___hidden___"), "flags": 1 << 17}
    found = judged(text_channel("5", "x"), hidden)
    assert found["channels-hidden"]["count"] == 1
    assert found["channels-fine"]["count"] == 1


def test_a_timeout_of_the_bot_is_an_error_until_it_ends() -> None:
    until = "2199-01-01T00:00:00+00:00"
    assert judged(communication_disabled_until=until).keys() >= {"server-timed-out"}
    over = "2020-01-01T00:00:00+00:00"
    assert "server-timed-out" not in judged(communication_disabled_until=over)


def test_malformed_channels_do_not_end_the_check() -> None:
    odd: list[Json] = [
        {"type": 0},
        {"type": 0, "flags": "x", "permission_overwrites": "none", "name": None},
        {"type": [], "id": {}},
        {"type": 0, "permission_overwrites": [None, {"id": "x" * 999, "allow": []}]},
    ]
    for channel in odd:
        assert judged(channel) is not None
