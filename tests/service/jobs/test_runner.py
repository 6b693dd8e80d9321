"""Every task has an owner and an end."""

import asyncio

import pytest

from bot.service.jobs.runner import Runner
from bot.service.timing import Timing


async def test_what_a_task_lets_through_is_logged_with_its_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    runner = Runner()

    async def fail() -> None:
        raise RuntimeError("boom")

    task = runner.start("job:7", fail())
    await asyncio.wait({task})
    await asyncio.sleep(0)
    assert "job:7" in caplog.text
    assert len(runner) == 0


async def test_a_task_that_does_not_stop_is_named_and_left(
    caplog: pytest.LogCaptureFixture,
) -> None:
    runner, release = Runner(timing=Timing(cancelled_s=0)), asyncio.Event()

    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await release.wait()

    task = runner.start("job:8", stubborn())
    await asyncio.sleep(0)
    await runner.drain(0)
    assert "job:8 did not stop" in caplog.text
    release.set()
    await asyncio.wait({task})


async def test_draining_without_work_returns_at_once() -> None:
    runner = Runner()
    await runner.drain(1000)
    assert len(runner) == 0
