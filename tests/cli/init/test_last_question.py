"""The end of the dialogue of `imagine-bot init`, after everything is written."""

import signal

from testkit.bot_process import start_bot
from testkit.discord_loopback.discord import TOKEN
from tests.cli.init.answers import answer
from tests.cli.init.setup import Newcomer


async def test_commands_are_shown_as_they_can_be_typed(newcomer: Newcomer) -> None:
    uv = str(newcomer.folder / ".venv" / "bin" / "uv")
    async with newcomer.on_terminal(UV=uv, UV_RUN_RECURSION_DEPTH="1") as terminal:
        await answer(terminal, newcomer, until="Start the bot now? [y/n] (y): ")
        terminal.type("n")
        assert await terminal.ended() == 0
    command = "`.venv/bin/uv run --no-dev imagine-bot run` starts the bot"
    assert command in " ".join(terminal.text.split())


async def test_ctrl_c_at_the_last_question_keeps_what_was_written(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal() as terminal:
        await answer(terminal, newcomer, until="Start the bot now? [y/n] (y): ")
        await terminal.interrupt()
        assert await terminal.ended() == 0
    assert "The setup is complete." in terminal.text
    assert newcomer.values["DISCORD_TOKEN"] == TOKEN


async def test_a_bot_that_runs_already_is_not_started_again(newcomer: Newcomer) -> None:
    await newcomer.init(*newcomer.options())
    async with start_bot(newcomer.folder, newcomer.environment({})) as bot:
        await newcomer.discord.wait_for_bot()
        async with newcomer.on_terminal() as terminal:
            for question in ("Bot token", "OpenRouter key", "Default model", "Dollars per day"):
                await terminal.see(question)
                terminal.type("")
            await terminal.see("The bot is running already. Restart it")
            assert await terminal.ended() == 0
        assert (await newcomer.init("--yes", "--json")).json["running"]
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0
    assert "Start the bot" not in terminal.text
    assert newcomer.discord.sessions == 1


async def test_json_on_a_terminal_still_asks(newcomer: Newcomer) -> None:
    async with newcomer.on_terminal("--json") as terminal:
        await answer(terminal, newcomer, until="Change them? [y/n] (y): ")
        terminal.type("")
        await terminal.see('"ok": true')
        assert await terminal.ended() == 0
    assert "Start the bot" not in terminal.text
