"""Shared base of the /my commands."""

from dataclasses import dataclass

from discord.ext import commands

from bot.ports import Models
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from cogs.my.message_lookup import MessageLookup


@dataclass(frozen=True, slots=True)
class MyContext:
    """The services that the commands use."""

    allowance: Allowance
    models: Models
    history: History
    defaults: Defaults
    editor: RulebookEditor
    lookup: MessageLookup


class MyCommands(commands.Cog):
    """Base of a group of /my commands; `MyCog` joins all of them."""

    def __init__(self, context: MyContext) -> None:
        self.context = context
