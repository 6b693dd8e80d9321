"""What the commands of /my have in common."""

from dataclasses import dataclass

from discord.ext import commands

from bot.ports import Models
from bot.service.limits.allowance import Allowance
from bot.service.limits.moderation import Moderation
from bot.service.members.defaults import Defaults
from bot.service.members.history import History
from cogs.my.message_lookup import MessageLookup


@dataclass(frozen=True, slots=True)
class MyContext:
    """What the commands work with."""

    allowance: Allowance
    models: Models
    gallery: History
    preferences: Defaults
    moderation: Moderation
    lookup: MessageLookup


class MyCommands(commands.Cog):
    """Some of the commands of /my; discord.py puts those of all parts into one group."""

    def __init__(self, context: MyContext) -> None:
        self.context = context
