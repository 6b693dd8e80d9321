"""Commands are shown in members' languages, and registered again when a text changes."""

from pathlib import Path
from typing import Any, cast

import discord
import pytest
from discord import app_commands
from discord.http import Route

from bot import command_sync, translator
from bot.command_sync import sync_commands
from bot.translator import CommandTranslator

GERMAN = """
command-paint = Male ein Bild
command-paint-shape = Die Form
command-mine = Was dir gehört
command-mine-left = Was dir bleibt
command-menu-remix-image = Bild abwandeln
choice-16-9 = quer
command-unknown = Das gibt es nicht
"""


class Discord:
    """Keeps commands as Discord's API does."""

    def __init__(self) -> None:
        self.payloads: list[list[dict[str, Any]]] = []

    async def bulk_upsert_global_commands(
        self, _application_id: int, payload: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        self.payloads.append(payload)
        return self.commands

    async def request(self, route: Route, *, params: dict[str, str]) -> list[dict[str, Any]]:
        assert (route.method, params) == ("GET", {"with_localizations": "true"})
        return self.commands

    @property
    def commands(self) -> list[dict[str, Any]]:
        """As Discord returns them."""
        return [
            {"description": "", **command, "id": str(nth), "application_id": "1", "version": "1"}
            for nth, command in enumerate(self.payloads[-1] if self.payloads else [])
        ]


class Mine(app_commands.Group):
    """A command group, as cogs have them."""

    @app_commands.command(description="What is left")
    async def left(self, interaction: discord.Interaction[Any]) -> None: ...


@app_commands.command(name="paint", description="Paint a picture")
@app_commands.describe(shape="The shape", model="Who paints")
@app_commands.choices(shape=[app_commands.Choice(name="wide", value="16:9")])
async def generate(interaction: discord.Interaction[Any], shape: str, model: str) -> None: ...


@app_commands.context_menu(name="Remix image")
async def remix(interaction: discord.Interaction[Any], message: discord.Message) -> None: ...


@pytest.fixture
def discord_api() -> Discord:
    return Discord()


@pytest.fixture
async def tree(
    discord_api: Discord, monkeypatch: pytest.MonkeyPatch
) -> app_commands.CommandTree[Any]:
    client = discord.Client(intents=discord.Intents(guilds=True), application_id=1)
    tree = app_commands.CommandTree(client)
    monkeypatch.setattr(client, "http", discord_api)
    tree.add_command(cast("app_commands.Command[Any, ..., None]", generate))
    tree.add_command(Mine(name="mine", description="What is yours"))
    tree.add_command(remix)
    await tree.set_translator(CommandTranslator())
    return tree


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the texts by language; only German has some at first."""
    texts = {"de": GERMAN}

    def texts_of(language: str, _name: str) -> str:
        return texts.get(language, "")

    monkeypatch.setattr(translator, "texts_of", texts_of)
    monkeypatch.setattr(command_sync, "texts_of", texts_of)
    return texts


@pytest.mark.usefixtures("texts")
async def test_descriptions_choices_and_menus_are_translated_and_names_stay(
    tree: app_commands.CommandTree[Any], discord_api: Discord, tmp_path: Path
) -> None:
    assert await sync_commands(tree, tmp_path / "commands.json")
    generated, mine, menu = discord_api.payloads[0]
    shape, model = generated["options"]
    (left,) = mine["options"]
    assert generated["description"] == "Paint a picture"
    assert generated["description_localizations"] == {"de": "Male ein Bild"}
    assert shape["description_localizations"] == {"de": "Die Form"}
    assert shape["choices"][0]["name_localizations"] == {"de": "quer"}
    assert mine["description_localizations"] == {"de": "Was dir gehört"}
    assert left["description_localizations"] == {"de": "Was dir bleibt"}
    assert menu["name_localizations"] == {"de": "Bild abwandeln"}
    # without a German text it stays English
    assert "description_localizations" not in model
    names = [generated, shape, model, mine, left]
    assert not any(named.get("name_localizations") for named in names)


async def test_both_kinds_of_spanish_are_spanish(
    tree: app_commands.CommandTree[Any], discord_api: Discord, texts: dict[str, str], tmp_path: Path
) -> None:
    texts.clear()
    texts["es"] = "command-paint = Pinta una imagen"
    await sync_commands(tree, tmp_path / "commands.json")
    spanish = {"es-ES": "Pinta una imagen", "es-419": "Pinta una imagen"}
    assert discord_api.payloads[0][0]["description_localizations"] == spanish


async def test_english_is_what_the_commands_say_themselves(
    tree: app_commands.CommandTree[Any], discord_api: Discord, texts: dict[str, str], tmp_path: Path
) -> None:
    texts["en"] = "command-paint = Something else"
    await sync_commands(tree, tmp_path / "commands.json")
    assert set(discord_api.payloads[0][0]["description_localizations"]) == {"de"}


async def test_the_same_texts_are_registered_once_and_a_changed_one_again(
    tree: app_commands.CommandTree[Any],
    discord_api: Discord,
    texts: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    memory = tmp_path / "commands.json"
    assert await sync_commands(tree, memory)

    def read(_language: str) -> dict[str, str]:
        raise AssertionError("read although nothing is registered")

    with monkeypatch.context() as patch:
        patch.setattr(translator, "command_texts", read)
        await tree.set_translator(CommandTranslator())
        assert not await sync_commands(tree, memory)
    texts["de"] = GERMAN.replace("Male ein Bild", "Male mir ein Bild")
    await tree.set_translator(CommandTranslator())
    assert await sync_commands(tree, memory)
    assert discord_api.payloads[1][0]["description_localizations"] == {"de": "Male mir ein Bild"}
