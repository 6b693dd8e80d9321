"""A wrong key or a spent limit closes the intake until it works again; the operator is told."""

import asyncio
import logging
from dataclasses import replace

import pytest

from bot.errors import ClosedReason, IntakeClosed, ProviderDown
from bot.ports import KeyStatus
from bot.service.notifications import CreditLow, KeyTrouble, KeyWorks
from bot.service.timing import Timing
from tests.service.provider_harness import BAD, GOOD, SPENT, ProviderHarness

REJECTED, EMPTY = ClosedReason.KEY_REJECTED, ClosedReason.OUT_OF_CREDIT


def left(dollars: float) -> KeyStatus:
    return KeyStatus(accepted=True, remaining_micros=round(dollars * 1_000_000))


@pytest.mark.parametrize(("trouble", "reason"), [(BAD, REJECTED), (SPENT, EMPTY)])
async def test_trouble_closes_the_intake_and_a_good_key_opens_it(
    trouble: KeyStatus, reason: ClosedReason
) -> None:
    harness = ProviderHarness(trouble, GOOD)
    assert await harness.watch.check() == 60
    for check in (harness.watch.intake.check, harness.watch.account.check):
        with pytest.raises(IntakeClosed) as caught:
            check()
        assert caught.value.reason is reason
    assert await harness.watch.check() == 3600
    harness.watch.intake.check()
    harness.watch.account.check()


