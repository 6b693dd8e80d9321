"""Which rule decides, what is reserved, and that nobody gets around either."""

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
from bot.policy.limits.claim import Left
from bot.policy.limits.limit import OTHER_CHANNELS, Cap, Limit
from bot.policy.images.request import ImageRequest, Reference
from bot.policy.limits.effective import Spot
from bot.policy.limits.rulebook import (
    SERVER,
    ChannelList,
    ChannelMode,
    Event,
    Pause,
    Place,
    PlaceKind,
    Rulebook,
)
from bot.service.jobs.admission import Ticket
from testkit.fakes import FLASH, MINI, START, FakeCard
from tests.service.service_harness import (
    ADDRESS,
    CHANNEL,
    GUILD,
    MODERATOR,
    REQUEST,
    SPOT,
    ServiceHarness,
)

PRICE = 39_000
CHANNEL_PLACE = Place(PlaceKind.CHANNEL, CHANNEL)
ROLE = 70
ROLE_PLACE = Place(PlaceKind.ROLE, ROLE)
WITH_ROLE = replace(SPOT, role_ids=frozenset({ROLE}))
DM = Spot()
ELSEWHERE = Spot(11, 21)


async def _edit(bench: ServiceHarness, **changes: object) -> None:
    def change(rulebook: Rulebook) -> Rulebook:
        return replace(rulebook, **changes)

    await bench.moderation.edit(GUILD, MODERATOR, change)


async def _refused(
    bench: ServiceHarness,
    user_id: int = 1,
    *,
    spot: Spot = SPOT,
    private: bool = False,
    request: ImageRequest = REQUEST,
) -> Refused:
    """Try, and return the refusal, which a look beforehand gives, too."""
    asker = bench.asker(user_id, spot=spot, private=private)
    with pytest.raises(Refused) as looked:
        await bench.imagine.check(asker, request)
    with pytest.raises(Refused) as refused:
        await bench.imagine.admit(asker, request, ADDRESS)
    assert type(looked.value) is type(refused.value)
    return refused.value


async def test_a_paused_server_refuses_with_end_and_reason(bench: ServiceHarness) -> None:
    pause = Pause(START + timedelta(minutes=5), "a quiz")
    await _edit(bench, pause=pause)
    refusal = await _refused(bench)
    assert isinstance(refusal, Paused)
    assert refusal.pause == pause
    bench.clock.advance(minutes=5)
    await bench.admit()


async def test_other_channels_refuse_and_name_the_right_ones(bench: ServiceHarness) -> None:
    await _edit(bench, channels=ChannelList(ChannelMode.ONLY, frozenset({21})))
    refusal = await _refused(bench)
    assert isinstance(refusal, WrongChannel)
    assert refusal.channels.ids == {21}
    await bench.admit(spot=replace(SPOT, channel_id=21))


async def test_what_is_not_known_of_a_channel_is_no_way_around_a_rule(
    bench: ServiceHarness,
) -> None:
    blind = replace(SPOT, is_rating_known=False)
    await bench.admit(spot=blind)
    await bench.set(Limit.NSFW, frozenset({OTHER_CHANNELS}))
    assert isinstance(await _refused(bench, spot=blind), ChannelUnknown)


async def test_age_restricted_channels_can_be_left_out(bench: ServiceHarness) -> None:
    await bench.set(Limit.NSFW, frozenset({OTHER_CHANNELS}))
    refusal = await _refused(bench, spot=replace(SPOT, is_nsfw=True))
    assert isinstance(refusal, LimitForbids)
    await bench.admit()


async def test_dms_can_be_closed_by_the_operator(bench: ServiceHarness) -> None:
    await bench.admit(spot=DM)
    bench.open(allow_dms=False)
    assert isinstance(await _refused(bench, spot=DM), OutsideServers)


async def test_a_wish_for_a_model_that_is_not_allowed_is_refused(bench: ServiceHarness) -> None:
    await bench.set(Limit.MODELS, frozenset({MINI.id}), CHANNEL_PLACE)
    refusal = await _refused(bench, request=replace(REQUEST, model=FLASH.id))
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.origin == CHANNEL_PLACE


async def test_without_a_wish_an_allowed_model_paints(bench: ServiceHarness) -> None:
    await bench.set(Limit.MODELS, frozenset({MINI.id}))
    ticket = await bench.admit(request=replace(REQUEST, ratio="1:1"))
    assert ticket.order.model == MINI


async def test_without_a_wish_nobody_who_is_allowed_can_paint_names_the_limit(
    bench: ServiceHarness,
) -> None:
    await bench.set(Limit.MODELS, frozenset(), CHANNEL_PLACE)
    refusal = await _refused(bench)
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.origin == CHANNEL_PLACE


