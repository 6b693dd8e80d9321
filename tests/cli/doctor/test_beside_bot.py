"""Doctor, blocks, cases and backups beside a running bot, which they don't disturb."""

import signal
import socket
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest

from testkit.bot_process import start_bot
from testkit.discord_loopback.messages import ALREADY_ANSWERED
from testkit.discord_loopback.payloads import GUILD_ID
from tests.cli.doctor.setup import Setup

USER = "80351110224678912"


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


@asynccontextmanager
async def _running(setup: Setup) -> AsyncGenerator[None]:
    """Run a bot that nothing disturbs: it has one session, and ends well."""
    setup.environment["HTTP_PORT"] = _free_port()
    async with start_bot(setup.folder, setup.environment) as bot:
        await setup.discord.wait_for_bot()
        await setup.discord.wait_until(lambda: bool(setup.discord.commands))
        calls = len([call for call in setup.discord.calls if call.method != "GET"])
        yield
        assert len([call for call in setup.discord.calls if call.method != "GET"]) == calls
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0
    assert setup.discord.sessions == 1
    assert "ERROR" not in bot.output


async def test_maintenance_works_beside_a_bot_on_sqlite(open_setup: Setup) -> None:
    setup = open_setup
    async with _running(setup):
        began = time.monotonic()
        ended = await setup.doctor("--json", "--server", GUILD_ID)
        assert time.monotonic() - began < 30, "ten seconds, on a machine with other work"
        assert (ended.code, ended.bad) == (0, set[str]())
        assert {"port-ours", "processes", "answered-here", "commands-fine"} <= set(ended.findings)
        assert ended.findings["processes"]["facts"]["count"] == 1
        assert (await setup.run("block", "user", USER)).code == 0
        assert USER in (await setup.run("cases")).out
        assert (await setup.run("unblock", "user", USER)).code == 0
        copied = await setup.run("db", "backup", "copy.db")
        assert (copied.code, copied.err) == (0, "")


async def test_maintenance_works_beside_a_bot_on_postgresql(
    open_setup: Setup, new_postgres_url: str
) -> None:
    setup = open_setup
    setup.environment["DATABASE_URL"] = new_postgres_url
    async with _running(setup):
        ended = await setup.doctor("--json")
        assert (ended.code, ended.bad) == (0, set[str]())
        assert ended.findings["processes"]["facts"]["count"] == 1
        assert new_postgres_url not in ended.out
        assert (await setup.run("block", "user", USER)).code == 0
        assert USER in (await setup.run("cases")).out
        copied = await setup.run("db", "backup", "copy.db")
        assert copied.code == 78
        assert "pg_dump" in copied.err


async def test_repairs_of_the_schema_and_commands_wait_for_the_bot_s_end(
    open_setup: Setup,
) -> None:
    setup = open_setup
    async with _running(setup):
        setup.discord.commands.pop()
        (setup.data).chmod(0o755)
        ended = await setup.doctor("--json", "--fix")
        assert ended.bad == {"commands-missing", "waits-for-stop"}
        assert "data-dir-closed" in ended.findings


async def test_interactions_that_another_process_answered_are_counted(open_setup: Setup) -> None:
    setup = open_setup
    setup.environment["HTTP_PORT"] = _free_port()
    async with start_bot(setup.folder, setup.environment) as bot:
        await setup.discord.wait_until(lambda: bool(setup.discord.commands))
        setup.discord.fail("POST", "/callback$", ALREADY_ANSWERED)
        await setup.discord.slash("my allowance")
        await bot.output_with("answered already")
        ended = await setup.doctor("--offline", "--json")
    assert ended.bad == {"answered-elsewhere"}
    assert ended.findings["answered-elsewhere"]["facts"] == {"count": 1}


@pytest.mark.parametrize("command", ["cases", "doctor --offline"])
async def test_commands_beside_a_bot_need_no_secret_of_its_own(
    open_setup: Setup, command: str
) -> None:
    setup = open_setup
    await setup.make_database()
    unreadable = {"DISCORD_TOKEN": "", "DISCORD_TOKEN_FILE": "/run/secrets/of-another-user"}
    ended = await setup.run(*command.split(), **unreadable)
    assert ended.code == (0 if command == "cases" else 2)
    assert "Traceback" not in ended.err
