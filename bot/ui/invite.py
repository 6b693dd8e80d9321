"""The link that adds the bot to a server, and what it asks for."""

import discord

from bot.ui.interactions.destination import LATE_PERMISSIONS

#: The bot needs nothing more in a server than to deliver late images.
INVITE_PERMISSIONS = LATE_PERMISSIONS

INVITE_SCOPES = ("bot", "applications.commands")


def invite_link(application_id: int) -> str:
    """Return the link that adds the bot to a server with the minimum of permissions."""
    return discord.utils.oauth_url(
        application_id, permissions=INVITE_PERMISSIONS, scopes=INVITE_SCOPES
    )
