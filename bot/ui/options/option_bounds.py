"""Validates a command's options against their bounds, which only Discord's own clients enforce."""

from collections.abc import Sequence
from math import isfinite
from typing import Any

import discord
from discord import AppCommandOptionType, app_commands

from bot.errors import OptionOutOfRange
from bot.policy.images.request_bounds import OptionRange, leading_number

#: Discord's maxima for options without bounds of their own: integers, and characters.
#: https://docs.discord.com/developers/interactions/application-commands, read 2026-11-30
_MOST_WHOLE = 2**53
_MOST_TEXT = 6000

_SUBCOMMANDS = {AppCommandOptionType.subcommand.value, AppCommandOptionType.subcommand_group.value}


def check_options(interaction: discord.Interaction[Any]) -> None:
    """Validate and normalise a command's options before it runs.

    A number may be sent as a choice's name, which starts with the number; a fixed choice as its
    name.

    Raises:
        OptionOutOfRange: A value is outside of its option's bounds.
    """
    command = interaction.command
    is_run = interaction.type is discord.InteractionType.application_command
    if not is_run or not isinstance(command, app_commands.Command):
        return
    data: Any = interaction.data
    options = {option["name"]: option for option in _innermost(data.get("options", ()))}
    for parameter in command.parameters:
        option = options.get(str(parameter.display_name))
        if option is not None:
            option["value"] = _bounded(parameter, option.get("value"))


def _innermost(options: Sequence[Any]) -> Sequence[Any]:
    while options and options[0].get("type") in _SUBCOMMANDS:
        options = options[0].get("options", ())
    return options


def _bounded(parameter: app_commands.Parameter, value: object) -> object:
    match parameter.type:
        case AppCommandOptionType.integer:
            return _number(parameter, _whole(value))
        case AppCommandOptionType.number:
            return _number(parameter, _real(value))
        case AppCommandOptionType.string:
            return _text(parameter, value)
        case _:
            return value


def _whole(value: object) -> int | None:
    if isinstance(value, str):
        return leading_number(value)
    real = _real(value)
    return int(real) if real is not None and int(real) == real else None


def _real(value: object) -> float | None:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return None
    return value if isfinite(value) else None


def _number(parameter: app_commands.Parameter, value: float | None) -> float:
    least, most = parameter.min_value, parameter.max_value
    least = -_MOST_WHOLE if least is None else least
    most = _MOST_WHOLE if most is None else most
    if value is None or not least <= value <= most:
        raise OptionOutOfRange(OptionRange(str(parameter.display_name), least, most))
    return value


def _text(parameter: app_commands.Parameter, value: object) -> str:
    names = {choice.name: choice.value for choice in parameter.choices}
    most = int(parameter.max_value or _MOST_TEXT)
    least = int(parameter.min_value or 0)
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise OptionOutOfRange(
            OptionRange(str(parameter.display_name), least, most, is_length=True)
        )
    return str(names.get(value, value))
