"""Options are validated against their bounds, whichever client sent them."""

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest
from discord import app_commands

from bot.errors import OptionOutOfRange
from bot.ui.options.option_bounds import check_options


@app_commands.command(description="Ask")
@app_commands.choices(limit=[app_commands.Choice(name="Pictures a day", value="day")])
async def ask(  # noqa: PLR0913, PLR0917 - Discord passes one argument per option
    interaction: discord.Interaction[Any],
    prompt: app_commands.Range[str, 1, 10],
    count: app_commands.Range[int, 1, 4] = 1,
    seed: app_commands.Range[int, 0, 99] = 0,
    factor: app_commands.Range[float, 1, 10] = 1,
    limit: str = "",
    anything: int = 0,
    private: bool = False,  # noqa: FBT001, FBT002 - an option of the command
) -> None: ...


def sent(**options: object) -> Any:  # noqa: ANN401 - stands for an interaction
    listed = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    group = {"name": "group", "type": 2, "options": [{"name": "ask", "type": 1, "options": listed}]}
    return SimpleNamespace(
        type=discord.InteractionType.application_command,
        command=ask,
        data={"name": "group", "options": [group] if listed else []},
    )


def checked(**options: object) -> dict[str, object]:
    interaction = sent(**options)
    check_options(cast("discord.Interaction[Any]", interaction))
    [group] = interaction.data["options"]
    [command] = group["options"]
    return {option["name"]: option["value"] for option in command["options"]}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("count", 1000),
        ("count", 0),
        ("count", -3),
        ("count", True),
        ("count", 2.5),
        ("count", None),
        ("count", "many"),
        ("count", "9 images"),
        ("count", "2.5"),
        ("count", float("nan")),
        ("count", float("inf")),
        ("count", [2]),
        ("count", "9" * 5000),
        ("seed", -1),
        ("seed", 100),
        ("factor", 0.5),
        ("factor", float("nan")),
        ("factor", "2"),
        ("prompt", ""),
        ("prompt", "x" * 11),
        ("prompt", 7),
        ("prompt", None),
        ("limit", "x" * 6001),
        ("anything", 2**60),
    ],
)
def test_what_discords_own_clients_do_not_send_is_refused(option: str, value: object) -> None:
    with pytest.raises(OptionOutOfRange) as refused:
        checked(**{option: value})
    assert refused.value.bound.option == option


@pytest.mark.parametrize(
    ("option", "value", "taken"),
    [
        ("count", 4, 4),
        ("count", 4.0, 4),
        ("count", "2 images · $0.078", 2),
        ("count", "3枚 · $0.117", 3),
        ("count", " 2", 2),
        ("seed", "77 · Nano Banana doesn't support seeds", 77),
        ("seed", 0, 0),
        ("factor", 1.5, 1.5),
        ("factor", 2, 2),
        ("prompt", "a fox", "a fox"),
        ("limit", "Pictures a day", "day"),
        ("limit", "day", "day"),
        ("limit", "another", "another"),
        ("private", True, True),
        ("unknown", "what", "what"),
    ],
)
def test_everything_else_is_taken(option: str, value: object, taken: object) -> None:
    assert checked(**{option: value}) == {option: taken}


def test_what_is_being_typed_and_menus_have_no_bounds() -> None:
    typing = sent(count="9 pict")
    typing.type = discord.InteractionType.autocomplete
    check_options(typing)
    menu = sent()
    menu.command = None
    check_options(menu)
    check_options(sent())
