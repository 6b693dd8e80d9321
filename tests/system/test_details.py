"""Details of images: of the bot's own from their job, of others from Discord's message."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.client import ImagineBot
from bot.i18n import LANGUAGES, texts_for
from bot.policy.images.actions import ORIGINS, Action, Audience
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import ImageRequest, Order, Reference
from bot.policy.images.style import Style
from bot.policy.jobs.job import Draft, Parent, ReplyTarget, Requester, State
from bot.policy.limits.effective import Spot
from bot.policy.normal_form import normalise_prompt
from bot.ports import StoredJob
from bot.ui.text import block as prompt_block
from bot.ui.text import escape
from cogs import EXTENSIONS
from cogs.imagine.details import details_text
from testkit.fakes import FLASH, START
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness

MENU = "Image details"
PNG = ("fox.png", b"\x89PNG\r\n\x1a\n" + bytes(3000))
SAY = texts_for("en-US")


def _job(prompt: str = "a red fox", *, generated: bool = True, **changes: Any) -> StoredJob:  # noqa: ANN401 - any part
    style = Style("ink", "black lines")
    request = ImageRequest(prompt, ratio="16:9", style=style)
    order = Order(FLASH, prompt, ratio="16:9", size="1K", style=style)
    images = tuple(
        ImageFile(Path(), "image/png", 1344, 768, 9, seed=seed) for seed in (12345, 12346)
    )
    generation = Generation(
        order, images, cost_micros=39_000, latency_s=3.21, generation_id="gen-1"
    )
    draft = Draft(
        Requester(77, 5, Spot(guild_id=1), START, private=False, can_be_late=True),
        replace(request, **changes.pop("request", {})),
        allowed=None,
        reply_target=ReplyTarget(1, "", 2, 10, 10),
        deadline=START,
        model=FLASH.id,
        **changes,
    )
    state = State.DONE if generated else State.FAILED
    return StoredJob(draft, state, True, 1, 39_000, generation if generated else None)


async def _image(harness: BotHarness, **options: Any) -> Any:  # noqa: ANN401 - as simcord has it
    result = await harness.mia.slash(harness.art, "imagine", prompt="a red fox", **options)
    return answer_of(result)


def test_everything_about_an_image_is_told() -> None:
    parent = Parent(Action.REMIX, 1, 3, 4, 5)
    reference = Reference(Path(), "image/png", 5)
    text = details_text(_job(parent=parent, request={"references": (reference,)}), SAY)
    for fact in (
        "> a red fox",
        "ink, which added: black lines",
        FLASH.name,
        "16:9",
        "1K (1344×768 px)",
        "**Seeds** 12345, 12346",
        "$0.039",
        "3.2 s",
        "<@5>",
        f"<t:{int(START.timestamp())}:f>",
        "**Attached** 1 image",
        "**Remix** of https://discord.com/channels/3/4/5",
        "gen-1",
        "**Image ID** 77 (for `/show`)",
    ):
        assert fact in text


def _signed(*signers: str | None, refitted: bool = False) -> StoredJob:
    job = _job()
    assert job.generation is not None
    images = tuple(
        ImageFile(Path(), "image/webp", 1344, 768, 9, refitted, signed_by=signer)
        for signer in signers
    )
    return replace(job, generation=replace(job.generation, images=images))


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_signed_an_image_is_told_in_every_language(language: str) -> None:
    say = texts_for(language)
    text = details_text(_signed("Example Ltd", "Other"), say)
    assert say("details-signed", signer="Example Ltd, Other") in text
    assert say("details-marked") not in text
    assert say("details-marked") in details_text(_signed("Example", refitted=True), say)
    assert say("details-signed-unnamed") in details_text(_signed(""), say)
    assert "C2PA" not in details_text(_signed(None, refitted=True), say)


def test_images_of_one_signer_name_it_once_and_other_words_do_nothing() -> None:
    text = details_text(_signed("**@everyone** <@5> [x](https://evil.example)", "", None), SAY)
    [line] = [line for line in text.splitlines() if line.startswith("**Signed**")]
    assert escape("**@everyone** <@5> [x](https://evil.example)") in line
    same = details_text(_signed("Example Ltd", "Example Ltd"), SAY)
    assert same.count("Example Ltd") == 1


@given(st.lists(st.none() | st.text(max_size=100), min_size=1, max_size=10))
def test_no_signers_make_details_too_long(signers: list[str | None]) -> None:
    assert len(details_text(_signed(*signers), SAY)) <= 2000


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_parent_without_a_known_message_is_still_named(origin: Action) -> None:
    assert "—" in details_text(_job(parent=Parent(origin)), SAY)


def test_a_job_without_an_image_tells_what_was_wanted() -> None:
    text = details_text(_job(generated=False), SAY)
    assert "No image was created." in text
    assert "16:9" in text


@given(st.text(min_size=1, max_size=2000))
def test_details_fit_into_a_message(prompt: str) -> None:
    assert len(details_text(_job(normalise_prompt(prompt) or "x"), SAY)) <= 2000


@given(st.text(alphabet="`a\u200b ", max_size=40))
def test_no_prompt_ends_its_own_block(prompt: str) -> None:
    block = prompt_block(prompt)
    assert block.count("```") == len(re.findall("```", block)) == 2
    assert block.replace("\u200b", "") == f"```\n{prompt}\n```".replace("\u200b", "")


async def test_details_are_told_in_private_to_everybody(harness: BotHarness) -> None:
    card = await _image(harness)
    result = await harness.ben.select(card, [Action.DETAILS.value])
    [reply] = result.followups
    assert reply.ephemeral
    assert "> a red fox" in reply.content
    assert card.attachments


async def test_a_server_can_keep_details_to_the_author(harness: BotHarness) -> None:
    card = await _image(harness)
    await harness.services.rulebook_editor.edit(
        harness.mia.guild.id,
        harness.mia.id,
        lambda book: replace(book, audiences={Action.DETAILS: Audience.AUTHOR}),
    )
    for result in (
        await harness.ben.select(card, [Action.DETAILS.value]),
        await harness.ben.context_menu(harness.art, MENU, card.message),
    ):
        reply = result.followups[0] if result.followups else result.response
        assert reply is not None
        assert reply.ephemeral
        assert "Only the member who requested this image" in reply.content


@pytest.mark.parametrize("prompt", ["a ```red``` fox", "fox " * 499 + "fox!"])
async def test_the_prompt_can_be_copied_after_a_restart(harness: BotHarness, prompt: str) -> None:
    result = await harness.mia.slash(harness.art, "imagine", prompt=prompt)
    shown = await harness.ben.select(answer_of(result), [Action.DETAILS.value])
    await harness.env.restart_bot(ImagineBot(harness.services, EXTENSIONS))
    copied = await harness.ben.click(shown.followups[0], label="Copy prompt")
    assert copied.ephemeral
    content = answer_of(copied).content or answer_of(copied).components[0]["content"]
    assert content == prompt_block(prompt)


async def test_the_menu_tells_of_the_bots_own_image(harness: BotHarness) -> None:
    card = await _image(harness)
    result = await harness.ben.context_menu(harness.art, MENU, card.message)
    assert result.ephemeral
    assert "> a red fox" in answer_of(result).content
    assert answer_of(result).components


async def test_the_menu_finds_an_image_whose_buttons_are_gone(harness: BotHarness) -> None:
    card = await _image(harness)
    harness.env.backend.get_message(card.channel_id, card.id).components = []
    result = await harness.ben.context_menu(harness.art, MENU, card.message)
    assert "> a red fox" in answer_of(result).content


async def test_the_menu_describes_others_images(harness: BotHarness) -> None:
    message = await harness.ben.send(harness.art, "look", attachments=[PNG])
    result = await harness.mia.context_menu(harness.art, MENU, message)
    assert result.ephemeral
    assert "**fox.png** · image/png · 3 KB" in answer_of(result).content
    assert harness.ben.user.mention in answer_of(result).content


async def test_the_menu_says_where_there_is_no_image(harness: BotHarness) -> None:
    message = await harness.ben.send(harness.art, "look", attachments=[("a.txt", b"text")])
    result = await harness.mia.context_menu(harness.art, MENU, message)
    assert result.ephemeral
    assert "no image in this message" in answer_of(result).content
