"""Who is posted that dollars run out, when, and how often."""

import logging
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace

import pytest

from bot.errors import StorageFailed, StorageFault
from bot.policy.limits.claim import Claim, Count
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Value
from bot.policy.limits.rulebook import SERVER, Rulebook
from bot.ports import Reserved, Settlement, Stores
from bot.service.jobs.runner import Runner
from bot.service.limits import budget_alerts
from bot.service.limits.budget_alerts import BudgetWatch
from bot.service.notifications import BudgetCrossed, Notice, Notifications
from bot.storage.stores import open_stores
from testkit.fakes import FakeClock
from testkit.migrated_database import open_migrated

GUILD, NOTICES = 10, 77
DAY = Cap.BUDGET_USD_PER_DAY
CAPS = {DAY: 1_000}


class BrokenNotices:
    """Notices on a database that does not work until a test repairs it."""

    def __init__(self) -> None:
        self.is_broken = True
        self.claimed: set[str] = set()

    async def claim(self, key: str, *, kept_until: object) -> bool:
        if self.is_broken:
            raise StorageFailed(StorageFault.BUSY, "locked")
        is_first = key not in self.claimed
        self.claimed.add(key)
        return is_first

    async def release(self, keys: object) -> None:
        raise AssertionError

    async def purge(self, *, now: object) -> None:
        raise AssertionError


class RecordedNotifications(Notifications):
    """Records posted notices."""

    def __init__(self) -> None:
        super().__init__(Runner())
        self.notices: list[BudgetCrossed] = []

    def post(self, notice: Notice) -> None:
        assert isinstance(notice, BudgetCrossed)
        self.notices.append(notice)


class BudgetHarness:
    """One process with its `BudgetWatch`, on a database that it may share."""

    def __init__(self, stores: Stores, clock: FakeClock, caps: Mapping[Cap, int] = CAPS) -> None:
        self.stores = stores
        self.clock = clock
        self.caps = caps
        self.limits: Mapping[Limit, Value] = {}
        self.notifications = RecordedNotifications()
        self.watch = BudgetWatch(stores, self.notifications, clock=clock)
        self.job_id = 0

    @property
    def rulebook(self) -> Rulebook:
        return Rulebook(limits={SERVER: self.limits}, notices_channel=NOTICES)

    def claim(self, micros: int, guild_id: int | None = GUILD) -> Claim:
        self.job_id += 1
        spot = Spot(guild_id=guild_id)
        size = JobSize(id(self) + self.job_id, 2, spot, images=1, micros=micros, pseudonym="a")
        rules = resolve(self.rulebook, spot, {})
        return claim_for(size, self.rulebook, rules, self.caps, now=self.clock.now())

    async def spend(self, micros: int, guild_id: int | None = GUILD) -> Claim:
        """Reserve, and look for crossed levels."""
        claim = self.claim(micros, guild_id)
        found = await self.stores.ledger.reserve(claim, now=self.clock.now())
        await self.watch.check_levels(claim, found, self.rulebook if guild_id else Rulebook())
        return claim

    async def settle(self, claim: Claim, micros: int) -> None:
        settlement = Settlement(delivered=True, micros=micros)
        await self.stores.ledger.settle(claim.job_id, settlement, now=self.clock.now())

    def posted(self) -> list[BudgetCrossed]:
        posted, self.notifications.notices = self.notifications.notices, []
        return posted

    def levels(self) -> list[int]:
        return [notice.level for notice in self.posted()]


@pytest.fixture
async def stores() -> AsyncGenerator[Stores]:
    async with open_migrated() as database:
        yield open_stores(database)


@pytest.fixture
def harness(stores: Stores) -> BudgetHarness:
    return BudgetHarness(stores, FakeClock())


async def test_each_level_is_posted_once(harness: BudgetHarness) -> None:
    posted: list[int] = []
    for _ in range(20):
        await harness.spend(50)
        posted += harness.levels()
    assert posted == [50, 80, 100]


async def test_a_notice_has_all_the_facts(
    harness: BudgetHarness, caplog: pytest.LogCaptureFixture
) -> None:
    claim = await harness.spend(800)
    [resets_at] = {c.resets_at for c in claim.counters if c.bound}
    assert harness.posted() == [
        BudgetCrossed(DAY, 80, 800, 1_000, resets_at, GUILD, NOTICES, for_owner=True)
    ]
    [record] = [each for each in caplog.records if each.name == budget_alerts.__name__]
    assert record.levelno == logging.WARNING
    assert f"budget rule=BUDGET_USD_PER_DAY level=80 used=$0.0008 cap=$0.001 guild={GUILD}" in (
        record.getMessage()
    )


async def test_a_jump_over_several_levels_is_one_notice_of_the_highest(
    harness: BudgetHarness,
) -> None:
    await harness.spend(990)
    assert harness.levels() == [80]
    await harness.spend(10)
    assert harness.levels() == [100]


async def test_outside_of_servers_only_the_operator_is_told(harness: BudgetHarness) -> None:
    await harness.spend(500, guild_id=None)
    [notice] = harness.posted()
    assert (notice.guild_id, notice.channel_id, notice.for_owner) == (None, None, True)


