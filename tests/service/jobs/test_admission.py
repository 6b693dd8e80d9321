"""Which rule binds, what is reserved, and that neither can be evaded."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import (
    BadAnswer,
    ChannelUnknown,
    Charge,
    CooldownActive,
    DuplicateEvent,
    LimitForbids,
    LimitReached,
    ModelGone,
    ModelUnknown,
    OutsideServers,
    Paused,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    Refused,
    TooManyRejections,
    WrongChannel,
)
from bot.policy.images.request import ImageRequest, Reference
from bot.policy.limits.claim import Remaining
from bot.policy.limits.effective import Spot
from bot.policy.limits.limit import OTHER_CHANNELS, Cap, Limit
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Rulebook,
    Scope,
    ScopeKind,
)
from bot.service.jobs.admission import AdmittedJob
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.service_harness import (
    CHANNEL,
    GUILD,
    MODERATOR,
    REPLY_TARGET,
    REQUEST,
    SPOT,
    ServiceHarness,
)

PRICE = 39_000
CHANNEL_PLACE = Scope(ScopeKind.CHANNEL, CHANNEL)
ROLE = 70
ROLE_PLACE = Scope(ScopeKind.ROLE, ROLE)
WITH_ROLE = replace(SPOT, role_ids=frozenset({ROLE}))
DM = Spot()
ELSEWHERE = Spot(11, 21)


async def _edit(harness: ServiceHarness, **changes: object) -> None:
    def change(rulebook: Rulebook) -> Rulebook:
        return replace(rulebook, **changes)

    await harness.editor.edit(GUILD, MODERATOR, change)


async def _refused(
    harness: ServiceHarness,
    user_id: int = 1,
    *,
    spot: Spot = SPOT,
    private: bool = False,
    request: ImageRequest = REQUEST,
) -> Refused:
    """Request an image, and return the refusal, which `check` raises, too."""
    requester = harness.requester(user_id, spot=spot, private=private)
    with pytest.raises(Refused) as looked:
        await harness.imagine.check(requester, request)
    with pytest.raises(Refused) as refused:
        await harness.imagine.admit(requester, request, REPLY_TARGET)
    assert type(looked.value) is type(refused.value)
    return refused.value


async def test_a_paused_server_refuses_with_end_and_reason(harness: ServiceHarness) -> None:
    pause = Pause(START + timedelta(minutes=5), "a quiz")
    await _edit(harness, pause=pause)
    refusal = await _refused(harness)
    assert isinstance(refusal, Paused)
    assert refusal.pause == pause
    harness.clock.advance(minutes=5)
    await harness.admit()


async def test_other_channels_refuse_and_name_the_right_ones(harness: ServiceHarness) -> None:
    await _edit(harness, channels=ChannelList(ChannelMode.ONLY, frozenset({21})))
    refusal = await _refused(harness)
    assert isinstance(refusal, WrongChannel)
    assert refusal.channels.ids == {21}
    await harness.admit(spot=replace(SPOT, channel_id=21))


async def test_what_is_not_known_of_a_channel_is_no_way_around_a_rule(
    harness: ServiceHarness,
) -> None:
    blind = replace(SPOT, is_rating_known=False)
    await harness.admit(spot=blind)
    await harness.set(Limit.NSFW, frozenset({OTHER_CHANNELS}))
    assert isinstance(await _refused(harness, spot=blind), ChannelUnknown)


async def test_age_restricted_channels_can_be_left_out(harness: ServiceHarness) -> None:
    await harness.set(Limit.NSFW, frozenset({OTHER_CHANNELS}))
    refusal = await _refused(harness, spot=replace(SPOT, is_nsfw=True))
    assert isinstance(refusal, LimitForbids)
    await harness.admit()


async def test_dms_can_be_closed_by_the_operator(harness: ServiceHarness) -> None:
    await harness.admit(spot=DM)
    harness.open(allow_dms=False)
    assert isinstance(await _refused(harness, spot=DM), OutsideServers)


async def test_a_request_for_a_model_that_is_not_allowed_is_refused(
    harness: ServiceHarness,
) -> None:
    await harness.set(Limit.MODELS, frozenset({MINI.id}), CHANNEL_PLACE)
    refusal = await _refused(harness, request=replace(REQUEST, model=FLASH.id))
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.origin == CHANNEL_PLACE


async def test_without_a_requested_model_an_allowed_one_generates(harness: ServiceHarness) -> None:
    await harness.set(Limit.MODELS, frozenset({MINI.id}))
    admitted = await harness.admit(request=replace(REQUEST, ratio="1:1"))
    assert admitted.order.model == MINI


async def test_without_a_requested_model_the_limit_is_named_if_no_allowed_one_can_generate(
    harness: ServiceHarness,
) -> None:
    await harness.set(Limit.MODELS, frozenset(), CHANNEL_PLACE)
    refusal = await _refused(harness)
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.origin == CHANNEL_PLACE


async def test_when_no_model_generates_at_all_no_limit_is_blamed(harness: ServiceHarness) -> None:
    harness.models.alive.clear()
    assert isinstance(await _refused(harness), ModelUnknown)


async def test_a_successor_has_to_be_allowed_too(harness: ServiceHarness) -> None:
    await harness.set(Limit.MODELS, frozenset({FLASH.id}))
    harness.models.chain = {FLASH.id: MINI.id}
    harness.source.faults = [ModelGone(model=FLASH.id)]
    card = await harness.create(request=replace(REQUEST, ratio="1:1", model=FLASH.id))
    assert isinstance(card.failed[0], ModelUnknown)
    assert len(harness.source.orders) == 1


@pytest.mark.parametrize(
    ("limit", "value", "request_"),
    [
        (Limit.SIZES, frozenset({"1K"}), replace(REQUEST, size="2K")),
        (
            Limit.REFERENCES,
            0,
            REQUEST.with_references(Reference(Path("none"), "image/png", 1)),
        ),
        (Limit.COUNT, 0, REQUEST),
    ],
)
async def test_what_a_limit_does_not_allow_is_refused(
    harness: ServiceHarness, limit: Limit, value: int | frozenset[str], request_: ImageRequest
) -> None:
    await harness.set(limit, value)
    refusal = await _refused(harness, request=request_)
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.limit is limit


async def test_private_images_can_be_forbidden(harness: ServiceHarness) -> None:
    await harness.set(Limit.PRIVATE, 0)
    assert isinstance(await _refused(harness, private=True), LimitForbids)
    await harness.admit()


async def test_a_full_quota_names_what_is_used_when_it_resets_and_where_it_was_set(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={})
    await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 2, CHANNEL_PLACE)
    for _ in range(2):
        await harness.admit()
    refusal = await _refused(harness)
    assert isinstance(refusal, LimitReached)
    violation = refusal.violation
    assert (violation.used, violation.bound.cap, violation.asked) == (2, 2, 1)
    assert violation.bound.rule is Limit.MEMBER_IMAGES_PER_DAY
    assert violation.bound.origin == CHANNEL_PLACE
    assert violation.resets_at == START + timedelta(hours=12)
    await harness.admit(user_id=2)
    harness.clock.advance(hours=12)
    await harness.admit()


async def test_a_cooldown_names_where_it_was_set(harness: ServiceHarness) -> None:
    await harness.set(Limit.COOLDOWN, 90, ROLE_PLACE)
    await harness.admit(spot=WITH_ROLE)
    refusal = await _refused(harness, spot=WITH_ROLE)
    assert isinstance(refusal, CooldownActive)
    assert (refusal.origin, refusal.spacing) == (ROLE_PLACE, timedelta(seconds=90))


async def test_granted_images_stand_in_for_a_full_quota_until_they_are_used(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    until = START + timedelta(days=1)
    await harness.editor.grant(GUILD, MODERATOR, 1, 2, until)
    for used in (1, 2):
        await harness.imagine.check(harness.requester(), REQUEST)
        await harness.admit()
        grant = await harness.stores.members.grant(GUILD, 1)
        assert grant is not None
        assert grant.used == used
    assert isinstance(await _refused(harness), LimitReached)
    assert isinstance(await _refused(harness, 2), LimitReached)


async def test_a_failed_image_is_refunded_to_the_grant(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await harness.editor.grant(GUILD, MODERATOR, 1, 1, START + timedelta(days=1))
    harness.source.faults = [ProviderDown()]
    await harness.create()
    await harness.create()
    assert isinstance(await _refused(harness), LimitReached)


async def test_a_grant_that_has_ended_or_belongs_to_a_server_counts_nowhere_else(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await harness.editor.grant(GUILD, MODERATOR, 1, 2, START + timedelta(hours=1))
    assert isinstance(await _refused(harness, spot=DM), LimitReached)
    harness.clock.advance(hours=1)
    assert isinstance(await _refused(harness), LimitReached)


async def test_an_exempt_role_frees_from_cooldown_and_quota_but_never_from_dollars(
    harness: ServiceHarness,
) -> None:
    harness.open(
        defaults={
            Limit.COOLDOWN: 60,
            Limit.MEMBER_IMAGES_PER_DAY: 1,
            Limit.SERVER_USD_PER_DAY: 3 * PRICE,
        }
    )
    await _edit(harness, exempt_roles=frozenset({ROLE}))
    for _ in range(3):
        await harness.admit(spot=WITH_ROLE)
    refusal = await _refused(harness, spot=WITH_ROLE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Limit.SERVER_USD_PER_DAY


async def test_an_event_multiplies_images_and_not_dollars(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1, Limit.SERVER_USD_PER_DAY: 3 * PRICE})
    await _edit(harness, event=Event(2.5, START + timedelta(hours=1)))
    for user in (1, 1, 2):
        await harness.admit(user)
    assert isinstance(await _refused(harness, 1), LimitReached)
    refusal = await _refused(harness, 2)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Limit.SERVER_USD_PER_DAY


async def test_the_operators_caps_bind_whatever_moderators_set(harness: ServiceHarness) -> None:
    harness.open(defaults={}, caps={Cap.CAP_SERVER_USD_PER_DAY: PRICE})
    await harness.set(Limit.SERVER_USD_PER_DAY, None)
    await harness.admit()
    refusal = await _refused(harness, 2)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.CAP_SERVER_USD_PER_DAY
    await harness.admit(spot=ELSEWHERE)


async def test_the_budget_counts_all_servers_and_dms_together(harness: ServiceHarness) -> None:
    harness.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 2 * PRICE})
    await harness.admit()
    await harness.admit(2, spot=DM)
    refusal = await _refused(harness, 3, spot=ELSEWHERE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.BUDGET_USD_PER_DAY


async def test_the_same_event_twice_reserves_once(harness: ServiceHarness) -> None:
    harness.open(defaults={})
    requester = harness.requester()
    admitted = await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    before = await harness.used(admitted)
    with pytest.raises(DuplicateEvent):
        await harness.imagine.admit(requester, REQUEST, REPLY_TARGET)
    assert await harness.used(admitted) == before


async def test_the_answer_can_tell_what_is_left_today(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 10})
    assert (await harness.create()).left == [Remaining(9, of=10)]
    harness.open(defaults={})
    assert (await harness.create()).left == [None]


async def test_a_image_costs_what_was_charged_and_one_of_the_quota(harness: ServiceHarness) -> None:
    harness.open(defaults={})
    admitted = await harness.admit(request=replace(REQUEST, size="2K"))
    reserved = {number for key, number in (await harness.used(admitted)).items() if "micros" in key}
    assert reserved == {101_000}
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    used = await harness.used(admitted)
    assert {number for key, number in used.items() if "micros" in key} == {PRICE}
    assert {number for key, number in used.items() if "pictures" in key} == {1}
    assert not any("jobs" in key for key in used)


@pytest.mark.parametrize(
    ("fault", "dollars"),
    [
        (ProviderDown(charge=Charge.NONE), set[int]()),
        (PromptRejected(charge=Charge.POSSIBLE), {PRICE}),
        (BadAnswer(charge=Charge.MADE, cost_micros=12_000), {12_000}),
        (BadAnswer(charge=Charge.MADE), {PRICE}),
        (RuntimeError("a mistake"), {PRICE}),
    ],
)
async def test_a_failure_refunds_the_image_and_settles_to_the_known_charge(
    harness: ServiceHarness, fault: Exception, dollars: set[int]
) -> None:
    harness.open(defaults={})
    admitted = await harness.admit()
    harness.source.faults = [fault]
    harness.imagine.start(admitted, FakeCard())
    await harness.finish()
    used = await harness.used(admitted)
    assert {number for key, number in used.items() if "micros" in key} == dollars
    assert set(used) == {key for key in used if "micros" in key}


async def test_estimates_learn_from_what_images_cost(harness: ServiceHarness) -> None:
    harness.open(defaults={})
    await harness.stores.costs.add(FLASH.id, None, 5 * PRICE, now=START)
    admitted = await harness.admit()
    assert admitted.claim is not None
    assert admitted.claim.micros == 5 * PRICE


async def test_a_dearer_successor_is_reserved_for_before_it_generates(
    harness: ServiceHarness,
) -> None:
    dear = replace(MINI, ratios=FLASH.ratios, prices={"": 5 * PRICE})
    harness.models.alive[MINI.id] = dear
    harness.models.chain = {FLASH.id: MINI.id}
    harness.open(defaults={Limit.SERVER_USD_PER_DAY: 7 * PRICE})
    harness.source.faults = [ModelGone(model=FLASH.id)]
    request = replace(REQUEST, model=FLASH.id)
    card = await harness.create(request=request)
    assert len(card.delivered) == 1
    harness.models.alive[FLASH.id] = FLASH
    harness.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    harness.source.faults = [ModelGone(model=FLASH.id)]
    card = await harness.create(request=request)
    assert isinstance(card.failed[0], LimitReached)
    assert [order.model.id for order in harness.source.orders] == [FLASH.id, MINI.id, FLASH.id]


async def test_a_cheaper_model_generates_when_the_budget_is_nearly_used(
    harness: ServiceHarness,
) -> None:
    cheap = replace(MINI, ratios=FLASH.ratios, prices={"": 1000})
    harness.models.alive[MINI.id] = cheap
    harness.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    models = [(await harness.create()).delivered[0].order.model.id for _ in range(5)]
    assert models == [FLASH.id] * 4 + [MINI.id]


@pytest.mark.parametrize("reason", ["dearer", "cannot", "not allowed"])
async def test_the_fallback_generates_only_what_it_can_may_and_does_for_less(
    harness: ServiceHarness, reason: str
) -> None:
    prices = {"": 9 * PRICE if reason == "dearer" else 1000}
    ratios = ("1:1",) if reason == "cannot" else FLASH.ratios
    harness.models.alive[MINI.id] = replace(MINI, ratios=ratios, prices=prices)
    if reason == "not allowed":
        await harness.set(Limit.MODELS, frozenset({FLASH.id}))
    harness.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    cards = [await harness.create() for _ in range(5)]
    assert {card.delivered[0].order.model.id for card in cards} == {FLASH.id}


async def test_a_fallback_on_hold_leaves_the_order_as_it_is(harness: ServiceHarness) -> None:
    harness.models.alive[MINI.id] = replace(MINI, ratios=FLASH.ratios, prices={"": 1000})
    harness.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    for member in range(3):
        harness.provider.begin(MINI.id, member=member)
        harness.provider.failed(MINI.id, ProviderBusy())
    assert harness.provider.is_on_hold(MINI.id)
    models = [(await harness.create()).delivered[0].order.model.id for _ in range(5)]
    assert models == [FLASH.id] * 5


async def test_a_member_whose_prompts_are_refused_again_and_again_waits_an_hour(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={}, refusals_per_hour=3)
    harness.source.faults = [PromptRejected() for _ in range(3)]
    for _ in range(3):
        await harness.create()
        harness.clock.advance(minutes=10)
    refusal = await _refused(harness)
    assert isinstance(refusal, TooManyRejections)
    assert refusal.retry_at == START + timedelta(minutes=80)
    assert isinstance(await _refused(harness, spot=DM), TooManyRejections)
    await harness.admit(user_id=2)
    harness.clock.advance(minutes=50)
    await harness.admit()


async def test_the_last_refusal_is_remembered_for_moderators(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await _refused(harness)
    await harness.finish()
    last = await harness.stores.members.last_refusal(GUILD, 1)
    assert last is not None
    assert (last.at, "LimitReached" in last.sentence) == (START, True)


# No member gains anything by …


async def test_a_member_who_rejoined_without_roles_keeps_their_counts(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 2})
    await harness.admit(spot=WITH_ROLE)
    await harness.admit(spot=SPOT)
    assert isinstance(await _refused(harness), LimitReached)


async def test_a_role_changes_the_cap_and_not_what_was_counted(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1})
    await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 2, ROLE_PLACE)
    await harness.admit()
    await harness.admit(spot=WITH_ROLE)
    assert isinstance(await _refused(harness, spot=WITH_ROLE), LimitReached)
    assert isinstance(await _refused(harness), LimitReached)


async def test_another_channel_or_thread_counts_on_the_same_quota(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1})
    await harness.admit()
    assert isinstance(await _refused(harness, spot=replace(SPOT, channel_id=23)), LimitReached)


async def test_dms_and_other_servers_are_counted_apart_but_for_the_operators_cap(
    harness: ServiceHarness,
) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1}, caps={Cap.CAP_USER_IMAGES_PER_DAY: 2})
    await harness.admit()
    await harness.admit(spot=DM)
    assert isinstance(await _refused(harness, spot=DM), LimitReached)
    refusal = await _refused(harness, spot=ELSEWHERE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.CAP_USER_IMAGES_PER_DAY


async def test_several_clients_at_once_get_exactly_what_one_would(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 7})
    tries = await asyncio.gather(*(harness.admit() for _ in range(30)), return_exceptions=True)
    assert sum(isinstance(one, AdmittedJob) for one in tries) == 7
    assert sum(isinstance(one, LimitReached) for one in tries) == 23


async def test_one_job_at_once_means_until_the_last_one_ended(harness: ServiceHarness) -> None:
    harness.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    harness.source.gate.clear()
    harness.imagine.start(await harness.admit(), FakeCard())
    refusal = await _refused(harness)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.resets_at is None
    harness.source.gate.set()
    await harness.finish()
    await harness.admit()


async def test_a_change_takes_effect_at_the_next_click(harness: ServiceHarness) -> None:
    harness.open(defaults={})
    await harness.admit()
    await harness.set(Limit.MEMBER_IMAGES_PER_DAY, 1, SERVER)
    assert isinstance(await _refused(harness), LimitReached)
