"""Every command in docs/moderators.md works as it is written there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
from discord import app_commands

from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, open_moderated_server

_GUIDE = (Path(__file__).parents[2] / "docs" / "moderators.md").read_text(encoding="utf-8")

_GROUPS = "limits|filter|log|case|manage-styles|styles|my"
_COMMAND = re.compile(rf"`/((?:{_GROUPS}) [\w-]+|block|unblock|warn|setup)\b([^`]*)`")

#: An option with its value, up to the next option.
_OPTION = re.compile(r"(\w+):(.*?)(?= \w+:|$)")

#: Words of replies that say that a command didn't work.
_FAILED = re.compile(r"Nothing was changed|Something went wrong|isn't|There is no|missing")

#: What has to exist before a command that changes or removes it.
_BEFORE = {
    "filter": ("filter add words:stoat* rule:animals",),
    "unblock": ("block member:@mia",),
    "block": ("block member:@mia", "unblock member:@mia"),
    "case": ("warn member:@mia reason:spam",),
    "styles": ("manage-styles add name:dreamy adds:soft light",),
}


@dataclass
class _Guide:
    """Uses commands as they are written."""

    server: ModeratedServer
    made: dict[str, Any]
    """Roles and channels by their names."""
    case: int = 0
    """The newest case that a reply named."""

    async def use(self, name: str, rest: str) -> str:
        """Use a command, and return what a moderator reads; a form or panel has no text."""
        command = self._command(name)
        options = {
            option: self._value(command, option, value.strip())
            for option, value in _OPTION.findall(rest)
        }
        result = await self.server.admin.slash(self.server.lounge, name, **options)
        if result.modal is not None:
            return ""
        assert result.ephemeral
        said = answer_of(result).content
        named = re.search(r"\(case (\d+)\)", said)
        self.case = int(named[1]) if named else self.case
        return said

    def _command(self, name: str) -> app_commands.Command[Any, ..., Any]:
        first, _, second = name.partition(" ")
        command = self.server.harness.bot.tree.get_command(first)
        if isinstance(command, app_commands.Group):
            command = command.get_command(second)
        assert isinstance(command, app_commands.Command), name
        return command

    def _value(
        self, command: app_commands.Command[Any, ..., Any], option: str, typed: str
    ) -> object:
        [parameter] = [one for one in command.parameters if one.display_name == option]
        kinds = discord.AppCommandOptionType
        if typed == "@mia":
            return self.server.harness.mia
        if parameter.type in {kinds.role, kinds.channel}:
            return self._make(typed, is_role=parameter.type is kinds.role)
        plain: dict[discord.AppCommandOptionType, Callable[[str], object]] = {
            kinds.integer: lambda text: self.case if option == "number" else int(text),
            kinds.number: float,
            kinds.boolean: lambda text: text == "True",
        }
        if parameter.type in plain:
            return plain[parameter.type](typed)
        # Discord's list finds a choice by the beginning of its name
        chosen = [one.value for one in parameter.choices if one.name.startswith(typed)]
        return chosen[0] if chosen else typed

    def _make(self, name: str, *, is_role: bool) -> object:
        guild = self.server.harness.mia.guild
        if name not in self.made and is_role:
            self.made[name] = guild.create_role(name.removeprefix("@"))
        elif name not in self.made and name.startswith("#"):
            self.made[name] = guild.create_text_channel(name.removeprefix("#"))
        elif name not in self.made:
            self.made[name] = guild.create_category(name)
        return self.made[name]


async def test_every_command_with_options_does_what_it_says(harness: BotHarness) -> None:
    guide = _Guide(open_moderated_server(harness), {})
    written = dict.fromkeys(_COMMAND.findall(_GUIDE))
    # an import needs its file
    examples = [
        (name, rest)
        for name, rest in written
        if name == "setup" or (":" in rest and "file:" not in rest)
    ]
    assert ("setup", "") in examples
    assert len(examples) > 50
    failed: list[str] = []
    for name, rest in examples:
        for before in _BEFORE.get(name.split()[0], ()):
            found = _COMMAND.fullmatch(f"`/{before}`")
            assert found is not None
            await guide.use(found[1], found[2])
        said = await guide.use(name, rest)
        if _FAILED.search(said):
            failed.append(f"/{name}{rest}: {said}")
    assert "\n".join(failed) == ""
