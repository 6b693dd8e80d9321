"""/limits commands: changes apply from the next request on, and only moderators make them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import Rulebook
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, open_moderated_server


@pytest.fixture
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


#: Every subcommand except the panel, which has its own tests.
COMMANDS: dict[str, Callable[[ModeratedServer], dict[str, Any]]] = {
    "panel": lambda _: {},
    "set": lambda _: {"limit": "cooldown", "value": "5m"},
    "clear": lambda _: {"limit": "cooldown"},
    "show": lambda _: {},
    "explain": lambda server: {"member": server.booster},
    "reset": lambda server: {"member": server.booster},
    "grant": lambda server: {"member": server.booster, "images": 5, "until": "3d"},
    "pause": lambda _: {},
    "resume": lambda _: {},
    "event": lambda _: {"factor": 2.0, "until": "3d"},
    "zone": lambda _: {"zone": "Europe/Berlin"},
    "channels": lambda server: {"add": server.gallery},
    "exempt": lambda server: {"add": server.boosters},
    "notices": lambda server: {"channel": server.lounge},
    "moderators": lambda server: {"role": server.boosters},
    "buttons": lambda _: {"button": "edit", "audience": "author"},
    "others": lambda _: {"allowed": False},
    "export": lambda _: {},
    "import": lambda _: {"file": ("limits.json", b'{"version": 1, "pause": {"until": null}}')},
    "history": lambda _: {},
}
ADMINISTRATORS_ONLY = {"moderators"}


def test_every_command_has_a_walk_through(server: ModeratedServer) -> None:
    group = server.harness.bot.tree.get_command("limits")
    assert isinstance(group, discord.app_commands.Group)
    assert {command.name for command in group.commands} == set(COMMANDS)


def test_every_command_in_the_moderators_guide_exists_with_these_options(
    server: ModeratedServer,
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "moderators.md").read_text(encoding="utf-8")
    group = server.harness.bot.tree.get_command("limits")
    assert isinstance(group, discord.app_commands.Group)
    examples = re.findall(r"`/limits (\w+)([^`]*)`", guide)
    assert {name for name, _ in examples} == set(COMMANDS)
    for name, rest in examples:
        command = group.get_command(name)
        assert isinstance(command, discord.app_commands.Command)
        known = {parameter.display_name for parameter in command.parameters}
        assert set(re.findall(r"\b([a-z]+):", rest)) <= known, name


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_stranger_is_refused_even_where_discord_shows_the_command(
    server: ModeratedServer, name: str
) -> None:
    text = await server.limits(name, by=server.harness.mia, **COMMANDS[name](server))
    assert "don't have permission to do that" in text
    assert await server.rulebook() == Rulebook()


async def test_members_do_not_see_the_command(harness: BotHarness) -> None:
    seen = harness.mia.available_commands(harness.art)
    assert not [name for name in seen if name.startswith("limits")]
    assert "my allowance" in seen


@pytest.mark.parametrize("who", ["admin", "manager", "helper"])
async def test_moderators_may_give_every_command_but_only_administrators_name_moderators(
    server: ModeratedServer, who: str
) -> None:
    await server.limits("moderators", by=server.admin, role=server.helpers)
    asking = {"admin": server.admin, "manager": server.manager, "helper": server.helper}[who]
    for name in COMMANDS.keys() - {"panel"}:
        text = await server.limits(name, by=asking, **COMMANDS[name](server))
        refused = who != "admin" and name in ADMINISTRATORS_ONLY
        assert ("don't have permission to do that" in text) == refused, name
        assert "went wrong" not in text, name
        if who == "admin" and name in ADMINISTRATORS_ONLY:
            await server.limits("moderators", by=server.admin, role=server.helpers)


async def test_a_role_of_moderators_holds_until_it_is_taken_back(server: ModeratedServer) -> None:
    text = await server.limits("moderators", by=server.admin, role=server.helpers)
    assert f"not set → **<@&{server.helpers.id}>**" in text
    assert "Server Settings → Integrations → " in text
    assert "don't have permission" not in await server.limits("show", by=server.helper)
    await server.limits("moderators", by=server.admin)
    assert "don't have permission" in await server.limits("show", by=server.helper)


async def test_a_limit_holds_at_the_next_click_and_the_answer_says_so(
    server: ModeratedServer,
) -> None:
    mia, art = server.harness.mia, server.harness.art
    text = await server.limits("set", limit="member-images-per-day", value="0")
    assert "Images per member per day for this server: not set → **none**" in text
    assert "from the next request on: **none allowed**" in text
    refused = await server.imagine(mia, art)
    assert "You can't create images here." in refused
    assert "Limit: Images per member per day (set for this server)" in refused
    text = await server.limits("clear", limit="member-images-per-day")
    assert "none → **not set**" in text
    assert "In this server from the next request on: **10** (set by the bot's owner)" in text
    assert "fox" in await server.imagine(mia, art)


async def test_a_channel_goes_before_its_category_and_a_role_before_both(
    server: ModeratedServer,
) -> None:
    await server.limits("set", limit="cooldown", value="1h")
    await server.limits("set", limit="cooldown", value="30m", channel=server.studio)
    await server.limits("set", limit="cooldown", value="2m", channel=server.gallery)
    text = await server.limits("set", limit="cooldown", value="0", role=server.boosters)
    assert f"For the role <@&{server.boosters.id}>" in text
    rules = {
        scope.kind.value: own[Limit.COOLDOWN]
        for scope, own in (await server.rulebook()).limits.items()
    }
    assert rules == {"server": 3600, "category": 1800, "channel": 120, "role": 0}
    await server.imagine(server.harness.mia, server.gallery)
    refused = await server.imagine(server.harness.mia, server.gallery)
    assert f"is 2 min (set for <#{server.gallery.id}>)" in refused
    await server.imagine(server.booster, server.gallery)
    assert "fox" in await server.imagine(server.booster, server.gallery)
    shown = await server.limits("show", channel=server.gallery)
    assert f"Cooldown: **2 min** (set for <#{server.gallery.id}>)" in shown
    shown = await server.limits("show", channel=server.gallery, role=server.boosters)
    assert f"Cooldown: **0 s** (set for the role <@&{server.boosters.id}>)" in shown
    shown = await server.limits("show", channel=server.studio)
    assert f"Cooldown: **30 min** (set for the category <#{server.studio.id}>)" in shown
    assert "Cooldown: **1 h** (set for this server)" in await server.limits("show")


async def test_what_is_set_nearer_is_named_when_it_goes_before(server: ModeratedServer) -> None:
    await server.limits("set", limit="cooldown", value="2m", channel=server.gallery)
    text = await server.limits("set", limit="cooldown", value="1h")
    assert f"More specific settings take precedence: <#{server.gallery.id}>." in text


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [
        ("cooldown", "soon", "Cooldown can't be soon"),
        ("cooldown", "31d", "Enter a time up to 30 days, or off, for example `90s`"),
        ("member-usd-per-day", "-1", "for example `0.50`"),
        ("count", "11", "a whole number from 0 to 10"),
        ("private", "perhaps", "allowed or forbidden"),
        ("member-images-per-day", "**1** <@1>", "\\*\\*1\\*\\* \\<@1\\>"),
    ],
)
async def test_bad_input_is_answered_with_what_would_do(
    server: ModeratedServer, limit: str, value: str, words: str
) -> None:
    text = await server.limits("set", limit=limit, value=value)
    assert words in text
    assert "Nothing was changed" in text
    assert await server.rulebook() == Rulebook()


async def test_a_channel_and_a_role_at_once_are_refused(server: ModeratedServer) -> None:
    text = await server.limits(
        "set", limit="cooldown", value="1m", channel=server.gallery, role=server.boosters
    )
    assert "a channel and a role at once" in text


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("set", {"limit": "cooldown", "value": "1m"}),
        ("exempt", {}),
        ("moderators", {}),
        ("show", {}),
    ],
)
async def test_the_role_that_everybody_has_is_refused(
    server: ModeratedServer, name: str, options: dict[str, Any]
) -> None:
    everybody = server.manager.guild.default_role
    option: dict[str, Any] = {"add" if name == "exempt" else "role": everybody}
    text = await server.limits(name, by=server.admin, **options, **option)
    assert "`role` can't be" in text
    assert await server.rulebook() == Rulebook()


async def test_setting_what_is_set_changes_nothing(server: ModeratedServer) -> None:
    await server.limits("set", limit="cooldown", value="5m")
    assert "Nothing changed" in await server.limits("set", limit="cooldown", value="300s")
    assert "Nothing changed" in await server.limits("clear", limit="count")


async def test_a_model_that_does_not_exist_is_pointed_out(server: ModeratedServer) -> None:
    text = await server.limits("set", limit="models", value="nobody/knows")
    assert "No such model is available: nobody/knows" in text


async def test_values_are_offered_for_the_chosen_limit(server: ModeratedServer) -> None:
    async def offered(limit: str, typed: str) -> list[object]:
        choices = await server.manager.autocomplete(
            server.lounge, "limits set", "value", typed, limit=limit
        )
        return [choice["value"] for choice in choices]

    assert await offered("cooldown", "") == ["90s", "off"]
    assert await offered("private", "") == ["allowed", "forbidden"]
    assert await offered("nsfw", "") == ["anywhere", "only", "never"]
    models = await offered("models", "google/gemini-3-pro-image, openai/gpt-5-image-mi")
    assert "google/gemini-3-pro-image, openai/gpt-5-image-mini" in models


async def test_the_panel_opens_for_moderators(server: ModeratedServer) -> None:
    opened = await server.ask("panel")
    assert opened.ephemeral
    assert answer_of(opened).components
