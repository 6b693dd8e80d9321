"""/limits buttons and /limits others: audiences of buttons, and remixes of other images."""

from typing import Any

import discord
import pytest

from bot.i18n import ENGLISH
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.ui.jobs.buttons import action_label
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, open_moderated_server


@pytest.fixture
def server(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


async def _offered(server: ModeratedServer, typed: str) -> dict[str, str]:
    choices = await server.manager.autocomplete(server.lounge, "limits buttons", "button", typed)
    return {choice["value"]: choice["name"] for choice in choices}


def test_every_audience_can_be_chosen(server: ModeratedServer) -> None:
    group = server.harness.bot.tree.get_command("limits")
    assert isinstance(group, discord.app_commands.Group)
    command: Any = group.get_command("buttons")
    [option] = [one for one in command.parameters if one.name == "audience"]
    values = [choice.value for choice in option.choices]
    assert values == [*(who.value for who in Audience), "usual"]


async def test_every_button_is_offered_by_its_label(server: ModeratedServer) -> None:
    offered = await _offered(server, "")
    assert list(offered) == [action.value for action in DEFAULT_AUDIENCES]
    assert offered["edit"] == "Edit prompt"
    assert list(await _offered(server, "prompt")) == ["edit"]


async def test_a_button_is_understood_by_its_label_and_an_unknown_one_is_refused(
    server: ModeratedServer,
) -> None:
    await server.limits("buttons", button="Edit prompt", audience="author")
    assert (await server.rulebook()).audiences == {Action.EDIT: Audience.AUTHOR}
    text = await server.limits("buttons", button="Explode", audience="author")
    assert "Nothing was changed" in text


async def test_without_options_it_shows_what_holds_for_every_button(
    server: ModeratedServer,
) -> None:
    await server.limits("buttons", button="edit", audience="nobody")
    text = await server.limits("buttons")
    for action in DEFAULT_AUDIENCES:
        assert f"{action_label(action, ENGLISH)}: **" in text
    assert "Again: **everyone**\n" in text
    assert "Edit prompt: **no one** (set for this server)" in text


async def test_who_may_use_a_button_is_set_noted_and_taken_back(server: ModeratedServer) -> None:
    text = await server.limits("buttons", button="edit", audience="author")
    assert "`button Edit prompt`: not set → **author only**" in text
    assert (await server.rulebook()).audiences == {Action.EDIT: Audience.AUTHOR}
    assert "Button *Edit prompt*: **author only**" in await server.limits("show")
    text = await server.limits("buttons", button="edit", audience="usual", by=server.admin)
    assert "`button Edit prompt`: author only → **not set**" in text
    assert (await server.rulebook()).audiences == {}
    history = await server.limits("history")
    assert history.count("button Edit prompt") == 2


async def test_a_change_of_one_button_leaves_the_others(server: ModeratedServer) -> None:
    await server.limits("buttons", button="edit", audience="author")
    await server.limits("buttons", button="again", audience="moderators")
    assert (await server.rulebook()).audiences == {
        Action.EDIT: Audience.AUTHOR,
        Action.AGAIN: Audience.MODERATORS,
    }
    text = await server.limits("buttons", button="again", audience="moderators")
    assert "Nothing changed" in text


@pytest.mark.parametrize("options", [{"button": "edit"}, {"audience": "author"}])
async def test_half_of_a_change_is_refused_with_what_is_missing(
    server: ModeratedServer, options: dict[str, Any]
) -> None:
    text = await server.limits("buttons", **options)
    assert "Nothing was changed" in text
    assert (await server.rulebook()).audiences == {}


async def test_the_remixing_of_other_images_is_forbidden_and_allowed_again(
    server: ModeratedServer,
) -> None:
    text = await server.limits("others", allowed=False)
    assert "`remixing others`: allowed → **forbidden**" in text
    assert not (await server.rulebook()).remixes_others
    assert "Only the bot's own images can be remixed" in await server.limits("show")
    await server.limits("others", allowed=True)
    assert (await server.rulebook()).remixes_others
    assert "Only the bot's own" not in await server.limits("show")
