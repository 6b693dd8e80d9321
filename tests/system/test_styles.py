"""/styles: members list them, moderators change their server's own, and every change is audited."""

import re
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.policy.images.style import BUILT_IN, MOST_STYLES
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.locales import speak
from tests.system.moderated_server import ModeratedServer, answer, open_moderated_server


@pytest.fixture
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def _styles(
    server: ModeratedServer, command: str, /, *, by: MemberActor | None = None, **options: str
) -> str:
    name = _full_name(command)
    return answer(await (by or server.manager).slash(server.lounge, name, **options))


def _full_name(command: str) -> str:
    return "styles list" if command == "list" else f"manage-styles {command}"


async def _own(server: ModeratedServer) -> dict[str, str]:
    return dict((await server.rulebook()).styles)


class TestModerators:
    async def test_a_style_is_added_changed_and_removed_and_all_of_it_noted(
        self, server: ModeratedServer
    ) -> None:
        said = await _styles(server, "add", name="  Dreamy  Haze", adds="soft light\nhaze")
        assert "`style “dreamy haze”`: not set → **soft light haze**" in said
        assert await _own(server) == {"dreamy haze": "soft light haze"}
        said = await _styles(server, "edit", name="DREAMY haze", adds="pastel colours")
        assert "soft light haze → **pastel colours**" in said
        assert await _own(server) == {"dreamy haze": "pastel colours"}
        said = await _styles(server, "remove", by=server.admin, name="dreamy haze")
        assert "pastel colours → **not set**" in said
        assert await _own(server) == {}
        history = await server.limits("history")
        assert history.count("dreamy haze") == 3
        assert f"<@{server.admin.id}>" in history

    async def test_the_moderator_role_can_change_styles(self, server: ModeratedServer) -> None:
        options: dict[str, Any] = {"name": "dreamy", "adds": "soft light"}
        assert "don't have permission" in await _styles(server, "add", by=server.helper, **options)
        await server.limits("moderators", by=server.admin, role=server.helpers)
        assert "can choose it" in await _styles(server, "add", by=server.helper, **options)

    @pytest.mark.parametrize("command", ["add", "edit", "remove"])
    async def test_other_members_change_nothing(
        self, server: ModeratedServer, command: str
    ) -> None:
        await _styles(server, "add", name="dreamy", adds="soft light")
        words: dict[str, Any] = {} if command == "remove" else {"adds": "hard light"}
        name = "other" if command == "add" else "dreamy"
        said = await _styles(server, command, by=server.harness.mia, name=name, **words)
        assert "don't have permission to do that" in said
        assert await _own(server) == {"dreamy": "soft light"}

    async def test_a_name_that_is_taken_is_not_taken_over(self, server: ModeratedServer) -> None:
        await _styles(server, "add", name="dreamy", adds="soft light")
        said = await _styles(server, "add", name="Dreamy", adds="hard light")
        assert "Nothing was changed" in said
        assert "/manage-styles edit" in said
        assert await _own(server) == {"dreamy": "soft light"}

    async def test_a_built_in_name_can_be_given_other_words(self, server: ModeratedServer) -> None:
        said = await _styles(server, "add", name="Photo", adds="grainy")
        assert "replaces the built-in style" in said
        listed = await _styles(server, "list", by=server.harness.mia)
        assert listed.count("**photo**") == 1
        assert "**photo**: grainy" in listed

    @pytest.mark.parametrize("command", ["edit", "remove"])
    @pytest.mark.parametrize("name", ["dreamy", "photo"])
    async def test_what_the_server_does_not_have_is_said_to_be_unknown(
        self, server: ModeratedServer, command: str, name: str
    ) -> None:
        words: dict[str, Any] = {} if command == "remove" else {"adds": "hard light"}
        assert f"no style {name} here" in await _styles(server, command, name=name, **words)
        assert await _own(server) == {}

    @pytest.mark.parametrize(
        "options", [{"name": "\u200b", "adds": "x"}, {"name": "x", "adds": "\u200b"}]
    )
    async def test_a_style_without_visible_characters_is_refused(
        self, server: ModeratedServer, options: dict[str, Any]
    ) -> None:
        said = await _styles(server, "add", **options)
        assert "Nothing was changed. Enter" in said
        assert await _own(server) == {}

    async def test_a_server_keeps_a_limited_number_of_styles(self, server: ModeratedServer) -> None:
        for number in range(MOST_STYLES):
            await _styles(server, "add", name=f"style {number}", adds="x")
        said = await _styles(server, "add", name="one more", adds="x")
        assert "at most 50 styles" in said
        assert len(await _own(server)) == MOST_STYLES

    async def test_words_of_a_style_format_and_ping_nothing(self, server: ModeratedServer) -> None:
        said = await _styles(server, "add", name="`**loud**`", adds="@everyone [x](https://x.y)")
        listed = await _styles(server, "list")
        for text in (said, listed):
            assert "@everyone" not in text
            assert "https://" not in text
        assert "`style “'**loud**'”`: " in said
        assert r"**\`\*\*loud\*\*\`**" in listed


