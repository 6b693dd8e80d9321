"""A moderator's refund of a delivered image, on every engine."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.policy.jobs.job import State
from bot.policy.limits.claim import Claim
from bot.policy.limits.limit import Limit
from bot.ports import Ending, Refund, Reserved, Settlement, Stores
from bot.storage.engine.transaction import Database
from bot.storage.tables import reservations
from testkit.fakes import START
from tests.storage.samples import (
    GUILD,
    MEMBER,
    MEMBER_IMAGES,
    MINUTE,
    SERVER_IMAGES,
    SERVER_MICROS,
    claim,
    draft,
    generation,
)

COOLDOWN = {Limit.COOLDOWN: 60}
JOB = 7


def claim_at(now: datetime) -> Claim:
    return claim(JOB, COOLDOWN, now=now)


async def used(stores: Stores, key: str) -> int:
    return (await stores.ledger.count(claim(0))).used.get(key, 0)


async def free_at(stores: Stores) -> object:
    return (await stores.ledger.count(claim(0, COOLDOWN))).free_at


async def start(stores: Stores, limits: dict[Limit, object] | None = None) -> Reserved:
    wanted = claim(JOB, limits or COOLDOWN)  # pyright: ignore[reportArgumentType] - values
    outcome = await stores.ledger.reserve(wanted, now=START, draft=draft(JOB))
    assert isinstance(outcome, Reserved)
    await stores.jobs.begin(JOB, None, now=START)
    await stores.jobs.keep(JOB, generation(), now=START)
    return outcome


async def end(stores: Stores, *, micros: int | None = 40_000, delivered: bool = True) -> None:
    state = State.DONE if delivered else State.FAILED
    ending = Ending(state, Settlement(delivered, micros), None if delivered else "x")
    await stores.jobs.end(JOB, ending, now=START)


async def refund(stores: Stores, now: datetime = START) -> Refund:
    return await stores.ledger.refund(JOB, claim_at, now=now)


async def test_images_and_cooldown_come_back_once_and_dollars_stay(stores: Stores) -> None:
    await start(stores)
    await end(stores)
    assert await free_at(stores) is not None
    assert await refund(stores) is Refund.DONE
    assert await free_at(stores) is None
    assert await used(stores, MEMBER_IMAGES) == 0
    assert await used(stores, SERVER_IMAGES) == 0
    assert await used(stores, SERVER_MICROS) == 40_000
    await stores.ledger.reserve(claim(8), now=START + MINUTE)
    assert await refund(stores) is Refund.ALREADY
    assert await used(stores, MEMBER_IMAGES) == 1


async def test_several_refunds_at_once_are_one(stores: Stores) -> None:
    await start(stores)
    await stores.ledger.reserve(claim(8), now=START)
    await end(stores)
    outcomes = await asyncio.gather(*(refund(stores) for _ in range(5)))
    assert sorted(outcomes) == [Refund.ALREADY] * 4 + [Refund.DONE]
    assert await used(stores, MEMBER_IMAGES) == 1


async def test_an_unknown_charge_is_settled_later_and_refunds_nothing_again(
    stores: Stores,
) -> None:
    await start(stores)
    await stores.ledger.reserve(claim(8), now=START)
    await end(stores, micros=None)
    assert await refund(stores) is Refund.DONE
    assert await used(stores, MEMBER_IMAGES) == 1
    assert await stores.ledger.settle(JOB, Settlement(True, 10_000), now=START)
    assert await used(stores, MEMBER_IMAGES) == 1
    assert await used(stores, SERVER_MICROS) == 10_000 + 50_000
    assert await refund(stores) is Refund.ALREADY


async def test_an_open_a_failed_or_an_unknown_job_is_not_refunded(
    stores: Stores,
) -> None:
    assert await refund(stores) is Refund.IMPOSSIBLE
    await start(stores)
    assert await refund(stores) is Refund.IMPOSSIBLE
    await end(stores, delivered=False, micros=0)
    await stores.ledger.reserve(claim(8), now=START)
    assert await refund(stores) is Refund.IMPOSSIBLE
    assert await used(stores, MEMBER_IMAGES) == 1


async def test_counters_of_windows_that_have_ended_stay(stores: Stores) -> None:
    await start(stores)
    await end(stores)
    assert await refund(stores, START + timedelta(days=1)) is Refund.DONE
    assert await used(stores, MEMBER_IMAGES) == 1


async def test_counters_that_were_reset_do_not_fall_below_zero(stores: Stores) -> None:
    await start(stores)
    await end(stores)
    await stores.members.reset(GUILD, MEMBER, [MEMBER_IMAGES])
    assert await refund(stores) is Refund.DONE
    assert await used(stores, MEMBER_IMAGES) == 0
    assert await used(stores, SERVER_IMAGES) == 0


@pytest.mark.parametrize("micros", [40_000, None])
async def test_a_grant_is_free_again_and_the_quota_stays_used(
    stores: Stores, micros: int | None
) -> None:
    limits = {Limit.MEMBER_IMAGES_PER_DAY: 1}
    assert isinstance(await stores.ledger.reserve(claim(1, limits), now=START), Reserved)
    await stores.members.set_grant(GUILD, MEMBER, 2, START + timedelta(days=9))
    outcome = await start(stores, dict(limits))
    assert outcome.on_grant
    await end(stores, micros=micros)
    if micros is None:
        await stores.ledger.settle(JOB, Settlement(True, 1), now=START)
    assert await refund(stores) is Refund.DONE
    grant = await stores.members.grant(GUILD, MEMBER)
    assert grant is not None
    assert grant.used == 0
    assert await used(stores, MEMBER_IMAGES) == 1


async def test_a_settled_reservation_holds_nothing_but_its_marks(
    stores: Stores, database: Database
) -> None:
    async def holds() -> str | None:
        found = select(reservations.c.holds).where(reservations.c.job_id == JOB)
        return await database.read(lambda connection: connection.execute(found).scalar())

    await start(stores)
    await end(stores)
    assert await holds() is None
    await refund(stores)
    assert await holds() == '{"pictures":[],"micros":[],"jobs":[],"is_refunded":true}'
