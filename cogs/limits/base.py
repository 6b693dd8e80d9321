"""Shared base of the /limits commands: services, the check for moderators, the reply."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord
from discord.ext import commands

from bot.errors import MissingPermission
from bot.i18n import Say, admin_texts_for
from bot.policy.limits.rulebook import Rulebook
from bot.ports import Clock, Models, StoredRulebook
from bot.service.limits.allowance import Allowance
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.text_check import TextCheck
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed


@dataclass(frozen=True, slots=True)
class LimitsContext:
    """The services that the commands use."""

    editor: RulebookEditor
    allowance: Allowance
    models: Models
    clock: Clock
    text_check: TextCheck


@dataclass(frozen=True, slots=True)
class Session:
    """One /limits command of a member who may set limits."""

    reply: InteractionReply
    guild: discord.Guild
    actor_id: int
    stored: StoredRulebook = field(repr=False)
    say: Say = field(repr=False)
    """The moderator's language."""

    @property
    def rulebook(self) -> Rulebook:
        """The server's rulebook as it was when the command arrived."""
        return self.stored.rulebook


class LimitsCommands(commands.Cog):
    """Base of a group of /limits commands; `LimitsCog` joins all of them."""

    def __init__(self, context: LimitsContext) -> None:
        self.context = context

    async def open(self, interaction: discord.Interaction[Any]) -> Session:
        """Check that the member is a moderator, and read the server's rulebook.

        Raises:
            MissingPermission: Not in a server, or the member is not a moderator.
            StorageFailed: The rulebook could not be read.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        stored = await require_moderator(interaction, self.context.editor)
        if interaction.guild is None:
            raise MissingPermission
        say = admin_texts_for(interaction.locale)
        return Session(reply, interaction.guild, interaction.user.id, stored, say)

    async def change(
        self, session: Session, change: Callable[[Rulebook], Rulebook], note: str = ""
    ) -> None:
        """Change the rulebook and show the differences.

        Args:
            session: The command.
            change: Returns the new rulebook. Called again with the current one if another
                change was saved first.
            note: Shown below the differences. If empty, it says that the change applies from the
                next request.

        Raises:
            StorageFailed: The rulebook could not be read or saved.
        """
        editor = self.context.editor
        changes = await editor.edit(session.guild.id, session.actor_id, change)
        note = note or session.say("change-next")
        await session.reply.show(confirmed(changes, note, session.say))
