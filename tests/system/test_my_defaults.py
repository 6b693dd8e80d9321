"""/my defaults: values for options that /imagine leaves out."""

import pytest

from bot.policy.limits.rulebook import Rulebook
from bot.policy.members.defaults import MemberDefaults
from tests.system.conftest import BotHarness
from tests.system.locales import speak
from tests.system.moderated_server import answer

PRO = "google/gemini-3-pro-image"


async def defaults(harness: BotHarness, **options: object) -> str:
    return answer(await harness.mia.slash(harness.art, "my defaults", **options))


async def test_a_member_sets_them_one_by_one_and_takes_them_back(harness: BotHarness) -> None:
    assert "You have no defaults" in await defaults(harness)
    assert "Aspect ratio: **16:9**" in await defaults(harness, ratio="16:9")
    text = await defaults(harness, private=True, style="INK")
    assert "Aspect ratio: **16:9**" in text
    assert "Style: **ink**" in text
    assert "Visible to: **only you**" in text
    assert "Visible to: **everyone**" in await defaults(harness, private=False)
    kept = await harness.services.defaults.read(harness.mia.id)
    assert kept == MemberDefaults(ratio="16:9", style="ink", private=False)
    assert await harness.services.defaults.read(harness.ben.id) == MemberDefaults()
    text = await defaults(harness, clear=True, size="1k")
    assert "Size: **1K**" in text
    assert "Ratio" not in text
    assert "You have no defaults" in await defaults(harness, clear=True)


@pytest.mark.parametrize("typed", ["openai/gpt-5-image-mini", "GPT-5 image mini"])
async def test_a_model_is_kept_by_its_id_however_it_was_typed(
    harness: BotHarness, typed: str
) -> None:
    assert "Model: **GPT-5 Image Mini**" in await defaults(harness, model=typed)
    kept = await harness.services.defaults.read(harness.mia.id)
    assert kept.model == "openai/gpt-5-image-mini"


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("model", "nobody/nothing", "nobody/nothing"),
        ("ratio", "7:6", "16:9"),
        ("size", "9K", "1K"),
        ("style", "no_such", "no\\_such"),
    ],
)
async def test_what_does_not_exist_is_refused_and_nothing_changes(
    harness: BotHarness, option: str, value: str, words: str
) -> None:
    await defaults(harness, ratio="1:1")
    text = await defaults(harness, **{option: value, "private": True, "clear": True})
    assert words in text
    kept = await harness.services.defaults.read(harness.mia.id)
    assert kept == MemberDefaults(ratio="1:1")


async def test_a_model_that_is_gone_since_is_shown_as_gone(harness: BotHarness) -> None:
    await harness.services.defaults.set(harness.mia.id, MemberDefaults(model="old/one"))
    assert "Model: old/one (no longer available" in await defaults(harness)


async def test_a_style_that_is_not_here_is_shown_as_missing(harness: BotHarness) -> None:
    await harness.services.defaults.set(harness.mia.id, MemberDefaults(style="dreamy"))
    assert "Style: dreamy (not available here" in await defaults(harness)
    await harness.services.rulebook_editor.edit(
        harness.mia.guild.id, 1, lambda _: Rulebook(styles={"dreamy": "soft light"})
    )
    assert "Style: **dreamy**" in await defaults(harness)


async def test_the_models_own_ratio_is_offered_and_shown_in_the_members_language(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "de")
    offered = await harness.mia.autocomplete(harness.art, "my defaults", "ratio", "aut")
    assert [choice["name"] for choice in offered] == ["auto (das Modell entscheidet)"]
    assert "Seitenverhältnis: **auto**" in await defaults(harness, ratio="auto")


async def test_values_are_offered_while_they_are_typed(harness: BotHarness) -> None:
    async def offered(option: str, typed: str) -> list[str]:
        found = await harness.mia.autocomplete(harness.art, "my defaults", option, typed)
        return [choice["value"] for choice in found]

    assert "16:9" in await offered("ratio", "16")
    assert "1K" in await offered("size", "k")
    assert "openai/gpt-5-image-mini" in await offered("model", "mini")
    assert "watercolour" in await offered("style", "water")
    assert len(await offered("ratio", "")) <= 25


async def test_defaults_work_in_direct_messages(harness: BotHarness) -> None:
    text = answer(await harness.mia.user.slash("my defaults", style="neon"))
    assert "Style: **neon**" in text
