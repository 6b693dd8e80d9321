"""The ledger, on every engine."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.errors import DuplicateEvent, StorageFailed
from bot.policy.limits.claim import Claim, Count, TooSoon, Violation, binding
from bot.policy.limits.limit import Cap, Limit
from bot.ports import LEASE, Reserved, Settlement, Stores, Unreconciled
from bot.storage.engine.transaction import Database
from bot.storage.stores import open_stores
from bot.storage.tables import reservations
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    MEMBER_JOBS,
    MINUTE,
    OTHER_MEMBER,
    PRICE,
    SERVER_IMAGES,
    SERVER_MICROS,
    claim,
    everything,
    mark_sent,
)

COOLDOWN = {Limit.COOLDOWN: 60}
ONE_A_DAY = {Limit.MEMBER_IMAGES_PER_DAY: 1}

DELIVERED = Settlement(delivered=True, micros=40_000)
FAILED = Settlement(delivered=False, micros=0)
UNKNOWN = Settlement(delivered=False, micros=None, generation_id="gen-1")


async def used(stores: Stores, key: str) -> int:
    count = await stores.ledger.count(claim(0))
    return count.used.get(key, 0)


async def free_at(stores: Stores) -> object:
    return (await stores.ledger.count(claim(0, COOLDOWN))).free_at


async def reserved(stores: Stores, wanted: Claim, *, after: timedelta = timedelta()) -> Reserved:
    outcome = await stores.ledger.reserve(wanted, now=START + after)
    assert isinstance(outcome, Reserved)
    return outcome


async def refused(stores: Stores, wanted: Claim, *, after: timedelta = timedelta()) -> Count:
    outcome = await stores.ledger.reserve(wanted, now=START + after)
    assert isinstance(outcome, Count)
    assert binding(wanted, outcome, now=START + after)
    return outcome


class TestReserving:
    async def test_takes_from_every_counter(self, stores: Stores) -> None:
        wanted = claim(7, images=3)
        outcome = await reserved(stores, wanted)
        assert outcome.used == {counter.key: counter.amount for counter in wanted.counters}
        assert (await stores.ledger.count(wanted)).used == outcome.used

    async def test_the_same_job_twice_takes_once(self, stores: Stores) -> None:
        await reserved(stores, claim(7))
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(claim(7), now=START + MINUTE)
        assert await used(stores, MEMBER_IMAGES) == 1

    async def test_a_job_that_has_ended_is_not_taken_again(self, stores: Stores) -> None:
        await reserved(stores, claim(7))
        await stores.ledger.settle(7, FAILED, now=START)
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(claim(7), now=START)

    async def test_the_same_job_is_known_even_when_its_limit_is_reached(
        self, stores: Stores
    ) -> None:
        await reserved(stores, claim(7, ONE_A_DAY))
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(claim(7, ONE_A_DAY), now=START)

    async def test_a_cap_that_is_reached_exactly_still_lets_pass(self, stores: Stores) -> None:
        limits = {Limit.SERVER_USD_PER_DAY: 2 * PRICE}
        await reserved(stores, claim(1, limits))
        await reserved(stores, claim(2, limits))
        await refused(stores, claim(3, limits, micros=1))

    async def test_one_full_counter_leaves_all_the_others_untouched(
        self, stores: Stores, database: Database
    ) -> None:
        await reserved(stores, claim(1, ONE_A_DAY))
        before = await everything(database)
        await refused(stores, claim(2, {**ONE_A_DAY, **COOLDOWN}))
        assert await everything(database) == before

    async def test_a_refused_claim_returns_the_counts_from_before_it(self, stores: Stores) -> None:
        limits = {**ONE_A_DAY, Limit.SERVER_IMAGES_PER_DAY: 2, **COOLDOWN}
        await reserved(stores, claim(1, limits))
        after, wanted = 2 * MINUTE, claim(2, limits)
        count = await refused(stores, wanted, after=after)
        assert count.used == (await stores.ledger.count(wanted)).used
        assert count.free_at == START + MINUTE
        found = binding(wanted, count, now=START + after)
        assert isinstance(found, Violation)
        assert (found.bound.rule, found.used) == (Limit.MEMBER_IMAGES_PER_DAY, 1)

    @pytest.mark.parametrize("images", [1, 5])
    async def test_a_cap_below_the_very_first_amount_refuses(
        self, stores: Stores, images: int
    ) -> None:
        limits = {Limit.SERVER_IMAGES_PER_DAY: images - 1}
        count = await refused(stores, claim(1, limits, images=images))
        assert count == Count({})

    async def test_a_lowered_cap_binds_at_once_and_a_raised_one_lets_go(
        self, stores: Stores
    ) -> None:
        await reserved(stores, claim(1, {Limit.SERVER_IMAGES_PER_DAY: 5}))
        await reserved(stores, claim(2, {Limit.SERVER_IMAGES_PER_DAY: 5}))
        await refused(stores, claim(3, {Limit.SERVER_IMAGES_PER_DAY: 1}))
        await reserved(stores, claim(4, {Limit.SERVER_IMAGES_PER_DAY: 3}))

    async def test_members_and_servers_are_counted_apart(self, stores: Stores) -> None:
        await reserved(stores, claim(1, ONE_A_DAY))
        await reserved(stores, claim(2, ONE_A_DAY, user_id=OTHER_MEMBER))
        await reserved(stores, claim(3, ONE_A_DAY, guild_id=9))
        await reserved(stores, claim(4, ONE_A_DAY, guild_id=None))
        await refused(stores, claim(5, ONE_A_DAY, guild_id=None))

    async def test_an_operators_cap_counts_a_user_over_all_servers(self, stores: Stores) -> None:
        caps = {Cap.CAP_USER_IMAGES_PER_DAY: 2}
        await reserved(stores, claim(1, caps=caps))
        await reserved(stores, claim(2, caps=caps, guild_id=9))
        await refused(stores, claim(3, caps=caps, guild_id=None))

    async def test_amounts_beyond_32_bits_are_counted(self, stores: Stores) -> None:
        large = 2**45
        limits = {Limit.SERVER_USD_PER_DAY: 2 * large}
        await reserved(stores, claim(2**62, limits, micros=large, user_id=2**62 + 1))
        outcome = await reserved(stores, claim(2**62 + 1, limits, micros=large))
        assert outcome.used[SERVER_MICROS] == 2 * large

    async def test_a_claim_without_counters_is_taken_once(self, stores: Stores) -> None:
        bare = Claim(7, None, MEMBER, 1, 1, None, ())
        assert await stores.ledger.reserve(bare, now=START) == Reserved({})
        with pytest.raises(DuplicateEvent):
            await stores.ledger.reserve(bare, now=START)


class TestCooldown:
    async def test_runs_until_its_instant_and_not_at_it(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        early = MINUTE - timedelta(microseconds=1)
        wanted = claim(2, COOLDOWN)
        count = await refused(stores, wanted, after=early)
        found = binding(wanted, count, now=START + early)
        assert isinstance(found, TooSoon)
        assert found.retry_at == START + MINUTE
        await reserved(stores, wanted, after=MINUTE)
        assert await free_at(stores) == START + 2 * MINUTE

    async def test_a_clock_that_was_set_back_does_not_lock_a_member_out(
        self, stores: Stores
    ) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await reserved(stores, claim(2, COOLDOWN), after=timedelta(days=-1))

    async def test_is_refunded_with_a_failure(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await stores.ledger.settle(1, FAILED, now=START)
        assert await free_at(stores) is None
        await reserved(stores, claim(2, COOLDOWN))

    async def test_returns_to_its_earlier_time(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await reserved(stores, claim(2, COOLDOWN), after=2 * MINUTE)
        await stores.ledger.settle(2, FAILED, now=START)
        assert await free_at(stores) == START + MINUTE

    async def test_stays_with_an_image(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await stores.ledger.settle(1, DELIVERED, now=START)
        assert await free_at(stores) == START + MINUTE

    async def test_is_not_lifted_once_it_was_used_again(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await reserved(stores, claim(2, COOLDOWN), after=2 * MINUTE)
        await stores.ledger.settle(1, FAILED, now=START)
        assert await free_at(stores) == START + 3 * MINUTE

    async def test_two_failures_in_any_order_leave_none(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await reserved(stores, claim(2, COOLDOWN), after=2 * MINUTE)
        await stores.ledger.settle(2, FAILED, now=START)
        await stores.ledger.settle(1, FAILED, now=START)
        assert await free_at(stores) is None


class TestSettling:
    async def test_an_image_stays_counted_and_costs_its_charge(self, stores: Stores) -> None:
        await reserved(stores, claim(1, images=2))
        assert await stores.ledger.settle(1, DELIVERED, now=START)
        assert await used(stores, MEMBER_IMAGES) == 2
        assert await used(stores, SERVER_MICROS) == 40_000
        assert await used(stores, MEMBER_JOBS) == 0

    async def test_a_failure_gives_images_back_and_keeps_its_charge(self, stores: Stores) -> None:
        await reserved(stores, claim(1, images=2))
        assert await stores.ledger.settle(1, Settlement(delivered=False, micros=9), now=START)
        assert await used(stores, MEMBER_IMAGES) == await used(stores, SERVER_IMAGES) == 0
        assert await used(stores, SERVER_MICROS) == 9
        assert await used(stores, MEMBER_JOBS) == 0

    async def test_twice_changes_nothing_the_second_time(
        self, stores: Stores, database: Database
    ) -> None:
        await reserved(stores, claim(1))
        await stores.ledger.settle(1, DELIVERED, now=START)
        before = await everything(database)
        assert not await stores.ledger.settle(1, FAILED, now=START + MINUTE)
        assert not await stores.ledger.settle(1, DELIVERED, now=START + MINUTE)
        assert await everything(database) == before

    async def test_settling_an_unknown_job_changes_nothing(self, stores: Stores) -> None:
        assert not await stores.ledger.settle(404, FAILED, now=START)

    async def test_a_charge_above_the_estimate_may_pass_the_cap(self, stores: Stores) -> None:
        limits = {Limit.SERVER_USD_PER_DAY: PRICE}
        await reserved(stores, claim(1, limits))
        await stores.ledger.settle(1, Settlement(delivered=True, micros=3 * PRICE), now=START)
        assert await used(stores, SERVER_MICROS) == 3 * PRICE
        await refused(stores, claim(2, limits, micros=1))

    async def test_the_next_days_windows_are_not_touched(self, stores: Stores) -> None:
        day = timedelta(days=1)
        await reserved(stores, claim(1))
        tomorrow = claim(2, now=START + day)
        await reserved(stores, tomorrow, after=day)
        before = (await stores.ledger.count(tomorrow)).used
        await stores.ledger.settle(1, FAILED, now=START + day)
        after = (await stores.ledger.count(tomorrow)).used
        changed = {key.split(":pictures")[-1] for key in before if before[key] != after[key]}
        assert not any("2026-11-23" in key for key in changed)


class TestUnknownCharges:
    async def test_stay_reserved_while_all_else_is_refunded(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        assert await stores.ledger.settle(1, UNKNOWN, now=START + MINUTE)
        assert await used(stores, SERVER_MICROS) == PRICE
        assert await used(stores, MEMBER_IMAGES) == await used(stores, MEMBER_JOBS) == 0
        assert await free_at(stores) is None
        assert await stores.ledger.unreconciled(limit=5) == (
            Unreconciled(1, PRICE, "gen-1", START + MINUTE),
        )

    async def test_are_settled_once_they_are_known(self, stores: Stores) -> None:
        await reserved(stores, claim(1))
        await stores.ledger.settle(1, UNKNOWN, now=START)
        assert not await stores.ledger.settle(1, UNKNOWN, now=START)
        assert await stores.ledger.settle(1, Settlement(delivered=False, micros=5), now=START)
        assert await used(stores, SERVER_MICROS) == 5
        assert await stores.ledger.unreconciled(limit=5) == ()

    @pytest.mark.parametrize("then", [True, False])
    @pytest.mark.parametrize("first", [True, False])
    async def test_a_late_charge_does_not_change_the_images(
        self, stores: Stores, *, first: bool, then: bool
    ) -> None:
        await reserved(stores, claim(1))
        await stores.ledger.settle(1, Settlement(first, None), now=START)
        await stores.ledger.settle(1, Settlement(then, 5), now=START)
        assert await used(stores, MEMBER_IMAGES) == int(first)
        assert await used(stores, MEMBER_JOBS) == 0

    async def test_are_listed_with_the_oldest_first(self, stores: Stores) -> None:
        for job_id, minutes in ((1, 3), (2, 1), (3, 2)):
            await reserved(stores, claim(job_id))
            await stores.ledger.settle(job_id, UNKNOWN, now=START + minutes * MINUTE)
        listed = await stores.ledger.unreconciled(limit=2)
        assert [job.job_id for job in listed] == [2, 3]


class TestWhatIsCounted:
    """Images that their member cancelled after they were sent."""

    @pytest.mark.parametrize(
        ("micros", "left", "is_free"), [(None, 2, False), (0, 0, True), (PRICE, 2, False)]
    )
    async def test_stays_unless_nothing_was_charged(
        self, stores: Stores, micros: int | None, left: int, *, is_free: bool
    ) -> None:
        await reserved(stores, claim(1, COOLDOWN, images=4))
        given_up = Settlement(delivered=False, micros=micros, counted=2)
        assert await stores.ledger.settle(1, given_up, now=START)
        assert await used(stores, MEMBER_IMAGES) == left
        assert await used(stores, MEMBER_JOBS) == 0
        assert (await free_at(stores) is None) is is_free

    @pytest.mark.parametrize(("micros", "left", "is_free"), [(0, 0, True), (PRICE, 2, False)])
    async def test_is_refunded_when_that_is_known_later(
        self, stores: Stores, others: Stores, micros: int, left: int, *, is_free: bool
    ) -> None:
        await reserved(stores, claim(1, COOLDOWN, images=4))
        await stores.ledger.settle(
            1, Settlement(delivered=False, micros=None, counted=2), now=START
        )
        known = Settlement(delivered=False, micros=micros)
        settled = [await others.ledger.settle(1, known, now=START) for _ in range(2)]
        assert settled == [True, False]
        assert await used(stores, MEMBER_IMAGES) == left
        assert await used(stores, SERVER_MICROS) == micros
        assert (await free_at(stores) is None) is is_free

    async def test_the_count_of_a_shown_job_stays_for_good(self, stores: Stores) -> None:
        await reserved(stores, claim(1, COOLDOWN, images=4))
        shown = Settlement(delivered=True, micros=None, missing=3, counted=2)
        await stores.ledger.settle(1, shown, now=START)
        assert await used(stores, MEMBER_IMAGES) == 3
        await stores.ledger.settle(1, Settlement(delivered=True, micros=0), now=START)
        assert await used(stores, MEMBER_IMAGES) == 3
        assert await free_at(stores) == START + MINUTE


class TestGrants:
    UNTIL = START + timedelta(days=1)

    async def test_stand_in_for_a_full_quota_until_they_are_used(self, stores: Stores) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 2, self.UNTIL)
        assert not (await reserved(stores, claim(1, ONE_A_DAY))).on_grant
        for job_id in (2, 3):
            outcome = await reserved(stores, claim(job_id, ONE_A_DAY))
            assert outcome.on_grant
            assert MEMBER_IMAGES not in outcome.used
        await refused(stores, claim(4, ONE_A_DAY))
        grant = await stores.members.grant(GUILD, MEMBER)
        assert grant
        assert grant.used == 2
        assert await used(stores, MEMBER_IMAGES) == 1
        assert await used(stores, SERVER_IMAGES) == 3

    async def test_stand_in_where_the_quota_allows_none_at_all(self, stores: Stores) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 1, self.UNTIL)
        none = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        assert (await reserved(stores, claim(1, none))).on_grant
        await refused(stores, claim(2, none))

    async def test_must_cover_the_whole_job(self, stores: Stores) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 2, self.UNTIL)
        await refused(stores, claim(1, ONE_A_DAY, images=3))
        assert (await reserved(stores, claim(2, ONE_A_DAY, images=2))).on_grant

    async def test_end_at_their_instant(self, stores: Stores) -> None:
        none = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        await stores.members.set_grant(GUILD, MEMBER, 5, START + MINUTE)
        await refused(stores, claim(1, none), after=MINUTE)
        await reserved(stores, claim(1, none), after=MINUTE - timedelta(microseconds=1))

    @pytest.mark.parametrize(
        "limits",
        [
            {Limit.SERVER_IMAGES_PER_DAY: 1},
            {Limit.SERVER_USD_PER_DAY: PRICE},
            {Limit.MEMBER_JOBS_AT_ONCE: 1},
            COOLDOWN,
        ],
    )
    async def test_help_against_nothing_but_the_members_quota(
        self, stores: Stores, database: Database, limits: dict[Limit, int]
    ) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 5, self.UNTIL)
        await reserved(stores, claim(1, {**ONE_A_DAY, **limits}))
        before = await everything(database)
        await refused(stores, claim(2, {**ONE_A_DAY, **limits}))
        assert await everything(database) == before

    async def test_are_each_members_own(self, stores: Stores) -> None:
        await stores.members.set_grant(GUILD, MEMBER, 5, self.UNTIL)
        none = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        await refused(stores, claim(1, none, user_id=OTHER_MEMBER))
        await refused(stores, claim(2, none, guild_id=9))
        await refused(stores, claim(3, none, guild_id=None))

    async def test_are_refunded_with_a_failure(self, stores: Stores) -> None:
        none = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        await stores.members.set_grant(GUILD, MEMBER, 2, self.UNTIL)
        await reserved(stores, claim(1, none, images=2))
        await stores.ledger.settle(1, FAILED, now=START)
        grant = await stores.members.grant(GUILD, MEMBER)
        assert grant
        assert grant.used == 0
        assert await used(stores, SERVER_IMAGES) == 0

    async def test_a_new_one_owes_nothing_to_jobs_on_the_old_one(self, stores: Stores) -> None:
        none = {Limit.MEMBER_IMAGES_PER_DAY: 0}
        await stores.members.set_grant(GUILD, MEMBER, 1, self.UNTIL)
        await reserved(stores, claim(1, none))
        await stores.members.set_grant(GUILD, MEMBER, 1, self.UNTIL)
        await reserved(stores, claim(2, none))
        await stores.ledger.settle(1, FAILED, now=START)
        await refused(stores, claim(3, none))


class TestHoldingMore:
    async def test_adds_dollars_that_are_settled_with_the_rest(self, stores: Stores) -> None:
        first = claim(1)
        await reserved(stores, first)
        outcome = await stores.ledger.hold_more(first.more_dollars(7), now=START)
        assert isinstance(outcome, Reserved)
        assert outcome.used[SERVER_MICROS] == PRICE + 7
        assert await used(stores, MEMBER_IMAGES) == 1
        await stores.ledger.settle(1, DELIVERED, now=START)
        assert await used(stores, SERVER_MICROS) == 40_000

    async def test_a_full_cap_changes_nothing(self, stores: Stores, database: Database) -> None:
        first = claim(1, {Limit.SERVER_USD_PER_DAY: PRICE + 6})
        await reserved(stores, first)
        before = await everything(database)
        more = first.more_dollars(7)
        outcome = await stores.ledger.hold_more(more, now=START)
        assert isinstance(outcome, Count)
        assert isinstance(binding(more, outcome, now=START), Violation)
        assert outcome.used == {counter.key: PRICE for counter in more.counters}
        assert await everything(database) == before

    async def test_needs_a_reservation_under_way(self, stores: Stores, others: Stores) -> None:
        first = claim(1)
        await reserved(stores, first)
        with pytest.raises(StorageFailed):
            await others.ledger.hold_more(first.more_dollars(7), now=START)
        await stores.ledger.settle(1, DELIVERED, now=START)
        with pytest.raises(StorageFailed):
            await stores.ledger.hold_more(first.more_dollars(7), now=START)
        assert await used(stores, SERVER_MICROS) == 40_000


class TestRecovery:
    DEAD = LEASE + timedelta(microseconds=1)

    async def test_refunds_unsent_reservations_completely(
        self, stores: Stores, others: Stores
    ) -> None:
        await reserved(others, claim(1, COOLDOWN))
        assert await stores.ledger.recover(now=START + self.DEAD) == 1
        count = await stores.ledger.count(claim(0, COOLDOWN))
        assert set(count.used.values()) == {0}
        assert count.free_at is None
        assert await stores.ledger.unreconciled(limit=5) == ()

    async def test_leaves_the_dollars_of_sent_reservations_unreconciled(
        self, stores: Stores, others: Stores
    ) -> None:
        await reserved(others, claim(1, COOLDOWN))
        await mark_sent(others, 1)
        assert await stores.ledger.recover(now=START + self.DEAD) == 1
        assert await used(stores, SERVER_MICROS) == PRICE
        assert await used(stores, MEMBER_IMAGES) == await used(stores, MEMBER_JOBS) == 0
        assert await free_at(stores) is None
        assert await stores.ledger.unreconciled(limit=5) == (
            Unreconciled(1, PRICE, None, START + self.DEAD),
        )

    async def test_happens_once(self, stores: Stores, others: Stores) -> None:
        await reserved(others, claim(1))
        await reserved(others, claim(2))
        await mark_sent(others, 2)
        both = await asyncio.gather(
            stores.ledger.recover(now=START + self.DEAD),
            stores.ledger.recover(now=START + self.DEAD),
        )
        assert sum(both) == 2
        assert await stores.ledger.recover(now=START + self.DEAD) == 0

    async def test_leaves_a_living_process_alone(self, stores: Stores, others: Stores) -> None:
        await reserved(others, claim(1))
        assert await stores.ledger.recover(now=START + LEASE) == 0
        await others.ledger.renew(now=START + LEASE)
        assert await stores.ledger.recover(now=START + 2 * LEASE) == 0

    async def test_leaves_its_own_process_alone(self, stores: Stores) -> None:
        await reserved(stores, claim(1))
        assert await stores.ledger.recover(now=START + timedelta(days=1)) == 0

    async def test_a_lease_from_before_the_clock_was_set_back_does_not_last(
        self, stores: Stores, others: Stores
    ) -> None:
        await reserved(others, claim(1))
        assert await stores.ledger.recover(now=START - timedelta(days=1)) == 1

    async def test_ended_reservations_stay_unchanged(self, stores: Stores, others: Stores) -> None:
        await reserved(others, claim(1))
        await others.ledger.settle(1, UNKNOWN, now=START)
        await reserved(others, claim(2))
        await others.ledger.settle(2, DELIVERED, now=START)
        assert await stores.ledger.recover(now=START + self.DEAD) == 0
        assert len(await stores.ledger.unreconciled(limit=5)) == 1

    async def test_a_process_that_only_seemed_dead_sends_nothing_more(
        self, stores: Stores, others: Stores
    ) -> None:
        await reserved(others, claim(1))
        await stores.ledger.recover(now=START + self.DEAD)
        with pytest.raises(StorageFailed):
            await others.ledger.hold_more(claim(1).more_dollars(7), now=START + self.DEAD)

    @pytest.mark.parametrize("micros", [40_000, None])
    async def test_its_image_is_counted_once_when_it_comes_after_all(
        self, stores: Stores, others: Stores, micros: int | None
    ) -> None:
        await reserved(others, claim(1, ONE_A_DAY))
        await mark_sent(others, 1)
        await stores.ledger.recover(now=START + self.DEAD)
        # the refunded amount is used in the meantime
        await reserved(stores, claim(2, ONE_A_DAY))
        late = Settlement(delivered=True, micros=micros, generation_id="gen-9")
        assert await others.ledger.settle(1, late, now=START + self.DEAD)
        assert await used(stores, MEMBER_IMAGES) == 2
        assert not await others.ledger.settle(1, late, now=START + self.DEAD)
        await stores.ledger.settle(1, Settlement(delivered=False, micros=1), now=START)
        assert await used(stores, MEMBER_IMAGES) == 2
        assert await used(stores, MEMBER_JOBS) == 1

    async def test_its_failure_gives_nothing_back_twice(
        self, stores: Stores, others: Stores
    ) -> None:
        await reserved(others, claim(1))
        await mark_sent(others, 1)
        await stores.ledger.recover(now=START + self.DEAD)
        await reserved(stores, claim(2))
        assert await others.ledger.settle(1, UNKNOWN, now=START + self.DEAD)
        (known,) = await stores.ledger.unreconciled(limit=5)
        assert known.generation_id == "gen-1"
        assert await others.ledger.settle(1, FAILED, now=START + self.DEAD)
        assert await used(stores, MEMBER_IMAGES) == await used(stores, MEMBER_JOBS) == 1
        assert await used(stores, SERVER_MICROS) == PRICE


class TestPurging:
    async def test_only_older_rows_are_deleted(self, stores: Stores, database: Database) -> None:
        for job_id in (1, 2, 3, 4):
            await reserved(stores, claim(job_id, COOLDOWN, user_id=10 + job_id))
        await stores.ledger.settle(1, DELIVERED, now=START)
        await stores.ledger.settle(2, DELIVERED, now=START + MINUTE)
        await stores.ledger.settle(3, UNKNOWN, now=START)
        await stores.ledger.purge(before=START + MINUTE)
        rows = await everything(database)
        assert [row[0] for row in rows["reservations"]] == [2, 3, 4]
        assert len(rows["cooldowns"]) == 3
        assert rows["leases"] == []

    async def test_counts_go_when_their_window_is_long_over(
        self, stores: Stores, database: Database
    ) -> None:
        await reserved(stores, claim(1))
        await stores.ledger.purge(before=START + timedelta(days=2))
        assert await used(stores, MEMBER_IMAGES) == 1
        await stores.ledger.purge(before=START + timedelta(days=4))
        assert await used(stores, MEMBER_IMAGES) == 0
        assert await used(stores, MEMBER_JOBS) == 0
        await stores.ledger.purge(before=START + timedelta(days=400))
        assert (await everything(database))["counts"] == []

    async def test_more_rows_than_go_at_once_all_go(
        self, stores: Stores, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.storage.limits.ledger.PURGED_AT_ONCE", 2)
        for job_id in range(5):
            await reserved(stores, claim(job_id))
            await stores.ledger.settle(job_id, DELIVERED, now=START)
        await stores.ledger.purge(before=START + MINUTE)
        assert (await everything(database))["reservations"] == []


class TestCooldownsOfScopes:
    """A channel or role changes the cooldown, not the time of the last image."""

    async def test_a_short_one_elsewhere_does_not_end_a_long_one(self, stores: Stores) -> None:
        short, long = {Limit.COOLDOWN: 10}, {Limit.COOLDOWN: 3600}
        await reserved(stores, claim(1, long))
        for job_id, limits, seconds in ((2, short, 10), (4, short, 20)):
            await reserved(stores, claim(job_id, limits), after=timedelta(seconds=seconds))
            again = timedelta(seconds=seconds + 10)
            found = await refused(stores, claim(job_id + 1, long), after=again)
            assert found.free_at == START + timedelta(seconds=seconds, hours=1)

    async def test_an_image_where_there_is_no_wait_starts_the_wait_elsewhere(
        self, stores: Stores
    ) -> None:
        for job_id in (1, 2):
            await reserved(stores, claim(job_id))
        await refused(stores, claim(3, COOLDOWN), after=timedelta(seconds=59))
        await reserved(stores, claim(4, COOLDOWN), after=timedelta(seconds=60))

    @pytest.mark.parametrize("earlier", [timedelta(milliseconds=1), timedelta(seconds=9)])
    async def test_commands_that_arrive_out_of_order_do_not_pass_each_other(
        self, stores: Stores, earlier: timedelta
    ) -> None:
        await reserved(stores, claim(1, COOLDOWN))
        await refused(stores, claim(2, COOLDOWN), after=-earlier)
        await reserved(stores, claim(3), after=-earlier)

    async def test_a_long_one_elsewhere_does_not_lengthen_a_short_one(self, stores: Stores) -> None:
        await reserved(stores, claim(1, {Limit.COOLDOWN: 3600}))
        await reserved(stores, claim(2, {Limit.COOLDOWN: 10}), after=timedelta(seconds=10))


async def test_a_damaged_row_keeps_no_other_from_being_ended(
    stores: Stores, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    other = open_stores(database, process_id="other")
    for job_id in (1, 2):
        await other.ledger.reserve(claim(job_id), now=START)
    damage = update(reservations).where(reservations.c.job_id == 1).values(holds="{")
    await database.write(lambda connection: connection.execute(damage))
    assert await stores.ledger.recover(now=START + 2 * LEASE) == 1
    assert await used(stores, MEMBER_IMAGES) == 1
    assert "job 1 cannot be ended" in caplog.text


class TestFreeingAJob:
    async def test_counts_it_once_less_among_those_at_once_until_it_has_ended(
        self, stores: Stores
    ) -> None:
        for job_id in (1, 2):
            await stores.ledger.reserve(claim(job_id), now=START)
        for _ in range(2):
            await stores.ledger.free_job(1)
            assert await used(stores, MEMBER_JOBS) == 1
        await stores.ledger.settle(1, DELIVERED, now=START)
        assert await used(stores, MEMBER_JOBS) == 1
        await stores.ledger.free_job(1)
        assert await used(stores, MEMBER_JOBS) == 1

    async def test_leaves_everything_else_reserved(self, stores: Stores) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        before = await used(stores, MEMBER_IMAGES)
        await stores.ledger.free_job(1)
        assert await used(stores, MEMBER_IMAGES) == before
        await stores.ledger.settle(1, FAILED, now=START)
        assert await used(stores, MEMBER_IMAGES) == 0

    async def test_is_for_its_process_alone(self, stores: Stores, others: Stores) -> None:
        await stores.ledger.reserve(claim(1), now=START)
        await others.ledger.free_job(1)
        await others.ledger.free_job(404)
        assert await used(stores, MEMBER_JOBS) == 1
