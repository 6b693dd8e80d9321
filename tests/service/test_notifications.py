"""Notices wait in order, and only a bounded number of them."""

import asyncio

import pytest

from bot.errors import ClosedReason
from bot.policy.limits.limit import Cap
from bot.service.jobs.runner import Runner
from bot.service.notifications import (
    BudgetCrossed,
    CreditLow,
    KeyTrouble,
    KeyWorks,
    Notice,
    Notifications,
)
from testkit.fakes import FakeClock
from tests.service.provider_harness import FakeNotices


def notice(level: int) -> BudgetCrossed:
    return BudgetCrossed(
        Cap.BUDGET_USD_PER_DAY, level, 1, 2, None, guild_id=1, channel_id=2, for_owner=True
    )


class Reader:
    """Takes a notice whenever its gate is open."""

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
    notifications = Notifications(runner)
    notifications.post(notice(50))
    assert len(runner) == 0
    notifications.read_by(reader.deliver)
    notifications.post(notice(80))
    await finish(runner)
    notifications.post(notice(100))
    await finish(runner)
    assert reader.taken == [50, 80, 100]


async def test_one_too_many_is_dropped_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    runner, reader = Runner(), Reader()
    notifications = Notifications(runner, most=1)
    notifications.post(notice(50))
    notifications.post(notice(80))
    assert "a notice was dropped, since 1 wait" in caplog.text
    assert "level=80" in caplog.text
    notifications.read_by(reader.deliver)
    await finish(runner)
    assert reader.taken == [50]


async def test_without_a_reader_notices_wait() -> None:
    runner, reader = Runner(), Reader()
    notifications = Notifications(runner)
    notifications.read_by(reader.deliver)
    notifications.read_by(None)
    notifications.post(notice(50))
    assert len(runner) == 0
    notifications.read_by(reader.deliver)
    await finish(runner)
    assert reader.taken == [50]


async def test_a_delivery_that_fails_does_not_hold_up_the_next_notice() -> None:
    runner, reader = Runner(), Reader()
    notifications = Notifications(runner)
    notifications.read_by(reader.deliver)
    notifications.post(notice(-1))
    await finish(runner)
    notifications.post(notice(50))
    await finish(runner)
    assert reader.taken == [-1, 50]


async def test_a_reader_that_left_gets_no_more() -> None:
    runner, reader = Runner(), Reader()
    notifications = Notifications(runner)
    reader.gate.clear()
    notifications.read_by(reader.deliver)
    notifications.post(notice(50))
    notifications.post(notice(80))
    await asyncio.sleep(0)
    notifications.read_by(None)
    reader.gate.set()
    await finish(runner)
    assert reader.taken == [50]


class TwoProcesses:
    """Two processes, and the notices that the operator gets from both."""

    def __init__(self) -> None:
        self.notices: list[Notice] = []
        self.runner = Runner()
        self.fake_notices = FakeNotices()
        self.clock = FakeClock()
        self.notifications = [
            Notifications(self.runner, self.fake_notices, clock=self.clock) for _ in range(2)
        ]
        for notifications in self.notifications:
            notifications.read_by(self.deliver)

    async def deliver(self, notice: Notice) -> None:
        self.notices.append(notice)

    async def post(self, *notices: Notice) -> list[Notice]:
        """Post each notice in both processes, and return those that were delivered."""
        self.notices.clear()
        for one in notices:
            for notifications in self.notifications:
                notifications.post(one)
            await finish(self.runner)
        return list(self.notices)


REASON = ClosedReason.KEY_REJECTED


async def test_one_of_several_processes_tells_of_trouble_and_one_of_its_end() -> None:
    processes = TwoProcesses()
    for _ in range(2):
        assert await processes.post(KeyTrouble(REASON)) == [KeyTrouble(REASON)]
        assert await processes.post(KeyWorks(REASON)) == [KeyWorks(REASON)]
    both = notice(50), CreditLow(1, 2)
    assert len(await processes.post(*both)) == 4, "these are claimed before they are posted"


async def test_trouble_that_ended_while_nothing_ran_is_forgotten_after_a_while() -> None:
    processes = TwoProcesses()
    await processes.post(KeyTrouble(REASON))
    processes.clock.advance(hours=2)
    assert await processes.post(KeyTrouble(REASON)) == []
    processes.clock.advance(seconds=1)
    assert await processes.post(KeyTrouble(REASON)) == [KeyTrouble(REASON)]


async def test_a_broken_database_keeps_no_notice_back(caplog: pytest.LogCaptureFixture) -> None:
    processes = TwoProcesses()
    processes.fake_notices.is_broken = True
    assert await processes.post(KeyTrouble(REASON), KeyWorks(REASON)) == [
        *[KeyTrouble(REASON)] * 2,
        *[KeyWorks(REASON)] * 2,
    ]
    assert "it is not known whether others told" in caplog.text
