"""A moderator's refund gives images and cooldown back, once, and never dollars."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import ProviderBusy
from bot.policy.images.request import ImageRequest
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Limit
from bot.ports import Refund, StoredJob
from testkit.fakes import FakeCard
from tests.service.service_harness import COOLDOWN, ServiceHarness


async def ended(harness: ServiceHarness, **options: object) -> StoredJob:
    admitted = await harness.admit(**options)  # pyright: ignore[reportArgumentType] - passed on
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    stored = await harness.stores.jobs.read(admitted.draft.requester.job_id)
    assert stored is not None
    return stored


async def test_images_and_cooldown_come_back_once(harness: ServiceHarness) -> None:
    harness.open(defaults={**COOLDOWN, Limit.MEMBER_IMAGES_PER_DAY: 1})
    stored = await ended(harness)
    assert await harness.moderation.refunds.refund(stored) is Refund.DONE
    assert await harness.moderation.refunds.refund(stored) is Refund.ALREADY
    # both the cooldown and the only image of the day are free again
    await ended(harness)


async def test_dollars_stay_counted(harness: ServiceHarness) -> None:
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    stored = await harness.stores.jobs.read(admitted.draft.requester.job_id)
    assert stored is not None
    before = await harness.used(admitted)
    await harness.moderation.refunds.refund(stored)
    after = await harness.used(admitted)
    assert after == {key: used for key, used in before.items() if ":micros" in key}
    assert after


async def test_a_window_that_has_ended_is_left_alone(harness: ServiceHarness) -> None:
    stored = await ended(harness)
    harness.clock.advance(days=40)
    other = await ended(harness)
    assert await harness.moderation.refunds.refund(stored) is Refund.DONE
    report = await harness.moderation.members.allowance.report(1, other.draft.requester.spot)
    images = {row.used for row in report.rows if row.measure == "pictures"}
    assert images == {1}


async def test_a_later_cooldown_stays(harness: ServiceHarness) -> None:
    stored = await ended(harness)
    harness.clock.advance(minutes=2)
    other = await ended(harness)
    await harness.moderation.refunds.refund(stored)
    report = await harness.moderation.members.allowance.report(1, other.draft.requester.spot)
    assert report.free_at == harness.clock.now() + timedelta(seconds=60)


async def test_only_the_images_that_came_are_refunded(harness: ServiceHarness) -> None:
    admitted = await harness.admit(request=ImageRequest("a fox", count=3))
    harness.source.faults = [ProviderBusy()]
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    stored = await harness.stores.jobs.read(admitted.draft.requester.job_id)
    assert stored is not None
    assert await harness.moderation.refunds.refund(stored) is Refund.DONE
    assert not [key for key in await harness.used(admitted) if ":pictures" in key]


async def test_outside_of_servers_it_works_as_well(harness: ServiceHarness) -> None:
    stored = await ended(harness, spot=Spot())
    assert await harness.moderation.refunds.refund(stored) is Refund.DONE


async def test_a_job_without_an_image_has_nothing_to_refund(harness: ServiceHarness) -> None:
    stored = await ended(harness)
    assert await harness.moderation.refunds.refund(replace(stored, generation=None)) is (
        Refund.IMPOSSIBLE
    )


@pytest.mark.parametrize("images", [1, 2])
async def test_an_image_that_used_a_grant_frees_it(harness: ServiceHarness, images: int) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1})
    await ended(harness)
    until = harness.clock.now() + timedelta(days=3)
    guild_id = 10
    await harness.stores.members.set_grant(guild_id, 1, images, until)
    stored = await ended(harness)
    grant = await harness.stores.members.grant(guild_id, 1)
    assert grant is not None
    assert grant.used == 1
    await harness.moderation.refunds.refund(stored)
    grant = await harness.stores.members.grant(guild_id, 1)
    assert grant is not None
    assert grant.used == 0
    report = await harness.moderation.members.allowance.report(1, stored.draft.requester.spot)
    assert [r.used for r in report.rows if r.limit_or_cap is Limit.MEMBER_IMAGES_PER_DAY] == [1]
