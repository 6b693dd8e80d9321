"""What the commands of /my have in common."""

from dataclasses import dataclass

from discord.ext import commands

from bot.ports import Models
from bot.service.allowance import Allowance
from bot.service.gallery import Gallery
from bot.service.moderation import Moderation
from bot.service.preferences import Preferences
from cogs.mine.sightings import Lookout

#: Discord wants an answer within three seconds and members within one.
THINKING_S = 0.7


@dataclass(frozen=True, slots=True)
class Tools:
    """What the commands work with."""

    allowance: Allowance
    models: Models
    gallery: Gallery
    preferences: Preferences
    moderation: Moderation
    lookout: Lookout


class MinePart(commands.Cog):
    """Some of the commands of /my; discord.py puts those of all parts into one group."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
