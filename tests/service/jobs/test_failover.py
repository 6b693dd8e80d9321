"""Who paints when a model fails, what that may cost, and when nobody is asked at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.errors import (
    BadAnswer,
    Charge,
    GenerationFailed,
    GenerationTimedOut,
    ImagineError,
    Interrupted,
    KeyRejected,
    LimitReached,
    ModelGone,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    ProviderOnHold,
    RequestRejected,
    SpoolFailed,
)
from bot.policy.jobs.circuit_breaker import Circuit
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit, Value
from bot.policy.images.model import Model
from bot.policy.images.request import Order
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.failing_stores import Failing, break_port, use
from tests.service.service_harness import REQUEST, ServiceHarness

PRICE = 39_000
HOLD = timedelta(seconds=30)
STAND_IN = replace(MINI, ratios=FLASH.ratios, prices={"": PRICE})
WISH = replace(REQUEST, model=FLASH.id)


@pytest.fixture
def bench(bench: ServiceHarness) -> ServiceHarness:
    """One model, and another that stands in for it."""
    bench.open(defaults={})
    _stand_in(bench, STAND_IN)
    return bench


def _stand_in(bench: ServiceHarness, model: Model) -> None:
    bench.models.alive[model.id] = model
    bench.models.chain = {FLASH.id: model.id}


def _painters(bench: ServiceHarness) -> list[str]:
    return [order.model.id for order in bench.source.orders]


def _put_on_hold(bench: ServiceHarness, model_id: str = FLASH.id) -> None:
    """Let requests of other jobs fail, until nobody asks this model for a while."""
    for member in range(3):
        bench.provider.begin(model_id, member=member)
        bench.provider.failed(model_id, ProviderBusy())
    assert bench.provider.is_open(model_id)


@pytest.mark.parametrize("fault", [ProviderDown(status=502), ProviderBusy(retry_after_s=9)])
async def test_in_an_outage_or_without_capacity_the_successor_paints_and_the_card_says_so(
    bench: ServiceHarness, fault: GenerationFailed
) -> None:
    bench.source.faults = [fault]
    card = await bench.ask(request=WISH)
    [painting] = card.delivered
    assert (painting.order.model, painting.order.failed_over) == (STAND_IN, FLASH.name)
    assert painting.order.gone is None
    assert card.shown == [FLASH.name, STAND_IN.name]
    assert _painters(bench) == [FLASH.id, STAND_IN.id]
    assert (await bench.imagine.read(1)).state is State.DONE
    assert bench.signals.provider_faults == [fault]


@pytest.mark.parametrize(
    "fault",
    [
        PromptRejected(),
        BadAnswer(),
        GenerationTimedOut(),
        KeyRejected(),
        OutOfCredit(),
        ProviderForbids(),
        RequestRejected(),
        SpoolFailed(),
        ProviderDown(charge=Charge.POSSIBLE),
        ProviderBusy(charge=Charge.MADE, cost_micros=7),
        ModelGone(charge=Charge.POSSIBLE),
    ],
    ids=repr,
)
async def test_a_refusal_or_a_possible_charge_is_not_tried_at_a_successor(
    bench: ServiceHarness, fault: ImagineError
) -> None:
    bench.source.faults = [fault]
    card = await bench.ask(request=WISH)
    assert card.failed == [fault]
    assert _painters(bench) == [FLASH.id]


async def test_what_may_be_charged_by_a_model_that_is_gone_stays_until_it_is_known(
    bench: ServiceHarness,
) -> None:
    bench.source.faults = [ModelGone(charge=Charge.POSSIBLE, generation_id="gen-1")]
    await bench.ask(request=WISH)
    [open_] = await bench.stores.ledger.unreconciled(limit=9)
    assert open_.generation_id == "gen-1"
    assert FLASH.id not in bench.models.alive


async def test_a_successor_that_this_member_may_not_use_does_not_paint(
    bench: ServiceHarness,
) -> None:
    await bench.set(Limit.MODELS, frozenset({FLASH.id}))
    fault = ProviderDown()
    bench.source.faults = [fault]
    card = await bench.ask(request=WISH)
    assert card.failed == [fault]
    assert _painters(bench) == [FLASH.id]


async def test_who_failed_is_not_asked_again_and_the_last_answer_is_told(
    bench: ServiceHarness,
) -> None:
    bench.models.chain = {FLASH.id: STAND_IN.id, STAND_IN.id: FLASH.id}
    first, last = ProviderDown(), ProviderBusy()
    bench.source.faults = [first, last]
    ticket = await bench.admit(request=WISH)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    assert card.failed == [last]
    assert _painters(bench) == [FLASH.id, STAND_IN.id]
    assert bench.signals.provider_faults == [first, last]
    assert await bench.used(ticket) == {}


async def test_a_stand_in_that_is_gone_does_not_lead_back_to_who_failed(
    bench: ServiceHarness,
) -> None:
    gone = ModelGone(model=STAND_IN.id)
    bench.source.faults = [ProviderDown(), gone]
    ticket = await bench.admit(request=WISH)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    assert card.failed == [gone]
    assert _painters(bench) == [FLASH.id, STAND_IN.id]
    assert await bench.used(ticket) == {}


async def test_a_dearer_successor_is_reserved_for_before_it_is_asked(bench: ServiceHarness) -> None:
    _stand_in(bench, replace(STAND_IN, prices={"": 5 * PRICE}))
    bench.open(defaults={Limit.SERVER_USD_PER_DAY: 5 * PRICE})
    bench.source.faults = [ProviderDown()]
    ticket = await bench.admit(request=WISH)
    held: list[set[int]] = []

    async def note() -> None:
        used = await bench.used(ticket)
        held.append({number for key, number in used.items() if "micros" in key})

    class Watching(FakeCard):
        async def painting(self, order: Order, *, since: datetime) -> None:
            await super().painting(order, since=since)
            await note()

    bench.imagine.start(ticket, Watching())
    await bench.finish()
    assert held == [{PRICE}, {5 * PRICE}]
    used = await bench.used(ticket)
    assert {number for key, number in used.items() if "micros" in key} == {PRICE}


@pytest.mark.parametrize("reason", ["does not fit", "cannot be reserved"])
async def test_when_the_dearer_price_cannot_be_had_the_first_failure_is_told(
    bench: ServiceHarness, reason: str
) -> None:
    _stand_in(bench, replace(STAND_IN, prices={"": 5 * PRICE}))
    if reason == "does not fit":
        bench.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    else:
        break_port(bench, "ledger", hold_more=1)
    fault = ProviderDown()
    bench.source.faults = [fault]
    ticket = await bench.admit(request=WISH)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    assert card.failed == [fault]
    assert _painters(bench) == [FLASH.id]
    assert await bench.used(ticket) == {}


@pytest.mark.parametrize("error", [LimitReached, Interrupted])
async def test_a_gone_models_successor_that_does_not_fit_costs_nothing(
    bench: ServiceHarness, error: type[ImagineError]
) -> None:
    _stand_in(bench, replace(STAND_IN, prices={"": 5 * PRICE}))
    bench.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    bench.source.faults = [ModelGone()]
    ticket = await bench.admit(request=WISH)
    card = FakeCard()
    is_restored = error is Interrupted
    given = replace(ticket, claim=None, micros=PRICE) if is_restored else ticket
    bench.imagine.start(given, card)
    await bench.finish()
    assert isinstance(card.failed[0], error)
    assert await bench.used(ticket) == {}


class TestGenerations:
    async def test_one_that_is_known_before_a_timeout_is_kept_to_ask_for_its_charge(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.generation_id = "gen-1"
        bench.source.faults = [GenerationTimedOut(charge=Charge.POSSIBLE)]
        await bench.ask(request=WISH)
        [open_] = await bench.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id == "gen-1"

    async def test_the_answers_own_goes_before_it(self, bench: ServiceHarness) -> None:
        bench.source.generation_id = "gen-1"
        bench.source.faults = [BadAnswer(charge=Charge.POSSIBLE, generation_id="gen-2")]
        await bench.ask(request=WISH)
        [open_] = await bench.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id == "gen-2"

    async def test_that_of_a_request_that_cost_nothing_is_not_taken_for_the_next_one(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.generation_id = "gen-1"

        class Forgetting(FakeCard):
            async def painting(self, order: Order, *, since: datetime) -> None:
                if order.model == STAND_IN:
                    bench.source.generation_id = None

        bench.source.faults = [ProviderDown(), GenerationTimedOut(charge=Charge.POSSIBLE)]
        await bench.ask(Forgetting(), request=WISH)
        [open_] = await bench.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id is None


async def _fail(bench: ServiceHarness, model_id: str) -> None:
    """Let somebody's wish meet an outage."""
    bench.provider.begin(model_id, member=1)
    bench.provider.failed(model_id, ProviderDown())


