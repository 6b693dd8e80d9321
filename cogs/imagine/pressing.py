"""Who may press a button under a picture, by the settings of the server that it is in."""

from typing import Any

import discord

from bot.errors import NotYours
from bot.policy.press import Audience, Press, Presser, audience_of, may_press
from bot.policy.rulebook import Rulebook
from bot.ports import StoredJob
from bot.service.moderation import Moderation

_Interaction = discord.Interaction[Any]

#: Outside of the bot's servers nobody has set anything.
_NO_RULES = Rulebook()

#: What moderators of its server may do with a picture that its author alone was shown.
_SUPERVISING = frozenset({Press.DETAILS, Press.DELETE})


async def check_press(
    interaction: _Interaction, moderation: Moderation, stored: StoredJob, press: Press
) -> None:
    """Let those pass who may press a button, by the settings of the picture's server.

    A private picture is its author's alone, whatever those say: a control's id is no secret.

    Args:
        interaction: The click.
        moderation: Knows the settings.
        stored: The picture's job.
        press: What the button does.

    Raises:
        NotYours: The member may not.
        StorageFailed: The server's settings cannot be read.
    """
    guild_id = stored.draft.asker.spot.guild_id
    rulebook = _NO_RULES if guild_id is None else (await moderation.read(guild_id)).rulebook
    audience = audience_of(press, rulebook.audiences)
    if press is Press.DELETE:
        is_moderator = may_delete(interaction, stored)
    else:
        is_moderator = may_moderate(interaction, stored, role_id=rulebook.moderator_role)
    presser = Presser(is_author(interaction, stored), is_moderator)
    if stored.draft.asker.private and not may_press(_private_audience(press), presser):
        raise NotYours(Audience.AUTHOR)
    if not may_press(audience, presser):
        raise NotYours(audience)


def _private_audience(press: Press) -> Audience:
    return Audience.MODERATORS if press in _SUPERVISING else Audience.AUTHOR


def is_author(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether the member asked for the picture."""
    return interaction.user.id == stored.draft.asker.user_id


def is_shared_elsewhere(message: discord.Message, stored: StoredJob) -> bool:
    """Tell whether a message is the private card of a picture that another one shows to all."""
    asked_by = message.interaction_metadata
    return (
        message.flags.ephemeral
        and asked_by is not None
        and asked_by.id == stored.draft.asker.job_id
        and stored.draft.address.message_id not in {None, message.id}
    )


def may_delete(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether a member may take others' messages away where the picture is."""
    may = interaction.permissions
    return _is_in_server(interaction, stored) and (
        may.administrator or _manages_messages(interaction, stored)
    )


def may_moderate(
    interaction: _Interaction, stored: StoredJob, *, role_id: int | None = None
) -> bool:
    """Tell whether a member may manage messages where the picture is, or moderates its server.

    Args:
        interaction: The click, which may come from anywhere: a control's id is no secret.
        stored: The picture's job.
        role_id: The role whose members moderate as well.
    """
    if not _is_in_server(interaction, stored):
        return False
    member = interaction.user
    has_role = isinstance(member, discord.Member) and any(
        role.id == role_id for role in member.roles
    )
    return has_role or interaction.permissions.manage_guild or may_delete(interaction, stored)


def _is_in_server(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether the click comes from the picture's server, in which the bot is."""
    guild_id = stored.draft.asker.spot.guild_id
    return guild_id is not None and interaction.guild_id == guild_id


def _manages_messages(interaction: _Interaction, stored: StoredJob) -> bool:
    """Tell whether a member may manage messages in the picture's channel, wherever they click."""
    channel_id, guild, member = stored.draft.address.channel_id, interaction.guild, interaction.user
    if interaction.channel_id == channel_id:
        return interaction.permissions.manage_messages
    channel = guild and channel_id and guild.get_channel_or_thread(channel_id)
    if not channel or not isinstance(member, discord.Member):
        return False
    return channel.permissions_for(member).manage_messages
