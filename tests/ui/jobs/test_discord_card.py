"""A card is shown exactly once, by whichever path Discord accepts."""

import gc
import weakref
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import discord
import pytest

from bot.errors import (
    AnswerLost,
    Cancelled,
    DiscordUnavailable,
    ImagineError,
    NowhereToDeliver,
    PromptRejected,
    RequestRejected,
    SpoolFailed,
    TooLargeForDiscord,
)
from bot.policy.jobs.delivery import DeliveryPath, Outcome, Trail, next_path
from bot.policy.jobs.queue_position import QueuePosition
from bot.policy.limits.effective import Spot
from bot.ui.interactions.reply import InteractionReply
from bot.ui.jobs.discord_card import DiscordCard
from bot.ui.jobs.exchange import call_watched
from testkit.discord_loopback import payloads
from testkit.discord_loopback.messages import (
    BROKEN,
    TOKEN_ENDED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Refusal,
)
from testkit.fakes import START
from tests.ui.conftest import (
    CHANNEL,
    DM,
    JOB_ID,
    LATE,
    LIVE,
    ORDER,
    SOON,
    CardHarness,
    Keys,
    address,
    requester,
)
from tests.ui.conftest import choices as _choices
from tests.ui.conftest import labels as _labels

ORIGINAL = "/messages/@original"
WEBHOOK = f"/webhooks/{payloads.APPLICATION_ID}/{LIVE}"
OWN = f"/channels/{CHANNEL}/messages"
MENTION = f"<@{payloads.MEMBER_ID}>"

NO_ACCESS = Refusal(403, 50001, "Missing Access")
NO_PERMISSION = Refusal(403, 50013, "Missing Permissions")
DM_CLOSED = Refusal(403, 50007, "Cannot send messages to this user")
UNKNOWN_INTERACTION = Refusal(404, 10062, "Unknown interaction")
NOT_FOUND = Refusal(404, 0, "404: Not Found")
OUTAGE = Refusal(503, 0, "outage")
PAGE = "<!DOCTYPE html><html><title>Access denied</title></html>"
MINUTES = timedelta(minutes=5)
TOO_LARGE = Refusal(413, 40005, "Request entity too large")


async def test_a_card_shows_its_place_who_generates_and_then_the_image(
    harness: CardHarness,
) -> None:
    card = harness.card()
    await card.waiting(ORDER, place=QueuePosition(3, SOON))
    [message] = harness.messages
    assert message.content.startswith("⏳ Number 3 in the queue · ready <t:")
    assert _labels(message) == ["Cancel"]
    assert card.message_id == int(message.id)
    await card.generating(ORDER, since=START)
    assert message.content.startswith("🎨 Generating with")
    assert _labels(message) == ["Cancel"]
    await card.fitting(ORDER, since=START)
    assert _labels(message) == []
    await harness.deliver(card, harness.generation(), now=SOON)
    assert harness.messages == [message]
    assert list(message.files.values()) == [b"fox"]
    assert message.content.startswith(MENTION)
    assert _labels(message)[0] == "Again"
    assert not card.is_restored


async def test_a_card_lets_go_of_its_interaction_once_the_first_answer_is_out(
    harness: CardHarness,
) -> None:
    reply = InteractionReply.of(harness.interaction(), private=False)
    card = DiscordCard(reply, address(), requester())
    kept = weakref.ref(reply)
    await card.generating(ORDER, since=START)
    del reply
    gc.collect()
    assert kept() is None
    await harness.deliver(card, harness.generation(), now=SOON)


async def test_discord_py_keeps_nothing_of_the_buttons(harness: CardHarness) -> None:
    card = await harness.shown_card()
    await harness.fail(card, DiscordUnavailable(), now=SOON)
    await harness.deliver(card, harness.generation(), now=SOON)
    client: Any = harness.client
    store = client._connection._view_store
    assert not store._views
    assert not store._synced_message_views


async def test_a_first_answer_that_discord_does_not_take_is_lost(harness: CardHarness) -> None:
    harness.server.fail("POST", "/callback", UNKNOWN_INTERACTION)
    with pytest.raises(AnswerLost):
        await harness.card().generating(ORDER, since=START)


async def test_a_lost_first_answer_leaves_nothing_to_be_put_right(harness: CardHarness) -> None:
    harness.server.fail("POST", "/callback", UNKNOWN_INTERACTION, times=9)
    card = harness.card()
    with pytest.raises(AnswerLost):
        await card.generating(ORDER, since=START)
    assert await harness.fail(card, AnswerLost(), now=SOON) is not DeliveryPath.EDIT
    assert card.stale is None


async def test_later_progress_that_is_not_taken_is_only_logged(
    harness: CardHarness, caplog: pytest.LogCaptureFixture
) -> None:
    card = await harness.shown_card()
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE)
    await card.generating(ORDER, since=START)
    assert "could not show its progress" in caplog.text


