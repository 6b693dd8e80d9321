"""Every documented failure of OpenRouter, with the sentence that the member reads."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from simcord.results import ResponseMessage

from bot.errors import (
    Charge,
    ClosedReason,
    GenerationFailed,
    ImagineError,
    IntakeClosed,
    ModelGone,
    OutOfCredit,
    ProviderBusy,
    ProviderDown,
    ProviderOnHold,
)
from bot.i18n import ENGLISH
from bot.openrouter.answers.wire import Surface
from bot.openrouter.failures.retry import wait_before_retry
from bot.sandbox.painter import ERROR_TABLE, PROBLEMS, Fault, ScriptedAnswer
from bot.ui.sentences import explain
from testkit.fakes import START
from testkit.simulated import answer_of
from tests.openrouter.test_client_faults import ERRORS, IN_GOOD_STATUS, SURVIVED, UNCLEAR
from tests.system.conftest import BotHarness, OpenBot

pytestmark = pytest.mark.takes_long

GIVEN_BACK = ENGLISH("error-refunded")
SKETCH = ScriptedAnswer(sketch=True)
GONE = ScriptedAnswer.error(404, availability={"code": "model_deprecated"})


def _failure(fault: Fault, surface: Surface) -> tuple[type[GenerationFailed], Charge]:
    """Return the error that the client makes of a fault, and the part about its cost."""
    if found := IN_GOOD_STATUS.get((fault.name, surface)):
        return found
    kind, _attempts = ERRORS[fault.name]
    return kind, Charge.NONE


def _is_unclear(fault: Fault, surface: Surface) -> bool:
    is_in_good_status = (fault.name, surface) in IN_GOOD_STATUS
    return fault.name in UNCLEAR and (surface == "chat" or not is_in_good_status)


def _is_overcome(fault: Fault, surface: Surface) -> bool:
    """Tell whether there is an image anyway: in the answer, or from a successor."""
    return fault.name in SURVIVED or _failure(fault, surface)[0] is ModelGone


#: Faults of OpenRouter itself.
OUTAGE = next(fault for fault in ERROR_TABLE if fault.name == "500 server")

IN_A_WHILE = START + timedelta(minutes=1)

SURFACES: tuple[Surface, ...] = ("images", "chat")
CASES: list[tuple[Fault, Surface]] = [
    (fault, surface)
    for fault in (*ERROR_TABLE, *PROBLEMS)
    for surface in SURFACES
    if surface in fault.surfaces
]
OVERCOME = [case for case in CASES if _is_overcome(*case)]
FATAL = [case for case in CASES if not _is_overcome(*case)]


def _name(value: Fault | Surface) -> str:
    return value.name if isinstance(value, Fault) else value


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry without a pause."""

    def at_once(error: GenerationFailed) -> float | None:
        return None if wait_before_retry(error) is None else 0.0

    monkeypatch.setattr("bot.openrouter.client.wait_before_retry", at_once)
    monkeypatch.setattr("random.uniform", _least)


def _least(least: float, _most: float) -> float:
    return least


async def _ask(harness: BotHarness, **options: str) -> ResponseMessage:
    """Send a request as the same member; assert that one message responds and no file is left."""
    before = len(harness.art.history())
    result = await harness.mia.slash(
        harness.art, "imagine", prompt="a fox", ratio="16:9", **options
    )
    assert len(harness.art.history()) == before + 1
    assert harness.spooled() == []
    return answer_of(result)


def _without_times(text: str) -> str:
    return re.sub(r"<t:\d+:R>", "<t>", text)


async def _assert_refused(harness: BotHarness, hold: ImagineError) -> None:
    """Assert that a request is refused with the right sentence, before anything is sent."""
    asked = len(harness.painter.requests)
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox", ratio="16:9")
    assert answer_of(result).ephemeral
    assert _without_times(explain(hold)) in _without_times(answer_of(result).content)
    assert GIVEN_BACK not in answer_of(result).content
    assert len(harness.painter.requests) == asked


async def _until_images_are_taken(harness: BotHarness) -> None:
    """Wait until the key was checked again, if a failure was about the key."""
    while True:
        try:
            harness.services.intake.check()
        except IntakeClosed:
            await asyncio.sleep(0)
        else:
            return


