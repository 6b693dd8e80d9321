"""Admission, the queue, and the promise that a failure costs the member nothing."""

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
from bot.policy.images.image import Generation
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.policy.jobs.delivery import GENERATED_RETENTION, Outcome
from bot.service.jobs.admission import AdmittedJob
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.service_harness import REPLY_TARGET, REQUEST, ServiceHarness


async def test_a_request_becomes_a_delivered_image_and_leaves_only_its_references(
    harness: ServiceHarness, tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    card = await harness.create(request=request)
    assert [generation.order.model for generation in card.delivered] == [FLASH]
    assert card.delivered[0].cost_micros == 39_000
    assert (card.failed, harness.files()) == ([], [attached])


async def test_a_second_request_within_the_cooldown_is_refused_with_its_end(
    harness: ServiceHarness,
) -> None:
    await harness.create()
    harness.clock.advance(seconds=59)
    with pytest.raises(CooldownActive) as refusal:
        await harness.admit()
    assert refusal.value.retry_at == START + timedelta(seconds=60)
    harness.clock.advance(seconds=1)
    await harness.admit()


async def test_exactly_one_of_many_clicks_in_one_instant_is_admitted(
    harness: ServiceHarness,
) -> None:
    results = await asyncio.gather(*(harness.admit() for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(result, AdmittedJob) for result in results) == 1
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
async def test_a_failure_lifts_the_cooldown_and_is_shown(
    harness: ServiceHarness, fault: ImagineError
) -> None:
    harness.source.faults = [fault]
    card = await harness.create()
    assert card.failed == [fault]
    await harness.admit()


async def test_a_mistake_of_ours_is_shown_by_reference_and_logged_once(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.source.faults = [RuntimeError("boom")]
    with caplog.at_level(logging.ERROR):
        card = await harness.create()
    [error] = card.failed
    assert isinstance(error, Unexpected)
    [record] = caplog.records
    assert error.reference in record.getMessage()
    await harness.admit()


async def test_a_cooldown_that_was_used_again_since_is_not_lifted(harness: ServiceHarness) -> None:
    harness.source.gate.clear()
    harness.source.faults = [GenerationTimedOut()]
    harness.imagine.start(await harness.admit(), FakeCard())
    harness.clock.advance(seconds=60)
    await harness.admit()
    harness.source.gate.set()
    await harness.finish()
    with pytest.raises(CooldownActive):
        await harness.admit()


async def test_a_gone_model_is_replaced_and_the_card_shows_the_successor(
    harness: ServiceHarness,
) -> None:
    harness.models.chain = {FLASH.id: MINI.id}
    harness.source.faults = [ModelGone(model=FLASH.id)]
    card = await harness.create(request=replace(REQUEST, ratio="1:1", model=FLASH.id))
    assert card.shown == [FLASH.name, MINI.name]
    assert [(order.model, order.gone) for order in harness.source.orders] == [
        (FLASH, None),
        (MINI, FLASH.id),
    ]
    assert len(card.delivered) == 1


async def test_when_every_model_is_gone_the_member_is_told(harness: ServiceHarness) -> None:
    harness.source.faults = [ModelGone(), ModelGone()]
    card = await harness.create(request=replace(REQUEST, ratio="1:1"))
    assert isinstance(card.failed[0], ModelUnknown)
    assert len(harness.source.orders) == 2


async def test_a_rejected_key_closes_the_intake(harness: ServiceHarness) -> None:
    harness.source.faults = [KeyRejected()]
    await harness.create()
    with pytest.raises(IntakeClosed) as refusal:
        await harness.admit(user_id=2)
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
    harness: ServiceHarness, request_: ImageRequest, kind: type[ImagineError], tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    with pytest.raises(kind):
        await harness.admit(
            request=request_.with_references(Reference(attached, "image/png", 1)),
        )
    assert harness.files() == [attached]
    await harness.admit()


async def test_a_closed_intake_refuses_and_opens_again(harness: ServiceHarness) -> None:
    harness.intake.close(ClosedReason.STOPPING)
    with pytest.raises(IntakeClosed):
        await harness.admit()
    harness.intake.open(ClosedReason.STOPPING)
    await harness.admit()


async def test_no_more_than_allowed_are_generated_at_once_and_the_rest_wait_in_order(
    harness: ServiceHarness,
) -> None:
    harness.source.gate.clear()
    cards = [FakeCard() for _ in range(6)]
    for user, card in enumerate(cards):
        harness.imagine.start(await harness.admit(user), card)
    while harness.source.running < 2:
        await asyncio.sleep(0)
    harness.source.gate.set()
    await harness.finish()
    assert harness.source.most_running == 2
    assert all(card.delivered for card in cards)
    generates = [FLASH.name]
    waits = ["waiting", *generates]
    assert [card.shown for card in cards] == [generates, generates, waits, waits, waits, waits]


async def test_a_job_whose_time_runs_out_in_the_queue_is_refunded(harness: ServiceHarness) -> None:
    harness.open(max_concurrent=1)
    harness.source.gate.clear()
    harness.imagine.start(await harness.admit(1), FakeCard())
    late = FakeCard()
    admitted = await harness.admit(2)
    overdue = replace(admitted.draft, deadline=START - timedelta(seconds=1))
    harness.imagine.start(replace(admitted, draft=overdue), late)
    while not late.failed:
        await asyncio.sleep(0)
    assert isinstance(late.failed[0], GenerationTimedOut)
    harness.source.gate.set()
    await harness.finish()


async def test_the_deadline_stays_inside_the_tokens_life_unless_it_may_be_late(
    harness: ServiceHarness,
) -> None:
    harness.open(job_timeout=timedelta(minutes=30))
    early = await harness.imagine.admit(harness.requester(1), REQUEST, REPLY_TARGET)
    late = await harness.imagine.admit(
        harness.requester(2, can_be_late=True), REQUEST, REPLY_TARGET
    )
    assert early.draft.deadline == START + timedelta(minutes=14)
    assert late.draft.deadline == START + timedelta(minutes=30)


async def test_a_image_over_the_limit_is_fitted_before_the_upload(harness: ServiceHarness) -> None:
    card = await harness.create(FakeCard(limit=50))
    [image] = card.delivered[0].images
    assert (image.size_bytes, image.refitted) == (50, True)
    assert card.shown == [FLASH.name, "fitting"]
    assert harness.files() == []


async def test_only_the_image_over_the_limit_is_made_smaller(
    harness: ServiceHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate = harness.source.generate

    async def generate_two(order: Order, *, deadline: datetime, **_: object) -> Generation:
        generation = await generate(order, deadline=deadline)
        path = harness.folder / "small"
        path.write_bytes(b"x" * 40)
        small = replace(generation.images[0], path=path, size_bytes=40)
        return replace(generation, images=(*generation.images, small))

    monkeypatch.setattr(harness.source, "generate", generate_two)
    card = await harness.create(FakeCard(limit=50))
    images = card.delivered[0].images
    assert [(image.size_bytes, image.refitted) for image in images] == [
        (50, True),
        (40, False),
    ]
    assert harness.files() == []


async def test_a_413_all_the_same_is_fitted_smaller_once(harness: ServiceHarness) -> None:
    card = await harness.create(FakeCard(limit=50, faults=[TooLargeForDiscord(30)]))
    assert card.delivered[0].images[0].size_bytes == 30
    assert harness.files() == []


async def test_a_413_that_asks_for_no_less_ends_the_delivery(harness: ServiceHarness) -> None:
    card = await harness.create(FakeCard(limit=50, faults=[TooLargeForDiscord(50)]))
    assert isinstance(card.failed[0], TooLargeForDiscord)


async def test_an_outage_of_discord_is_waited_out(harness: ServiceHarness) -> None:
    card = await harness.create(FakeCard(faults=[Outcome.OUTAGE] * 5))
    assert len(card.delivered) == 1
    assert len(harness.source.orders) == 1


@pytest.mark.parametrize(
    ("outcome", "error"),
    [(Outcome.OUTAGE, DiscordUnavailable), (Outcome.REFUSED, NowhereToDeliver)],
)
async def test_an_image_that_cannot_be_shown_for_a_day_is_reported_and_refunded(
    harness: ServiceHarness, outcome: Outcome, error: type[ImagineError]
) -> None:
    card = await harness.create(FakeCard(faults=[outcome] * 500))
    assert [type(one) for one in card.failed] == [error]
    assert harness.clock.now() - START >= GENERATED_RETENTION
    await harness.admit()
    assert harness.files() == []


async def test_a_lost_first_answer_sends_nothing_and_refunds_everything(
    harness: ServiceHarness, tmp_path: Path
) -> None:
    attached = tmp_path / "attached"
    attached.write_bytes(b"x")
    request = REQUEST.with_references(Reference(attached, "image/png", 1))
    card = await harness.create(FakeCard(is_lost=True), request=request)
    assert isinstance(card.failed[0], AnswerLost)
    assert harness.source.orders == []
    assert harness.files() == [attached]
    await harness.admit()


@pytest.mark.parametrize("reason", ["intake", "order", "cooldown"])
async def test_checking_beforehand_refuses_what_admitting_would_and_takes_nothing(
    harness: ServiceHarness, reason: str
) -> None:
    request = REQUEST
    if reason == "intake":
        harness.intake.close(ClosedReason.STOPPING)
    elif reason == "order":
        request = replace(REQUEST, ratio="8:1")
    else:
        await harness.admit()
    with pytest.raises(Refused):
        await harness.imagine.check(harness.requester(), request)


async def test_checking_beforehand_leaves_the_cooldown_alone(harness: ServiceHarness) -> None:
    await harness.imagine.check(harness.requester(), REQUEST)
    await harness.admit()


async def test_stopping_lets_a_running_image_finish(harness: ServiceHarness) -> None:
    harness.source.gate.clear()
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    asyncio.get_running_loop().call_soon(harness.source.gate.set)
    await harness.runner.drain(30)
    assert len(card.delivered) == 1


async def test_stopping_interrupts_slow_jobs_and_refunds_them(
    harness: ServiceHarness,
) -> None:
    harness.source.gate.clear()
    card = FakeCard()
    harness.imagine.start(await harness.admit(), card)
    while not harness.source.running:
        await asyncio.sleep(0)
    await harness.runner.drain(0)
    assert isinstance(card.failed[0], Interrupted)
    assert card.failed[0].charge is Charge.POSSIBLE
    assert len(harness.runner) == 0
    await harness.admit()


async def test_a_card_that_cannot_be_changed_does_not_hold_up_the_end(
    harness: ServiceHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.set_timing(failure_s=0)
    harness.source.faults = [BadAnswer()]
    await harness.create(FakeCard(is_stuck=True))
    assert "could not be shown: timed_out" in caplog.text
    await harness.admit()
