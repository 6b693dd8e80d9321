"""/my images: a member's images, page by page."""

from collections.abc import Iterator
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.results import InteractionResult, ResponseMessage

from bot.errors import StorageFailed, StorageFault
from bot.service.members.history import MOST_SEARCH_LENGTH
from bot.ui.text import escape
from cogs.my.images import turn_id
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness, OpenBot

#: https://docs.discord.com/developers/components/reference, read 2026-11-22
_BUTTON, _TEXT, _THUMBNAIL = 2, 10, 11
_MOST_TEXT = 4000
_MOST_COMPONENTS = 40

FREE = {"cooldown_seconds": None, "member_images_per_day": None}


def parts(components: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - as simcord has it
    """Return all components of a message, nested ones too."""
    for one in components:
        yield one
        yield from parts(one.get("components", ()))
        if "accessory" in one:
            yield one["accessory"]


def page_of(result: InteractionResult) -> ResponseMessage:
    assert answer_of(result).ephemeral
    assert answer_of(result).flags.components_v2
    found = list(parts(answer_of(result).components))
    assert len(found) <= _MOST_COMPONENTS
    assert sum(len(one["content"]) for one in found if one["type"] == _TEXT) <= _MOST_TEXT
    return answer_of(result)


def text_of(page: ResponseMessage) -> str:
    return "\n".join(one["content"] for one in parts(page.components) if one["type"] == _TEXT)


def thumbnails(page: ResponseMessage) -> list[dict[str, Any]]:
    return [one for one in parts(page.components) if one["type"] == _THUMBNAIL]


def usable(page: ResponseMessage) -> list[str]:
    """Return the labels of the enabled buttons."""
    buttons = [one for one in parts(page.components) if one["type"] == _BUTTON]
    return [one["label"] for one in buttons if not one.get("disabled")]


async def generate(harness: BotHarness, prompt: str, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    """Request an image as Mia, and return its card."""
    result = await harness.mia.slash(harness.art, "imagine", prompt=prompt, **options)
    assert answer_of(result).attachments
    return answer_of(result)


async def images(harness: BotHarness, **options: str) -> ResponseMessage:
    return page_of(await harness.mia.slash(harness.art, "my images", **options))


async def turn(harness: BotHarness, page: ResponseMessage, label: str) -> ResponseMessage:
    """Click a button, and return the same message with its new page."""
    await harness.mia.click(page, label=label)
    return page


async def test_images_are_shown_newest_first_with_what_is_known_of_them(
    open_harness: OpenBot,
) -> None:
    async with open_harness(**FREE) as harness:
        first, second = (
            await generate(harness, "a *red* fox"),
            await generate(harness, "a blue whale"),
        )
        page = await images(harness)
        said = text_of(page)
        assert said.index("a blue whale") < said.index(escape("a *red* fox"))
        assert "**Gemini 2.5 Flash Image**" in said
        assert "$0.0" in said
        assert (
            f"https://discord.com/channels/{harness.mia.guild.id}/{harness.art.id}/{first.id}"
            in said
        )
        assert f"/{second.id})" in said
        seen = [one["media"]["url"] for one in thumbnails(page)]
        assert seen == [second.attachments[0].url, first.attachments[0].url]
        assert not usable(page)


async def test_only_ones_own_images_are_shown(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        await generate(harness, "a red fox")
        page = page_of(await harness.ben.slash(harness.art, "my images"))
        assert "You have no images here" in text_of(page)
        assert not thumbnails(page)


async def test_pages_turn_to_and_fro_even_after_a_restart(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        for number in range(1, 8):
            await generate(harness, f"fox number {number}")
        page = await images(harness)
        assert [f"number {n}" in text_of(page) for n in (1, 2, 3, 7)] == [False, False, True, True]
        assert usable(page) == ["Older"]
        # restart the bot
        await harness.bot.reload_extension("cogs.my")
        page = await turn(harness, page, "Older")
        assert [f"number {n}" in text_of(page) for n in (1, 2, 3, 7)] == [True, True, False, False]
        assert usable(page) == ["Newer"]
        page = await turn(harness, page, "Newer")
        assert "number 7" in text_of(page)
        assert usable(page) == ["Older"]


async def test_a_search_goes_along_from_page_to_page(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        for number in range(1, 8):
            await generate(harness, f"FOX: number {number}")
            if number % 3 == 0:
                await generate(harness, f"whale number {number}")
        page = await images(harness, search="fox: N")
        assert "“fox: N”" in text_of(page)
        assert "whale" not in text_of(page)
        page = await turn(harness, page, "Older")
        assert "number 2" in text_of(page)
        assert "whale" not in text_of(page)
        none = await images(harness, search="un*corn")
        assert f"None of your prompts contain “{escape('un*corn')}”." in text_of(none)


async def test_private_images_are_marked_and_lead_nowhere(harness: BotHarness) -> None:
    await generate(harness, "a red fox", private=True)
    page = await images(harness)
    assert "private" in text_of(page)
    assert "https://" not in text_of(page)
    assert not thumbnails(page)
    assert not harness.requests("GET", "/messages/")


async def test_an_image_whose_message_is_gone_is_marked_as_deleted(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        card = await generate(harness, "a red fox")
        await card.message.delete()
        page = await images(harness)
        assert "message deleted" in text_of(page)
        assert "https://" not in text_of(page)
        await generate(harness, "a blue fox")
        [job, _] = (await harness.services.history.page(harness.mia.id, limit=5)).jobs
        await harness.services.history.note_deleted(job.draft.requester.job_id)
        assert text_of(await images(harness)).count("message deleted") == 2


async def test_hidden_images_stay_hidden(harness: BotHarness) -> None:
    await generate(harness, "a red fox", spoiler=True)
    [thumbnail] = thumbnails(await images(harness))
    assert thumbnail["spoiler"] is True


async def test_a_message_that_discord_does_not_hand_over_only_costs_its_image(
    harness: BotHarness,
) -> None:
    await generate(harness, "a red fox")
    harness.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001)
    page = await images(harness)
    assert "https://discord.com/channels/" in text_of(page)
    assert "message deleted" not in text_of(page)
    assert not thumbnails(page)


async def test_many_long_and_hostile_prompts_fit_on_a_page(open_harness: OpenBot) -> None:
    async with open_harness(**FREE) as harness:
        for _ in range(5):
            await generate(harness, "*" * 1000 + "@everyone")
        page = await images(harness, search="*" * MOST_SEARCH_LENGTH)
        assert len(thumbnails(page)) == 5
        assert "@everyone" not in text_of(page)


async def test_turning_somebody_elses_page_shows_ones_own(open_harness: OpenBot) -> None:
    """Custom ids are not secret."""
    async with open_harness(**FREE) as harness:
        await generate(harness, "a red fox")
        channel = harness.bot.get_channel(harness.art.id)
        assert isinstance(channel, discord.TextChannel)
        view = discord.ui.LayoutView()
        button: discord.ui.Button[Any] = discord.ui.Button(
            label="Older", custom_id=turn_id("older", 10**19 - 1, "")
        )
        view.add_item(discord.ui.ActionRow(button))
        forged = await channel.send(view=view)
        await harness.ben.click(forged, label="Older")
        [changed] = [one for one in harness.art.history() if one.id == forged.id]
        texts = "".join(str(one.to_dict()) for one in changed.components)
        assert "red fox" not in texts


async def test_the_history_works_in_direct_messages(harness: BotHarness) -> None:
    result = await harness.mia.user.slash("imagine", prompt="a red fox")
    page = page_of(await harness.mia.user.slash("my images"))
    assert len(thumbnails(page)) == 1
    assert f"https://discord.com/channels/@me/{answer_of(result).channel_id}/" in text_of(page)


@given(st.integers(0, 10**19 - 1), st.text(max_size=MOST_SEARCH_LENGTH))
def test_custom_ids_never_exceed_what_discord_takes(job_id: int, search: str) -> None:
    custom_id = turn_id("older", job_id, search)
    assert len(custom_id.encode("utf-16-le", errors="surrogatepass")) // 2 <= 100


async def test_the_database_being_away_is_told(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise StorageFailed(StorageFault.BUSY)

    monkeypatch.setattr(type(harness.services.history.store), "page", fail)
    harness.expected_errors = 1
    result = await harness.mia.slash(harness.art, "my images")
    assert result.ephemeral
    assert "database" in answer_of(result).content
