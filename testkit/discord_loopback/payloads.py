"""What the small Discord says: one bot in one server, which has one channel to begin with.

Shapes: https://docs.discord.com/developers/reference, read 2026-11-22
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

APPLICATION_ID = "1100000000000000001"
GUILD_ID = "1100000000000000002"
CHANNEL_ID = "1100000000000000003"
MEMBER_ID = "1100000000000000004"

_JOINED = "2026-11-01T12:00:00+00:00"
_ALL_PERMISSIONS = str((1 << 50) - 1)
_UPLOAD_LIMIT = 10 * 2**20


def user(user_id: str, name: str, *, bot: bool = False) -> Json:
    """A user object."""
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

_MEMBER: Json = {
    "user": user(MEMBER_ID, "mia"),
    "roles": [],
    "joined_at": _JOINED,
    "flags": 0,
    "deaf": False,
    "mute": False,
    "permissions": _ALL_PERMISSIONS,
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
            "permissions": _ALL_PERMISSIONS,
            "position": 0,
            "color": 0,
            "hoist": False,
            "managed": False,
            "mentionable": False,
        }
    ],
    "channels": [CHANNEL],
    "members": [{**_MEMBER, "user": BOT_USER}],
}


def ready(gateway_url: str, shard: object) -> Json:
    """The event that answers an IDENTIFY."""
    return {
        "v": 10,
        "user": BOT_USER,
        "guilds": [{"id": GUILD_ID, "unavailable": True}],
        "session_id": "session",
        "resume_gateway_url": gateway_url,
        "application": {"id": APPLICATION_ID, "flags": 0},
        "shard": shard,
    }


def slash(
    interaction_id: str,
    token: str,
    command: Json,
    options: Mapping[str, "str | Chosen"],
    *,
    path: Sequence[str] = (),
    asked: "Asked | None" = None,
) -> Json:
    """The event of a member using a slash command.

    Args:
        interaction_id: The event's id.
        token: With which it is answered.
        command: As it was registered.
        options: What is given.
        path: Leads to the subcommand.
        asked: By whom and where.
    """
    resolved: dict[str, Json] = {}
    given: list[Json] = []
    for name, value in options.items():
        if isinstance(value, Chosen):
            given.append({"name": name, "type": value.kind, "value": value.id})
            for kind, payload in value.resolved.items():
                resolved.setdefault(kind, {})[value.id] = payload
        else:
            given.append({"name": name, "type": 3, "value": value})
    for name in reversed(path):
        given = [{"name": name, "type": 1, "options": given}]
    data = {
        "id": command["id"],
        "name": command["name"],
        "type": 1,
        "options": given,
        "resolved": resolved,
    }
    return _interaction(interaction_id, token, 2, data, asked or Asked())


def menu(
    interaction_id: str,
    token: str,
    command: Json,
    message: Json,
    *,
    asked: "Asked | None" = None,
) -> Json:
    """The event of a member using a menu of messages on one."""
    data = {
        "id": command["id"],
        "name": command["name"],
        "type": 3,
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: message}},
    }
    return _interaction(interaction_id, token, 2, data, asked or Asked())


def click(
    interaction_id: str,
    token: str,
    message: Json,
    custom_id: str,
    *,
    asked: "Asked | None" = None,
) -> Json:
    """The event of a member clicking a button of a message."""
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    event = _interaction(interaction_id, token, 3, data, asked or Asked())
    return {**event, "message": message}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for an option that is no text."""

    kind: int
    """6 for a user, 7 for a channel, 8 for a role."""
    id: str
    resolved: Mapping[str, Json]
    """What Discord sends of it, by the kind of what that is."""

    @classmethod
    def channel(cls, channel: Json) -> "Chosen":
        """A channel, category or thread."""
        return cls(7, channel["id"], {"channels": {**channel, "permissions": _ALL_PERMISSIONS}})

    @classmethod
    def member(cls, user_id: str, *, roles: Sequence[str] = ()) -> "Chosen":
        """A member of the server."""
        member = {key: value for key, value in _MEMBER.items() if key != "user"}
        member["roles"] = list(roles)
        return cls(6, user_id, {"users": user(user_id, "ada"), "members": member})

    @classmethod
    def stranger(cls, user_id: str) -> "Chosen":
        """Somebody who is not in the server."""
        return cls(6, user_id, {"users": user(user_id, "ada")})


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom, where and with what rights something is asked for."""

    user_id: str = MEMBER_ID
    channel: Json = field(default_factory=lambda: CHANNEL)
    roles: Sequence[str] = ()
    permissions: str = _ALL_PERMISSIONS
    owners: Mapping[str, str] = field(default_factory=lambda: {"0": GUILD_ID})
    """Who has installed the app: the server by the key 0, the member by the key 1."""


def _interaction(interaction_id: str, token: str, kind: int, data: Json, asked: Asked) -> Json:
    member = {
        **_MEMBER,
        "user": {**_MEMBER["user"], "id": asked.user_id},
        "roles": list(asked.roles),
        "permissions": asked.permissions,
    }
    return {
        "id": interaction_id,
        "application_id": APPLICATION_ID,
        "type": kind,
        "token": token,
        "version": 1,
        "guild_id": GUILD_ID,
        "channel_id": asked.channel["id"],
        "channel": {**asked.channel, "guild_id": GUILD_ID, "permissions": asked.permissions},
        "guild": {"id": GUILD_ID, "features": [], "locale": "en-US"},
        "member": member,
        "app_permissions": _ALL_PERMISSIONS,
        "attachment_size_limit": _UPLOAD_LIMIT,
        "locale": "en-US",
        "guild_locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": dict(asked.owners),
        "context": 0,
        "data": data,
    }


def direct_channel(user_id: str) -> Json:
    """The channel of the bot's direct messages with a user."""
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
    """A message of the bot's.

    Args:
        message_id: Its id.
        content: Its text.
        channel_id: Where it stands.
        attachments: Pairs of an id and a size in bytes.
        components: Its buttons, as they were sent.
        flags: 64 for what one member alone sees, 128 while it says that the bot thinks.
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
    url = f"https://cdn.discordapp.com/attachments/{CHANNEL_ID}/{attachment_id}/picture.png"
    return {
        "id": attachment_id,
        "filename": "picture.png",
        "size": size,
        "url": url,
        "proxy_url": url,
        "content_type": "image/png",
    }
