"""Actions that make a new image from a finished one: Again, Edit prompt, Higher resolution."""

import base64
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.i18n import ENGLISH
from bot.policy.images.actions import ORIGINS, Action, Audience
from bot.policy.jobs.job import Parent
from bot.policy.limits.rulebook import Pause
from bot.ports import StoredJob
from bot.sandbox.painter import ScriptedAnswer
from bot.ui.jobs.buttons import action_label
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import (
    form_of,
    held_open,
    images_in,
    labels_of,
    last_job,
    post_buttons,
    restart,
    unchanged,
)

SEEDED = "bytedance-seed/seedream-4.5"
SIZED = "google/gemini-3.1-flash-image"
BUTTONS = [action_label(action, ENGLISH) for action in ORIGINS]


@pytest.fixture
async def free(open_harness: OpenBot) -> AsyncGenerator[BotHarness]:
    """A harness without a cooldown."""
    async with held_open(open_harness(cooldown_seconds=None)) as harness:
        yield harness


async def generated(harness: BotHarness, by: MemberActor | None = None, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Request an image, and return its card."""
    result = await (by or harness.mia).slash(
        harness.art, "imagine", **{"prompt": "a red fox", **options}
    )
    assert answer_of(result).attachments
    return answer_of(result)


def _moderator(harness: BotHarness) -> MemberActor:
    guild = harness.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(harness.env.create_user("zoe"), roles=[role])


async def _set_audience(harness: BotHarness, action: Action, audience: Audience) -> None:
    await harness.services.rulebook_editor.edit(
        harness.mia.guild.id,
        harness.ben.id,
        lambda book: replace(book, audiences={action: audience}),
    )


async def test_again_is_the_same_with_another_seed(free: BotHarness) -> None:
    card = await generated(free, model=SEEDED, ratio="16:9", spoiler=True)
    again = await free.mia.click(card, label="Again")
    assert not again.ephemeral
    [image] = answer_of(again).attachments
    assert image.is_spoiler()
    first, second = [asked.body for asked in free.painter.requests]
    assert first["seed"] != second["seed"]
    assert first["trace"] != second["trace"]
    alike = {"seed": 0, "trace": None}
    assert {**first, **alike} == {**second, **alike}


async def test_an_image_that_was_wanted_with_a_seed_gets_another_one(
    free: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await generated(free, model=SEEDED)
    stored = await free.services.imagine.read(last_job(free))
    wanted = replace(stored.draft.request, seed=7)

    async def read(_job_id: int) -> StoredJob:
        return replace(stored, draft=replace(stored.draft, request=wanted))

    monkeypatch.setattr(free.services.imagine, "read", read)
    await free.mia.click(card, label="Again")
    assert free.painter.requests[1].body["seed"] != 7


async def test_a_new_image_knows_what_it_came_from(free: BotHarness) -> None:
    card = await generated(free)
    parent_job = last_job(free)
    await free.mia.click(card, label="Again")
    stored = await free.services.imagine.read(last_job(free))
    where = (free.mia.guild.id, free.art.id, card.id)
    assert stored.draft.parent == Parent(Action.AGAIN, parent_job, *where, chain=parent_job)


async def test_openrouter_can_tell_members_and_their_chains_apart(free: BotHarness) -> None:
    card = await generated(free, model=SIZED, size="512")
    again = (await free.mia.click(card, label="Again")).response
    assert again is not None
    await free.mia.click(again, label="Higher resolution")
    await restart(free)
    shown = await free.mia.click(again, label="Edit prompt")
    await free.mia.submit_modal(shown, unchanged(shown, prompt="a fox"))
    await free.ben.click(card, label="Again")
    await generated(free)
    bodies = [asked.body for asked in free.painter.requests]
    mia, ben = bodies[0]["user"], bodies[4]["user"]
    assert [body["user"] for body in bodies] == [mia, mia, mia, mia, ben, mia]
    sessions = [body["session_id"] for body in bodies]
    assert len(set(sessions[:4])) == 1
    assert len(set(sessions)) == 3
    traces = [body["trace"]["trace_id"] for body in bodies]
    assert len(set(traces)) == 6
    assert traces[-1] == str(last_job(free))
    assert str(free.mia.id) not in str(bodies)


async def test_a_private_image_has_private_children(free: BotHarness) -> None:
    card = await generated(free, private=True)
    again = await free.mia.click(card, label="Again")
    assert again.ephemeral
    assert free.art.last_message is None


async def test_an_image_that_was_hidden_later_has_hidden_children(free: BotHarness) -> None:
    card = await generated(free, spoiler=True)
    free.env.backend.get_message(card.channel_id, card.id).attachments[0]["filename"] = "fox.png"
    again = await free.mia.click(card, label="Again")
    assert not answer_of(again).attachments[0].is_spoiler()


@pytest.mark.parametrize("label", ["Again", "Higher resolution"])
async def test_a_double_click_asks_once(free: BotHarness, label: str) -> None:
    card = await generated(free, model=SIZED, size="512")
    await free.mia.click(card, label=label)
    again = await free.mia.click(card, label=label)
    assert again.deferred
    assert again.followups == []
    assert len(free.painter.requests) == 2
    # a click of another member or a later one is not a double click
    await free.ben.click(card, label=label)
    free.clock.advance(seconds=3)
    await free.mia.click(card, label=label)
    assert len(free.painter.requests) == 4


async def test_what_was_refused_can_be_tried_again_at_once(harness: BotHarness) -> None:
    card = await generated(harness)
    for _ in range(2):
        reply = await harness.mia.click(card, label="Again")
        assert "<t:" in answer_of(reply).content
        assert reply.ephemeral
    assert len(harness.painter.requests) == 1


async def test_everybody_asks_on_their_own_allowance(harness: BotHarness) -> None:
    card = await generated(harness)
    again = await harness.ben.click(card, label="Again")
    assert answer_of(again).content.startswith(harness.ben.mention)
    refused = await harness.ben.slash(harness.art, "imagine", prompt="a fox")
    assert refused.ephemeral


async def test_a_member_whose_allowance_is_used_up_is_told(open_harness: OpenBot) -> None:
    async with open_harness(cooldown_seconds=None, member_images_per_day=1) as harness:
        card = await generated(harness)
        reply = await harness.mia.click(card, label="Again")
        assert reply.ephemeral
        assert "1 of your 1" in answer_of(reply).content
        assert len(harness.painter.requests) == 1


@pytest.mark.parametrize("label", ["Again", "Higher resolution", "Remix", "Edit prompt"])
@pytest.mark.parametrize(
    ("audience", "may"),
    [
        (Audience.EVERYONE, {"author", "moderator", "member"}),
        (Audience.MODERATORS, {"author", "moderator"}),
        (Audience.AUTHOR, {"author"}),
        (Audience.NO_ONE, set[str]()),
    ],
)
async def test_a_server_decides_who_may_use(
    free: BotHarness, label: str, audience: Audience, may: set[str]
) -> None:
    actions = dict(zip(BUTTONS, ORIGINS, strict=True))
    card = await generated(free, model=SIZED, size="512")
    await _set_audience(free, actions[label], audience)
    people = {"author": free.mia, "moderator": _moderator(free), "member": free.ben}
    passed: set[str] = set()
    for name, member in people.items():
        result = await member.click(card, label=label)
        if result.modal is not None or not result.ephemeral:
            passed.add(name)
        free.clock.advance(seconds=3)
    assert passed == may


async def test_a_paused_server_is_paused_for_buttons(free: BotHarness) -> None:
    card = await generated(free)
    await free.services.rulebook_editor.edit(
        free.mia.guild.id, free.ben.id, lambda book: replace(book, pause=Pause(None))
    )
    reply = await free.ben.click(card, label="Again")
    assert reply.ephemeral
    assert "paused" in answer_of(reply).content
    assert len(free.painter.requests) == 1


async def test_all_buttons_work_after_a_restart(free: BotHarness) -> None:
    card = await generated(free, model=SIZED, size="512")
    assert labels_of(card) == BUTTONS
    await restart(free)
    forms = 0
    for label in BUTTONS:
        result = await free.mia.click(card, label=label)
        assert result.modal is not None or (result.response and result.response.attachments)
        forms += result.modal is not None
    assert len(free.painter.requests) == 1 + len(BUTTONS) - forms


@pytest.mark.parametrize("label", BUTTONS)
async def test_a_job_that_is_forgotten_is_told(free: BotHarness, label: str) -> None:
    message = await post_buttons(free, 1, *ORIGINS)
    reply = await free.mia.click(message, label=label)
    assert reply.ephemeral
    assert "no longer has this image" in answer_of(reply).content


@pytest.mark.parametrize("label", ["Remix", "Higher resolution"])
async def test_a_card_without_its_image_is_told(free: BotHarness, label: str) -> None:
    await generated(free, model=SIZED, size="512")
    bare = await post_buttons(free, last_job(free), Action.REMIX, Action.LARGER)
    reply = await free.mia.click(bare, label=label)
    assert reply.modal is None
    assert reply.ephemeral
    assert len(free.painter.requests) == 1


async def test_a_higher_resolution_is_the_next_size_with_the_image_itself(
    free: BotHarness,
) -> None:
    card = await generated(free, model=SIZED, size="512", ratio="16:9")
    larger = await free.ben.click(card, label="Higher resolution")
    assert larger.response is not None
    assert not larger.ephemeral
    stored = await free.services.imagine.read(last_job(free))
    assert stored.draft.request.size == "1K"
    assert stored.draft.request.ratio == "16:9"
    assert stored.draft.request.prompt == "a red fox"
    assert stored.draft.parent is not None
    assert stored.draft.parent.origin is Action.LARGER
    assert [len(images_in(asked)) for asked in free.painter.requests] == [0, 1]


async def test_a_higher_resolution_keeps_the_seed(free: BotHarness) -> None:
    card = await generated(free, model=SEEDED, size="1K")
    await free.mia.click(card, label="Higher resolution")
    first, second = [asked.body for asked in free.painter.requests]
    assert second["seed"] == first["seed"]
    assert second["resolution"] == "2K"


async def test_nothing_is_larger_than_the_largest(free: BotHarness) -> None:
    card = await generated(free, model=SIZED, size="4K")
    assert "Higher resolution" not in labels_of(card)
    stored = last_job(free)
    message = await post_buttons(free, stored, Action.LARGER)
    free.env.backend.get_message(free.art.id, message.id).attachments.append(
        free.env.backend.get_message(free.art.id, card.id).attachments[0]
    )
    reply = await free.mia.click(message, label="Higher resolution")
    assert reply.ephemeral
    assert "larger" in answer_of(reply).content
    assert len(free.painter.requests) == 1


async def test_one_of_several_images_is_chosen_to_be_larger(free: BotHarness) -> None:
    free.painter.script(ScriptedAnswer(sketch=True, count=2))
    card = await generated(free, model=SIZED, size="512")
    assert len(card.attachments) == 2
    shown = await free.mia.click(card, label="Higher resolution")
    names = [option["label"] for option in form_of(shown)["picture"]["options"]]
    assert names == ["Image 1", "Image 2"]
    larger = await free.mia.submit_modal(shown, unchanged(shown, picture="1"))
    assert answer_of(larger).attachments
    [sent] = images_in(free.painter.requests[1])
    assert sent == await _as_url(card.attachments[1])
    assert sent != await _as_url(card.attachments[0])


async def _as_url(attachment: discord.Attachment) -> str:
    data = base64.b64encode(await attachment.read()).decode()
    return f"data:{attachment.content_type};base64,{data}"


async def test_editing_keeps_what_the_form_does_not_show(free: BotHarness, png: bytes) -> None:
    card = await generated(free, image=("a.png", png))
    shown = await free.mia.click(card, label="Edit prompt")
    await free.mia.submit_modal(shown, unchanged(shown, prompt="a blue fox"))
    first, second = free.painter.requests
    assert images_in(first) == images_in(second) != []
    stored = await free.services.imagine.read(last_job(free))
    assert stored.draft.request.prompt == "a blue fox"
    assert stored.draft.parent is not None
    assert stored.draft.parent.origin is Action.EDIT


async def test_only_the_image_itself_goes_along_to_be_larger(free: BotHarness, png: bytes) -> None:
    card = await generated(free, model=SIZED, size="512", image=("a.png", png))
    await free.mia.click(card, label="Higher resolution")
    [sent] = images_in(free.painter.requests[1])
    assert sent == await _as_url(card.attachments[0])


@pytest.mark.parametrize("path", ["edit", "again and edit", "show and edit"])
async def test_what_somebody_else_attached_does_not_go_along_with_other_words(
    free: BotHarness, png: bytes, path: str
) -> None:
    card = await generated(free, image=("a.png", png))
    editor = _moderator(free)
    if path == "again and edit":
        # now it is in a request of their own
        again = await editor.click(card, label="Again")
        assert len(images_in(free.painter.requests[1])) == 1
        card = answer_of(again)
    if path == "show and edit":
        shown = await editor.slash(free.art, "show", id=str(last_job(free)))
        card = answer_of(shown)
    form = await editor.click(card, label="Edit prompt")
    assert form.modal is not None
    assert "aren't included" in form.modal["components"][0]["description"]
    await editor.submit_modal(form, unchanged(form, prompt="repeat the input image exactly"))
    assert images_in(free.painter.requests[-1]) == []
    assert (await free.services.imagine.read(last_job(free))).draft.request.references == ()


async def test_the_authors_own_edit_form_has_no_note_about_attached_images(
    free: BotHarness, png: bytes
) -> None:
    card = await generated(free, image=("a.png", png))
    form = await free.mia.click(card, label="Edit prompt")
    assert form.modal is not None
    assert not form.modal["components"][0].get("description")


async def test_the_form_says_how_many_and_that_can_be_changed(free: BotHarness) -> None:
    card = await generated(free, count=3)
    form = await free.mia.click(card, label="Edit prompt")
    options = form_of(form)["count"]["options"]
    assert [one["value"] for one in options] == ["1", "2", "3", "4"]
    assert [one["value"] for one in options if one["default"]] == ["3"]
    await free.mia.submit_modal(form, unchanged(form))
    assert len(free.painter.requests) == 6
    form = await free.mia.click(card, label="Edit prompt")
    done = await free.mia.submit_modal(form, unchanged(form, count="1"))
    assert len(answer_of(done).attachments) == 1
    assert len(free.painter.requests) == 7


@pytest.mark.parametrize("words", ["a castle made of glass and light", "`" * 2000, "w" * 2000])
async def test_what_was_written_into_a_form_comes_back_with_a_refusal(
    harness: BotHarness, words: str
) -> None:
    card = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    shown = await harness.mia.click(answer_of(card), label="Edit prompt")
    harness.expected_errors = 1  # simcord counts refusals that a form raises as errors
    refused = await harness.mia.submit_modal(shown, unchanged(shown, prompt=words))
    assert "Cooldown: your next image is possible" in answer_of(refused).content
    assert words[:20].replace("``", "`\u200b`") in answer_of(refused).content
    assert len(answer_of(refused).content) <= 2000
