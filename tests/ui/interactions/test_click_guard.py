"""Only the first of several equal clicks acts."""

from datetime import timedelta

import pytest

from bot.ui.interactions.click_guard import ClickGuard
from testkit.fakes import FakeClock

WINDOW = timedelta(seconds=3)


async def test_within_the_window_only_the_first_click_acts() -> None:
    clock = FakeClock()
    guard = ClickGuard(clock, window=WINDOW)
    for after_s, expected in ((0, True), (0, False), (2, False), (1, True)):
        clock.advance(seconds=after_s)
        async with guard.once(1, "again", 5) as is_first:
            assert is_first is expected


async def test_another_member_action_or_job_is_another_click() -> None:
    guard = ClickGuard(FakeClock(), window=WINDOW)
    for click in ((1, "again", 5), (2, "again", 5), (1, "larger", 5), (1, "again", 6)):
        async with guard.once(*click) as is_first:
            assert is_first


async def test_without_a_window_a_click_is_a_double_click_while_the_first_is_handled() -> None:
    guard = ClickGuard(FakeClock())
    async with guard.once(5) as first:
        for _ in range(2):
            # the end of the second click does not end the first
            async with guard.once(5) as other:
                assert (first, other) == (True, False)
    async with guard.once(5) as again:
        assert again


@pytest.mark.parametrize("window", [None, WINDOW])
async def test_after_an_error_the_next_click_acts(window: timedelta | None) -> None:
    guard = ClickGuard(FakeClock(), window=window)
    with pytest.raises(ValueError, match="refused"):
        async with guard.once(5):
            raise ValueError("refused")
    async with guard.once(5) as is_first:
        assert is_first


async def test_the_error_of_a_double_click_does_not_release_the_first() -> None:
    guard = ClickGuard(FakeClock())
    async with guard.once(5):
        with pytest.raises(ValueError, match="refused"):
            async with guard.once(5):
                raise ValueError("refused")
        async with guard.once(5) as is_first:
            assert not is_first


async def test_a_click_that_is_released_may_come_again_at_once() -> None:
    guard = ClickGuard(FakeClock(), window=WINDOW)
    async with guard.once(5):
        pass
    guard.release(5)
    async with guard.once(5) as is_first:
        assert is_first
