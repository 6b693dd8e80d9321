"""The options of /limits: what can be chosen, and how what was typed is read."""

from datetime import datetime
from typing import Any

import discord
from discord import app_commands

from bot.errors import SettingRefused
from bot.i18n import ENGLISH, Say
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Limit, Value
from bot.policy.limits.rulebook import SERVER, Rulebook, Scope, ScopeKind
from bot.policy.limits.values import EXPECTED_UNTIL, OFF, parse_until, parse_value
from bot.policy.limits.window import time_zones, zone_at
from bot.ports import Models
from bot.ui.interactions.choices import MAX_CHOICE_NAME, Row, choices, offer, understood
from bot.ui.interactions.destination import spot_in
from bot.ui.interactions.facts import ChannelFacts, chosen_channel
from bot.ui.limits.limit_text import limit_name
from bot.ui.limits.limit_values import example_of, typed_examples, wanted_text

#: A limit, by the id that is offered under its name.
LimitOption = app_commands.Range[str, 1, MAX_CHOICE_NAME]

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


def limit_choices(typed: str, say: Say) -> list[app_commands.Choice[str]]:
    """Offer the limits whose name or id has all the words that were typed."""
    return offer(row for row in _limit_rows(say) if row.fits(typed))


def read_limit(name: str, say: Say) -> Limit:
    """Return the limit that is meant by its id, an id of an earlier version, or its name.

    Raises:
        SettingRefused: There is no such limit.
    """
    try:
        return Limit(understood(name, _limit_rows(say)))
    except ValueError as error:
        raise SettingRefused("limit", name, say("setting-wanted-limit"), Limit.COOLDOWN) from error


def _limit_rows(say: Say) -> list[Row]:
    return [
        Row(limit.value, limit_name(say, limit), others=(limit_name(ENGLISH, limit),))
        for limit in Limit
    ]


def read_value(limit: Limit, text: str, say: Say) -> Value:
    """Read what was typed for a limit.

    Raises:
        SettingRefused: With what would do, and an example.
    """
    try:
        return parse_value(limit, text)
    except ValueError as error:
        wanted = wanted_text(limit, say)
        raise SettingRefused(limit, text, wanted, example_of(limit)) from error


def read_until(text: str, rulebook: Rulebook, now: datetime, say: Say) -> datetime:
    """Read when something ends, dates in the server's time zone.

    Raises:
        SettingRefused: With what would do, and an example.
    """
    try:
        return parse_until(text, now=now, zone=zone_at(now, rulebook.zones))
    except ValueError as error:
        raise no_until(text, say) from error


def no_until(text: str, say: Say) -> SettingRefused:
    """Return what refuses a text that says no end."""
    return SettingRefused("until", text, say("setting-wanted-until"), EXPECTED_UNTIL.example)


def read_place(channel: PlaceChannel | None, role: discord.Role | None, say: Say) -> Scope:
    """Return what a limit is set for; without a choice it is the server.

    Raises:
        SettingRefused: A channel and a role were named, or the role that everybody has.
    """
    if role is None:
        return SERVER if channel is None else place_of(channel)
    if channel is not None:
        raise SettingRefused(
            "scope", say("setting-given-scope"), say("setting-wanted-scope"), "role:@Artists"
        )
    return Scope(ScopeKind.ROLE, real_role(role, say).id)


def real_role(role: discord.Role, say: Say) -> discord.Role:
    """Return the role, unless it is the one that everybody has.

    Raises:
        SettingRefused: It is that one, which is no different from the server.
    """
    if role.is_default():
        raise SettingRefused("role", "@everyone", say("setting-wanted-role"), "@Artists")
    return role


def place_of(channel: PlaceChannel) -> Scope:
    """Return a channel or category as a place."""
    is_category = channel.type is discord.ChannelType.category
    return Scope(ScopeKind.CATEGORY if is_category else ScopeKind.CHANNEL, channel.id)


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
    if place_of(channel).kind is ScopeKind.CATEGORY:
        return Spot(guild_id, category_id=channel.id, role_ids=roles)
    chosen = chosen_channel(interaction, channel.id) or ChannelFacts(channel.id)
    lookup = interaction.client.channel_lookup
    return await spot_in(guild_id, chosen, roles, lookup=lookup)


def value_choices(
    models: Models, limit: str, typed: str, say: Say
) -> list[app_commands.Choice[str]]:
    """Offer what was typed, examples for the chosen limit, and models where these are meant."""
    try:
        chosen = read_limit(limit, say)
    except SettingRefused:
        return []
    offered = [typed] if typed else []
    if chosen is Limit.MODELS:
        offered += [*_completed(models, typed), OFF]
    else:
        offered += typed_examples(chosen)
    return choices(offered)


def zone_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Offer the time zones whose name contains what was typed."""
    wanted = typed.strip().casefold().replace(" ", "_")
    return choices([name for name in time_zones() if wanted in name.casefold()])


def _completed(models: Models, typed: str) -> list[str]:
    """Complete the last of the names that are typed with commas between."""
    head, comma, tail = typed.rpartition(",")
    before = f"{head}{comma} " if comma else ""
    wanted = tail.strip().casefold()
    return [before + model.id for model in models.listed() if wanted in model.id.casefold()]
