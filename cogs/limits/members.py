"""/limits explain, reset, grant: single members."""

from typing import Any

import discord
from discord import app_commands

from bot.policy.resolve import Spot
from bot.ui.changes import pages
from bot.ui.facts import chosen_channel, chosen_member_roles, facts_of
from bot.ui.limitwords import plural
from bot.ui.place import spot_in
from bot.ui.standing import explain_lines
from bot.ui.text import since
from cogs.limits.options import AnyOption, read_until
from cogs.limits.part import LimitsPart

_MOST_GRANTED = 100_000

#: Somebody who has left the server is known as a user only.
Someone = discord.Member | discord.User


class MemberCommands(LimitsPart):
    """Looks after single members."""

    @app_commands.command(description="Why a member may or may not ask for a picture")
    @app_commands.describe(
        member="Who may or may not", channel="Where; leave it out for the channel that you are in"
    )
    async def explain(
        self,
        interaction: discord.Interaction[Any],
        member: Someone,
        channel: AnyOption | None = None,
    ) -> None:
        """Show all that decides about a member's next picture."""
        session = await self.open(interaction)
        here, roles = facts_of(interaction).channel, chosen_member_roles(interaction, member.id)
        where = chosen_channel(interaction, channel.id) if channel else here
        spot = Spot(session.guild.id)
        if where is not None:
            lookup = interaction.client.channel_lookup
            spot = await spot_in(session.guild.id, where, roles or frozenset(), lookup=lookup)
        standing = await self.tools.allowance.standing(member.id, spot)
        place = f"<#{where.id}>" if where else "this server"
        lines = explain_lines(standing, spot, is_member=roles is not None)
        first, *others = pages([f"**{member.mention} in {place}**", *lines])
        await session.reply.show(first)
        for page in others:
            await session.reply.add(page)

    @app_commands.command(description="Give a member all pictures back and end the cooldown")
    @app_commands.describe(member="Whose pictures are counted from 0 again")
    async def reset(self, interaction: discord.Interaction[Any], member: Someone) -> None:
        """Set a member's counts of pictures to 0."""
        session = await self.open(interaction)
        await self.tools.moderation.reset(session.guild.id, session.actor_id, member.id)
        await session.reply.show(
            f"The pictures of {member.mention} are counted from 0 again, today's and this month's, "
            "and no cooldown is running. Dollars stay counted, since they are spent. "
            "It takes effect at the next click."
        )

    @app_commands.command(description="Grant a member extra pictures until a date")
    @app_commands.describe(
        member="Who gets the pictures",
        pictures="How many beyond the member's own limits; replaces what was granted before",
        until="Such as 3d, 12h, 2026-12-24 or 2026-12-24 18:00, in the server's time zone",
    )
    async def grant(
        self,
        interaction: discord.Interaction[Any],
        member: Someone,
        pictures: app_commands.Range[int, 1, _MOST_GRANTED],
        until: app_commands.Range[str, 1, 100],
    ) -> None:
        """Grant extra pictures."""
        session = await self.open(interaction)
        ends_at = read_until(until, session.rulebook, self.tools.clock.now())
        await self.tools.moderation.grant(
            session.guild.id, session.actor_id, member.id, pictures, ends_at
        )
        await session.reply.show(
            f"{member.mention} may ask for {plural(pictures, 'picture')} beyond the member's own "
            f"limits of pictures until {discord.utils.format_dt(ends_at, 'f')} "
            f"({since(ends_at)}). Cooldown, dollars and the server's limits hold as before. "
            "It takes effect at the next click."
        )
