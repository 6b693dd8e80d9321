"""An outdated first answer is corrected as soon as possible."""

import pytest

from bot.errors import PromptRejected
from bot.policy.jobs.delivery import GENERATED_RETENTION, DeliveryPath
from bot.ui.jobs.discord_card import DiscordCard
from testkit.discord_loopback.messages import (
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Refusal,
)
from testkit.discord_loopback.payloads import APPLICATION_ID
from testkit.fakes import START
from tests.ui.conftest import CHANNEL, DM, LATE, LIVE, SOON, CardHarness, labels

HOOK = f"/webhooks/{APPLICATION_ID}/{LIVE}"
ORIGINAL = f"{HOOK}/messages/@original"
OWN = f"/channels/{CHANNEL}/messages/"
OUTAGE = Refusal(503, 0, "outage")
NO_ACCESS = Refusal(403, 50001, "Missing Access")

pytestmark = pytest.mark.usefixtures("without_pauses")


async def _shown_elsewhere(
    harness: CardHarness, *, private: bool = False, times: int = 1
) -> DiscordCard:
    """Show an image by another path while the first answer cannot be changed."""
    card = await harness.shown_card(private=private)
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=9)
    harness.server.fail("DELETE", ORIGINAL, UNKNOWN_WEBHOOK, times=times)
    harness.server.fail("DELETE", OWN, OUTAGE, times=times)
    await harness.deliver(card, harness.generation(), now=SOON)
    return card


@pytest.mark.parametrize("private", [True, False])
async def test_it_is_deleted_once_the_image_is_elsewhere(
    harness: CardHarness, *, private: bool
) -> None:
    card = await _shown_elsewhere(harness, private=private)
    assert len(harness.messages) == 2
    assert await harness.tidy(card, now=SOON)
    [message] = harness.messages
    assert message.files


async def test_where_the_token_does_not_work_as_any_message_of_the_bots(
    harness: CardHarness,
) -> None:
    await _shown_elsewhere(harness, times=0)
    [message] = harness.messages
    assert message.files


async def test_after_the_tokens_life_the_same(harness: CardHarness) -> None:
    card = await _shown_elsewhere(harness)
    harness.server.calls.clear()
    assert await harness.tidy(card, now=LATE)
    assert [call.path.startswith(OWN) for call in harness.server.calls] == [True]


async def test_what_the_member_alone_saw_is_given_up_with_its_token(harness: CardHarness) -> None:
    card = await _shown_elsewhere(harness, private=True, times=9)
    assert not await harness.tidy(card, now=SOON)
    harness.server.calls.clear()
    assert await harness.tidy(card, now=LATE)
    assert harness.server.calls == []


@pytest.mark.parametrize("refusal", [UNKNOWN_MESSAGE, UNKNOWN_CHANNEL])
async def test_what_is_gone_says_nothing_wrong(harness: CardHarness, refusal: Refusal) -> None:
    card = await _shown_elsewhere(harness, times=2)
    harness.server.fail("DELETE", OWN, refusal)
    # the first call still meets the outage
    assert not await harness.tidy(card, now=LATE)
    assert await harness.tidy(card, now=LATE)


async def test_a_channel_that_is_closed_is_given_up_after_a_day_an_outage_never(
    harness: CardHarness,
) -> None:
    card = await _shown_elsewhere(harness)
    harness.server.fail("DELETE", OWN, NO_ACCESS, times=2)
    assert not await harness.tidy(card, now=LATE)
    assert await harness.tidy(card, now=START + GENERATED_RETENTION)
    harness.server.fail("DELETE", OWN, OUTAGE, times=99)
    assert not await harness.tidy(card, now=START + GENERATED_RETENTION)


@pytest.mark.parametrize("is_late", [True, False])
async def test_it_says_how_it_ended_where_its_member_was_not_told(
    harness: CardHarness, *, is_late: bool
) -> None:
    card = await harness.shown_card()
    for path in (ORIGINAL, HOOK, f"/channels/{CHANNEL}/messages", f"/channels/{DM}/messages"):
        harness.server.fail("PATCH" if path == ORIGINAL else "POST", path, NO_ACCESS, times=2)
    for delivery_path in (
        DeliveryPath.EDIT,
        DeliveryPath.FOLLOW_UP,
        DeliveryPath.CHANNEL,
        DeliveryPath.EPHEMERAL,
        DeliveryPath.DM,
    ):
        await card.fail(PromptRejected(), delivery_path, now=SOON, within_s=5)
    [message] = harness.messages
    assert message.content.startswith("🎨 Generating")
    # by its token, and after a refusal once more like any other message of the bot
    assert await harness.tidy(card, now=LATE if is_late else SOON)
    assert "doesn't count" in message.content
    assert labels(message) == ["Try again", "Edit prompt"]
