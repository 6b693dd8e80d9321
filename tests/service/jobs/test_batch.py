"""Several images for one request: one job, a call for each, and only images that arrive count."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import (
    BadAnswer,
    Cancelled,
    Charge,
    GenerationFailed,
    ImagineError,
    ModelGone,
    PromptRejected,
    ProviderDown,
    ReferenceRefused,
    SpoolFailed,
)
from bot.policy.images.image import Generation
from bot.policy.images.request import MOST_SEED, ImageRequest, Order, Reference, seed_of
from bot.policy.jobs.job import State
from bot.policy.limits.claim import Remaining
from bot.policy.limits.limit import Limit
from bot.service.jobs.admission import AdmittedJob
from testkit.fakes import FLASH, MINI, SEEDED, FakeCard
from tests.service.service_harness import MODERATOR, REQUEST, ServiceHarness

FOUR = replace(REQUEST, count=4)
DOWN = ProviderDown()
OWED = BadAnswer(charge=Charge.MADE, cost_micros=39_000, generation_id="gen-1")
UNKNOWN = BadAnswer(charge=Charge.POSSIBLE)


async def _create_four(
    harness: ServiceHarness, *faults: BaseException
) -> tuple[FakeCard, dict[str, int]]:
    """Create four images, the first ones with these faults; return the card and the counts."""
    harness.source.faults = list(faults)
    admitted = await harness.admit(request=FOUR)
    card = FakeCard()
    harness.imagine.start(admitted, card)
    await harness.finish()
    return card, await harness.used(admitted)


def _counted(used: dict[str, int], what: str) -> set[int]:
    return {number for key, number in used.items() if f":{what}:" in key}


async def test_four_images_are_four_requests_at_once_and_one_job(harness: ServiceHarness) -> None:
    harness.open(max_concurrent=4)
    harness.source.gate.clear()
    card = FakeCard()
    harness.imagine.start(await harness.admit(request=FOUR), card)
    while harness.source.running < 4:
        await asyncio.sleep(0)
    assert harness.queue.running == 1
    harness.source.gate.set()
    await harness.finish()
    assert [len(generation.images) for generation in card.delivered] == [4]
    assert (card.delivered[0].cost_micros, card.delivered[0].missing) == (4 * 39_000, 0)
    assert harness.files() == []


async def test_four_images_count_as_four(harness: ServiceHarness) -> None:
    _, used = await _create_four(harness)
    assert _counted(used, "pictures") == {4}
    assert _counted(used, "micros") == {4 * 39_000}


async def test_missing_images_are_refunded(harness: ServiceHarness) -> None:
    await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 10)
    card, used = await _create_four(harness, DOWN, PromptRejected())
    assert [(len(one.images), one.missing) for one in card.delivered] == [(2, 2)]
    assert _counted(used, "pictures") == {2}
    assert _counted(used, "micros") == {2 * 39_000}
    assert card.left == [Remaining(8, 10)]


async def test_what_a_failed_one_cost_counts_too(harness: ServiceHarness) -> None:
    card, used = await _create_four(harness, OWED)
    assert [(len(one.images), one.cost_micros) for one in card.delivered] == [(3, 4 * 39_000)]
    assert _counted(used, "micros") == {4 * 39_000}
    assert _counted(used, "pictures") == {3}


@pytest.mark.parametrize("fault", [UNKNOWN, SpoolFailed()])
async def test_an_unknown_charge_leaves_the_whole_estimate_counted(
    harness: ServiceHarness, fault: ImagineError
) -> None:
    harness.source.generation_id = "gen-2"
    card, used = await _create_four(harness, fault)
    assert [(one.cost_micros, one.generation_id) for one in card.delivered] == [(None, None)]
    [open_one] = await harness.stores.ledger.unreconciled(limit=10)
    assert (open_one.micros, open_one.generation_id) == (4 * 39_000, None)
    assert _counted(used, "pictures") == {3}


async def test_when_no_image_arrives_everything_is_refunded(harness: ServiceHarness) -> None:
    card, used = await _create_four(harness, DOWN, DOWN, DOWN, DOWN)
    assert [type(error) for error in card.failed] == [ProviderDown]
    assert used == {}


async def test_the_reason_for_which_most_may_be_owed_counts(
    harness: ServiceHarness,
) -> None:
    card, used = await _create_four(harness, DOWN, OWED, replace(OWED), DOWN)
    [error] = card.failed
    assert isinstance(error, BadAnswer)
    assert (error.cost_micros, error.generation_id) == (2 * 39_000, None)
    assert _counted(used, "micros") == {2 * 39_000}
    assert _counted(used, "pictures") == set()


async def test_no_more_images_are_generated_at_once_than_the_operator_allows(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=2)
    harness.source.gate.clear()
    first, second = await harness.admit(1, FOUR), await harness.admit(2, REQUEST)
    cards = [FakeCard(), FakeCard()]
    for admitted, card in zip((first, second), cards, strict=True):
        harness.imagine.start(admitted, card)
    while harness.source.running < 2 or not cards[1].places:
        await asyncio.sleep(0)
    assert (harness.queue.running, harness.queue.waiting) == (1, 1), (
        "who waits can still cancel for free"
    )
    harness.source.gate.set()
    await harness.finish()
    assert (len(harness.source.orders), harness.source.most_running) == (5, 2)
    assert [len(card.delivered) for card in cards] == [1, 1]


async def test_each_image_has_a_seed_of_its_own(harness: ServiceHarness) -> None:
    harness.models.alive[SEEDED.id] = SEEDED
    card = await harness.create(
        request=ImageRequest("a fox", model=SEEDED.id, count=3, seed=MOST_SEED)
    )
    assert {order.seed for order in harness.source.orders} == {MOST_SEED, 0, 1}
    assert [image.seed for image in card.delivered[0].images] == [MOST_SEED, 0, 1]


async def test_without_a_requested_seed_the_jobs_own_is_sent(harness: ServiceHarness) -> None:
    harness.models.alive[SEEDED.id] = SEEDED
    own = seed_of(1_234_567_890_123_456_789)
    request = ImageRequest("a fox", model=SEEDED.id, own_seed=own)
    card = await harness.create(request=request)
    assert card.delivered[0].order.seed == own
    assert card.delivered[0].order.left_out == ()


def _only_the_first_arrives(harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first request succeed; all others never return, and have no file."""
    generate, never = harness.source.generate, asyncio.Event()

    async def only_the_first(order: Order, **options: Any) -> Generation:  # noqa: ANN401 - as the port has it
        if harness.source.orders:
            harness.source.orders.append(order)
            await never.wait()
        return await generate(order, **options)

    monkeypatch.setattr(harness.source, "generate", only_the_first)


