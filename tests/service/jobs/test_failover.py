"""Which model is used after a failure, what that may cost, and when none is used at all."""

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
from bot.policy.images.model import Model
from bot.policy.images.request import Order
from bot.policy.jobs.circuit_breaker import Circuit
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit, Value
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.failing_stores import Failing, break_port, use
from tests.service.service_harness import REQUEST, ServiceHarness

PRICE = 39_000
HOLD = timedelta(seconds=30)
SUCCESSOR = replace(MINI, ratios=FLASH.ratios, prices={"": PRICE})
FLASH_REQUEST = replace(REQUEST, model=FLASH.id)


@pytest.fixture
def harness(harness: ServiceHarness) -> ServiceHarness:
    """One model and its successor."""
    harness.open(defaults={})
    _set_successor(harness, SUCCESSOR)
    return harness


def _set_successor(harness: ServiceHarness, model: Model) -> None:
    harness.models.alive[model.id] = model
    harness.models.chain = {FLASH.id: model.id}


def _models_used(harness: ServiceHarness) -> list[str]:
    return [order.model.id for order in harness.source.orders]


def _put_on_hold(harness: ServiceHarness, model_id: str = FLASH.id) -> None:
    """Let requests of other jobs fail until this model is on hold."""
    for member in range(3):
        harness.provider.begin(model_id, member=member)
        harness.provider.failed(model_id, ProviderBusy())
    assert harness.provider.is_on_hold(model_id)


@pytest.mark.parametrize("fault", [ProviderDown(status=502), ProviderBusy(retry_after_s=9)])
async def test_in_an_outage_or_without_capacity_the_successor_generates_and_the_card_says_so(
    harness: ServiceHarness, fault: GenerationFailed
) -> None:
    harness.source.faults = [fault]
    card = await harness.create(request=FLASH_REQUEST)
    [generation] = card.delivered
    assert (generation.order.model, generation.order.failed_over) == (SUCCESSOR, FLASH.name)
    assert generation.order.gone is None
    assert card.shown == [FLASH.name, SUCCESSOR.name]
    assert _models_used(harness) == [FLASH.id, SUCCESSOR.id]
    assert (await harness.imagine.read(1)).state is State.DONE
    assert harness.signals.provider_faults == [fault]


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
        ProviderDown(status=502, may_be_refusal=True),
        ProviderBusy(charge=Charge.MADE, cost_micros=7),
        ModelGone(charge=Charge.POSSIBLE),
    ],
    ids=repr,
)
async def test_a_refusal_or_a_possible_charge_is_not_tried_at_a_successor(
    harness: ServiceHarness, fault: ImagineError
) -> None:
    harness.source.faults = [fault]
    card = await harness.create(request=FLASH_REQUEST)
    assert card.failed == [fault]
    assert _models_used(harness) == [FLASH.id]


async def test_what_may_be_charged_by_a_model_that_is_gone_stays_until_it_is_known(
    harness: ServiceHarness,
) -> None:
    harness.source.faults = [ModelGone(charge=Charge.POSSIBLE, generation_id="gen-1")]
    await harness.create(request=FLASH_REQUEST)
    [open_] = await harness.stores.ledger.unreconciled(limit=9)
    assert open_.generation_id == "gen-1"
    assert FLASH.id not in harness.models.alive


async def test_a_successor_that_this_member_may_not_use_does_not_generate(
    harness: ServiceHarness,
) -> None:
    await harness.set(Limit.MODELS, frozenset({FLASH.id}))
    fault = ProviderDown()
    harness.source.faults = [fault]
    card = await harness.create(request=FLASH_REQUEST)
    assert card.failed == [fault]
    assert _models_used(harness) == [FLASH.id]


async def test_a_model_that_failed_is_not_used_again_and_the_last_failure_is_shown(
    harness: ServiceHarness,
) -> None:
    harness.models.chain = {FLASH.id: SUCCESSOR.id, SUCCESSOR.id: FLASH.id}
    first, last = ProviderDown(), ProviderBusy()
    harness.source.faults = [first, last]
    admitted = await harness.admit(request=FLASH_REQUEST)
    card = FakeCard()
    harness.imagine.start(admitted, card)
    await harness.finish()
    assert card.failed == [last]
    assert _models_used(harness) == [FLASH.id, SUCCESSOR.id]
    assert harness.signals.provider_faults == [first, last]
    assert await harness.used(admitted) == {}


async def test_a_successor_that_is_gone_does_not_lead_back_to_the_failed_model(
    harness: ServiceHarness,
) -> None:
    gone = ModelGone(model=SUCCESSOR.id)
    harness.source.faults = [ProviderDown(), gone]
    admitted = await harness.admit(request=FLASH_REQUEST)
    card = FakeCard()
    harness.imagine.start(admitted, card)
    await harness.finish()
    assert card.failed == [gone]
    assert _models_used(harness) == [FLASH.id, SUCCESSOR.id]
    assert await harness.used(admitted) == {}


