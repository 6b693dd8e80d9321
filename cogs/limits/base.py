"""What the commands of /limits have in common."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord
from discord.ext import commands

from bot.errors import MissingPermission
from bot.i18n import Say, admin_speech_for
from bot.policy.limits.rulebook import Rulebook
from bot.ports import Clock, Models, StoredRulebook
from bot.service.limits.allowance import Allowance
from bot.service.limits.moderation import Moderation
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed


@dataclass(frozen=True, slots=True)
class LimitsContext:
    """What the commands work with."""

    moderation: Moderation
    allowance: Allowance
    models: Models
    clock: Clock


@dataclass(frozen=True, slots=True)
class Session:
    """A command of a moderator who may give it."""

    reply: InteractionReply
    guild: discord.Guild
    actor_id: int
    stored: StoredRulebook = field(repr=False)
    say: Say = field(repr=False)
    """The moderator's language."""

    @property
    def rulebook(self) -> Rulebook:
        """The server's, as it was when the command came."""
        return self.stored.rulebook


class LimitsCommands(commands.Cog):
    """Some of the commands of /limits; discord.py puts those of all parts into one group."""

    def __init__(self, tools: LimitsContext) -> None:
        self.tools = tools

    async def open(self, interaction: discord.Interaction[Any]) -> Session:
        """Let moderators pass, and read their server's rulebook.

        Raises:
            MissingPermission: This is no server, or the member is no moderator.
            StorageFailed: The rulebook cannot be read.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        stored = await require_moderator(interaction, self.tools.moderation)
        if interaction.guild is None:
            raise MissingPermission
        say = admin_speech_for(interaction.locale)
        return Session(reply, interaction.guild, interaction.user.id, stored, say)

    async def change(
        self, session: Session, changed: Callable[[Rulebook], Rulebook], then: str = ""
    ) -> None:
        """Change the rulebook and show what that changed.

        Args:
            session: Whose command it is.
            changed: Makes the new rulebook; may be called again when somebody else was faster.
            then: What follows from it; without it, that it holds from the next request on.
        """
        moderation = self.tools.moderation
        changes = await moderation.edit(session.guild.id, session.actor_id, changed)
        then = then or session.say("change-next")
        await session.reply.show(confirmed(changes, then, session.say))