async def test_when_nobody_paints_at_all_no_limit_is_blamed(bench: ServiceHarness) -> None:
    bench.models.alive.clear()
    assert isinstance(await _refused(bench), ModelUnknown)


async def test_a_successor_has_to_be_allowed_too(bench: ServiceHarness) -> None:
    await bench.set(Limit.MODELS, frozenset({FLASH.id}))
    bench.models.chain = {FLASH.id: MINI.id}
    bench.source.faults = [ModelGone(model=FLASH.id)]
    card = await bench.ask(request=replace(REQUEST, ratio="1:1", model=FLASH.id))
    assert isinstance(card.failed[0], ModelUnknown)
    assert len(bench.source.orders) == 1


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
    bench: ServiceHarness, limit: Limit, value: int | frozenset[str], request_: ImageRequest
) -> None:
    await bench.set(limit, value)
    refusal = await _refused(bench, request=request_)
    assert isinstance(refusal, LimitForbids)
    assert refusal.forbidden.rule.limit is limit


async def test_private_pictures_can_be_forbidden(bench: ServiceHarness) -> None:
    await bench.set(Limit.PRIVATE, 0)
    assert isinstance(await _refused(bench, private=True), LimitForbids)
    await bench.admit()


async def test_a_full_quota_names_what_is_used_when_it_resets_and_where_it_was_set(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={})
    await bench.set(Limit.MEMBER_IMAGES_PER_DAY, 2, CHANNEL_PLACE)
    for _ in range(2):
        await bench.admit()
    refusal = await _refused(bench)
    assert isinstance(refusal, LimitReached)
    violation = refusal.violation
    assert (violation.used, violation.bound.cap, violation.asked) == (2, 2, 1)
    assert violation.bound.rule is Limit.MEMBER_IMAGES_PER_DAY
    assert violation.bound.origin == CHANNEL_PLACE
    assert violation.resets_at == START + timedelta(hours=12)
    await bench.admit(user_id=2)
    bench.clock.advance(hours=12)
    await bench.admit()


async def test_a_cooldown_names_where_it_was_set(bench: ServiceHarness) -> None:
    await bench.set(Limit.COOLDOWN, 90, ROLE_PLACE)
    await bench.admit(spot=WITH_ROLE)
    refusal = await _refused(bench, spot=WITH_ROLE)
    assert isinstance(refusal, CooldownActive)
    assert (refusal.origin, refusal.spacing) == (ROLE_PLACE, timedelta(seconds=90))


