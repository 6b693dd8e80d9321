"""What the line has no room for is refused, and nothing of it stays."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import DuplicateEvent, QueueFull, QueueScope, Refused, WaitTooLong
from bot.policy.jobs.job import State
from bot.policy.jobs.queue import Bounds
from bot.policy.jobs.queue_position import EDIT_EVERY
from bot.policy.images.request import Reference
from bot.service.jobs.admission import Ticket
from testkit.fakes import FLASH, START, FakeCard
from tests.service.failing_stores import Failing, use
from tests.service.service_harness import ADDRESS, GUILD, REQUEST, ServiceHarness

ONE_PLACE = Bounds(member=1, server=1, total=1)
#: A painting of 10 s, and one job that may wait for another.
SECONDS = 10.0
LIFE = timedelta(seconds=20)


def _opened(bench: ServiceHarness, kind: type[Refused]) -> None:
    """Open a bench that refuses the third wish for this reason."""
    if kind is QueueFull:
        bench.open(max_concurrent=1, bounds=ONE_PLACE)
        return
    bench.open(max_concurrent=1, job_timeout=LIFE)
    bench.line.note(FLASH.id, SECONDS)


class Meeting(Failing):
    """A ledger that takes reservations only once so many wishes have come as far as that."""

    expected = 0

    async def reserve(self, *args: object, **options: object) -> object:
        self.expected -= 1
        while self.expected > 0:
            await asyncio.sleep(0)
        return await self._port.reserve(*args, **options)


@pytest.mark.parametrize("kind", [QueueFull, WaitTooLong])
async def test_what_finds_no_place_is_refused_with_a_time_and_takes_nothing(
    bench: ServiceHarness, tmp_path: Path, kind: type[Refused]
) -> None:
    _opened(bench, kind)
    await bench.admit(1)
    ticket = await bench.admit(2)
    before = await bench.used(ticket)
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    asker = bench.asker(3)
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    with pytest.raises(kind) as refusal:
        await bench.imagine.admit(asker, request, ADDRESS)
    assert isinstance(refusal.value, QueueFull | WaitTooLong)
    assert refusal.value.retry_at > START
    assert await bench.used(ticket) == before
    assert await bench.stores.jobs.read(asker.job_id) is None
    assert (bench.line.running, bench.line.waiting) == (1, 1)
    assert bench.files() == [attached]
    assert bench.signals.refusals == [refusal.value]


@pytest.mark.parametrize("kind", [QueueFull, WaitTooLong])
async def test_who_loses_the_last_place_to_others_in_that_moment_gets_everything_back(
    bench: ServiceHarness, kind: type[Refused]
) -> None:
    meeting = use(bench, "ledger", Meeting(bench.stores.ledger))
    _opened(bench, kind)
    first = await bench.admit(1)
    meeting.expected = 2
    alone = await bench.used(first)
    askers = [bench.asker(user) for user in (2, 3)]
    results = await asyncio.gather(
        *(bench.imagine.admit(asker, REQUEST, ADDRESS) for asker in askers),
        return_exceptions=True,
    )
    [loser] = [n for n, result in enumerate(results) if isinstance(result, kind)]
    [winner] = [result for result in results if isinstance(result, Ticket)]
    await bench.until_idle()
    job = await bench.imagine.read(askers[loser].job_id)
    reason = "line_full" if kind is QueueFull else "wait_too_long"
    assert (job.state, job.reason, job.draft.address.token) == (State.FAILED, reason, "")
    assert {key: 2 * number for key, number in alone.items() if key.startswith("server")} == {
        key: number for key, number in (await bench.used(first)).items() if key.startswith("server")
    }
    members = bench.stores.members
    assert await members.strikes(askers[loser].user_id, since=START - timedelta(days=1)) == ()
    last = await members.last_refusal(GUILD, askers[loser].user_id)
    assert last is not None
    assert kind.__name__ in last.sentence
    # the cooldown came back as well, so that the very next try is admitted once there is room
    bench.line.leave(winner.draft.asker.job_id)
    await bench.admit(askers[loser].user_id)


async def test_a_full_line_says_whose_part_of_it_is_full(bench: ServiceHarness) -> None:
    bench.open(max_concurrent=1, defaults={}, bounds=Bounds(member=1, server=2, total=9))
    await bench.admit(1)
    await bench.admit(1)
    with pytest.raises(QueueFull) as member:
        await bench.admit(1)
    await bench.admit(2)
    with pytest.raises(QueueFull) as server:
        await bench.admit(3)
    assert (member.value.scope, server.value.scope) == (QueueScope.MEMBER, QueueScope.SERVER)


async def test_the_same_event_while_its_job_waits_leaves_its_place_alone(
    bench: ServiceHarness, tmp_path: Path
) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    bench.imagine.start(await bench.admit(1), FakeCard())
    asker, card = bench.asker(2), FakeCard()
    ticket = await bench.imagine.admit(asker, REQUEST, ADDRESS)
    bench.imagine.start(ticket, card)
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    again = REQUEST.with_references(Reference(attached, "image/png", 1))
    before = await bench.used(ticket)
    with pytest.raises(DuplicateEvent):
        await bench.imagine.admit(asker, again, ADDRESS)
    assert attached.exists()
    assert bench.line.place(asker.job_id) is not None
    assert await bench.used(ticket) == before
    bench.source.gate.set()
    await bench.finish()
    assert len(card.delivered) == 1
    with pytest.raises(DuplicateEvent):
        await bench.imagine.admit(asker, REQUEST, ADDRESS)
    # it was no wish of its own, so it is no refusal that people would look into
    assert bench.signals.refusals == []


async def test_the_same_event_many_times_at_once_is_admitted_once(
    bench: ServiceHarness,
) -> None:
    asker, card = bench.asker(), FakeCard()
    results = await asyncio.gather(
        *(bench.imagine.admit(asker, REQUEST, ADDRESS) for _ in range(9)), return_exceptions=True
    )
    [ticket] = [result for result in results if isinstance(result, Ticket)]
    assert sum(isinstance(result, DuplicateEvent) for result in results) == 8
    bench.imagine.start(ticket, card)
    await bench.finish()
    assert (len(card.delivered), len(bench.source.orders)) == (1, 1)


async def test_who_waits_sees_every_place_and_only_the_first_answer_is_noted(
    bench: ServiceHarness,
) -> None:
    bench.open(max_concurrent=1)
    noted: list[int] = []

    class Noting(Failing):
        async def note_answer(self, job_id: int, *args: object, **options: object) -> None:
            noted.append(job_id)
            await self._port.note_answer(job_id, *args, **options)

    use(bench, "jobs", Noting(bench.stores.jobs))
    bench.source.gate.clear()
    cards = [FakeCard() for _ in range(3)]
    for user, card in enumerate(cards):
        bench.imagine.start(await bench.admit(user), card)
    while noted != [2, 3]:
        await asyncio.sleep(0)
    await bench.imagine.cancel(2, 1)
    while bench.line.waiting > 1:
        await asyncio.sleep(0)
    while len(cards[2].places) < 2:
        bench.clock.advance(seconds=EDIT_EVERY.total_seconds())
        await bench.line.look()
    assert [place.position for place in cards[2].places] == [2, 1]
    bench.source.gate.set()
    await bench.finish()
    assert noted == [2, 3]


async def test_an_answer_that_is_deleted_while_its_job_waits_keeps_nobody_from_painting(
    bench: ServiceHarness,
) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    cards = [FakeCard() for _ in range(2)]
    for user, card in enumerate(cards):
        bench.imagine.start(await bench.admit(user), card)
    while not cards[1].shown:
        await asyncio.sleep(0)
    cards[1].is_lost = True
    bench.source.gate.set()
    await bench.finish()
    assert len(cards[1].delivered) == 1
