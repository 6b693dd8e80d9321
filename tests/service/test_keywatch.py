"""A wrong key closes the intake until it is good again."""

import asyncio

import pytest

from bot.errors import IntakeClosed, ProviderDown
from bot.ports import KeyStatus
from bot.service import keywatch
from bot.service.intake import Intake
from bot.service.keywatch import KeyWatch
from tests.fakes import FakeKey

GOOD, BAD = KeyStatus(accepted=True, remaining_micros=1_500_000), KeyStatus(accepted=False)


async def test_a_rejected_key_closes_the_intake_and_a_good_one_opens_it() -> None:
    intake = Intake()
    watch = KeyWatch(FakeKey(BAD, GOOD), intake)
    await watch.check()
    with pytest.raises(IntakeClosed):
        intake.check()
    await watch.check()
    intake.check()


async def test_an_outage_leaves_what_was_known_of_the_key() -> None:
    intake = Intake()
    watch = KeyWatch(FakeKey(BAD, ProviderDown(), GOOD), intake)
    await watch.check()
    await watch.check()
    with pytest.raises(IntakeClosed):
        intake.check()


async def test_a_suspicion_closes_at_once_and_asks_again_without_waiting() -> None:
    intake, key = Intake(), FakeKey(GOOD)
    watch = KeyWatch(key, intake)
    running = asyncio.create_task(watch.run())
    while key.asked < 1:
        await asyncio.sleep(0)
    watch.suspect()
    with pytest.raises(IntakeClosed):
        intake.check()
    while key.asked < 2:
        await asyncio.sleep(0)
    intake.check()
    running.cancel()


async def test_the_key_is_asked_about_again_when_its_time_has_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keywatch, "_WHILE_GOOD_S", 0)
    key = FakeKey(GOOD)
    running = asyncio.create_task(KeyWatch(key, Intake()).run())
    while key.asked < 3:
        await asyncio.sleep(0)
    assert running.cancel()
