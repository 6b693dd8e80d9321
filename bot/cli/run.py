"""`imagine-bot run`: the bot on Discord."""

import asyncio

import typer

from bot.cli.settings import open_settings


def run() -> None:
    """Run the bot on Discord until Ctrl-C or SIGTERM.

    Needs DISCORD_TOKEN and OPENROUTER_API_KEY, in the environment, in .env, or in files that
    DISCORD_TOKEN_FILE and OPENROUTER_API_KEY_FILE name.
    """
    settings = open_settings(required=("DISCORD_TOKEN", "OPENROUTER_API_KEY"))
    # imported after the settings are checked, so that mistakes in them are reported at once
    from bot.app import run_bot
    from cogs import EXTENSIONS

    asyncio.run(run_bot(settings, EXTENSIONS, announce=_announce))


def _announce(name: str, invite_link: str) -> None:
    typer.echo(f"Logged in as {name}. Invite: {invite_link}")
