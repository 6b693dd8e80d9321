"""Every prompt is judged as it is sent to the model, at its place in the order of checks."""

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import (
    CooldownActive,
    LimitForbids,
    QueueFull,
    RequestHeld,
    TextRefused,
    TooManyHeld,
)
from bot.policy.images.style import Style
from bot.policy.jobs.queue import QueueLimits
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import Limit
from bot.policy.moderation.filter import Effect
from bot.policy.moderation.log import EntryKind
from bot.service.moderation.log_writer import LogWriter
from bot.service.moderation.reviews.holding import Holding
from testkit.fakes import FORBIDDEN_BY_OPERATOR, FakeCard
from tests.service.moderation.filtered import entries, offenses, set_log, set_rule
from tests.service.service_harness import REPLY_TARGET, REQUEST, ServiceHarness

BADGER = replace(REQUEST, prompt="a badger")


def hold_requests(harness: ServiceHarness) -> None:
    log_writer = LogWriter(harness.stores, harness.runner, clock=harness.clock)
    harness.imagine.holding = Holding(harness.stores, log_writer, clock=harness.clock)


async def _admit(harness: ServiceHarness, **options: Any) -> object:  # noqa: ANN401 - as `Imagine.admit`
    requester = harness.requester(can_be_late=True)
    return await harness.imagine.admit(requester, BADGER, REPLY_TARGET, **options)


async def test_a_refused_prompt_reserves_nothing(harness: ServiceHarness) -> None:
    await set_rule(harness)
    with pytest.raises(TextRefused):
        await harness.admit(request=BADGER)
    assert [type(error) for error in harness.signals.refusals] == [TextRefused]
    await harness.admit()
    assert await offenses(harness) == 1


async def test_a_prompt_is_refused_before_its_attachments_are_fetched(
    harness: ServiceHarness,
) -> None:
    await set_rule(harness)
    requester = harness.requester()
    with pytest.raises(TextRefused):
        await harness.imagine.check(requester, BADGER)
    assert await offenses(harness) == 1


async def test_the_words_of_the_style_are_judged_with_the_prompt(harness: ServiceHarness) -> None:
    await set_rule(harness)
    with pytest.raises(TextRefused):
        await harness.admit(request=replace(REQUEST, style=Style("wild", "badger fur")))
    assert harness.text_filter.asked[-1] == "a red fox, badger fur"


async def test_other_rules_come_first(harness: ServiceHarness) -> None:
    await set_rule(harness)
    await harness.set(Limit.REFERENCES, 0)
    await harness.set(Limit.PRIVATE, 0)
    requester = harness.requester(private=True)
    with pytest.raises(LimitForbids):
        await harness.imagine.admit(requester, BADGER, REPLY_TARGET)
    assert await offenses(harness) == 0


async def test_counts_come_after_the_filter(harness: ServiceHarness) -> None:
    await set_rule(harness)
    await harness.admit()
    with pytest.raises(TextRefused):
        await harness.admit(request=BADGER)
    with pytest.raises(CooldownActive):
        await harness.admit()


async def test_in_direct_messages_only_the_operators_rules_hold(harness: ServiceHarness) -> None:
    await set_rule(harness)
    await harness.admit(request=BADGER, spot=Spot())
    with pytest.raises(TextRefused):
        await harness.admit(2, replace(REQUEST, prompt=FORBIDDEN_BY_OPERATOR), Spot())


class TestLog:
    async def test_a_prompt_is_logged_once_although_it_is_checked_twice(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.LOG)
        requester = harness.requester()
        await harness.imagine.check(requester, BADGER)
        harness.imagine.start(
            await harness.imagine.admit(requester, BADGER, REPLY_TARGET), FakeCard()
        )
        await harness.finish()
        hits = [one for one in await entries(harness) if one.kind is EntryKind.HIT]
        assert [one.job_id for one in hits] == [requester.job_id]
        assert len(harness.source.orders) == 1

    async def test_a_prompt_that_another_rule_refuses_is_not_logged(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.LOG)
        await harness.admit()
        with pytest.raises(CooldownActive):
            await harness.admit(request=BADGER)
        assert await entries(harness) == []


class TestHold:
    async def test_a_held_prompt_reserves_nothing_and_is_an_offense(
        self, harness: ServiceHarness
    ) -> None:
        hold_requests(harness)
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        with pytest.raises(RequestHeld):
            await _admit(harness)
        [entry] = await entries(harness)
        assert entry.kind is EntryKind.HELD
        assert await offenses(harness) == 1
        await harness.admit()

    async def test_an_allowed_prompt_is_not_held_again(self, harness: ServiceHarness) -> None:
        hold_requests(harness)
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        await _admit(harness, allowed_rule="hold")
        assert await entries(harness) == []

    async def test_an_allowed_prompt_is_refused_by_a_rule_that_refuses(
        self, harness: ServiceHarness
    ) -> None:
        await set_rule(harness, Effect.HOLD)
        await set_rule(harness)
        with pytest.raises(TextRefused):
            await _admit(harness, allowed_rule="hold")

    async def test_what_cannot_be_held_is_refused_and_told_to_the_log(
        self, harness: ServiceHarness
    ) -> None:
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        with pytest.raises(TextRefused):
            await _admit(harness)
        hold_requests(harness)
        with pytest.raises(TextRefused):
            await harness.admit(request=BADGER)
        posted = await entries(harness)
        assert [entry.kind for entry in posted] == [EntryKind.HIT] * 2
        assert {entry.action for entry in posted} == {Effect.REFUSE}
        assert await offenses(harness) == 2

    async def test_a_member_who_has_to_wait_anyway_holds_no_request(
        self, harness: ServiceHarness
    ) -> None:
        hold_requests(harness)
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        await harness.admit()
        with pytest.raises(CooldownActive):
            await _admit(harness)
        assert await offenses(harness) == 0

    async def test_a_full_queue_holds_no_request(self, harness: ServiceHarness) -> None:
        bounds = QueueLimits(member=1, server=1, total=1)
        harness.open(bounds=bounds, defaults={}, max_concurrent=1)
        hold_requests(harness)
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        await harness.admit(2)
        await harness.admit(3)
        with pytest.raises(QueueFull):
            await _admit(harness)

    async def test_too_many_held_requests_are_no_offense(self, harness: ServiceHarness) -> None:
        hold_requests(harness)
        await set_log(harness)
        await set_rule(harness, Effect.HOLD)
        for _ in range(3):
            with pytest.raises(RequestHeld):
                await _admit(harness)
        with pytest.raises(TooManyHeld):
            await _admit(harness)
        assert await offenses(harness) == 3
