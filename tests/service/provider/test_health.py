"""Which models may be used now."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import (
    AccountBlocked,
    BadAnswer,
    Charge,
    ClosedReason,
    GenerationFailed,
    GenerationTimedOut,
    IntakeClosed,
    ModelGone,
    OutOfCredit,
    PromptRejected,
    ProviderBusy,
    ProviderDown,
    ProviderForbids,
    ProviderOnHold,
    RequestRejected,
)
from bot.policy.jobs.circuit_breaker import Circuit
from bot.service.notifications import KeyTrouble, KeyWorks, ProviderBlocked
from bot.service.provider.health import ProviderHealth
from testkit.fakes import START, FakeClock
from tests.service.provider_harness import ProviderHarness, refusal, send_request

FLASH, PRO, GPT, FLUX = "google/flash", "google/pro", "openai/gpt", "bfl/flux"
EMPTY = ClosedReason.OUT_OF_CREDIT

DOWN = ProviderDown(status=502, provider="Vertex", error_type="provider_unavailable")
UNREACHED = ProviderDown()
UNREACHED_HALFWAY = ProviderDown(charge=Charge.POSSIBLE)


def put_on_hold(harness: ProviderHarness, model_id: str, error: GenerationFailed = DOWN) -> None:
    for _ in range(3):
        send_request(harness, model_id, error)


def held(harness: ProviderHarness, model_id: str) -> str | None:
    """Return what is on hold for a model: its id, `all` for OpenRouter, or None."""
    error = refusal(harness, model_id)
    assert harness.provider.is_on_hold(model_id) is (error is not None)
    if error is None:
        return None
    assert isinstance(error, ProviderOnHold)
    assert error.retry_at > harness.clock.now()
    return error.model or "all"


class TestAModel:
    @pytest.mark.parametrize(
        "error",
        [
            DOWN,
            ProviderBusy(status=429, provider="Vertex"),
            GenerationTimedOut(status=504, provider="Vertex"),
            GenerationTimedOut(status=200, error_type="timeout", charge=Charge.POSSIBLE),
        ],
    )
    def test_three_outages_in_a_row_put_it_on_hold_and_no_other(
        self, error: GenerationFailed, caplog: pytest.LogCaptureFixture
    ) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, error)
        assert (held(harness, FLASH), held(harness, PRO)) == (FLASH, None)
        with pytest.raises(ProviderOnHold) as caught:
            harness.provider.begin(FLASH, member=1)
        assert (caught.value.model, caught.value.retry_at) == (FLASH, START + timedelta(seconds=30))
        assert harness.provider.state() == {None: Circuit.CLOSED, FLASH: Circuit.OPEN}
        assert f"{FLASH} is on hold until" in caplog.text

    @pytest.mark.parametrize(
        "error",
        [
            PromptRejected(),
            ProviderDown(status=502, may_be_refusal=True),
            RequestRejected(status=400),
            ProviderForbids(status=403),
            ModelGone(status=404),
            BadAnswer(status=200, charge=Charge.POSSIBLE),
            GenerationTimedOut(detail="no time was left to ask"),
            GenerationTimedOut(status=200, charge=Charge.POSSIBLE),
        ],
    )
    def test_no_other_failure_does(self, error: GenerationFailed) -> None:
        harness = ProviderHarness()
        for _ in range(10):
            send_request(harness, FLASH, error)
        assert held(harness, FLASH) is None

    @pytest.mark.parametrize(
        "error", [DOWN, ProviderBusy(status=429), GenerationTimedOut(status=504), UNREACHED_HALFWAY]
    )
    def test_one_members_prompts_never_put_it_on_hold_for_others(
        self, error: GenerationFailed
    ) -> None:
        harness = ProviderHarness()
        for _ in range(10):
            send_request(harness, FLASH, error, member="mia")
        assert (held(harness, FLASH), held(harness, GPT)) == (None, None)
        send_request(harness, FLASH, error, member="ben")
        assert held(harness, FLASH) is not None

    def test_one_members_faults_that_no_prompt_can_cause_put_openrouter_on_hold(self) -> None:
        harness = ProviderHarness()
        for _ in range(3):
            send_request(harness, FLASH, UNREACHED, member="mia")
        assert held(harness, GPT) == "all"

    @pytest.mark.parametrize("works", [None, PromptRejected(), RequestRejected(status=400)])
    def test_an_answer_that_shows_that_it_works_resets_the_count(
        self, works: GenerationFailed | None
    ) -> None:
        harness = ProviderHarness()
        for _ in range(4):
            send_request(harness, FLASH, DOWN)
            send_request(harness, FLASH, DOWN)
            send_request(harness, FLASH, works)
        assert held(harness, FLASH) is None

    @pytest.mark.parametrize(("takes_s", "is_held"), [(59, False), (60, True)])
    def test_a_silence_counts_when_it_was_long(self, takes_s: int, *, is_held: bool) -> None:
        harness = ProviderHarness()
        for _ in range(3):
            send_request(
                harness, FLASH, GenerationTimedOut(charge=Charge.POSSIBLE), takes_s=takes_s
            )
        assert (held(harness, FLASH) == FLASH) is is_held

    def test_the_wait_that_the_provider_asks_for_is_kept(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, ProviderBusy(status=429, provider="Vertex", retry_after_s=100))
        with pytest.raises(ProviderOnHold) as caught:
            harness.provider.check(FLASH)
        assert caught.value.retry_at == START + timedelta(seconds=100)

    def test_one_request_tries_it_while_the_others_are_refused(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH)
        harness.clock.advance(seconds=30)
        assert held(harness, FLASH) is None
        harness.provider.begin(FLASH, member=1)
        harness.caller = "somebody else"
        with pytest.raises(ProviderOnHold):
            harness.provider.begin(FLASH, member=1)
        assert harness.provider.state()[FLASH] is Circuit.HALF_OPEN
        harness.caller = "somebody"
        harness.provider.succeeded(FLASH)
        assert held(harness, FLASH) is None
        assert harness.provider.state() == {None: Circuit.CLOSED}

    def test_a_try_that_fails_doubles_the_wait(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH)
        harness.clock.advance(seconds=30)
        send_request(harness, FLASH, DOWN)
        harness.clock.advance(seconds=59)
        assert held(harness, FLASH) == FLASH
        harness.clock.advance(seconds=1)
        assert held(harness, FLASH) is None

    @pytest.mark.parametrize(
        "error", [None, ModelGone(), BadAnswer(), ProviderForbids(), GenerationTimedOut()]
    )
    def test_a_probe_without_a_verdict_goes_to_the_next_request(
        self, error: GenerationFailed | None
    ) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH)
        harness.clock.advance(seconds=30)
        harness.provider.begin(FLASH, member=1)
        if error is None:
            harness.provider.dropped(FLASH)
        else:
            harness.provider.failed(FLASH, error)
        assert held(harness, FLASH) is None
        assert harness.provider.state()[FLASH] is Circuit.HALF_OPEN

    def test_what_was_dropped_says_nothing(self) -> None:
        harness = ProviderHarness()
        for _ in range(5):
            harness.provider.begin(FLASH, member=1)
            harness.provider.dropped(FLASH)
        send_request(harness, FLASH, DOWN)
        send_request(harness, FLASH, DOWN)
        harness.provider.begin(FLASH, member=1)
        harness.provider.dropped(FLASH)
        assert held(harness, FLASH) is None
        send_request(harness, FLASH, DOWN)
        assert held(harness, FLASH) == FLASH

    def test_many_models_are_not_all_kept_in_mind(self) -> None:
        harness = ProviderHarness(most_models=3)
        for number in range(10):
            send_request(harness, f"maker/{number}", DOWN)
        assert list(harness.provider.state()) == [None, "maker/7", "maker/8", "maker/9"]

    def test_a_request_that_never_began_is_counted_all_the_same(self) -> None:
        harness = ProviderHarness()
        for _ in range(3):
            harness.provider.failed(FLASH, DOWN)
        assert held(harness, FLASH) == FLASH


class TestABlockedAccount:
    def test_at_one_provider_puts_its_model_on_hold_and_the_operator_is_told_once_a_day(
        self,
    ) -> None:
        harness = ProviderHarness()
        blocked = AccountBlocked(status=403, provider="Azure")
        for _ in range(3):
            send_request(harness, FLASH, blocked, member="mia")
        assert (held(harness, FLASH), held(harness, PRO), held(harness, GPT)) == (FLASH, None, None)
        assert harness.notifications.take() == [ProviderBlocked("Azure", FLASH)]
        harness.clock.advance(days=1)
        send_request(harness, FLASH, blocked)
        assert harness.notifications.take() == [ProviderBlocked("Azure", FLASH)]

    def test_at_openrouter_stops_everything_and_is_tried_again(self) -> None:
        harness = ProviderHarness()
        send_request(harness, FLASH, AccountBlocked(status=403))
        closed = refusal(harness, GPT)
        assert isinstance(closed, IntakeClosed)
        assert closed.reason is ClosedReason.ACCOUNT_BLOCKED
        assert harness.notifications.take() == [KeyTrouble(ClosedReason.ACCOUNT_BLOCKED)]
        harness.clock.advance(minutes=1)
        send_request(harness, GPT)
        assert refusal(harness, FLASH) is None
        assert harness.notifications.take() == [KeyWorks(ClosedReason.ACCOUNT_BLOCKED)]

    def test_many_names_of_providers_are_not_all_kept_in_mind(self) -> None:
        harness = ProviderHarness()
        for number in range(250):
            send_request(
                harness, f"m/{number}", AccountBlocked(status=403, provider=f"maker {number}")
            )
        send_request(harness, "m/249", AccountBlocked(status=403, provider="maker 249"))
        assert len(harness.notifications.take()) == 250


class TestOpenRouterAsAWhole:
    @pytest.mark.parametrize(
        "error",
        [
            UNREACHED,
            ProviderDown(charge=Charge.POSSIBLE),
            ProviderDown(status=500, error_type="server"),
            ProviderDown(status=502),
            ProviderBusy(status=503),
            GenerationTimedOut(status=524),
        ],
    )
    def test_three_failures_of_its_own_put_every_model_on_hold(
        self, error: GenerationFailed
    ) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, error)
        assert [held(harness, model) for model in (FLASH, PRO, GPT)] == ["all"] * 3
        assert harness.provider.state()[None] is Circuit.OPEN

    def test_failures_of_models_of_several_makers_do_so_too(self) -> None:
        harness = ProviderHarness()
        for model in (FLASH, GPT, FLUX):
            send_request(harness, model, DOWN)
        assert held(harness, FLUX) == "all"

    def test_each_count_is_reset_after_a_success(self) -> None:
        harness = ProviderHarness()
        send_request(harness, FLASH, DOWN)
        send_request(harness, PRO)
        for model in (FLASH, GPT, FLUX):
            send_request(harness, model, DOWN)
        assert held(harness, FLUX) == "all"

    def test_faults_of_one_makers_models_do_not_put_openrouter_on_hold(self) -> None:
        harness = ProviderHarness()
        for _ in range(2):
            for model in (FLASH, PRO):
                send_request(harness, model, DOWN)
        assert held(harness, GPT) is None

    @pytest.mark.parametrize(
        "works",
        [None, PromptRejected(), ModelGone(), BadAnswer(), ProviderForbids(), RequestRejected()],
    )
    def test_faults_with_an_answer_in_between_do_not_put_openrouter_on_hold(
        self, works: GenerationFailed | None
    ) -> None:
        harness = ProviderHarness()
        for _ in range(2):
            for model in (FLASH, GPT):
                send_request(harness, model, DOWN)
            send_request(harness, FLUX, works)
        assert held(harness, FLUX) is None

    def test_the_first_request_to_any_model_tries_it(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, UNREACHED)
        harness.clock.advance(seconds=30)
        harness.provider.begin(GPT, member=1)
        harness.caller = "somebody else"
        assert held(harness, FLUX) == "all"
        harness.caller = "somebody"
        harness.provider.failed(GPT, DOWN)
        assert held(harness, FLUX) == "all"
        harness.clock.advance(seconds=60)
        harness.provider.begin(GPT, member=1)
        harness.provider.dropped(GPT)
        send_request(harness, GPT)
        assert held(harness, FLUX) is None

    def test_a_try_with_another_model_of_the_same_maker_decides_too(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, UNREACHED)
        harness.clock.advance(seconds=30)
        send_request(harness, PRO, DOWN)
        assert held(harness, FLUX) == "all"

    def test_a_model_on_hold_for_longer_does_not_use_up_its_try(self) -> None:
        harness = ProviderHarness()
        put_on_hold(harness, FLASH, UNREACHED)
        harness.clock.advance(seconds=30)
        harness.provider.begin(FLASH, member=1)
        harness.provider.dropped(FLASH)
        send_request(harness, FLASH, DOWN)
        harness.clock.advance(seconds=60)
        send_request(harness, GPT)
        assert (held(harness, GPT), held(harness, FLASH)) == (None, None)
        assert harness.provider.state() == {None: Circuit.CLOSED, FLASH: Circuit.HALF_OPEN}


async def test_tasks_are_told_apart() -> None:
    harness = ProviderHarness()
    clock = FakeClock()
    provider = ProviderHealth(harness.watch, clock=clock)

    async def fail() -> None:
        provider.begin(FLASH, member=asyncio.current_task())
        await asyncio.sleep(0)
        provider.failed(FLASH, DOWN)

    async def drop(gate: asyncio.Event) -> None:
        provider.begin(FLASH, member=1)
        await gate.wait()
        provider.dropped(FLASH)

    gate = asyncio.Event()
    straggler = asyncio.create_task(drop(gate))
    await asyncio.gather(fail(), fail(), fail())
    clock.advance(seconds=30)
    probe_gate = asyncio.Event()
    probe = asyncio.create_task(drop(probe_gate))
    await asyncio.sleep(0)
    gate.set()
    await straggler
    assert provider.is_on_hold(FLASH), "the straggler does not give the probe back"
    probe_gate.set()
    await probe
    assert not provider.is_on_hold(FLASH)


MODELS = st.sampled_from([FLASH, PRO, GPT])
ENDS = st.sampled_from(
    [None, "dropped", DOWN, UNREACHED, PromptRejected(), OutOfCredit(), BadAnswer()]
)
STEPS = st.lists(st.tuples(st.integers(0, 4), MODELS, ENDS, st.integers(0, 90)), max_size=60)


@settings(deadline=None)
@given(steps=STEPS)
def test_whatever_happens_no_model_is_refused_for_ever(
    steps: list[tuple[int, str, GenerationFailed | str | None, int]],
) -> None:
    harness, under_way = ProviderHarness(), dict[int, str]()

    def end(who: int, how: GenerationFailed | str | None) -> None:
        harness.caller, model_id = who, under_way.pop(who)
        match how:
            case None:
                harness.provider.succeeded(model_id)
            case GenerationFailed():
                harness.provider.failed(model_id, how)
            case _:
                harness.provider.dropped(model_id)

    for who, model_id, how, seconds in steps:
        harness.caller = who
        if who in under_way:
            end(who, how)
        elif (error := refusal(harness, model_id)) is None:
            harness.provider.begin(model_id, member=1)
            under_way[who] = model_id
        else:
            assert error.retry_at is not None
            assert error.retry_at > harness.clock.now()
        harness.clock.advance(seconds=seconds)
    for who in tuple(under_way):
        end(who, "dropped")
    harness.clock.advance(minutes=30)
    for model_id in (FLASH, PRO, GPT):
        send_request(harness, model_id)
        harness.provider.check(model_id)
    assert harness.provider.state() == {None: Circuit.CLOSED}


def test_one_job_that_tries_several_models_counts_once_against_openrouter() -> None:
    harness = ProviderHarness()
    for model_id in (FLASH, GPT, FLUX):
        send_request(harness, model_id, UNREACHED, caller="one wish")
    assert held(harness, PRO) is None
    for _ in range(2):
        send_request(harness, PRO, UNREACHED)
    assert held(harness, PRO) == "all"
