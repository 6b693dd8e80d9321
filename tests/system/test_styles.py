"""/styles: all members list them, moderators manage their server's own, changes are audited."""

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
def floor(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def _styles(
    floor: ModeratedServer, command: str, /, *, by: MemberActor | None = None, **given: str
) -> str:
    return answer(await (by or floor.manager).slash(floor.lounge, f"styles {command}", **given))


async def _own(floor: ModeratedServer) -> dict[str, str]:
    return dict((await floor.rulebook()).styles)


class TestModerators:
    async def test_a_style_is_added_changed_and_removed_and_all_of_it_noted(
        self, floor: ModeratedServer
    ) -> None:
        said = await _styles(floor, "add", name="  Dreamy  Haze", adds="soft light\nhaze")
        assert "`style “dreamy haze”`: not set → **soft light haze**" in said
        assert await _own(floor) == {"dreamy haze": "soft light haze"}
        said = await _styles(floor, "edit", name="DREAMY haze", adds="pastel colours")
        assert "soft light haze → **pastel colours**" in said
        assert await _own(floor) == {"dreamy haze": "pastel colours"}
        said = await _styles(floor, "remove", by=floor.admin, name="dreamy haze")
        assert "pastel colours → **not set**" in said
        assert await _own(floor) == {}
        history = await floor.limits("history")
        assert history.count("dreamy haze") == 3
        assert f"<@{floor.admin.id}>" in history

    async def test_the_role_of_moderators_may_as_well(self, floor: ModeratedServer) -> None:
        given: dict[str, Any] = {"name": "dreamy", "adds": "soft light"}
        assert "don't have permission" in await _styles(floor, "add", by=floor.helper, **given)
        await floor.limits("moderators", by=floor.admin, role=floor.helpers)
        assert "can choose it" in await _styles(floor, "add", by=floor.helper, **given)

    @pytest.mark.parametrize("command", ["add", "edit", "remove"])
    async def test_other_members_change_nothing(self, floor: ModeratedServer, command: str) -> None:
        await _styles(floor, "add", name="dreamy", adds="soft light")
        words: dict[str, Any] = {} if command == "remove" else {"adds": "hard light"}
        name = "other" if command == "add" else "dreamy"
        said = await _styles(floor, command, by=floor.harness.mia, name=name, **words)
        assert "don't have permission to do that" in said
        assert await _own(floor) == {"dreamy": "soft light"}

    async def test_a_name_that_is_taken_is_not_taken_over(self, floor: ModeratedServer) -> None:
        await _styles(floor, "add", name="dreamy", adds="soft light")
        said = await _styles(floor, "add", name="Dreamy", adds="hard light")
        assert "Nothing was changed" in said
        assert "/styles edit" in said
        assert await _own(floor) == {"dreamy": "soft light"}

    async def test_a_built_in_name_can_be_given_other_words(self, floor: ModeratedServer) -> None:
        said = await _styles(floor, "add", name="Photo", adds="grainy")
        assert "replaces the built-in style" in said
        listed = await _styles(floor, "list", by=floor.harness.mia)
        assert listed.count("**photo**") == 1
        assert "**photo**: grainy" in listed

    @pytest.mark.parametrize("command", ["edit", "remove"])
    @pytest.mark.parametrize("name", ["dreamy", "photo"])
    async def test_what_the_server_does_not_have_is_said_to_be_unknown(
        self, floor: ModeratedServer, command: str, name: str
    ) -> None:
        words: dict[str, Any] = {} if command == "remove" else {"adds": "hard light"}
        assert f"no style {name} here" in await _styles(floor, command, name=name, **words)
        assert await _own(floor) == {}

    @pytest.mark.parametrize(
        "given", [{"name": "\u200b", "adds": "x"}, {"name": "x", "adds": "\u200b"}]
    )
    async def test_what_says_nothing_is_refused(
        self, floor: ModeratedServer, given: dict[str, Any]
    ) -> None:
        said = await _styles(floor, "add", **given)
        assert "Nothing was changed. It takes" in said
        assert await _own(floor) == {}

    async def test_a_server_keeps_only_so_many(self, floor: ModeratedServer) -> None:
        for number in range(MOST_STYLES):
            await _styles(floor, "add", name=f"style {number}", adds="x")
        said = await _styles(floor, "add", name="one more", adds="x")
        assert "at most 50 styles" in said
        assert len(await _own(floor)) == MOST_STYLES

    async def test_others_words_format_and_ping_nothing(self, floor: ModeratedServer) -> None:
        said = await _styles(floor, "add", name="`**loud**`", adds="@everyone [x](https://x.y)")
        listed = await _styles(floor, "list")
        for text in (said, listed):
            assert "@everyone" not in text
            assert "https://" not in text
        assert "`style “'**loud**'”`: " in said
        assert r"**\`\*\*loud\*\*\`**" in listed


class TestEverybody:
    async def test_all_styles_are_listed_the_servers_own_first(
        self, floor: ModeratedServer
    ) -> None:
        await _styles(floor, "add", name="dreamy", adds="soft light")
        said = await _styles(floor, "list", by=floor.harness.mia)
        own, everywhere = said.split("**Everywhere**")
        assert "**In this server**\n- **dreamy**: soft light" in own
        for name in BUILT_IN:
            assert f"- **{name}**: " in everywhere

    async def test_the_most_that_a_server_can_keep_is_listed_whole(
        self, floor: ModeratedServer
    ) -> None:
        for number in range(MOST_STYLES):
            await _styles(floor, "add", name=f"{number:_>32}", adds="|" * 300)
        said = await _styles(floor, "list", by=floor.harness.mia)
        assert len(re.findall(r"^- \*\*", said, re.MULTILINE)) == MOST_STYLES + len(BUILT_IN)

    async def test_all_the_words_of_one_are_shown(self, floor: ModeratedServer) -> None:
        words = "soft light " * 27
        await _styles(floor, "add", name="dreamy", adds=words)
        said = await _styles(floor, "list", by=floor.harness.mia, name="Dreamy")
        assert said == f"- **dreamy**: {words.strip()}"
        assert "no style nope here" in await _styles(floor, "list", name="nope")

    async def test_the_list_is_in_the_members_language(
        self, floor: ModeratedServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await _styles(floor, "add", name="dreamy", adds="soft light")
        speak(monkeypatch, "fr")
        said = await _styles(floor, "list", by=floor.harness.mia)
        assert said.startswith("**Sur ce serveur**\n- **dreamy**\u00a0: soft light\n**Partout**\n")

    async def test_a_servers_own_styles_are_its_own(self, floor: ModeratedServer) -> None:
        await _styles(floor, "add", name="dreamy", adds="soft light")
        env = floor.harness.env
        other = env.create_guild("Elsewhere")
        lounge = other.create_text_channel("lounge")
        said = answer(await other.add_member(env.create_user("zoe")).slash(lounge, "styles list"))
        assert "dreamy" not in said


class TestElsewhere:
    async def test_in_a_direct_message_there_are_the_ones_that_every_server_has(
        self, floor: ModeratedServer
    ) -> None:
        result = await floor.manager.user.slash("styles list")
        assert "**Everywhere**" in answer_of(result).content
        assert "In this server" not in answer_of(result).content

    @pytest.mark.parametrize("command", ["add", "edit", "remove"])
    async def test_what_needs_a_server_says_so(self, floor: ModeratedServer, command: str) -> None:
        words: dict[str, Any] = {} if command == "remove" else {"adds": "soft light"}
        result = await floor.manager.user.slash(f"styles {command}", name="dreamy", **words)
        assert "only works in servers that have the bot" in answer_of(result).content


class TestCompletion:
    async def test_moderators_are_offered_the_servers_own(self, floor: ModeratedServer) -> None:
        for name in ("dreamy", "dull", "bright"):
            await _styles(floor, "add", name=name, adds="x")
        for command in ("edit", "remove"):
            offered = await floor.manager.autocomplete(
                floor.lounge, f"styles {command}", "name", "D"
            )
            assert [choice["value"] for choice in offered] == ["dreamy", "dull"]

    async def test_at_most_as_many_as_discord_takes_are_offered_for_the_list(
        self, floor: ModeratedServer
    ) -> None:
        for number in range(10):
            await _styles(floor, "add", name=f"style {number}", adds="x")
        offered = await floor.harness.mia.autocomplete(floor.lounge, "styles list", "name", "")
        assert len(offered) == 25
        assert offered[0]["value"] == "style 0"


def test_the_moderators_guide_names_every_command_with_options_that_exist(
    floor: ModeratedServer,
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "moderators.md").read_text(encoding="utf-8")
    group = floor.harness.bot.tree.get_command("styles")
    assert isinstance(group, discord.app_commands.Group)
    examples = re.findall(r"`/styles (\w+)([^`]*)`", guide)
    assert {name for name, _ in examples} == {command.name for command in group.commands}
    for name, rest in examples:
        command = group.get_command(name)
        assert isinstance(command, discord.app_commands.Command)
        known = {parameter.display_name for parameter in command.parameters}
        assert set(re.findall(r"\b([a-z]+):", rest)) <= known, name
