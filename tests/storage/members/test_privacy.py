"""Export and deletion of a member's data, on every engine."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.images.request import Reference
from bot.policy.jobs.job import State
from bot.policy.limits.cooldown import LOOK_BACK, Strike
from bot.policy.members.defaults import MemberDefaults
from bot.ports import AuditEntry, Ending, Entry, Forgotten, LastRefusal, Settlement, Stores
from bot.storage.engine.transaction import Database
from bot.storage.members.privacy import DELETED_USER
from bot.storage.tables import jobs, reservations
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    MEMBER_NAME,
    OTHER_MEMBER,
    PRICE,
    claim,
    draft,
    everything,
    generation,
    mark_sent,
)

HOUR = timedelta(hours=1)
DONE = Ending(State.DONE, Settlement(delivered=True, micros=39_000, generation_id="gen-1"))
UNPAID = Ending(State.DONE, Settlement(delivered=True, micros=None, generation_id="gen-1"))

#: Columns that may still identify a deleted member; the confirmation mentions them.
KEPT = {"grants", "strikes", "audit"}


async def _ask(stores: Stores, job_id: int, user_id: int = MEMBER) -> None:
    wanted = draft(job_id, user_id=user_id, prompt=f"the secret of {user_id}")
    await stores.ledger.reserve(claim(job_id, user_id=user_id), now=START, draft=wanted)


async def _generate(
    stores: Stores, job_id: int, user_id: int = MEMBER, ending: Ending = DONE
) -> None:
    await _ask(stores, job_id, user_id)
    await stores.jobs.begin(job_id, None, now=START)
    await stores.jobs.keep(job_id, generation(), now=START)
    await stores.jobs.end(job_id, ending, now=START)


async def live(stores: Stores, user_id: int) -> None:
    """Store data of a member in every table."""
    await _generate(stores, 100 + user_id, user_id)
    await stores.members.note_refusal(GUILD, user_id, LastRefusal(START, f"not you, {user_id}"))
    await stores.members.note_refusal(None, user_id, LastRefusal(START, f"not you, {user_id}"))
    await stores.members.note_strike(user_id, 100 + user_id, Strike(START))
    await stores.members.set_grant(GUILD, user_id, 5, START + HOUR)
    await stores.defaults.set(user_id, MemberDefaults(style="noir"))
    await stores.rulebooks.note(GUILD, AuditEntry(START, user_id, "count server", "", "2"))
    granted = AuditEntry(START, 99, f"grant user:{user_id}", "", "5 pictures")
    await stores.rulebooks.note(GUILD, granted)


def _mentioning(rows: dict[str, list[tuple[Any, ...]]], user_id: int) -> dict[str, int]:
    """Count the rows of each table that contain a member's id."""
    found = {
        table: sum(
            value == user_id or f"of {user_id}" in str(value) or f"user:{user_id}" in str(value)
            or f"you, {user_id}" in str(value)
            for row in of_table
            for value in row
        )
        for table, of_table in rows.items()
    }  # fmt: skip
    return {table: number for table, number in found.items() if number}


def _counted(rows: dict[str, list[tuple[Any, ...]]]) -> object:
    """The tables that limits and budgets read."""
    return [rows[table] for table in ("counts", "cooldowns", "grants", "strikes")]


