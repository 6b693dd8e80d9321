"""What is posted waits in order, but never without end."""

import asyncio

import pytest

from bot.policy.limits import Cap
from bot.service.noticeboard import BudgetCrossed, Notice, Noticeboard
from bot.service.runner import Runner


def notice(level: int) -> BudgetCrossed:
    return BudgetCrossed(
        Cap.BUDGET_USD_PER_DAY, level, 1, 2, None, guild_id=1, channel_id=2, for_owner=True
    )


class Reader:
    """Takes notices, each when it is let."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def deliver(self, notice: Notice) -> None:
        await self.gate.wait()
        assert isinstance(notice, BudgetCrossed)
        self.taken.append(notice.level)
        if notice.level < 0:
            raise RuntimeError


async def finish(runner: Runner) -> None:
    while len(runner):
        await asyncio.sleep(0)


async def test_notices_are_delivered_in_the_order_in_which_they_were_posted() -> None:
    runner, reader = Runner(), Reader()
    board = Noticeboard(runner)
    board.post(notice(50))
    assert len(runner) == 0
    board.read_by(reader.deliver)
    board.post(notice(80))
    await finish(runner)
    board.post(notice(100))
    await finish(runner)
    assert reader.taken == [50, 80, 100]


async def test_one_too_many_is_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    runner, reader = Runner(), Reader()
    board = Noticeboard(runner, most=1)
    board.post(notice(50))
    board.post(notice(80))
    assert "a notice was dropped, since 1 wait" in caplog.text
    assert "level=80" in caplog.text
    board.read_by(reader.deliver)
    await finish(runner)
    assert reader.taken == [50]


async def test_without_a_reader_notices_wait() -> None:
    runner, reader = Runner(), Reader()
    board = Noticeboard(runner)
    board.read_by(reader.deliver)
    board.read_by(None)
    board.post(notice(50))
    assert len(runner) == 0
    board.read_by(reader.deliver)
    await finish(runner)
    assert reader.taken == [50]


async def test_a_delivery_that_fails_does_not_hold_up_the_next_notice() -> None:
    runner, reader = Runner(), Reader()
    board = Noticeboard(runner)
    board.read_by(reader.deliver)
    board.post(notice(-1))
    await finish(runner)
    board.post(notice(50))
    await finish(runner)
    assert reader.taken == [-1, 50]


async def test_a_reader_that_left_gets_no_more() -> None:
    runner, reader = Runner(), Reader()
    board = Noticeboard(runner)
    reader.gate.clear()
    board.read_by(reader.deliver)
    board.post(notice(50))
    board.post(notice(80))
    await asyncio.sleep(0)
    board.read_by(None)
    reader.gate.set()
    await finish(runner)
    assert reader.taken == [50]
