"""What a block covers: every command and control for images, and nothing else."""

from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import discord
import pytest
from discord import app_commands
from simcord.results import InteractionResult

from bot.i18n import ENGLISH
from bot.policy.images.actions import ACTIONS, Action, Control
from bot.policy.moderation.filter import Step
from bot.sandbox.painter import ScriptedAnswer
from bot.service.moderation.cases.operator_cases import OperatorCases
from bot.storage.engine.database import default_url, open_database
from bot.storage.stores import open_stores
from bot.ui.jobs.buttons import prompt_view
from bot.ui.moderation.cases.block_check import is_covered
from testkit.simulated import answer_of
from tests.system.conftest import OpenBot
from tests.system.interactions import form_of, held_open, last_job, post, post_buttons, unchanged
from tests.system.moderated_cases import CaseServer, open_case_server

STEP = Step(3, timedelta(minutes=10), timedelta(hours=1))


@pytest.fixture
async def server(open_harness: OpenBot) -> AsyncGenerator[CaseServer]:
    """A server without limits."""
    async with held_open(open_harness(default_limits={})) as harness:
        yield open_case_server(harness)


async def _block(server: CaseServer) -> None:
    await server.use("block", member=server.harness.mia, duration="1 d")


def _is_refused(result: InteractionResult) -> bool:
    answers = [result.response, *result.followups]
    texts = [one.content for one in answers if one is not None and one.ephemeral]
    return any("You're blocked from creating images" in text for text in texts)


#: Commands that a block leaves alone.
OPEN = ("my allowance", "my images", "my defaults", "my data export", "styles list")


async def test_commands_for_images_refuse_a_blocked_member(server: CaseServer) -> None:
    mia, art = server.harness.mia, server.harness.art
    await server.imagine()
    job, card = last_job(server.harness), art.last_message
    assert card is not None
    await _block(server)
    sent = len(server.harness.painter.requests)
    assert _is_refused(await mia.slash(art, "imagine", prompt="a fox"))
    assert _is_refused(await mia.slash(art, "imagine", prompt="a fox", private=True))
    assert _is_refused(await mia.slash(art, "show", id=str(job)))
    for menu in ("Remix image", "Image details"):
        assert _is_refused(await mia.context_menu(art, menu, card))
    assert len(server.harness.painter.requests) == sent


async def test_my_commands_and_styles_stay(server: CaseServer) -> None:
    mia, art = server.harness.mia, server.harness.art
    await _block(server)
    for name in OPEN:
        result = await mia.slash(art, name)
        assert result.acknowledged
        assert not _is_refused(result), name
    allowance = await mia.slash(art, "my allowance")
    assert "🚫 Blocked from creating images until <t:" in answer_of(allowance).content


def test_every_command_is_either_for_images_or_open(server: CaseServer) -> None:
    class Asked:
        type = discord.InteractionType.application_command

        def __init__(self, name: str) -> None:
            self.data = {"name": name}

    tree = server.harness.bot.tree
    names = {command.name for command in tree.get_commands()}
    names |= {one.name for one in tree.get_commands(type=discord.AppCommandType.message)}
    covered = {name for name in names if is_covered(Asked(name))}  # pyright: ignore[reportArgumentType] - its name is all that counts
    assert covered == {"imagine", "show", "Remix image", "Image details", "Report image"}
    assert isinstance(tree.get_command("my"), app_commands.Group)


_BUTTONS = [action for action, spec in ACTIONS.items() if spec.control is Control.BUTTON]
_MENU = [action for action, spec in ACTIONS.items() if spec.control is Control.MENU]


@pytest.mark.parametrize("action", _BUTTONS)
async def test_every_button_under_an_image_refuses(server: CaseServer, action: Action) -> None:
    await server.imagine()
    job = last_job(server.harness)
    message = await post_buttons(server.harness, job, action)
    await _block(server)
    sent = len(server.harness.painter.requests)
    custom_id = f"job:{action}:{job}"
    shown = await server.harness.mia.click(message, custom_id=custom_id)
    assert _is_refused(shown)
    assert shown.modal is None
    assert len(server.harness.painter.requests) == sent


@pytest.mark.parametrize("action", _MENU)
async def test_every_entry_of_more_refuses(server: CaseServer, action: Action) -> None:
    result = await server.harness.mia.slash(
        server.harness.art, "imagine", prompt="a fox", private=action is Action.SHARE
    )
    await _block(server)
    shown = await server.harness.mia.select(answer_of(result), [action.value])
    assert _is_refused(shown)
    assert shown.modal is None


