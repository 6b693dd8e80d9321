"""The options of the /limits commands: choices, autocompletion and parsing."""

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
from bot.ui.interactions.destination import spot_in
from bot.ui.interactions.facts import ChannelFacts, chosen_channel
from bot.ui.limits.limit_text import limit_name
from bot.ui.limits.limit_values import example_of, typed_examples, wanted_text
from bot.ui.options.channel_options import ScopeChannel
from bot.ui.options.choices import MAX_CHOICE_NAME, Row, choices, offer, resolve_choice

#: A limit's id; autocompletion offers it under the limit's name.
LimitOption = app_commands.Range[str, 1, MAX_CHOICE_NAME]


def limit_choices(typed: str, say: Say) -> list[app_commands.Choice[str]]:
    """Offer the limits whose name or id contains all typed words."""
    return offer(row for row in _limit_rows(say) if row.fits(typed))


def read_limit(name: str, say: Say) -> Limit:
    """Return the limit with this id, earlier id or name.

    Raises:
        SettingRefused: No limit has it.
    """
    try:
        return Limit(resolve_choice(name, _limit_rows(say)))
    except ValueError as error:
        raise SettingRefused("limit", name, say("setting-wanted-limit"), Limit.COOLDOWN) from error


def _limit_rows(say: Say) -> list[Row]:
    return [
        Row(limit.value, limit_name(say, limit), others=(limit_name(ENGLISH, limit),))
        for limit in Limit
    ]


def read_value(limit: Limit, text: str, say: Say) -> Value:
    """Parse the typed value of a limit.

    Raises:
        SettingRefused: It is not valid; says what is expected, with an example.
    """
    try:
        return parse_value(limit, text)
    except ValueError as error:
        wanted = wanted_text(limit, say)
        raise SettingRefused(limit, text, wanted, example_of(limit)) from error


def read_until(text: str, rulebook: Rulebook, now: datetime, say: Say) -> datetime:
    """Parse when something ends; dates are in the server's time zone.

    Raises:
        SettingRefused: It is not valid; says what is expected, with an example.
    """
    try:
        return parse_until(text, now=now, zone=zone_at(now, rulebook.zones))
    except ValueError as error:
        raise invalid_until(text, say) from error


def invalid_until(text: str, say: Say) -> SettingRefused:
    """Return the error for a text that is not a valid end."""
    return SettingRefused("until", text, say("setting-wanted-until"), EXPECTED_UNTIL.example)


def read_scope(channel: ScopeChannel | None, role: discord.Role | None, say: Say) -> Scope:
    """Return the chosen scope; the server if neither option was given.

    Raises:
        SettingRefused: Both a channel and a role were given, or the role is @everyone.
    """
    if role is None:
        return SERVER if channel is None else scope_of(channel)
    if channel is not None:
        raise SettingRefused(
            "scope", say("setting-given-scope"), say("setting-wanted-scope"), "role:@Artists"
        )
    return Scope(ScopeKind.ROLE, real_role(role, say).id)


def real_role(role: discord.Role, say: Say) -> discord.Role:
    """Return the role unless it is @everyone.

    Raises:
        SettingRefused: It is @everyone, whose scope would be the server's.
    """
    if role.is_default():
        raise SettingRefused("role", "@everyone", say("setting-wanted-role"), "@Artists")
    return role


def scope_of(channel: ScopeChannel) -> Scope:
    """Return the scope of a channel or category."""
    is_category = channel.type is discord.ChannelType.category
    return Scope(ScopeKind.CATEGORY if is_category else ScopeKind.CHANNEL, channel.id)


async def spot_of_choice(
    interaction: discord.Interaction[Any],
    guild_id: int,
    channel: ScopeChannel | None,
    role: discord.Role | None = None,
) -> Spot:
    """Return the spot of a member with a role in a chosen channel or category."""
    roles = frozenset({role.id} if role else ())
    if channel is None:
        return Spot(guild_id, role_ids=roles)
    if scope_of(channel).kind is ScopeKind.CATEGORY:
        return Spot(guild_id, category_id=channel.id, role_ids=roles)
    chosen = chosen_channel(interaction, channel.id) or ChannelFacts(channel.id)
    lookup = interaction.client.channel_lookup
    return await spot_in(guild_id, chosen, roles, lookup=lookup)


def value_choices(
    models: Models, limit: str, typed: str, say: Say
) -> list[app_commands.Choice[str]]:
    """Offer the typed text, and examples for the chosen limit, or models if it limits those."""
    try:
        chosen = read_limit(limit, say)
    except SettingRefused:
        return []
    offered = [typed] if typed else []
    if chosen is Limit.MODELS:
        offered += [*_complete_last_name(models, typed), OFF]
    else:
        offered += typed_examples(chosen)
    return choices(offered)


def zone_choices(typed: str) -> list[app_commands.Choice[str]]:
    """Offer the time zones whose name contains the typed text."""
    wanted = typed.strip().casefold().replace(" ", "_")
    return choices([name for name in time_zones() if wanted in name.casefold()])


def _complete_last_name(models: Models, typed: str) -> list[str]:
    """Complete the last name of a comma-separated list."""
    head, comma, tail = typed.rpartition(",")
    before = f"{head}{comma} " if comma else ""
    wanted = tail.strip().casefold()
    return [before + model.id for model in models.listed() if wanted in model.id.casefold()]
