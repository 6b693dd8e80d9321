"""Admission, the line, and the promise that a failure costs the member nothing."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import (
    AnswerLost,
    BadAnswer,
    Charge,
    ClosedReason,
    CooldownActive,
    DiscordUnavailable,
    GenerationTimedOut,
    ImagineError,
    IntakeClosed,
    Interrupted,
    KeyRejected,
    ModelGone,
    ModelUnknown,
    NowhereToDeliver,
    OptionRefused,
    PromptRejected,
    ProviderBusy,
    Refused,
    SpoolFailed,
    TooLargeForDiscord,
    Unexpected,
)
from bot.policy.jobs.delivery import PAINTED_RETENTION, Outcome
from bot.policy.images.image import Painting
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.service.jobs.admission import Ticket
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.service_harness import ADDRESS, REQUEST, ServiceHarness


async def test_a_wish_becomes_a_delivered_picture_and_leaves_only_what_was_attached(
    bench: ServiceHarness, tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    card = await bench.ask(request=request)
    assert [painting.order.model for painting in card.delivered] == [FLASH]
    assert card.delivered[0].cost_micros == 39_000
    assert (card.failed, bench.files()) == ([], [attached])


async def test_a_second_wish_within_the_cooldown_is_refused_with_its_end(
    bench: ServiceHarness,
) -> None:
    await bench.ask()
    bench.clock.advance(seconds=59)
    with pytest.raises(CooldownActive) as refusal:
        await bench.admit()
    assert refusal.value.retry_at == START + timedelta(seconds=60)
    bench.clock.advance(seconds=1)
    await bench.admit()


async def test_exactly_one_of_many_clicks_in_one_instant_is_admitted(bench: ServiceHarness) -> None:
    results = await asyncio.gather(*(bench.admit() for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(result, Ticket) for result in results) == 1
    assert sum(isinstance(result, CooldownActive) for result in results) == 49


@pytest.mark.parametrize(
    "fault",
    [
        PromptRejected(),
        ProviderBusy(retry_after_s=5),
        GenerationTimedOut(),
        BadAnswer(),
        SpoolFailed(),
    ],
)
async def test_a_failure_gives_the_cooldown_back_and_is_shown(
    bench: ServiceHarness, fault: ImagineError
) -> None:
    bench.source.faults = [fault]
    card = await bench.ask()
    assert card.failed == [fault]
    await bench.admit()


async def test_a_mistake_of_ours_is_shown_by_reference_and_logged_once(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    bench.source.faults = [RuntimeError("boom")]
    with caplog.at_level(logging.ERROR):
        card = await bench.ask()
    [error] = card.failed
    assert isinstance(error, Unexpected)
    [record] = caplog.records
    assert error.reference in record.getMessage()
    await bench.admit()


async def test_a_cooldown_used_again_since_is_not_given_back(bench: ServiceHarness) -> None:
    bench.source.gate.clear()
    bench.source.faults = [GenerationTimedOut()]
    bench.imagine.start(await bench.admit(), FakeCard())
    bench.clock.advance(seconds=60)
    await bench.admit()
    bench.source.gate.set()
    await bench.finish()
    with pytest.raises(CooldownActive):
        await bench.admit()


async def test_a_gone_model_is_replaced_and_the_card_shows_the_successor(
    bench: ServiceHarness,
) -> None:
    bench.models.chain = {FLASH.id: MINI.id}
    bench.source.faults = [ModelGone(model=FLASH.id)]
    card = await bench.ask(request=replace(REQUEST, ratio="1:1", model=FLASH.id))
    assert card.shown == [FLASH.name, MINI.name]
    assert [(order.model, order.gone) for order in bench.source.orders] == [
        (FLASH, None),
        (MINI, FLASH.id),
    ]
    assert len(card.delivered) == 1


async def test_when_every_model_is_gone_the_member_is_told(bench: ServiceHarness) -> None:
    bench.source.faults = [ModelGone(), ModelGone()]
    card = await bench.ask(request=replace(REQUEST, ratio="1:1"))
    assert isinstance(card.failed[0], ModelUnknown)
    assert len(bench.source.orders) == 2


async def test_a_rejected_key_closes_the_intake(bench: ServiceHarness) -> None:
    bench.source.faults = [KeyRejected()]
    await bench.ask()
    with pytest.raises(IntakeClosed) as refusal:
        await bench.admit(user_id=2)
    assert refusal.value.reason is ClosedReason.KEY_REJECTED


@pytest.mark.parametrize(
    ("request_", "kind"),
    [
        (ImageRequest(""), OptionRefused),
        (ImageRequest("x" * 2001), OptionRefused),
        (ImageRequest("x", ratio="21:9"), OptionRefused),
        (ImageRequest("x", model="nobody/knows"), ModelUnknown),
    ],
)
async def test_what_cannot_work_is_refused_before_anything_is_taken(
    bench: ServiceHarness, request_: ImageRequest, kind: type[ImagineError], tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    with pytest.raises(kind):
        await bench.admit(
            request=request_.with_references(Reference(attached, "image/png", 1)),
        )
    assert bench.files() == [attached]
    await bench.admit()


async def test_a_closed_intake_refuses_and_opens_again(bench: ServiceHarness) -> None:
    bench.intake.close(ClosedReason.STOPPING)
    with pytest.raises(IntakeClosed):
        await bench.admit()
    bench.intake.open(ClosedReason.STOPPING)
    await bench.admit()


async def test_no_more_than_allowed_are_painted_at_once_and_the_rest_wait_in_order(
    bench: ServiceHarness,
) -> None:
    bench.source.gate.clear()
    cards = [FakeCard() for _ in range(6)]
    for user, card in enumerate(cards):
        bench.imagine.start(await bench.admit(user), card)
    while bench.source.running < 2:
        await asyncio.sleep(0)
    bench.source.gate.set()
    await bench.finish()
    assert bench.source.most_running == 2
    assert all(card.delivered for card in cards)
    paints = [FLASH.name]
    waits = ["waiting", *paints]
    assert [card.shown for card in cards] == [paints, paints, waits, waits, waits, waits]


async def test_a_job_whose_time_runs_out_in_the_line_is_given_back(bench: ServiceHarness) -> None:
    bench.open(max_concurrent=1)
    bench.source.gate.clear()
    bench.imagine.start(await bench.admit(1), FakeCard())
    late = FakeCard()
    ticket = await bench.admit(2)
    overdue = replace(ticket.draft, deadline=START - timedelta(seconds=1))
    bench.imagine.start(replace(ticket, draft=overdue), late)
    while not late.failed:
        await asyncio.sleep(0)
    assert isinstance(late.failed[0], GenerationTimedOut)
    bench.source.gate.set()
    await bench.finish()


async def test_the_deadline_stays_inside_the_tokens_life_unless_it_may_be_late(
    bench: ServiceHarness,
) -> None:
    bench.open(job_timeout=timedelta(minutes=30))
    early = await bench.imagine.admit(bench.asker(1), REQUEST, ADDRESS)
    late = await bench.imagine.admit(bench.asker(2, can_be_late=True), REQUEST, ADDRESS)
    assert early.draft.deadline == START + timedelta(minutes=14)
    assert late.draft.deadline == START + timedelta(minutes=30)


async def test_a_picture_over_the_limit_is_fitted_before_the_upload(bench: ServiceHarness) -> None:
    card = await bench.ask(FakeCard(limit=50))
    [picture] = card.delivered[0].pictures
    assert (picture.size_bytes, picture.refitted) == (50, True)
    assert card.shown == [FLASH.name, "fitting"]
    assert bench.files() == []


async def test_only_the_image_over_the_limit_is_made_smaller(
    bench: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = bench.source.paint

    async def paint_two(order: Order, *, deadline: datetime, **_: object) -> Painting:
        painting = await paint(order, deadline=deadline)
        path = bench.folder / "small"
        path.write_bytes(b"x" * 40)
        small = replace(painting.pictures[0], path=path, size_bytes=40)
        return replace(painting, pictures=(*painting.pictures, small))

    monkeypatch.setattr(bench.source, "paint", paint_two)
    card = await bench.ask(FakeCard(limit=50))
    pictures = card.delivered[0].pictures
    assert [(picture.size_bytes, picture.refitted) for picture in pictures] == [
        (50, True),
        (40, False),
    ]
    assert bench.files() == []


async def test_a_413_all_the_same_is_fitted_smaller_once(bench: ServiceHarness) -> None:
    card = await bench.ask(FakeCard(limit=50, faults=[TooLargeForDiscord(30)]))
    assert card.delivered[0].pictures[0].size_bytes == 30
    assert bench.files() == []


async def test_a_413_that_asks_for_no_less_ends_the_delivery(bench: ServiceHarness) -> None:
    card = await bench.ask(FakeCard(limit=50, faults=[TooLargeForDiscord(50)]))
    assert isinstance(card.failed[0], TooLargeForDiscord)


async def test_an_outage_of_discord_is_waited_out(bench: ServiceHarness) -> None:
    card = await bench.ask(FakeCard(faults=[Outcome.OUTAGE] * 5))
    assert len(card.delivered) == 1
    assert len(bench.source.orders) == 1


@pytest.mark.parametrize(
    ("outcome", "error"),
    [(Outcome.OUTAGE, DiscordUnavailable), (Outcome.REFUSED, NowhereToDeliver)],
)
async def test_what_cannot_be_shown_for_a_day_is_told_and_given_back(
    bench: ServiceHarness, outcome: Outcome, error: type[ImagineError]
) -> None:
    card = await bench.ask(FakeCard(faults=[outcome] * 500))
    assert [type(one) for one in card.failed] == [error]
    assert bench.clock.now() - START >= PAINTED_RETENTION
    await bench.admit()
    assert bench.files() == []


async def test_a_first_answer_that_is_lost_sends_nothing_and_gives_everything_back(
    bench: ServiceHarness, tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    card = await bench.ask(FakeCard(is_lost=True), request=request)
    assert isinstance(card.failed[0], AnswerLost)
    assert bench.source.orders == []
    assert bench.files() == [attached]
    await bench.admit()


@pytest.mark.parametrize("reason", ["intake", "order", "cooldown"])
async def test_checking_beforehand_refuses_what_admitting_would_and_takes_nothing(
    bench: ServiceHarness, reason: str
) -> None:
    request = REQUEST
    if reason == "intake":
        bench.intake.close(ClosedReason.STOPPING)
    elif reason == "order":
        request = replace(REQUEST, ratio="8:1")
    else:
        await bench.admit()
    with pytest.raises(Refused):
        await bench.imagine.check(bench.asker(), request)


async def test_checking_beforehand_leaves_the_cooldown_alone(bench: ServiceHarness) -> None:
    await bench.imagine.check(bench.asker(), REQUEST)
    await bench.admit()


async def test_stopping_lets_a_running_picture_finish(bench: ServiceHarness) -> None:
    bench.source.gate.clear()
    card = FakeCard()
    bench.imagine.start(await bench.admit(), card)
    asyncio.get_running_loop().call_soon(bench.source.gate.set)
    await bench.runner.drain(30)
    assert len(card.delivered) == 1


async def test_stopping_interrupts_what_takes_longer_and_gives_it_back(
    bench: ServiceHarness,
) -> None:
    bench.source.gate.clear()
    card = FakeCard()
    bench.imagine.start(await bench.admit(), card)
    while not bench.source.running:
        await asyncio.sleep(0)
    await bench.runner.drain(0)
    assert isinstance(card.failed[0], Interrupted)
    assert card.failed[0].charge is Charge.POSSIBLE
    assert len(bench.runner) == 0
    await bench.admit()


async def test_a_card_that_cannot_be_changed_does_not_hold_up_the_end(
    bench: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    bench.hurry(failure_s=0)
    bench.source.faults = [BadAnswer()]
    await bench.ask(FakeCard(is_stuck=True))
    assert "could not be shown: timed_out" in caplog.text
    await bench.admit()
