"""The allowance that a member sees matches what a request would meet."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.policy.limits.access import ForbiddenChannel, ServerPaused
from bot.policy.limits.claim import BindingRule, CooldownClaim
from bot.policy.limits.cooldown import Strike
from bot.policy.limits.counters import JobSize, claim_for
from bot.policy.limits.effective import Spot, resolve
from bot.policy.limits.limit import Cap, Limit, Measure, Value
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.policy.moderation.case import Case, CaseKind
from bot.ports import Grant, LastRefusal, Reserved, Stores
from bot.service.jobs.admission import OperatorLimits
from bot.service.limits.allowance import Allowance, AllowanceReport, AllowanceRow
from bot.storage.stores import open_stores
from testkit.fakes import FLASH, START, FakeClock
from testkit.migrated_database import open_migrated

GUILD, MEMBER = 1, 60
ROLE = Scope(ScopeKind.ROLE, 5)
SPOT = Spot(guild_id=GUILD, channel_id=3, role_ids=frozenset({ROLE.id}))
DEFAULTS: dict[Limit, Value] = {Limit.COOLDOWN: 60, Limit.MEMBER_IMAGES_PER_DAY: 10}
CAPS = {Cap.CAP_USER_IMAGES_PER_DAY: 30}
TERMS = OperatorLimits(DEFAULTS, CAPS, refusals_per_hour=2)
LATER = START + timedelta(days=1)


class AllowanceHarness:
    """One member's allowance in a server, on a database of its own."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.clock = FakeClock()
        self.allowance = Allowance(stores, TERMS, clock=self.clock)

    async def set(self, rulebook: Rulebook) -> None:
        version = (await self.stores.rulebooks.read(GUILD)).version
        await self.stores.rulebooks.replace(GUILD, rulebook, (), version=version, now=START)

    async def generate(self, job_id: int, spot: Spot = SPOT) -> None:
        rulebook = Rulebook()
        if spot.guild_id is not None:
            rulebook = (await self.stores.rulebooks.read(spot.guild_id)).rulebook
        size = JobSize(job_id, MEMBER, spot, 2, 80_000, self.stores.members.pseudonym(MEMBER))
        rules = resolve(rulebook, spot, DEFAULTS)
        claim = claim_for(size, rulebook, rules, CAPS, now=self.clock.now())
        assert isinstance(await self.stores.ledger.reserve(claim, now=self.clock.now()), Reserved)

    async def report(self, spot: Spot = SPOT) -> AllowanceReport:
        return await self.allowance.report(MEMBER, spot)


@pytest.fixture
async def harness() -> AsyncGenerator[AllowanceHarness]:
    async with open_migrated() as database:
        yield AllowanceHarness(open_stores(database))


def _row(report: AllowanceReport, rule: Limit | Cap) -> AllowanceRow:
    (row,) = (row for row in report.rows if row.limit_or_cap is rule)
    return row


async def test_a_newcomer_has_everything_left(harness: AllowanceHarness) -> None:
    report = await harness.report()
    assert {row.used for row in report.rows} == {0}
    assert (report.free_at, report.grant, report.last_refusal) == (None, None, None)
    assert (report.refused_until, report.pause, report.event) == (None, None, None)
    assert (report.is_exempt, report.refusal) == (False, None)
    assert report.rulebook == Rulebook()


async def test_every_counter_is_reported_with_its_use_its_rule_and_its_reset(
    harness: AllowanceHarness,
) -> None:
    await harness.set(Rulebook().with_limit(ROLE, Limit.MEMBER_IMAGES_PER_DAY, 20))
    await harness.generate(1)
    report = await harness.report()
    midnight = START + timedelta(hours=12)
    quota = Limit.MEMBER_IMAGES_PER_DAY
    assert _row(report, quota) == AllowanceRow(
        BindingRule(quota, 20, ROLE), Measure.IMAGES, quota, 2, midnight
    )
    cap = Cap.CAP_USER_IMAGES_PER_DAY
    assert _row(report, cap) == AllowanceRow(
        BindingRule(cap, 30, None), Measure.IMAGES, cap, 2, midnight
    )
    assert _row(report, Limit.SERVER_USD_PER_DAY).used == 80_000
    assert _row(report, Limit.SERVER_USD_PER_DAY).bound is None
    jobs = _row(report, Limit.MEMBER_JOBS_AT_ONCE)
    assert (jobs.used, jobs.resets_at) == (1, None)


async def test_counters_are_reported_in_the_order_of_the_limits(harness: AllowanceHarness) -> None:
    order = [row.limit_or_cap for row in (await harness.report()).rows]
    assert order == [rule for rule in (*Limit, *Cap) if rule in order]


async def test_the_cooldown_is_reported_while_it_runs(harness: AllowanceHarness) -> None:
    await harness.generate(1)
    running = await harness.report()
    harness.clock.advance(seconds=60)
    passed = await harness.report()
    assert running.free_at == START + timedelta(seconds=60)
    assert passed.free_at is None
    assert passed.cooldown == CooldownClaim(
        f"member:1:{harness.stores.members.pseudonym(MEMBER)}", timedelta(seconds=60), None
    )


async def test_looking_takes_nothing(harness: AllowanceHarness) -> None:
    assert await harness.report() == await harness.report()


