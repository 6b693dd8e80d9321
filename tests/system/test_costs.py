"""Costs stay within the caps, also with a provider's own key and with absurd charges."""

from dataclasses import replace

import pytest

from bot.sandbox.painter import ScriptedAnswer
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot
from tests.system.test_notices import belong_to, dms_to_owner

SKETCH = ScriptedAnswer(sketch=True)
#: Settings in which only the caps refuse.
LIMITLESS = {
    "server_usd_per_day": None,
    "cap_server_usd_per_day": None,
    "cap_user_usd_per_day": None,
}
EIGHT_CENTS = {"server_usd_per_day": 0.08, "cooldown_seconds": 0}


async def _imagine(harness: BotHarness) -> str:
    """Request an image; return the text of the response, or nothing if it has an image."""
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    return "" if answer_of(result).attachments else answer_of(result).content


@pytest.mark.parametrize(
    "usage",
    [{}, {"cost_details": None}, {"cost_details": {"upstream_inference_cost": 0}}],
    ids=["reported", "not reported", "reported as 0"],
)
async def test_with_a_provider_key_of_ones_own_a_cap_holds_too(
    open_harness: OpenBot, usage: dict[str, object]
) -> None:
    async with open_harness(**EIGHT_CENTS) as harness:
        harness.painter.default = replace(SKETCH, own_key=True, usage=usage)
        answers = [await _imagine(harness) for _ in range(3)]
        assert answers[:2] == ["", ""]
        assert "dollars" in answers[2] or "$0.08" in answers[2]
        assert len(harness.painter.requests) == 2


async def test_the_card_says_what_the_provider_charged(harness: BotHarness) -> None:
    harness.painter.script(replace(SKETCH, own_key=True, cost_usd=0.002))
    result = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    assert "$0.041" in answer_of(result).content


@pytest.mark.parametrize("cost", [True, "1_000", "0.001", -1, [0.001]])
async def test_what_is_no_cost_counts_as_the_estimate(open_harness: OpenBot, cost: object) -> None:
    async with open_harness(**EIGHT_CENTS) as harness:
        harness.painter.default = replace(SKETCH, usage={"cost": cost})
        assert [bool(await _imagine(harness)) for _ in range(3)] == [False, False, True]


async def test_one_absurd_charge_is_told_to_the_owner_and_blocks_no_model(
    open_harness: OpenBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_harness(**LIMITLESS, cooldown_seconds=0) as harness:
        belong_to(harness, monkeypatch)
        harness.painter.script(replace(SKETCH, cost_usd=12.0), replace(SKETCH, cost_usd=999_999.0))
        assert [await _imagine(harness) for _ in range(4)] == [""] * 4
        await harness.env.settle()
        [notice] = dms_to_owner(harness)
        assert notice.startswith("**Unusual charge of $12.00:**")
        assert "$0.78" in notice
