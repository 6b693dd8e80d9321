"""/limits panel, set, clear, show: single limits."""

from typing import Any

import discord
from discord import app_commands

from bot.policy.limits import Limit
from bot.policy.rulebook import SERVER
from bot.ui.changes import pages
from bot.ui.limitwords import place_name
from bot.ui.standing import effect, show_lines
from cogs.limits.options import (
    LIMIT_CHOICES,
    PlaceChannel,
    PlaceOption,
    read_limit,
    read_place,
    read_value,
    real_role,
    spot_of_choice,
    value_choices,
)
from cogs.limits.panel import open_panel
from cogs.limits.part import LimitsPart, Session, confirmed

_MOST_TYPED = 2000


class SettingCommands(LimitsPart):
    """Sets and shows limits."""

    @app_commands.command(description="See and change every limit in one panel")
    async def panel(self, interaction: discord.Interaction[Any]) -> None:
        """Open the panel."""
        await open_panel(interaction, self.tools.moderation, self.tools.models)

    @app_commands.command(
        name="set", description="Set a limit for the server, a channel or category, or a role"
    )
    @app_commands.describe(
        limit="What to limit",
        value="Such as 90s, 10m, 2h, 1d, or 10, or $0.50; off is no limit, 0 is none allowed",
        channel="The channel or category; leave it out for the whole server",
        role="The role, whose members this is for; it goes before any channel",
    )
    @app_commands.choices(limit=LIMIT_CHOICES)
    async def set_limit(
        self,
        interaction: discord.Interaction[Any],
        limit: str,
        value: app_commands.Range[str, 1, _MOST_TYPED],
        channel: PlaceOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Set one limit."""
        session = await self.open(interaction)
        chosen, place = read_limit(limit), read_place(channel, role)
        changes = await self.tools.moderation.set_limit(
            session.guild.id, session.actor_id, place, chosen, read_value(chosen, value)
        )
        then = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, then))

    @set_limit.autocomplete("value")
    async def complete_value(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        """Offer examples, from memory."""
        return value_choices(self.tools.models, interaction.namespace.limit or "", typed)

    @app_commands.command(description="Inherit a limit again, where it was set")
    @app_commands.describe(
        limit="What not to set any more",
        channel="The channel or category; leave it out for the whole server",
        role="The role that it was set for",
    )
    @app_commands.choices(limit=LIMIT_CHOICES)
    async def clear(
        self,
        interaction: discord.Interaction[Any],
        limit: str,
        channel: PlaceOption | None = None,
        role: discord.Role | None = None,
    ) -> None:
        """Let one limit be inherited."""
        session = await self.open(interaction)
        chosen, place = read_limit(limit), read_place(channel, role)
        changes = await self.tools.moderation.clear_limit(
            session.guild.id, session.actor_id, place, chosen
        )
        then = await self._effect(session, chosen, channel, role)
        await session.reply.show(confirmed(changes, then))

    @app_commands.command(description="Show what holds in a channel, for members with a role")
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
        member_role = real_role(role) if role else None
        spot = await spot_of_choice(interaction, session.guild.id, channel, member_role)
        lines = show_lines(
            rulebook,
            moderation.rules(rulebook, spot),
            caps=moderation.caps,
            now=self.tools.clock.now(),
        )
        first, *others = pages([f"**{_title(channel, member_role)}**", *lines])
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
            read_place(channel, role),
            rulebook,
            known=frozenset(model.id for model in self.tools.models.listed()),
        )


def _title(channel: PlaceChannel | None, role: discord.Role | None) -> str:
    place = read_place(channel, None)
    where = "this server" if place == SERVER else place_name(place)
    return f"Limits in {where} for <@&{role.id}>" if role else f"Limits in {where}"
