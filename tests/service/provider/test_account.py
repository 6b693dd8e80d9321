"""Without a working key or credit no request is sent, until it works again without a restart."""

import asyncio
from functools import partial

import pytest

from bot.errors import (
    ClosedReason,
    GenerationFailed,
    IntakeClosed,
    KeyRejected,
    ModelGone,
    OutOfCredit,
    PromptRejected,
    ProviderDown,
)
from bot.service.notifications import KeyTrouble, KeyWorks
from tests.service.provider_harness import BAD, GOOD, SPENT, ProviderHarness, refusal, send_request

FLASH = "google/flash"
EMPTY = ClosedReason.OUT_OF_CREDIT
DOWN = ProviderDown(status=502, provider="Vertex")


class TestTheKey:
    async def test_a_rejected_key_stops_everything_until_it_is_good(self) -> None:
        harness = ProviderHarness(BAD, GOOD)
        send_request(harness, FLASH, KeyRejected(status=401))
        for refuse in (harness.provider.check, partial(harness.provider.begin, member=1)):
            with pytest.raises(IntakeClosed) as caught:
                refuse(FLASH)
            assert caught.value.reason is ClosedReason.KEY_REJECTED
        assert harness.provider.closed() == {ClosedReason.KEY_REJECTED}
        await harness.watch.check()
        await harness.watch.check()
        assert refusal(harness, FLASH) is None
        assert harness.provider.closed() == frozenset()

    def test_stopping_does_not_keep_admitted_jobs_from_generation(self) -> None:
        harness = ProviderHarness()
        harness.watch.intake.close(ClosedReason.STOPPING)
        harness.provider.check(FLASH)


def closed_until(harness: ProviderHarness) -> float | None:
    """Return the seconds until the next probe; None when requests are accepted."""
    error = refusal(harness, FLASH)
    if error is None:
        return None
    assert isinstance(error, IntakeClosed)
    assert error.reason is EMPTY
    assert error.retry_at is not None
    return (error.retry_at - harness.clock.now()).total_seconds()


class TestAnEmptyAccount:
    def test_it_stops_everything_at_once_and_the_operator_is_told_once(self) -> None:
        harness = ProviderHarness()
        send_request(harness, FLASH, OutOfCredit(status=402))
        assert closed_until(harness) == 60
        assert harness.provider.closed() == {EMPTY}
        assert harness.notifications.take() == [KeyTrouble(EMPTY)]

    def test_one_real_image_tries_it_ever_more_rarely(self) -> None:
        harness = ProviderHarness()
        waits = list[float | None]()
        for _ in range(7):
            send_request(harness, FLASH, OutOfCredit(status=402))
            waits.append(closed_until(harness))
            harness.clock.advance(seconds=waits[-1] or 0)
        assert waits == [60 * minutes for minutes in (1, 2, 4, 8, 16, 30, 30)]
        assert harness.notifications.take() == [KeyTrouble(EMPTY)]
        send_request(harness, FLASH)
        assert closed_until(harness) is None
        assert harness.notifications.take() == [KeyWorks(EMPTY)]
        assert harness.provider.closed() == frozenset()

    def test_the_others_are_refused_while_it_is_tried(self) -> None:
        harness = ProviderHarness()
        send_request(harness, FLASH, OutOfCredit(status=402))
        harness.clock.advance(minutes=1)
        harness.provider.begin(FLASH, member=1)
        harness.caller = "somebody else"
        assert closed_until(harness) == 60
        harness.caller = "somebody"
        harness.provider.dropped(FLASH)
        assert closed_until(harness) is None

    @pytest.mark.parametrize("error", [DOWN, PromptRejected(), KeyRejected(), ModelGone()])
    def test_a_probe_without_a_verdict_on_credit_goes_to_the_next_request(
        self, error: GenerationFailed
    ) -> None:
        harness = ProviderHarness()
        send_request(harness, FLASH, OutOfCredit(status=402))
        harness.clock.advance(minutes=1)
        send_request(harness, FLASH, error)
        harness.watch.intake.open(ClosedReason.KEY_REJECTED)
        assert closed_until(harness) is None
        assert harness.provider.closed() == {EMPTY}

    def test_a_image_that_was_paid_before_proves_nothing(self) -> None:
        harness = ProviderHarness()
        harness.provider.begin(FLASH, member=1)
        harness.caller = "somebody else"
        send_request(harness, FLASH, OutOfCredit(status=402))
        harness.caller = "somebody"
        harness.provider.succeeded(FLASH)
        assert closed_until(harness) == 60
        assert harness.notifications.take() == [KeyTrouble(EMPTY)]

    async def test_a_good_key_does_not_open_it(self) -> None:
        harness = ProviderHarness(GOOD)
        send_request(harness, FLASH, OutOfCredit(status=402))
        await harness.watch.check()
        assert closed_until(harness) == 60

    async def test_a_spent_limit_is_over_when_the_key_is_good(self) -> None:
        harness = ProviderHarness(SPENT, SPENT, GOOD)
        send_request(harness, FLASH, OutOfCredit(status=402))
        await harness.watch.check()
        harness.clock.advance(hours=5)
        await harness.watch.check()
        with pytest.raises(IntakeClosed) as caught:
            harness.provider.begin(FLASH, member=1)
        assert (caught.value.reason, caught.value.retry_at) == (EMPTY, None)
        assert harness.notifications.take() == [KeyTrouble(EMPTY)]
        await harness.watch.check()
        assert closed_until(harness) is None
        assert harness.notifications.take() == [KeyWorks(EMPTY)]

    async def test_the_key_is_checked_at_once(self) -> None:
        harness = ProviderHarness(GOOD)
        running = asyncio.create_task(harness.watch.run())
        while harness.key.asked < 1:
            await asyncio.sleep(0)
        send_request(harness, FLASH, OutOfCredit(status=402))
        while harness.key.asked < 2:
            await asyncio.sleep(0)
        running.cancel()