async def test_after_the_tokens_life_the_bot_writes_by_itself_and_takes_the_old_card_away(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card(can_be_late=True)
    await harness.deliver(card, harness.generation(), now=LATE)
    [message] = harness.messages
    assert (message.token, message.channel_id) == (None, str(CHANNEL))
    assert list(message.files.values()) == [b"fox"]
    assert card.message_id == int(message.id)
    [body] = harness.bodies("POST", OWN)
    assert (body["nonce"], body["enforce_nonce"]) == (str(JOB_ID), True)
    assert body["allowed_mentions"]["users"] == [int(payloads.MEMBER_ID)]


async def test_after_the_tokens_life_a_private_image_comes_by_dm(harness: CardHarness) -> None:
    card = await harness.shown_card(private=True)
    await harness.deliver(card, harness.generation(), now=LATE)
    private, by_dm = harness.messages
    assert private.is_private
    assert by_dm.channel_id == DM
    assert by_dm.files


@pytest.mark.parametrize("refusal", [UNKNOWN_WEBHOOK, TOKEN_ENDED])
@pytest.mark.parametrize("private", [True, False])
async def test_where_its_answer_cannot_be_edited_an_image_comes_as_a_follow_up_in_its_place(
    harness: CardHarness, refusal: Refusal, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    harness.server.fail("PATCH", ORIGINAL, refusal)
    path = await harness.deliver(card, harness.generation(), now=SOON)
    assert path is (DeliveryPath.EPHEMERAL if private else DeliveryPath.FOLLOW_UP)
    [follow_up] = harness.messages
    assert (follow_up.token, follow_up.is_private) == (LIVE, private)
    assert follow_up.files
    assert card.message_id == int(follow_up.id)


@pytest.mark.parametrize("can_be_late", [True, False])
@pytest.mark.parametrize(
    ("now", "path"),
    [(SOON, DeliveryPath.EPHEMERAL), (LATE, DeliveryPath.DM), (LATE + MINUTES, DeliveryPath.DM)],
)
async def test_the_image_of_a_card_that_a_moderator_deleted_comes_to_its_member_alone(
    harness: CardHarness, now: datetime, path: DeliveryPath, *, can_be_late: bool
) -> None:
    card = await harness.shown_card(can_be_late=can_be_late)
    harness.messages[0].is_deleted = True
    assert await harness.deliver(card, harness.generation(), now=now) is path
    [message] = harness.messages
    assert message.files
    assert message.is_private is (path is DeliveryPath.EPHEMERAL)
    assert (message.channel_id == DM) is (path is DeliveryPath.DM)


async def test_the_failure_of_a_card_that_a_moderator_deleted_comes_to_its_member_alone(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card()
    harness.messages[0].is_deleted = True
    assert await harness.fail(card, PromptRejected(), now=SOON) is DeliveryPath.EPHEMERAL


async def test_the_same_image_twice_is_one(harness: CardHarness) -> None:
    card = await harness.shown_card()
    for _ in range(2):
        await harness.deliver(card, harness.generation(), now=SOON)
    [message] = harness.messages
    assert len(message.files) == 1


@pytest.mark.usefixtures("without_pauses")
async def test_a_late_message_whose_receipt_was_lost_is_not_sent_again(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card(can_be_late=True)
    harness.server.fail("POST", OWN, Refusal(503, 0, "outage"), takes_effect=True)
    assert await harness.deliver(card, harness.generation(), now=LATE) is DeliveryPath.CHANNEL
    assert len([message for message in harness.messages if message.files]) == 1


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("private", [True, False])
async def test_an_edit_that_took_effect_though_discord_said_otherwise_leaves_no_second_copy(
    harness: CardHarness, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    harness.server.fail("PATCH", ORIGINAL, OUTAGE, times=99, takes_effect=True)
    await harness.deliver(card, harness.generation(), now=SOON)
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox"]
    assert _labels(message)[0] == "Again"
    assert card.message_id == int(message.id)
    assert card.stale is None


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("private", [True, False])
async def test_an_edit_that_took_effect_and_cannot_be_looked_at_leaves_no_second_copy(
    harness: CardHarness, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    harness.server.fail("PATCH", ORIGINAL, OUTAGE, times=99, takes_effect=True)
    harness.server.fail("GET", "/messages/", OUTAGE, times=99)
    await harness.deliver(card, harness.generation(), now=SOON)
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox"]
    assert message.is_private is private


@pytest.mark.usefixtures("without_pauses")
async def test_a_follow_up_is_not_sent_again_by_discord_py(harness: CardHarness) -> None:
    card = await harness.shown_card(private=True)
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=9)
    harness.server.fail("POST", WEBHOOK, OUTAGE, times=2)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.DM
    assert len(harness.bodies("POST", WEBHOOK)) == 2


@pytest.mark.usefixtures("without_pauses")
async def test_where_only_the_member_has_the_app_five_follow_ups_are_the_most(
    harness: CardHarness,
) -> None:
    harness.server.messages.most_follow_ups = 5
    reply = InteractionReply.of(harness.interaction(), private=True)
    who = replace(requester(private=True), spot=Spot())
    card = DiscordCard(reply, address(), who, signals=harness.signals)
    await card.generating(ORDER, since=START)
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=99)
    harness.server.fail("POST", WEBHOOK, OUTAGE, times=4)
    harness.server.fail("POST", "/users/@me/channels", DM_CLOSED, times=99)
    trail, now, outcome = Trail(), START, Outcome.OUTAGE
    while outcome is not Outcome.SHOWN:
        path = next_path(card.paths(trail, now=now), trail, now=now)
        if isinstance(path, DeliveryPath):
            outcome = await card.deliver(
                harness.generation(), path, left=None, now=now, within_s=10
            )
            trail = trail.after(path, outcome, now=now)
        else:
            now = path
    assert len(harness.bodies("POST", WEBHOOK)) == 5
    assert harness.messages[-1].is_private
    assert not {DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL} & set(card.paths(trail, now=now))


async def test_a_rate_limit_of_a_follow_up_is_waited_out(harness: CardHarness) -> None:
    card = await harness.shown_card(private=True)
    limited = Refusal(429, 0, "You are being rate limited.")
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK)
    harness.server.fail("POST", WEBHOOK, limited, retry_after_s=0.05)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.EPHEMERAL


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize(
    ("method", "path", "now"),
    [("PATCH", ORIGINAL, SOON), ("POST", "/webhooks/", SOON), ("POST", OWN, LATE)],
)
@pytest.mark.parametrize("page", [PAGE, ""])
async def test_an_answer_that_cannot_be_read_takes_nothing_back(
    harness: CardHarness, method: str, path: str, now: datetime, page: str
) -> None:
    card = await harness.shown_card()
    if path == "/webhooks/":
        harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=9)
    garbled = Refusal(200, 0, "", page=page)
    harness.server.fail(method, path, garbled, times=9, takes_effect=True)
    await harness.deliver(card, harness.generation(), now=now)
    assert [list(message.files.values()) for message in harness.messages] == [[b"fox"]]
    uploads = [call for call in harness.server.calls if call.files]
    # the edit comes before a follow-up; a message of the bot's own is retried with its nonce
    assert len(uploads) == (1 if path == ORIGINAL else 2)


async def test_a_card_that_said_it_takes_a_moment_is_not_lost_where_it_cannot_say_more(
    harness: CardHarness,
) -> None:
    card = await harness.thinking_card(can_be_late=True)
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=9)
    harness.server.fail("DELETE", ORIGINAL, UNKNOWN_WEBHOOK)
    await card.generating(ORDER, since=START)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.CHANNEL
    # by its id, which was requested
    [message] = harness.messages
    assert message.files


@pytest.mark.parametrize("private", [True, False])
async def test_a_follow_up_that_took_the_place_of_thinking_stays(
    harness: CardHarness, *, private: bool
) -> None:
    card = await harness.thinking_card(private=private)
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_WEBHOOK, times=9)
    path = await harness.deliver(card, harness.generation(), now=SOON)
    assert path is (DeliveryPath.EPHEMERAL if private else DeliveryPath.FOLLOW_UP)
    [message] = harness.messages
    assert message.files
    assert message.is_private is private
    assert card.stale is None


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("is_seen", [True, False])
@pytest.mark.parametrize(("now", "path"), [(SOON, DeliveryPath.EDIT), (LATE, DeliveryPath.CHANNEL)])
async def test_a_page_with_the_status_of_a_success_is_none(
    harness: CardHarness, now: datetime, path: DeliveryPath, *, is_seen: bool
) -> None:
    card = await harness.shown_card(can_be_late=True)
    garbled = Refusal(200, 0, "", page=PAGE)
    if not is_seen:
        harness.server.fail("GET", "/messages/", garbled, times=9)
    harness.server.fail("PATCH", ORIGINAL, garbled)
    harness.server.fail("POST", OWN, garbled)
    assert await harness.deliver(card, harness.generation(), now=now) is path
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox"]


