"""Several pictures for one wish: one job, a request for each, and only what came counts."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import (
    BadAnswer,
    Cancelled,
    Charge,
    ImagineError,
    ModelGone,
    PromptRejected,
    ProviderDown,
    SpoolFailed,
)
from bot.policy.claim import Left
from bot.policy.limits import Limit
from bot.policy.picture import Painting
from bot.policy.request import MOST_SEED, ImageRequest, Order, seed_of
from tests.fakes import FLASH, MINI, SEEDED, FakeCard
from tests.service.bench import REQUEST, Bench

FOUR = replace(REQUEST, count=4)
DOWN = ProviderDown()
OWED = BadAnswer(charge=Charge.MADE, cost_micros=39_000, generation_id="gen-1")
UNKNOWN = BadAnswer(charge=Charge.POSSIBLE)


async def _ask_four(bench: Bench, *faults: BaseException) -> tuple[FakeCard, dict[str, int]]:
    """Ask for four, of which the first ones fail; return the card and what counts then."""
    bench.source.faults = list(faults)
    ticket = await bench.admit(request=FOUR)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    return card, await bench.used(ticket)


def _counted(used: dict[str, int], what: str) -> set[int]:
    return {number for key, number in used.items() if f":{what}:" in key}


async def test_four_pictures_are_four_requests_at_once_and_one_job(bench: Bench) -> None:
    bench.open(max_concurrent=4)
    bench.source.gate.clear()
    card = FakeCard()
    bench.imagine.start(await bench.admit(request=FOUR), card)
    while bench.source.running < 4:
        await asyncio.sleep(0)
    assert bench.line.running == 1
    bench.source.gate.set()
    await bench.finish()
    assert [len(painting.pictures) for painting in card.delivered] == [4]
    assert (card.delivered[0].cost_micros, card.delivered[0].missing) == (4 * 39_000, 0)
    assert bench.files() == []


async def test_four_pictures_count_as_four(bench: Bench) -> None:
    _, used = await _ask_four(bench)
    assert _counted(used, "pictures") == {4}
    assert _counted(used, "micros") == {4 * 39_000}


async def test_what_did_not_come_is_given_back(bench: Bench) -> None:
    await bench.set(Limit.MEMBER_PICTURES_PER_DAY, 10)
    card, used = await _ask_four(bench, DOWN, PromptRejected())
    assert [(len(one.pictures), one.missing) for one in card.delivered] == [(2, 2)]
    assert _counted(used, "pictures") == {2}
    assert _counted(used, "micros") == {2 * 39_000}
    assert card.left == [Left(8, 10)]


async def test_what_a_failed_one_cost_counts_too(bench: Bench) -> None:
    card, used = await _ask_four(bench, OWED)
    assert [(len(one.pictures), one.cost_micros) for one in card.delivered] == [(3, 4 * 39_000)]
    assert _counted(used, "micros") == {4 * 39_000}
    assert _counted(used, "pictures") == {3}


@pytest.mark.parametrize("fault", [UNKNOWN, SpoolFailed()])
async def test_an_unknown_charge_leaves_the_whole_estimate_counted(
    bench: Bench, fault: ImagineError
) -> None:
    bench.source.generation_id = "gen-2"
    card, used = await _ask_four(bench, fault)
    assert [(one.cost_micros, one.generation_id) for one in card.delivered] == [(None, None)]
    [open_one] = await bench.stores.ledger.unreconciled(limit=10)
    assert (open_one.micros, open_one.generation_id) == (4 * 39_000, None)
    assert _counted(used, "pictures") == {3}


async def test_when_none_came_everything_comes_back(bench: Bench) -> None:
    card, used = await _ask_four(bench, DOWN, DOWN, DOWN, DOWN)
    assert [type(error) for error in card.failed] == [ProviderDown]
    assert used == {}


async def test_of_several_reasons_the_one_counts_for_which_most_may_be_owed(bench: Bench) -> None:
    card, used = await _ask_four(bench, DOWN, OWED, replace(OWED), DOWN)
    [error] = card.failed
    assert isinstance(error, BadAnswer)
    assert (error.cost_micros, error.generation_id) == (2 * 39_000, None)
    assert _counted(used, "micros") == {2 * 39_000}
    assert _counted(used, "pictures") == set()


async def test_no_more_requests_are_under_way_than_the_operator_allows(bench: Bench) -> None:
    bench.open(max_concurrent=2)
    first, second = await bench.admit(1, FOUR), await bench.admit(2, FOUR)
    bench.source.gate.clear()
    for ticket in (first, second):
        bench.imagine.start(ticket, FakeCard())
    while bench.source.running < 2:
        await asyncio.sleep(0)
    bench.source.gate.set()
    await bench.finish()
    assert (len(bench.source.orders), bench.source.most_running) == (8, 2)


async def test_each_picture_has_a_seed_of_its_own(bench: Bench) -> None:
    bench.models.alive[SEEDED.id] = SEEDED
    card = await bench.ask(request=ImageRequest("a fox", model=SEEDED.id, count=3, seed=MOST_SEED))
    assert {order.seed for order in bench.source.orders} == {MOST_SEED, 0, 1}
    assert [picture.seed for picture in card.delivered[0].pictures] == [MOST_SEED, 0, 1]


async def test_without_a_wish_the_jobs_own_seed_is_sent(bench: Bench) -> None:
    bench.models.alive[SEEDED.id] = SEEDED
    own = seed_of(1_234_567_890_123_456_789)
    request = ImageRequest("a fox", model=SEEDED.id, own_seed=own)
    card = await bench.ask(request=request)
    assert card.delivered[0].order.seed == own
    assert card.delivered[0].order.left_out == ()


async def test_cancelling_leaves_no_picture_of_those_that_came(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(max_concurrent=4)
    ticket = await bench.admit(request=FOUR)
    paint, never = bench.source.paint, asyncio.Event()

    async def only_the_first(order: Order, **options: Any) -> Painting:  # noqa: ANN401 - as the port has it
        painting = await paint(order, **options)
        if len(bench.source.orders) > 1:
            await never.wait()
        return painting

    monkeypatch.setattr(bench.source, "paint", only_the_first)
    bench.imagine.start(ticket, card := FakeCard())
    while len(bench.source.orders) < 4:
        await asyncio.sleep(0)
    await bench.imagine.cancel(ticket.draft.asker.job_id, 1)
    await bench.finish()
    assert [type(error) for error in card.failed] == [Cancelled]
    assert len(bench.files()) == 3, "those of the requests that were dropped are the client's"


async def test_a_gone_model_is_replaced_for_all_of_them(bench: Bench) -> None:
    bench.models.chain = {FLASH.id: MINI.id}
    bench.source.faults = [ModelGone() for _ in range(4)]
    card = await bench.ask(request=replace(FOUR, ratio="1:1", model=FLASH.id))
    painting = card.delivered[0]
    assert (painting.order.model, painting.order.gone) == (MINI, FLASH.id)
    assert len(painting.pictures) == 4


def test_seeds_of_jobs_differ_and_fit() -> None:
    seeds = {seed_of(job_id) for job_id in range(1 << 60, (1 << 60) + 1000)}
    assert len(seeds) == 1000
    assert all(0 <= seed <= MOST_SEED for seed in seeds)


def test_a_single_order_keeps_its_seed() -> None:
    order = Order(SEEDED, "a fox", seed=7)
    assert (order.numbered(0).seed, order.numbered(2).seed) == (7, 9)
    assert Order(MINI, "a fox").numbered(3).seed is None