async def test_an_exempt_role_is_reported_as_exempt(harness: AllowanceHarness) -> None:
    await harness.generate(1)
    await harness.set(Rulebook(exempt_roles=frozenset({ROLE.id})))
    report = await harness.report()
    assert report.is_exempt
    assert (report.cooldown, report.free_at) == (None, None)
    quota = _row(report, Limit.MEMBER_IMAGES_PER_DAY)
    assert (quota.bound, quota.used) == (None, 2)


async def test_a_grant_is_reported_until_it_expires(harness: AllowanceHarness) -> None:
    await harness.stores.members.set_grant(GUILD, MEMBER, 5, LATER)
    assert (await harness.report()).grant == Grant(5, 0, LATER)
    harness.clock.advance(days=1)
    assert (await harness.report()).grant is None


async def test_an_event_is_reported_and_multiplies_the_reported_limits(
    harness: AllowanceHarness,
) -> None:
    await harness.set(Rulebook(event=Event(2, LATER)))
    report = await harness.report()
    bound = _row(report, Limit.MEMBER_IMAGES_PER_DAY).bound
    assert report.event == Event(2, LATER)
    assert bound == BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 20, None)


async def test_a_pause_and_a_wrong_channel_are_reported(harness: AllowanceHarness) -> None:
    pause, channels = Pause(LATER, "maintenance"), ChannelList(ChannelMode.EXCEPT, frozenset({3}))
    await harness.set(Rulebook(pause=pause, channels=channels))
    paused = await harness.report()
    harness.clock.advance(days=1)
    after = await harness.report()
    assert (paused.pause, paused.refusal) == (pause, ServerPaused(pause))
    assert (after.pause, after.refusal) == (None, ForbiddenChannel(channels))


async def test_the_last_refusal_is_reported(harness: AllowanceHarness) -> None:
    refusal = LastRefusal(START, "Too soon.")
    await harness.stores.members.note_refusal(GUILD, MEMBER, refusal)
    assert (await harness.report()).last_refusal == refusal


async def test_the_end_of_a_wait_after_too_many_strikes_is_reported(
    harness: AllowanceHarness,
) -> None:
    await harness.stores.members.note_strike(MEMBER, 1, Strike(START - timedelta(minutes=100)))
    await harness.stores.members.note_strike(MEMBER, 2, Strike(START - timedelta(minutes=50)))
    assert (await harness.report()).refused_until == START + timedelta(minutes=10)
    harness.clock.advance(minutes=10)
    assert (await harness.report()).refused_until is None


async def test_outside_of_servers_only_the_operator_has_a_say(harness: AllowanceHarness) -> None:
    dm = Spot()
    await harness.set(Rulebook(pause=Pause(None)).with_limit(SERVER, Limit.COOLDOWN, 5))
    await harness.stores.members.set_grant(GUILD, MEMBER, 5, LATER)
    await harness.generate(1, dm)
    report = await harness.report(dm)
    assert (report.rulebook, report.pause, report.grant) == (Rulebook(), None, None)
    assert report.free_at == START + timedelta(seconds=60)
    assert _row(report, Limit.MEMBER_IMAGES_PER_DAY).used == 2
    assert Limit.SERVER_USD_PER_DAY not in {row.limit_or_cap for row in report.rows}


async def test_what_was_generated_elsewhere_counts_for_the_operator_alone(
    harness: AllowanceHarness,
) -> None:
    await harness.generate(1, replace(SPOT, guild_id=2))
    report = await harness.report()
    used = {row.limit_or_cap: row.used for row in report.rows}
    assert used[Limit.MEMBER_IMAGES_PER_DAY] == used[Cap.CAP_SERVER_USD_PER_DAY] == 0
    assert used[Cap.CAP_USER_IMAGES_PER_DAY] == 2
    assert used[Cap.BUDGET_USD_PER_DAY] == 80_000


async def test_outside_of_servers_it_is_reported_if_the_operator_allows_no_images_there(
    harness: AllowanceHarness,
) -> None:
    assert not (await harness.allowance.report(MEMBER, Spot())).is_outside
    closed = Allowance(harness.stores, replace(TERMS, allow_dms=False), clock=harness.clock)
    assert (await closed.report(MEMBER, Spot())).is_outside
    assert not (await closed.report(MEMBER, SPOT)).is_outside


async def test_the_next_price_learns_from_what_images_cost(harness: AllowanceHarness) -> None:
    assert await harness.allowance.price(FLASH) == 39_000
    await harness.stores.costs.add(FLASH.id, None, 50_000, now=START)
    assert await harness.allowance.price(FLASH) == 50_000


@pytest.mark.parametrize(
    ("cap", "used", "is_full"), [(3, 2, False), (3, 3, True), (3, 4, True), (None, 9, False)]
)
def test_a_row_is_full_when_nothing_more_fits(cap: int | None, used: int, is_full: bool) -> None:  # noqa: FBT001 - parametrized
    rule = Limit.MEMBER_IMAGES_PER_DAY
    bound = None if cap is None else BindingRule(rule, cap, SERVER)
    assert AllowanceRow(bound, Measure.IMAGES, rule, used, LATER).is_full is is_full


async def test_a_block_is_reported_while_it_is_in_force(harness: AllowanceHarness) -> None:
    block = Case(GUILD, 0, CaseKind.BLOCK, MEMBER, 5, START, until=LATER)
    stored = await harness.stores.cases.add(block)
    assert (await harness.report()).block == stored
    harness.clock.advance(days=1)
    assert (await harness.report()).block is None
