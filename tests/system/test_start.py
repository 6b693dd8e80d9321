"""Failures at start: the bot runs if it can; otherwise it exits with one sentence."""

import signal
from pathlib import Path

import pytest

from testkit.child_process import ChildProcess
from testkit.discord_loopback.discord import LoopbackDiscord
from testkit.discord_loopback.messages import BROKEN, Refusal
from tests.system.conftest import StartBot

pytestmark = pytest.mark.takes_long

COMMANDS = r"^/applications/\d+/commands$"
NAMES = {
    "block",
    "case",
    "filter",
    "imagine",
    "limits",
    "log",
    "manage-styles",
    "setup",
    "my",
    "show",
    "styles",
    "unblock",
    "warn",
    "Remix image",
    "Report image",
    "Image details",
}
OUTAGE = Refusal(503, 0, "upstream connect error")
QUOTA = Refusal(400, 30034, "Max number of daily application command creates has been reached")
UNAUTHORIZED = Refusal(401, 0, "401: Unauthorized")
PAGE = "<!DOCTYPE html>\n<html><title>Access denied</title>\n" + "<p>Error 1020</p>\n" * 60
SLOWED = Refusal(429, 0, "", page=PAGE)
OPENING = {"id": "9", "type": 4, "name": "launch", "description": "", "handler": 2}


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    return environment | {"DATA_DIR": str(tmp_path / "data"), "LOG_LEVEL": "WARNING"}


async def stop(child: ChildProcess) -> None:
    child.signal(signal.SIGTERM)
    assert await child.ended(within_s=10) == 0


def registrations(loopback: LoopbackDiscord) -> int:
    return len([call for call in loopback.calls if call.method == "PUT"])


@pytest.mark.parametrize(
    ("method", "refusal", "sentence"),
    [
        ("PUT", OUTAGE, "Discord has an outage (status 503)"),
        ("PUT", SLOWED, "is blocking this machine's IP address"),
    ],
)
async def test_the_bot_runs_although_its_commands_are_not_registered_and_says_why(
    start_bot: StartBot,
    loopback: LoopbackDiscord,
    method: str,
    refusal: Refusal,
    sentence: str,
) -> None:
    loopback.fail(method, COMMANDS, refusal, times=9)
    async with start_bot() as child:
        await loopback.wait_for_bot()
        [line] = [line for line in child.err if "commands are not registered" in line]
        await stop(child)
    assert sentence in line
    assert "next try is in 30 s" in line
    assert "<" not in "".join(child.err)


async def test_commands_of_before_work_while_the_new_ones_are_not_registered(
    start_bot: StartBot, loopback: LoopbackDiscord
) -> None:
    async with start_bot() as child:
        await loopback.wait_for_bot()
        await stop(child)
    loopback.fail("PUT", COMMANDS, QUOTA, times=9)
    async with start_bot(COMMAND_NAME="draw") as child:
        await child.line_with("commands are not registered")
        used = await loopback.slash("show", id="1")
        await loopback.wait_for_call("POST", used.callback)
        await stop(child)
    assert {command["name"] for command in loopback.commands} == NAMES


async def test_a_connection_that_breaks_keeps_no_start(
    start_bot: StartBot, loopback: LoopbackDiscord
) -> None:
    loopback.fail("PUT", COMMANDS, BROKEN, times=9)
    async with start_bot() as child:
        await child.line_with("Discord can't be reached.")
        await loopback.wait_for_bot()
        await stop(child)


async def test_the_entry_point_command_stays(
    start_bot: StartBot, loopback: LoopbackDiscord
) -> None:
    loopback.commands.append(OPENING)
    async with start_bot() as child:
        await loopback.wait_for_bot()
        await stop(child)
    assert {command["name"] for command in loopback.commands} == NAMES | {"launch"}
    assert [one["id"] for one in loopback.commands if one["name"] == "launch"] == ["9"]


async def test_a_note_that_cannot_be_written_registers_nothing_again(
    start_bot: StartBot, loopback: LoopbackDiscord, tmp_path: Path
) -> None:
    (tmp_path / "data" / "commands.json").mkdir(parents=True)
    for session in (1, 2):
        async with start_bot() as child:
            await loopback.wait_for_bot(session=session)
            await child.line_with("not noted which commands are registered")
            await stop(child)
    assert registrations(loopback) == 1


@pytest.mark.parametrize(
    ("path", "refusal", "code", "sentence"),
    [
        (
            "users/@me$",
            SLOWED,
            69,
            "is blocking this machine's IP address from Discord for now (status 429)",
        ),
        ("gateway/bot$", UNAUTHORIZED, 77, "Discord doesn't accept DISCORD_TOKEN."),
    ],
)
async def test_what_keeps_the_bot_from_starting_is_one_sentence_of_our_own(
    start_bot: StartBot,
    loopback: LoopbackDiscord,
    path: str,
    refusal: Refusal,
    code: int,
    sentence: str,
) -> None:
    loopback.fail("GET", path, refusal, times=9)
    async with start_bot() as child:
        assert await child.ended() == code
    assert sentence in child.err[-1]
    assert "<" not in "".join(child.err)


@pytest.mark.parametrize(
    ("close_code", "code", "sentence"),
    [
        (4004, 77, "Discord doesn't accept DISCORD_TOKEN."),
        (4010, 69, "because of an invalid shard (code 4010)"),
        (4014, 69, "doesn't allow an intent that the bot requests (code 4014)"),
    ],
)
async def test_a_gateway_that_closes_for_good_is_told_by_its_code(
    start_bot: StartBot, loopback: LoopbackDiscord, close_code: int, code: int, sentence: str
) -> None:
    loopback.close_with(close_code)
    async with start_bot() as child:
        assert await child.ended() == code
    assert sentence in child.err[-1]
    assert "Traceback" not in "".join(child.err)
