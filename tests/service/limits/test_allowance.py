"""What a member is told of the limits is what an image would meet."""

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
    """A server with one member, on a database of its own."""

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
        wish = JobSize(job_id, MEMBER, spot, 2, 80_000, self.stores.members.pseudonym(MEMBER))
        rules = resolve(rulebook, spot, DEFAULTS)
        claim = claim_for(wish, rulebook, rules, CAPS, now=self.clock.now())
        assert isinstance(await self.stores.ledger.reserve(claim, now=self.clock.now()), Reserved)

    async def standing(self, spot: Spot = SPOT) -> AllowanceReport:
        return await self.allowance.report(MEMBER, spot)


@pytest.fixture
async def world() -> AsyncGenerator[AllowanceHarness]:
    async with open_migrated() as database:
        yield AllowanceHarness(open_stores(database))


def _line(standing: AllowanceReport, rule: Limit | Cap) -> AllowanceRow:
    (line,) = (line for line in standing.rows if line.limit_or_cap is rule)
    return line


async def test_a_newcomer_has_everything_left(world: AllowanceHarness) -> None:
    standing = await world.standing()
    assert {line.used for line in standing.rows} == {0}
    assert (standing.free_at, standing.grant, standing.last_refusal) == (None, None, None)
    assert (standing.refused_until, standing.pause, standing.event) == (None, None, None)
    assert (standing.is_exempt, standing.refusal) == (False, None)
    assert standing.rulebook == Rulebook()


async def test_every_count_is_told_with_what_is_used_its_rule_and_when_it_resets(
    world: AllowanceHarness,
) -> None:
    await world.set(Rulebook().with_limit(ROLE, Limit.MEMBER_IMAGES_PER_DAY, 20))
    await world.generate(1)
    standing = await world.standing()
    midnight = START + timedelta(hours=12)
    quota = Limit.MEMBER_IMAGES_PER_DAY
    assert _line(standing, quota) == AllowanceRow(
        BindingRule(quota, 20, ROLE), Measure.IMAGES, quota, 2, midnight
    )
    cap = Cap.CAP_USER_IMAGES_PER_DAY
    assert _line(standing, cap) == AllowanceRow(
        BindingRule(cap, 30, None), Measure.IMAGES, cap, 2, midnight
    )
    assert _line(standing, Limit.SERVER_USD_PER_DAY).used == 80_000
    assert _line(standing, Limit.SERVER_USD_PER_DAY).bound is None
    jobs = _line(standing, Limit.MEMBER_JOBS_AT_ONCE)
    assert (jobs.used, jobs.resets_at) == (1, None)


async def test_counts_are_told_in_the_order_of_the_limits(world: AllowanceHarness) -> None:
    order = [line.limit_or_cap for line in (await world.standing()).rows]
    assert order == [rule for rule in (*Limit, *Cap) if rule in order]


async def test_the_cooldown_is_told_while_it_runs(world: AllowanceHarness) -> None:
    await world.generate(1)
    running = await world.standing()
    world.clock.advance(seconds=60)
    passed = await world.standing()
    assert running.free_at == START + timedelta(seconds=60)
    assert passed.free_at is None
    assert passed.cooldown == CooldownClaim(
        f"member:1:{world.stores.members.pseudonym(MEMBER)}", timedelta(seconds=60), None
    )


async def test_looking_takes_nothing(world: AllowanceHarness) -> None:
    assert await world.standing() == await world.standing()


async def test_an_exempt_role_is_told_as_free(world: AllowanceHarness) -> None:
    await world.generate(1)
    await world.set(Rulebook(exempt_roles=frozenset({ROLE.id})))
    standing = await world.standing()
    assert standing.is_exempt
    assert (standing.cooldown, standing.free_at) == (None, None)
    quota = _line(standing, Limit.MEMBER_IMAGES_PER_DAY)
    assert (quota.bound, quota.used) == (None, 2)


async def test_a_grant_is_told_while_it_lasts(world: AllowanceHarness) -> None:
    await world.stores.members.set_grant(GUILD, MEMBER, 5, LATER)
    assert (await world.standing()).grant == Grant(5, 0, LATER)
    world.clock.advance(days=1)
    assert (await world.standing()).grant is None


