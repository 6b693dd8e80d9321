"""/my defaults: what holds where /imagine does not say."""

import pytest

from bot.policy.members.defaults import MemberDefaults
from bot.policy.limits.rulebook import Rulebook
from tests.system.conftest import BotHarness
from tests.system.locales import speak
from tests.system.moderated_server import answer

PRO = "google/gemini-3-pro-image"


async def defaults(stage: BotHarness, **options: object) -> str:
    return answer(await stage.mia.slash(stage.art, "my defaults", **options))


async def test_a_member_sets_them_one_by_one_and_takes_them_back(stage: BotHarness) -> None:
    assert "You have no defaults" in await defaults(stage)
    assert "Aspect ratio: **16:9**" in await defaults(stage, ratio="16:9")
    said = await defaults(stage, private=True, style="INK")
    assert "Aspect ratio: **16:9**" in said
    assert "Style: **ink**" in said
    assert "Visible to: **only you**" in said
    assert "Visible to: **everyone**" in await defaults(stage, private=False)
    kept = await stage.services.preferences.read(stage.mia.id)
    assert kept == MemberDefaults(ratio="16:9", style="ink", private=False)
    assert await stage.services.preferences.read(stage.ben.id) == MemberDefaults()
    said = await defaults(stage, clear=True, size="1k")
    assert "Size: **1K**" in said
    assert "Ratio" not in said
    assert "You have no defaults" in await defaults(stage, clear=True)


@pytest.mark.parametrize("typed", ["openai/gpt-5-image-mini", "GPT-5 image mini"])
async def test_a_model_is_kept_by_its_id_however_it_was_typed(
    stage: BotHarness, typed: str
) -> None:
    assert "Model: **GPT-5 Image Mini**" in await defaults(stage, model=typed)
    kept = await stage.services.preferences.read(stage.mia.id)
    assert kept.model == "openai/gpt-5-image-mini"


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        ("model", "nobody/nothing", "nobody/nothing"),
        ("ratio", "7:6", "16:9"),
        ("size", "9K", "1K"),
        ("style", "no_such", "no\\_such"),
    ],
)
async def test_what_does_not_exist_is_refused_and_nothing_changes(
    stage: BotHarness, option: str, value: str, says: str
) -> None:
    await defaults(stage, ratio="1:1")
    said = await defaults(stage, **{option: value, "private": True, "clear": True})
    assert says in said
    kept = await stage.services.preferences.read(stage.mia.id)
    assert kept == MemberDefaults(ratio="1:1")


async def test_a_model_that_is_gone_since_is_shown_as_gone(stage: BotHarness) -> None:
    await stage.services.preferences.set(stage.mia.id, MemberDefaults(model="old/one"))
    assert "Model: old/one (no longer available" in await defaults(stage)


async def test_a_style_that_is_not_here_is_shown_as_missing(stage: BotHarness) -> None:
    await stage.services.preferences.set(stage.mia.id, MemberDefaults(style="dreamy"))
    assert "Style: dreamy (not available here" in await defaults(stage)
    await stage.services.moderation.edit(
        stage.mia.guild.id, 1, lambda _: Rulebook(styles={"dreamy": "soft light"})
    )
    assert "Style: **dreamy**" in await defaults(stage)


async def test_the_models_own_ratio_is_offered_and_shown_in_the_members_language(
    stage: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(monkeypatch, "de")
    offered = await stage.mia.autocomplete(stage.art, "my defaults", "ratio", "aut")
    assert [choice["name"] for choice in offered] == ["auto (das Modell entscheidet)"]
    assert "Seitenverhältnis: **auto**" in await defaults(stage, ratio="auto")


async def test_values_are_offered_while_they_are_typed(stage: BotHarness) -> None:
    async def offered(option: str, typed: str) -> list[str]:
        found = await stage.mia.autocomplete(stage.art, "my defaults", option, typed)
        return [choice["value"] for choice in found]

    assert "16:9" in await offered("ratio", "16")
    assert "1K" in await offered("size", "k")
    assert "openai/gpt-5-image-mini" in await offered("model", "mini")
    assert "watercolour" in await offered("style", "water")
    assert len(await offered("ratio", "")) <= 25


async def test_it_works_in_direct_messages(stage: BotHarness) -> None:
    said = answer(await stage.mia.user.slash("my defaults", style="neon"))
    assert "Style: **neon**" in said
