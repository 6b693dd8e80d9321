"""Discord's objects as JSON: one bot in one server, which has one channel at first.

Shapes: https://docs.discord.com/developers/reference, read 2026-11-22
"""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

APPLICATION_ID = "1100000000000000001"
GUILD_ID = "1100000000000000002"
CHANNEL_ID = "1100000000000000003"
MEMBER_ID = "1100000000000000004"

_JOINED = "2026-11-01T12:00:00+00:00"
ALL_PERMISSIONS = str((1 << 50) - 1)


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """Return a user object."""
    return {
        "id": user_id,
        "username": name,
        "global_name": None,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
    }


BOT_USER = user(APPLICATION_ID, "imagine", bot=True)

APPLICATION: Json = {
    "id": APPLICATION_ID,
    "name": "imagine",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "team": None,
    "owner": user(MEMBER_ID, "mia"),
}

CHANNEL: Json = {
    "id": CHANNEL_ID,
    "type": 0,
    "name": "art",
    "position": 0,
    "parent_id": None,
    "nsfw": False,
    "permission_overwrites": [],
}

MEMBER: Json = {
    "user": user(MEMBER_ID, "mia"),
    "roles": [],
    "joined_at": _JOINED,
    "flags": 0,
    "deaf": False,
    "mute": False,
    "permissions": ALL_PERMISSIONS,
}

GUILD: Json = {
    "id": GUILD_ID,
    "name": "The Art Corner",
    "icon": None,
    "owner_id": MEMBER_ID,
    "member_count": 2,
    "large": False,
    "features": [],
    "emojis": [],
    "stickers": [],
    "threads": [],
    "presences": [],
    "voice_states": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "afk_timeout": 300,
    "premium_tier": 0,
    "preferred_locale": "en-US",
    "roles": [
        {
            "id": GUILD_ID,
            "name": "@everyone",
            "permissions": ALL_PERMISSIONS,
            "position": 0,
            "color": 0,
            "hoist": False,
            "managed": False,
            "mentionable": False,
        }
    ],
    "channels": [CHANNEL],
    "members": [{**MEMBER, "user": BOT_USER}],
}


def ready(gateway_url: str, shard: object) -> Json:
    """Return the data of the event that answers an IDENTIFY."""
    return {
        "v": 10,
        "user": BOT_USER,
        "guilds": [{"id": GUILD_ID, "unavailable": True}],
        "session_id": "session",
        "resume_gateway_url": gateway_url,
        "application": {"id": APPLICATION_ID, "flags": 0},
        "shard": shard,
    }


def direct_channel(user_id: str) -> Json:
    """Return the DM channel of the bot and a user."""
    return {
        "id": str(int(user_id) + 1_000_000),
        "type": 1,
        "last_message_id": None,
        "recipients": [user(user_id, "mia")],
    }


def message(
    message_id: str,
    content: str,
    *,
    channel_id: str = CHANNEL_ID,
    attachments: Sequence[tuple[str, int]] = (),
    components: Sequence[Json] = (),
    flags: int = 0,
) -> Json:
    """Return a message of the bot.

    Args:
        message_id: Its id.
        content: Its text.
        channel_id: Its channel.
        attachments: Pairs of an id and a size in bytes.
        components: Its components, as the bot sent them.
        flags: 64 (EPHEMERAL) if only one member sees it, 128 (LOADING) while it is deferred.
    """
    return {
        "id": message_id,
        "channel_id": channel_id,
        "author": BOT_USER,
        "content": content,
        "timestamp": _JOINED,
        "edited_timestamp": None,
        "type": 20,
        "flags": flags,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [_attachment(*one) for one in attachments],
        "embeds": [],
        "components": list(components),
    }


def _attachment(attachment_id: str, size: int) -> Json:
    url = f"https://cdn.discordapp.com/attachments/{CHANNEL_ID}/{attachment_id}/image.png"
    return {
        "id": attachment_id,
        "filename": "image.png",
        "size": size,
        "url": url,
        "proxy_url": url,
        "content_type": "image/png",
    }