async def test_an_event_is_told_and_multiplies_what_is_told(world: AllowanceHarness) -> None:
    await world.set(Rulebook(event=Event(2, LATER)))
    standing = await world.standing()
    bound = _line(standing, Limit.MEMBER_IMAGES_PER_DAY).bound
    assert standing.event == Event(2, LATER)
    assert bound == BindingRule(Limit.MEMBER_IMAGES_PER_DAY, 20, None)


async def test_a_pause_and_a_wrong_channel_are_told(world: AllowanceHarness) -> None:
    pause, channels = Pause(LATER, "maintenance"), ChannelList(ChannelMode.EXCEPT, frozenset({3}))
    await world.set(Rulebook(pause=pause, channels=channels))
    paused = await world.standing()
    world.clock.advance(days=1)
    after = await world.standing()
    assert (paused.pause, paused.refusal) == (pause, ServerPaused(pause))
    assert (after.pause, after.refusal) == (None, ForbiddenChannel(channels))


async def test_the_last_refusal_is_told(world: AllowanceHarness) -> None:
    refusal = LastRefusal(START, "Too soon.")
    await world.stores.members.note_refusal(GUILD, MEMBER, refusal)
    assert (await world.standing()).last_refusal == refusal


async def test_whoever_was_refused_too_often_is_told_until_when(world: AllowanceHarness) -> None:
    await world.stores.members.note_strike(MEMBER, 1, Strike(START - timedelta(minutes=100)))
    await world.stores.members.note_strike(MEMBER, 2, Strike(START - timedelta(minutes=50)))
    assert (await world.standing()).refused_until == START + timedelta(minutes=10)
    world.clock.advance(minutes=10)
    assert (await world.standing()).refused_until is None


async def test_outside_of_servers_only_the_operator_has_a_say(world: AllowanceHarness) -> None:
    dm = Spot()
    await world.set(Rulebook(pause=Pause(None)).with_limit(SERVER, Limit.COOLDOWN, 5))
    await world.stores.members.set_grant(GUILD, MEMBER, 5, LATER)
    await world.generate(1, dm)
    standing = await world.standing(dm)
    assert (standing.rulebook, standing.pause, standing.grant) == (Rulebook(), None, None)
    assert standing.free_at == START + timedelta(seconds=60)
    assert _line(standing, Limit.MEMBER_IMAGES_PER_DAY).used == 2
    assert Limit.SERVER_USD_PER_DAY not in {line.limit_or_cap for line in standing.rows}


async def test_what_was_generated_elsewhere_counts_for_the_operator_alone(
    world: AllowanceHarness,
) -> None:
    await world.generate(1, replace(SPOT, guild_id=2))
    standing = await world.standing()
    used = {line.limit_or_cap: line.used for line in standing.rows}
    assert used[Limit.MEMBER_IMAGES_PER_DAY] == used[Cap.CAP_SERVER_USD_PER_DAY] == 0
    assert used[Cap.CAP_USER_IMAGES_PER_DAY] == 2
    assert used[Cap.BUDGET_USD_PER_DAY] == 80_000


async def test_outside_of_servers_it_is_told_when_the_operator_takes_no_images_there(
    world: AllowanceHarness,
) -> None:
    assert not (await world.allowance.report(MEMBER, Spot())).is_outside
    closed = Allowance(world.stores, replace(TERMS, allow_dms=False), clock=world.clock)
    assert (await closed.report(MEMBER, Spot())).is_outside
    assert not (await closed.report(MEMBER, SPOT)).is_outside


async def test_the_next_price_learns_from_what_images_cost(world: AllowanceHarness) -> None:
    assert await world.allowance.price(FLASH) == 39_000
    await world.stores.costs.add(FLASH.id, None, 50_000, now=START)
    assert await world.allowance.price(FLASH) == 50_000


@pytest.mark.parametrize(
    ("cap", "used", "is_full"), [(3, 2, False), (3, 3, True), (3, 4, True), (None, 9, False)]
)
def test_a_line_is_full_when_nothing_more_fits(cap: int | None, used: int, is_full: bool) -> None:  # noqa: FBT001 - parametrized
    rule = Limit.MEMBER_IMAGES_PER_DAY
    bound = None if cap is None else BindingRule(rule, cap, SERVER)
    assert AllowanceRow(bound, Measure.IMAGES, rule, used, LATER).is_full is is_full
