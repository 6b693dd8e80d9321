"""Checks who may decide about held requests and reports."""

from typing import Any

import discord

from bot.errors import MissingPermission, Protection, SubjectProtected
from bot.policy.jobs.job import Draft
from bot.policy.moderation.permissions import Permission
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.facts import facts_of


async def check_reviewer(
    interaction: discord.Interaction[Any], editor: RulebookEditor, draft: Draft
) -> None:
    """Check that a member manages messages in a request's channel, or the server.

    The rights in the channel of the log decide nothing. Only those who could change the filter
    decide about their own requests and images.

    Raises:
        MissingPermission: They do not.
        SubjectProtected: It is their own.
        StorageFailed: The server's rulebook cannot be read.
    """
    facts, guild_id = facts_of(interaction), draft.requester.spot.guild_id
    # custom ids can be forged
    if guild_id is None or facts.guild_id != guild_id:
        raise MissingPermission
    role_id = (await editor.read(guild_id)).rulebook.moderator_role
    if role_id is not None and role_id in facts.role_ids:
        return
    rights: ChannelRights = interaction.client.channel_rights
    in_server = await rights.in_server(interaction)
    if in_server & (Permission.MANAGE_SERVER | Permission.ADMINISTRATOR):
        return
    in_channel = await rights.in_channel(interaction, draft.reply_target.channel_id)
    if not in_channel & Permission.MANAGE_MESSAGES:
        raise MissingPermission
    if draft.requester.user_id == interaction.user.id:
        raise SubjectProtected(Protection.SELF)