class TestAModelThatIsPutOnHoldWhileAJobWaits:
    """The one before it in line is painted by somebody else, whose answers say nothing of it."""

    OTHER = replace(MINI, id="somebody/else", ratios=FLASH.ratios)

    async def _wait(
        self, bench: ServiceHarness, defaults: Mapping[Limit, Value] | None = None
    ) -> FakeCard:
        bench.models.alive[self.OTHER.id] = self.OTHER
        bench.open(max_concurrent=1, defaults=defaults or {})
        bench.source.gate.clear()
        first = await bench.admit(1, replace(REQUEST, model=self.OTHER.id))
        bench.imagine.start(first, FakeCard())
        card = FakeCard()
        self.ticket = await bench.admit(2, WISH)
        bench.imagine.start(self.ticket, card)
        while not card.shown:
            await asyncio.sleep(0)
        return card

    async def _go_on(self, bench: ServiceHarness) -> None:
        bench.source.gate.set()
        await bench.finish()

    async def test_its_successor_paints_and_the_model_is_not_asked(
        self, bench: ServiceHarness
    ) -> None:
        card = await self._wait(bench)
        _put_on_hold(bench)
        await self._go_on(bench)
        assert _painters(bench) == [self.OTHER.id, STAND_IN.id]
        assert card.delivered[0].order.failed_over == FLASH.name
        assert card.shown == ["waiting", STAND_IN.name]

    @pytest.mark.parametrize("is_whole", [True, False])
    async def test_without_one_it_is_refused_with_the_time_and_given_back(
        self,
        bench: ServiceHarness,
        is_whole: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        card = await self._wait(bench)
        if is_whole:
            for maker in ("one/x", "two/y", "three/z"):
                await asyncio.create_task(_fail(bench, maker))
            # its picture would show that OpenRouter works
            await bench.imagine.cancel(1, 1)
        else:
            bench.models.chain = {}
            _put_on_hold(bench)
        await self._go_on(bench)
        [error] = card.failed
        assert isinstance(error, ProviderOnHold)
        assert error.model == (None if is_whole else FLASH.id)
        assert error.retry_at == START + HOLD
        assert _painters(bench) == [self.OTHER.id]
        assert card.shown == ["waiting"]
        job = await bench.imagine.read(2)
        assert (job.state, job.reason) == (State.FAILED, "provider_on_hold")
        used = await bench.used(self.ticket)
        assert not any(number for key, number in used.items() if key.startswith("member:10:"))

    async def test_a_successor_whose_price_does_not_fit_is_not_asked(
        self, bench: ServiceHarness
    ) -> None:
        _stand_in(bench, replace(STAND_IN, prices={"": 9 * PRICE}))
        card = await self._wait(bench, defaults={Limit.MEMBER_USD_PER_DAY: 8 * PRICE})
        _put_on_hold(bench)
        await self._go_on(bench)
        assert isinstance(card.failed[0], LimitReached)
        assert _painters(bench) == [self.OTHER.id]


async def test_a_model_that_is_put_on_hold_in_the_last_moment_is_not_asked(
    bench: ServiceHarness,
) -> None:
    class Slow(Failing):
        async def begin(self, *args: object, **options: object) -> None:
            await self._port.begin(*args, **options)
            _put_on_hold(bench)

    use(bench, "jobs", Slow(bench.stores.jobs))
    ticket = await bench.admit(request=WISH)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    assert isinstance(card.failed[0], ProviderOnHold)
    assert bench.source.orders == []
    assert await bench.used(ticket) == {}


async def test_a_wish_for_a_model_on_hold_is_refused_before_anything_is_taken(
    bench: ServiceHarness,
) -> None:
    bench.models.chain = {}
    _put_on_hold(bench)
    with pytest.raises(ProviderOnHold) as refusal:
        await bench.admit(request=WISH)
    assert refusal.value.retry_at == START + HOLD
    assert bench.signals.refusals == [refusal.value]
    await bench.finish()
    assert await bench.stores.jobs.read(1) is None


class TestTheProbe:
    """The one request that is let through after a hold."""

    async def _begin(self, bench: ServiceHarness) -> FakeCard:
        bench.models.chain = {}
        _put_on_hold(bench)
        bench.clock.advance(seconds=HOLD.total_seconds())
        bench.source.gate.clear()
        card = FakeCard()
        bench.imagine.start(await bench.admit(request=WISH), card)
        while not bench.source.running:
            await asyncio.sleep(0)
        with pytest.raises(ProviderOnHold):
            bench.provider.check(FLASH.id)
        return card

    @pytest.mark.parametrize("end", ["cancelled", "stopped", "disk", "mistake"])
    async def test_it_is_given_back_when_its_job_ends_without_an_answer(
        self, bench: ServiceHarness, end: str
    ) -> None:
        await self._begin(bench)
        if end == "cancelled":
            await bench.imagine.cancel(1, 1)
        elif end == "stopped":
            await bench.runner.drain(0)
        else:
            bench.source.faults = [SpoolFailed() if end == "disk" else RuntimeError("a mistake")]
            bench.source.gate.set()
        await bench.finish()
        bench.provider.check(FLASH.id)
        assert bench.provider.state()[FLASH.id] is Circuit.HALF_OPEN

    async def test_its_picture_opens_the_model_to_everybody(self, bench: ServiceHarness) -> None:
        card = await self._begin(bench)
        bench.source.gate.set()
        await bench.finish()
        assert len(card.delivered) == 1
        assert FLASH.id not in bench.provider.state()

    async def test_its_failure_holds_the_model_for_longer(self, bench: ServiceHarness) -> None:
        await self._begin(bench)
        bench.source.faults = [ProviderBusy()]
        bench.source.gate.set()
        await bench.finish()
        with pytest.raises(ProviderOnHold) as refusal:
            bench.provider.check(FLASH.id)
        assert refusal.value.retry_at == START + HOLD + 2 * HOLD
