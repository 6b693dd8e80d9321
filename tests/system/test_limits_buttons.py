"""/limits buttons and others: moderators set who can use an action, and what can be remixed."""

from typing import Any

import discord
import pytest

from bot.i18n import ENGLISH
from bot.policy.images.actions import DEFAULT_AUDIENCES, Action, Audience
from bot.ui.jobs.buttons import action_label
from tests.system.conftest import BotHarness
from tests.system.moderated_server import ModeratedServer, open_moderated_server


@pytest.fixture
def floor(harness: BotHarness) -> ModeratedServer:
    return open_moderated_server(harness)


def _choices(floor: ModeratedServer, option: str) -> list[str]:
    group = floor.harness.bot.tree.get_command("limits")
    assert isinstance(group, discord.app_commands.Group)
    command: Any = group.get_command("buttons")
    [found] = [one for one in command.parameters if one.name == option]
    return [choice.value for choice in found.choices]


def test_every_button_and_every_audience_can_be_chosen(floor: ModeratedServer) -> None:
    assert _choices(floor, "button") == [action.value for action in DEFAULT_AUDIENCES]
    assert _choices(floor, "audience") == [*(who.value for who in Audience), "usual"]


async def test_without_options_it_shows_what_holds_for_every_button(floor: ModeratedServer) -> None:
    await floor.limits("buttons", button="edit", audience="nobody")
    said = await floor.limits("buttons")
    for action in DEFAULT_AUDIENCES:
        assert f"{action_label(action, ENGLISH)}: **" in said
    assert "Again: **everyone**\n" in said
    assert "Edit prompt: **no one**, set for this server" in said


async def test_who_may_use_a_button_is_set_noted_and_taken_back(floor: ModeratedServer) -> None:
    said = await floor.limits("buttons", button="edit", audience="author")
    assert "`button Edit prompt`: not set → **author only**" in said
    assert (await floor.rulebook()).audiences == {Action.EDIT: Audience.AUTHOR}
    assert "Button *Edit prompt*: **author only**" in await floor.limits("show")
    said = await floor.limits("buttons", button="edit", audience="usual", by=floor.admin)
    assert "`button Edit prompt`: author only → **not set**" in said
    assert (await floor.rulebook()).audiences == {}
    history = await floor.limits("history")
    assert history.count("button Edit prompt") == 2


async def test_a_change_of_one_button_leaves_the_others(floor: ModeratedServer) -> None:
    await floor.limits("buttons", button="edit", audience="author")
    await floor.limits("buttons", button="again", audience="moderators")
    assert (await floor.rulebook()).audiences == {
        Action.EDIT: Audience.AUTHOR,
        Action.AGAIN: Audience.MODERATORS,
    }
    said = await floor.limits("buttons", button="again", audience="moderators")
    assert "Nothing changed" in said


@pytest.mark.parametrize("given", [{"button": "edit"}, {"audience": "author"}])
async def test_half_of_a_change_is_refused_with_what_is_missing(
    floor: ModeratedServer, given: dict[str, Any]
) -> None:
    said = await floor.limits("buttons", **given)
    assert "Nothing was changed" in said
    assert (await floor.rulebook()).audiences == {}


async def test_the_remixing_of_other_images_is_forbidden_and_allowed_again(
    floor: ModeratedServer,
) -> None:
    said = await floor.limits("others", allowed=False)
    assert "`remixing others`: allowed → **forbidden**" in said
    assert not (await floor.rulebook()).remixes_others
    assert "Only the bot's own images can be remixed" in await floor.limits("show")
    await floor.limits("others", allowed=True)
    assert (await floor.rulebook()).remixes_others
    assert "Only the bot's own" not in await floor.limits("show")
