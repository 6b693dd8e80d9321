"""/limits panel, set, clear, show: single limits."""

from typing import Any

import discord
from discord import app_commands

from bot.i18n import Say, admin_speech_for
from bot.policy.limits.limit import Limit
from bot.ui.limits.changes import pages
from bot.ui.limits.limit_text import scope_name
from bot.ui.limits.limits_report import effect, show_lines
from cogs.limits.base import LimitsCommands, Session, confirmed
from cogs.limits.options import (
    LimitOption,
    PlaceChannel,
    PlaceOption,
    limit_choices,
    read_limit,
    read_place,
    read_value,
    real_role,
    spot_of_choice,
    value_choices,
)
from cogs.limits.panel import open_panel

_MOST_TYPED = 2000


class SettingCommands(LimitsCommands):
    """Sets and shows limits."""

    @app_commands.command(description="See and change all limits in one panel")
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await open_panel(interaction, self.tools.moderation, self.tools.models)

    @app_commands.command(
        name="set", description="Set a limit for the server, a channel or category, or a role"
    )
    @app_commands.describe(
        limit="What to limit",
        value="Such as 90s, 10m, 2h, 1d, 10 or $0.50; off means no limit, 0 means none",
        channel="The channel or category; leave it out for the whole server",
        role="The role; its members' value overrides any channel's",
    )
    async def set_limit(
        self,
        interaction: discord.Interaction[Any],
        limit: LimitOption,
        value: app_commands.Range[str, 1, _MOST_TYPED],
        channel: PlaceOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Set one limit."""
        session = await self.open(interaction)
        chosen, place = read_limit(limit, session.say), read_place(channel, role, session.say)
        wanted = read_value(chosen, value, session.say)
        changes = await self.tools.moderation.set_limit(
            session.guild.id, session.actor_id, place, chosen, wanted
        )
        then = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, then, session.say))

    @set_limit.autocomplete("limit")
    async def complete_limit(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer limits by their names."""
        return limit_choices(typed, admin_speech_for(interaction.locale))

    @set_limit.autocomplete("value")
    async def complete_value(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer examples, from memory."""
        say, limit = admin_speech_for(interaction.locale), interaction.namespace.limit
        return value_choices(self.tools.models, limit or "", typed, say)

    @app_commands.command(description="Remove a limit, so that it is inherited again")
    @app_commands.describe(
        limit="The limit to remove",
        channel="The channel or category; leave it out for the whole server",
        role="The role it was set for",
    )
    async def clear(
        self,
        interaction: discord.Interaction[Any],
        limit: LimitOption,
        channel: PlaceOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Let one limit be inherited."""
        session = await self.open(interaction)
        chosen, place = read_limit(limit, session.say), read_place(channel, role, session.say)
        changes = await self.tools.moderation.clear_limit(
            session.guild.id, session.actor_id, place, chosen
        )
        then = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, then, session.say))

    @clear.autocomplete("limit")
    async def complete_cleared(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer limits by their names."""
        return limit_choices(typed, admin_speech_for(interaction.locale))

    @app_commands.command(description="Show the limits in a channel, for members with a role")
    @app_commands.describe(
        channel="Where; leave it out for the server's own limits",
        role="For members with this role",
    )
    async def show(
        self,
        interaction: discord.Interaction[Any],
        channel: PlaceOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Show every limit as it results."""
        session = await self.open(interaction)
        moderation, rulebook = self.tools.moderation, session.rulebook
        say = session.say
        member_role = real_role(role, say) if role else None
        spot = await spot_of_choice(interaction, session.guild.id, channel, member_role)
        lines = show_lines(
            rulebook,
            moderation.rules(rulebook, spot),
            say,
            caps=moderation.caps,
            now=self.tools.clock.now(),
        )
        first, *others = pages([_title(channel, member_role, say), *lines])
        await session.reply.show(first)
        for page in others:
            await session.reply.add(page)

    async def _effect(
        self,
        session: Session,
        limit: Limit,
        channel: PlaceChannel | None,
        role: discord.Role | None,
    ) -> str:
        moderation = self.tools.moderation
        rulebook = (await moderation.read(session.guild.id)).rulebook
        spot = await spot_of_choice(session.reply.interaction, session.guild.id, channel, role)
        rule = moderation.rules(rulebook, spot)[limit]
        return effect(
            rule,
            read_place(channel, role, session.say),
            rulebook,
            session.say,
            known=frozenset(model.id for model in self.tools.models.listed()),
        )


def _title(channel: PlaceChannel | None, role: discord.Role | None, say: Say) -> str:
    scope = scope_name(read_place(channel, None, say), say)
    if role is None:
        return say("show-title", scope=scope)
    return say("show-title-role", scope=scope, role=f"<@&{role.id}>")
