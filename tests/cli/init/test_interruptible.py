"""Ctrl-C at any moment of asynchronous work is a KeyboardInterrupt, after the loop is closed."""

import asyncio
import os
import signal

import pytest

from bot.cli.setup.interruptible import run_interruptibly


def _interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_the_result_is_returned_and_the_handler_is_as_before() -> None:
    before = signal.getsignal(signal.SIGINT)

    async def work() -> int:
        return 5

    assert run_interruptibly(work) == 5
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_while_the_work_waits_cancels_it() -> None:
    ended: list[str] = []

    async def work() -> None:
        asyncio.get_running_loop().call_soon(_interrupt)
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    with pytest.raises(KeyboardInterrupt):
        run_interruptibly(work)
    assert ended == ["cleaned up"]


def test_ctrl_c_while_the_loop_is_made_keeps_the_work_from_starting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = asyncio.new_event_loop

    def struck() -> asyncio.AbstractEventLoop:
        _interrupt()
        return make()

    async def work() -> None:
        raise AssertionError("it was started")

    monkeypatch.setattr(asyncio.events, "new_event_loop", struck)
    with pytest.raises(KeyboardInterrupt):
        run_interruptibly(work)


def test_ctrl_c_that_comes_too_late_to_cancel_is_not_lost() -> None:
    async def work() -> int:
        _interrupt()
        return 5

    with pytest.raises(KeyboardInterrupt):
        run_interruptibly(work)


def test_an_error_of_the_work_is_raised_as_it_is() -> None:
    async def work() -> None:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        run_interruptibly(work)
