"""Cooldowns in memory keep what their port promises."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from bot.errors import CooldownActive
from bot.storage.cooldowns import MemoryCooldowns
from tests.fakes import START

SPACING = timedelta(seconds=60)
USERS = st.integers(min_value=1, max_value=3)


@dataclass(frozen=True)
class Taken:
    """An admission that may still be given back."""

    user_id: int
    taken: datetime
    before: datetime | None


class CooldownMachine(RuleBasedStateMachine):
    """Any sequence of takes, give-backs and waits, beside a model of what they mean."""

    admissions = Bundle[Taken]("admissions")

    def __init__(self) -> None:
        super().__init__()
        self.cooldowns = MemoryCooldowns()
        self.now = START
        self.free_at: dict[int, datetime] = {}

    @rule(seconds=st.sampled_from([1, 30, 59, 60, 61, 600]))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(target=admissions, user_id=USERS, spacing=st.sampled_from([timedelta(0), SPACING]))
    def take(self, user_id: int, spacing: timedelta) -> Taken:
        held = self.free_at.get(user_id)
        taking = self.cooldowns.take(user_id, now=self.now, spacing=spacing)
        if spacing and held and held > self.now:
            with pytest.raises(CooldownActive) as refused:
                asyncio.run(taking)
            assert refused.value.retry_at == held
            return Taken(user_id, START - SPACING, None)  # nothing to give back
        assert asyncio.run(taking) == held
        self.free_at[user_id] = self.now + spacing
        return Taken(user_id, self.now + spacing, held)

    @rule(admission=consumes(admissions))
    def give_back(self, admission: Taken) -> None:
        asyncio.run(
            self.cooldowns.give_back(
                admission.user_id, taken=admission.taken, before=admission.before
            )
        )
        if self.free_at.get(admission.user_id) == admission.taken:
            if admission.before:
                self.free_at[admission.user_id] = admission.before
            else:
                del self.free_at[admission.user_id]

    @invariant()
    def remembers_exactly_who_was_admitted(self) -> None:
        assert len(self.cooldowns) == len(self.free_at)


CooldownMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestCooldowns = CooldownMachine.TestCase


async def test_of_many_concurrent_takes_of_one_user_exactly_one_succeeds() -> None:
    cooldowns = MemoryCooldowns()
    takes = (cooldowns.take(1, now=START, spacing=SPACING) for _ in range(200))
    results = await asyncio.gather(*takes, return_exceptions=True)
    assert results.count(None) == 1
    assert sum(isinstance(result, CooldownActive) for result in results) == 199


async def test_users_do_not_wait_for_each_other() -> None:
    cooldowns = MemoryCooldowns()
    for user_id in range(10):
        assert await cooldowns.take(user_id, now=START, spacing=SPACING) is None


async def test_being_refused_does_not_make_the_wait_longer() -> None:
    cooldowns = MemoryCooldowns()
    await cooldowns.take(1, now=START, spacing=SPACING)
    for seconds in (1, 30, 59):
        with pytest.raises(CooldownActive) as refused:
            await cooldowns.take(1, now=START + timedelta(seconds=seconds), spacing=SPACING)
        assert refused.value.retry_at == START + SPACING
    await cooldowns.take(1, now=START + SPACING, spacing=SPACING)


async def test_giving_back_after_being_admitted_again_changes_nothing() -> None:
    cooldowns = MemoryCooldowns()
    before = await cooldowns.take(1, now=START, spacing=SPACING)
    later = START + SPACING
    await cooldowns.take(1, now=later, spacing=SPACING)
    await cooldowns.give_back(1, taken=START + SPACING, before=before)
    with pytest.raises(CooldownActive):
        await cooldowns.take(1, now=later, spacing=SPACING)


async def test_memory_follows_those_who_wait_and_nobody_who_waits_is_forgotten() -> None:
    cooldowns = MemoryCooldowns()
    now = START
    for user_id in range(10_000):
        now += timedelta(seconds=1)
        await cooldowns.take(user_id, now=now, spacing=SPACING)
        assert len(cooldowns) <= 1024
    for user_id in range(10_000 - 59, 10_000):
        with pytest.raises(CooldownActive):
            await cooldowns.take(user_id, now=now, spacing=SPACING)
