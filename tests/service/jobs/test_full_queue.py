"""Requests that the queue has no room for are refused and leave nothing behind."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import DuplicateEvent, QueueFull, QueueScope, Refused, WaitTooLong
from bot.policy.images.request import Reference
from bot.policy.jobs.job import State
from bot.policy.jobs.queue import QueueLimits
from bot.policy.jobs.queue_position import EDIT_EVERY
from bot.service.jobs.admission import AdmittedJob
from testkit.fakes import FLASH, START, FakeCard
from tests.service.failing_stores import Failing, use
from tests.service.service_harness import GUILD, REPLY_TARGET, REQUEST, ServiceHarness

ONE_PLACE = QueueLimits(member=1, server=1, total=1)
#: A generation of 10 s, and a life that lets one job wait for another.
SECONDS = 10.0
LIFE = timedelta(seconds=20)


def _open_full(harness: ServiceHarness, kind: type[Refused]) -> None:
    """Wire the use case so that it refuses the third request for this reason."""
    if kind is QueueFull:
        harness.open(max_concurrent=1, bounds=ONE_PLACE)
        return
    harness.open(max_concurrent=1, job_timeout=LIFE)
    harness.queue.note(FLASH.id, SECONDS)


class Meeting(Failing):
    """A ledger that reserves nothing until the expected number of requests has reached it."""

    expected = 0

    async def reserve(self, *args: object, **options: object) -> object:
        self.expected -= 1
        while self.expected > 0:
            await asyncio.sleep(0)
        return await self._port.reserve(*args, **options)


@pytest.mark.parametrize("kind", [QueueFull, WaitTooLong])
async def test_a_request_without_room_in_the_queue_is_refused_with_a_time_and_takes_nothing(
    harness: ServiceHarness, tmp_path: Path, kind: type[Refused]
) -> None:
    _open_full(harness, kind)
    await harness.admit(1)
    admitted = await harness.admit(2)
    before = await harness.used(admitted)
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    requester = harness.requester(3)
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    with pytest.raises(kind) as refusal:
        await harness.imagine.admit(requester, request, REPLY_TARGET)
    assert isinstance(refusal.value, QueueFull | WaitTooLong)
    assert refusal.value.retry_at > START
    assert await harness.used(admitted) == before
    assert await harness.stores.jobs.read(requester.job_id) is None
    assert (harness.queue.running, harness.queue.waiting) == (1, 1)
    assert harness.files() == [attached]
    assert harness.signals.refusals == [refusal.value]


@pytest.mark.parametrize("kind", [QueueFull, WaitTooLong])
async def test_a_request_that_loses_a_race_for_the_last_position_is_refunded(
    harness: ServiceHarness, kind: type[Refused]
) -> None:
    meeting = use(harness, "ledger", Meeting(harness.stores.ledger))
    _open_full(harness, kind)
    first = await harness.admit(1)
    meeting.expected = 2
    alone = await harness.used(first)
    requesters = [harness.requester(user) for user in (2, 3)]
    results = await asyncio.gather(
        *(harness.imagine.admit(requester, REQUEST, REPLY_TARGET) for requester in requesters),
        return_exceptions=True,
    )
    [loser] = [n for n, result in enumerate(results) if isinstance(result, kind)]
    [winner] = [result for result in results if isinstance(result, AdmittedJob)]
    await harness.until_idle()
    job = await harness.imagine.read(requesters[loser].job_id)
    reason = "line_full" if kind is QueueFull else "wait_too_long"
    assert (job.state, job.reason, job.draft.reply_target.token) == (State.FAILED, reason, "")
    assert {key: 2 * number for key, number in alone.items() if key.startswith("server")} == {
        key: number
        for key, number in (await harness.used(first)).items()
        if key.startswith("server")
    }
    members = harness.stores.members
    assert await members.strikes(requesters[loser].user_id, since=START - timedelta(days=1)) == ()
    last = await members.last_refusal(GUILD, requesters[loser].user_id)
    assert last is not None
    assert kind.__name__ in last.sentence
    # the cooldown was lifted as well, so that the next try is admitted once there is room
    harness.queue.leave(winner.draft.requester.job_id)
    await harness.admit(requesters[loser].user_id)


async def test_a_full_queue_names_the_scope_that_is_full(harness: ServiceHarness) -> None:
    harness.open(max_concurrent=1, defaults={}, bounds=QueueLimits(member=1, server=2, total=9))
    await harness.admit(1)
    await harness.admit(1)
    with pytest.raises(QueueFull) as member:
        await harness.admit(1)
    await harness.admit(2)
    with pytest.raises(QueueFull) as server:
        await harness.admit(3)
    assert (member.value.scope, server.value.scope) == (QueueScope.MEMBER, QueueScope.SERVER)


async def test_a_duplicate_event_while_its_job_waits_leaves_its_position_alone(
    harness: ServiceHarness, tmp_path: Path
) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    harness.imagine.start(await harness.admit(1), FakeCard())
    requester, card = harness.requester(2), FakeCard()
    admitted = await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    harness.imagine.start(admitted, card)
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    again = REQUEST.with_references(Reference(attached, "image/png", 1))
    before = await harness.used(admitted)
    with pytest.raises(DuplicateEvent):
        await harness.imagine.admit(requester, again, REPLY_TARGET)
    assert attached.exists()
    assert harness.queue.position(requester.job_id) is not None
    assert await harness.used(admitted) == before
    harness.source.gate.set()
    await harness.finish()
    assert len(card.delivered) == 1
    with pytest.raises(DuplicateEvent):
        await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    # a duplicate is no request of its own, so no refusal is recorded for moderators
    assert harness.signals.refusals == []


async def test_the_same_event_many_times_at_once_is_admitted_once(
    harness: ServiceHarness,
) -> None:
    requester, card = harness.requester(), FakeCard()
    results = await asyncio.gather(
        *(harness.imagine.admit(requester, REQUEST, REPLY_TARGET) for _ in range(9)),
        return_exceptions=True,
    )
    [admitted] = [result for result in results if isinstance(result, AdmittedJob)]
    assert sum(isinstance(result, DuplicateEvent) for result in results) == 8
    harness.imagine.start(admitted, card)
    await harness.finish()
    assert (len(card.delivered), len(harness.source.orders)) == (1, 1)


async def test_a_waiting_card_shows_every_position_and_only_the_first_answer_is_recorded(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=1)
    noted: list[int] = []

    class Noting(Failing):
        async def note_answer(self, job_id: int, *args: object, **options: object) -> None:
            noted.append(job_id)
            await self._port.note_answer(job_id, *args, **options)

    use(harness, "jobs", Noting(harness.stores.jobs))
    harness.source.gate.clear()
    cards = [FakeCard() for _ in range(3)]
    for user, card in enumerate(cards):
        harness.imagine.start(await harness.admit(user), card)
    while noted != [2, 3]:
        await asyncio.sleep(0)
    await harness.imagine.cancel(2, 1)
    while harness.queue.waiting > 1:
        await asyncio.sleep(0)
    while len(cards[2].places) < 2:
        harness.clock.advance(seconds=EDIT_EVERY.total_seconds())
        await harness.queue.check_queue()
    assert [place.position for place in cards[2].places] == [2, 1]
    harness.source.gate.set()
    await harness.finish()
    assert noted == [2, 3]


async def test_a_deleted_answer_does_not_keep_a_waiting_job_from_generation(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    cards = [FakeCard() for _ in range(2)]
    for user, card in enumerate(cards):
        harness.imagine.start(await harness.admit(user), card)
    while not cards[1].shown:
        await asyncio.sleep(0)
    cards[1].is_lost = True
    harness.source.gate.set()
    await harness.finish()
    assert len(cards[1].delivered) == 1
