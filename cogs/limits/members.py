"""/limits explain, reset, grant: single members."""

from typing import Any

import discord
from discord import app_commands

from bot.policy.limits.effective import Spot
from bot.policy.limits.rulebook import SERVER
from bot.ui.interactions.destination import spot_in
from bot.ui.interactions.facts import chosen_channel, chosen_member_roles, facts_of
from bot.ui.limits.changes import pages
from bot.ui.limits.explanation import explain_lines
from bot.ui.limits.limit_text import scope_name
from bot.ui.text import at, since
from cogs.limits.base import LimitsCommands
from cogs.limits.options import AnyOption, read_until

_MOST_GRANTED = 100_000

#: Somebody who has left the server is known as a user only.
Someone = discord.Member | discord.User


class MemberCommands(LimitsCommands):
    """Manages single members."""

    @app_commands.command(description="See why a member can or can't create an image")
    @app_commands.describe(
        member="The member to look up", channel="Where; leave it out for this channel"
    )
    async def explain(
        self,
        interaction: discord.Interaction[Any],
        member: Someone,
        channel: AnyOption | None = None,
    ) -> None:
        """Show everything that decides about a member's next request."""
        session = await self.open(interaction)
        here, roles = facts_of(interaction).channel, chosen_member_roles(interaction, member.id)
        where = chosen_channel(interaction, channel.id) if channel else here
        spot = Spot(session.guild.id)
        if where is not None:
            lookup = interaction.client.channel_lookup
            spot = await spot_in(session.guild.id, where, roles or frozenset(), lookup=lookup)
        standing = await self.tools.allowance.report(member.id, spot)
        say = session.say
        scope = f"<#{where.id}>" if where else scope_name(SERVER, say)
        title = say("explain-title", member=member.mention, scope=scope)
        lines = explain_lines(standing, spot, say, is_member=roles is not None)
        first, *others = pages([title, *lines])
        await session.reply.show(first)
        for page in others:
            await session.reply.add(page)

    @app_commands.command(description="Reset a member's image counts and cooldown")
    @app_commands.describe(member="The member whose image counts are set to 0")
    async def reset(self, interaction: discord.Interaction[Any], member: Someone) -> None:
        """Set a member's image counts to 0."""
        session = await self.open(interaction)
        await self.tools.moderation.reset(session.guild.id, session.actor_id, member.id)
        await session.reply.show(session.say("reset-done", member=member.mention))

    @app_commands.command(description="Grant a member bonus images until a date")
    @app_commands.describe(
        member="The member who gets them",
        images="How many beyond the member's own limits; replaces an earlier grant",
        until="Such as 3d, 12h, 2026-12-24 or 2026-12-24 18:00, in the server's time zone",
    )
    async def grant(
        self,
        interaction: discord.Interaction[Any],
        member: Someone,
        images: app_commands.Range[int, 1, _MOST_GRANTED],
        until: app_commands.Range[str, 1, 100],
    ) -> None:
        """Grant bonus images."""
        session = await self.open(interaction)
        now = self.tools.clock.now()
        ends_at = read_until(until, session.rulebook, now, session.say)
        await self.tools.moderation.grant(
            session.guild.id, session.actor_id, member.id, images, ends_at
        )
        done = session.say(
            "grant-done", member=member.mention, n=images, until=at(ends_at), when=since(ends_at)
        )
        await session.reply.show(done)
