"""docs/commands.md has every command with its options, and every exit code."""

import re

import pytest
import typer.main
from typer.core import TyperGroup, TyperOption

from bot.cli.app import app
from bot.cli.exits import Exit
from tests.pages.reading import table_rows, text_of

PAGE = text_of("docs/commands.md")

#: The options that every command has, or that only turn off another one.
_UNNAMED = {"--help", "--browser"}


def _options() -> dict[str, set[str]]:
    """Return the options of each command, by what is typed for the command."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    commands = {f"imagine-bot {name}": command for name, command in group.commands.items()}
    for name, command in list(commands.items()):
        if isinstance(command, TyperGroup):
            del commands[name]
            commands |= {f"{name} {key}": each for key, each in command.commands.items()}
    return {
        name: {
            option
            for parameter in command.params
            if isinstance(parameter, TyperOption)
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--")
        }
        for name, command in commands.items()
    }


OPTIONS = _options()


def test_the_page_has_commands_to_compare() -> None:
    assert {"imagine-bot run", "imagine-bot db backup"} <= set(OPTIONS)


@pytest.mark.parametrize("name", OPTIONS)
def test_every_command_has_a_row_with_all_of_its_options(name: str) -> None:
    [row] = [
        " ".join(cells)
        for cells in table_rows(PAGE, "Command")
        if re.match(rf"`{re.escape(name)}[ `]", cells[0])
    ]
    assert {option for option in OPTIONS[name] - _UNNAMED if option not in row} == set()


def test_the_table_of_exit_codes_is_complete() -> None:
    assert {int(row[0]) for row in table_rows(PAGE, "Exit code")} == set(Exit)
