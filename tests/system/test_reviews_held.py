"""A held request waits for a moderator, across restarts, and its member hears every outcome."""

from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.i18n import ENGLISH
from bot.policy.limits.limit import Limit
from bot.policy.limits.rulebook import SERVER
from bot.ports import HELD_FOR
from bot.ui.moderation.review_buttons import ReviewButton, held_row
from testkit.simulated import answer_of
from tests.system.conftest import BotHarness
from tests.system.interactions import last_job, restart, unchanged
from tests.system.log_server import ids_of, texts_of
from tests.system.reviewed_server import (
    cards,
    cards_with,
    copy_of,
    dms_to,
    held_card,
    hold_requests,
    idle,
    moderator,
    press,
    set_log,
    text_now,
    with_log,
)

PROMPT = "a knight in blood"


@pytest.fixture
async def held_harness(harness: BotHarness, monkeypatch: pytest.MonkeyPatch) -> BotHarness:
    """A server with a log, whose filter holds some requests."""
    await hold_requests(harness, monkeypatch)
    await with_log(harness)
    return harness


async def _hold(harness: BotHarness, prompt: str = PROMPT, **options: Any) -> int:  # noqa: ANN401 - as simcord has it
    """Request what is held as Mia, and return its job id."""
    result = await harness.mia.slash(harness.art, "imagine", prompt=prompt, **options)
    assert result.ephemeral
    assert result.response is not None
    assert "A moderator must allow this request first" in result.response.content
    return last_job(harness)


def _sentence(result: Any) -> str:  # noqa: ANN401 - as simcord has it
    [reply] = result.followups
    assert reply.ephemeral
    return reply.content


async def test_a_held_request_is_an_entry_of_the_log_and_takes_nothing(
    held_harness: BotHarness,
) -> None:
    job_id = await _hold(held_harness)
    card = await held_card(held_harness, job_id)
    for fact in (f"<@{held_harness.mia.id}>", PROMPT, "gore"):
        assert fact in texts_of(card)
    assert [one.partition(":")[0] for one in ids_of(card)] == ["review", "review"]
    assert held_harness.painter.requests == []
    # no cooldown
    result = await held_harness.mia.slash(held_harness.art, "imagine", prompt="a fox")
    assert result.response is not None
    assert result.response.attachments


async def test_an_allowed_image_comes_as_the_bots_own_message_and_mentions_its_member(
    held_harness: BotHarness,
) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card = await held_card(harness, job_id)
    harness.clock.advance(hours=5)
    zoe = moderator(harness)
    await zoe.click(card, label="Allow")
    await idle(harness)
    image = harness.art.history()[-1]
    assert image.attachments
    assert f"<@{harness.mia.id}>" in image.content
    assert "restarted" not in image.content
    closed = await card.channel.fetch_message(card.id)
    assert f"**Allowed** by <@{zoe.id}>." in texts_of(closed)
    assert PROMPT in texts_of(closed)
    assert ids_of(closed) == []
    stored = await harness.services.imagine.read(job_id)
    assert stored.state == "done"
    assert stored.draft.requester.requested_at == harness.clock.now()
    assert not await harness.services.stale_cards._stale_cards.oldest(limit=5)  # pyright: ignore[reportPrivateUsage] - nothing has to be corrected
    again = await harness.ben.click(image, label="Again")
    assert not again.ephemeral or again.response is not None


