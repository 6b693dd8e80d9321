"""Facts about an interaction, read from its payload before discord.py parses it.

discord.py prefers its cache to the payload for channels and roles. The cache can be wrong: Discord
hides the name and age restriction of channels that the bot may not view, and a server that is not
loaded yet, after the start or a lost session, has neither channels nor roles. The payload is always
right.
https://github.com/discord/discord-api-docs/pull/8454, read 2026-11-30
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

_KEY = "imagine-bot.facts"

#: Announcement, public and private threads.
#: https://docs.discord.com/developers/resources/channel#channel-object-channel-types,
#: read 2026-11-30
_THREADS = frozenset({10, 11, 12})

#: The key of the server in the map of the app's installation owners.
#: https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_BY_GUILD = "0"

_Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """The facts about a channel in a payload."""

    id: int
    is_thread: bool = False
    """Also true for forum posts."""
    parent_id: int | None = None
    """The category, or the parent channel of a thread; None for none, or if not in the payload."""
    is_parent_said: bool = False
    """Whether the payload has `parent_id`, be it null."""
    is_nsfw: bool | None = None
    """Whether it is age-restricted; None if not in the payload, as for all threads."""
    type: int | None = None
    """Discord's number; None if not in the payload."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about an interaction: where it was made, and by which member."""

    guild_id: int | None
    """The server, if the bot is a member; None in DMs and where the bot is user-installed."""
    channel: ChannelFacts | None
    role_ids: frozenset[int]
    """The member's roles without `@everyone`, including uncached ones."""
    permissions: discord.Permissions
    """The member's permissions in the channel; none outside of servers."""
    app_permissions: discord.Permissions
    """The bot's permissions in the channel."""
    locale: str
    """The member's language, as one of Discord's locales."""
    guild_locale: str | None
    """The server's language, as one of Discord's locales; None outside of servers."""

    @property
    def channel_id(self) -> int | None:
        """The id of the channel, thread or DM."""
        return None if self.channel is None else self.channel.id


def keep_facts(client: discord.Client) -> None:
    """Make a client keep the facts of each interaction that it receives.

    discord.py has no event with an interaction's payload, so its parser is wrapped here.

    Raises:
        AttributeError: This version of discord.py has no such parser.
    """
    state: Any = client._connection  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - see above
    parse = state.parse_interaction_create

    def parse_with_facts(payload: dict[str, Any]) -> None:
        note_facts(payload)
        parse(payload)

    state.parse_interaction_create = state.parsers["INTERACTION_CREATE"] = parse_with_facts


def note_facts(payload: dict[str, Any]) -> None:
    """Store the facts of an interaction for `facts_of`.

    They are put into `data`, which discord.py passes on unparsed as `Interaction.data`.
    """
    data = payload.get("data")
    if isinstance(data, dict):
        data[_KEY] = read_facts(payload)


def facts_of(interaction: discord.Interaction[Any]) -> Facts:
    """Return the facts of an interaction.

    Raises:
        LookupError: It was received by a client without `keep_facts`.
    """
    data: Any = interaction.data
    return data[_KEY]


def read_facts(payload: _Payload) -> Facts:
    """Read the facts from an interaction's payload."""
    guild_id = _id(payload, "guild_id")
    member: _Payload = payload.get("member") or {}
    owners: _Payload = payload.get("authorizing_integration_owners") or {}
    # without a named owner, the server's rules apply
    is_installed = not owners or str(owners.get(_BY_GUILD)) == str(guild_id)
    return Facts(
        guild_id=guild_id if is_installed else None,
        channel=_channel_of(payload),
        role_ids=_role_ids(member, guild_id),
        permissions=discord.Permissions(int(member.get("permissions") or 0)),
        app_permissions=discord.Permissions(int(payload.get("app_permissions") or 0)),
        locale=payload.get("locale") or "en-US",
        guild_locale=payload.get("guild_locale"),
    )


def chosen_channel(interaction: discord.Interaction[Any], channel_id: int) -> ChannelFacts | None:
    """Return the facts about a channel that was chosen in an option; None if it was not chosen."""
    raw = _resolved(interaction, "channels").get(str(channel_id))
    return raw and read_channel(raw)


def app_permissions_in(
    interaction: discord.Interaction[Any], channel_id: int
) -> discord.Permissions | None:
    """Return the bot's permissions in the interaction's channel or a chosen one.

    None for any other channel, or if the payload does not have them.
    https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
    """
    facts = facts_of(interaction)
    if channel_id == facts.channel_id:
        return facts.app_permissions
    raw: _Payload = _resolved(interaction, "channels").get(str(channel_id)) or {}
    held = raw.get("app_permissions")
    return None if held is None else discord.Permissions(int(held))


def chosen_member_roles(
    interaction: discord.Interaction[Any], user_id: int
) -> frozenset[int] | None:
    """Return the roles of a member chosen in an option; None if the user is not in the server.

    `@everyone` is left out.
    """
    raw = _resolved(interaction, "members").get(str(user_id))
    return None if raw is None else _role_ids(raw, interaction.guild_id)


def chosen_member_permissions(
    interaction: discord.Interaction[Any], user_id: int
) -> discord.Permissions:
    """Return the permissions in the server of a member chosen in an option.

    They come from the payload, and from the cached roles where it has none. A user who is not in
    the server has none.
    """
    raw: _Payload | None = _resolved(interaction, "members").get(str(user_id))
    if raw is None:
        return discord.Permissions.none()
    held = discord.Permissions(int(raw.get("permissions") or 0))
    guild = interaction.guild
    if guild is not None:
        for role in map(guild.get_role, _role_ids(raw, guild.id)):
            held.value |= role.permissions.value if role else 0
        held.administrator = held.administrator or guild.owner_id == user_id
    return held


def read_channel(raw: _Payload) -> ChannelFacts:
    """Read the facts about a channel, a thread or a DM from a payload."""
    nsfw = raw.get("nsfw")
    return ChannelFacts(
        id=int(raw["id"]),
        is_thread=is_thread_type(raw.get("type")),
        parent_id=_id(raw, "parent_id"),
        is_parent_said="parent_id" in raw,
        is_nsfw=None if nsfw is None else bool(nsfw),
        type=raw.get("type"),
    )


def is_thread_type(type_: object) -> bool:
    """Tell whether a channel's type in a payload is one of threads."""
    return type_ in _THREADS


def _channel_of(payload: _Payload) -> ChannelFacts | None:
    raw: _Payload = payload.get("channel") or {}
    if "id" in raw:
        return read_channel(raw)
    channel_id = _id(payload, "channel_id")
    return None if channel_id is None else ChannelFacts(channel_id)


def _resolved(interaction: discord.Interaction[Any], kind: str) -> _Payload:
    data: Any = interaction.data
    resolved: _Payload = data.get("resolved") or {}
    return resolved.get(kind) or {}


def _role_ids(member: _Payload, guild_id: int | None) -> frozenset[int]:
    return frozenset(int(role) for role in member.get("roles") or ()) - {guild_id}


def _id(raw: _Payload, key: str) -> int | None:
    value = raw.get(key)
    return int(value) if value else None
