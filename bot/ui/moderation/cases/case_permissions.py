"""Checks who can decide cases, and about whom."""

from typing import Any

import discord

from bot.errors import MissingPermission, Protection, SubjectProtected
from bot.ui.interactions.facts import chosen_member_permissions, facts_of

_Interaction = discord.Interaction[Any]


def require_case_moderator(interaction: _Interaction, guild_id: int | None = None) -> int:
    """Check that a member may moderate members in the whole server, and return the server's id.

    No channel can grant or deny *Moderate Members*, so the channel does not matter.

    Args:
        interaction: A command or a click.
        guild_id: The server of a control, whose custom id may be forged; None for any.

    Raises:
        MissingPermission: The member may not, or it is another server.
    """
    facts = facts_of(interaction)
    held = facts.permissions
    may = held.moderate_members or held.administrator
    if facts.guild_id is None or not may or guild_id not in {None, facts.guild_id}:
        raise MissingPermission
    return facts.guild_id


def check_subject(interaction: _Interaction, user: discord.User | discord.Member) -> None:
    """Check that a moderator may block or warn a user.

    Args:
        interaction: The moderator's command.
        user: Chosen in an option; may have left the server.

    Raises:
        SubjectProtected: It is the moderator, a bot, or a member with higher rights.
    """
    if user.id == interaction.user.id:
        raise SubjectProtected(Protection.SELF)
    if user.bot:
        raise SubjectProtected(Protection.BOT)
    check_rank(interaction, chosen_member_permissions(interaction, user.id))


def check_rank(interaction: _Interaction, theirs: discord.Permissions) -> None:
    """Check that a member's permissions do not protect them from a moderator.

    Raises:
        SubjectProtected: They have higher rights.
    """
    is_higher = theirs.manage_guild and not facts_of(interaction).permissions.administrator
    if theirs.administrator or is_higher:
        raise SubjectProtected(Protection.MANAGER)