@pytest.mark.parametrize("page", [PAGE, ""])
async def test_a_garbled_reply_to_a_first_answer_loses_no_message(
    harness: CardHarness, page: str
) -> None:
    garbled = Refusal(200, 0, "", page=page)
    harness.server.fail("POST", "/callback", garbled, takes_effect=True)
    card = await harness.shown_card()
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.EDIT
    [message] = harness.messages
    assert card.message_id == int(message.id)
    assert message.files


@pytest.mark.parametrize("page", [PAGE, ""])
async def test_one_that_cannot_be_read_and_says_that_it_failed_is_an_outage(
    harness: CardHarness, page: str
) -> None:
    card = await harness.shown_card(can_be_late=True)
    blocked = Refusal(403, 0, "", page=page)
    harness.server.fail("PATCH", ORIGINAL, blocked, times=2)
    harness.server.fail("POST", OWN, blocked)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.CHANNEL
    assert harness.signals.discord_faults[-1] in {"http_403", "connection"}


async def test_a_dm_whose_channel_is_not_told_is_an_outage(harness: CardHarness) -> None:
    card = await harness.shown_card(private=True)
    garbled = Refusal(200, 0, "", page=PAGE)
    harness.server.fail("POST", "/users/@me/channels", garbled, times=1)
    assert await harness.deliver(card, harness.generation(), now=LATE) is DeliveryPath.DM
    assert harness.signals.discord_faults == ["connection"]