@pytest.mark.parametrize(("fault", "surface"), FATAL, ids=_name)
async def test_a_failure_ends_in_its_sentence_and_the_next_request_is_admitted(
    open_harness: OpenBot, fault: Fault, surface: Surface
) -> None:
    kind, charge = _failure(fault, surface)
    error = kind(charge=charge, may_be_refusal=_is_unclear(fault, surface))
    what, _advice = explain(error).split(cost := ENGLISH(f"error-charge-{charge}"))
    async with open_harness(openrouter_api=surface) as harness:
        harness.painter.default = replace(fault.answer, sketch=True)
        failed = await _ask(harness)
        sentence, note = failed.content.splitlines()
        assert sentence.startswith(f"{harness.mia.mention} {what}{cost} ")
        assert note == f"-# {GIVEN_BACK}"
        assert failed.attachments == []
        harness.painter.default = SKETCH
        await _until_images_are_taken(harness)
        if kind is OutOfCredit:
            await _assert_refused(harness, IntakeClosed(ClosedReason.OUT_OF_CREDIT, IN_A_WHILE))
            harness.clock.advance(minutes=1)
        assert (await _ask(harness)).attachments


async def test_after_three_requests_that_met_an_outage_openrouter_is_left_alone_for_a_while(
    harness: BotHarness,
) -> None:
    harness.painter.default = replace(OUTAGE.answer, sketch=True)
    for _ in range(3):
        assert not (await _ask(harness)).attachments
    asked = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert "on hold" not in answer_of(asked).content, "one member stops nobody"
    await harness.ben.slash(harness.art, "imagine", prompt="a fox")
    harness.painter.default = SKETCH
    await _assert_refused(harness, ProviderOnHold(None, IN_A_WHILE))
    harness.clock.advance(minutes=1)
    assert (await _ask(harness)).attachments


@pytest.mark.parametrize(("fault", "surface"), OVERCOME, ids=_name)
async def test_what_can_be_overcome_ends_in_one_image(
    open_harness: OpenBot, fault: Fault, surface: Surface
) -> None:
    async with open_harness(openrouter_api=surface) as harness:
        harness.painter.script(replace(fault.answer, sketch=True))
        answer = await _ask(harness)
        assert len(answer.attachments) == 1
        assert GIVEN_BACK not in answer.content
        is_other_shape = fault.name == "2 ratio ignored"
        assert ("192×128 pixels instead of 16:9" in answer.content) == is_other_shape


TRANSIENT = [
    case
    for case in FATAL
    if _failure(*case) in {(ProviderDown, Charge.NONE), (ProviderBusy, Charge.NONE)}
    and not _is_unclear(*case)
]


@pytest.mark.parametrize(("fault", "surface"), TRANSIENT, ids=_name)
async def test_what_only_one_model_has_ends_in_an_image_of_its_successor_that_says_so(
    open_harness: OpenBot, fault: Fault, surface: Surface
) -> None:
    async with open_harness(openrouter_api=surface) as harness:
        _kind, attempts = ERRORS.get(fault.name, (None, 1))
        harness.painter.script(*[replace(fault.answer, sketch=True)] * attempts)
        answer = await _ask(harness)
        assert len(answer.attachments) == 1
        assert (
            "Gemini 2.5 Flash Image was unavailable, so its successor was used." in answer.content
        )
        asked = [request.body["model"] for request in harness.painter.requests]
        assert asked == ["google/gemini-2.5-flash-image"] * attempts + [asked[-1]]
        assert asked[-1] != asked[0]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({}, "The bot's preferred models aren't available right now. Choose"),
        (
            {"model": "openai/gpt-5-image"},
            "no model openai/gpt-5-image, or it's no longer available.",
        ),
    ],
)
async def test_when_nobody_is_left_to_generate_the_sentence_says_so(
    open_harness: OpenBot, wish: dict[str, str], words: str
) -> None:
    async with open_harness() as harness:
        harness.painter.default = GONE
        failed = await _ask(harness, **wish)
        assert words in failed.content
        assert failed.content.endswith(GIVEN_BACK)
