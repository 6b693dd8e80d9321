"""Checks who may use the buttons of the moderation log."""

from typing import Any

import discord

from bot.errors import MissingPermission
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.permissions import Permission
from bot.ports import StoredJob
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.facts import facts_of
from bot.ui.moderation.log_cards import LogAction

#: The permission that each action needs. Manage Messages is held in the image's own channel; the
#: others are held in the whole server, and no channel can give them.
_NEEDED = {
    # those of the whole server first, since they need no request for each channel
    LogAction.BLOCK: Permission.MODERATE_MEMBERS,
    LogAction.REFUND: Permission.MANAGE_SERVER,
    LogAction.DELETE: Permission.MANAGE_MESSAGES,
    LogAction.SPOILER: Permission.MANAGE_MESSAGES,
    LogAction.UNSPOILER: Permission.MANAGE_MESSAGES,
}


async def check_log_action(
    interaction: discord.Interaction[Any],
    stored: StoredJob,
    rulebook: Rulebook,
    action: LogAction,
) -> None:
    """Check that a member may use an action on an image, wherever they click.

    The rights in the log's channel decide nothing.

    Args:
        interaction: The click; it may come from another server, since custom ids can be forged.
        stored: The image's job.
        rulebook: The server's.
        action: The action.

    Raises:
        MissingPermission: The member may not, or moderators may not see the image.
    """
    facts, requester = facts_of(interaction), stored.draft.requester
    is_here = facts.guild_id is not None and requester.spot.guild_id == facts.guild_id
    if not is_here or (requester.private and not stored.draft.shown_to_moderators):
        raise MissingPermission
    needed = [_NEEDED[action]] if action in _NEEDED else list(_NEEDED.values())
    for permission in dict.fromkeys(needed):
        if await _holds(interaction, stored, rulebook, permission):
            return
    raise MissingPermission


async def _holds(
    interaction: discord.Interaction[Any],
    stored: StoredJob,
    rulebook: Rulebook,
    permission: Permission,
) -> bool:
    rights: ChannelRights = interaction.client.channel_rights
    if permission is Permission.MANAGE_SERVER:
        role_ids = facts_of(interaction).role_ids
        if rulebook.moderator_role in role_ids:
            return True
    if permission is Permission.MANAGE_MESSAGES:
        held = await rights.in_channel(interaction, stored.draft.reply_target.channel_id)
    else:
        held = await rights.in_server(interaction)
    return bool(held & (permission | Permission.ADMINISTRATOR))
