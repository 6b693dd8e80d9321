"""Only its author can use a private image, until they share it."""

from dataclasses import replace
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.errors import StorageFailed, StorageFault
from bot.i18n import ENGLISH
from bot.policy.images.actions import ORIGINS, Action, Audience
from bot.ui.jobs.buttons import action_label, image_view, prompt_view
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import labels_of, last_job, post
from tests.system.reviewed_server import with_log

SIZED = "google/gemini-3.1-flash-image"
FREE = {"cooldown_seconds": None, "member_images_per_day": None}
BUTTONS = [action_label(action, ENGLISH) for action in ORIGINS]
AUTHORS_ALONE = "Only the member who requested this image"


async def _private(harness: BotHarness) -> Any:  # noqa: ANN401 - as simcord has it
    """Request a private image as Mia, and return its card."""
    result = await harness.mia.slash(
        harness.art, "imagine", prompt="a red fox", model=SIZED, size="512", private=True
    )
    assert result.ephemeral
    assert answer_of(result).attachments
    return answer_of(result)


async def _agree(harness: BotHarness) -> None:
    """Let the server's log show private requests, to which Mia agrees."""
    await with_log(harness, shows_private=True)
    await harness.services.moderation.consent.agree(harness.mia.guild.id, harness.mia.id)


async def _forged(harness: BotHarness) -> discord.Message:
    """Send the controls of the last image publicly: custom ids are not secret."""
    stored = await harness.services.imagine.read(last_job(harness))
    assert stored.generation is not None
    job_id = stored.draft.requester.job_id
    view = image_view(stored.generation, job_id, is_private=False, say=ENGLISH)
    return await post(harness, view)


def _moderator(harness: BotHarness) -> MemberActor:
    guild = harness.mia.guild
    role = guild.create_role("mods", permissions=discord.Permissions(administrator=True))
    return guild.add_member(harness.env.create_user("zoe"), roles=[role])


def _private_reply(result: Any) -> str:  # noqa: ANN401 - as above
    """Return the private response."""
    [reply] = result.followups or [result.response]
    assert reply.ephemeral
    return reply.content


def _choices(card: Any) -> set[str]:  # noqa: ANN401 - as above
    return {option["value"] for option in card.components[-1]["components"][0]["options"]}


@pytest.mark.parametrize("label", BUTTONS)
async def test_nobody_else_asks_from_it(open_harness: OpenBot, label: str) -> None:
    async with open_harness(**FREE) as harness:
        await _private(harness)
        forged = await _forged(harness)
        for member in (harness.ben, _moderator(harness)):
            result = await member.click(forged, label=label)
            assert result.modal is None
            assert AUTHORS_ALONE in _private_reply(result)
        assert len(harness.painter.requests) == 1


@pytest.mark.parametrize("choice", [Action.ALT, Action.SPOILER, Action.COPY])
async def test_nobody_else_changes_or_copies_it(harness: BotHarness, choice: Action) -> None:
    await _private(harness)
    forged = await _forged(harness)
    for member in (harness.ben, _moderator(harness)):
        result = await member.select(forged, [choice])
        assert result.modal is None
        assert AUTHORS_ALONE in _private_reply(result)


async def test_moderators_of_its_server_alone_read_what_was_asked_with_consent(
    harness: BotHarness,
) -> None:
    await _agree(harness)
    await _private(harness)
    forged = await _forged(harness)
    stored = await harness.services.imagine.read(last_job(harness))
    copying = await post(harness, prompt_view(stored.draft.requester.job_id, say=ENGLISH))
    zoe = _moderator(harness)
    for member, expected in ((harness.ben, AUTHORS_ALONE), (zoe, "a red fox")):
        assert expected in _private_reply(await member.select(forged, [Action.DETAILS]))
        assert expected in _private_reply(await member.click(copying, label="Copy prompt"))