@pytest.mark.parametrize(("trouble", "reason"), [(BAD, REJECTED), (SPENT, EMPTY)])
async def test_the_owner_and_the_log_hear_of_trouble_once_and_of_its_end_once(
    trouble: KeyStatus, reason: ClosedReason, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    harness = ProviderHarness(GOOD, trouble, trouble, trouble, GOOD, GOOD)
    for _ in range(6):
        await harness.watch.check()
    assert harness.notifications.take() == [KeyTrouble(reason), KeyWorks(reason)]
    assert caplog.text.count("no images until this is fixed") == 1
    assert caplog.text.count("images can be paid again") == 1


async def test_a_key_without_a_limit_is_never_spent() -> None:
    harness = ProviderHarness(KeyStatus(accepted=True))
    assert await harness.watch.check() == 3600
    harness.watch.account.check()
    assert harness.notifications.take() == []


async def test_an_outage_leaves_what_was_known_of_the_key() -> None:
    harness = ProviderHarness(BAD, ProviderDown(), GOOD)
    await harness.watch.check()
    assert await harness.watch.check() == 60
    with pytest.raises(IntakeClosed):
        harness.watch.intake.check()


async def test_a_suspicion_closes_at_once_and_asks_again_without_waiting() -> None:
    harness = ProviderHarness(GOOD)
    running = asyncio.create_task(harness.watch.run())
    while harness.key.asked < 1:
        await asyncio.sleep(0)
    harness.watch.suspect()
    with pytest.raises(IntakeClosed):
        harness.watch.intake.check()
    while harness.key.asked < 2:
        await asyncio.sleep(0)
    harness.watch.intake.check()
    running.cancel()
    assert harness.notifications.take() == [], "nothing was wrong for longer than a moment"


async def test_a_suspicion_that_cannot_be_confirmed_is_posted_once() -> None:
    harness = ProviderHarness(ProviderDown(), ProviderDown(), GOOD)
    harness.watch.suspect()
    await harness.watch.check()
    await harness.watch.check()
    assert harness.notifications.take() == [KeyTrouble(REJECTED)]
    await harness.watch.check()
    assert harness.notifications.take() == [KeyWorks(REJECTED)]


async def test_the_key_is_checked_again_when_it_is_due() -> None:
    harness = ProviderHarness(GOOD, timing=Timing(key_good_s=0))
    running = asyncio.create_task(harness.watch.run())
    while harness.key.asked < 3:
        await asyncio.sleep(0)
    assert running.cancel()


class TestLowCredit:
    async def test_each_level_is_posted_once_when_it_is_crossed(self) -> None:
        harness = ProviderHarness(left(6), left(4.9), left(4.5), left(1), left(0.5))
        told = list[object]()
        for _ in range(5):
            await harness.watch.check()
            told.append(harness.notifications.take())
        assert told == [
            [],
            [CreditLow(4_900_000, 5_000_000)],
            [],
            [CreditLow(1_000_000, 1_000_000)],
            [],
        ]

    async def test_the_lower_of_two_levels_crossed_at_once_is_posted(self) -> None:
        harness = ProviderHarness(left(6), left(0.9))
        await harness.watch.check()
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(900_000, 1_000_000)]

    async def test_it_is_posted_again_once_it_was_topped_up_and_crossed_again(self) -> None:
        harness = ProviderHarness(left(6), left(4), left(9), left(4))
        for _ in range(4):
            await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(4_000_000, 5_000_000)] * 2

    async def test_a_restart_tells_a_level_at_most_once_a_day(self) -> None:
        harness = ProviderHarness(left(0.9))
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(900_000, 1_000_000)]
        for _ in range(2):
            harness = harness.restart(left(0.8))
            await harness.watch.check()
            assert harness.notifications.take() == []
        harness.clock.advance(days=1)
        harness = harness.restart(left(0.8))
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(800_000, 1_000_000)]
        assert all(kept > harness.clock.now() for kept in harness.notices.claimed.values())

    async def test_a_lower_level_is_news_after_a_higher_one(self) -> None:
        harness = ProviderHarness(left(4))
        await harness.watch.check()
        harness = harness.restart(left(0.9))
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(900_000, 1_000_000)]

    async def test_a_higher_level_is_no_news_after_a_lower_one(self) -> None:
        harness = ProviderHarness(left(6), left(0.9))
        await harness.watch.check()
        await harness.watch.check()
        harness = harness.restart(left(3))
        await harness.watch.check()
        assert harness.notifications.take() == []

    async def test_one_of_several_processes_tells_each_level(self) -> None:
        harness = ProviderHarness(left(6), left(4.9), left(0.9))
        other = harness.another_process(left(6), left(4.9), left(0.9))
        for _ in range(3):
            await harness.watch.check()
            await other.watch.check()
        assert harness.notifications.take() == [
            CreditLow(4_900_000, 5_000_000),
            CreditLow(900_000, 1_000_000),
        ]
        assert other.notifications.take() == []

    async def test_one_process_tells_a_level_also_when_the_other_looks_only_the_next_day(
        self,
    ) -> None:
        harness = ProviderHarness(left(6), left(4.9))
        other = harness.another_process(left(6), left(4.8))
        await other.watch.check()
        for _ in range(2):
            await harness.watch.check()
        harness.clock.advance(hours=23)
        await other.watch.check()
        assert len(harness.notifications.take()) == 1
        assert other.notifications.take() == []

    async def test_what_was_topped_up_is_news_to_one_process_again(self) -> None:
        harness = ProviderHarness(left(6), left(4), left(9), left(4))
        other = harness.another_process(left(6), left(4), left(9), left(4))
        for _ in range(4):
            await harness.watch.check()
            await other.watch.check()
        assert harness.notifications.take() == [CreditLow(4_000_000, 5_000_000)] * 2
        assert other.notifications.take() == []

    async def test_a_process_that_saw_no_top_up_does_not_tell_of_it(self) -> None:
        harness = ProviderHarness(left(6), left(4), left(9), left(4))
        other = harness.another_process(left(6), left(4))
        await other.watch.check()
        for _ in range(4):
            await harness.watch.check()
        await other.watch.check()
        assert len(harness.notifications.take()) == 2
        assert other.notifications.take() == []

    async def test_a_broken_database_does_not_stop_the_watch_after_a_top_up(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness = ProviderHarness(left(4), left(9), left(4))
        await harness.watch.check()
        harness.notices.is_broken = True
        await harness.watch.check()
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(4_000_000, 5_000_000)] * 2
        assert "credit is low no more" in caplog.text

    async def test_that_nothing_is_left_is_posted_as_trouble_alone(self) -> None:
        harness = ProviderHarness(left(6), SPENT)
        await harness.watch.check()
        await harness.watch.check()
        assert harness.notifications.take() == [KeyTrouble(EMPTY)]

    async def test_a_broken_database_does_not_keep_it_back(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness = ProviderHarness(left(4))
        harness.notices.is_broken = True
        await harness.watch.check()
        assert harness.notifications.take() == [CreditLow(4_000_000, 5_000_000)]
        assert "could not be noted" in caplog.text

    async def test_nothing_is_crossed_without_levels_or_with_a_rejected_key(self) -> None:
        harness = ProviderHarness(left(0.1), levels=())
        await harness.watch.check()
        assert harness.notifications.take() == []
        harness = ProviderHarness(replace(left(0.1), accepted=False))
        await harness.watch.check()
        assert harness.notifications.take() == [KeyTrouble(REJECTED)]


class TestAfterSpending:
    async def test_it_is_checked_once_spending_may_have_crossed_a_level(self) -> None:
        harness = ProviderHarness(left(6), left(4.9))
        running = asyncio.create_task(harness.watch.run())
        while harness.key.asked < 1:
            await asyncio.sleep(0)
        harness.clock.advance(minutes=1)
        harness.watch.note_spent(999_999)
        for _ in range(10):
            await asyncio.sleep(0)
        assert harness.key.asked == 1
        harness.watch.note_spent(1)
        while harness.key.asked < 2:
            await asyncio.sleep(0)
        for _ in range(10):
            await asyncio.sleep(0)
        assert harness.notifications.take() == [CreditLow(4_900_000, 5_000_000)]
        running.cancel()

    async def test_what_was_spent_before_the_question_is_in_its_answer(self) -> None:
        harness = ProviderHarness(left(6), left(5.5))
        running = asyncio.create_task(harness.watch.run())
        for asked, micros in ((1, 1_000_000), (2, 400_000)):
            while harness.key.asked < asked:
                await asyncio.sleep(0)
            harness.clock.advance(minutes=1)
            harness.watch.note_spent(micros)
        for _ in range(10):
            await asyncio.sleep(0)
        assert harness.key.asked == 2
        running.cancel()

    @pytest.mark.parametrize(("seconds", "asked"), [(59, 1), (60, 2)])
    async def test_the_key_is_checked_at_most_once_a_minute_after_spending(
        self, seconds: int, asked: int
    ) -> None:
        harness = ProviderHarness(left(5.01))
        running = asyncio.create_task(harness.watch.run())
        while harness.key.asked < 1:
            await asyncio.sleep(0)
        harness.clock.advance(seconds=seconds)
        harness.watch.note_spent(5_000_000)
        for _ in range(10):
            await asyncio.sleep(0)
        assert harness.key.asked == asked
        running.cancel()

    async def test_a_key_without_a_limit_or_a_level_ahead_is_not_checked(self) -> None:
        for answer in (KeyStatus(accepted=True), left(0.5)):
            harness = ProviderHarness(answer)
            harness.watch.note_spent(10**9)
            running = asyncio.create_task(harness.watch.run())
            while harness.key.asked < 1:
                await asyncio.sleep(0)
            harness.clock.advance(minutes=2)
            harness.watch.note_spent(10**9)
            for _ in range(10):
                await asyncio.sleep(0)
            assert harness.key.asked == 1
            running.cancel()
