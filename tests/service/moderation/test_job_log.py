"""Delivered images and rejected prompts of jobs go to the log, and no job waits for it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import PromptRejected
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.job import State
from bot.policy.limits.effective import Spot
from bot.policy.moderation.log import EntryKind, Topic
from bot.ports import THUMBNAIL_WAIT, WaitingEntry
from testkit.fakes import FakeCard
from tests.service.failing_stores import Hanging, break_port, use
from tests.service.moderation.conftest import TurnOn
from tests.service.service_harness import CHANNEL, GUILD, REPLY_TARGET, ServiceHarness


async def entries(
    harness: ServiceHarness, after: timedelta = timedelta()
) -> tuple[WaitingEntry, ...]:
    """Return the entries that can be sent after a while."""
    now = harness.clock.now() + after
    return tuple(await harness.stores.moderation_log.take("test", now=now, until=now, limit=99))


async def until_made(harness: ServiceHarness, number: int) -> None:
    """Wait until this many thumbnails are being made, and nothing else happens."""
    while len(harness.thumbnails.made) < number:
        await asyncio.sleep(0)
    await harness.until_idle_but(number)


async def test_a_delivered_image_is_an_entry_with_its_thumbnail(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await harness.create()
    [waiting] = await entries(harness)
    assert waiting.thumbnail == b"a thumbnail"
    entry = waiting.entry
    assert (entry.kind, entry.guild_id, entry.user_id) == (EntryKind.IMAGE, GUILD, 1)
    assert (entry.channel_id, entry.job_id, entry.text) == (CHANNEL, 1, "a red fox")
    assert harness.files() == []


async def test_the_job_ends_while_the_thumbnail_is_made_and_the_files_stay_until_then(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.thumbnails.gate.clear()
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    await until_made(harness, 1)
    stored = await harness.stores.jobs.read(1)
    assert stored is not None
    assert stored.state is State.DONE
    assert len(harness.files()) == 1
    assert await entries(harness) == ()
    harness.thumbnails.gate.set()
    await harness.finish()
    assert harness.files() == []
    assert len(await entries(harness)) == 1


async def test_if_the_process_dies_the_entry_is_sent_without_a_thumbnail(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.thumbnails.gate.clear()
    harness.imagine.start(await harness.admit(), FakeCard())
    await until_made(harness, 1)
    await harness.runner.drain(0)
    assert harness.files() == []
    assert await entries(harness) == ()
    [waiting] = await entries(harness, THUMBNAIL_WAIT)
    assert waiting.thumbnail is None


async def test_a_stop_that_repeats_the_end_of_a_job_makes_no_second_thumbnail(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    hanging = use(harness, "costs", Hanging(harness.stores.costs, "add"))
    harness.imagine.start(await harness.admit(), FakeCard())
    await hanging.arrived.wait()
    await harness.runner.drain(0)
    await harness.finish()
    assert hanging.calls == 2
    assert len(harness.thumbnails.made) == 1
    assert harness.files() == []


async def test_a_thumbnail_that_cannot_be_made_does_not_keep_the_entry_back(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.thumbnails.thumbnail = None
    await harness.create()
    [waiting] = await entries(harness)
    assert waiting.thumbnail is None


async def test_a_thumbnail_that_takes_too_long_is_left_out(
    harness: ServiceHarness, turn_on: TurnOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await turn_on()
    monkeypatch.setattr("bot.service.moderation.job_log._THUMBNAIL_S", 0.01)
    harness.thumbnails.gate.clear()
    await harness.create()
    [waiting] = await entries(harness)
    assert waiting.thumbnail is None
    assert harness.files() == []


async def test_in_a_burst_further_images_are_logged_without_thumbnails(
    harness: ServiceHarness, turn_on: TurnOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    await turn_on()
    monkeypatch.setattr("bot.service.moderation.job_log._MOST_WAITING", 1)
    harness.thumbnails.gate.clear()
    for user_id in (1, 2):
        harness.imagine.start(await harness.admit(user_id), FakeCard())
    await harness.until_idle_but(1)
    assert len(harness.files()) == 1
    harness.thumbnails.gate.set()
    await harness.finish()
    found = await entries(harness, THUMBNAIL_WAIT)
    assert sorted(one.thumbnail is None for one in found) == [False, True]


@pytest.mark.parametrize("topics", [(), (Topic.ACTIONS, Topic.REFUSALS)])
async def test_without_a_log_of_images_no_thumbnail_is_made(
    harness: ServiceHarness, turn_on: TurnOn, topics: tuple[Topic, ...]
) -> None:
    if topics:
        await turn_on(*topics)
    await harness.create()
    assert harness.thumbnails.made == []
    assert await entries(harness, THUMBNAIL_WAIT) == ()
    assert harness.files() == []


async def test_outside_of_servers_nothing_is_logged(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    await harness.create(spot=Spot())
    assert await entries(harness, THUMBNAIL_WAIT) == ()


@pytest.mark.parametrize("has_agreed", [False, True])
async def test_a_private_image_is_logged_only_after_its_member_has_agreed(
    harness: ServiceHarness, turn_on: TurnOn, *, has_agreed: bool
) -> None:
    requester = harness.requester(private=True)
    if has_agreed:
        await turn_on(private=True)
        await harness.moderation.consent.agree(GUILD, requester.user_id)
    admitted = await harness.imagine.admit(requester, ImageRequest("a secret"), REPLY_TARGET)
    # the setting does not reach back
    await turn_on(private=True)
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    assert [one.entry.is_private for one in await entries(harness)] == [True] * has_agreed


async def test_when_the_settings_cannot_be_read_the_entry_is_kept_for_the_sender(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    admitted = await harness.admit()
    broken = break_port(harness, "rulebooks", read=1)
    entry = await harness.moderation.job_log.entry_of(admitted.draft)
    assert entry is not None
    assert not broken.failures["read"]


async def test_a_rejected_prompt_is_an_entry(harness: ServiceHarness, turn_on: TurnOn) -> None:
    await turn_on(Topic.REFUSALS)
    harness.source.faults = [PromptRejected()]
    await harness.create()
    [waiting] = await entries(harness)
    assert waiting.entry.kind is EntryKind.REJECTION
    assert waiting.entry.text == "a red fox"


async def test_a_rejected_private_prompt_is_no_entry(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.source.faults = [PromptRejected()]
    admitted = await harness.imagine.admit(
        harness.requester(private=True), ImageRequest("a secret"), REPLY_TARGET
    )
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    assert await entries(harness) == ()


async def test_a_failed_image_is_no_entry(harness: ServiceHarness, turn_on: TurnOn) -> None:
    await turn_on()
    harness.imagine.start(await harness.admit(), FakeCard())
    await asyncio.sleep(0)
    harness.source.faults = [OSError()]
    await harness.finish()
    assert await entries(harness, THUMBNAIL_WAIT) == ()


async def test_an_end_that_is_recorded_later_still_has_its_entry(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on()
    harness.set_timing(end_pauses_s=(0.001,))
    break_port(harness, "jobs", end=2)
    await harness.create()
    assert len(await entries(harness)) == 1
    assert harness.files() == []


async def test_what_a_moderator_did_is_an_entry_unless_the_image_is_private(
    harness: ServiceHarness, turn_on: TurnOn
) -> None:
    await turn_on(Topic.ACTIONS)
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard())
    draft = admitted.draft
    private = replace(draft, requester=replace(draft.requester, private=True))
    for done in (private, draft):
        harness.moderation.job_log.note_action(done, 5, "deleted")
    await harness.finish()
    [waiting] = await entries(harness)
    entry = waiting.entry
    assert (entry.kind, entry.actor_id, entry.action) == (EntryKind.ACTION, 5, "deleted")
    assert (entry.user_id, entry.text) == (draft.requester.user_id, "")