async def test_a_denied_request_is_told_by_dm_and_costs_nothing(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card = await held_card(harness, job_id)
    zoe = moderator(harness)
    await zoe.click(card, label="Deny")
    await idle(harness)
    [note] = dms_to(harness, harness.mia)
    assert "denied your request" in note.content
    assert PROMPT in note.content
    assert harness.painter.requests == []
    assert f"**Denied** by <@{zoe.id}>." in await text_now(card)


async def test_closed_dms_are_no_obstacle(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    harness.env.inject_error("POST", "/users/@me/channels", status=403, code=50007)
    card = await held_card(harness, job_id)
    await moderator(harness).click(card, label="Deny")
    await idle(harness)
    assert "**Denied**" in await text_now(card)
    assert dms_to(harness, harness.mia) == []


async def test_a_private_request_is_held_only_with_consent_and_comes_by_dm(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hold_requests(harness, monkeypatch)
    await with_log(harness)
    refused = await harness.mia.slash(harness.art, "imagine", prompt=PROMPT, private=True)
    assert refused.response is not None
    assert "don't allow this text" in refused.response.content
    await with_log(harness, shows_private=True)
    asked = await harness.mia.slash(harness.art, "imagine", prompt=PROMPT, private=True)
    held = await harness.mia.click(answer_of(asked), label="Agree and continue")
    assert held.ephemeral
    assert held.response is not None
    assert "by direct message" in held.response.content
    job_id = last_job(harness)
    card = await held_card(harness, job_id)
    await moderator(harness).click(card, label="Allow")
    await idle(harness)
    [image] = dms_to(harness, harness.mia)
    assert image.attachments
    assert harness.art.history() == []
    # the bot can delete its own direct message, unlike an answer that only the member sees
    [shown] = [one for one in await cards(harness) if f"log:delete:{job_id}" in ids_of(one)]
    boss = moderator(harness, "boss", permission="administrator")
    deleted = await boss.click(shown, custom_id=f"log:delete:{job_id}")
    assert "Deleted 1 message" in answer_of(deleted).content
    assert "private" not in answer_of(deleted).content
    [told] = dms_to(harness, harness.mia)
    assert "removed your image" in told.content


async def test_three_may_wait_and_a_fourth_is_refused_with_a_sentence(
    held_harness: BotHarness,
) -> None:
    for _ in range(3):
        await _hold(held_harness)
    result = await held_harness.mia.slash(held_harness.art, "imagine", prompt=PROMPT)
    assert result.ephemeral
    assert result.response is not None
    assert "You already have 3 requests waiting for a moderator" in result.response.content
    assert len(await cards_with(held_harness, ReviewButton.ALLOW)) == 3


async def test_after_24_hours_the_member_hears_that_no_moderator_decided(
    held_harness: BotHarness,
) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card = await held_card(harness, job_id)
    harness.clock.advance(seconds=HELD_FOR.total_seconds())
    late = await moderator(harness).click(card, label="Allow")
    assert "has expired" in _sentence(late)
    assert "**Expired:**" in await text_now(card)
    harness.clock.advance(seconds=1)
    for _ in range(2):
        await harness.services.reviews.expire()
        await idle(harness)
    [note] = dms_to(harness, harness.mia)
    assert "within 24 hours" in note.content
    assert harness.painter.requests == []


async def test_the_buttons_work_after_a_restart(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card = await held_card(harness, job_id)
    await restart(harness)
    await moderator(harness).click(card, label="Allow")
    await idle(harness)
    assert harness.art.history()[-1].attachments


async def test_the_second_of_two_moderators_hears_who_decided(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    first = await held_card(harness, job_id)
    second = await copy_of(first)
    zoe, max_ = moderator(harness), moderator(harness, "max")
    await zoe.click(first, label="Allow")
    await idle(harness)
    for card in (second, await copy_of(second)):
        result = await max_.click(card, label="Deny")
        assert f"<@{zoe.id}> has already allowed this request" in _sentence(result)
        assert f"**Allowed** by <@{zoe.id}>" in await text_now(card)
    assert len(harness.painter.requests) == 1
    assert dms_to(harness, harness.mia) == []


async def test_one_of_two_moderators_at_once_decides(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    first = await held_card(harness, job_id)
    second = await copy_of(first)
    press(harness, moderator(harness), first, ReviewButton.ALLOW)
    press(harness, moderator(harness, "max"), second, ReviewButton.DENY)
    await idle(harness)
    assert len(harness.painter.requests) + len(dms_to(harness, harness.mia)) == 1


async def test_two_moderators_who_allow_at_once_create_one_image(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    first = await held_card(harness, job_id)
    second = await copy_of(first)
    zoe, max_ = moderator(harness), moderator(harness, "max")
    for _ in range(2):
        press(harness, zoe, first, ReviewButton.ALLOW)
    press(harness, max_, second, ReviewButton.ALLOW)
    await idle(harness)
    assert len(harness.painter.requests) == 1


async def test_members_and_moderators_of_another_channel_decide_nothing(
    held_harness: BotHarness,
) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card = await held_card(harness, job_id)
    for label in ("Allow", "Deny"):
        assert "permission" in _sentence(await harness.ben.click(card, label=label))
    assert harness.painter.requests == []
    assert len(ids_of(await card.channel.fetch_message(card.id))) == 2


@pytest.mark.parametrize("where", ["the request's channel", "the log"])
async def test_the_rights_in_the_requests_own_channel_decide(
    held_harness: BotHarness, where: str
) -> None:
    harness, guild = held_harness, held_harness.mia.guild
    keepers = guild.create_role("keepers")
    keeper = guild.add_member(harness.env.create_user("kim"), roles=[keepers])
    manages: dict[Any, discord.PermissionOverwrite] = {
        keepers: discord.PermissionOverwrite(manage_messages=True)
    }
    is_own = where == "the request's channel"
    log = guild.create_text_channel("keepers-log", overwrites={} if is_own else manages)
    await set_log(harness, channel_id=log.id)
    gallery = guild.create_text_channel("gallery", overwrites=manages if is_own else {})
    await harness.mia.slash(gallery, "imagine", prompt=PROMPT)
    card = await held_card(harness, last_job(harness))
    result = await keeper.click(card, label="Allow")
    await idle(harness)
    assert len(gallery.history()) == int(is_own)
    if not is_own:
        assert "permission" in _sentence(result)


async def test_a_request_for_several_images_is_allowed_as_a_whole(
    held_harness: BotHarness,
) -> None:
    harness, job_id = held_harness, await _hold(held_harness, count=2, spoiler=True)
    await moderator(harness).click(await held_card(harness, job_id), label="Allow")
    await idle(harness)
    [image] = harness.art.history()
    assert len(image.attachments) == 2
    assert all(one.is_spoiler() for one in image.attachments)


async def test_members_who_manage_messages_only_do_not_allow_their_own_requests(
    held_harness: BotHarness,
) -> None:
    harness = held_harness
    zoe, max_ = (moderator(harness, name, permission="manage_messages") for name in ("zoe", "max"))
    await zoe.slash(harness.art, "imagine", prompt=PROMPT)
    card = await held_card(harness, last_job(harness))
    for label in ("Allow", "Deny"):
        assert "Another moderator can" in _sentence(await zoe.click(card, label=label))
    await idle(harness)
    assert harness.art.history() == []
    await max_.click(card, label="Allow")
    await idle(harness)
    assert harness.art.history()[-1].attachments


async def test_a_long_prompt_is_shown_whole(held_harness: BotHarness) -> None:
    prompt = "```" * 660 + " blood"
    job_id = await _hold(held_harness, prompt)
    text = texts_of(await held_card(held_harness, job_id))
    assert "blood" in text
    assert text.replace("\u200b", "").count("`") == 660 * 3 + 6


async def test_what_another_rule_refuses_is_told_to_both_and_can_be_allowed_later(
    held_harness: BotHarness,
) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card, zoe = await held_card(harness, job_id), moderator(harness)
    editor, guild_id = harness.services.rulebook_editor, harness.mia.guild.id
    await editor.set_limit(guild_id, zoe.id, SERVER, Limit.MEMBER_IMAGES_PER_DAY, 0)
    for _ in range(2):
        refused = await zoe.click(card, label="Allow")
        assert "was allowed, but no image can be created now" in _sentence(refused)
    await idle(harness)
    [note] = dms_to(harness, harness.mia)
    assert "A moderator allowed your request" in note.content
    await editor.set_limit(guild_id, zoe.id, SERVER, Limit.MEMBER_IMAGES_PER_DAY, 5)
    await zoe.click(card, label="Allow")
    await idle(harness)
    assert harness.art.history()[-1].attachments


async def test_a_member_who_has_left_gets_no_image(held_harness: BotHarness) -> None:
    harness, job_id = held_harness, await _hold(held_harness)
    card, zoe = await held_card(harness, job_id), moderator(harness)
    harness.env.inject_error(
        "GET",
        f"/guilds/{harness.mia.guild.id}/members/{harness.mia.id}",
        status=404,
        code=10007,
        message="Unknown Member",
    )
    assert "has left this server" in _sentence(await zoe.click(card, label="Allow"))
    assert harness.painter.requests == []


async def test_again_judges_an_image_that_is_older_than_the_rule(
    harness: BotHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await harness.mia.slash(harness.art, "imagine", prompt=PROMPT)
    harness.clock.advance(hours=1)
    await with_log(harness)
    await hold_requests(harness, monkeypatch)
    for _ in range(2):
        await harness.mia.click(answer_of(made), label="Again")
    # a double click waits once
    [card] = await cards_with(harness, ReviewButton.ALLOW)
    await moderator(harness).click(card, label="Allow")
    await idle(harness)
    assert len(harness.painter.requests) == 2


async def test_an_edited_prompt_is_held_as_well(held_harness: BotHarness) -> None:
    harness = held_harness
    made = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    harness.clock.advance(hours=1)
    form = await harness.mia.click(answer_of(made), label="Edit prompt")
    held = await harness.mia.submit_modal(form, unchanged(form, prompt=PROMPT))
    assert held.ephemeral
    assert held.response is not None
    assert "A moderator must allow" in held.response.content


async def test_an_attached_image_stays_while_the_request_waits(held_harness: BotHarness) -> None:
    harness = held_harness
    made = await harness.mia.slash(harness.art, "imagine", prompt="a fox")
    harness.clock.advance(hours=1)
    form = await harness.mia.click(answer_of(made), label="Remix")
    held = await harness.mia.submit_modal(form, {"change": PROMPT})

    def is_told() -> bool:
        # fetching the image may take so long that "thinking" comes first
        replies = [*held.followups, *([held.response] if held.response else [])]
        return any("A moderator must allow" in one.content for one in replies)

    await harness.until(is_told)
    card = await held_card(harness, last_job(harness))
    harness.clock.advance(seconds=timedelta(hours=20).total_seconds())
    await moderator(harness).click(card, label="Allow")
    await idle(harness)
    assert harness.art.history()[-1].attachments
    assert "data:image" in str(harness.painter.requests[-1].body)


async def test_a_forged_button_of_another_version_is_outdated(held_harness: BotHarness) -> None:
    harness = held_harness
    view = discord.ui.LayoutView(timeout=None)
    row = held_row(1, ENGLISH)
    row.children[0].custom_id = "review:burn:1"  # pyright: ignore[reportAttributeAccessIssue] - a button
    channel = harness.bot.get_partial_messageable(harness.art.id)
    forged = await channel.send(view=view.add_item(row))
    result = await harness.mia.click(forged, custom_id="review:burn:1")
    assert result.response is not None
    assert "no longer has this" in result.response.content
