"""One table knows where an image is shown; actions on it happen once."""

from dataclasses import replace

import pytest

from bot.ports import Place, ShownMessage, StoredJob
from tests.service.failing_stores import break_port
from tests.service.service_harness import CHANNEL, ServiceHarness

#: The message of `FakeCard`.
CARD = 5


async def stored_job(harness: ServiceHarness) -> StoredJob:
    await harness.create()
    stored = await harness.stores.jobs.read(1)
    assert stored is not None
    return stored


async def test_the_card_and_recorded_messages_show_an_image(harness: ServiceHarness) -> None:
    stored, shown = await stored_job(harness), harness.moderation.shown_images
    in_log = ShownMessage(1, 9, 501, Place.LOG)
    await shown.note(in_log)
    card = ShownMessage(1, CHANNEL, CARD, Place.CARD)
    assert set(await shown.of(stored)) == {in_log, card}
    assert await shown.log_messages(1) == (in_log,)


async def test_a_shared_image_is_listed_once(harness: ServiceHarness) -> None:
    stored, shown = await stored_job(harness), harness.moderation.shown_images
    shared = ShownMessage(1, CHANNEL, CARD, Place.SHARED)
    await shown.note(shared)
    assert await shown.of(stored) == (shared,)


async def test_an_answer_that_only_its_member_sees_is_not_listed(harness: ServiceHarness) -> None:
    stored = await stored_job(harness)
    requester = replace(stored.draft.requester, private=True)
    private = replace(stored, draft=replace(stored.draft, requester=requester))
    assert await harness.moderation.shown_images.of(private) == ()


async def test_messages_that_are_gone_are_forgotten_and_the_job_loses_its_link(
    harness: ServiceHarness,
) -> None:
    stored, shown = await stored_job(harness), harness.moderation.shown_images
    await shown.note(ShownMessage(1, 9, 501, Place.COPY))
    await shown.forget(stored, ())
    assert len(await shown.of(stored)) == 2
    await shown.forget(stored, await shown.of(stored))
    again = await harness.stores.jobs.read(1)
    assert again is not None
    assert await shown.of(again) == ()


async def test_a_message_that_cannot_be_recorded_is_only_logged(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    break_port(harness, "shown_messages", add=1)
    await harness.moderation.shown_images.note(ShownMessage(1, 9, 501, Place.LOG))
    assert "was not recorded" in caplog.text


async def test_an_action_is_first_once_until_its_opposite_is_done(harness: ServiceHarness) -> None:
    shown = harness.moderation.shown_images
    assert await shown.is_first("spoiler", 1)
    assert not await shown.is_first("spoiler", 1)
    assert await shown.is_first("spoiler", 2)
    await shown.undo("spoiler", 1)
    assert await shown.is_first("spoiler", 1)
