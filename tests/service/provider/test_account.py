"""Without a good key or credit nothing is asked for, until it works again by itself."""

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
from tests.service.provider_harness import BAD, GOOD, SPENT, ProviderHarness, ask, refusal

FLASH = "google/flash"
EMPTY = ClosedReason.OUT_OF_CREDIT
DOWN = ProviderDown(status=502, provider="Vertex")


class TestTheKey:
    async def test_a_rejected_key_stops_everything_until_it_is_good(self) -> None:
        till = ProviderHarness(BAD, GOOD)
        ask(till, FLASH, KeyRejected(status=401))
        for refuse in (till.provider.check, partial(till.provider.begin, member=1)):
            with pytest.raises(IntakeClosed) as caught:
                refuse(FLASH)
            assert caught.value.reason is ClosedReason.KEY_REJECTED
        assert till.provider.closed() == {ClosedReason.KEY_REJECTED}
        await till.watch.check()
        await till.watch.check()
        assert refusal(till, FLASH) is None
        assert till.provider.closed() == frozenset()

    def test_stopping_does_not_keep_admitted_jobs_from_painting(self) -> None:
        till = ProviderHarness()
        till.watch.intake.close(ClosedReason.STOPPING)
        till.provider.check(FLASH)


def closed_until(till: ProviderHarness) -> float | None:
    """Seconds until a picture is tried again; None when pictures are taken."""
    error = refusal(till, FLASH)
    if error is None:
        return None
    assert isinstance(error, IntakeClosed)
    assert error.reason is EMPTY
    assert error.retry_at is not None
    return (error.retry_at - till.clock.now()).total_seconds()


class TestAnEmptyAccount:
    def test_it_stops_everything_at_once_and_the_owner_hears_of_it_once(self) -> None:
        till = ProviderHarness()
        ask(till, FLASH, OutOfCredit(status=402))
        assert closed_until(till) == 60
        assert till.provider.closed() == {EMPTY}
        assert till.board.take() == [KeyTrouble(EMPTY)]

    def test_one_real_picture_tries_it_ever_more_rarely(self) -> None:
        till = ProviderHarness()
        waits = list[float | None]()
        for _ in range(7):
            ask(till, FLASH, OutOfCredit(status=402))
            waits.append(closed_until(till))
            till.clock.advance(seconds=waits[-1] or 0)
        assert waits == [60 * minutes for minutes in (1, 2, 4, 8, 16, 30, 30)]
        assert till.board.take() == [KeyTrouble(EMPTY)]
        ask(till, FLASH)
        assert closed_until(till) is None
        assert till.board.take() == [KeyWorks(EMPTY)]
        assert till.provider.closed() == frozenset()

    def test_the_others_are_refused_while_it_is_tried(self) -> None:
        till = ProviderHarness()
        ask(till, FLASH, OutOfCredit(status=402))
        till.clock.advance(minutes=1)
        till.provider.begin(FLASH, member=1)
        till.caller = "somebody else"
        assert closed_until(till) == 60
        till.caller = "somebody"
        till.provider.dropped(FLASH)
        assert closed_until(till) is None

    @pytest.mark.parametrize("error", [DOWN, PromptRejected(), KeyRejected(), ModelGone()])
    def test_a_try_that_says_nothing_of_credit_is_given_to_the_next(
        self, error: GenerationFailed
    ) -> None:
        till = ProviderHarness()
        ask(till, FLASH, OutOfCredit(status=402))
        till.clock.advance(minutes=1)
        ask(till, FLASH, error)
        till.watch.intake.open(ClosedReason.KEY_REJECTED)
        assert closed_until(till) is None
        assert till.provider.closed() == {EMPTY}

    def test_a_picture_that_was_paid_before_proves_nothing(self) -> None:
        till = ProviderHarness()
        till.provider.begin(FLASH, member=1)
        till.caller = "somebody else"
        ask(till, FLASH, OutOfCredit(status=402))
        till.caller = "somebody"
        till.provider.succeeded(FLASH)
        assert closed_until(till) == 60
        assert till.board.take() == [KeyTrouble(EMPTY)]

    async def test_a_good_key_does_not_open_it(self) -> None:
        till = ProviderHarness(GOOD)
        ask(till, FLASH, OutOfCredit(status=402))
        await till.watch.check()
        assert closed_until(till) == 60

    async def test_a_spent_limit_is_over_when_the_key_is_good(self) -> None:
        till = ProviderHarness(SPENT, SPENT, GOOD)
        ask(till, FLASH, OutOfCredit(status=402))
        await till.watch.check()
        till.clock.advance(hours=5)
        await till.watch.check()
        with pytest.raises(IntakeClosed) as caught:
            till.provider.begin(FLASH, member=1)
        assert (caught.value.reason, caught.value.retry_at) == (EMPTY, None)
        assert till.board.take() == [KeyTrouble(EMPTY)]
        await till.watch.check()
        assert closed_until(till) is None
        assert till.board.take() == [KeyWorks(EMPTY)]

    async def test_the_key_is_asked_about_at_once(self) -> None:
        till = ProviderHarness(GOOD)
        running = asyncio.create_task(till.watch.run())
        while till.key.asked < 1:
            await asyncio.sleep(0)
        ask(till, FLASH, OutOfCredit(status=402))
        while till.key.asked < 2:
            await asyncio.sleep(0)
        running.cancel()


