"""Grants, last refusals, strikes and notices, on every engine."""

import asyncio
from datetime import timedelta

from bot.policy.limits.cooldown import Strike
from bot.policy.limits.limit import Limit
from bot.ports import Grant, LastRefusal, Reserved, Settlement, Stores
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    MINUTE,
    OTHER_MEMBER,
    SERVER_IMAGES,
    claim,
)

LIMITS = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 1}
FAILED = Settlement(delivered=False, micros=0)


class TestReset:
    async def test_sets_the_counts_to_nothing_and_ends_the_cooldown(self, stores: Stores) -> None:
        await stores.ledger.reserve(claim(1, LIMITS), now=START)
        await stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES])
        count = await stores.ledger.count(claim(2, LIMITS))
        assert count.free_at is None
        assert MEMBER_IMAGES not in count.used
        assert count.used[SERVER_IMAGES] == 1
        assert isinstance(await stores.ledger.reserve(claim(2, LIMITS), now=START), Reserved)

    async def test_leaves_other_members_alone(self, stores: Stores) -> None:
        await stores.ledger.reserve(claim(1, LIMITS, user_id=OTHER_MEMBER), now=START)
        await stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES])
        count = await stores.ledger.count(claim(2, LIMITS, user_id=OTHER_MEMBER))
        assert count.free_at == START + MINUTE
        assert sum(count.used.values()) > 0

    async def test_a_job_from_before_the_reset_refunds_nothing_that_was_reset(
        self, stores: Stores
    ) -> None:
        await stores.ledger.reserve(claim(1, LIMITS), now=START)
        await stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES])
        await stores.ledger.reserve(claim(2, LIMITS), now=START)
        await stores.ledger.settle(1, FAILED, now=START)
        count = await stores.ledger.count(claim(3, LIMITS))
        assert count.used[MEMBER_IMAGES] == 1
        assert count.used[SERVER_IMAGES] == 1
        assert count.free_at == START + MINUTE

    async def test_many_at_once_with_jobs_coming_and_going_end(
        self, stores: Stores, others: Stores
    ) -> None:
        async def come_and_go(job_id: int, ledger: Stores) -> None:
            await ledger.ledger.reserve(claim(job_id), now=START)
            await ledger.ledger.settle(job_id, FAILED, now=START)

        jobs = [come_and_go(n, stores if n % 2 else others) for n in range(20)]
        resets = [stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES]) for _ in range(5)]
        await asyncio.gather(*jobs, *resets)
        assert set((await stores.ledger.count(claim(99))).used.values()) <= {0}


class TestGrant:
    async def test_replaces_the_one_before(self, stores: Stores) -> None:
        assert await stores.members.grant(GUILD, MEMBER) is None
        await stores.members.set_grant(GUILD, MEMBER, 3, START)
        await stores.members.set_grant(GUILD, MEMBER, 5, START + MINUTE)
        assert await stores.members.grant(GUILD, MEMBER) == Grant(5, 0, START + MINUTE)
        assert await stores.members.grant(GUILD, OTHER_MEMBER) is None


class TestRefusals:
    async def test_the_last_one_of_each_server_is_remembered(self, stores: Stores) -> None:
        members = stores.members
        assert await members.last_refusal(GUILD, MEMBER) is None
        await members.note_refusal(GUILD, MEMBER, LastRefusal(START, "first"))
        await members.note_refusal(GUILD, MEMBER, LastRefusal(START + MINUTE, "second 🦊\0"))
        await members.note_refusal(None, MEMBER, LastRefusal(START, "in a DM"))
        assert await members.last_refusal(GUILD, MEMBER) == LastRefusal(START + MINUTE, "second 🦊")
        assert await members.last_refusal(None, MEMBER) == LastRefusal(START, "in a DM")
        assert await members.last_refusal(None, OTHER_MEMBER) is None

    async def test_strikes_count_each_job_once_and_come_in_order(self, stores: Stores) -> None:
        members = stores.members
        for job_id, minutes in ((3, 3), (1, 1), (2, 2), (2, 9)):
            strike = Strike(START + minutes * MINUTE, is_clear=job_id != 3)
            await members.note_strike(MEMBER, job_id, strike)
        await members.note_strike(OTHER_MEMBER, 4, Strike(START))
        assert await members.strikes(MEMBER, since=START + 2 * MINUTE) == (
            Strike(START + 2 * MINUTE),
            Strike(START + 3 * MINUTE, is_clear=False),
        )

    async def test_old_rows_are_deleted(self, stores: Stores) -> None:
        members = stores.members
        for user_id, minutes in ((MEMBER, 0), (OTHER_MEMBER, 2)):
            at = START + minutes * MINUTE
            await members.note_refusal(GUILD, user_id, LastRefusal(at, "no"))
            await members.note_strike(user_id, 1, Strike(at))
            await members.set_grant(GUILD, user_id, 1, at)
        await members.purge(before=START + MINUTE)
        for user_id, is_known in ((MEMBER, False), (OTHER_MEMBER, True)):
            assert bool(await members.last_refusal(GUILD, user_id)) == is_known
            assert bool(await members.strikes(user_id, since=START)) == is_known
            assert bool(await members.grant(GUILD, user_id)) == is_known


class TestNotices:
    async def test_one_of_many_callers_may_give_it(self, stores: Stores, others: Stores) -> None:
        asking = [
            both.notices.claim("day:80", kept_until=START)
            for both in (stores, others)
            for _ in range(4)
        ]
        assert sum(await asyncio.gather(*asking)) == 1
        assert await stores.notices.claim("day:100", kept_until=START)

    async def test_a_purged_key_can_be_claimed_again(self, stores: Stores) -> None:
        await stores.notices.claim("day:80", kept_until=START)
        await stores.notices.purge(now=START)
        assert not await stores.notices.claim("day:80", kept_until=START)
        await stores.notices.purge(now=START + timedelta(seconds=1))
        assert await stores.notices.claim("day:80", kept_until=START)

    async def test_a_released_key_can_be_claimed_again(
        self, stores: Stores, others: Stores
    ) -> None:
        for key in ("credit:1", "credit:5"):
            await stores.notices.claim(key, kept_until=START)
        await others.notices.release(["credit:5", "credit:9"])
        await others.notices.release([])
        assert not await others.notices.claim("credit:1", kept_until=START)
        asking = [both.notices.claim("credit:5", kept_until=START) for both in (stores, others)]
        assert sum(await asyncio.gather(*asking)) == 1

    async def test_an_expired_key_can_be_claimed_by_a_caller_that_passes_the_time(
        self, stores: Stores
    ) -> None:
        claim, later = stores.notices.claim, START + timedelta(seconds=1)
        assert await claim("key", kept_until=START)
        assert not await claim("key", kept_until=later, now=START)
        assert await claim("key", kept_until=later, now=later)
        assert not await claim("key", kept_until=later, now=later)
