"""Checks whether a member may use an action on an image, by the settings of the image's server."""

from typing import Any

import discord

from bot.errors import NotOwner
from bot.policy.images.action_permissions import Actor, audience_of, may_read, may_use
from bot.policy.images.actions import Action, Audience
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.permissions import Permission
from bot.ports import StoredJob
from bot.service.limits.rulebook_editor import RulebookEditor
from bot.ui.interactions.channel_rights import ChannelRights
from bot.ui.interactions.facts import facts_of

_Interaction = discord.Interaction[Any]

#: Outside of the bot's servers there are no settings.
_NO_RULES = Rulebook()


async def check_action(
    interaction: _Interaction, editor: RulebookEditor, stored: StoredJob, action: Action
) -> None:
    """Check that a member may use an action, by the settings of the image's server.

    Only its author may use a private image, whatever the settings: custom ids can be forged.

    Args:
        interaction: The click.
        editor: Reads the settings.
        stored: The image's job.
        action: One whose audience moderators set.

    Raises:
        NotOwner: The member may not.
        StorageFailed: The server's settings cannot be read.
    """
    rulebook = await _rules_of(editor, stored)
    audience = audience_of(action, rulebook.audiences)
    actor = await _actor(interaction, stored, action, rulebook)
    if stored.draft.requester.private:
        # moderators of its server can still delete it
        own = Audience.MODERATORS if action is Action.DELETE else Audience.AUTHOR
        if not may_use(own, actor):
            raise NotOwner(Audience.AUTHOR)
    if not may_use(audience, actor):
        raise NotOwner(audience)


async def check_read(
    interaction: _Interaction, editor: RulebookEditor, stored: StoredJob, *, is_here: bool
) -> None:
    """Check that a member may read an image's details.

    Args:
        interaction: A command, a menu entry or a click.
        editor: Reads the settings of the image's server.
        stored: The image's job.
        is_here: Whether the interaction is with the image's message, not with its id.

    Raises:
        NotOwner: The member may not.
        StorageFailed: The server's settings cannot be read.
    """
    is_private = stored.draft.requester.private
    if is_private and not (stored.draft.shown_to_moderators or is_author(interaction, stored)):
        raise NotOwner(Audience.AUTHOR)
    rulebook = await _rules_of(editor, stored)
    audience = audience_of(Action.DETAILS, rulebook.audiences)
    actor = await _actor(interaction, stored, Action.DETAILS, rulebook)
    is_shown = is_here and not is_private
    if may_read(audience, actor, is_shown=is_shown):
        return
    if is_private or stored.draft.requester.spot.guild_id is None:
        raise NotOwner(Audience.AUTHOR)
    raise NotOwner(Audience.MODERATORS if may_use(audience, actor) else audience)


async def _rules_of(editor: RulebookEditor, stored: StoredJob) -> Rulebook:
    guild_id = stored.draft.requester.spot.guild_id
    return _NO_RULES if guild_id is None else (await editor.read(guild_id)).rulebook


async def _actor(
    interaction: _Interaction, stored: StoredJob, action: Action, rulebook: Rulebook
) -> Actor:
    if is_author(interaction, stored):
        return Actor(is_author=True, is_moderator=False)
    if action is Action.DELETE:
        is_moderator = await may_delete(interaction, stored)
    else:
        is_moderator = await may_moderate(interaction, stored, role_id=rulebook.moderator_role)
    return Actor(is_author=False, is_moderator=is_moderator)


def is_author(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether the member requested the image."""
    return interaction.user.id == stored.draft.requester.user_id


def is_shared_elsewhere(message: discord.Message, stored: StoredJob) -> bool:
    """Tell whether a message is the private card of an image that was shared in another message."""
    command = message.interaction_metadata
    return (
        message.flags.ephemeral
        and command is not None
        and command.id == stored.draft.requester.job_id
        and stored.draft.reply_target.message_id not in {None, message.id}
    )


async def may_delete(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether a member may delete others' messages in the image's channel.

    Where they click does not matter.
    """
    if not _is_in_server(interaction, stored):
        return False
    rights: ChannelRights = interaction.client.channel_rights
    held = await rights.in_channel(interaction, stored.draft.reply_target.channel_id)
    return bool(held & (Permission.MANAGE_MESSAGES | Permission.ADMINISTRATOR))


async def may_moderate(
    interaction: _Interaction, stored: StoredJob, *, role_id: int | None = None
) -> bool:
    """Tell whether a member moderates the image's server or manages messages in its channel.

    Args:
        interaction: The click. It may come from another server, since custom ids can be forged.
        stored: The image's job.
        role_id: The server's moderator role, if any.
    """
    if not _is_in_server(interaction, stored):
        return False
    facts = facts_of(interaction)
    has_role = role_id is not None and role_id in facts.role_ids
    if has_role or facts.permissions.manage_guild or facts.permissions.administrator:
        return True
    return await may_delete(interaction, stored)


def _is_in_server(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether the click comes from the image's server and the bot is a member there."""
    guild_id = stored.draft.requester.spot.guild_id
    return guild_id is not None and interaction.guild_id == guild_id
