"""What a first answer says wrongly is put right as soon as that works, and by any process."""

import asyncio
from typing import Any

import pytest

from bot.ports import Stale, StaleCard
from bot.service.delivery.stale_cards import Tidying
from testkit.fakes import FakeCard
from tests.service.failing_stores import Failing
from tests.service.service_harness import ServiceHarness


class FakeStaleCards:
    """Puts cards right, unless a test says otherwise."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.answers: list[bool | Exception] = []
        self.put = asyncio.Event()

    async def put_right(self, card: StaleCard) -> bool:
        self.asked.append(card.draft.asker.job_id)
        self.put.set()
        answer = self.answers.pop(0) if self.answers else True
        if isinstance(answer, Exception):
            raise answer
        return answer


async def _leave(bench: ServiceHarness, user_id: int = 1) -> None:
    """Have a job end whose card is stale."""
    await bench.ask(FakeCard(stale=Stale(5, None)), user_id=user_id)


async def _left(bench: ServiceHarness) -> int:
    return len(await bench.stores.stale_cards.oldest(limit=99))


async def test_before_discord_can_be_reached_nothing_is_tried(bench: ServiceHarness) -> None:
    await _leave(bench)
    await bench.tidying.take_turn()
    assert await _left(bench) == 1


async def test_a_card_is_put_right_and_forgotten(bench: ServiceHarness) -> None:
    await _leave(bench)
    desk = FakeStaleCards()
    bench.tidying.start(desk.put_right)
    await bench.tidying.take_turn()
    await bench.tidying.take_turn()
    assert desk.asked == [1]
    assert await _left(bench) == 0


async def test_what_does_not_work_is_tried_again_each_time_after_longer(
    bench: ServiceHarness,
) -> None:
    await _leave(bench)
    desk = FakeStaleCards()
    desk.answers = [False] * 4
    bench.tidying.start(desk.put_right)
    tried: list[int] = []
    for turn in range(1, 20):
        before = len(desk.asked)
        await bench.tidying.take_turn()
        if len(desk.asked) > before:
            tried.append(turn)
    assert tried == [1, 2, 4, 8, 16]
    assert await _left(bench) == 0


async def test_a_mistake_with_one_keeps_no_other_from_its_turn(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    await _leave(bench, 1)
    await _leave(bench, 2)
    desk = FakeStaleCards()
    desk.answers = [RuntimeError("a mistake")]
    bench.tidying.start(desk.put_right)
    await bench.tidying.take_turn()
    assert desk.asked == [1, 2]
    assert await _left(bench) == 1
    assert "a mistake" in caplog.text


@pytest.mark.parametrize("call", ["oldest", "remove"])
async def test_a_database_that_fails_is_asked_again(bench: ServiceHarness, call: str) -> None:
    await _leave(bench)
    failing: Any = Failing(bench.stores.stale_cards, **{call: 1})
    tidying, desk = Tidying(failing), FakeStaleCards()
    tidying.start(desk.put_right)
    await tidying.take_turn()
    await tidying.take_turn()
    assert await _left(bench) == 0


async def test_it_looks_as_soon_as_a_card_is_stale(bench: ServiceHarness) -> None:
    desk = FakeStaleCards()
    running = asyncio.create_task(bench.tidying.run())
    bench.tidying.start(desk.put_right)
    await asyncio.sleep(0)
    await _leave(bench)
    await desk.put.wait()
    desk.put.clear()
    await _leave(bench, 2)
    await desk.put.wait()
    running.cancel()
    await asyncio.wait({running})


async def test_it_looks_now_and_then_also_without_news(bench: ServiceHarness) -> None:
    await _leave(bench)
    bench.hurry(stale_cards_s=0.001)
    desk = FakeStaleCards()
    desk.answers = [False]
    bench.tidying.start(desk.put_right)
    running = asyncio.create_task(bench.tidying.run())
    for _ in range(2):
        await desk.put.wait()
        desk.put.clear()
    assert desk.asked == [1, 1]
    running.cancel()
    await asyncio.wait({running})