async def _one_of_four_arrived(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch, card: FakeCard
) -> AdmittedJob:
    harness.open(max_concurrent=4)
    _only_the_first_arrives(harness, monkeypatch)
    admitted = await harness.admit(request=FOUR)
    harness.imagine.start(admitted, card)
    while len(harness.source.orders) < 4:
        await asyncio.sleep(0)
    return admitted


async def test_cancelling_shows_what_came_by_then_since_it_is_paid(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    admitted = await _one_of_four_arrived(harness, monkeypatch, card := FakeCard())
    await harness.imagine.cancel(admitted.draft.requester.job_id, MODERATOR)
    await harness.finish()
    assert [(len(one.images), one.missing) for one in card.delivered] == [(1, 3)]
    assert card.delivered[0].cost_micros is None, "dropped requests may be charged"
    assert (card.failed, harness.files()) == ([], [])
    assert _counted(await harness.used(admitted), "pictures") == {1}


async def test_what_came_before_the_bot_stopped_is_shown_after_its_next_start(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    admitted = await _one_of_four_arrived(harness, monkeypatch, card := FakeCard())
    await harness.runner.drain(0)
    assert (card.delivered, card.failed, card.postponed) == ([], [], [True])
    stored = await harness.imagine.read(admitted.draft.requester.job_id)
    assert stored.state is State.DELIVERING
    assert stored.generation is not None
    assert (len(stored.generation.images), stored.generation.missing) == (1, 3)


async def test_cancelling_before_any_image_arrived_refunds_everything(
    harness: ServiceHarness,
) -> None:
    harness.open(max_concurrent=4)
    harness.source.gate.clear()
    admitted = await harness.admit(request=FOUR)
    harness.imagine.start(admitted, card := FakeCard())
    while harness.source.running < 4:
        await asyncio.sleep(0)
    await harness.imagine.cancel(admitted.draft.requester.job_id, MODERATOR)
    await harness.finish()
    assert [type(error) for error in card.failed] == [Cancelled]
    assert _counted(await harness.used(admitted), "pictures") == set()


@pytest.mark.parametrize(("count", "shown"), [(1, 3), (2, 2)])
async def test_each_of_several_requests_gives_one_image(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch, count: int, shown: int
) -> None:
    generate = harness.source.generate

    async def three(order: Order, **options: Any) -> Generation:  # noqa: ANN401 - as the port has it
        generations = [await generate(order, **options) for _ in range(3)]
        return replace(generations[0], images=tuple(one.images[0] for one in generations))

    monkeypatch.setattr(harness.source, "generate", three)
    card = await harness.create(request=replace(REQUEST, count=count))
    assert len(card.delivered[0].images) == shown
    assert harness.files() == []


async def test_a_image_too_many_that_cannot_be_removed_holds_up_nothing(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = harness.folder / "picture"
    folder.mkdir()
    generate = harness.source.generate

    async def two(order: Order, **options: Any) -> Generation:  # noqa: ANN401 - as the port has it
        generation = await generate(order, **options)
        return replace(
            generation, images=(*generation.images, replace(generation.images[0], path=folder))
        )

    monkeypatch.setattr(harness.source, "generate", two)
    card = await harness.create(request=replace(REQUEST, count=2))
    assert len(card.delivered[0].images) == 2
    assert "a file could not be removed" in caplog.text


async def test_a_prompt_that_one_request_refused_is_a_strike_though_others_came(
    harness: ServiceHarness,
) -> None:
    await _create_four(harness, PromptRejected(), PromptRejected())
    strikes = await harness.stores.members.strikes(
        1, since=harness.clock.now() - timedelta(hours=1)
    )
    assert len(strikes) == 1


async def test_a_missing_reference_is_reported_before_anything_is_sent(
    harness: ServiceHarness, tmp_path: Path
) -> None:
    gone = Reference(tmp_path / "gone.png", "image/png", 1)
    card = await harness.create(request=REQUEST.with_references(gone))
    assert [type(error) for error in card.failed] == [ReferenceRefused]
    assert harness.source.orders == []
    assert await harness.stores.ledger.unreconciled(limit=10) == ()


async def test_a_disk_that_fails_before_anything_is_sent_costs_nothing(
    harness: ServiceHarness,
) -> None:
    harness.source.faults = [SpoolFailed(charge=Charge.NONE)]
    admitted = await harness.admit()
    harness.imagine.start(admitted, card := FakeCard())
    await harness.finish()
    assert [type(error) for error in card.failed] == [SpoolFailed]
    assert await harness.used(admitted) == {}


async def test_what_was_made_smaller_is_remembered_as_it_was_shown(harness: ServiceHarness) -> None:
    admitted = await harness.admit()
    harness.imagine.start(admitted, FakeCard(limit=50))
    await harness.finish()
    stored = await harness.imagine.read(admitted.draft.requester.job_id)
    assert stored.generation is not None
    assert [image.refitted for image in stored.generation.images] == [True]


async def test_a_gone_model_is_replaced_for_all_of_them(harness: ServiceHarness) -> None:
    harness.models.chain = {FLASH.id: MINI.id}
    harness.source.faults = [ModelGone() for _ in range(4)]
    card = await harness.create(request=replace(FOUR, ratio="1:1", model=FLASH.id))
    generation = card.delivered[0]
    assert (generation.order.model, generation.order.gone) == (MINI, FLASH.id)
    assert len(generation.images) == 4


def test_seeds_of_jobs_differ_and_fit() -> None:
    seeds = {seed_of(job_id) for job_id in range(1 << 60, (1 << 60) + 1000)}
    assert len(seeds) == 1000
    assert all(0 <= seed <= MOST_SEED for seed in seeds)


def test_a_single_order_keeps_its_seed() -> None:
    order = Order(SEEDED, "a fox", seed=7)
    assert (order.numbered(0).seed, order.numbered(2).seed) == (7, 9)
    assert Order(MINI, "a fox").numbered(3).seed is None


@pytest.mark.parametrize("mistake", [OSError("no such file"), ValueError("no"), KeyError("x")])
async def test_a_mistake_in_one_of_several_leaves_the_others_to_their_member(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture, mistake: Exception
) -> None:
    card, used = await _create_four(harness, mistake)
    assert [(len(one.images), one.missing) for one in card.delivered] == [(3, 1)]
    assert (card.failed, harness.files()) == ([], [])
    assert _counted(used, "pictures") == {3}
    assert _counted(used, "micros") == {4 * 39_000}, "its request may be charged"
    assert f"{type(mistake).__name__}: {mistake}" in caplog.text


async def test_mistakes_in_all_of_several_may_be_charged(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    card, used = await _create_four(harness, *(OSError("no such file") for _ in range(4)))
    [error] = card.failed
    assert isinstance(error, GenerationFailed)
    assert (error.charge, type(error.__cause__)) == (Charge.POSSIBLE, OSError)
    assert _counted(used, "micros") == {4 * 39_000}
    assert caplog.text.count("one of 4 images ended in a bug") == 4


class TestAChargeBeyondBelief:
    """At most twenty times the list price of 0.039 dollars counts."""

    async def test_an_unbelievable_charge_for_one_image_counts_and_is_shown_capped(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.cost_micros = 12_000_000
        admitted = await harness.admit()
        harness.imagine.start(admitted, card := FakeCard())
        await harness.finish()
        assert [one.cost_micros for one in card.delivered] == [780_000]
        assert _counted(await harness.used(admitted), "micros") == {780_000}
        assert harness.signals.micros == 780_000

    async def test_an_unbelievable_charge_for_one_of_several_counts_capped_beside_the_others(
        self, harness: ServiceHarness
    ) -> None:
        owed = BadAnswer(charge=Charge.MADE, cost_micros=999_999_000_000)
        card, used = await _create_four(harness, owed)
        assert [one.cost_micros for one in card.delivered] == [780_000 + 3 * 39_000]
        assert _counted(used, "micros") == {780_000 + 3 * 39_000}

    async def test_an_unbelievable_charge_for_a_failure_counts_capped(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.faults = [BadAnswer(charge=Charge.MADE, cost_micros=12_000_000)]
        admitted = await harness.admit()
        harness.imagine.start(admitted, FakeCard())
        await harness.finish()
        assert _counted(await harness.used(admitted), "micros") == {780_000}

    async def test_an_unbelievable_charge_without_a_known_price_counts_up_to_twenty_dollars(
        self, harness: ServiceHarness
    ) -> None:
        harness.source.cost_micros = 21_000_000
        card = await harness.create(request=ImageRequest("a fox", model=MINI.id))
        assert [one.cost_micros for one in card.delivered] == [20_000_000]

    @pytest.mark.parametrize("cost", [12_000_000, 780_001])
    async def test_teaches_no_estimate_anything(self, harness: ServiceHarness, cost: int) -> None:
        harness.source.cost_micros = cost
        await harness.create(user_id=1)
        estimate = await harness.bookkeeping.estimate(Order(FLASH, "a fox"), images=1)
        assert estimate == 39_000

    async def test_what_is_just_believed_does(self, harness: ServiceHarness) -> None:
        harness.source.cost_micros = 780_000
        await harness.create(user_id=1)
        estimate = await harness.bookkeeping.estimate(Order(FLASH, "a fox"), images=1)
        assert estimate == 780_000

    async def test_nothing_is_learned_from_a_generation_that_waited_for_the_next_start(
        self, harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        harness.source.cost_micros = 12_000_000
        admitted = await _one_of_four_arrived(harness, monkeypatch, FakeCard())
        await harness.runner.drain(0)
        stored = await harness.imagine.read(admitted.draft.requester.job_id)
        assert stored.generation is not None
        assert stored.generation.is_cost_doubtful
