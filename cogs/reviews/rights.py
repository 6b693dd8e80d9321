"""Checks who may decide about held requests and reports."""

from typing import Any

import discord

from bot.errors import MissingPermission
from bot.policy.jobs.job import Draft
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.facts import facts_of


async def check_reviewer(
    interaction: discord.Interaction[Any], editor: RulebookEditor, draft: Draft
) -> None:
    """Check that a member moderates a request's channel or its server.

    The rights in the channel of the log do not matter.

    Raises:
        MissingPermission: They do not.
        StorageFailed: The server's rulebook cannot be read.
    """
    facts, guild_id = facts_of(interaction), draft.requester.spot.guild_id
    # custom ids can be forged
    if guild_id is None or facts.guild_id != guild_id:
        raise MissingPermission
    held = facts.permissions
    if held.administrator or held.manage_guild:
        return
    role_id = (await editor.read(guild_id)).rulebook.moderator_role
    if role_id is not None and role_id in facts.role_ids:
        return
    is_here = facts.channel_id == draft.reply_target.channel_id
    if not (is_here and held.manage_messages):
        raise MissingPermission