class TestAKeyThatIsGoodForAllButPictures:
    """OpenRouter says that the key is good, and refuses its pictures all the same."""

    REFUSED = KeyRejected(status=401)
    BAD_KEY = ClosedReason.KEY_REJECTED

    async def refused(self, till: ProviderHarness) -> None:
        """Have a picture refused, and the key found to be good again."""
        ask(till, FLASH, self.REFUSED)
        await till.watch.check()

    def closed_for(self, till: ProviderHarness) -> float | None:
        """Seconds until a picture is tried again; None when pictures are taken."""
        error = refusal(till, FLASH)
        if error is None:
            return None
        assert isinstance(error, IntakeClosed)
        assert error.reason is self.BAD_KEY
        assert error.retry_at is not None
        return (error.retry_at - till.clock.now()).total_seconds()

    async def test_the_first_refusal_alone_stops_nothing_once_the_key_is_good(self) -> None:
        till = ProviderHarness(GOOD)
        await self.refused(till)
        assert self.closed_for(till) is None
        assert till.provider.closed() == frozenset()

    async def test_the_second_in_a_row_stops_everything_though_the_key_is_good(self) -> None:
        till = ProviderHarness(GOOD)
        await self.refused(till)
        till.board.take()
        await self.refused(till)
        assert self.closed_for(till) == 60
        assert till.provider.closed() == {self.BAD_KEY}
        with pytest.raises(IntakeClosed):
            till.provider.begin(FLASH, member=1)
        # a good key alone proves nothing of pictures
        await till.watch.check()
        assert self.closed_for(till) == 60

    async def test_a_painted_picture_in_between_begins_the_count_anew(self) -> None:
        till = ProviderHarness(GOOD)
        for _ in range(3):
            await self.refused(till)
            ask(till, FLASH)
        assert self.closed_for(till) is None

    @pytest.mark.parametrize("error", [DOWN, PromptRejected(), ModelGone()])
    async def test_another_failure_in_between_does_not(self, error: GenerationFailed) -> None:
        till = ProviderHarness(GOOD)
        await self.refused(till)
        ask(till, FLASH, error)
        await self.refused(till)
        assert self.closed_for(till) == 60

    async def test_one_real_picture_tries_it_ever_more_rarely(self) -> None:
        till = ProviderHarness(GOOD)
        await self.refused(till)
        waits = list[float | None]()
        for _ in range(7):
            await self.refused(till)
            waits.append(self.closed_for(till))
            till.clock.advance(seconds=waits[-1] or 0)
        assert waits == [60 * minutes for minutes in (1, 2, 4, 8, 16, 30, 30)]
        ask(till, FLASH)
        assert self.closed_for(till) is None
        assert till.provider.closed() == frozenset()

    async def test_the_others_are_refused_while_it_is_tried(self) -> None:
        till = ProviderHarness(GOOD)
        for _ in range(2):
            await self.refused(till)
        till.clock.advance(minutes=1)
        till.provider.begin(FLASH, member=1)
        till.caller = "somebody else"
        assert self.closed_for(till) == 60
        till.caller = "somebody"
        till.provider.dropped(FLASH)
        assert self.closed_for(till) is None

    async def test_its_owner_hears_once_that_it_stopped_and_once_that_it_works(self) -> None:
        till = ProviderHarness(GOOD)
        for _ in range(4):
            await self.refused(till)
            till.clock.advance(hours=1)
        told = till.board.take()
        ask(till, FLASH)
        assert (told.count(KeyTrouble(self.BAD_KEY)), told[-1]) == (1, KeyTrouble(self.BAD_KEY))
        assert till.board.take() == [KeyWorks(self.BAD_KEY)]

    async def test_an_account_that_is_found_empty_by_the_try_is_told_as_that(self) -> None:
        till = ProviderHarness(GOOD)
        for _ in range(2):
            await self.refused(till)
        till.clock.advance(minutes=1)
        ask(till, FLASH, OutOfCredit(status=402))
        assert closed_until(till) == 120
        assert till.provider.closed() == {EMPTY}


async def test_what_pictures_cost_makes_the_key_be_asked_about() -> None:
    till = ProviderHarness(GOOD)
    running = asyncio.create_task(till.watch.run())
    while till.key.asked < 1:
        await asyncio.sleep(0)
    till.clock.advance(minutes=1)
    till.provider.begin(FLASH, member=1)
    till.provider.succeeded(FLASH, cost_micros=4_500_000)
    while till.key.asked < 2:
        await asyncio.sleep(0)
    running.cancel()
