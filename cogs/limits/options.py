"""The options of /limits: what can be chosen, and how what was typed is read."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

import discord
from discord import app_commands

from bot.errors import Outdated, SettingRefused
from bot.policy.amounts import EXPECTED_UNTIL, OFF, expected, parse_until, parse_value
from bot.policy.limits import SPECS, Kind, Limit, Value
from bot.policy.resolve import Spot
from bot.policy.rulebook import SERVER, Place, PlaceKind, Rulebook
from bot.policy.timezones import time_zones
from bot.policy.window import zone_at
from bot.ports import Models
from bot.ui.choices import MAX_CHOICE_NAME, MAX_CHOICES
from bot.ui.facts import ChannelFacts, chosen_channel
from bot.ui.place import spot_in

LIMIT_CHOICES = [app_commands.Choice(name=str(limit), value=str(limit)) for limit in Limit]

#: What a limit can be set for; threads and forum posts follow the channel that they are in.
PlaceChannel = app_commands.AppCommandChannel

#: Where a member can be.
AnyChannel = app_commands.AppCommandChannel | app_commands.AppCommandThread

_COMMON_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
)
_THREADS = (
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
)


class _ChannelOption(app_commands.Transformer):
    """Channels of some types.

    discord.py would ask for media channels beside forums, which Discord's specification of
    options does not know.
    https://github.com/discord/discord-api-spec/blob/main/specs/openapi.json, read 2026-11-22
    """

    def __init__(self, *types: discord.ChannelType) -> None:
        self._types = list(types)

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        return self._types

    async def transform(self, _interaction: discord.Interaction[Any], value: Any, /) -> Any:  # noqa: ANN401 - as discord.py has it
        # as Discord sends it: the cache may not have it, or nothing of it that is true
        return value


PlaceOption = app_commands.Transform[
    PlaceChannel, _ChannelOption(*_COMMON_TYPES, discord.ChannelType.category)
]
AnyOption = app_commands.Transform[AnyChannel, _ChannelOption(*_COMMON_TYPES, *_THREADS)]
TextOption = app_commands.Transform[
    PlaceChannel, _ChannelOption(discord.ChannelType.text, discord.ChannelType.news)
]


def read_limit(name: str) -> Limit:
    """Return the chosen limit.

    Raises:
        Outdated: It is not among the choices of this version.
    """
    try:
        return Limit(name)
    except ValueError as error:
        raise Outdated from error


def read_value(limit: Limit, text: str) -> Value:
    """Read what was typed for a limit.

    Raises:
        SettingRefused: With what would do, and an example.
    """
    try:
        return parse_value(limit, text)
    except ValueError as error:
        wanted = expected(limit)
        raise SettingRefused(limit, text, wanted.words, wanted.example) from error


def read_until(text: str, rulebook: Rulebook, now: datetime) -> datetime:
    """Read when something ends, dates in the server's time zone.

    Raises:
        SettingRefused: With what would do, and an example.
    """
    try:
        return parse_until(text, now=now, zone=zone_at(now, rulebook.zones))
    except ValueError as error:
        wanted = EXPECTED_UNTIL
        raise SettingRefused("until", text, wanted.words, wanted.example) from error


def read_place(channel: PlaceChannel | None, role: discord.Role | None) -> Place:
    """Return what a limit is set for; without a choice it is the server.

    Raises:
        SettingRefused: A channel and a role were named, or the role that everybody has.
    """
    if role is None:
        return SERVER if channel is None else place_of(channel)
    if channel is not None:
        raise SettingRefused(
            "place",
            "a channel and a role at once",
            "one of them, or neither for the whole server",
            "role:@Artists",
        )
    return Place(PlaceKind.ROLE, real_role(role).id)


def real_role(role: discord.Role) -> discord.Role:
    """Return the role, unless it is the one that everybody has.

    Raises:
        SettingRefused: It is that one, which is no different from the server.
    """
    if role.is_default():
        raise SettingRefused(
            "role",
            "@everyone",
            "a role that only some have; leave it out for everybody",
            "@Artists",
        )
    return role


def place_of(channel: PlaceChannel) -> Place:
    """Return a channel or category as a place."""
    is_category = channel.type is discord.ChannelType.category
    return Place(PlaceKind.CATEGORY if is_category else PlaceKind.CHANNEL, channel.id)


async def spot_of_choice(
    interaction: discord.Interaction[Any],
    guild_id: int,
    channel: PlaceChannel | None,
    role: discord.Role | None = None,
) -> Spot:
    """Return the spot of somebody in a chosen channel or category who has a role."""
    roles = frozenset({role.id} if role else ())
    if channel is None:
        return Spot(guild_id, role_ids=roles)
    if place_of(channel).kind is PlaceKind.CATEGORY:
        return Spot(guild_id, category_id=channel.id, role_ids=roles)
    chosen = chosen_channel(interaction, channel.id) or ChannelFacts(channel.id)
    lookup = interaction.client.channel_lookup
    return await spot_in(guild_id, chosen, roles, lookup=lookup)


def value_choices(models: Models, limit: str, typed: str) -> list[app_commands.Choice[str]]:
    """Offer what was typed, examples for the chosen limit, and models where these are meant."""
    try:
        chosen = Limit(limit)
    except ValueError:
        return []
    offered = [typed] if typed else []
    match SPECS[chosen].kind:
        case Kind.SWITCH:
            offered += ["allowed", "forbidden"]
        case Kind.RATING:
            offered += ["anywhere", "only", "never"]
        case Kind.NAMES if chosen is Limit.MODELS:
            offered += [*_completed(models, typed), OFF]
        case _:
            offered += [expected(chosen).example, OFF]
    return _choices(offered)


def zone_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Offer the time zones whose name contains what was typed."""
    wanted = typed.strip().casefold().replace(" ", "_")
    return _choices([name for name in time_zones() if wanted in name.casefold()])


def _completed(models: Models, typed: str) -> list[str]:
    """Complete the last of the names that are typed with commas between."""
    head, comma, tail = typed.rpartition(",")
    before = f"{head}{comma} " if comma else ""
    wanted = tail.strip().casefold()
    return [before + model.id for model in models.listed() if wanted in model.id.casefold()]


def _choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    fitting = (text for text in dict.fromkeys(texts) if 0 < len(text) <= MAX_CHOICE_NAME)
    return [app_commands.Choice(name=text, value=text) for text in islice(fitting, MAX_CHOICES)]
