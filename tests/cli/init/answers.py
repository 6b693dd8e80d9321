"""The answers of a newcomer who makes no mistake."""

from testkit.discord_loopback.discord import TOKEN
from testkit.terminal import Terminal
from tests.cli.init.setup import Newcomer


async def answer(terminal: Terminal, newcomer: Newcomer, *, until: str) -> None:
    """Answer all questions before one, and wait for that."""
    answers = {
        "Bot token (hidden): ": TOKEN,
        "OpenRouter key (hidden): ": newcomer.painter.key,
        "Default model": "",
        "Dollars per day": "",
        "Change them? [y/n] (y): ": "",
        "Start the bot now? [y/n] (y): ": "",
    }
    for question, answer in answers.items():
        await terminal.see(question)
        if question == until:
            return
        terminal.type(answer)
