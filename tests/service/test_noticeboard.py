"""What is posted waits in order, but never without end."""

import asyncio

import pytest

from bot.policy.limits import Cap
from bot.service.noticeboard import BudgetCrossed, Noticeboard


def notice(level: int) -> BudgetCrossed:
    return BudgetCrossed(
        Cap.BUDGET_USD_PER_DAY, level, 1, 2, None, guild_id=1, channel_id=2, for_owner=True
    )


async def test_notices_are_taken_in_the_order_in_which_they_were_posted() -> None:
    board = Noticeboard()
    board.post(notice(50))
    board.post(notice(80))
    assert [await board.take(), await board.take()] == [notice(50), notice(80)]


async def test_whoever_takes_waits_for_the_next_one() -> None:
    board = Noticeboard()
    taking = asyncio.create_task(board.take())
    await asyncio.sleep(0)
    assert not taking.done()
    board.post(notice(50))
    assert await taking == notice(50)


async def test_one_too_many_is_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    board = Noticeboard(most=1)
    board.post(notice(50))
    board.post(notice(80))
    assert "a notice was dropped, since 1 wait" in caplog.text
    assert "level=80" in caplog.text
    assert await board.take() == notice(50)
    board.post(notice(100))
    assert await board.take() == notice(100)