class TestDeleting:
    async def test_only_the_mentioned_columns_still_identify_the_member(
        self, stores: Stores, database: Database
    ) -> None:
        member = 7_777_777
        await live(stores, member)
        assert _mentioning(await everything(database), member).keys() > KEPT
        forgotten = await stores.personal.forget(member, now=START)
        assert forgotten == Forgotten(images=1, left=0)
        assert _mentioning(await everything(database), member).keys() == KEPT

    async def test_nothing_of_other_members_changes(
        self, stores: Stores, database: Database
    ) -> None:
        await live(stores, 7_777_777)
        before = await everything(database)
        await live(stores, 17_777_777)
        await stores.personal.forget(17_777_777, now=START)
        after = await everything(database)
        own = ("jobs", "refusals", "preferences", "strikes", "grants", "reservations", "audit")
        for table in own:
            assert set(map(repr, before[table])) <= set(map(repr, after[table])), table

    async def test_used_images_and_dollars_stay_counted(
        self, stores: Stores, database: Database
    ) -> None:
        await live(stores, MEMBER)
        before = await everything(database)
        await stores.personal.forget(MEMBER, now=START)
        after = await everything(database)
        assert _counted(after) == _counted(before)
        count = await stores.ledger.count(claim(1))
        assert count.used[MEMBER_IMAGES] == 1
        columns = reservations.c
        found = select(columns.user_id, columns.micros, columns.images)
        paid = await database.read(lambda connection: connection.execute(found).all())
        assert [tuple(row) for row in paid] == [(DELETED_USER, 39_000, 1)]

    async def test_open_jobs_stay_until_they_end(self, stores: Stores, database: Database) -> None:
        await _ask(stores, 1)
        await _generate(stores, 2)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(images=1, left=1)
        job = await stores.jobs.read(1)
        assert job is not None
        assert job.draft.requester.user_id == MEMBER
        await stores.jobs.begin(1, None, now=START)
        await stores.jobs.keep(1, generation(), now=START)
        assert await stores.jobs.end(1, DONE, now=START)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(images=1, left=0)
        assert not _mentioning(await everything(database), MEMBER).keys() & {"jobs"}

    async def test_a_charge_that_was_not_known_is_still_put_in(
        self, stores: Stores, database: Database
    ) -> None:
        await _generate(stores, 1, ending=UNPAID)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(images=1, left=0)
        [waiting] = await stores.ledger.unreconciled(limit=10)
        assert (waiting.micros, waiting.generation_id) == (PRICE, "gen-1")
        known = Settlement(delivered=True, micros=10, generation_id="gen-1")
        assert await stores.ledger.settle(1, known, now=START)
        used = (await stores.ledger.count(claim(2))).used
        assert {number for key, number in used.items() if ":micros:" in key} == {10}
        assert "jobs" not in _mentioning(await everything(database), MEMBER)

    async def test_a_reservation_of_a_lost_job_keeps_its_member_while_it_may_change(
        self, stores: Stores, others: Stores
    ) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        await mark_sent(stores, 1)
        assert await others.ledger.recover(now=START + HOUR) == 1
        assert (await stores.personal.forget(MEMBER, now=START)).left == 1
        await stores.ledger.settle(1, DONE.settlement, now=START)
        assert (await stores.personal.forget(MEMBER, now=START)).left == 0

    async def test_strikes_and_grants_are_deleted_once_they_have_no_effect(
        self, stores: Stores, database: Database
    ) -> None:
        await stores.members.note_strike(MEMBER, 1, Strike(START))
        await stores.members.set_grant(GUILD, MEMBER, 5, START + 3 * HOUR)
        await stores.personal.forget(MEMBER, now=START + LOOK_BACK)
        assert await stores.members.strikes(MEMBER, since=START) == (Strike(START),)
        assert await stores.members.grant(GUILD, MEMBER) is not None
        await stores.personal.forget(MEMBER, now=START + 3 * HOUR)
        assert _mentioning(await everything(database), MEMBER) == {}

    async def test_twice_changes_nothing_more(self, stores: Stores, database: Database) -> None:
        await live(stores, MEMBER)
        await stores.personal.forget(MEMBER, now=START)
        once = await everything(database)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(0, 0)
        assert await everything(database) == once

    async def test_jobs_that_end_in_the_meantime_are_deleted_or_reported(
        self, stores: Stores, database: Database
    ) -> None:
        for job_id in range(101, 121):
            await _ask(stores, job_id)

        async def end(job_id: int) -> None:
            await stores.jobs.end(
                job_id, Ending(State.FAILED, Settlement(delivered=False, micros=0)), now=START
            )

        async with asyncio.TaskGroup() as group:
            forgetting = group.create_task(stores.personal.forget(MEMBER, now=START))
            for job_id in range(101, 121):
                group.create_task(end(job_id))
        forgotten = forgetting.result()
        again = await stores.personal.forget(MEMBER, now=START)
        assert forgotten.images + again.images == 20
        assert again.left == 0
        assert _mentioning(await everything(database), MEMBER) == {}


