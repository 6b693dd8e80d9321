"""Shared base of the /filter commands: services, the check for moderators, the reply."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.errors import ImagineError, MissingPermission, RuleUnknown
from bot.i18n import Say, admin_texts_for
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.filter import Filter, FilterRule
from bot.policy.moderation.filter_edits import rule_name, with_rule
from bot.ports import StoredFilter
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.service.moderation.filter_editor import FilterEditor
from bot.service.moderation.text_check import TextCheck
from bot.ui.interactions.moderators import require_moderator
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.changes import confirmed
from bot.ui.moderation.filter_report import warnings
from bot.ui.options.choices import MAX_CHOICE_NAME, Row, offer, resolve_choice

#: The name of a rule; autocompletion offers those that there are.
RuleOption = app_commands.Range[str, 1, MAX_CHOICE_NAME]


@dataclass(frozen=True, slots=True)
class FilterContext:
    """The services that the commands use."""

    editor: FilterEditor
    rulebook_editor: RulebookEditor
    text_check: TextCheck


@dataclass(frozen=True, slots=True)
class Session:
    """One /filter command of a member who may set the filter."""

    reply: InteractionReply
    guild_id: int
    actor_id: int
    stored: StoredFilter = field(repr=False)
    rulebook: Rulebook = field(repr=False)
    say: Say = field(repr=False)
    """The moderator's language."""

    @property
    def filter(self) -> Filter:
        """The server's filter as it was when the command arrived."""
        return self.stored.filter


class FilterCommands(commands.Cog):
    """Base of a group of /filter commands; `FilterCog` joins all of them."""

    def __init__(self, context: FilterContext) -> None:
        self.context = context

    async def open(self, interaction: discord.Interaction[Any]) -> Session:
        """Check that the member is a moderator, and read the server's filter.

        Raises:
            MissingPermission: Not in a server, or the member is not a moderator.
            StorageFailed: The filter could not be read.
        """
        reply = InteractionReply.of(interaction)
        reply.think_after()
        return await open_session(interaction, self.context)

    async def change(
        self, session: Session, change: Callable[[Filter], Filter], note: str = ""
    ) -> None:
        """Change the filter and show the differences.

        Args:
            session: The command.
            change: Returns the new filter. Called again with the current one if another change was
                saved first.
            note: Shown below the differences. If empty, it says that the change applies at once.

        Raises:
            FilterTooLarge: It is more than one server can store.
            WordsRefused: A word or pattern cannot be used.
            StorageFailed: The filter could not be read or saved.
        """
        editor = self.context.editor
        changes = await editor.edit(session.guild_id, session.actor_id, change)
        present = (await editor.read(session.guild_id)).filter
        note = "\n".join((note or session.say("filter-applies"), *warned(session, present)))
        await session.reply.show(confirmed(changes, note, session.say))

    async def complete_rule(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer the rules to moderators, and nothing to others."""
        filter_ = await read_for_choices(interaction, self.context)
        rows = [Row(rule.name) for rule in filter_.rules]
        return offer(row for row in rows if row.fits(typed))


async def open_session(interaction: discord.Interaction[Any], context: FilterContext) -> Session:
    """Check that the member is a moderator, and read the server's filter.

    Raises:
        MissingPermission: Not in a server, or the member is not a moderator.
        StorageFailed: The filter could not be read.
    """
    stored = await require_moderator(interaction, context.rulebook_editor)
    if interaction.guild_id is None:
        raise MissingPermission
    return Session(
        InteractionReply.of(interaction),
        interaction.guild_id,
        interaction.user.id,
        await context.editor.read(interaction.guild_id),
        stored.rulebook,
        admin_texts_for(interaction.locale),
    )


def warned(session: Session, filter_: Filter) -> list[str]:
    """Return what moderators should know about a filter, as lines."""
    has_log = session.rulebook.moderation.log.channel_id is not None
    return warnings(filter_, session.say, has_log=has_log)


async def read_for_choices(interaction: discord.Interaction[Any], context: FilterContext) -> Filter:
    """Return the filter for autocompletion; an empty one for members who may not see it."""
    try:
        return (await open_session(interaction, context)).filter
    except ImagineError:
        return Filter()


def typed_rule(filter_: Filter, typed: str) -> str:
    """Return the name of the rule that was chosen, or the typed name of a new one."""
    return rule_name(resolve_choice(typed, [Row(rule.name) for rule in filter_.rules]))


def known_rule(filter_: Filter, typed: str) -> FilterRule:
    """Return the chosen rule.

    Raises:
        RuleUnknown: There is none of this name.
    """
    rule = filter_.rule(typed_rule(filter_, typed))
    if rule is None:
        raise RuleUnknown(typed)
    return rule


def rule_change(
    typed: str, change: Callable[[FilterRule], FilterRule]
) -> Callable[[Filter], Filter]:
    """Return the function that changes one rule of a filter.

    It raises:
        RuleUnknown: There is none of this name.
    """
    return lambda filter_: with_rule(filter_, change(known_rule(filter_, typed)))