async def test_granted_pictures_stand_in_for_a_full_quota_until_they_are_used(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    until = START + timedelta(days=1)
    await bench.moderation.grant(GUILD, MODERATOR, 1, 2, until)
    for used in (1, 2):
        await bench.imagine.check(bench.asker(), REQUEST)
        await bench.admit()
        grant = await bench.stores.members.grant(GUILD, 1)
        assert grant is not None
        assert grant.used == used
    assert isinstance(await _refused(bench), LimitReached)
    assert isinstance(await _refused(bench, 2), LimitReached)


async def test_a_failed_picture_comes_back_to_the_grant(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await bench.moderation.grant(GUILD, MODERATOR, 1, 1, START + timedelta(days=1))
    bench.source.faults = [ProviderDown()]
    await bench.ask()
    await bench.ask()
    assert isinstance(await _refused(bench), LimitReached)


async def test_a_grant_that_has_ended_or_belongs_to_a_server_counts_nowhere_else(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await bench.moderation.grant(GUILD, MODERATOR, 1, 2, START + timedelta(hours=1))
    assert isinstance(await _refused(bench, spot=DM), LimitReached)
    bench.clock.advance(hours=1)
    assert isinstance(await _refused(bench), LimitReached)


async def test_an_exempt_role_frees_from_cooldown_and_quota_but_never_from_dollars(
    bench: ServiceHarness,
) -> None:
    bench.open(
        defaults={
            Limit.COOLDOWN: 60,
            Limit.MEMBER_IMAGES_PER_DAY: 1,
            Limit.SERVER_USD_PER_DAY: 3 * PRICE,
        }
    )
    await _edit(bench, exempt_roles=frozenset({ROLE}))
    for _ in range(3):
        await bench.admit(spot=WITH_ROLE)
    refusal = await _refused(bench, spot=WITH_ROLE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Limit.SERVER_USD_PER_DAY


async def test_an_event_multiplies_pictures_and_not_dollars(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1, Limit.SERVER_USD_PER_DAY: 3 * PRICE})
    await _edit(bench, event=Event(2.5, START + timedelta(hours=1)))
    for user in (1, 1, 2):
        await bench.admit(user)
    assert isinstance(await _refused(bench, 1), LimitReached)
    refusal = await _refused(bench, 2)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Limit.SERVER_USD_PER_DAY


async def test_the_operators_caps_bind_whatever_moderators_set(bench: ServiceHarness) -> None:
    bench.open(defaults={}, caps={Cap.CAP_SERVER_USD_PER_DAY: PRICE})
    await bench.set(Limit.SERVER_USD_PER_DAY, None)
    await bench.admit()
    refusal = await _refused(bench, 2)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.CAP_SERVER_USD_PER_DAY
    await bench.admit(spot=ELSEWHERE)


async def test_the_budget_counts_all_servers_and_dms_together(bench: ServiceHarness) -> None:
    bench.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 2 * PRICE})
    await bench.admit()
    await bench.admit(2, spot=DM)
    refusal = await _refused(bench, 3, spot=ELSEWHERE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.BUDGET_USD_PER_DAY


async def test_the_same_event_twice_reserves_once(bench: ServiceHarness) -> None:
    bench.open(defaults={})
    asker = bench.asker()
    ticket = await bench.imagine.admit(asker, REQUEST, ADDRESS)
    before = await bench.used(ticket)
    with pytest.raises(DuplicateEvent):
        await bench.imagine.admit(asker, REQUEST, ADDRESS)
    assert await bench.used(ticket) == before


async def test_the_answer_can_tell_what_is_left_today(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 10})
    assert (await bench.ask()).left == [Left(9, of=10)]
    bench.open(defaults={})
    assert (await bench.ask()).left == [None]


async def test_a_picture_costs_what_was_charged_and_one_of_the_quota(bench: ServiceHarness) -> None:
    bench.open(defaults={})
    ticket = await bench.admit(request=replace(REQUEST, size="2K"))
    reserved = {number for key, number in (await bench.used(ticket)).items() if "micros" in key}
    assert reserved == {101_000}
    bench.imagine.start(ticket, FakeCard())
    await bench.finish()
    used = await bench.used(ticket)
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
async def test_a_failure_gives_the_picture_back_and_settles_to_what_is_known(
    bench: ServiceHarness, fault: Exception, dollars: set[int]
) -> None:
    bench.open(defaults={})
    ticket = await bench.admit()
    bench.source.faults = [fault]
    bench.imagine.start(ticket, FakeCard())
    await bench.finish()
    used = await bench.used(ticket)
    assert {number for key, number in used.items() if "micros" in key} == dollars
    assert set(used) == {key for key in used if "micros" in key}


async def test_estimates_learn_from_what_pictures_cost(bench: ServiceHarness) -> None:
    bench.open(defaults={})
    await bench.stores.costs.add(FLASH.id, None, 5 * PRICE, now=START)
    ticket = await bench.admit()
    assert ticket.claim is not None
    assert ticket.claim.micros == 5 * PRICE


async def test_a_dearer_successor_is_reserved_for_before_it_paints(bench: ServiceHarness) -> None:
    dear = replace(MINI, ratios=FLASH.ratios, prices={"": 5 * PRICE})
    bench.models.alive[MINI.id] = dear
    bench.models.chain = {FLASH.id: MINI.id}
    bench.open(defaults={Limit.SERVER_USD_PER_DAY: 7 * PRICE})
    bench.source.faults = [ModelGone(model=FLASH.id)]
    request = replace(REQUEST, model=FLASH.id)
    card = await bench.ask(request=request)
    assert len(card.delivered) == 1
    bench.models.alive[FLASH.id] = FLASH
    bench.open(defaults={Limit.SERVER_USD_PER_DAY: 4 * PRICE})
    bench.source.faults = [ModelGone(model=FLASH.id)]
    card = await bench.ask(request=request)
    assert isinstance(card.failed[0], LimitReached)
    assert [order.model.id for order in bench.source.orders] == [FLASH.id, MINI.id, FLASH.id]


async def test_a_cheaper_model_paints_when_the_budget_is_nearly_used(bench: ServiceHarness) -> None:
    cheap = replace(MINI, ratios=FLASH.ratios, prices={"": 1000})
    bench.models.alive[MINI.id] = cheap
    bench.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    models = [(await bench.ask()).delivered[0].order.model.id for _ in range(5)]
    assert models == [FLASH.id] * 4 + [MINI.id]


@pytest.mark.parametrize("reason", ["dearer", "cannot", "not allowed"])
async def test_the_fallback_paints_only_what_it_can_may_and_does_for_less(
    bench: ServiceHarness, reason: str
) -> None:
    prices = {"": 9 * PRICE if reason == "dearer" else 1000}
    ratios = ("1:1",) if reason == "cannot" else FLASH.ratios
    bench.models.alive[MINI.id] = replace(MINI, ratios=ratios, prices=prices)
    if reason == "not allowed":
        await bench.set(Limit.MODELS, frozenset({FLASH.id}))
    bench.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    cards = [await bench.ask() for _ in range(5)]
    assert {card.delivered[0].order.model.id for card in cards} == {FLASH.id}


async def test_a_fallback_on_hold_leaves_the_order_as_it_is(bench: ServiceHarness) -> None:
    bench.models.alive[MINI.id] = replace(MINI, ratios=FLASH.ratios, prices={"": 1000})
    bench.open(defaults={}, caps={Cap.BUDGET_USD_PER_DAY: 5 * PRICE}, fallback_model=MINI.id)
    for member in range(3):
        bench.provider.begin(MINI.id, member=member)
        bench.provider.failed(MINI.id, ProviderBusy())
    assert bench.provider.is_open(MINI.id)
    models = [(await bench.ask()).delivered[0].order.model.id for _ in range(5)]
    assert models == [FLASH.id] * 5


async def test_a_member_whose_prompts_are_refused_again_and_again_waits_an_hour(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={}, refusals_per_hour=3)
    bench.source.faults = [PromptRejected() for _ in range(3)]
    for _ in range(3):
        await bench.ask()
        bench.clock.advance(minutes=10)
    refusal = await _refused(bench)
    assert isinstance(refusal, TooManyRejections)
    assert refusal.retry_at == START + timedelta(minutes=80)
    assert isinstance(await _refused(bench, spot=DM), TooManyRejections)
    await bench.admit(user_id=2)
    bench.clock.advance(minutes=50)
    await bench.admit()


async def test_the_last_refusal_is_remembered_for_moderators(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 0})
    await _refused(bench)
    await bench.finish()
    last = await bench.stores.members.last_refusal(GUILD, 1)
    assert last is not None
    assert (last.at, "LimitReached" in last.sentence) == (START, True)


