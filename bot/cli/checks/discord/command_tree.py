"""Builds the program's commands without the bot: no database, no connection, no tasks."""

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.command_sync import Payload


class _Unwired:
    """Stands for a use case, which commands keep and don't use before they run."""

    def __getattr__(self, name: str) -> "_Unwired":
        return self

    def __call__(self, *_args: object, **_options: object) -> "_Unwired":
        return self


class _UnwiredServices(_Unwired):
    """Stands for `Services`; only the settings, which have the command's name, are real."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings


def import_commands() -> None:
    """Import the modules of all commands; takes about a second, so call it in a thread."""
    from cogs import EXTENSIONS

    for name in ("bot.client", "bot.command_sync", "bot.translator", *EXTENSIONS):
        importlib.import_module(name)


async def program_commands(settings: Settings) -> Sequence["Payload"]:
    """Return the program's commands as `run` registers them."""
    from bot.client import ImagineBot
    from bot.command_sync import command_payloads
    from bot.translator import CommandTranslator
    from cogs import EXTENSIONS

    services: Any = _UnwiredServices(settings)
    # it is never connected, so there is nothing to close
    bot = ImagineBot(services, EXTENSIONS)
    for extension in EXTENSIONS:
        await bot.load_extension(extension)
    await bot.tree.set_translator(CommandTranslator())
    return await command_payloads(bot.tree)