async def test_a_dearer_successors_price_is_reserved_before_it_is_used(
    harness: ServiceHarness,
) -> None:
    _set_successor(harness, replace(SUCCESSOR, prices={"": 5 * PRICE}))
    harness.open(defaults={Limit.SERVER_USD_PER_DAY: 5 * PRICE})
    harness.source.faults = [ProviderDown()]
    admitted = await harness.admit(request=FLASH_REQUEST)
    held: list[set[int]] = []

    async def note() -> None:
        used = await harness.used(admitted)
        held.append({number for key, number in used.items() if "micros" in key})

    class Watching(FakeCard):
        async def generating(self, order: Order, *, since: datetime) -> None:
            await super().generating(order, since=since)
            await note()

    harness.imagine.start(admitted, Watching())
    await harness.finish()
    assert held == [{PRICE}, {5 * PRICE}]
    used = await harness.used(admitted)
    assert {number for key, number in used.items() if "micros" in key} == {PRICE}


@pytest.mark.parametrize("reason", ["does not fit", "cannot be reserved"])
async def test_when_the_dearer_price_cannot_be_reserved_the_first_failure_is_shown(
    harness: ServiceHarness, reason: str
) -> None:
    _set_successor(harness, replace(SUCCESSOR, prices={"": 5 * PRICE}))
    if reason == "does not fit":
        harness.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    else:
        break_port(harness, "ledger", hold_more=1)
    fault = ProviderDown()
    harness.source.faults = [fault]
    admitted = await harness.admit(request=FLASH_REQUEST)
    card = FakeCard()
    harness.imagine.start(admitted, card)
    await harness.finish()
    assert card.failed == [fault]
    assert _models_used(harness) == [FLASH.id]
    assert await harness.used(admitted) == {}


@pytest.mark.parametrize("error", [LimitReached, Interrupted])
async def test_a_gone_models_successor_that_does_not_fit_costs_nothing(
    harness: ServiceHarness, error: type[ImagineError]
) -> None:
    _set_successor(harness, replace(SUCCESSOR, prices={"": 5 * PRICE}))
    harness.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    harness.source.faults = [ModelGone()]
    admitted = await harness.admit(request=FLASH_REQUEST)
    card = FakeCard()
    is_restored = error is Interrupted
    given = replace(admitted, claim=None, micros=PRICE) if is_restored else admitted
    harness.imagine.start(given, card)
    await harness.finish()
    assert isinstance(card.failed[0], error)
    assert await harness.used(admitted) == {}