# Nobody gains by …


async def test_a_member_who_left_and_came_back_without_roles_has_used_what_they_used(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 2})
    await bench.admit(spot=WITH_ROLE)
    await bench.admit(spot=SPOT)
    assert isinstance(await _refused(bench), LimitReached)


async def test_a_role_changes_the_cap_and_not_what_was_counted(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1})
    await bench.set(Limit.MEMBER_IMAGES_PER_DAY, 2, ROLE_PLACE)
    await bench.admit()
    await bench.admit(spot=WITH_ROLE)
    assert isinstance(await _refused(bench, spot=WITH_ROLE), LimitReached)
    assert isinstance(await _refused(bench), LimitReached)


async def test_another_channel_or_thread_counts_on_the_same_quota(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1})
    await bench.admit()
    assert isinstance(await _refused(bench, spot=replace(SPOT, channel_id=23)), LimitReached)


async def test_dms_and_other_servers_are_counted_apart_but_for_the_operators_cap(
    bench: ServiceHarness,
) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 1}, caps={Cap.CAP_USER_IMAGES_PER_DAY: 2})
    await bench.admit()
    await bench.admit(spot=DM)
    assert isinstance(await _refused(bench, spot=DM), LimitReached)
    refusal = await _refused(bench, spot=ELSEWHERE)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.bound.rule is Cap.CAP_USER_IMAGES_PER_DAY


async def test_several_clients_at_once_get_exactly_what_one_would(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_IMAGES_PER_DAY: 7})
    tries = await asyncio.gather(*(bench.admit() for _ in range(30)), return_exceptions=True)
    assert sum(isinstance(one, Ticket) for one in tries) == 7
    assert sum(isinstance(one, LimitReached) for one in tries) == 23


async def test_one_job_at_once_means_until_the_last_one_ended(bench: ServiceHarness) -> None:
    bench.open(defaults={Limit.MEMBER_JOBS_AT_ONCE: 1})
    bench.source.gate.clear()
    bench.imagine.start(await bench.admit(), FakeCard())
    refusal = await _refused(bench)
    assert isinstance(refusal, LimitReached)
    assert refusal.violation.resets_at is None
    bench.source.gate.set()
    await bench.finish()
    await bench.admit()


async def test_a_change_takes_effect_at_the_next_click(bench: ServiceHarness) -> None:
    bench.open(defaults={})
    await bench.admit()
    await bench.set(Limit.MEMBER_IMAGES_PER_DAY, 1, SERVER)
    assert isinstance(await _refused(bench), LimitReached)