async def test_copy_prompt_refuses(server: CaseServer) -> None:
    await server.imagine()
    message = await post(server.harness, prompt_view(last_job(server.harness), say=ENGLISH))
    await _block(server)
    shown = await server.harness.mia.click(message, label="Copy prompt")
    assert _is_refused(shown)


@pytest.mark.parametrize("action", [Action.EDIT, Action.ALT, Action.REPORT])
async def test_a_form_that_was_opened_before_the_block_refuses(
    server: CaseServer, action: Action
) -> None:
    ben, mia = server.harness.ben, server.harness.mia
    if action is Action.REPORT:
        # no one reports their own image
        await server.harness.services.moderation.log_settings.set_channel(
            server.guild_id, server.mod.id, server.desk.id
        )
        card = answer_of(await ben.slash(server.harness.art, "imagine", prompt="a fox"))
    else:
        card = answer_of(await server.imagine())
    if action is Action.EDIT:
        shown = await mia.click(card, label="Edit prompt")
    else:
        shown = await mia.select(card, [action.value])
    assert form_of(shown)
    server.harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
    await _block(server)
    sent = len(server.harness.painter.requests)
    filled = (
        {"reason": "This shows a real person."} if action is Action.REPORT else unchanged(shown)
    )
    assert _is_refused(await mia.submit_modal(shown, filled))
    assert len(server.harness.painter.requests) == sent


async def test_an_image_in_progress_is_finished(server: CaseServer) -> None:
    harness = server.harness
    harness.painter.script(ScriptedAnswer(sketch=True, latency_s=0.3))
    harness.dispatch(harness.mia, "imagine", prompt="a fox")
    await harness.painter.wait_for_requests(1)
    cases = harness.services.moderation.cases
    assert await cases.block_automatically(server.guild_id, harness.mia.id, STEP, None)

    def is_shown() -> bool:
        card = harness.art.last_message
        return card is not None and bool(card.attachments)

    await harness.until(is_shown)


async def test_an_operators_block_of_a_user_holds_everywhere(server: CaseServer) -> None:
    mia = server.harness.mia
    await _store(server, mia.id)
    refused = await server.imagine()
    text = answer_of(refused).content
    assert text.startswith("The bot's owner has blocked you from creating images (case 1).")
    assert "contact the bot's owner" in text
    assert answer_of(refused).components == []
    refused = await mia.user.slash("imagine", prompt="a fox")
    assert "The bot's owner has blocked you" in answer_of(refused).content
    assert "fox" in answer_of(await server.imagine(server.harness.ben)).content
    # moderators cannot lift it
    assert "Only the owner can lift this block" in await server.say("unblock", member=mia)


async def test_an_operators_block_of_a_server_covers_everyone_there_alone(
    server: CaseServer,
) -> None:
    await _store(server, server.guild_id, is_server=True)
    for member in (server.harness.mia, server.admin):
        text = answer_of(await server.imagine(member)).content
        assert text.startswith("The bot's owner has blocked this server")
    shown = await server.harness.mia.user.slash("imagine", prompt="a fox")
    assert answer_of(shown).attachments


async def test_an_operators_block_of_a_server_holds_for_members_who_bring_the_bot_along(
    server: CaseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend, mia = server.harness.env.backend, server.harness.mia
    emit = backend.emit

    def emit_with_owner(event: str, payload: Any, **others: Any) -> Any:  # noqa: ANN401 - as simcord has it
        if event == "INTERACTION_CREATE":
            payload["authorizing_integration_owners"] = {"1": str(mia.id)}
        return emit(event, payload, **others)

    monkeypatch.setattr(backend, "emit", emit_with_owner)
    await _store(server, server.guild_id, is_server=True)
    text = answer_of(await server.imagine()).content
    assert text.startswith("The bot's owner has blocked this server")


async def test_a_block_holds_in_its_server_alone(server: CaseServer) -> None:
    await _block(server)
    shown = await server.harness.mia.user.slash("imagine", prompt="a fox")
    assert answer_of(shown).attachments


async def _store(server: CaseServer, subject_id: int, *, is_server: bool = False) -> None:
    """Block as the command line does, which is another process."""
    url = default_url(server.harness.data_dir)
    async with open_database(url, migrated=False) as database:
        cases = OperatorCases(open_stores(database).cases, clock=server.harness.clock)
        await cases.block(subject_id, is_server=is_server, until=None, reason="abuse")
