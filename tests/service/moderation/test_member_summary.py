"""Moderators see a member's last images of their server, cases and usage."""

from dataclasses import replace

from bot.policy.jobs.job import Draft
from bot.policy.limits.effective import Spot
from bot.policy.moderation.case import Case, CaseKind
from bot.ports import StoredJob
from testkit.fakes import FakeCard
from tests.service.service_harness import GUILD, MODERATOR, REPLY_TARGET, REQUEST, ServiceHarness

OTHER = Spot(11, 21)


async def all_images(_stored: StoredJob) -> bool:
    return True


async def private(harness: ServiceHarness, *, has_agreed: bool) -> None:
    requester = harness.requester(private=True)
    admission = harness.imagine
    admitted = await admission.admit(requester, REQUEST, REPLY_TARGET)
    draft: Draft = replace(admitted.draft, shown_to_moderators=has_agreed)
    harness.imagine.start(replace(admitted, draft=draft), FakeCard())
    await harness.finish()


async def test_images_of_other_servers_and_private_ones_are_not_shown(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={})
    for _ in range(6):
        await harness.create()
    await harness.create(spot=OTHER)
    await private(harness, has_agreed=False)
    summary = await harness.moderation.members.read(GUILD, 1, may_see=all_images)
    ids = [job.draft.requester.job_id for job in summary.images]
    assert ids == [6, 5, 4, 3, 2]
    assert summary.user_id == 1


async def test_cases_of_the_member_are_shown_the_newest_first(harness: ServiceHarness) -> None:
    now = harness.clock.now()
    for user_id in (1, 2, 1):
        case = Case(GUILD, 0, CaseKind.WARNING, user_id, MODERATOR, now)
        await harness.stores.cases.add(case)
    summary = await harness.moderation.members.read(GUILD, 1, may_see=all_images)
    assert [case.number for case in summary.cases] == [3, 1]
