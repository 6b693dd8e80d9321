"""/limits panel, set, clear, show: set, remove and show single limits."""

from typing import Any

import discord
from discord import app_commands

from bot.i18n import Say, admin_texts_for
from bot.policy.limits.limit import Limit
from bot.ui.limits.changes import pages
from bot.ui.limits.limit_text import scope_name
from bot.ui.limits.limits_report import effect, show_lines
from bot.ui.options.channel_options import ScopeChannel, ScopeOption
from cogs.limits.base import LimitsCommands, Session, confirmed
from cogs.limits.options import (
    LimitOption,
    limit_choices,
    read_limit,
    read_scope,
    read_value,
    real_role,
    spot_of_choice,
    value_choices,
)
from cogs.limits.panel import open_panel

_MAX_VALUE_LENGTH = 2000


class SettingCommands(LimitsCommands):
    """Sets and shows limits."""

    @app_commands.command(description="See and change all limits in a panel")
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await open_panel(interaction, self.context.editor, self.context.models)

    @app_commands.command(
        name="set", description="Set a limit for the server, a channel or category, or a role"
    )
    @app_commands.describe(
        limit="What to limit",
        value="Such as 90s, 10m, 2h, 1d, 10 or $0.50; off sets no limit, 0 allows none",
        channel="The channel or category; leave it out for the whole server",
        role="The role; its value overrides the channel's",
    )
    async def set_limit(
        self,
        interaction: discord.Interaction[Any],
        limit: LimitOption,
        value: app_commands.Range[str, 1, _MAX_VALUE_LENGTH],
        channel: ScopeOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Set one limit."""
        session = await self.open(interaction)
        chosen, scope = read_limit(limit, session.say), read_scope(channel, role, session.say)
        new_value = read_value(chosen, value, session.say)
        changes = await self.context.editor.set_limit(
            session.guild.id, session.actor_id, scope, chosen, new_value
        )
        note = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, note, session.say))

    @set_limit.autocomplete("limit")
    async def complete_limit(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer limits by name."""
        return limit_choices(typed, admin_texts_for(interaction.locale))

    @set_limit.autocomplete("value")
    async def complete_value(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer values for the chosen limit; needs no I/O."""
        say, limit = admin_texts_for(interaction.locale), interaction.namespace.limit
        return value_choices(self.context.models, limit or "", typed, say)

    @app_commands.command(description="Remove a limit so that its value is inherited again")
    @app_commands.describe(
        limit="The limit to remove",
        channel="The channel or category; leave it out for the whole server",
        role="The role that it was set for",
    )
    async def clear(
        self,
        interaction: discord.Interaction[Any],
        limit: LimitOption,
        channel: ScopeOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Remove one limit."""
        session = await self.open(interaction)
        chosen, scope = read_limit(limit, session.say), read_scope(channel, role, session.say)
        changes = await self.context.editor.clear_limit(
            session.guild.id, session.actor_id, scope, chosen
        )
        note = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, note, session.say))

    @clear.autocomplete("limit")
    async def complete_cleared(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer limits by name."""
        return limit_choices(typed, admin_texts_for(interaction.locale))

    @app_commands.command(description="Show the limits in a channel, or for members with a role")
    @app_commands.describe(
        channel="The channel or category; leave it out for the whole server",
        role="Show the limits of members with this role",
    )
    async def show(
        self,
        interaction: discord.Interaction[Any],
        channel: ScopeOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Show the effective value of every limit."""
        session = await self.open(interaction)
        editor, rulebook = self.context.editor, session.rulebook
        say = session.say
        member_role = real_role(role, say) if role else None
        spot = await spot_of_choice(interaction, session.guild.id, channel, member_role)
        lines = show_lines(
            rulebook,
            editor.rules(rulebook, spot),
            say,
            caps=editor.caps,
            now=self.context.clock.now(),
        )
        first, *others = pages([_title(channel, member_role, say), *lines])
        await session.reply.show(first)
        for page in others:
            await session.reply.add(page)

    async def _effect(
        self,
        session: Session,
        limit: Limit,
        channel: ScopeChannel | None,
        role: discord.Role | None,
    ) -> str:
        editor = self.context.editor
        rulebook = (await editor.read(session.guild.id)).rulebook
        spot = await spot_of_choice(session.reply.interaction, session.guild.id, channel, role)
        rule = editor.rules(rulebook, spot)[limit]
        return effect(
            rule,
            read_scope(channel, role, session.say),
            rulebook,
            session.say,
            known=frozenset(model.id for model in self.context.models.listed()),
        )


def _title(channel: ScopeChannel | None, role: discord.Role | None, say: Say) -> str:
    scope = scope_name(read_scope(channel, None, say), say)
    if role is None:
        return say("show-title", scope=scope)
    return say("show-title-role", scope=scope, role=f"<@&{role.id}>")
