"""/my allowance: what is left of every limit, in servers and DMs."""

from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER
from tests.system.conftest import BotHarness, OpenBot
from tests.system.moderated_server import answer


async def test_a_member_sees_what_is_left_and_what_the_next_image_costs(
    harness: BotHarness,
) -> None:
    await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    text = answer(await harness.mia.slash(harness.art, "my allowance"))
    assert "Cooldown over: <t:" in text
    assert "▰▱▱▱▱▱▱▱▱▱ Your images today: **9** of 10 left, resets <t:" in text
    assert "This server's budget today: **$0.961** of $1.00 left" in text
    assert "Cooldown: 1 min (set by the bot's owner)" in text
    assert "with **Gemini 2.5 Flash Image** costs up to $0." in text


async def test_the_next_model_is_one_that_is_allowed_here(harness: BotHarness) -> None:
    editor = harness.services.rulebook_editor
    allowed = frozenset({"openai/gpt-5-image-mini"})
    await editor.set_limit(harness.mia.guild.id, harness.ben.id, SERVER, Limit.MODELS, allowed)
    text = answer(await harness.mia.slash(harness.art, "my allowance"))
    assert "with **GPT-5 Image Mini**" in text
    await editor.set_limit(harness.mia.guild.id, harness.ben.id, SERVER, Limit.MODELS, frozenset())
    text = answer(await harness.mia.slash(harness.art, "my allowance"))
    assert "No model is available right now." in text


async def test_the_allowance_works_in_direct_messages(harness: BotHarness) -> None:
    text = answer(await harness.mia.user.slash("my allowance"))
    assert "Your images today: **10** of 10 left" in text
    assert "This server" not in text


async def test_the_allowance_says_when_there_are_no_limits(open_harness: OpenBot) -> None:
    off = {
        "member_images_per_day": None,
        "server_usd_per_day": None,
        "member_jobs_at_once": None,
        "budget_usd_per_day": None,
        "cap_server_usd_per_day": None,
        "cap_user_usd_per_day": None,
        "cooldown_seconds": None,
    }
    async with open_harness(**off) as harness:
        text = answer(await harness.mia.slash(harness.art, "my allowance"))
        assert "You have no limits here." in text
