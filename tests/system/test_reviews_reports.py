"""Members report images, moderators see that, and the reporter hears what became of it."""

from dataclasses import replace
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot.policy.images.actions import Action
from bot.policy.limits.rulebook import Rulebook
from bot.policy.moderation.log import Topic
from bot.ports import ReportOutcome
from bot.ui.moderation.review_buttons import ReviewButton
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import last_job, restart
from tests.system.log_server import ids_of, texts_of
from tests.system.reviewed_server import (
    cards,
    cards_with,
    copy_of,
    dms_to,
    hold_requests,
    idle,
    moderator,
    set_log,
    text_now,
    with_log,
)

FREE = {"cooldown_seconds": None, "member_images_per_day": None}
REASON = "This shows a real person."
SENT = "report was sent to this server's moderators"


async def _image(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Request an image as Mia, and return its card."""
    result = await harness.mia.slash(harness.art, "imagine", prompt="a red fox", **options)
    assert result.response is not None
    assert result.response.attachments
    return result.response


async def _report(member: MemberActor, card: Any, reason: str = REASON) -> str:  # noqa: ANN401 - as above
    """Report an image with More, and return the last private sentence."""
    form = await member.select(card, [Action.REPORT])
    if form.modal is None:
        return _last(form)
    return _last(await member.submit_modal(form, {"reason": reason}))


def _last(result: Any) -> str:  # noqa: ANN401 - as above
    reply = result.followups[-1] if result.followups else result.response
    assert reply.ephemeral
    return reply.content


async def test_a_report_is_an_entry_of_the_log(harness: BotHarness) -> None:
    await with_log(harness)
    card = await _image(harness)
    assert SENT in await _report(harness.ben, card)
    [report] = await cards_with(harness, ReviewButton.DISMISS)
    for fact in (f"<@{harness.mia.id}>", f"<@{harness.ben.id}>", REASON, f"/{card.id}"):
        assert fact in texts_of(report)
    # it can be acted on at once
    assert f"log:delete:{last_job_of(card)}" in ids_of(report)


def last_job_of(card: Any) -> int:  # noqa: ANN401 - as above
    return int(card.components[-1]["components"][0]["custom_id"].rpartition(":")[2])


async def test_the_message_menu_reports_as_well(harness: BotHarness) -> None:
    await with_log(harness)
    card = await _image(harness)
    form = await harness.ben.context_menu(harness.art, "Report image", card.message)
    assert form.modal is not None
    assert SENT in _last(await harness.ben.submit_modal(form, {"reason": REASON}))
    assert len(await cards_with(harness, ReviewButton.DISMISS)) == 1


async def test_only_images_of_the_bot_can_be_reported(harness: BotHarness) -> None:
    await with_log(harness)
    message = await harness.mia.send(harness.art, "hello")
    refused = await harness.ben.context_menu(harness.art, "Report image", message)
    assert refused.modal is None
    assert "only report public images that this bot created" in _last(refused)


async def test_members_cannot_report_their_own_images(harness: BotHarness) -> None:
    await with_log(harness)
    assert "your own image" in await _report(harness.mia, await _image(harness))


async def test_a_private_card_offers_no_report(harness: BotHarness) -> None:
    card = await _image(harness, private=True)
    choices = [one["value"] for one in card.components[-1]["components"][0]["options"]]
    assert Action.SHARE in choices
    assert Action.REPORT not in choices


async def test_without_a_log_the_notices_channel_gets_the_report(harness: BotHarness) -> None:
    channel = harness.mia.guild.create_text_channel("notices")

    def change(rulebook: Rulebook) -> Rulebook:
        return replace(rulebook, notices_channel=channel.id)

    editor, guild_id = harness.services.rulebook_editor, harness.mia.guild.id
    await editor.edit(guild_id, harness.ben.id, change)
    card = await _image(harness)
    assert SENT in await _report(harness.ben, card, "@everyone look at **this**")
    await idle(harness)
    [notice] = channel.history()
    assert f"/{harness.art.id}/{card.id}" in notice.content
    assert f"<@{harness.mia.id}>" in notice.content
    assert f"<@{harness.ben.id}>" in notice.content
    assert "@everyone" not in notice.content
    assert r"\*\*this" in notice.content


async def test_a_report_in_the_notices_channel_is_dismissed_there_once(
    harness: BotHarness,
) -> None:
    channel = harness.mia.guild.create_text_channel("notices")
    editor, guild_id = harness.services.rulebook_editor, harness.mia.guild.id
    await editor.edit(
        guild_id, harness.ben.id, lambda rulebook: replace(rulebook, notices_channel=channel.id)
    )
    zoe = moderator(harness)
    await _report(harness.ben, await _image(harness))
    await idle(harness)
    [notice] = channel.history()
    await restart(harness)
    assert "permission" in _last(await harness.ben.click(notice, label="Dismiss report"))
    await zoe.click(notice, label="Dismiss report")
    await idle(harness)
    [notice] = channel.history()
    assert REASON in notice.content
    assert notice.content.endswith(f"-# **Dismissed** by <@{zoe.id}>.")
    assert not notice.components
    [note] = dms_to(harness, harness.ben)
    assert "decided that it can stay" in note.content


async def test_a_server_without_a_place_says_so_before_the_form(harness: BotHarness) -> None:
    await with_log(harness)
    await set_log(harness, topics=frozenset({Topic.IMAGES}))
    assert "no channel for reports" in await _report(harness.ben, await _image(harness))


async def test_an_image_is_reported_once_by_each_member_and_reports_add_up(
    harness: BotHarness,
) -> None:
    await with_log(harness)
    card = await _image(harness)
    assert SENT in await _report(harness.ben, card)
    harness.expected_errors = 1
    assert "already reported this image" in await _report(harness.ben, card)
    assert SENT in await _report(moderator(harness), card)
    assert len(await cards_with(harness, ReviewButton.DISMISS)) == 2


async def test_three_reports_a_day(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        await with_log(harness)
        cards = [await _image(harness) for _ in range(4)]
        for card in cards[:3]:
            assert SENT in await _report(harness.ben, card)
        assert "3 reports within 24 hours" in await _report(harness.ben, cards[3])
        harness.clock.advance(hours=24)
        assert SENT in await _report(harness.ben, cards[3])


@pytest.mark.parametrize("restarts", [False, True])
async def test_dismissed_reports_are_told_and_closed_once(
    harness: BotHarness, *, restarts: bool
) -> None:
    await with_log(harness)
    card, zoe = await _image(harness), moderator(harness)
    await _report(harness.ben, card)
    [first] = await cards_with(harness, ReviewButton.DISMISS)
    second = await copy_of(first)
    if restarts:
        await restart(harness)
    assert "permission" in _last(await harness.ben.click(first, label="Dismiss report"))
    await zoe.click(first, label="Dismiss report")
    await idle(harness)
    assert f"**Dismissed** by <@{zoe.id}>" in await text_now(first)
    assert "are already closed" in _last(await zoe.click(second, label="Dismiss report"))
    assert "**Closed:**" in await text_now(second)
    [note] = dms_to(harness, harness.ben)
    assert "decided that it can stay" in note.content


@pytest.mark.parametrize("action", [Action.DELETE, Action.SPOILER])
async def test_what_a_moderator_does_about_the_image_is_told(
    harness: BotHarness, action: Action
) -> None:
    await with_log(harness)
    card = await _image(harness)
    await _report(harness.ben, card)
    await moderator(harness, permission="administrator").select(card, [action])
    await idle(harness)
    [note] = dms_to(harness, harness.ben)
    assert "has acted on the image" in note.content
    done = {Action.DELETE: "Image deleted", Action.SPOILER: "Spoiler added"}[action]
    [logged] = [card for card in await cards(harness) if f"**{done}** by" in texts_of(card)]
    assert f"<@{harness.mia.id}>" in texts_of(logged)


@pytest.mark.parametrize("label", ["Delete", "Add spoiler"])
async def test_what_is_done_about_it_on_the_card_is_told(harness: BotHarness, label: str) -> None:
    await with_log(harness)
    await _report(harness.ben, await _image(harness))
    [card] = await cards_with(harness, ReviewButton.DISMISS)
    await moderator(harness, permission="administrator").click(card, label=label)
    await idle(harness)
    [note] = dms_to(harness, harness.ben)
    assert "has acted on the image" in note.content


async def test_a_reason_passes_the_servers_filter(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_log(harness)
    await hold_requests(harness, monkeypatch)
    harness.expected_errors = 1
    refused = await _report(harness.ben, await _image(harness), "there is blood in it")
    assert "don't allow this text" in refused


async def test_an_image_that_its_author_deleted_is_not_called_a_moderators_act(
    harness: BotHarness,
) -> None:
    await with_log(harness)
    card = await _image(harness)
    await _report(harness.ben, card)
    await harness.mia.select(card, [Action.DELETE])
    await idle(harness)
    [note] = dms_to(harness, harness.ben)
    assert "has been deleted in the meantime" in note.content
    assert not any("Image deleted" in texts_of(card) for card in await cards(harness))


async def test_a_spoiler_of_the_author_closes_no_report(harness: BotHarness) -> None:
    await with_log(harness)
    card = await _image(harness)
    await _report(harness.ben, card)
    await harness.mia.select(card, [Action.SPOILER])
    await idle(harness)
    assert dms_to(harness, harness.ben) == []
    reporting = harness.services.moderation.reporting
    assert await reporting.close(last_job(harness), ReportOutcome.ACTED) == 0
    assert await reporting.close(last_job_of(card), ReportOutcome.ACTED) == 1


async def test_a_spoiler_on_a_moderators_own_copy_closes_no_report(harness: BotHarness) -> None:
    await with_log(harness)
    card, zoe = await _image(harness), moderator(harness, permission="administrator")
    await _report(harness.ben, card)
    copy = await zoe.slash(harness.art, "show", id=str(last_job_of(card)))
    await zoe.select(answer_of(copy), [Action.SPOILER])
    await idle(harness)
    assert dms_to(harness, harness.ben) == []
    assert not any("Spoiler added" in texts_of(one) for one in await cards(harness))


async def test_spaces_are_no_reason(harness: BotHarness) -> None:
    await with_log(harness)
    harness.expected_errors = 1
    assert "10 to 400 characters" in await _report(harness.ben, await _image(harness), " " * 20)
