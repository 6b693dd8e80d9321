"""/limits explain, reset, grant: moderators help a single member."""

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
from bot.ui.options.channel_options import AnyOption
from bot.ui.text import date_time, relative_time
from cogs.limits.base import LimitsCommands
from cogs.limits.options import read_until

_MAX_GRANT = 100_000

#: discord.py passes a User if the member has left the server.
MemberOrUser = discord.Member | discord.User


class MemberCommands(LimitsCommands):
    """Explains, resets and extends a single member's limits."""

    @app_commands.command(description="See why a member can or can't create an image")
    @app_commands.describe(
        member="The member to check", channel="Where to check; leave it out for this channel"
    )
    async def explain(
        self,
        interaction: discord.Interaction[Any],
        member: MemberOrUser,
        channel: AnyOption | None = None,
    ) -> None:
        """Show everything that decides whether the member's next request is admitted."""
        session = await self.open(interaction)
        here, roles = facts_of(interaction).channel, chosen_member_roles(interaction, member.id)
        channel_facts = chosen_channel(interaction, channel.id) if channel else here
        spot = Spot(session.guild.id)
        if channel_facts is not None:
            lookup = interaction.client.channel_lookup
            spot = await spot_in(
                session.guild.id, channel_facts, roles or frozenset(), lookup=lookup
            )
        report = await self.context.allowance.report(member.id, spot)
        say = session.say
        scope = f"<#{channel_facts.id}>" if channel_facts else scope_name(SERVER, say)
        title = say("explain-title", member=member.mention, scope=scope)
        lines = explain_lines(report, spot, say, is_member=roles is not None)
        first, *others = pages([title, *lines])
        await session.reply.show(first)
        for page in others:
            await session.reply.add(page)

    @app_commands.command(description="Reset a member's image counts and cooldown")
    @app_commands.describe(member="The member to reset; amounts of money stay counted")
    async def reset(self, interaction: discord.Interaction[Any], member: MemberOrUser) -> None:
        """Set the member's image counts to 0, and end the cooldown."""
        session = await self.open(interaction)
        await self.context.editor.reset(session.guild.id, session.actor_id, member.id)
        await session.reply.show(session.say("reset-done", member=member.mention))

    @app_commands.command(description="Grant a member bonus images; replaces an earlier grant")
    @app_commands.describe(
        member="The member to grant them to",
        images="How many to grant; they're used once the member's limit is reached",
        until="When they end, such as 3d, 12h, 2026-12-24 or 2026-12-24 18:00 (server time zone)",
    )
    async def grant(
        self,
        interaction: discord.Interaction[Any],
        member: MemberOrUser,
        images: app_commands.Range[int, 1, _MAX_GRANT],
        until: app_commands.Range[str, 1, 100],
    ) -> None:
        """Grant bonus images."""
        session = await self.open(interaction)
        now = self.context.clock.now()
        ends_at = read_until(until, session.rulebook, now, session.say)
        await self.context.editor.grant(
            session.guild.id, session.actor_id, member.id, images, ends_at
        )
        text = session.say(
            "grant-done",
            member=member.mention,
            n=images,
            until=date_time(ends_at),
            when=relative_time(ends_at),
        )
        await session.reply.show(text)
