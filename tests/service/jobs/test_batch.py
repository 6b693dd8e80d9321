"""Several pictures for one wish: one job, a request for each, and only what came counts."""

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
from bot.policy.limits.claim import Left
from bot.policy.jobs.job import State
from bot.policy.limits.limit import Limit
from bot.policy.images.image import Painting
from bot.policy.images.request import MOST_SEED, ImageRequest, Order, Reference, seed_of
from bot.service.jobs.admission import Ticket
from testkit.fakes import FLASH, MINI, SEEDED, FakeCard
from tests.service.service_harness import MODERATOR, REQUEST, ServiceHarness

FOUR = replace(REQUEST, count=4)
DOWN = ProviderDown()
OWED = BadAnswer(charge=Charge.MADE, cost_micros=39_000, generation_id="gen-1")
UNKNOWN = BadAnswer(charge=Charge.POSSIBLE)


async def _ask_four(
    bench: ServiceHarness, *faults: BaseException
) -> tuple[FakeCard, dict[str, int]]:
    """Ask for four, of which the first ones fail; return the card and what counts then."""
    bench.source.faults = list(faults)
    ticket = await bench.admit(request=FOUR)
    card = FakeCard()
    bench.imagine.start(ticket, card)
    await bench.finish()
    return card, await bench.used(ticket)


def _counted(used: dict[str, int], what: str) -> set[int]:
    return {number for key, number in used.items() if f":{what}:" in key}


async def test_four_pictures_are_four_requests_at_once_and_one_job(bench: ServiceHarness) -> None:
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


async def test_four_pictures_count_as_four(bench: ServiceHarness) -> None:
    _, used = await _ask_four(bench)
    assert _counted(used, "pictures") == {4}
    assert _counted(used, "micros") == {4 * 39_000}


async def test_what_did_not_come_is_given_back(bench: ServiceHarness) -> None:
    await bench.set(Limit.MEMBER_IMAGES_PER_DAY, 10)
    card, used = await _ask_four(bench, DOWN, PromptRejected())
    assert [(len(one.pictures), one.missing) for one in card.delivered] == [(2, 2)]
    assert _counted(used, "pictures") == {2}
    assert _counted(used, "micros") == {2 * 39_000}
    assert card.left == [Left(8, 10)]


async def test_what_a_failed_one_cost_counts_too(bench: ServiceHarness) -> None:
    card, used = await _ask_four(bench, OWED)
    assert [(len(one.pictures), one.cost_micros) for one in card.delivered] == [(3, 4 * 39_000)]
    assert _counted(used, "micros") == {4 * 39_000}
    assert _counted(used, "pictures") == {3}


@pytest.mark.parametrize("fault", [UNKNOWN, SpoolFailed()])
async def test_an_unknown_charge_leaves_the_whole_estimate_counted(
    bench: ServiceHarness, fault: ImagineError
) -> None:
    bench.source.generation_id = "gen-2"
    card, used = await _ask_four(bench, fault)
    assert [(one.cost_micros, one.generation_id) for one in card.delivered] == [(None, None)]
    [open_one] = await bench.stores.ledger.unreconciled(limit=10)
    assert (open_one.micros, open_one.generation_id) == (4 * 39_000, None)
    assert _counted(used, "pictures") == {3}


async def test_when_none_came_everything_comes_back(bench: ServiceHarness) -> None:
    card, used = await _ask_four(bench, DOWN, DOWN, DOWN, DOWN)
    assert [type(error) for error in card.failed] == [ProviderDown]
    assert used == {}


async def test_the_reason_for_which_most_may_be_owed_counts(
    bench: ServiceHarness,
) -> None:
    card, used = await _ask_four(bench, DOWN, OWED, replace(OWED), DOWN)
    [error] = card.failed
    assert isinstance(error, BadAnswer)
    assert (error.cost_micros, error.generation_id) == (2 * 39_000, None)
    assert _counted(used, "micros") == {2 * 39_000}
    assert _counted(used, "pictures") == set()


async def test_no_more_pictures_are_painted_at_once_than_the_operator_allows(
    bench: ServiceHarness,
) -> None:
    bench.open(max_concurrent=2)
    bench.source.gate.clear()
    first, second = await bench.admit(1, FOUR), await bench.admit(2, REQUEST)
    cards = [FakeCard(), FakeCard()]
    for ticket, card in zip((first, second), cards, strict=True):
        bench.imagine.start(ticket, card)
    while bench.source.running < 2 or not cards[1].places:
        await asyncio.sleep(0)
    assert (bench.line.running, bench.line.waiting) == (1, 1), "who waits can still cancel for free"
    bench.source.gate.set()
    await bench.finish()
    assert (len(bench.source.orders), bench.source.most_running) == (5, 2)
    assert [len(card.delivered) for card in cards] == [1, 1]


