"""Events that come in between when a job stops, ends, or arrives twice."""

import asyncio
from dataclasses import replace

import pytest

from bot.errors import (
    AnswerLost,
    CancelFault,
    CancelRefused,
    Charge,
    DuplicateEvent,
    Interrupted,
    ModelGone,
    ModelUnknown,
)
from bot.policy.images.request import Order
from bot.policy.jobs.job import State
from testkit.fakes import FakeCard, FakeModels
from tests.service.failing_stores import Failing, HangingEnd, break_port, use
from tests.service.service_harness import REPLY_TARGET, REQUEST, ServiceHarness

JOB = 1


async def test_a_job_that_is_left_to_the_next_start_cannot_be_cancelled_any_more(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    begun, is_pinged = asyncio.Event(), asyncio.Event()

    class SlowCard(FakeCard):
        async def postpone(self, prompt: str, *, until: object) -> None:
            begun.set()
            await is_pinged.wait()

    harness.imagine.start(await harness.admit(1), FakeCard())
    waiting = SlowCard()
    harness.imagine.start(await harness.admit(2), waiting)
    while not waiting.shown:
        await asyncio.sleep(0)
    harness.imagine.postpone()
    await begun.wait()
    with pytest.raises(CancelRefused) as refusal:
        await harness.imagine.cancel(2, 2)
    assert refusal.value.fault is CancelFault.ELSEWHERE
    is_pinged.set()
    await harness.runner.drain(0)
    assert (await harness.imagine.read(2)).state is State.QUEUED


async def test_a_generation_that_could_not_be_noted_is_not_promised_when_the_bot_stops(
    harness: ServiceHarness,
) -> None:
    break_port(harness, "jobs", keep=9)
    card, begun = FakeCard(), asyncio.Event()

    async def stuck() -> None:
        begun.set()
        await asyncio.Event().wait()

    card.before_delivery = stuck
    harness.imagine.start(await harness.admit(), card)
    await begun.wait()
    await harness.runner.drain(0)
    [error] = card.failed
    assert isinstance(error, Interrupted)
    assert error.charge is Charge.POSSIBLE
    assert card.postponed == []
    assert harness.files() == []


async def test_whatever_fails_after_an_image_was_shown_it_counts(harness: ServiceHarness) -> None:
    class Mistaken(Failing):
        async def end(self, *args: object, **options: object) -> object:
            if self.failures.pop("end", 0):
                raise RuntimeError("a mistake")
            return await self._port.end(*args, **options)

    use(harness, "jobs", Mistaken(harness.stores.jobs, end=1))
    card = await harness.create()
    assert (len(card.delivered), card.failed) == (1, [])
    assert (await harness.imagine.read(JOB)).state is State.DONE


async def test_an_end_that_takes_too_long_when_the_bot_stops_is_left_to_the_next_start(
    harness: ServiceHarness,
) -> None:
    class Stuck(HangingEnd):
        async def end(self, *args: object, **options: object) -> bool:
            self.arrived.set()
            await asyncio.Event().wait()
            return False

    harness.set_timing(last_words_s=0, cancelled_s=0)
    stuck = use(harness, "jobs", Stuck(harness.stores.jobs))
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    await stuck.arrived.wait()
    await harness.runner.drain(0)
    assert (len(card.delivered), card.failed) == (1, [])


async def test_what_cannot_be_shown_in_the_answer_meanwhile_is_fitted_all_the_same(
    harness: ServiceHarness,
) -> None:
    class Unanswered(FakeCard):
        async def fitting(self, order: Order, *, since: object) -> None:
            raise AnswerLost

    card = await harness.create(Unanswered(limit=50))
    assert len(card.delivered) == 1


async def test_an_event_that_comes_twice_is_not_refused_while_the_first_is_on_its_way(
    harness: ServiceHarness,
) -> None:
    requester = harness.requester()
    harness.imagine.start(await harness.imagine.admit(requester, REQUEST, REPLY_TARGET), FakeCard())
    with pytest.raises(DuplicateEvent):
        await harness.imagine.check(requester, REQUEST)
    assert harness.signals.refusals == []
    await harness.finish()


async def test_a_model_that_is_gone_without_a_successor_is_not_used_twice(
    harness: ServiceHarness,
) -> None:
    class Stubborn(FakeModels):
        def mark_gone(self, model_id: str) -> None:
            """Keep the model, since there is no other."""

    harness.models = Stubborn()
    harness.open()
    harness.source.faults = [ModelGone()]
    card = await harness.create(request=replace(REQUEST, ratio="1:1"))
    assert isinstance(card.failed[0], ModelUnknown)
    assert len(harness.source.orders) == 1
