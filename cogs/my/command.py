"""/my: what a member may know of their own."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.i18n import texts_for
from bot.policy.limits.limit import Limit
from bot.service.limits.allowance import AllowanceReport
from bot.ui.interactions.destination import spot_of
from bot.ui.interactions.reply import InteractionReply
from bot.ui.limits.allowance import allowance_lines
from bot.ui.limits.changes import pages
from cogs.my.defaults import DefaultsCommand
from cogs.my.images import ImagesCommand


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class MyCog(
    ImagesCommand,
    DefaultsCommand,
    commands.GroupCog,
    group_name="my",
    group_description="Your images, defaults and limits",
):
    """Commands about the member who gives them."""

    @app_commands.command(description="What you have left, when it resets, and what images cost")
    async def allowance(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is left."""
        reply = InteractionReply.of(interaction)
        reply.think_after()
        spot = await spot_of(interaction)
        standing = await self.context.allowance.report(interaction.user.id, spot)
        name, cost_micros = await self._next(standing)
        say = texts_for(interaction.locale)
        lines = allowance_lines(standing, model=name, cost_micros=cost_micros, say=say)
        first, *others = pages(lines)
        await reply.show(first)
        for page in others:
            await reply.add(page)

    async def _next(self, standing: AllowanceReport) -> tuple[str | None, int]:
        """Return who would paint without a choice, and an upper estimate in micro-dollars."""
        allowed = standing.rules[Limit.MODELS].value
        names = allowed if isinstance(allowed, frozenset) else None
        choice = self.context.models.choose(None, allowed=names)
        if choice is None:
            return None, 0
        model = choice.model
        return model.name, await self.context.allowance.price(model)