class TestAKeyThatIsGoodForAllButImages:
    """OpenRouter accepts the key in a check, but rejects it for images."""

    REFUSED = KeyRejected(status=401)
    BAD_KEY = ClosedReason.KEY_REJECTED

    async def refused(self, harness: ProviderHarness) -> None:
        """Have the key rejected for an image, and accepted by the check after it."""
        send_request(harness, FLASH, self.REFUSED)
        await harness.watch.check()

    def closed_for(self, harness: ProviderHarness) -> float | None:
        """Return the seconds until the next probe; None when requests are accepted."""
        error = refusal(harness, FLASH)
        if error is None:
            return None
        assert isinstance(error, IntakeClosed)
        assert error.reason is self.BAD_KEY
        assert error.retry_at is not None
        return (error.retry_at - harness.clock.now()).total_seconds()

    async def test_the_first_refusal_alone_stops_nothing_once_the_key_is_good(self) -> None:
        harness = ProviderHarness(GOOD)
        await self.refused(harness)
        assert self.closed_for(harness) is None
        assert harness.provider.closed() == frozenset()

    async def test_the_second_in_a_row_stops_everything_though_the_key_is_good(self) -> None:
        harness = ProviderHarness(GOOD)
        await self.refused(harness)
        harness.notifications.take()
        await self.refused(harness)
        assert self.closed_for(harness) == 60
        assert harness.provider.closed() == {self.BAD_KEY}
        with pytest.raises(IntakeClosed):
            harness.provider.begin(FLASH, member=1)
        # a check that accepts the key proves nothing for images
        await harness.watch.check()
        assert self.closed_for(harness) == 60

    async def test_a_generated_image_in_between_resets_the_count(self) -> None:
        harness = ProviderHarness(GOOD)
        for _ in range(3):
            await self.refused(harness)
            send_request(harness, FLASH)
        assert self.closed_for(harness) is None

    @pytest.mark.parametrize("error", [DOWN, PromptRejected(), ModelGone()])
    async def test_another_failure_in_between_does_not(self, error: GenerationFailed) -> None:
        harness = ProviderHarness(GOOD)
        await self.refused(harness)
        send_request(harness, FLASH, error)
        await self.refused(harness)
        assert self.closed_for(harness) == 60

    async def test_one_real_image_tries_it_ever_more_rarely(self) -> None:
        harness = ProviderHarness(GOOD)
        await self.refused(harness)
        waits = list[float | None]()
        for _ in range(7):
            await self.refused(harness)
            waits.append(self.closed_for(harness))
            harness.clock.advance(seconds=waits[-1] or 0)
        assert waits == [60 * minutes for minutes in (1, 2, 4, 8, 16, 30, 30)]
        send_request(harness, FLASH)
        assert self.closed_for(harness) is None
        assert harness.provider.closed() == frozenset()

    async def test_the_others_are_refused_while_it_is_tried(self) -> None:
        harness = ProviderHarness(GOOD)
        for _ in range(2):
            await self.refused(harness)
        harness.clock.advance(minutes=1)
        harness.provider.begin(FLASH, member=1)
        harness.caller = "somebody else"
        assert self.closed_for(harness) == 60
        harness.caller = "somebody"
        harness.provider.dropped(FLASH)
        assert self.closed_for(harness) is None

    async def test_the_operator_is_told_once_that_it_stopped_and_once_that_it_works(self) -> None:
        harness = ProviderHarness(GOOD)
        for _ in range(4):
            await self.refused(harness)
            harness.clock.advance(hours=1)
        told = harness.notifications.take()
        send_request(harness, FLASH)
        assert (told.count(KeyTrouble(self.BAD_KEY)), told[-1]) == (1, KeyTrouble(self.BAD_KEY))
        assert harness.notifications.take() == [KeyWorks(self.BAD_KEY)]

    async def test_an_account_that_the_probe_finds_empty_is_posted_as_empty(self) -> None:
        harness = ProviderHarness(GOOD)
        for _ in range(2):
            await self.refused(harness)
        harness.clock.advance(minutes=1)
        send_request(harness, FLASH, OutOfCredit(status=402))
        assert closed_until(harness) == 120
        assert harness.provider.closed() == {EMPTY}


async def test_the_cost_of_images_causes_a_key_check() -> None:
    harness = ProviderHarness(GOOD)
    running = asyncio.create_task(harness.watch.run())
    while harness.key.asked < 1:
        await asyncio.sleep(0)
    harness.clock.advance(minutes=1)
    harness.provider.begin(FLASH, member=1)
    harness.provider.succeeded(FLASH, cost_micros=4_500_000)
    while harness.key.asked < 2:
        await asyncio.sleep(0)
    running.cancel()
