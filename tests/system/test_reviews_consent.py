"""Moderators see a private request only after its member has agreed, once and never back."""

from typing import Any

import pytest

from bot.errors import StorageFailed, StorageFault
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.interactions import last_job, restart
from tests.system.reviewed_server import set_log, with_log

FREE = {"cooldown_seconds": None}


async def _private(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    result = await harness.mia.slash(
        harness.art, "imagine", prompt="a red fox", private=True, **options
    )
    assert result.ephemeral
    assert result.response is not None
    return result


async def _is_shown(harness: BotHarness) -> bool:
    return (await harness.services.imagine.read(last_job(harness))).draft.shown_to_moderators


async def test_nothing_is_asked_where_moderators_see_nothing(harness: BotHarness) -> None:
    await set_log(harness, shows_private=True)
    result = await _private(harness)
    assert result.response.attachments, "no channel is set"
    assert not await _is_shown(harness)


async def test_the_question_comes_before_anything_is_sent_and_goes_on_with_the_request(
    open_harness: OpenBot,
) -> None:
    async with open_harness(**FREE) as harness:
        await with_log(harness, shows_private=True)
        asked = await _private(harness)
        assert "Moderators of this server see private requests" in asked.response.content
        assert harness.painter.requests == []
        made = await harness.mia.click(answer_of(asked), label="Agree and continue")
        assert made.ephemeral
        assert made.response is not None
        assert made.response.attachments
        assert "a red fox" in made.response.content
        assert await _is_shown(harness)
        # the question is gone, and is not asked again
        assert len(harness.requests("DELETE", "/messages/@original")) == 1
        assert (await _private(harness)).response.attachments
        assert harness.art.history() == []


async def test_an_attached_image_is_fetched_only_after_the_answer(harness: BotHarness) -> None:
    made = await harness.mia.slash(harness.art, "imagine", prompt="a fox", private=True)
    harness.clock.advance(hours=1)
    await with_log(harness, shows_private=True)
    form = await harness.mia.click(answer_of(made), label="Remix")
    asked = await harness.mia.submit_modal(form, {"change": "night"})
    [question] = [asked.response] if asked.response else asked.followups
    assert "see private requests" in question.content
    done = await harness.mia.click(question, label="Agree and continue")
    # fetching may take so long that "thinking" comes first
    await harness.until(lambda: bool(done.response and done.response.attachments))
    assert "data:image" in str(harness.painter.requests[-1].body)


async def test_cancel_sends_nothing_and_the_next_request_asks_once_more(
    harness: BotHarness,
) -> None:
    await with_log(harness, shows_private=True)
    asked = await _private(harness)
    canceled = await harness.mia.click(answer_of(asked), label="Cancel")
    assert canceled.response is not None
    assert "Nothing was sent" in asked.response.content
    assert harness.painter.requests == []
    assert "see private requests" in (await _private(harness)).response.content


async def test_public_requests_ask_nothing(harness: BotHarness) -> None:
    await with_log(harness, shows_private=True)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a red fox")
    assert result.response is not None
    assert result.response.attachments


async def test_consent_and_setting_never_reach_back(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        await _private(harness)
        first = last_job(harness)
        await with_log(harness, shows_private=True)
        asked = await _private(harness)
        await harness.mia.click(answer_of(asked), label="Agree and continue")
        assert await _is_shown(harness)
        assert not (await harness.services.imagine.read(first)).draft.shown_to_moderators
        await set_log(harness, shows_private=False)
        await _private(harness)
        assert not await _is_shown(harness)


async def test_agreeing_to_what_was_turned_off_meanwhile_stores_nothing(
    open_harness: OpenBot,
) -> None:
    async with open_harness(**FREE) as harness:
        await with_log(harness, shows_private=True)
        asked = await _private(harness)
        await set_log(harness, shows_private=False)
        made = await harness.mia.click(answer_of(asked), label="Agree and continue")
        assert made.response is not None
        assert made.response.attachments
        assert not await _is_shown(harness)
        await set_log(harness, shows_private=True)
        assert "see private requests" in (await _private(harness)).response.content


async def test_after_a_restart_the_question_is_outdated(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client._UNANSWERED_S", 0)
    await with_log(harness, shows_private=True)
    asked = await _private(harness)
    await restart(harness)
    late = await harness.mia.click(answer_of(asked), label="Agree and continue")
    [reply] = [late.response] if late.response else late.followups
    assert reply is not None
    assert "no longer has this" in reply.content
    assert harness.painter.requests == []


async def test_a_consent_that_cannot_be_stored_sends_nothing_and_can_be_repeated(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_log(harness, shows_private=True)
    asked = await _private(harness)

    async def broken(*_: object) -> None:
        raise StorageFailed(StorageFault.BUSY)

    harness.expected_errors = 1
    with monkeypatch.context() as broken_store:
        broken_store.setattr(type(harness.services.moderation.consent), "agree", broken)
        failed = await harness.mia.click(answer_of(asked), label="Agree and continue")
    assert failed.response is not None
    assert "database" in failed.response.content
    assert harness.painter.requests == []
    made = await harness.mia.click(answer_of(asked), label="Agree and continue")
    assert made.response is not None
    assert made.response.attachments


async def test_a_refusal_after_the_answer_is_a_sentence_as_for_any_request(
    harness: BotHarness,
) -> None:
    await with_log(harness, shows_private=True)
    asked = await _private(harness)
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    harness.expected_errors = 1
    refused = await harness.mia.click(answer_of(asked), label="Agree and continue")
    assert refused.response is not None
    assert "Cooldown:" in refused.response.content