@pytest.mark.parametrize(
    ("rule", "limits", "caps"),
    [
        (Limit.SERVER_USD_PER_DAY, {Limit.SERVER_USD_PER_DAY: 1_000}, {}),
        (Limit.SERVER_USD_PER_MONTH, {Limit.SERVER_USD_PER_MONTH: 1_000}, {}),
        (Cap.CAP_SERVER_USD_PER_DAY, {}, {Cap.CAP_SERVER_USD_PER_DAY: 1_000}),
        (Cap.CAP_SERVER_USD_PER_MONTH, {}, {Cap.CAP_SERVER_USD_PER_MONTH: 1_000}),
    ],
)
async def test_the_owner_does_not_hear_of_a_servers_own_dollars(
    harness: BudgetHarness,
    rule: Limit | Cap,
    limits: Mapping[Limit, Value],
    caps: Mapping[Cap, int],
) -> None:
    harness.limits, harness.caps = limits, caps
    await harness.spend(600)
    [notice] = harness.posted()
    assert (notice.rule, notice.level, notice.for_owner) == (rule, 50, False)


async def test_a_members_dollars_are_posted_to_no_one(harness: BudgetHarness) -> None:
    harness.caps, harness.limits = {}, {Limit.MEMBER_USD_PER_DAY: 1_000}
    await harness.spend(900)
    assert harness.posted() == []


async def test_a_refusal_tells_that_the_budget_is_spent(harness: BudgetHarness) -> None:
    await harness.spend(850)
    assert harness.levels() == [80]
    await harness.spend(200)
    [notice] = harness.posted()
    assert (notice.level, notice.used) == (100, 850)
    await harness.spend(200)
    assert harness.posted() == []


async def test_a_refusal_of_something_large_tells_nothing(harness: BudgetHarness) -> None:
    await harness.spend(400)
    await harness.spend(700)
    assert harness.levels() == []


async def test_a_settlement_above_the_estimate_is_posted_with_the_next_job(
    harness: BudgetHarness,
) -> None:
    claim = await harness.spend(400)
    await harness.settle(claim, 900)
    assert harness.levels() == []
    await harness.spend(1)
    assert harness.levels() == [80]


async def test_going_down_and_up_again_is_no_news(harness: BudgetHarness) -> None:
    claim = await harness.spend(900)
    assert harness.levels() == [80]
    await harness.settle(claim, 0)
    await harness.spend(100)
    await harness.spend(700)
    assert harness.levels() == []


async def test_the_next_window_is_posted_again(harness: BudgetHarness) -> None:
    await harness.spend(600)
    harness.clock.advance(days=1)
    await harness.spend(600)
    assert harness.levels() == [50, 50]


async def test_a_cap_that_was_raised_is_posted_again(harness: BudgetHarness) -> None:
    await harness.spend(600)
    harness.caps = {DAY: 1_200}
    await harness.spend(10)
    assert harness.levels() == [50, 50]


async def test_one_of_several_processes_tells_of_a_level(harness: BudgetHarness) -> None:
    other = BudgetHarness(harness.stores, harness.clock)
    await harness.spend(850)
    await other.spend(10)
    assert (harness.levels(), other.levels()) == ([80], [])


async def test_a_lower_level_is_not_posted_after_a_higher_one(harness: BudgetHarness) -> None:
    claim = await harness.spend(850)
    await harness.settle(claim, 100)
    other = BudgetHarness(harness.stores, harness.clock)
    await other.spend(450)
    assert (harness.levels(), other.levels()) == ([80], [])


async def test_forgetting_what_was_seen_tells_nothing_twice(
    harness: BudgetHarness,
) -> None:
    harness.watch = BudgetWatch(
        harness.stores, harness.notifications, clock=harness.clock, most_seen=1
    )
    harness.caps = {DAY: 1_000, Cap.BUDGET_USD_PER_MONTH: 1_000}
    for _ in range(3):
        await harness.spend(200)
    assert harness.levels() == [50, 50]


async def test_a_broken_database_costs_the_notice_until_it_works_again(
    harness: BudgetHarness, caplog: pytest.LogCaptureFixture
) -> None:
    notices = BrokenNotices()
    harness.stores = replace(harness.stores, notices=notices)
    harness.watch = BudgetWatch(harness.stores, harness.notifications, clock=harness.clock)
    claim = harness.claim(600)
    found = Reserved({counter.key: 600 for counter in claim.counters})
    await harness.watch.check_levels(claim, found, harness.rulebook)
    assert harness.posted() == []
    assert "busy locked" in caplog.text
    notices.is_broken = False
    await harness.watch.check_levels(claim, found, harness.rulebook)
    assert harness.levels() == [50]


class TestTight:
    async def test_it_is_from_80_per_cent_of_either_budget_on(self, harness: BudgetHarness) -> None:
        caps = {DAY: 1_000, Cap.BUDGET_USD_PER_MONTH: 2_000}
        await harness.spend(799)
        assert not await harness.watch.is_tight(caps)
        claim = await harness.spend(1)
        assert await harness.watch.is_tight(caps)
        await harness.settle(claim, 0)
        assert not await harness.watch.is_tight(caps)
        harness.clock.advance(days=1)
        await harness.spend(801)
        assert await harness.watch.is_tight(caps)
        harness.clock.advance(days=1)
        assert await harness.watch.is_tight(caps)

    async def test_a_day_later_it_is_not(self, harness: BudgetHarness) -> None:
        await harness.spend(900)
        assert await harness.watch.is_tight(CAPS)
        harness.clock.advance(days=1)
        assert not await harness.watch.is_tight(CAPS)

    async def test_without_a_budget_the_database_is_not_queried(
        self, harness: BudgetHarness
    ) -> None:
        class Unasked:
            async def count(self, _: Claim) -> Count:
                raise AssertionError

        stores = replace(harness.stores, ledger=Unasked())
        watch = BudgetWatch(stores, harness.notifications, clock=harness.clock)
        assert not await watch.is_tight({Cap.CAP_SERVER_USD_PER_DAY: 0})
