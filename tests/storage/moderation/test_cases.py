"""Cases, their appeals, and offenses, on every engine."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, text, update

from bot.errors import StorageFailed, StorageFault
from bot.policy.moderation.case import OPERATOR, Appeal, AppealState, Case, CaseKind
from bot.ports import Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import cases
from testkit.fakes import START
from tests.storage.samples import GUILD, MEMBER, OTHER_MEMBER

HOUR = timedelta(hours=1)
MODERATOR, OTHER_MODERATOR, OTHER_GUILD = 90, 91, 11
HOSTILE = "\0" + "\ud800" + "\N{COLLISION SYMBOL}'; DROP TABLE cases; --" + "x" * 4_000


def block(
    *,
    guild_id: int = GUILD,
    subject_id: int = MEMBER,
    kind: CaseKind = CaseKind.BLOCK,
    at: datetime = START,
    until: datetime | None = None,
    is_server: bool = False,
) -> Case:
    """Return a case that has no number yet."""
    return Case(guild_id, 0, kind, subject_id, MODERATOR, at, "spam", until, 4, is_server=is_server)


async def _numbers(stores: Stores, user_id: int = MEMBER, *, now: datetime = START) -> list[int]:
    return sorted(case.number for case in await stores.cases.blocks(GUILD, user_id, now=now))


async def _damage(database: Database, number: int, **values: object) -> None:
    change = update(cases).where(cases.c.number == number).values(**values)
    await database.write(lambda connection: connection.execute(change))


class TestNumbers:
    async def test_a_case_comes_back_as_it_was_stored(self, stores: Stores) -> None:
        added = await stores.cases.add(block(until=START + HOUR))
        assert added == replace(block(until=START + HOUR), number=1)
        assert await stores.cases.read(GUILD, 1) == added
        assert await stores.cases.read(GUILD, 2) is None
        assert await stores.cases.read(OTHER_GUILD, 1) is None

    async def test_each_server_counts_from_one(self, stores: Stores) -> None:
        for guild_id in (GUILD, OTHER_GUILD, OPERATOR):
            numbers = [(await stores.cases.add(block(guild_id=guild_id))).number for _ in range(3)]
            assert numbers == [1, 2, 3]

    async def test_concurrent_writers_leave_no_gap_and_use_no_number_twice(
        self, stores: Stores, others: Stores
    ) -> None:
        added = await asyncio.gather(
            *(each.cases.add(block()) for _ in range(12) for each in (stores, others))
        )
        assert sorted(case.number for case in added) == list(range(1, 25))

    async def test_text_from_people_is_stored_without_what_databases_reject(
        self, stores: Stores
    ) -> None:
        added = await stores.cases.add(replace(block(), reason=HOSTILE))
        assert added.reason == HOSTILE.replace("\0", "").replace("\ud800", "?")
        assert await stores.cases.appeal(GUILD, 1, Appeal(HOSTILE, START))
        [found] = await stores.cases.page(GUILD, limit=5)
        assert found.appeal is not None
        assert found.appeal.text == added.reason


class TestBlocks:
    async def test_a_block_is_in_force_until_its_end_and_no_longer(self, stores: Stores) -> None:
        await stores.cases.add(block(until=START + HOUR))
        await stores.cases.add(block())
        assert await _numbers(stores, now=START + HOUR - timedelta(microseconds=1)) == [1, 2]
        assert await _numbers(stores, now=START + HOUR) == [2]

    async def test_it_binds_its_member_in_its_server(self, stores: Stores) -> None:
        await stores.cases.add(block())
        await stores.cases.add(block(guild_id=OTHER_GUILD))
        await stores.cases.add(block(kind=CaseKind.WARNING))
        assert await _numbers(stores) == [1]
        assert await _numbers(stores, OTHER_MEMBER) == []
        assert await stores.cases.blocks(None, MEMBER, now=START) == ()

    async def test_the_operators_block_of_a_user_holds_everywhere(self, stores: Stores) -> None:
        added = await stores.cases.add(block(guild_id=OPERATOR))
        for guild_id in (GUILD, OTHER_GUILD, None):
            assert await stores.cases.blocks(guild_id, MEMBER, now=START) == (added,)

    async def test_the_operators_block_of_a_server_holds_for_all_its_members(
        self, stores: Stores
    ) -> None:
        added = await stores.cases.add(block(guild_id=OPERATOR, subject_id=GUILD, is_server=True))
        assert await stores.cases.blocks(GUILD, MEMBER, now=START) == (added,)
        assert await stores.cases.blocks(GUILD, OTHER_MEMBER, now=START) == (added,)
        assert await stores.cases.blocks(OTHER_GUILD, MEMBER, now=START) == ()
        assert await stores.cases.blocks(None, GUILD, now=START) == ()

    async def test_a_user_with_a_servers_id_is_not_blocked_with_that_server(
        self, stores: Stores
    ) -> None:
        await stores.cases.add(block(guild_id=OPERATOR, subject_id=MEMBER, is_server=True))
        assert await _numbers(stores) == []

    async def test_an_unblock_ends_the_members_blocks_of_its_server_at_once(
        self, stores: Stores
    ) -> None:
        for each in (
            block(until=START + HOUR),
            block(),
            block(subject_id=OTHER_MEMBER),
            block(guild_id=OPERATOR),
        ):
            await stores.cases.add(each)
        later = START + timedelta(minutes=1)
        added = await stores.cases.add(block(kind=CaseKind.UNBLOCK, at=later))
        assert added.number == 4
        [left] = await stores.cases.blocks(GUILD, MEMBER, now=later)
        assert left.guild_id == OPERATOR
        assert await _numbers(stores, OTHER_MEMBER, now=later) == [3]
        lifted = [await stores.cases.read(GUILD, number) for number in (1, 2)]
        assert [case and case.lifted_at for case in lifted] == [later, later]

    async def test_a_block_is_lifted_once(self, stores: Stores, others: Stores) -> None:
        await stores.cases.add(block())
        lifts = [each.cases.lift(GUILD, 1, now=START) for each in (stores, others)]
        assert sorted(await asyncio.gather(*lifts)) == [False, True]
        assert await _numbers(stores) == []

    async def test_a_block_that_is_over_cannot_be_lifted(self, stores: Stores) -> None:
        await stores.cases.add(block(until=START + HOUR))
        assert not await stores.cases.lift(GUILD, 1, now=START + HOUR)
        assert not await stores.cases.lift(GUILD, 2, now=START)


class TestPages:
    async def test_they_come_newest_first_page_by_page(self, stores: Stores) -> None:
        for subject_id in (MEMBER, OTHER_MEMBER, MEMBER, MEMBER):
            await stores.cases.add(block(subject_id=subject_id))
        await stores.cases.add(block(guild_id=OTHER_GUILD))

        async def page(**where: int) -> list[int]:
            return [case.number for case in await stores.cases.page(GUILD, limit=2, **where)]

        assert await page() == [4, 3]
        assert await page(before=3) == [2, 1]
        assert await page(subject_id=MEMBER, before=4) == [3, 1]
        assert await page(subject_id=99) == []


class TestAmending:
    async def test_an_amendment_changes_reason_and_end_and_says_who_and_when(
        self, stores: Stores
    ) -> None:
        added = await stores.cases.add(block())
        end, now = START + HOUR, START + timedelta(minutes=1)
        assert await stores.cases.amend(
            added, reason="scam", until=end, by=OTHER_MODERATOR, now=now
        )
        assert await stores.cases.read(GUILD, 1) == replace(
            added, reason="scam", until=end, amended_by=OTHER_MODERATOR, amended_at=now
        )

    async def test_one_of_two_moderators_who_amend_the_same_case_wins(
        self, stores: Stores, others: Stores
    ) -> None:
        added = await stores.cases.add(block())
        amendments = [
            each.cases.amend(added, reason=str(by), until=None, by=by, now=START + HOUR)
            for each, by in ((stores, MODERATOR), (others, OTHER_MODERATOR))
        ]
        done = await asyncio.gather(*amendments)
        assert sorted(done) == [False, True]
        found = await stores.cases.read(GUILD, 1)
        assert found is not None
        assert found.reason == str((MODERATOR, OTHER_MODERATOR)[done.index(True)])
        assert await stores.cases.amend(found, reason="", until=None, by=1, now=START + 2 * HOUR)

    async def test_a_lifted_block_cannot_be_amended(self, stores: Stores) -> None:
        added = await stores.cases.add(block())
        await stores.cases.lift(GUILD, 1, now=START)
        assert not await stores.cases.amend(added, reason="", until=None, by=1, now=START)


class TestAppeals:
    async def test_a_case_takes_one_appeal(self, stores: Stores, others: Stores) -> None:
        await stores.cases.add(block())
        appeals = [each.cases.appeal(GUILD, 1, Appeal("sorry", START)) for each in (stores, others)]
        assert sorted(await asyncio.gather(*appeals)) == [False, True]
        assert not await stores.cases.appeal(GUILD, 2, Appeal("sorry", START))

    @pytest.mark.parametrize("is_accepted", [True, False])
    async def test_an_accepted_appeal_lifts_the_block_and_a_declined_one_does_not(
        self, stores: Stores, *, is_accepted: bool
    ) -> None:
        await stores.cases.add(block())
        appeal = Appeal("sorry", START)
        await stores.cases.appeal(GUILD, 1, appeal)
        state = AppealState.ACCEPTED if is_accepted else AppealState.DECLINED
        decided = replace(appeal, state=state, decided_by=MODERATOR)
        now = START + HOUR
        assert await stores.cases.decide(GUILD, 1, decided, now=now)
        found = await stores.cases.read(GUILD, 1)
        assert found is not None
        assert found.appeal == decided
        assert found.lifted_at == (now if is_accepted else None)
        assert await _numbers(stores, now=now) == ([] if is_accepted else [1])

    async def test_an_accepted_appeal_keeps_the_time_at_which_the_block_was_lifted_before(
        self, stores: Stores
    ) -> None:
        await stores.cases.add(block())
        await stores.cases.appeal(GUILD, 1, Appeal("sorry", START))
        await stores.cases.lift(GUILD, 1, now=START)
        accepted = Appeal("sorry", START, AppealState.ACCEPTED, MODERATOR)
        assert await stores.cases.decide(GUILD, 1, accepted, now=START + HOUR)
        found = await stores.cases.read(GUILD, 1)
        assert found is not None
        assert found.lifted_at == START

    async def test_one_of_two_moderators_decides(self, stores: Stores, others: Stores) -> None:
        await stores.cases.add(block())
        await stores.cases.appeal(GUILD, 1, Appeal("sorry", START))
        decisions = [
            each.cases.decide(GUILD, 1, Appeal("sorry", START, state, by), now=START)
            for each, state, by in (
                (stores, AppealState.ACCEPTED, MODERATOR),
                (others, AppealState.DECLINED, OTHER_MODERATOR),
            )
        ]
        done = await asyncio.gather(*decisions)
        assert sorted(done) == [False, True]
        found = await stores.cases.read(GUILD, 1)
        assert found is not None
        assert found.appeal is not None
        assert found.appeal.decided_by == (MODERATOR, OTHER_MODERATOR)[done.index(True)]
        assert (found.lifted_at is None) == (found.appeal.state is AppealState.DECLINED)

    async def test_nothing_is_decided_without_an_appeal(self, stores: Stores) -> None:
        await stores.cases.add(block())
        declined = Appeal("", START, AppealState.DECLINED, MODERATOR)
        assert not await stores.cases.decide(GUILD, 1, declined, now=START)


class TestOffenses:
    async def _add(self, stores: Stores, job_id: int, *, now: datetime = START) -> int:
        since = now - HOUR
        found = await stores.cases.add_offense(GUILD, MEMBER, job_id, now=now, since=since)
        return len(found)

    async def test_an_offense_counts_once_per_job(self, stores: Stores, others: Stores) -> None:
        counted = await asyncio.gather(
            *(self._add(each, 1) for _ in range(5) for each in (stores, others))
        )
        assert counted == [1] * 10

    async def test_offenses_at_the_same_time_see_each_other(
        self, stores: Stores, others: Stores
    ) -> None:
        # otherwise none of them would reach the step of the ladder
        counted = await asyncio.gather(
            *(self._add((stores, others)[job_id % 2], job_id) for job_id in range(1, 9))
        )
        assert sorted(counted) == list(range(1, 9))

    async def test_only_the_members_own_of_the_window_and_the_server_count(
        self, stores: Stores
    ) -> None:
        await self._add(stores, 1)
        for guild_id, user_id in ((GUILD, OTHER_MEMBER), (OTHER_GUILD, MEMBER)):
            await stores.cases.add_offense(guild_id, user_id, 2, now=START, since=START - HOUR)
        later = START + timedelta(minutes=30)
        found = await stores.cases.add_offense(GUILD, MEMBER, 3, now=later, since=START - HOUR)
        assert list(found) == [START, later]
        assert await self._add(stores, 4, now=START + HOUR) == 2

    async def test_old_ones_are_purged_and_cases_stay(self, stores: Stores) -> None:
        await stores.cases.add(block())
        await self._add(stores, 1)
        await self._add(stores, 2, now=START + HOUR)
        await stores.cases.purge(before=START + HOUR)
        found = await stores.cases.add_offense(
            GUILD, MEMBER, 3, now=START + HOUR, since=START - HOUR
        )
        assert len(found) == 2
        assert await stores.cases.read(GUILD, 1) is not None


class TestDamage:
    async def test_a_case_that_cannot_be_read_is_logged_and_left_out_of_pages(
        self, stores: Stores, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        for _ in range(3):
            await stores.cases.add(block())
        await _damage(database, 2, kind="curse")
        assert [case.number for case in await stores.cases.page(GUILD, limit=5)] == [3, 1]
        assert await _numbers(stores) == [1, 3]
        assert f"case 2 of {GUILD}" in caplog.text
        with pytest.raises(StorageFailed) as failed:
            await stores.cases.read(GUILD, 2)
        assert failed.value.fault is StorageFault.DAMAGED

    async def test_a_block_binds_even_if_its_appeal_cannot_be_read(
        self, stores: Stores, database: Database
    ) -> None:
        await stores.cases.add(block())
        await stores.cases.appeal(GUILD, 1, Appeal("sorry", START))
        await _damage(database, 1, appeal_state="lost")
        [found] = await stores.cases.blocks(GUILD, MEMBER, now=START)
        assert found.appeal is not None
        assert found.appeal.state is AppealState.DECLINED

    async def test_damaged_times_are_left_out_and_a_case_without_its_own_is_skipped(
        self, stores: Stores, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        if await database.read(lambda it: it.dialect.name) != "sqlite":
            pytest.skip("PostgreSQL stores no other type in such a column")

        def damage(connection: Connection) -> None:
            connection.execute(text("UPDATE cases SET at = 'noon' WHERE number = 1"))
            connection.execute(text("UPDATE cases SET amended_at = 'noon' WHERE number = 2"))

        for _ in range(3):
            await stores.cases.add(block())
        await database.write(damage)
        with caplog.at_level(logging.ERROR):
            assert await _numbers(stores) == [2, 3]
        assert f"case 1 of {GUILD}: a case has no readable time" in caplog.text
