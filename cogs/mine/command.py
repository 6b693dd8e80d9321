"""/my: what a member may know of their own."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.policy.limits import Limit
from bot.ports import Models
from bot.service.allowance import Allowance, Standing
from bot.ui.changes import pages
from bot.ui.place import spot_of
from bot.ui.reply import Reply
from bot.ui.standing import allowance_lines

#: Discord wants an answer within three seconds and members within one.
_THINKING_S = 0.7


@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
class MineCog(
    commands.GroupCog, group_name="my", group_description="What is yours: pictures left and more"
):
    """Commands about the member who gives them."""

    def __init__(self, allowance: Allowance, models: Models) -> None:
        self._allowance = allowance
        self._models = models

    @app_commands.command(description="What you have left here, when it starts anew, and the cost")
    async def allowance(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is left."""
        reply = Reply.of(interaction)
        reply.think_after(_THINKING_S)
        standing = await self._allowance.standing(interaction.user.id, spot_of(interaction))
        name, cost_micros = await self._next(standing)
        first, *others = pages(allowance_lines(standing, model=name, cost_micros=cost_micros))
        await reply.show(first)
        for page in others:
            await reply.add(page)

    async def _next(self, standing: Standing) -> tuple[str | None, int]:
        """Return who would paint without a choice, and an upper estimate in micro-dollars."""
        allowed = standing.rules[Limit.MODELS].value
        names = allowed if isinstance(allowed, frozenset) else None
        choice = self._models.choose(None, allowed=names)
        if choice is None:
            return None, 0
        model = choice.model
        return model.name, await self._allowance.price(model)
