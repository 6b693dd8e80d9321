"""The store of jobs, on every engine."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, update

from bot.errors import DuplicateEvent, StorageFailed, StorageFault
from bot.policy.images.request import Reference
from bot.policy.jobs.job import FINAL, Draft, State
from bot.policy.limits.claim import Count
from bot.policy.limits.limit import Limit
from bot.ports import LEASE, Ending, Reserved, Settlement, StoredJob, Stores
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import jobs, leases, reservations
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    MEMBER_JOBS,
    MINUTE,
    PRICE,
    SERVER_MICROS,
    claim,
    draft,
    everything,
    generation,
)

DEAD = START + LEASE + timedelta(microseconds=1)
LIMITS = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 1}

DONE = Ending(State.DONE, Settlement(delivered=True, micros=39_000), message_id=77)
FAILED = Ending(State.FAILED, Settlement(delivered=False, micros=0), "prompt_rejected")
CANCELLED = Ending(State.CANCELLED, Settlement(delivered=False, micros=0), "cancelled")
UNKNOWN = Ending(State.FAILED, Settlement(delivered=False, micros=None), "lost_in_restart")


async def queued(stores: Stores, job_id: int = 1, wanted: Draft | None = None) -> Draft:
    wanted = wanted or draft(job_id)
    outcome = await stores.ledger.reserve(claim(job_id), now=START, draft=wanted)
    assert isinstance(outcome, Reserved)
    return wanted


async def brought_to(stores: Stores, state: State, job_id: int = 1) -> None:
    """Create a job in a state."""
    await queued(stores, job_id)
    if state in {State.GENERATING, State.DELIVERING, State.DONE}:
        await stores.jobs.begin(job_id, None, now=START)
    if state in {State.DELIVERING, State.DONE}:
        await stores.jobs.keep(job_id, generation(), now=START)
    endings = {State.DONE: DONE, State.FAILED: FAILED, State.CANCELLED: CANCELLED}
    if state in FINAL:
        assert await stores.jobs.end(job_id, endings[state], now=START)


async def read(stores: Stores, job_id: int = 1) -> StoredJob:
    job = await stores.jobs.read(job_id)
    assert job
    return job


async def used(stores: Stores) -> Mapping[str, int]:
    return (await stores.ledger.count(claim(0))).used


async def tokens(database: Database) -> list[str | None]:
    stored = select(jobs.c.token).order_by(jobs.c.job_id)
    return list(await database.read(lambda it: it.execute(stored).scalars().all()))


async def change(database: Database, job_id: int, **values: object) -> None:
    changed = update(jobs).where(jobs.c.job_id == job_id).values(values)
    await database.write(lambda it: it.execute(changed))


@contextmanager
def unheard(monkeypatch: pytest.MonkeyPatch, database: Database) -> Generator[None]:
    """Commit transactions, but report a failure to their callers."""
    write: Callable[[Callable[[Connection], object]], Awaitable[object]] = database.write

    async def deaf(work: Callable[[Connection], object]) -> None:
        await write(work)
        raise StorageFailed(StorageFault.BUSY)

    monkeypatch.setattr(database, "write", deaf)
    with pytest.raises(StorageFailed):
        yield
    monkeypatch.setattr(database, "write", write)


class TestReserving:
    async def test_a_job_is_stored_whole(self, stores: Stores) -> None:
        wanted = await queued(stores, wanted=draft(1, message_id=5))
        assert await read(stores) == StoredJob(
            wanted, State.QUEUED, is_answered=False, attempts=1, micros=PRICE
        )

    async def test_no_token_is_readable_in_the_database(
        self, stores: Stores, database: Database
    ) -> None:
        wanted = await queued(stores)
        assert wanted.reply_target.token not in repr(await everything(database))

    async def test_a_refused_claim_leaves_no_job(self, stores: Stores) -> None:
        limits = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        outcome = await stores.ledger.reserve(claim(1, limits), now=START, draft=draft(1))
        assert isinstance(outcome, Count)
        assert await stores.jobs.read(1) is None

    async def test_a_job_on_a_grant_is_stored_too(self, stores: Stores) -> None:
        limits = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        await stores.members.set_grant(GUILD, MEMBER, 1, START + MINUTE)
        outcome = await stores.ledger.reserve(claim(1, limits), now=START, draft=draft(1))
        assert isinstance(outcome, Reserved)
        assert outcome.on_grant
        assert (await read(stores)).state is State.QUEUED

    @pytest.mark.parametrize("state", State)
    async def test_the_same_event_once_more_changes_nothing(
        self, stores: Stores, database: Database, state: State
    ) -> None:
        await brought_to(stores, state)
        before = await everything(database)
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(claim(1), now=START, draft=draft(1, prompt="other"))
        assert await everything(database) == before

    async def test_a_job_whose_reservation_was_purged_is_not_stored_again(
        self, stores: Stores, database: Database
    ) -> None:
        await brought_to(stores, State.DONE)
        await stores.ledger.purge(before=DEAD)
        before = await everything(database)
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(claim(1), now=START, draft=draft(1))
        after = await everything(database)
        assert {**after, "leases": []} == {**before, "leases": []}

    async def test_nothing_is_known_of_an_unknown_job(self, stores: Stores) -> None:
        assert await stores.jobs.read(404) is None


class TestAnswering:
    async def test_the_first_answer_is_noted_with_its_message(self, stores: Stores) -> None:
        wanted = await queued(stores)
        await stores.jobs.note_answer(1, 5, now=START)
        job = await read(stores)
        assert job.is_answered
        assert job.draft == replace(wanted, reply_target=replace(wanted.reply_target, message_id=5))

    async def test_a_message_that_is_not_known_takes_none_away(self, stores: Stores) -> None:
        await queued(stores)
        await stores.jobs.note_answer(1, 5, now=START)
        await stores.jobs.note_answer(1, None, now=START)
        await stores.jobs.begin(1, None, now=START)
        assert (await read(stores)).draft.reply_target.message_id == 5

    async def test_beginning_says_that_the_answer_is_out(self, stores: Stores) -> None:
        await queued(stores)
        await stores.jobs.begin(1, 6, now=START)
        job = await read(stores)
        assert job.is_answered
        assert job.draft.reply_target.message_id == 6

    async def test_comes_too_late_once_the_job_has_ended(self, stores: Stores) -> None:
        await brought_to(stores, State.FAILED)
        await stores.jobs.note_answer(1, 5, now=START)
        assert not (await read(stores)).is_answered


class TestBeginning:
    async def test_records_when_a_request_was_sent(
        self, stores: Stores, database: Database
    ) -> None:
        await brought_to(stores, State.GENERATING)
        (at,) = await database.read(lambda it: it.execute(select(jobs.c.sent_at)).scalars().all())
        (state,) = await database.read(
            lambda it: it.execute(select(reservations.c.state)).scalars().all()
        )
        assert (at, state) == (START, "sent")
        assert (await read(stores)).state is State.GENERATING

    async def test_only_the_process_that_has_the_job_may_send(
        self, stores: Stores, others: Stores
    ) -> None:
        await queued(stores)
        with pytest.raises(StorageFailed) as failed:
            await others.jobs.begin(1, None, now=START)
        assert failed.value.fault is StorageFault.OTHER
        await stores.jobs.begin(1, None, now=START)

    @pytest.mark.parametrize("state", sorted(set(State) - {State.QUEUED}))
    async def test_nothing_is_sent_twice_or_after_the_end(
        self, stores: Stores, database: Database, state: State
    ) -> None:
        await brought_to(stores, state)
        before = await everything(database)
        with pytest.raises(StorageFailed):
            await stores.jobs.begin(1, 9, now=START)
        assert await everything(database) == before

    async def test_nothing_is_sent_without_a_job(self, stores: Stores, database: Database) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        before = await everything(database)
        for job_id in (1, 404):
            with pytest.raises(StorageFailed):
                await stores.jobs.begin(job_id, None, now=START)
        assert await everything(database) == before


class TestKeeping:
    async def test_the_generation_belongs_to_the_job(self, stores: Stores) -> None:
        await brought_to(stores, State.DELIVERING)
        job = await read(stores)
        assert (job.state, job.generation) == (State.DELIVERING, generation())

    @pytest.mark.parametrize("state", sorted(set(State) - {State.GENERATING, State.DELIVERING}))
    async def test_only_a_generating_job_can_keep_a_generation(
        self, stores: Stores, state: State
    ) -> None:
        await brought_to(stores, state)
        before = await read(stores)
        with pytest.raises(StorageFailed):
            await stores.jobs.keep(1, generation(), now=START)
        assert await read(stores) == before

    async def test_once_more_changes_nothing(self, stores: Stores) -> None:
        await brought_to(stores, State.DELIVERING)
        await stores.jobs.keep(1, generation(latency_s=1), now=START)
        assert (await read(stores)).generation == generation()

    async def test_a_process_that_only_seemed_dead_keeps_nothing(
        self, stores: Stores, others: Stores
    ) -> None:
        await brought_to(others, State.GENERATING)
        await stores.jobs.take_over(now=DEAD, limit=5)
        with pytest.raises(StorageFailed):
            await others.jobs.keep(1, generation(), now=DEAD)
        with pytest.raises(StorageFailed):
            await others.jobs.keep(404, generation(), now=DEAD)


class TestEnding:
    @pytest.mark.parametrize(
        ("before", "ending"),
        [
            (State.QUEUED, FAILED),
            (State.QUEUED, CANCELLED),
            (State.GENERATING, FAILED),
            (State.GENERATING, CANCELLED),
            (State.DELIVERING, DONE),
            (State.DELIVERING, FAILED),
        ],
    )
    async def test_moves_settles_and_deletes_the_token(
        self, stores: Stores, database: Database, before: State, ending: Ending
    ) -> None:
        await brought_to(stores, before)
        assert await stores.jobs.end(1, ending, now=START + MINUTE)
        job = await read(stores)
        assert (job.state, job.reason, job.ended_at) == (
            ending.state,
            ending.reason,
            START + MINUTE,
        )
        assert job.micros == ending.settlement.micros
        assert job.draft.reply_target.token == ""
        assert await tokens(database) == [None]
        counted = await used(stores)
        assert counted[MEMBER_JOBS] == 0
        assert counted[SERVER_MICROS] == ending.settlement.micros
        assert counted[MEMBER_IMAGES] == int(ending.settlement.delivered)

    async def test_knows_the_message_that_shows_the_image(self, stores: Stores) -> None:
        await brought_to(stores, State.DONE)
        assert (await read(stores)).draft.reply_target.message_id == DONE.message_id

    @pytest.mark.parametrize("ending", [DONE, FAILED, CANCELLED])
    @pytest.mark.parametrize("state", sorted(FINAL))
    async def test_a_final_state_never_changes(
        self, stores: Stores, database: Database, state: State, ending: Ending
    ) -> None:
        await brought_to(stores, state)
        before = await everything(database)
        assert not await stores.jobs.end(1, ending, now=START + MINUTE)
        assert await everything(database) == before

    @pytest.mark.parametrize(
        ("state", "ending"),
        [(State.DELIVERING, CANCELLED), (State.GENERATING, DONE), (State.QUEUED, DONE)],
    )
    async def test_a_late_end_takes_nothing_from_a_job_that_continues(
        self, stores: Stores, database: Database, state: State, ending: Ending
    ) -> None:
        await brought_to(stores, state)
        before = await everything(database)
        assert not await stores.jobs.end(1, ending, now=START)
        assert await everything(database) == before

    async def test_a_job_of_another_process_is_not_touched(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        await queued(others)
        before = await everything(database)
        assert not await stores.jobs.end(1, CANCELLED, now=START)
        assert await everything(database) == before

    async def test_a_charge_that_becomes_known_is_settled_after_the_end(
        self, stores: Stores
    ) -> None:
        await brought_to(stores, State.GENERATING)
        assert await stores.jobs.end(1, UNKNOWN, now=START)
        assert len(await stores.ledger.unreconciled(limit=5)) == 1
        known = replace(UNKNOWN, settlement=Settlement(delivered=False, micros=7))
        assert not await stores.jobs.end(1, known, now=START)
        assert await stores.ledger.unreconciled(limit=5) == ()
        assert (await used(stores))[SERVER_MICROS] == (await read(stores)).micros == 7

    async def test_settles_a_reservation_that_no_job_was_stored_with(self, stores: Stores) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        assert not await stores.jobs.end(1, FAILED, now=START)
        assert set((await used(stores)).values()) == {0}
        assert not await stores.jobs.end(404, FAILED, now=START)

    async def test_a_generation_that_could_not_be_kept_is_kept_with_the_end(
        self, stores: Stores
    ) -> None:
        await brought_to(stores, State.GENERATING)
        unkept = generation()
        assert await stores.jobs.end(1, replace(DONE, unkept=unkept), now=START)
        job = await read(stores)
        assert (job.state, job.generation, job.micros) == (State.DONE, unkept, 39_000)

    async def test_a_kept_generation_is_not_kept_again(self, stores: Stores) -> None:
        await brought_to(stores, State.DELIVERING)
        unkept = generation(latency_s=1)
        assert await stores.jobs.end(1, replace(DONE, unkept=unkept), now=START)
        assert (await read(stores)).generation == generation()

    async def test_a_generation_of_another_processs_job_is_not_kept(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        await brought_to(others, State.GENERATING)
        before = await everything(database)
        assert not await stores.jobs.end(1, replace(DONE, unkept=generation()), now=START)
        assert await everything(database) == before

    @pytest.mark.parametrize("holds", ["{", "[]", '{"jobs":[null,1]}', '{"micros":[[1]]}'])
    @pytest.mark.parametrize(
        ("before", "ending"), [(State.DELIVERING, DONE), (State.QUEUED, CANCELLED)]
    )
    async def test_a_damaged_reservation_keeps_no_job_from_ending(
        self,
        stores: Stores,
        database: Database,
        caplog: pytest.LogCaptureFixture,
        before: State,
        ending: Ending,
        holds: str,
    ) -> None:
        await brought_to(stores, before)
        await database.write(lambda it: it.execute(update(reservations).values(holds=holds)))
        assert await stores.jobs.end(1, ending, now=START)
        job = await read(stores)
        assert (job.state, job.ended_at) == (ending.state, START)
        assert "job 1 holds cannot be given back" in caplog.text
        settled = select(reservations.c.state, reservations.c.holds, reservations.c.ended_at)
        (row,) = await database.read(lambda it: it.execute(settled).all())
        assert tuple(row) == ("settled", None, START)
        # later calls change nothing
        assert await stores.ledger.unreconciled(limit=5) == ()
        assert await stores.ledger.recover(now=DEAD) == 0

    async def test_works_without_a_reservation(self, stores: Stores, database: Database) -> None:
        await queued(stores)
        await database.write(lambda it: it.execute(delete(reservations)))
        assert await stores.jobs.end(1, FAILED, now=START)
        assert (await read(stores)).micros == 0


class TestFailing:
    @pytest.mark.parametrize("state", [State.QUEUED, State.GENERATING, State.DELIVERING])
    async def test_writes_down_why_and_changes_nothing_else(
        self, stores: Stores, state: State
    ) -> None:
        await brought_to(stores, state)
        before, counted = await read(stores), await used(stores)
        assert await stores.jobs.fail(1, "prompt_rejected")
        assert await read(stores) == replace(before, reason="prompt_rejected")
        assert await used(stores) == counted

    async def test_is_known_to_the_process_that_takes_the_job_over(
        self, stores: Stores, others: Stores
    ) -> None:
        await queued(others)
        assert await others.jobs.fail(1, "cancelled")
        (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
        assert (job.state, job.reason, job.ended_at) == (State.QUEUED, "cancelled", None)

    async def test_the_end_says_why_in_the_end(self, stores: Stores) -> None:
        await queued(stores)
        await stores.jobs.fail(1, "prompt_rejected")
        await stores.jobs.end(1, CANCELLED, now=START)
        assert (await read(stores)).reason == "cancelled"

    @pytest.mark.parametrize("state", sorted(FINAL))
    async def test_is_refused_once_it_has_ended(
        self, stores: Stores, database: Database, state: State
    ) -> None:
        await brought_to(stores, state)
        before = await everything(database)
        assert not await stores.jobs.fail(1, "other")
        assert await everything(database) == before

    async def test_is_refused_for_jobs_of_other_processes_and_missing_jobs(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        await queued(others)
        before = await everything(database)
        assert not await stores.jobs.fail(1, "other")
        assert not await stores.jobs.fail(404, "other")
        assert await everything(database) == before
        await stores.jobs.take_over(now=DEAD, limit=5)
        assert not await others.jobs.fail(1, "other")
        assert await stores.jobs.fail(1, "other")


class TestFiles:
    async def test_are_those_of_all_open_jobs_of_all_processes(
        self, stores: Stores, others: Stores
    ) -> None:
        assert await stores.jobs.files() == frozenset()
        await brought_to(stores, State.DELIVERING, 1)
        attached = [Reference(Path(f"/spool/{name}"), "image/png", 5) for name in "abc"]
        wanted = draft(2)
        request = wanted.request.with_references(*attached[:2])
        await queued(others, 2, replace(wanted, request=request))
        ended = draft(3)
        request = ended.request.with_references(attached[2])
        await queued(stores, 3, replace(ended, request=request))
        await stores.jobs.end(3, FAILED, now=START)
        expected = {image.path for image in generation().images}
        assert await stores.jobs.files() == expected | {each.path for each in attached[:2]}

    async def test_files_of_a_damaged_job_are_unknown_and_those_of_others_are_not(
        self, stores: Stores, database: Database
    ) -> None:
        for job_id in (1, 2):
            await brought_to(stores, State.DELIVERING, job_id)
        await change(database, 1, generation="{}")
        assert await stores.jobs.files() == {each.path for each in generation().images}


class TestTakingOver:
    @pytest.mark.parametrize("state", [State.QUEUED, State.GENERATING, State.DELIVERING])
    async def test_returns_everything_that_is_needed_to_continue(
        self, stores: Stores, others: Stores, state: State
    ) -> None:
        await brought_to(others, state)
        before = await read(others)
        (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
        assert job == await read(stores) == replace(before, attempts=2)
        assert job.draft.reply_target.token == "token of 1"

    async def test_is_done_once(self, stores: Stores, others: Stores) -> None:
        await queued(others)
        assert len(await stores.jobs.take_over(now=DEAD, limit=5)) == 1
        assert await stores.jobs.take_over(now=DEAD, limit=5) == ()
        # a process that takes a job over gets a lease, even if it had none
        assert await others.jobs.take_over(now=DEAD, limit=5) == ()

    async def test_continues_in_the_process_that_took_it_over(
        self, stores: Stores, others: Stores
    ) -> None:
        await queued(others)
        await stores.jobs.take_over(now=DEAD, limit=5)
        with pytest.raises(StorageFailed):
            await others.jobs.begin(1, None, now=DEAD)
        assert not await others.jobs.end(1, FAILED, now=DEAD)
        await stores.jobs.begin(1, None, now=DEAD)
        await stores.jobs.keep(1, generation(), now=DEAD)
        assert await stores.jobs.end(1, DONE, now=DEAD)
        assert (await used(stores))[MEMBER_IMAGES] == 1

    async def test_takes_the_oldest_first_and_no_more_than_the_limit(
        self, stores: Stores, others: Stores
    ) -> None:
        for job_id in (3, 1, 4, 2, 5):
            await queued(others, job_id)
        taken = [await stores.jobs.take_over(now=DEAD, limit=2) for _ in range(4)]
        ids = [[job.draft.requester.job_id for job in jobs] for jobs in taken]
        assert ids == [[1, 2], [3, 4], [5], []]

    async def test_leaves_the_living_and_itself_alone(self, stores: Stores, others: Stores) -> None:
        await queued(others, 1)
        await queued(stores, 2)
        assert await stores.jobs.take_over(now=START + LEASE, limit=5) == ()
        await others.ledger.renew(now=DEAD)
        assert await stores.jobs.take_over(now=DEAD + LEASE, limit=5) == ()

    async def test_need_not_wait_for_the_lease_of_a_process_that_resigned(
        self, stores: Stores, others: Stores
    ) -> None:
        await queued(others, 1)
        await queued(stores, 2)
        await stores.ledger.resign(["other", "nobody"])
        await stores.ledger.resign([])
        (job,) = await stores.jobs.take_over(now=START, limit=5)
        assert job.draft.requester.job_id == 1

    @pytest.mark.parametrize("state", sorted(FINAL))
    async def test_leaves_ended_jobs(self, stores: Stores, others: Stores, state: State) -> None:
        await brought_to(others, state)
        assert await stores.jobs.take_over(now=DEAD, limit=5) == ()

    @pytest.mark.parametrize("micros", [0, None])
    async def test_a_job_is_taken_over_although_its_reservation_has_ended(
        self, stores: Stores, others: Stores, micros: int | None
    ) -> None:
        await brought_to(others, State.GENERATING)
        await others.ledger.settle(1, Settlement(delivered=False, micros=micros), now=START)
        assert len(await stores.jobs.take_over(now=DEAD, limit=5)) == 1
        assert await stores.jobs.end(1, UNKNOWN, now=DEAD)

    async def test_two_processes_at_once_take_each_job_once(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        dead = open_stores(database, process_id="dead")
        await asyncio.gather(*(queued(dead, job_id) for job_id in range(1, 41)))

        async def take(mine: Stores) -> list[int]:
            found: list[int] = []
            # finding nothing means that the other process is taking the job at this moment
            for _ in range(20):
                jobs = await mine.jobs.take_over(now=DEAD, limit=3)
                found += [job.draft.requester.job_id for job in jobs]
            return found

        taken = await asyncio.gather(*(take(mine) for mine in (stores, others, stores, others)))
        assert sorted(chain.from_iterable(taken)) == list(range(1, 41))
        for job_id in taken[0]:
            await stores.jobs.begin(job_id, None, now=DEAD)
        for job_id in taken[1]:
            await others.jobs.begin(job_id, None, now=DEAD)

    async def test_jobs_of_a_takeover_that_failed_for_its_caller_are_returned_the_next_time(
        self, stores: Stores, others: Stores, monkeypatch: pytest.MonkeyPatch, database: Database
    ) -> None:
        for job_id in (1, 2, 3):
            await queued(others, job_id)
        with unheard(monkeypatch, database):
            await stores.jobs.take_over(now=DEAD, limit=5)
        for count in (2, 1):
            assert len(await stores.jobs.take_over(now=DEAD, limit=2)) == count
        assert await stores.jobs.take_over(now=DEAD, limit=5) == ()

    async def test_an_image_of_a_process_that_only_seemed_dead_is_counted(
        self, stores: Stores, others: Stores
    ) -> None:
        await brought_to(others, State.GENERATING)
        await stores.jobs.take_over(now=DEAD, limit=5)
        assert await stores.jobs.end(1, UNKNOWN, now=DEAD)
        assert (await used(stores))[MEMBER_IMAGES] == 0
        shown = replace(DONE, unkept=generation())
        assert [await others.jobs.end(1, shown, now=DEAD) for _ in range(2)] == [True, False]
        counted = await used(stores)
        assert (counted[MEMBER_IMAGES], counted[SERVER_MICROS]) == (1, 39_000)
        job = await read(stores)
        assert (job.state, job.reason, job.generation) == (State.DONE, None, generation())
        assert job.draft.reply_target.message_id == DONE.message_id
        [found] = await stores.history.page(MEMBER, limit=5)
        assert found.draft.requester.job_id == 1

    @pytest.mark.parametrize("ending", [FAILED, CANCELLED])
    async def test_only_jobs_that_were_refunded_as_lost_become_done(
        self, stores: Stores, others: Stores, ending: Ending
    ) -> None:
        await brought_to(others, State.GENERATING)
        await stores.jobs.take_over(now=DEAD, limit=5)
        assert await stores.jobs.end(1, ending, now=DEAD)
        assert not await others.jobs.end(1, DONE, now=DEAD)
        assert (await read(stores)).state is ending.state

    async def test_a_job_that_its_own_process_failed_does_not_become_done(
        self, stores: Stores
    ) -> None:
        await brought_to(stores, State.GENERATING)
        assert await stores.jobs.end(1, UNKNOWN, now=START)
        assert not await stores.jobs.end(1, DONE, now=START)
        assert (await read(stores)).state is State.FAILED


class TestDamage:
    DAMAGES: Mapping[str, object] = {
        "draft": '{"asker":',
        "generation": "{}",
        "state": "somewhere",
    }

    @pytest.mark.parametrize("column", DAMAGES)
    async def test_raises_damaged(self, stores: Stores, database: Database, column: str) -> None:
        await brought_to(stores, State.DELIVERING)
        await change(database, 1, **{column: self.DAMAGES[column]})
        with pytest.raises(StorageFailed) as failed:
            await stores.jobs.read(1)
        assert failed.value.fault is StorageFault.DAMAGED
        assert "lighthouse" not in f"{failed.value.detail} {failed.value.__cause__}"

    @pytest.mark.parametrize("column", DAMAGES)
    async def test_ends_the_job_and_keeps_no_other_from_being_taken(
        self, stores: Stores, others: Stores, database: Database, column: str
    ) -> None:
        for job_id, state in ((1, State.QUEUED), (2, State.GENERATING), (3, State.QUEUED)):
            await brought_to(others, state, job_id)
        for job_id in (1, 2):
            await change(database, job_id, **{column: self.DAMAGES[column]})
        (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
        assert job.draft.requester.job_id == 3
        ended = select(jobs.c.state, jobs.c.reason, jobs.c.token, jobs.c.ended_at)
        rows = await database.read(lambda it: it.execute(ended.where(jobs.c.job_id < 3)).all())
        assert [tuple(row) for row in rows] == [("failed", "damaged", None, DEAD)] * 2
        # dollars that may have been charged stay reserved; everything else is refunded
        (unknown,) = await stores.ledger.unreconciled(limit=5)
        assert unknown.job_id == 2
        counted = await used(stores)
        assert counted[SERVER_MICROS] == 2 * PRICE
        assert counted[MEMBER_IMAGES] == counted[MEMBER_JOBS] == 1

    async def test_a_whole_batch_of_damaged_jobs_does_not_hide_later_ones(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        for job_id in (1, 2, 3):
            await queued(others, job_id)
        for job_id in (1, 2):
            await change(database, job_id, draft="")
        (job,) = await stores.jobs.take_over(now=DEAD, limit=2)
        assert job.draft.requester.job_id == 3

    async def test_a_token_of_another_secret_is_lost_and_its_job_is_not(
        self, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = await queued(open_stores(database, process_id="dead", secret="old"))
        stores = open_stores(database, secret="new")
        (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
        assert job.draft == replace(before, reply_target=replace(before.reply_target, token=""))
        assert (await read(stores)).draft == job.draft
        assert "answer of job 1 can be changed no more" in caplog.text
        await stores.jobs.begin(1, None, now=DEAD)
        await stores.jobs.keep(1, generation(), now=DEAD)
        assert await stores.jobs.end(1, DONE, now=DEAD)

    async def test_a_job_with_a_damaged_token_is_not_lost(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        await queued(others)
        await change(database, 1, token="no seal")
        (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
        assert job.draft.reply_target.token == ""

    async def test_a_damaged_job_with_a_damaged_reservation_ends_all_the_same(
        self, stores: Stores, others: Stores, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        await queued(others)
        await change(database, 1, draft="")
        await database.write(lambda it: it.execute(update(reservations).values(holds="{")))
        assert await stores.jobs.take_over(now=DEAD, limit=5) == ()
        assert await database.read(lambda it: it.execute(select(jobs.c.state)).scalar()) == "failed"
        assert "job 1" in caplog.text

    async def test_that_cannot_be_ended_is_ended_the_next_time(
        self,
        stores: Stores,
        others: Stores,
        database: Database,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for job_id in (1, 2):
            await queued(others, job_id)
        await change(database, 1, draft="")

        def fail(*_: object, **__: object) -> None:
            raise StorageFailed(StorageFault.BUSY)

        with monkeypatch.context() as patch:
            patch.setattr("bot.storage.limits.settlements.fail_job", fail)
            (job,) = await stores.jobs.take_over(now=DEAD, limit=5)
            assert job.draft.requester.job_id == 2
        assert await stores.jobs.take_over(now=DEAD, limit=5) == ()
        state = select(jobs.c.state).where(jobs.c.job_id == 1)
        assert await database.read(lambda it: it.execute(state).scalar()) == "failed"


class TestTogetherWithTheLedger:
    async def test_recovery_leaves_open_jobs_to_the_takeover(
        self, stores: Stores, others: Stores
    ) -> None:
        for job_id, state in enumerate((State.QUEUED, State.GENERATING, State.DELIVERING), start=1):
            await brought_to(others, state, job_id)
        await others.ledger.reserve(claim(9), now=START)
        assert await stores.ledger.recover(now=DEAD) == 1
        assert len(await stores.jobs.take_over(now=DEAD, limit=9)) == 3

    async def test_a_job_that_its_caller_never_learned_of_fails(
        self, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await stores.ledger.renew(now=START)
        with unheard(monkeypatch, database):
            await queued(stores)
        assert (await read(stores)).state is State.QUEUED
        await stores.ledger.recover(now=START)
        job = await read(stores)
        assert (job.state, job.reason, job.micros) == (State.FAILED, "storage_failed", 0)
        assert await tokens(database) == [None]
        assert set((await used(stores)).values()) == {0}
        with pytest.raises(DuplicateEvent):
            await queued(stores)

    async def test_an_unheard_job_does_not_fail_once_another_process_works_on_it(
        self, stores: Stores, others: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await others.ledger.renew(now=START)
        with unheard(monkeypatch, database):
            await queued(others)
        assert len(await stores.jobs.take_over(now=DEAD, limit=5)) == 1
        await others.ledger.recover(now=DEAD)
        await stores.jobs.begin(1, None, now=DEAD)


class TestLatencies:
    async def test_are_those_of_the_last_generations_by_model(self, stores: Stores) -> None:
        for job_id, latency_s in enumerate((5.0, 7.5, 6.0, 8.0), start=1):
            await queued(stores, job_id)
            await stores.jobs.begin(job_id, None, now=START)
            generated = generation(latency_s=latency_s)
            if job_id == 3:
                model = replace(generated.order.model, id="a/b")
                generated = replace(generated, order=replace(generated.order, model=model))
            await stores.jobs.keep(job_id, generated, now=START)
        await queued(stores, 5)
        flash = generation().order.model.id
        assert await stores.jobs.latencies(limit=9) == {flash: [5.0, 7.5, 8.0], "a/b": [6.0]}
        assert await stores.jobs.latencies(limit=3) == {flash: [7.5, 8.0], "a/b": [6.0]}

    async def test_are_none_at_first(self, stores: Stores) -> None:
        assert await stores.jobs.latencies(limit=9) == {}


class TestPurging:
    async def test_only_older_rows_are_deleted(self, stores: Stores) -> None:
        for job_id in (1, 2, 3):
            await queued(stores, job_id)
        await stores.jobs.end(1, FAILED, now=START)
        await stores.jobs.end(2, FAILED, now=START + MINUTE)
        await stores.jobs.purge(before=START + MINUTE)
        assert await stores.jobs.read(1) is None
        assert (await read(stores, 2)).state is State.FAILED
        assert (await read(stores, 3)).state is State.QUEUED

    async def test_more_rows_than_go_at_once_all_go(
        self, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.storage.jobs.jobs.PURGED_AT_ONCE", 2)
        for job_id in range(1, 6):
            await brought_to(stores, State.FAILED, job_id)
        await stores.jobs.purge(before=START + MINUTE)
        assert (await everything(database))["jobs"] == []

    @pytest.mark.parametrize("first", ["ledger", "jobs"])
    async def test_jobs_and_reservations_go_in_any_order(
        self, stores: Stores, database: Database, first: str
    ) -> None:
        await brought_to(stores, State.DONE)
        before = await used(stores)
        if first == "ledger":
            await stores.ledger.purge(before=START + MINUTE)
            assert (await read(stores)).micros == 0
            await stores.jobs.purge(before=START + MINUTE)
        else:
            await stores.jobs.purge(before=START + MINUTE)
            await stores.ledger.purge(before=START + MINUTE)
        rows = await everything(database)
        assert rows["jobs"] == rows["reservations"] == []
        assert await used(stores) == before

    async def test_the_reservation_of_an_open_job_stays(
        self, stores: Stores, others: Stores, database: Database
    ) -> None:
        await brought_to(others, State.GENERATING)
        await others.ledger.settle(1, Settlement(delivered=False, micros=0), now=START)
        await stores.ledger.purge(before=DEAD)
        await stores.jobs.purge(before=DEAD)
        assert await database.read(lambda it: it.execute(select(leases)).all()) == []
        assert len(await stores.jobs.take_over(now=DEAD, limit=5)) == 1