class TestTheGenerationId:
    async def test_one_that_is_known_before_a_timeout_is_kept_to_ask_for_its_charge(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.generation_id = "gen-1"
        harness.source.faults = [GenerationTimedOut(charge=Charge.POSSIBLE)]
        await harness.create(request=FLASH_REQUEST)
        [open_] = await harness.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id == "gen-1"

    async def test_the_answers_own_goes_before_it(self, harness: ServiceHarness) -> None:
        harness.source.generation_id = "gen-1"
        harness.source.faults = [BadAnswer(charge=Charge.POSSIBLE, generation_id="gen-2")]
        await harness.create(request=FLASH_REQUEST)
        [open_] = await harness.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id == "gen-2"

    async def test_that_of_a_request_that_cost_nothing_is_not_taken_for_the_next_one(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.generation_id = "gen-1"

        class Forgetting(FakeCard):
            async def generating(self, order: Order, *, since: datetime) -> None:
                if order.model == SUCCESSOR:
                    harness.source.generation_id = None

        harness.source.faults = [ProviderDown(), GenerationTimedOut(charge=Charge.POSSIBLE)]
        await harness.create(Forgetting(), request=FLASH_REQUEST)
        [open_] = await harness.stores.ledger.unreconciled(limit=9)
        assert open_.generation_id is None


async def _fail(harness: ServiceHarness, model_id: str) -> None:
    """Let another member's request meet an outage."""
    harness.provider.begin(model_id, member=1)
    harness.provider.failed(model_id, ProviderDown())


class TestAModelThatIsPutOnHoldWhileAJobWaits:
    """The job before it in the queue uses another model, whose answers say nothing about it."""

    OTHER = replace(MINI, id="somebody/else", ratios=FLASH.ratios)

    async def _wait(
        self, harness: ServiceHarness, defaults: Mapping[Limit, Value] | None = None
    ) -> FakeCard:
        harness.models.alive[self.OTHER.id] = self.OTHER
        harness.open(max_concurrent=1, defaults=defaults or {})
        harness.source.gate.clear()
        first = await harness.admit(1, replace(REQUEST, model=self.OTHER.id))
        harness.imagine.start(first, FakeCard())
        card = FakeCard()
        self.admitted = await harness.admit(2, FLASH_REQUEST)
        harness.imagine.start(self.admitted, card)
        while not card.shown:
            await asyncio.sleep(0)
        return card

    async def _go_on(self, harness: ServiceHarness) -> None:
        harness.source.gate.set()
        await harness.finish()

    async def test_its_successor_generates_and_the_model_is_not_used(
        self, harness: ServiceHarness
    ) -> None:
        card = await self._wait(harness)
        _put_on_hold(harness)
        await self._go_on(harness)
        assert _models_used(harness) == [self.OTHER.id, SUCCESSOR.id]
        assert card.delivered[0].order.failed_over == FLASH.name
        assert card.shown == ["waiting", SUCCESSOR.name]

    @pytest.mark.parametrize("is_whole", [True, False])
    async def test_without_a_successor_it_is_refused_with_the_time_and_refunded(
        self,
        harness: ServiceHarness,
        is_whole: bool,  # noqa: FBT001 - parametrized
    ) -> None:
        card = await self._wait(harness)
        if is_whole:
            for maker in ("one/x", "two/y", "three/z"):
                await asyncio.create_task(_fail(harness, maker))
            # its image would show that OpenRouter works
            await harness.imagine.cancel(1, 1)
        else:
            harness.models.chain = {}
            _put_on_hold(harness)
        await self._go_on(harness)
        [error] = card.failed
        assert isinstance(error, ProviderOnHold)
        assert error.model == (None if is_whole else FLASH.id)
        assert error.retry_at == START + HOLD
        assert _models_used(harness) == [self.OTHER.id]
        assert card.shown == ["waiting"]
        job = await harness.imagine.read(2)
        assert (job.state, job.reason) == (State.FAILED, "provider_on_hold")
        used = await harness.used(self.admitted)
        assert not any(number for key, number in used.items() if key.startswith("member:10:"))

    async def test_a_successor_whose_price_does_not_fit_is_not_used(
        self, harness: ServiceHarness
    ) -> None:
        _set_successor(harness, replace(SUCCESSOR, prices={"": 9 * PRICE}))
        card = await self._wait(harness, defaults={Limit.MEMBER_USD_PER_DAY: 8 * PRICE})
        _put_on_hold(harness)
        await self._go_on(harness)
        assert isinstance(card.failed[0], LimitReached)
        assert _models_used(harness) == [self.OTHER.id]


async def test_a_model_that_is_put_on_hold_at_the_last_moment_is_not_used(
    harness: ServiceHarness,
) -> None:
    class Slow(Failing):
        async def begin(self, *args: object, **options: object) -> None:
            await self._port.begin(*args, **options)
            _put_on_hold(harness)

    use(harness, "jobs", Slow(harness.stores.jobs))
    admitted = await harness.admit(request=FLASH_REQUEST)
    card = FakeCard()
    harness.imagine.start(admitted, card)
    await harness.finish()
    assert isinstance(card.failed[0], ProviderOnHold)
    assert harness.source.orders == []
    assert await harness.used(admitted) == {}


async def test_a_request_for_a_model_on_hold_is_refused_before_anything_is_reserved(
    harness: ServiceHarness,
) -> None:
    harness.models.chain = {}
    _put_on_hold(harness)
    with pytest.raises(ProviderOnHold) as refusal:
        await harness.admit(request=FLASH_REQUEST)
    assert refusal.value.retry_at == START + HOLD
    assert harness.signals.refusals == [refusal.value]
    await harness.finish()
    assert await harness.stores.jobs.read(1) is None


class TestTheProbe:
    """The one request that is let through after a hold ends."""

    async def _begin(self, harness: ServiceHarness) -> FakeCard:
        harness.models.chain = {}
        _put_on_hold(harness)
        harness.clock.advance(seconds=HOLD.total_seconds())
        harness.source.gate.clear()
        card = FakeCard()
        harness.imagine.start(await harness.admit(request=FLASH_REQUEST), card)
        while not harness.source.running:
            await asyncio.sleep(0)
        with pytest.raises(ProviderOnHold):
            harness.provider.check(FLASH.id)
        return card

    @pytest.mark.parametrize("end", ["cancelled", "stopped", "disk", "mistake"])
    async def test_it_is_released_when_its_job_ends_without_an_answer(
        self, harness: ServiceHarness, end: str
    ) -> None:
        await self._begin(harness)
        if end == "cancelled":
            await harness.imagine.cancel(1, 1)
        elif end == "stopped":
            await harness.runner.drain(0)
        else:
            harness.source.faults = [SpoolFailed() if end == "disk" else RuntimeError("a mistake")]
            harness.source.gate.set()
        await harness.finish()
        harness.provider.check(FLASH.id)
        assert harness.provider.state()[FLASH.id] is Circuit.HALF_OPEN

    async def test_its_image_opens_the_model_to_everybody(self, harness: ServiceHarness) -> None:
        card = await self._begin(harness)
        harness.source.gate.set()
        await harness.finish()
        assert len(card.delivered) == 1
        assert FLASH.id not in harness.provider.state()

    async def test_its_failure_holds_the_model_for_longer(self, harness: ServiceHarness) -> None:
        await self._begin(harness)
        harness.source.faults = [ProviderBusy()]
        harness.source.gate.set()
        await harness.finish()
        with pytest.raises(ProviderOnHold) as refusal:
            harness.provider.check(FLASH.id)
        assert refusal.value.retry_at == START + HOLD + 2 * HOLD
