"""First answers that are out of date are corrected as soon as possible, by any process."""

import asyncio
from typing import Any

import pytest

from bot.ports import Stale, StaleCard
from bot.service.delivery.stale_cards import StaleCardSweep
from testkit.fakes import FakeCard
from tests.service.failing_stores import Failing
from tests.service.service_harness import ServiceHarness


class FakeStaleCards:
    """Corrects cards, unless a test says otherwise."""

    def __init__(self) -> None:
        self.tried: list[int] = []
        self.answers: list[bool | Exception] = []
        self.put = asyncio.Event()

    async def correct(self, card: StaleCard) -> bool:
        self.tried.append(card.draft.requester.job_id)
        self.put.set()
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, Exception):
            raise answer
        return answer


async def _leave(harness: ServiceHarness, user_id: int = 1) -> None:
    """Have a job end whose card is stale."""
    await harness.create(FakeCard(stale=Stale(5, None)), user_id=user_id)


async def _left(harness: ServiceHarness) -> int:
    return len(await harness.stores.stale_cards.oldest(limit=99))


async def test_before_discord_can_be_reached_nothing_is_tried(harness: ServiceHarness) -> None:
    await _leave(harness)
    await harness.stale_cards.take_turn()
    assert await _left(harness) == 1


async def test_a_card_is_put_right_and_forgotten(harness: ServiceHarness) -> None:
    await _leave(harness)
    cards = FakeStaleCards()
    harness.stale_cards.start(cards.correct)
    await harness.stale_cards.take_turn()
    await harness.stale_cards.take_turn()
    assert cards.tried == [1]
    assert await _left(harness) == 0


async def test_what_does_not_work_is_tried_again_each_time_after_longer(
    harness: ServiceHarness,
) -> None:
    await _leave(harness)
    cards = FakeStaleCards()
    cards.answers = [False] * 4
    harness.stale_cards.start(cards.correct)
    tried: list[int] = []
    for turn in range(1, 20):
        before = len(cards.tried)
        await harness.stale_cards.take_turn()
        if len(cards.tried) > before:
            tried.append(turn)
    assert tried == [1, 2, 4, 8, 16]
    assert await _left(harness) == 0


async def test_a_mistake_with_one_keeps_no_other_from_its_turn(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await _leave(harness, 1)
    await _leave(harness, 2)
    cards = FakeStaleCards()
    cards.answers = [RuntimeError("a mistake")]
    harness.stale_cards.start(cards.correct)
    await harness.stale_cards.take_turn()
    assert cards.tried == [1, 2]
    assert await _left(harness) == 1
    assert "a mistake" in caplog.text


@pytest.mark.parametrize("call", ["oldest", "remove"])
async def test_a_database_that_fails_is_queried_again(harness: ServiceHarness, call: str) -> None:
    await _leave(harness)
    failing: Any = Failing(harness.stores.stale_cards, **{call: 1})
    tidying, cards = StaleCardSweep(failing), FakeStaleCards()
    tidying.start(cards.correct)
    await tidying.take_turn()
    await tidying.take_turn()
    assert await _left(harness) == 0


async def test_it_looks_as_soon_as_a_card_is_stale(harness: ServiceHarness) -> None:
    cards = FakeStaleCards()
    running = asyncio.create_task(harness.stale_cards.run())
    harness.stale_cards.start(cards.correct)
    await asyncio.sleep(0)
    await _leave(harness)
    await cards.put.wait()
    cards.put.clear()
    await _leave(harness, 2)
    await cards.put.wait()
    running.cancel()
    await asyncio.wait({running})


async def test_it_looks_now_and_then_also_without_news(harness: ServiceHarness) -> None:
    await _leave(harness)
    harness.set_timing(stale_cards_s=0.001)
    cards = FakeStaleCards()
    cards.answers = [False]
    harness.stale_cards.start(cards.correct)
    running = asyncio.create_task(harness.stale_cards.run())
    for _ in range(2):
        await cards.put.wait()
        cards.put.clear()
    assert cards.tried == [1, 1]
    running.cancel()
    await asyncio.wait({running})