async def test_a_mistake_of_ours_is_none_of_discords() -> None:
    def mistaken() -> Awaitable[None]:
        raise TypeError("a mistake")

    with pytest.raises(TypeError):
        await call_watched(mistaken)


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("status", [403, 404, 429, 502])
async def test_a_page_of_what_stands_before_discord_closes_no_way(
    harness: CardHarness, status: int
) -> None:
    card = await harness.shown_card(can_be_late=True)
    blocked = Refusal(status, 0, "", page=PAGE)
    for method, path in (("PATCH", ""), ("POST", ""), ("GET", "")):
        harness.server.fail(method, path, blocked, times=99)
    with pytest.raises(DiscordUnavailable):
        await harness.deliver(card, harness.generation(), now=SOON)


def _close(harness: CardHarness, refusal: Refusal) -> None:
    harness.server.fail("PATCH", ORIGINAL, refusal, times=9)
    harness.server.fail("POST", WEBHOOK, refusal, times=9)
    harness.server.fail("POST", OWN, refusal, times=9)


@pytest.mark.parametrize("now", [SOON, LATE])
@pytest.mark.parametrize("can_be_late", [True, False])
@pytest.mark.parametrize("refusal", [UNKNOWN_CHANNEL, NO_ACCESS, NO_PERMISSION])
async def test_where_the_channel_is_closed_to_the_bot_the_member_gets_a_dm(
    harness: CardHarness, refusal: Refusal, now: datetime, *, can_be_late: bool
) -> None:
    card = await harness.shown_card(can_be_late=can_be_late)
    _close(harness, refusal)
    await harness.deliver(card, harness.generation(), now=now)
    assert [message.channel_id for message in harness.messages if message.files] == [DM]


_BUTTONS = ["Again", "Edit prompt", "Remix", "Higher resolution"]


