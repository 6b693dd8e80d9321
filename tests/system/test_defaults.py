"""The allowance of a member under all default limits together, at the painter's prices."""

import re
from pathlib import Path

import pytest

from bot.policy.images.model import PREFERRED_MODELS
from bot.settings import load_settings
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot

ROOT = Path(__file__).parents[2]
TEN = 10

#: How many of ten images one member gets. For the others, the upper estimate exceeds the dollars
#: left to the server or the user.
COME = {
    None: TEN,
    "google/gemini-2.5-flash-image": TEN,
    "google/gemini-3.1-flash-image": TEN,
    "google/gemini-3-pro-image-preview": 7,
}


async def _ask_ten(harness: BotHarness, model: str | None) -> list[str]:
    results: list[str] = []
    options: dict[str, object] = {"model": model} if model else {}
    for number in range(TEN):
        harness.clock.advance(seconds=61)
        result = await harness.mia.slash(harness.art, "imagine", prompt=f"fox {number}", **options)
        results.append("picture" if answer_of(result).attachments else answer_of(result).content)
    return results


@pytest.mark.parametrize("model", COME)
async def test_ten_images_of_the_default_model_fit_under_all_defaults_together(
    open_harness: OpenBot, model: str | None
) -> None:
    async with open_harness() as harness:
        results = await _ask_ten(harness, model)
        came = results.count("picture")
        assert came == COME[model]
        assert results[:came] == ["picture"] * came
        assert all("$" in refusal for refusal in results[came:])


def test_the_documentation_says_how_many() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    table = text.partition("Images per member per day under all defaults")[2]
    rows = re.findall(r"^\| `([^`]+)`[^|]*\| \$([0-9.]+) \| (\d+) \|$", table, re.MULTILINE)
    assert {model: int(number) for model, _, number in rows} == {
        model: number for model, number in COME.items() if model
    }
    assert rows[0][0] == PREFERRED_MODELS[0]
    caps = load_settings(env_file=None).caps
    assert all(float(price) * int(number) * 1e6 <= min(caps.values()) for _, price, number in rows)


async def test_one_user_has_one_cap_over_servers_and_direct_messages(open_harness: OpenBot) -> None:
    async with open_harness(cap_user_usd_per_day=0.10, cap_server_usd_per_day=None) as harness:
        other = harness.env.create_guild("Another Corner")
        elsewhere = other.create_text_channel("art")
        channels = [(harness.mia, harness.art), (other.add_member(harness.mia.user), elsewhere)]
        answers: list[str] = []
        for who, where in channels * 2:
            harness.clock.advance(seconds=61)
            result = await who.slash(where, "imagine", prompt="a fox")
            answers.append(
                "picture" if answer_of(result).attachments else answer_of(result).content
            )
        assert answers[:2] == ["picture"] * 2
        assert all("Dollars per user in all servers per day" in results for results in answers[2:])
        allowance = await harness.mia.slash(harness.art, "my allowance")
        assert "In all servers, your budget" in answer_of(allowance).content
