"""The texts of a card, from waiting to finished."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Cancelled, Charge, PromptRejected
from bot.i18n import ENGLISH, texts_for
from bot.policy.images.image import Generation, ImageFile
from bot.policy.images.request import MAX_PROMPT_LENGTH, Order
from bot.policy.images.style import Style
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.claim import Remaining
from bot.ui.jobs.cards import (
    alt_text,
    end_note,
    failure_card,
    fitting_card,
    generation_card,
    image_card,
    postponed_card,
    waiting_card,
)
from bot.ui.sentences import explain
from bot.ui.text import MAX_CONTENT
from testkit.fakes import FLASH, START
from tests.ui.conftest import Keys

ORDER = Order(FLASH, "a red fox", ratio="16:9", size="2K")
WIDE = ImageFile(Path("x"), "image/png", 1344, 768, 100)
GENERATING = Generation(ORDER, (WIDE,), cost_micros=39_000, latency_s=1.0)


def test_a_done_card_names_requester_prompt_ratio_model_size_and_cost() -> None:
    card = image_card(GENERATING, left=None, mention="<@5>", say=ENGLISH)
    assert card == "<@5> · 16:9 · **Gemini 2.5 Flash Image** · 2K · $0.039\n> a red fox"


def test_a_done_card_tells_what_is_left_today() -> None:
    card = image_card(GENERATING, left=Remaining(7, of=10), mention="<@5>", say=ENGLISH)
    assert card.partition("\n")[0].endswith("$0.039 · 7 of 10 images left today")


def test_a_cheaper_model_near_the_budget_is_told() -> None:
    order = replace(ORDER, is_thrifty=True)
    card = image_card(replace(GENERATING, order=order), left=None, mention="", say=ENGLISH)
    assert "-# The bot's budget is almost used up, so a cheaper model was used." in card


def test_what_was_not_asked_for_or_is_not_known_is_not_named() -> None:
    generation = replace(GENERATING, order=Order(FLASH, "a red fox"), cost_micros=None)
    card = image_card(generation, left=None, mention="<@5>", say=ENGLISH)
    assert card == "<@5> · auto ratio · **Gemini 2.5 Flash Image**\n> a red fox"


def test_style_and_seed_stand_beside_the_other_facts() -> None:
    order = replace(ORDER, style=Style("*ink*", "drawn in ink"), seed=2_000_000_000)
    card = image_card(replace(GENERATING, order=order), left=None, mention="<@5>", say=ENGLISH)
    assert " · 2K · style \\*ink\\* · seed 2000000000 · $0.039\n" in card
    assert card.endswith("\n> a red fox")
    assert "drawn" not in card


@pytest.mark.parametrize(
    ("came", "missing", "words"),
    [
        (2, 2, "Got 2 of 4 images. The missing ones don't count toward your limits."),
        (3, 1, "Got 3 of 4 images. The missing one doesn't count toward your limits."),
        (1, 1, "Got 1 of 2 images. The missing one doesn't count toward your limits."),
    ],
)
def test_images_that_did_not_come_are_told(came: int, missing: int, words: str) -> None:
    generation = replace(GENERATING, images=(WIDE,) * came, missing=missing)
    card = image_card(generation, left=None, mention="", say=ENGLISH)
    assert f"-# {words} The total charge was $0.039.\n" in card
    unknown = replace(generation, cost_micros=None)
    assert f"-# {words}\n" in image_card(unknown, left=None, mention="", say=ENGLISH)


def test_a_note_that_holds_for_several_images_is_told_once() -> None:
    small = ImageFile(Path("x"), "image/webp", 672, 384, 100, refitted=True)
    generation = replace(GENERATING, images=(small, small, replace(small, height=100)))
    card = image_card(generation, left=None, mention="", say=ENGLISH)
    assert card.count("672×384") == card.count("672×100") == 1


def test_images_are_described_by_their_prompt_and_numbered_where_there_are_several() -> None:
    assert alt_text("a red fox", say=ENGLISH) == "Generated image: a red fox"
    assert alt_text("a fox", say=ENGLISH, number=1, of=4) == "Generated image 1 of 4: a fox"
    assert len(alt_text("a" * 2000, say=ENGLISH, number=4, of=4)) == 1024


def test_every_word_of_a_card_is_in_its_language() -> None:
    say = Keys("en")
    order = Order(
        replace(FLASH, name="M"),
        "P",
        left_out=("ratio",),
        seed=5,
        style=Style("S", "x"),
        missing_style="M",
        gone="G",
        failed_over="F",
        is_thrifty=True,
    )
    images = (replace(WIDE, refitted=True),)
    generation = replace(GENERATING, order=order, images=images, missing=1)
    cards = (
        image_card(generation, left=Remaining(1, of=2), mention="", say=say, is_restored=True),
        waiting_card(order, QueuePosition(1, START), say=say),
        waiting_card(order, QueuePosition(2, START), say=say),
        generation_card(order, started=START, say=say),
        fitting_card(order, started=START, say=say),
        postponed_card("P", until=START, say=say),
        postponed_card("P", until=None, say=say),
        end_note("L", mention="M", is_ready=True, say=say),
        failure_card(PromptRejected(), mention="", say=say),
    )
    for card in cards:
        plain = re.sub(r"<en:[a-z-]+>", "", card)
        assert set(plain) <= set(" ·\n>-#*MP"), card


def test_other_pixels_than_asked_are_told() -> None:
    square = replace(WIDE, width=1024, height=1024)
    card = image_card(replace(GENERATING, images=(square,)), left=None, mention="", say=ENGLISH)
    assert "1024×1024 pixels instead of 16:9" in card


def test_left_out_options_are_named() -> None:
    order = replace(ORDER, left_out=("ratio", "size"))
    card = image_card(replace(GENERATING, order=order), left=None, mention="", say=ENGLISH)
    assert (
        "-# This model doesn't support `ratio`, so it was ignored.\n"
        "-# This model doesn't support `size`" in card
    )


def test_a_default_style_that_does_not_exist_is_named() -> None:
    order = replace(ORDER, missing_style="*dreamy*")
    card = image_card(replace(GENERATING, order=order), left=None, mention="", say=ENGLISH)
    assert "-# Your default style \\*dreamy\\* isn't available here, so it was ignored." in card


def test_a_replaced_model_is_named() -> None:
    card = image_card(
        replace(GENERATING, order=replace(ORDER, gone="old/model")),
        left=None,
        mention="",
        say=ENGLISH,
    )
    assert "old/model is no longer available" in card


def test_a_refitted_image_says_what_it_is_now() -> None:
    small = ImageFile(Path("x"), "image/webp", 672, 384, 100, refitted=True)
    card = image_card(replace(GENERATING, images=(small,)), left=None, mention="", say=ENGLISH)
    assert "WEBP with 672×384 pixels" in card


def test_progress_counts_by_itself() -> None:
    assert "<t:1795348800:R>" in generation_card(ORDER, started=START, say=ENGLISH)
    assert "<t:1795348800:R>" in fitting_card(ORDER, started=START, say=ENGLISH)
    assert "ready <t:1795348800:R>" in waiting_card(ORDER, QueuePosition(2, START), say=ENGLISH)


@pytest.mark.parametrize(
    ("position", "words"), [(1, "Next"), (2, "Number 2"), (1023, "Number 1,023")]
)
def test_a_place_in_line_is_told_by_its_number(position: int, words: str) -> None:
    card = waiting_card(ORDER, QueuePosition(position, START), say=ENGLISH)
    assert card.startswith(f"⏳ {words} in the queue · ")


def test_a_failure_mentions_its_member_and_says_that_it_does_not_count() -> None:
    card = failure_card(PromptRejected(), mention="<@5>", say=ENGLISH)
    assert card.startswith("<@5> The model rejected this prompt")
    assert card.endswith(
        "\n-# This doesn't count toward your limits, and your cooldown was lifted."
    )


@pytest.mark.parametrize(
    ("language", "joint"),
    [("en", " "), ("de", ": "), ("fr", "\u00a0: "), ("es-ES", ": "), ("pt-BR", ": "), ("ja", " ")],
)
def test_a_failure_puts_a_colon_after_the_mention_where_the_language_wants_one(
    language: str, joint: str
) -> None:
    say, error = texts_for(language), PromptRejected()
    card = failure_card(error, mention="<@5>", say=say)
    assert card.startswith(f"<@5>{joint}{explain(error, say)}\n-# ")


def test_japanese_notes_have_no_space_between_their_sentences() -> None:
    generation = replace(GENERATING, missing=3)
    card = image_card(generation, left=None, mention="", say=texts_for("ja"))
    assert "含まれません。料金は合計" in card


def test_what_was_cancelled_too_late_says_that_it_counts() -> None:
    error = Cancelled(5, Charge.POSSIBLE, is_by_requester=True, counted=1)
    card = failure_card(error, mention="<@5>", say=ENGLISH)
    assert "the image and the cooldown count toward your limits. They are refunded once" in card
    assert "cooldown was lifted" not in card
    several = failure_card(
        Cancelled(5, is_by_requester=True, counted=3), mention="<@5>", say=ENGLISH
    )
    assert "3 images had already been sent, so they and the cooldown count" in several


def test_images_that_were_sent_and_cancelled_are_said_to_count() -> None:
    generation = replace(GENERATING, missing=3, counted=2)
    card = image_card(generation, left=None, mention="", say=ENGLISH)
    assert (
        "Got 1 of 4 images. 2 more had already been sent when you canceled, so they count" in card
    )
    assert "don't count" not in card


def test_while_it_is_generated_the_card_says_that_cancelling_counts() -> None:
    card = generation_card(ORDER, started=START, say=ENGLISH)
    assert card.endswith(
        "-# This request has been sent, so it counts toward your limits even if you cancel."
    )


def test_a_generated_image_is_promised_before_the_bot_stops() -> None:
    card = postponed_card("a red fox", until=None, say=ENGLISH)
    assert card.startswith("🔁 The bot is restarting. Your image is ready and will be delivered")
    assert card.endswith("\n> a red fox")


def test_an_image_that_waits_is_promised_for_as_long_as_it_can_be_generated() -> None:
    card = postponed_card("a red fox", until=START, say=ENGLISH)
    assert card.startswith("🔁 The bot is restarting and will create your image afterwards.")
    assert "the request expires <t:1795348800:R>. Nothing has been charged." in card
    assert card.endswith("\n> a red fox")


def test_a_restart_is_told_after_it() -> None:
    assert "because the bot restarted" in image_card(
        GENERATING, left=None, mention="", say=ENGLISH, is_restored=True
    )
    assert "restarted" not in image_card(GENERATING, left=None, mention="", say=ENGLISH)


@pytest.mark.parametrize(
    ("is_ready", "words"), [(True, "is ready"), (False, "couldn't be created")]
)
def test_a_note_on_the_end_says_whether_there_is_an_image(words: str, *, is_ready: bool) -> None:
    note = end_note("https://discord.com/1", mention="<@5>", is_ready=is_ready, say=ENGLISH)
    assert note == f"<@5> your image {words}: https://discord.com/1"


def test_a_model_that_was_not_available_is_named_beside_who_generated() -> None:
    generation = replace(GENERATING, order=replace(ORDER, failed_over="Old *Model*"))
    card = image_card(generation, left=None, mention="", say=ENGLISH)
    assert "**Gemini 2.5 Flash Image**" in card
    assert "-# Old \\*Model\\* was unavailable, so its successor was used." in card


@given(st.text(min_size=1, max_size=MAX_PROMPT_LENGTH))
def test_no_prompt_makes_a_card_too_long_for_discord(prompt: str) -> None:
    order = replace(
        ORDER,
        prompt=prompt,
        left_out=("ratio", "size", "seed"),
        gone="x" * 500,
        failed_over="*" * 500,
    )
    generation = replace(GENERATING, order=order)
    assert (
        len(image_card(generation, left=None, mention="<@1234567890123456789>", say=ENGLISH))
        <= MAX_CONTENT
    )
    assert len(generation_card(order, started=START, say=ENGLISH)) <= MAX_CONTENT
    assert len(waiting_card(order, QueuePosition(10**6, START), say=ENGLISH)) <= MAX_CONTENT
    for until in (START, None):
        assert len(postponed_card(prompt, until=until, say=ENGLISH)) <= MAX_CONTENT
