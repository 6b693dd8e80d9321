"""Interactions: the events of a member using a command, a menu or a button.

Shapes: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-22
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from testkit.discord_loopback.payloads import (
    ALL_PERMISSIONS,
    APPLICATION_ID,
    CHANNEL,
    GUILD_ID,
    MEMBER,
    MEMBER_ID,
    Json,
    user,
)


@dataclass(frozen=True, slots=True)
class SentInteraction:
    """One use of a command, a menu or a button, and the paths that answer it."""

    id: str
    token: str

    @property
    def callback(self) -> str:
        """The path of the first response."""
        return f"/interactions/{self.id}/{self.token}/callback"

    @property
    def follow_up(self) -> str:
        """The path of follow-up messages."""
        return f"/webhooks/{APPLICATION_ID}/{self.token}"

    @property
    def original(self) -> str:
        """The path of the first response once it exists."""
        return f"{self.follow_up}/messages/@original"


@dataclass(frozen=True, slots=True)
class ChosenOption:
    """The value of an option that is a user, a channel or a role."""

    kind: int
    """6 for a user, 7 for a channel, 8 for a role."""
    id: str
    resolved: Mapping[str, Json]
    """The `resolved` data that Discord adds, by kind: `users`, `members`, `channels`."""

    @classmethod
    def channel(cls, channel: Json) -> "ChosenOption":
        """Choose a channel, category or thread."""
        return cls(7, channel["id"], {"channels": {**channel, "permissions": ALL_PERMISSIONS}})

    @classmethod
    def member(cls, user_id: str, *, roles: Sequence[str] = ()) -> "ChosenOption":
        """Choose a member of the server."""
        member = {key: value for key, value in MEMBER.items() if key != "user"}
        member["roles"] = list(roles)
        return cls(6, user_id, {"users": user(user_id, "ada"), "members": member})

    @classmethod
    def non_member(cls, user_id: str) -> "ChosenOption":
        """Choose a user who is not in the server."""
        return cls(6, user_id, {"users": user(user_id, "ada")})


@dataclass(frozen=True, slots=True)
class Invoker:
    """The user of an interaction, their channel, roles and permissions, and the upload limit."""

    user_id: str = MEMBER_ID
    channel: Json = field(default_factory=lambda: CHANNEL)
    roles: Sequence[str] = ()
    permissions: str = ALL_PERMISSIONS
    owners: Mapping[str, str] = field(default_factory=lambda: {"0": GUILD_ID})
    """Ids of the app's installation owners: key 0 is the server, key 1 the user."""
    upload_limit: int = 10 * 2**20
    """Bytes per file."""


def slash(
    interaction_id: str,
    token: str,
    command: Json,
    options: Mapping[str, str | ChosenOption],
    *,
    path: Sequence[str] = (),
    invoker: Invoker | None = None,
) -> Json:
    """Return the event of a member using a slash command.

    Args:
        interaction_id: The id of the interaction.
        token: The token of the interaction.
        command: The command as registered.
        options: Their values by name.
        path: The names of the subcommand group and the subcommand, if any.
        invoker: The user, channel and permissions.
    """
    sent, resolved = _options(options)
    for name in reversed(path):
        sent = [{"name": name, "type": 1, "options": sent}]
    data = {
        "id": command["id"],
        "name": command["name"],
        "type": 1,
        "options": sent,
        "resolved": resolved,
    }
    return _interaction(interaction_id, token, 2, data, invoker or Invoker())


def _options(
    options: Mapping[str, str | ChosenOption],
) -> tuple[list[Json], dict[str, Json]]:
    """Return options as Discord sends them, and their `resolved` data by kind and id."""
    sent: list[Json] = []
    resolved: dict[str, Json] = {}
    for name, value in options.items():
        if isinstance(value, str):
            sent.append({"name": name, "type": 3, "value": value})
            continue
        sent.append({"name": name, "type": value.kind, "value": value.id})
        for kind, payload in value.resolved.items():
            resolved.setdefault(kind, {})[value.id] = payload
    return sent, resolved


def menu(
    interaction_id: str,
    token: str,
    command: Json,
    message: Json,
    *,
    invoker: Invoker | None = None,
) -> Json:
    """Return the event of a member using a message menu on a message."""
    data = {
        "id": command["id"],
        "name": command["name"],
        "type": 3,
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: message}},
    }
    return _interaction(interaction_id, token, 2, data, invoker or Invoker())


def click(
    interaction_id: str,
    token: str,
    message: Json,
    custom_id: str,
    *,
    invoker: Invoker | None = None,
) -> Json:
    """Return the event of a member clicking a button of a message."""
    data = {"custom_id": custom_id, "component_type": 2, "id": 1}
    event = _interaction(interaction_id, token, 3, data, invoker or Invoker())
    return {**event, "message": message}


def _interaction(interaction_id: str, token: str, kind: int, data: Json, invoker: Invoker) -> Json:
    member = {
        **MEMBER,
        "user": {**MEMBER["user"], "id": invoker.user_id},
        "roles": list(invoker.roles),
        "permissions": invoker.permissions,
    }
    return {
        "id": interaction_id,
        "application_id": APPLICATION_ID,
        "type": kind,
        "token": token,
        "version": 1,
        "guild_id": GUILD_ID,
        "channel_id": invoker.channel["id"],
        "channel": {**invoker.channel, "guild_id": GUILD_ID, "permissions": invoker.permissions},
        "guild": {"id": GUILD_ID, "features": [], "locale": "en-US"},
        "member": member,
        "app_permissions": ALL_PERMISSIONS,
        "attachment_size_limit": invoker.upload_limit,
        "locale": "en-US",
        "guild_locale": "en-US",
        "entitlements": [],
        "authorizing_integration_owners": dict(invoker.owners),
        "context": 0,
        "data": data,
    }