async def test_a_server_can_keep_it_from_its_moderators_as_well(harness: BotHarness) -> None:
    await _agree(harness)
    await _private(harness)
    forged = await _forged(harness)
    await harness.services.rulebook_editor.edit(
        harness.mia.guild.id,
        harness.ben.id,
        lambda book: replace(book, audiences={Action.DETAILS: Audience.AUTHOR}),
    )
    result = await _moderator(harness).select(forged, [Action.DETAILS])
    assert AUTHORS_ALONE in _private_reply(result)


async def test_only_moderators_delete_what_shows_it(harness: BotHarness) -> None:
    await _private(harness)
    forged = await _forged(harness)
    assert AUTHORS_ALONE in _private_reply(await harness.ben.select(forged, [Action.DELETE]))
    assert harness.art.history()
    await _moderator(harness).select(forged, [Action.DELETE])
    assert harness.art.history() == []


async def test_its_author_may_do_everything(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        card = await _private(harness)
        for label in BUTTONS:
            result = await harness.mia.click(card, label=label)
            assert result.modal is not None or result.ephemeral
            harness.clock.advance(seconds=3)
        assert harness.art.history() == []
        assert len(harness.painter.requests) == 3


async def test_show_offers_moderators_nothing_without_consent(harness: BotHarness) -> None:
    await _private(harness)
    shown = await _moderator(harness).slash(harness.art, "show", id=str(last_job(harness)))
    assert AUTHORS_ALONE in answer_of(shown).content


async def test_show_offers_moderators_only_its_prompt_once_its_member_agreed(
    harness: BotHarness,
) -> None:
    await _agree(harness)
    await _private(harness)
    job_id = str(last_job(harness))
    zoe = _moderator(harness)
    shown = await zoe.slash(harness.art, "show", id=job_id)
    assert labels_of(answer_of(shown)) == ["Copy prompt"]
    assert "a red fox" in _private_reply(await zoe.click(answer_of(shown), label="Copy prompt"))
    own = await harness.mia.slash(harness.art, "show", id=job_id)
    assert labels_of(own.response) == ["Again", "Edit prompt"]


async def test_what_its_author_shares_is_for_everybody(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        card = await _private(harness)
        job_id = last_job(harness)
        assert Action.SHARE in _choices(card)
        result = await harness.mia.select(card, [Action.SHARE])
        assert Action.SHARE not in _choices(card)
        shared = result.followups[0]
        again = await harness.ben.click(shared, label="Again")
        assert answer_of(again).attachments
        assert not again.ephemeral
        assert "a red fox" in _private_reply(await harness.ben.select(shared, [Action.DETAILS]))
        shown = await harness.mia.slash(harness.art, "show", id=str(job_id))
        assert answer_of(shown).attachments
        assert f"/{harness.art.id}/{shared.id})" in answer_of(shown).content


async def test_a_card_that_still_offers_it_shares_nothing_twice(harness: BotHarness) -> None:
    card = await _private(harness)
    stored = harness.env.backend.get_message(card.channel_id, card.id)
    before = stored.components
    await harness.mia.select(card, [Action.SHARE])
    stored.components = before
    assert "was shared in this channel" in _private_reply(
        await harness.mia.select(card, [Action.SHARE])
    )
    assert len(harness.art.history()) == 1
    assert Action.SHARE not in _choices(card)


async def test_what_cannot_be_noted_is_not_shared(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await _private(harness)

    async def broken(*_: object) -> None:
        raise StorageFailed(StorageFault.BUSY)

    monkeypatch.setattr(type(harness.services.history), "note_shared", broken)
    result = await harness.mia.select(card, [Action.SHARE])
    assert harness.art.history() == []
    assert "database" in result.followups[-1].content
    assert Action.SHARE in _choices(card)


async def test_the_private_card_stays_private_and_goes_alone(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        card = await _private(harness)
        await harness.mia.select(card, [Action.SHARE])
        again = await harness.mia.click(card, label="Again")
        assert again.ephemeral
        [shared] = harness.art.history()
        await harness.mia.select(card, [Action.DELETE])
        assert [one.id for one in harness.art.history()] == [shared.id]
        assert await harness.services.history.by_message(shared.id) is not None
