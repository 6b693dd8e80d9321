"""The commands are within Discord's limits.

https://docs.discord.com/developers/interactions/application-commands, read 2026-11-22
"""

import re
from typing import Any, cast

import pytest
from discord import app_commands
from pydantic import TypeAdapter, ValidationError

from bot.settings.types import OTHER_COMMANDS, CommandName

NAME = re.compile(r"[-_a-z0-9]{1,32}")
MOST_CHARACTERS = 8000
#: The largest integer that JavaScript represents exactly.
MOST_INTEGER = 2**53 - 1
Json = dict[str, Any]


@pytest.fixture
def registered(tree: app_commands.CommandTree[Any]) -> list[Json]:
    """Every command as it is registered."""
    return [command.to_dict(tree) for command in tree.get_commands()]


def _described(registered: list[Json]) -> list[Json]:
    """Return all commands and options, without message menus, which have no description."""
    registered = [one for one in registered if "description" in one]
    inner = [option for command in registered for option in command.get("options", [])]
    return [*registered, *_described(inner)] if inner else registered


def _texts(value: object) -> int:
    """Count the characters of names, descriptions and values."""
    if isinstance(value, dict):
        inner = cast("Json", value)
        return sum(
            len(part) if key in {"name", "description", "value"} else _texts(part)
            for key, part in inner.items()
            if part is not None
        )
    if isinstance(value, list):
        return sum(_texts(part) for part in cast("list[object]", value))
    return 0


async def test_names_are_unique_and_of_the_allowed_form(registered: list[Json]) -> None:
    names = [command["name"] for command in registered]
    assert len(names) == len(set(names)) <= 100
    for one in _described(registered):
        assert NAME.fullmatch(one["name"]), one["name"]


async def test_the_name_of_imagine_can_be_none_of_the_other_commands(
    registered: list[Json],
) -> None:
    names = {one["name"] for one in registered if "description" in one}
    assert names == {*OTHER_COMMANDS, "imagine"}
    with pytest.raises(ValidationError, match="another command"):
        TypeAdapter(CommandName).validate_python("filter")


async def test_menus_are_few_and_say_what_they_do(registered: list[Json]) -> None:
    menus = sorted(one["name"] for one in registered if "description" not in one)
    assert menus == ["Image details", "Remix image", "Report image"]


async def test_numbers_of_options_are_those_that_discord_can_represent(
    registered: list[Json],
) -> None:
    for one in _described(registered):
        for bound in ("min_value", "max_value"):
            assert abs(one.get(bound, 0)) <= MOST_INTEGER, one["name"]


async def test_descriptions_say_something_within_their_length(registered: list[Json]) -> None:
    for one in _described(registered):
        assert len(one["description"].split()) >= 3, one["name"]
        assert len(one["description"]) <= 100, one["name"]


async def test_options_are_few_and_the_required_ones_come_first(registered: list[Json]) -> None:
    for command in _described(registered):
        required = [bool(option.get("required")) for option in command.get("options", [])]
        assert len(required) <= 25
        assert required == sorted(required, reverse=True)


async def test_choices_are_few_short_and_told_apart(registered: list[Json]) -> None:
    for command in _described(registered):
        for option in command.get("options", []):
            choices = cast("list[Json]", option.get("choices") or [])
            assert len(choices) <= 25
            assert len({choice["name"] for choice in choices}) == len(choices)
            assert len({choice["value"] for choice in choices}) == len(choices)
            for choice in choices:
                assert 1 <= len(choice["name"]) <= 100
                assert 1 <= len(choice["value"]) <= 100
            assert not (choices and option.get("autocomplete"))


async def test_a_command_as_a_whole_is_not_too_long(registered: list[Json]) -> None:
    for command in registered:
        assert _texts(command) <= MOST_CHARACTERS