class TestEverybody:
    async def test_all_styles_are_listed_the_servers_own_first(
        self, server: ModeratedServer
    ) -> None:
        await _styles(server, "add", name="dreamy", adds="soft light")
        said = await _styles(server, "list", by=server.harness.mia)
        own, everywhere = said.split("**Everywhere**")
        assert "**In this server**\n- **dreamy**: soft light" in own
        for name in BUILT_IN:
            assert f"- **{name}**: " in everywhere

    async def test_the_most_that_a_server_can_keep_is_listed_whole(
        self, server: ModeratedServer
    ) -> None:
        for number in range(MOST_STYLES):
            await _styles(server, "add", name=f"{number:_>32}", adds="|" * 300)
        said = await _styles(server, "list", by=server.harness.mia)
        assert len(re.findall(r"^- \*\*", said, re.MULTILINE)) == MOST_STYLES + len(BUILT_IN)

    async def test_all_the_words_of_one_style_are_shown(self, server: ModeratedServer) -> None:
        words = "soft light " * 27
        await _styles(server, "add", name="dreamy", adds=words)
        said = await _styles(server, "list", by=server.harness.mia, name="Dreamy")
        assert said == f"- **dreamy**: {words.strip()}"
        assert "no style nope here" in await _styles(server, "list", name="nope")

    async def test_the_list_is_in_the_members_language(
        self, server: ModeratedServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await _styles(server, "add", name="dreamy", adds="soft light")
        speak(monkeypatch, "fr")
        said = await _styles(server, "list", by=server.harness.mia)
        assert said.startswith("**Sur ce serveur**\n- **dreamy**\u00a0: soft light\n**Partout**\n")

    async def test_a_servers_own_styles_are_its_own(self, server: ModeratedServer) -> None:
        await _styles(server, "add", name="dreamy", adds="soft light")
        env = server.harness.env
        other = env.create_guild("Elsewhere")
        lounge = other.create_text_channel("lounge")
        said = answer(await other.add_member(env.create_user("zoe")).slash(lounge, "styles list"))
        assert "dreamy" not in said


class TestElsewhere:
    async def test_in_a_direct_message_there_are_the_ones_that_every_server_has(
        self, server: ModeratedServer
    ) -> None:
        result = await server.manager.user.slash("styles list")
        assert "**Everywhere**" in answer_of(result).content
        assert "In this server" not in answer_of(result).content

    async def test_the_commands_of_moderators_are_offered_only_in_servers(
        self, server: ModeratedServer
    ) -> None:
        command = server.harness.bot.tree.get_command("manage-styles")
        assert isinstance(command, discord.app_commands.Group)
        assert command.to_dict(server.harness.bot.tree)["contexts"] == [0]
        assert command.default_permissions == discord.Permissions(manage_guild=True)


class TestCompletion:
    async def test_moderators_are_offered_the_servers_own(self, server: ModeratedServer) -> None:
        for name in ("dreamy", "dull", "bright"):
            await _styles(server, "add", name=name, adds="x")
        for command in ("edit", "remove"):
            offered = await server.manager.autocomplete(
                server.lounge, f"manage-styles {command}", "name", "D"
            )
            assert [choice["value"] for choice in offered] == ["dreamy", "dull"]

    async def test_at_most_as_many_as_discord_takes_are_offered_for_the_list(
        self, server: ModeratedServer
    ) -> None:
        for number in range(10):
            await _styles(server, "add", name=f"style {number}", adds="x")
        offered = await server.harness.mia.autocomplete(server.lounge, "styles list", "name", "")
        assert len(offered) == 25
        assert offered[0]["value"] == "style 0"


@pytest.mark.parametrize("group_name", ["styles", "manage-styles"])
def test_the_moderators_guide_names_every_command_with_options_that_exist(
    server: ModeratedServer, group_name: str
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "moderators.md").read_text(encoding="utf-8")
    group = server.harness.bot.tree.get_command(group_name)
    assert isinstance(group, discord.app_commands.Group)
    examples = re.findall(rf"`/{group_name} (\w+)([^`]*)`", guide)
    assert {name for name, _ in examples} == {command.name for command in group.commands}
    for name, rest in examples:
        command = group.get_command(name)
        assert isinstance(command, discord.app_commands.Command)
        known = {parameter.display_name for parameter in command.parameters}
        assert set(re.findall(r"\b([a-z]+):", rest)) <= known, name
