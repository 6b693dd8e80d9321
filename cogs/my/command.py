"""The /my command group, and /my allowance."""

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
    """All /my commands; each is about the member who uses it."""

    @app_commands.command(description="What you have left, when it resets, and what images cost")
    async def allowance(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is left of each limit, when it resets, and the next image's price."""
        reply = InteractionReply.of(interaction)
        reply.think_after()
        spot = await spot_of(interaction)
        report = await self.context.allowance.report(interaction.user.id, spot)
        model_name, cost_micros = await self._next_model(report)
        say = texts_for(interaction.locale)
        lines = allowance_lines(report, model=model_name, cost_micros=cost_micros, say=say)
        first, *others = pages(lines)
        await reply.show(first)
        for page in others:
            await reply.add(page)

    async def _next_model(self, report: AllowanceReport) -> tuple[str | None, int]:
        """Return the model used by default and an upper price estimate in micro-dollars.

        Without any usable model, return None and 0.
        """
        allowed = report.rules[Limit.MODELS].value
        ids = allowed if isinstance(allowed, frozenset) else None
        choice = self.context.models.choose(None, allowed=ids)
        if choice is None:
            return None, 0
        model = choice.model
        return model.name, await self.context.allowance.price(model)