@pytest.mark.parametrize(
    ("now", "private", "closed", "where"),
    [
        (SOON, False, "", CHANNEL),
        (SOON, False, ORIGINAL, CHANNEL),
        (LATE, False, "", CHANNEL),
        (LATE, False, OWN, DM),
        (SOON, True, "", CHANNEL),
        (SOON, True, ORIGINAL, CHANNEL),
        (LATE, True, "", DM),
    ],
)
async def test_wherever_an_image_is_shown_it_has_its_controls(
    harness: CardHarness, now: datetime, closed: str, where: object, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    if closed:
        harness.server.fail("PATCH" if closed == ORIGINAL else "POST", closed, UNKNOWN_MESSAGE)
    await harness.deliver(card, harness.generation(), now=now)
    [message] = [message for message in harness.messages if message.files]
    assert message.channel_id == str(where)
    assert _labels(message) == _BUTTONS
    # private images can be shared, except from a DM
    can_share = private and where == CHANNEL
    assert ("share" in _choices(message)) is can_share
    assert _choices(message)[0] == "alt"


async def test_several_images_are_numbered_in_name_and_description(harness: CardHarness) -> None:
    card = await harness.shown_card()
    await harness.deliver(card, harness.generation(b"fox", b"ox"), now=SOON)
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox", b"ox"]
    [body] = [body for body in harness.bodies("PATCH", ORIGINAL) if body.get("attachments")]
    told = [(one["filename"], one["description"]) for one in body["attachments"]]
    assert told == [
        ("a-red-fox-1.png", "Generated image 1 of 2: a red fox"),
        ("a-red-fox-2.png", "Generated image 2 of 2: a red fox"),
    ]


async def test_a_card_speaks_the_language_of_its_address(
    harness: CardHarness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ui.jobs.discord_card.texts_for", Keys)
    reply = InteractionReply.of(harness.interaction(), private=False)
    card = DiscordCard(reply, replace(address(), language="de"), requester())
    await card.waiting(ORDER, place=QueuePosition(2, SOON))
    [message] = harness.messages
    assert message.content.startswith("<de:card-waiting>")
    assert _labels(message) == ["<de:action-cancel>"]
    await card.generating(ORDER, since=START)
    assert message.content.startswith("<de:card-generating>")
    await card.fitting(ORDER, since=START)
    assert message.content.startswith("<de:card-fitting>")
    await card.postpone("a red fox", until=LATE)
    assert message.content.startswith("<de:card-postponed>")
    await harness.fail(card, DiscordUnavailable(), now=SOON)
    assert "<de:error-refunded>" in message.content
    await harness.deliver(card, harness.generation(), now=SOON)
    assert "<de:usd>" in message.content
    assert _labels(message)[0] == "<de:action-again>"
    await card.ping(is_ready=True)
    assert harness.messages[-1].content == "<de:card-ready>"


async def test_a_member_whom_nothing_reaches_is_told_to_the_caller(harness: CardHarness) -> None:
    card = await harness.shown_card()
    _close(harness, UNKNOWN_CHANNEL)
    harness.server.fail("POST", f"/channels/{DM}/messages", DM_CLOSED, times=9)
    with pytest.raises(NowhereToDeliver):
        await harness.deliver(card, harness.generation(), now=SOON)
    with pytest.raises(NowhereToDeliver):
        await harness.fail(card, NowhereToDeliver(), now=SOON)


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_outage_is_met_by_a_second_try_of_the_same_way(
    harness: CardHarness, status: int
) -> None:
    card = await harness.shown_card()
    # discord.py itself makes five attempts
    harness.server.fail("PATCH", ORIGINAL, Refusal(status, 0, "outage"), times=5)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.EDIT
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox"]


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize(
    ("private", "can_be_late", "path"),
    [
        (False, True, DeliveryPath.CHANNEL),
        (False, False, DeliveryPath.FOLLOW_UP),
        (True, False, DeliveryPath.EPHEMERAL),
    ],
)
async def test_an_outage_that_lasts_by_the_next_way_and_the_card_goes(
    harness: CardHarness, path: DeliveryPath, *, private: bool, can_be_late: bool
) -> None:
    card = await harness.shown_card(private=private, can_be_late=can_be_late)
    harness.server.fail("PATCH", ORIGINAL, OUTAGE, times=99)
    assert await harness.deliver(card, harness.generation(), now=SOON) is path
    [message] = harness.messages
    assert list(message.files.values()) == [b"fox"]


@pytest.mark.usefixtures("without_pauses")
async def test_a_rate_limit_that_discord_py_could_not_wait_out_is_met_by_a_second_try(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card()
    limited = Refusal(429, 0, "You are being rate limited.")
    harness.server.fail("PATCH", ORIGINAL, limited, times=5, retry_after_s=0.1)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.EDIT


async def test_a_connection_that_is_reset_is_met_by_the_next_way_and_what_was_done_stays(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card()
    harness.server.fail("PATCH", ORIGINAL, BROKEN, times=2, takes_effect=True)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.FOLLOW_UP
    [message] = harness.messages
    assert message.id == str(card.message_id)
    assert len([call for call in harness.server.calls if call.files]) == 2


async def test_a_connection_that_breaks_is_an_outage(harness: CardHarness) -> None:
    card = await harness.shown_card()
    await harness.client.http.close()
    with pytest.raises(DiscordUnavailable):
        await harness.deliver(card, harness.generation(), now=SOON)


@pytest.mark.parametrize("private", [True, False])
async def test_where_automatic_moderation_blocks_it_the_member_gets_it_alone(
    harness: CardHarness, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    blocked = Refusal(400, 200000, "Message was blocked by automatic moderation")
    harness.server.fail("PATCH", ORIGINAL, blocked, times=9)
    harness.server.fail("POST", OWN, blocked, times=9)
    if not private:
        harness.server.fail("POST", WEBHOOK, blocked)
    harness.server.fail("POST", f"/channels/{DM}/messages", DM_CLOSED, times=9)
    assert await harness.deliver(card, harness.generation(), now=SOON) is DeliveryPath.EPHEMERAL
    [message] = harness.messages
    assert message.is_private
    assert message.files


@pytest.mark.parametrize("until", [LATE, None])
async def test_who_cannot_be_reached_is_told_in_the_channel_without_what_they_asked_for(
    harness: CardHarness, until: datetime | None
) -> None:
    card = await harness.shown_card(private=True)
    assert await card.tell_unreachable(until=until)
    note = harness.messages[-1]
    assert note.channel_id == str(CHANNEL)
    assert note.content.startswith(MENTION)
    assert (f"`/show id:{card.job_id}`" in note.content) is (until is not None)
    assert "red fox" not in note.content
    assert not note.files
    assert card.message_id != int(note.id)
    harness.server.fail("POST", OWN, NO_ACCESS)
    assert not await card.tell_unreachable(until=until)


async def test_who_cannot_be_reached_is_told_nothing_where_there_is_no_channel(
    harness: CardHarness,
) -> None:
    reply = InteractionReply.of(harness.interaction(), private=True)
    card = DiscordCard(reply, replace(address(), channel_id=None), requester(private=True))
    assert not await card.tell_unreachable(until=LATE)


@pytest.mark.parametrize(
    ("private", "now", "expected"),
    [(False, SOON, 10 << 20), (False, LATE, 10 << 20), (True, LATE, int(0.7 * (10 << 20)))],
)
async def test_a_refused_size_says_what_to_stay_under(
    harness: CardHarness, now: datetime, expected: int, *, private: bool
) -> None:
    card = await harness.shown_card(private=private)
    for method, path in (("PATCH", ORIGINAL), ("POST", r"/channels/\d+/messages")):
        harness.server.fail(method, path, TOO_LARGE)
    with pytest.raises(TooLargeForDiscord) as refused:
        await harness.deliver(card, harness.generation(), now=now)
    assert refused.value.limit_bytes == expected


async def test_a_file_that_is_gone_is_told_as_the_disks_fault(harness: CardHarness) -> None:
    card, generation = await harness.shown_card(), harness.generation()
    generation.images[0].path.unlink()
    with pytest.raises(SpoolFailed):
        await harness.deliver(card, generation, now=SOON)


def test_a_file_may_be_as_large_as_its_way_takes(harness: CardHarness) -> None:
    card = harness.card()
    for path in (DeliveryPath.EDIT, DeliveryPath.FOLLOW_UP, DeliveryPath.EPHEMERAL):
        assert card.upload_limit(path) == 25 << 20
    assert card.upload_limit(DeliveryPath.CHANNEL) == 20 << 20
    assert card.upload_limit(DeliveryPath.DM) == 10 << 20


@pytest.mark.parametrize(
    ("error", "offered"),
    [
        (DiscordUnavailable(), ["Try again", "Edit prompt"]),
        (PromptRejected(), ["Edit prompt", "Try again"]),
        (Cancelled(5), ["Try again", "Edit prompt"]),
        (RequestRejected(), ["Edit prompt", "Try again"]),
    ],
)
async def test_a_failure_offers_what_may_help(
    harness: CardHarness, error: ImagineError, offered: list[str]
) -> None:
    card = await harness.shown_card()
    await harness.fail(card, error, now=SOON)
    assert _labels(harness.messages[0]) == offered


@pytest.mark.parametrize(
    ("is_ready", "words"), [(True, "is ready"), (False, "couldn't be created")]
)
async def test_a_ping_links_the_card_and_mentions_its_requester_alone(
    harness: CardHarness, words: str, *, is_ready: bool
) -> None:
    card = await harness.shown_card()
    if is_ready:
        await harness.deliver(card, harness.generation(), now=SOON)
    else:
        await harness.fail(card, DiscordUnavailable(), now=SOON)
    await card.ping(is_ready=is_ready)
    shown, ping = harness.messages
    link = f"https://discord.com/channels/{payloads.GUILD_ID}/{CHANNEL}/{shown.id}"
    assert ping.content == f"{MENTION} your image {words}: {link}"
    assert not ping.is_private
    [body] = harness.bodies("POST", WEBHOOK)
    assert body["allowed_mentions"] == {"parse": [], "users": [int(payloads.MEMBER_ID)]}
    assert card.message_id == int(shown.id)


async def test_a_private_images_ping_is_private(harness: CardHarness) -> None:
    card = await harness.shown_card(private=True)
    await harness.deliver(card, harness.generation(), now=SOON)
    await card.ping(is_ready=True)
    assert all(message.is_private for message in harness.messages)
    assert len(harness.messages) == 2


@pytest.mark.parametrize("is_ready", [True, False])
async def test_an_end_that_came_as_a_message_of_its_own_needs_no_ping(
    harness: CardHarness, *, is_ready: bool
) -> None:
    card = await harness.shown_card(can_be_late=True)
    if is_ready:
        await harness.deliver(card, harness.generation(), now=LATE)
    else:
        await harness.fail(card, DiscordUnavailable(), now=LATE)
    await card.ping(is_ready=is_ready)
    assert len(harness.messages) == 1


async def test_a_ping_that_is_not_taken_is_only_logged_and_counted(
    harness: CardHarness, caplog: pytest.LogCaptureFixture
) -> None:
    card = await harness.shown_card()
    await harness.deliver(card, harness.generation(), now=SOON)
    harness.server.fail("POST", WEBHOOK, TOKEN_ENDED)
    await card.ping(is_ready=True)
    assert "could not be told" in caplog.text
    assert harness.signals.discord_faults == ["http_401"]


@pytest.mark.parametrize(
    ("until", "words"), [(LATE, "expires <t:"), (None, "is ready and will be delivered")]
)
async def test_a_card_says_that_the_bot_stops_and_what_becomes_of_the_image(
    harness: CardHarness, until: datetime | None, words: str
) -> None:
    card = await harness.shown_card()
    await card.postpone("a red fox", until=until)
    [message] = harness.messages
    assert words in message.content
    assert "> a red fox" in message.content
    assert _labels(message) == []
    harness.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE)
    await card.postpone("a red fox", until=until)
    assert harness.signals.discord_faults == ["http_404"]


class TestWhatDiscordDoesNotTake:
    """Failed calls are counted by kind, however they are handled."""

    async def test_a_refusal_by_its_status(self, harness: CardHarness) -> None:
        card = await harness.shown_card()
        harness.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE, times=2)
        await card.generating(ORDER, since=START)
        await harness.deliver(card, harness.generation(), now=SOON)
        assert harness.signals.discord_faults == ["http_404"] * 2

    async def test_each_way_that_was_closed(self, harness: CardHarness) -> None:
        card = await harness.shown_card()
        _close(harness, NO_ACCESS)
        await harness.deliver(card, harness.generation(), now=SOON)
        assert harness.signals.discord_faults == ["http_403"] * 4

    async def test_a_first_answer_that_is_lost(self, harness: CardHarness) -> None:
        harness.server.fail("POST", "/callback", UNKNOWN_INTERACTION)
        with pytest.raises(AnswerLost):
            await harness.card().generating(ORDER, since=START)
        assert harness.signals.discord_faults == ["http_404"]

    async def test_a_connection_that_breaks(self, harness: CardHarness) -> None:
        card = await harness.shown_card()
        await harness.client.http.close()
        with pytest.raises(DiscordUnavailable):
            await harness.deliver(card, harness.generation(), now=SOON)
        assert set(harness.signals.discord_faults) == {"connection"}

    async def test_a_silence(self, harness: CardHarness) -> None:
        harness.edit_s = 0.05
        card = await harness.shown_card()
        _be_slow(harness)
        await card.generating(ORDER, since=START)
        assert harness.signals.discord_faults == ["timed_out"]

    async def test_nothing_that_it_took(self, harness: CardHarness) -> None:
        card = await harness.shown_card()
        await harness.deliver(card, harness.generation(), now=SOON)
        await card.ping(is_ready=True)
        assert harness.signals.discord_faults == []


def _be_slow(harness: CardHarness) -> None:
    """Make later responses exceed the timeout of edits."""
    limited = Refusal(429, 0, "You are being rate limited.")
    harness.server.fail("PATCH", ORIGINAL, limited, times=5, retry_after_s=3600)
    harness.server.fail("POST", WEBHOOK, limited, times=5, retry_after_s=3600)


async def test_nobody_waits_long_for_progress_that_is_not_the_first(
    harness: CardHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.edit_s = 0.05
    card = await harness.shown_card()
    _be_slow(harness)
    await card.waiting(ORDER, place=QueuePosition(1, SOON))
    await card.generating(ORDER, since=START)
    await card.fitting(ORDER, since=START)
    assert caplog.text.count("could not show its progress") == 3


async def test_a_ping_that_takes_long_is_given_up(
    harness: CardHarness, caplog: pytest.LogCaptureFixture
) -> None:
    harness.edit_s = 0.05
    card = await harness.shown_card()
    await harness.deliver(card, harness.generation(), now=SOON)
    _be_slow(harness)
    await card.ping(is_ready=True)
    assert "could not be told" in caplog.text


async def _leave_behind(harness: CardHarness, *, private: bool = False) -> int:
    """Show a card whose process then ends."""
    card = await harness.shown_card(private=private)
    assert card.message_id is not None
    return card.message_id


@pytest.mark.parametrize("is_known", [True, False])
async def test_after_a_restart_the_same_card_goes_on_and_says_why_it_took_longer(
    harness: CardHarness, *, is_known: bool
) -> None:
    message_id = await _leave_behind(harness)
    card = harness.restored(message_id=message_id if is_known else None)
    assert card.is_restored
    await card.generating(ORDER, since=START)
    assert card.message_id == message_id
    await harness.deliver(card, harness.generation(), now=SOON)
    [message] = harness.messages
    assert message.files
    assert "-# This took longer because the bot restarted." in message.content


async def test_after_a_restart_a_late_card_is_replaced_by_a_message_of_the_bots_own(
    harness: CardHarness,
) -> None:
    card = harness.restored(message_id=await _leave_behind(harness))
    await harness.deliver(card, harness.generation(), now=LATE)
    [message] = harness.messages
    assert message.nonce == str(JOB_ID)


@pytest.mark.parametrize("refusal", [UNKNOWN_WEBHOOK, TOKEN_ENDED, UNKNOWN_INTERACTION, NOT_FOUND])
async def test_after_a_restart_an_answer_that_discord_does_not_know_was_never_given(
    harness: CardHarness, refusal: Refusal
) -> None:
    harness.server.fail("PATCH", ORIGINAL, refusal)
    with pytest.raises(AnswerLost):
        await harness.restored().waiting(ORDER, place=QueuePosition(1, SOON))


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("refusal", [NO_ACCESS, Refusal(400, 50035, "Invalid"), OUTAGE])
async def test_after_a_restart_any_other_refusal_says_nothing_of_the_answer(
    harness: CardHarness, refusal: Refusal
) -> None:
    card = harness.restored(message_id=None)
    harness.server.fail("PATCH", ORIGINAL, refusal, times=5)
    await card.waiting(ORDER, place=QueuePosition(1, SOON))
    # once it counts as answered, that does not change
    harness.server.fail("PATCH", ORIGINAL, TOKEN_ENDED)
    await card.generating(ORDER, since=START)


async def test_after_a_restart_nor_does_a_connection_that_breaks(harness: CardHarness) -> None:
    card = harness.restored()
    await harness.client.http.close()
    await card.generating(ORDER, since=START)
    assert harness.signals.discord_faults == ["connection"]


async def test_who_was_never_answered_is_told_nothing_after_a_restart(harness: CardHarness) -> None:
    await harness.fail(harness.restored(), AnswerLost(), now=SOON)
    await harness.fail(harness.restored(), AnswerLost(), now=LATE)
    assert harness.server.calls == []


async def test_an_answer_whose_token_cannot_be_read_is_replaced_by_a_message_of_the_bots_own(
    harness: CardHarness,
) -> None:
    card = harness.restored(message_id=await _leave_behind(harness), token="")
    harness.server.calls.clear()
    await harness.deliver(card, harness.generation(), now=SOON)
    [message] = harness.messages
    assert (message.nonce, len(message.files)) == (str(JOB_ID), 1)
    assert not [call for call in harness.server.calls if "/webhooks/" in call.path]


@pytest.mark.parametrize("private", [True, False])
async def test_an_unreadable_token_is_replaced_by_a_dm_where_others_may_not_see_it(
    harness: CardHarness, *, private: bool
) -> None:
    message_id = await _leave_behind(harness, private=private)
    card = harness.restored(message_id=message_id, private=private, token="")
    harness.server.fail("POST", OWN, NO_ACCESS, times=9)
    await harness.fail(card, DiscordUnavailable(), now=SOON)
    told = harness.messages[-1]
    assert told.channel_id == DM
    assert _labels(told) == ["Try again", "Edit prompt"]


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_card_whose_token_cannot_be_read_is_not_looked_up(
    harness: CardHarness, *, is_known: bool
) -> None:
    message_id = await _leave_behind(harness)
    card = harness.restored(message_id=message_id if is_known else None, token="")
    harness.server.calls.clear()
    # it is unknown whether there was an answer, so there is no AnswerLost
    await card.waiting(ORDER, place=QueuePosition(1, SOON))
    await card.generating(ORDER, since=START)
    await card.fitting(ORDER, since=START)
    await card.postpone("a red fox", until=LATE)
    assert harness.server.calls == []
    await harness.deliver(card, harness.generation(), now=SOON)
    assert [message.nonce for message in harness.messages if message.files] == [str(JOB_ID)]


async def test_after_a_restart_a_deleted_answer_was_given_all_the_same(
    harness: CardHarness,
) -> None:
    await _leave_behind(harness)
    harness.messages[0].is_deleted = True
    await harness.restored().generating(ORDER, since=START)


async def test_after_a_restart_a_known_answer_that_cannot_be_changed_was_given_all_the_same(
    harness: CardHarness,
) -> None:
    harness.server.messages.ended.add(LIVE)
    await harness.restored(message_id=5).generating(ORDER, since=START)


async def test_after_a_restart_a_failure_is_shown_with_its_buttons(harness: CardHarness) -> None:
    card = harness.restored(message_id=await _leave_behind(harness))
    await harness.fail(card, DiscordUnavailable(), now=SOON)
    [message] = harness.messages
    assert _labels(message) == ["Try again", "Edit prompt"]
    ids = [one["custom_id"] for one in message.components[0]["components"]]
    assert ids == [f"job:again:{JOB_ID}", f"job:edit:{JOB_ID}"]


async def test_everything_that_is_sent_mentions_nobody_but_the_requester(
    harness: CardHarness,
) -> None:
    card = await harness.shown_card()
    await harness.fail(card, Cancelled(5), now=SOON)
    sent = [*harness.bodies("POST", "/callback"), *harness.bodies("PATCH", ORIGINAL)]
    mentions = [(body.get("data") or body)["allowed_mentions"] for body in sent]
    assert mentions[0] == discord.AllowedMentions.none().to_dict()
    assert mentions[1] == {"parse": [], "users": [int(payloads.MEMBER_ID)]}