async def test_each_picture_has_a_seed_of_its_own(bench: ServiceHarness) -> None:
    bench.models.alive[SEEDED.id] = SEEDED
    card = await bench.ask(request=ImageRequest("a fox", model=SEEDED.id, count=3, seed=MOST_SEED))
    assert {order.seed for order in bench.source.orders} == {MOST_SEED, 0, 1}
    assert [picture.seed for picture in card.delivered[0].pictures] == [MOST_SEED, 0, 1]


async def test_without_a_wish_the_jobs_own_seed_is_sent(bench: ServiceHarness) -> None:
    bench.models.alive[SEEDED.id] = SEEDED
    own = seed_of(1_234_567_890_123_456_789)
    request = ImageRequest("a fox", model=SEEDED.id, own_seed=own)
    card = await bench.ask(request=request)
    assert card.delivered[0].order.seed == own
    assert card.delivered[0].order.left_out == ()


def _only_the_first_comes(bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first request be painted, and all others never come back, without a file."""
    paint, never = bench.source.paint, asyncio.Event()

    async def only_the_first(order: Order, **options: Any) -> Painting:  # noqa: ANN401 - as the port has it
        if bench.source.orders:
            bench.source.orders.append(order)
            await never.wait()
        return await paint(order, **options)

    monkeypatch.setattr(bench.source, "paint", only_the_first)


async def _one_of_four_came(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch, card: FakeCard
) -> Ticket:
    bench.open(max_concurrent=4)
    _only_the_first_comes(bench, monkeypatch)
    ticket = await bench.admit(request=FOUR)
    bench.imagine.start(ticket, card)
    while len(bench.source.orders) < 4:
        await asyncio.sleep(0)
    return ticket


async def test_cancelling_shows_what_came_by_then_since_it_is_paid(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = await _one_of_four_came(bench, monkeypatch, card := FakeCard())
    await bench.imagine.cancel(ticket.draft.asker.job_id, MODERATOR)
    await bench.finish()
    assert [(len(one.pictures), one.missing) for one in card.delivered] == [(1, 3)]
    assert card.delivered[0].cost_micros is None, "dropped requests may be charged"
    assert (card.failed, bench.files()) == ([], [])
    assert _counted(await bench.used(ticket), "pictures") == {1}


async def test_what_came_before_the_bot_stopped_is_shown_after_its_next_start(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = await _one_of_four_came(bench, monkeypatch, card := FakeCard())
    await bench.runner.drain(0)
    assert (card.delivered, card.failed, card.postponed) == ([], [], [True])
    stored = await bench.imagine.read(ticket.draft.asker.job_id)
    assert stored.state is State.DELIVERING
    assert stored.painting is not None
    assert (len(stored.painting.pictures), stored.painting.missing) == (1, 3)


async def test_cancelling_before_anything_came_gives_all_back(bench: ServiceHarness) -> None:
    bench.open(max_concurrent=4)
    bench.source.gate.clear()
    ticket = await bench.admit(request=FOUR)
    bench.imagine.start(ticket, card := FakeCard())
    while bench.source.running < 4:
        await asyncio.sleep(0)
    await bench.imagine.cancel(ticket.draft.asker.job_id, MODERATOR)
    await bench.finish()
    assert [type(error) for error in card.failed] == [Cancelled]
    assert _counted(await bench.used(ticket), "pictures") == set()


@pytest.mark.parametrize(("count", "shown"), [(1, 3), (2, 2)])
async def test_each_of_several_requests_gives_one_image(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch, count: int, shown: int
) -> None:
    paint = bench.source.paint

    async def three(order: Order, **options: Any) -> Painting:  # noqa: ANN401 - as the port has it
        paintings = [await paint(order, **options) for _ in range(3)]
        return replace(paintings[0], pictures=tuple(one.pictures[0] for one in paintings))

    monkeypatch.setattr(bench.source, "paint", three)
    card = await bench.ask(request=replace(REQUEST, count=count))
    assert len(card.delivered[0].pictures) == shown
    assert bench.files() == []


async def test_a_picture_too_many_that_cannot_be_removed_holds_up_nothing(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = bench.folder / "picture"
    folder.mkdir()
    paint = bench.source.paint

    async def two(order: Order, **options: Any) -> Painting:  # noqa: ANN401 - as the port has it
        painting = await paint(order, **options)
        return replace(
            painting, pictures=(*painting.pictures, replace(painting.pictures[0], path=folder))
        )

    monkeypatch.setattr(bench.source, "paint", two)
    card = await bench.ask(request=replace(REQUEST, count=2))
    assert len(card.delivered[0].pictures) == 2
    assert "a file could not be removed" in caplog.text


async def test_a_prompt_that_one_request_refused_is_a_strike_though_others_came(
    bench: ServiceHarness,
) -> None:
    await _ask_four(bench, PromptRejected(), PromptRejected())
    strikes = await bench.stores.members.strikes(1, since=bench.clock.now() - timedelta(hours=1))
    assert len(strikes) == 1


async def test_a_picture_that_is_attached_and_gone_is_told_before_anything_is_sent(
    bench: ServiceHarness, tmp_path: Path
) -> None:
    gone = Reference(tmp_path / "gone.png", "image/png", 1)
    card = await bench.ask(request=REQUEST.with_references(gone))
    assert [type(error) for error in card.failed] == [ReferenceRefused]
    assert bench.source.orders == []
    assert await bench.stores.ledger.unreconciled(limit=10) == ()


async def test_a_disk_that_fails_before_anything_is_sent_costs_nothing(
    bench: ServiceHarness,
) -> None:
    bench.source.faults = [SpoolFailed(charge=Charge.NONE)]
    ticket = await bench.admit()
    bench.imagine.start(ticket, card := FakeCard())
    await bench.finish()
    assert [type(error) for error in card.failed] == [SpoolFailed]
    assert await bench.used(ticket) == {}


async def test_what_was_made_smaller_is_remembered_as_it_was_shown(bench: ServiceHarness) -> None:
    ticket = await bench.admit()
    bench.imagine.start(ticket, FakeCard(limit=50))
    await bench.finish()
    stored = await bench.imagine.read(ticket.draft.asker.job_id)
    assert stored.painting is not None
    assert [picture.refitted for picture in stored.painting.pictures] == [True]


async def test_a_gone_model_is_replaced_for_all_of_them(bench: ServiceHarness) -> None:
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


@pytest.mark.parametrize("mistake", [OSError("no such file"), ValueError("no"), KeyError("x")])
async def test_a_mistake_in_one_of_several_leaves_the_others_to_their_member(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture, mistake: Exception
) -> None:
    card, used = await _ask_four(bench, mistake)
    assert [(len(one.pictures), one.missing) for one in card.delivered] == [(3, 1)]
    assert (card.failed, bench.files()) == ([], [])
    assert _counted(used, "pictures") == {3}
    assert _counted(used, "micros") == {4 * 39_000}, "its request may be charged"
    assert f"{type(mistake).__name__}: {mistake}" in caplog.text


async def test_mistakes_in_all_of_several_may_be_charged(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    card, used = await _ask_four(bench, *(OSError("no such file") for _ in range(4)))
    [error] = card.failed
    assert isinstance(error, GenerationFailed)
    assert (error.charge, type(error.__cause__)) == (Charge.POSSIBLE, OSError)
    assert _counted(used, "micros") == {4 * 39_000}
    assert caplog.text.count("one of 4 pictures ended in a mistake") == 4


class TestAChargeBeyondBelief:
    """No more than twenty times the list price of 0.039 dollars counts."""

    async def test_an_unbelievable_charge_for_one_image_counts_and_is_shown_capped(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.cost_micros = 12_000_000
        ticket = await bench.admit()
        bench.imagine.start(ticket, card := FakeCard())
        await bench.finish()
        assert [one.cost_micros for one in card.delivered] == [780_000]
        assert _counted(await bench.used(ticket), "micros") == {780_000}
        assert bench.signals.micros == 780_000

    async def test_an_unbelievable_charge_for_one_of_several_counts_capped_beside_the_others(
        self, bench: ServiceHarness
    ) -> None:
        owed = BadAnswer(charge=Charge.MADE, cost_micros=999_999_000_000)
        card, used = await _ask_four(bench, owed)
        assert [one.cost_micros for one in card.delivered] == [780_000 + 3 * 39_000]
        assert _counted(used, "micros") == {780_000 + 3 * 39_000}

    async def test_an_unbelievable_charge_for_a_failure_counts_capped(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.faults = [BadAnswer(charge=Charge.MADE, cost_micros=12_000_000)]
        ticket = await bench.admit()
        bench.imagine.start(ticket, FakeCard())
        await bench.finish()
        assert _counted(await bench.used(ticket), "micros") == {780_000}

    async def test_an_unbelievable_charge_without_a_known_price_counts_up_to_twenty_dollars(
        self, bench: ServiceHarness
    ) -> None:
        bench.source.cost_micros = 21_000_000
        card = await bench.ask(request=ImageRequest("a fox", model=MINI.id))
        assert [one.cost_micros for one in card.delivered] == [20_000_000]

    @pytest.mark.parametrize("cost", [12_000_000, 780_001])
    async def test_teaches_no_estimate_anything(self, bench: ServiceHarness, cost: int) -> None:
        bench.source.cost_micros = cost
        await bench.ask(user_id=1)
        estimate = await bench.books.estimate(Order(FLASH, "a fox"), pictures=1)
        assert estimate == 39_000

    async def test_what_is_just_believed_does(self, bench: ServiceHarness) -> None:
        bench.source.cost_micros = 780_000
        await bench.ask(user_id=1)
        estimate = await bench.books.estimate(Order(FLASH, "a fox"), pictures=1)
        assert estimate == 780_000

    async def test_nothing_is_learned_from_a_painting_that_waited_for_the_next_start(
        self, bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bench.source.cost_micros = 12_000_000
        ticket = await _one_of_four_came(bench, monkeypatch, FakeCard())
        await bench.runner.drain(0)
        stored = await bench.imagine.read(ticket.draft.asker.job_id)
        assert stored.painting is not None
        assert stored.painting.is_cost_doubtful