class TestInBatches:
    @pytest.fixture(autouse=True)
    def _few(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.storage.members.privacy.DELETED_AT_ONCE", 3)

    async def _ask_and_end(self, stores: Stores, job_ids: range) -> None:
        ending = Ending(State.FAILED, Settlement(delivered=False, micros=0))
        for job_id in job_ids:
            await _ask(stores, job_id)
            await stores.jobs.end(job_id, ending, now=START)

    async def test_many_are_deleted_in_batches(self, stores: Stores, database: Database) -> None:
        await self._ask_and_end(stores, range(101, 112))
        await _ask(stores, 112)
        forgotten = await stores.personal.forget(MEMBER, now=START)
        assert forgotten == Forgotten(images=11, left=1)
        rows = (await everything(database))["jobs"]
        assert [row[0] for row in rows] == [112]

    async def test_one_that_fails_on_the_way_says_so_and_can_be_repeated(
        self, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await self._ask_and_end(stores, range(101, 112))
        write, calls = database.write, 0

        async def fail_at_the_third(work: Any) -> Any:  # noqa: ANN401 - as in the port
            nonlocal calls
            calls += 1
            if calls == 3:
                raise StorageFailed(StorageFault.BUSY)
            return await write(work)

        monkeypatch.setattr(database, "write", fail_at_the_third)
        part = await stores.personal.forget(MEMBER, now=START)
        assert part == Forgotten(images=6, left=0, is_whole=False)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(5, 0)
        assert _mentioning(await everything(database), MEMBER) == {}

    async def test_one_that_fails_at_once_has_deleted_nothing(
        self, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await self._ask_and_end(stores, range(101, 102))

        async def fail(_: object) -> object:
            raise StorageFailed(StorageFault.BUSY)

        with monkeypatch.context() as patched:
            patched.setattr(database, "write", fail)
            with pytest.raises(StorageFailed):
                await stores.personal.forget(MEMBER, now=START)
        assert await stores.personal.forget(MEMBER, now=START) == Forgotten(1, 0)


async def _sections(stores: Stores, user_id: int = MEMBER) -> dict[str, list[Entry]]:
    record = await stores.personal.record(user_id)
    return {name: list(entries) for name, entries in record.sections.items() if entries}


class TestRecord:
    async def test_it_has_all_that_names_the_member(self, stores: Stores) -> None:
        await live(stores, MEMBER)
        await live(stores, OTHER_MEMBER)
        found = await _sections(stores)
        assert found.keys() == {
            "defaults",
            "grants",
            "last_refusals",
            "prompts_refused_by_the_provider",
            "counts",
            "cooldowns",
            "limits_changed_by_you",
            "limits_changed_for_you",
        }
        text = json.dumps(found)
        assert f"you, {MEMBER}" in text
        assert f"you, {OTHER_MEMBER}" not in text
        assert found["defaults"] == [{"document": {"style": "noir"}}]
        assert len(found["last_refusals"]) == 2
        keys = [str(entry["key"]) for entry in (*found["counts"], *found["cooldowns"])]
        assert len(keys) == 8
        assert all(f":{MEMBER_NAME}" in key for key in keys)
        [by_them], [for_them] = found["limits_changed_by_you"], found["limits_changed_for_you"]
        assert by_them["what"] == "count server"
        assert for_them["what"] == f"grant user:{MEMBER}"
        assert "actor_id" not in for_them

    async def test_costs_without_a_job_are_included(self, stores: Stores) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        [cost] = (await _sections(stores))["costs_without_a_picture"]
        assert (cost["job_id"], cost["micros"]) == (1, PRICE)

    async def test_an_unknown_user_has_none(self, stores: Stores) -> None:
        await live(stores, OTHER_MEMBER)
        record = await stores.personal.record(MEMBER)
        assert (await _sections(stores), record.images) == ({}, 0)


class TestImages:
    async def test_they_come_newest_first_and_page_by_page(self, stores: Stores) -> None:
        for job_id in (1, 2, 3):
            await _generate(stores, job_id)
        await _generate(stores, 4, OTHER_MEMBER)
        assert (await stores.personal.record(MEMBER)).images == 3
        first = await stores.personal.images(MEMBER, before=None, limit=2)
        assert [job_id for job_id, _ in first] == [3, 2]
        rest = await stores.personal.images(MEMBER, before=2, limit=2)
        assert [job_id for job_id, _ in rest] == [1]

    async def test_an_image_is_exported_with_prompt_facts_and_cost_but_no_secret(
        self, stores: Stores
    ) -> None:
        await _generate(stores, 1)
        wanted = draft(2)
        attached = Reference(Path("/references/fox-1.png"), "image/png", 9)
        request = wanted.request.with_references(attached)
        await stores.ledger.reserve(claim(2), now=START, draft=replace(wanted, request=request))
        images = await stores.personal.images(MEMBER, before=None, limit=9)
        told: Any = dict(images)
        text = json.dumps(told)
        assert told[1]["draft"]["request"]["prompt"] == f"the secret of {MEMBER}"
        assert told[1]["painting"]["generation_id"] == "gen-1"
        assert (told[1]["micros"], told[1]["reservation"]) == (39_000, "settled")
        # the paths may be of other members' files, and identify them
        assert told[2]["draft"]["request"]["references"] == [
            {"media_type": "image/png", "size_bytes": 9}
        ]
        assert '"path"' not in text
        assert "token of" not in text
        assert not {"token", "words"} & told[2].keys()

    async def test_numbers_beyond_those_that_json_keeps_are_text(self, stores: Stores) -> None:
        user_id = 2**53
        await _ask(stores, 2**53 - 1, user_id)
        [(_, told)] = await stores.personal.images(user_id, before=None, limit=9)
        entry: Any = told
        assert entry["job_id"] == 2**53 - 1
        assert entry["draft"]["asker"]["user_id"] == str(2**53)

    async def test_unreadable_json_is_exported_as_text(
        self, stores: Stores, database: Database
    ) -> None:
        await _ask(stores, 1)
        broken = update(jobs).values(draft="[" * 100_000)
        await database.write(lambda connection: connection.execute(broken))
        [(_, told)] = await stores.personal.images(MEMBER, before=None, limit=9)
        assert told["draft"] == "[" * 100_000
