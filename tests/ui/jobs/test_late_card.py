"""The card of a request that a moderator allowed, long after its interaction has ended."""

from dataclasses import replace

import pytest

from bot.errors import PromptRejected
from bot.policy.images.request import ImageRequest
from bot.policy.jobs.delivery import DeliveryPath
from bot.policy.jobs.job import Draft
from bot.policy.jobs.queue_position import QueuePosition
from bot.ui.jobs.discord_card import DiscordCard, late_card
from testkit.discord_loopback import payloads
from testkit.fakes import START
from tests.ui.conftest import CHANNEL, DM, LATE, ORDER, SOON, CardHarness, address, requester


def _card(harness: CardHarness, *, private: bool = False) -> DiscordCard:
    where = replace(address(), token="", message_id=None)
    who = replace(requester(private=private, can_be_late=not private), requested_at=START)
    draft = Draft(who, ImageRequest("a red fox"), None, where, LATE)
    return late_card(harness.client, harness.signals, draft)


async def test_nothing_is_shown_before_the_image_and_nothing_has_to_be_corrected(
    harness: CardHarness,
) -> None:
    card = _card(harness)
    await card.waiting(ORDER, place=QueuePosition(1, SOON))
    await card.generating(ORDER, since=START)
    await card.fitting(ORDER, since=START)
    await card.postpone("a red fox", until=None)
    assert harness.messages == []
    assert card.stale is None
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.CHANNEL
    [message] = harness.messages
    assert message.channel_id == str(CHANNEL)
    assert f"<@{payloads.MEMBER_ID}>" in message.content
    assert "restarted" not in message.content
    assert card.stale is None
    await card.ping(is_ready=True)
    assert len(harness.messages) == 1


async def test_a_private_image_comes_by_dm_and_nowhere_else(harness: CardHarness) -> None:
    card = _card(harness, private=True)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.DM
    [message] = harness.messages
    assert message.channel_id == DM


@pytest.mark.parametrize("private", [True, False])
async def test_a_failure_comes_by_the_same_way(harness: CardHarness, *, private: bool) -> None:
    card = _card(harness, private=private)
    path = await harness.fail(card, PromptRejected(), now=SOON)
    assert path is (DeliveryPath.DM if private else DeliveryPath.CHANNEL)
    assert len(harness.messages) == 1
    assert card.stale is None
