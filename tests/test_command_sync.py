"""Commands are registered again if Discord's differ; a file only saves the comparison."""

from pathlib import Path
from typing import Any, cast

import discord
import pytest
from discord import app_commands
from discord.http import Route

from bot import command_sync
from bot.command_sync import keep_registering, sync_commands

Json = dict[str, Any]

ENTRY_POINT: Json = {
    "id": "900",
    "application_id": "1",
    "version": "7",
    "type": 4,
    "name": "launch",
    "description": "",
    "handler": 2,
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
    "name_localizations": None,
    "nsfw": False,
}


def as_shown(registered: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON as Discord returns it: without empty and false values."""
    if isinstance(registered, list):
        return [as_shown(one) for one in cast("list[Any]", registered)]
    if not isinstance(registered, dict):
        return registered
    shown = {key: as_shown(value) for key, value in cast("Json", registered).items()}
    shown = {key: value for key, value in shown.items() if value is not False and value != []}
    if shown.get("default_member_permissions") is not None:
        shown["default_member_permissions"] = str(shown["default_member_permissions"])
    return {key: None if value == {} else value for key, value in shown.items()}


class Discord:
    """Keeps commands as Discord's API does, and returns them in its form."""

    def __init__(self) -> None:
        self.commands: list[Json] = []
        self.registered: list[list[Json]] = []
        self.is_down = False

    async def request(self, _route: Route, *, params: Json) -> list[Json]:
        if self.is_down:
            raise ConnectionError
        assert params == {"with_localizations": "true"}
        return self.commands

    async def bulk_upsert_global_commands(self, _id: int, *, payload: list[Json]) -> list[Json]:
        self.registered.append(payload)
        filled = {"contexts": [2, 1, 0], "integration_types": [1, 0], "nsfw": False}
        self.commands = [
            {**filled, "id": str(nth), "version": "1", **as_shown(command)}
            for nth, command in enumerate(payload)
        ]
        return self.commands


@app_commands.command(name="paint", description="Paint a picture")
@app_commands.choices(shape=[app_commands.Choice(name="wide", value="16:9")])
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
@app_commands.default_permissions(manage_guild=True)
async def generate(
    interaction: discord.Interaction[Any],
    shape: str,
    count: app_commands.Range[int, 0, 4] = 1,
) -> None: ...


@app_commands.context_menu(name="Remix image")
async def remix(interaction: discord.Interaction[Any], message: discord.Message) -> None: ...


@pytest.fixture
def discord_api() -> Discord:
    return Discord()


@pytest.fixture
def tree(discord_api: Discord, monkeypatch: pytest.MonkeyPatch) -> app_commands.CommandTree[Any]:
    client = discord.Client(intents=discord.Intents(guilds=True), application_id=1)
    monkeypatch.setattr(client, "http", discord_api)
    tree = app_commands.CommandTree(client)
    tree.add_command(cast("app_commands.Command[Any, ..., None]", generate))
    tree.add_command(remix)
    return tree


Tree = app_commands.CommandTree[Any]


async def test_what_discord_has_already_is_not_registered_again_whatever_the_file_says(
    tree: Tree, discord_api: Discord, tmp_path: Path
) -> None:
    memory = tmp_path / "commands.json"
    assert await sync_commands(tree, memory)
    for broken in ("", "[]", '{"digest": "of another version", "ids": [1]}'):
        memory.write_text(broken, encoding="utf-8")
        assert not await sync_commands(tree, memory)
    memory.unlink()
    assert not await sync_commands(tree, memory)
    assert len(discord_api.registered) == 1


async def test_a_file_that_cannot_be_written_costs_no_registration(
    tree: Tree, discord_api: Discord, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    memory = tmp_path / "commands.json"
    memory.mkdir()
    assert await sync_commands(tree, memory)
    assert not await sync_commands(tree, memory)
    assert len(discord_api.registered) == 1
    assert "not noted which commands are registered" in caplog.text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["description"], "Paint"),
        (["default_member_permissions"], "8"),
        (["contexts"], [0]),
        (["nsfw"], True),
        (["options"], []),
        (["options", 1, "min_value"], 1),
        (["options", 0, "choices", 0, "value"], "9:16"),
        (["description_localizations"], {"de": "Male"}),
        (["name"], "draw"),
    ],
)
async def test_whatever_somebody_else_changed_is_put_right(
    tree: Tree, discord_api: Discord, tmp_path: Path, path: list[str | int], value: object
) -> None:
    await sync_commands(tree, tmp_path / "commands.json")
    changed: Any = next(command for command in discord_api.commands if command["name"] == "paint")
    for key in path[:-1]:
        changed = changed[key]
    changed[path[-1]] = value
    assert await sync_commands(tree, tmp_path / "another.json")
    assert not await sync_commands(tree, tmp_path / "a third.json")


async def test_it_is_tried_again_ever_more_rarely_until_it_works(
    tree: Tree,
    discord_api: Discord,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        discord_api.is_down = len(waits) < 9

    monkeypatch.setattr(command_sync.asyncio, "sleep", sleep)
    discord_api.is_down = True
    memory = tmp_path / "commands.json"
    await keep_registering(tree, memory, faults=(ConnectionError,), explain=lambda _: "It is down.")
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert "those that Discord has already work. It is down. The next try is in 30 s" in caplog.text
    assert "the commands are registered now" in caplog.text
    assert len(discord_api.registered) == 1


async def test_the_entry_point_command_is_taken_along_as_it_is(
    tree: Tree, discord_api: Discord, tmp_path: Path
) -> None:
    discord_api.commands = [ENTRY_POINT]
    assert await sync_commands(tree, tmp_path / "commands.json")
    [kept] = [command for command in discord_api.registered[0] if command["type"] == 4]
    assert (kept["id"], kept["name"], kept["handler"]) == ("900", "launch", 2)
    assert not {"version", "application_id", "name_localizations"} & kept.keys()
    assert not await sync_commands(tree, tmp_path / "commands.json")
    assert not await sync_commands(tree, tmp_path / "another.json")
