"""A card is shown wherever Discord still takes it, and once."""

import gc
import weakref
from dataclasses import replace
from datetime import datetime
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
from bot.policy.line import Place
from bot.ui.picturecard import PictureCard
from bot.ui.reply import Reply
from tests.fakes import START
from tests.loopback import payloads
from tests.loopback.messages import (
    TOKEN_ENDED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Refusal,
)
from tests.ui.conftest import (
    CHANNEL,
    DM,
    JOB_ID,
    LATE,
    LIVE,
    ORDER,
    SOON,
    Booth,
    Keys,
    address,
    asker,
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
TOO_LARGE = Refusal(413, 40005, "Request entity too large")


async def test_a_card_shows_its_place_who_paints_and_then_the_picture(booth: Booth) -> None:
    card = booth.card()
    await card.waiting(ORDER, place=Place(3, SOON))
    [message] = booth.messages
    assert message.content.startswith("⏳ Number 3 in line · ready <t:")
    assert _labels(message) == ["Cancel"]
    assert card.message_id == int(message.id)
    await card.painting(ORDER, since=START)
    assert message.content.startswith("🎨 Painting with")
    assert _labels(message) == ["Cancel"]
    await card.fitting(ORDER, since=START)
    assert _labels(message) == []
    await card.deliver(booth.painting(), left=None, now=SOON)
    assert booth.messages == [message]
    assert list(message.files.values()) == [b"fox"]
    assert message.content.startswith(MENTION)
    assert _labels(message)[0] == "Again"
    assert not card.is_restored


async def test_a_card_lets_go_of_its_interaction_once_the_first_answer_is_out(booth: Booth) -> None:
    reply = Reply.of(booth.interaction(), private=False)
    card = PictureCard(reply, address(), asker())
    kept = weakref.ref(reply)
    await card.painting(ORDER, since=START)
    del reply
    gc.collect()
    assert kept() is None
    await card.deliver(booth.painting(), left=None, now=SOON)


async def test_discord_py_keeps_nothing_of_the_buttons(booth: Booth) -> None:
    card = await booth.shown_card()
    await card.fail(DiscordUnavailable(), now=SOON)
    await card.deliver(booth.painting(), left=None, now=SOON)
    client: Any = booth.client
    store = client._connection._view_store
    assert not store._views
    assert not store._synced_message_views


async def test_a_first_answer_that_discord_does_not_take_is_lost(booth: Booth) -> None:
    booth.server.fail("POST", "/callback", UNKNOWN_INTERACTION)
    with pytest.raises(AnswerLost):
        await booth.card().painting(ORDER, since=START)


async def test_later_progress_that_is_not_taken_is_only_logged(
    booth: Booth, caplog: pytest.LogCaptureFixture
) -> None:
    card = await booth.shown_card()
    booth.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE)
    await card.painting(ORDER, since=START)
    assert "could not show its progress" in caplog.text


async def test_after_the_tokens_life_the_bot_writes_by_itself_and_takes_the_old_card_away(
    booth: Booth,
) -> None:
    card = await booth.shown_card(can_be_late=True)
    await card.deliver(booth.painting(), left=None, now=LATE)
    [message] = booth.messages
    assert (message.token, message.channel_id) == (None, str(CHANNEL))
    assert list(message.files.values()) == [b"fox"]
    assert card.message_id == int(message.id)
    [body] = booth.bodies("POST", OWN)
    assert (body["nonce"], body["enforce_nonce"]) == (str(JOB_ID), True)
    assert body["allowed_mentions"]["users"] == [int(payloads.MEMBER_ID)]


async def test_after_the_tokens_life_a_private_picture_comes_by_dm(booth: Booth) -> None:
    card = await booth.shown_card(private=True)
    await card.deliver(booth.painting(), left=None, now=LATE)
    private, by_dm = booth.messages
    assert private.is_private
    assert by_dm.channel_id == DM
    assert by_dm.files


@pytest.mark.parametrize("refusal", [UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, TOKEN_ENDED])
@pytest.mark.parametrize("private", [True, False])
async def test_without_its_answer_a_picture_comes_as_a_follow_up(
    booth: Booth, refusal: Refusal, *, private: bool
) -> None:
    card = await booth.shown_card(private=private)
    booth.server.fail("PATCH", ORIGINAL, refusal)
    await card.deliver(booth.painting(), left=None, now=SOON)
    _, follow_up = booth.messages
    assert (follow_up.token, follow_up.is_private) == (LIVE, private)
    assert follow_up.files
    assert card.message_id == int(follow_up.id)


async def test_where_the_bot_may_write_a_deleted_answer_is_replaced_by_what_is_sent_only_once(
    booth: Booth,
) -> None:
    card = await booth.shown_card(can_be_late=True)
    booth.messages[0].is_deleted = True
    for _ in range(2):
        await card.deliver(booth.painting(), left=None, now=SOON)
    [message] = booth.messages
    assert message.nonce == str(JOB_ID)


async def test_the_same_picture_twice_is_one(booth: Booth) -> None:
    card = await booth.shown_card()
    for _ in range(2):
        await card.deliver(booth.painting(), left=None, now=SOON)
    [message] = booth.messages
    assert len(message.files) == 1


async def test_a_late_message_whose_receipt_was_lost_is_not_sent_again(booth: Booth) -> None:
    card = await booth.shown_card(can_be_late=True)
    booth.server.fail("POST", OWN, Refusal(503, 0, "outage"), takes_effect=True)
    with pytest.raises(DiscordUnavailable):
        await card.deliver(booth.painting(), left=None, now=LATE)
    await card.deliver(booth.painting(), left=None, now=LATE)
    assert len([message for message in booth.messages if message.files]) == 1


def _close(booth: Booth, refusal: Refusal) -> None:
    booth.server.fail("PATCH", ORIGINAL, refusal, times=9)
    booth.server.fail("POST", WEBHOOK, refusal, times=9)
    booth.server.fail("POST", OWN, refusal, times=9)


@pytest.mark.parametrize("now", [SOON, LATE])
@pytest.mark.parametrize("can_be_late", [True, False])
@pytest.mark.parametrize("refusal", [UNKNOWN_CHANNEL, NO_ACCESS, NO_PERMISSION])
async def test_where_the_channel_is_closed_to_the_bot_the_member_gets_a_dm(
    booth: Booth, refusal: Refusal, now: datetime, *, can_be_late: bool
) -> None:
    card = await booth.shown_card(can_be_late=can_be_late)
    _close(booth, refusal)
    await card.deliver(booth.painting(), left=None, now=now)
    assert [message.channel_id for message in booth.messages if message.files] == [DM]


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
async def test_wherever_a_picture_is_shown_it_has_its_controls(
    booth: Booth, now: datetime, closed: str, where: object, *, private: bool
) -> None:
    card = await booth.shown_card(private=private)
    if closed:
        booth.server.fail("PATCH" if closed == ORIGINAL else "POST", closed, UNKNOWN_MESSAGE)
    await card.deliver(booth.painting(), left=None, now=now)
    [message] = [message for message in booth.messages if message.files]
    assert message.channel_id == str(where)
    assert _labels(message) == _BUTTONS
    # what is private can be shared, but from a DM there is nobody to share with
    can_share = private and where == CHANNEL
    assert ("share" in _choices(message)) is can_share
    assert _choices(message)[0] == "alt"


async def test_several_pictures_are_numbered_in_name_and_description(booth: Booth) -> None:
    card = await booth.shown_card()
    await card.deliver(booth.painting(b"fox", b"ox"), left=None, now=SOON)
    [message] = booth.messages
    assert list(message.files.values()) == [b"fox", b"ox"]
    [body] = [body for body in booth.bodies("PATCH", ORIGINAL) if body.get("attachments")]
    told = [(one["filename"], one["description"]) for one in body["attachments"]]
    assert told == [
        ("a-red-fox-1.png", "Generated image 1 of 2: a red fox"),
        ("a-red-fox-2.png", "Generated image 2 of 2: a red fox"),
    ]


async def test_a_card_speaks_the_language_of_its_address(
    booth: Booth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ui.picturecard.speech_for", Keys)
    reply = Reply.of(booth.interaction(), private=False)
    card = PictureCard(reply, replace(address(), language="de"), asker())
    await card.waiting(ORDER, place=Place(2, SOON))
    [message] = booth.messages
    assert message.content.startswith("<de:card-waiting>")
    assert _labels(message) == ["<de:button-cancel>"]
    await card.painting(ORDER, since=START)
    assert message.content.startswith("<de:card-painting>")
    await card.fitting(ORDER, since=START)
    assert message.content.startswith("<de:card-fitting>")
    await card.postpone("a red fox", until=LATE)
    assert message.content.startswith("<de:card-postponed>")
    await card.fail(DiscordUnavailable(), now=SOON)
    assert "<de:error-given-back>" in message.content
    await card.deliver(booth.painting(), left=None, now=SOON)
    assert "<de:usd>" in message.content
    assert _labels(message)[0] == "<de:button-again>"
    await card.ping(is_ready=True)
    assert booth.messages[-1].content == "<de:card-ready>"


async def test_a_member_whom_nothing_reaches_is_told_to_the_caller(booth: Booth) -> None:
    card = await booth.shown_card()
    _close(booth, UNKNOWN_CHANNEL)
    booth.server.fail("POST", f"/channels/{DM}/messages", DM_CLOSED, times=9)
    with pytest.raises(NowhereToDeliver):
        await card.deliver(booth.painting(), left=None, now=SOON)
    with pytest.raises(NowhereToDeliver):
        await card.fail(NowhereToDeliver(), now=SOON)


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_outage_is_for_the_caller_to_wait_out(booth: Booth, status: int) -> None:
    card = await booth.shown_card()
    booth.server.fail("PATCH", ORIGINAL, Refusal(status, 0, "outage"), times=5)
    with pytest.raises(DiscordUnavailable):
        await card.deliver(booth.painting(), left=None, now=SOON)
    await card.deliver(booth.painting(), left=None, now=SOON)
    [message] = booth.messages
    assert list(message.files.values()) == [b"fox"]


@pytest.mark.usefixtures("without_pauses")
async def test_so_is_a_rate_limit_that_discord_py_could_not_wait_out(booth: Booth) -> None:
    card = await booth.shown_card()
    limited = Refusal(429, 0, "You are being rate limited.")
    booth.server.fail("PATCH", ORIGINAL, limited, times=5, retry_after_s=0.1)
    with pytest.raises(DiscordUnavailable):
        await card.deliver(booth.painting(), left=None, now=SOON)


async def test_a_connection_that_breaks_is_an_outage(booth: Booth) -> None:
    card = await booth.shown_card()
    await booth.client.http.close()
    with pytest.raises(DiscordUnavailable):
        await card.deliver(booth.painting(), left=None, now=SOON)


@pytest.mark.parametrize(
    ("private", "now", "expected"),
    [(False, SOON, 10 << 20), (False, LATE, 10 << 20), (True, LATE, int(0.7 * (10 << 20)))],
)
async def test_a_refused_size_says_what_to_stay_under(
    booth: Booth, now: datetime, expected: int, *, private: bool
) -> None:
    card = await booth.shown_card(private=private)
    for method, path in (("PATCH", ORIGINAL), ("POST", r"/channels/\d+/messages")):
        booth.server.fail(method, path, TOO_LARGE)
    with pytest.raises(TooLargeForDiscord) as refused:
        await card.deliver(booth.painting(), left=None, now=now)
    assert refused.value.limit_bytes == expected


async def test_a_file_that_is_gone_is_told_as_the_disks_fault(booth: Booth) -> None:
    card, painting = await booth.shown_card(), booth.painting()
    painting.pictures[0].path.unlink()
    with pytest.raises(SpoolFailed):
        await card.deliver(painting, left=None, now=SOON)


def test_a_file_may_be_as_large_as_its_way_takes(booth: Booth) -> None:
    assert booth.card().upload_limit(now=SOON) == 25 << 20
    assert booth.card().upload_limit(now=LATE) == 20 << 20
    assert booth.card(private=True).upload_limit(now=LATE) == 10 << 20


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
    booth: Booth, error: ImagineError, offered: list[str]
) -> None:
    card = await booth.shown_card()
    await card.fail(error, now=SOON)
    assert _labels(booth.messages[0]) == offered


@pytest.mark.parametrize(("is_ready", "words"), [(True, "is ready"), (False, "was not painted")])
async def test_a_ping_links_the_card_and_mentions_its_requester_alone(
    booth: Booth, words: str, *, is_ready: bool
) -> None:
    card = await booth.shown_card()
    if is_ready:
        await card.deliver(booth.painting(), left=None, now=SOON)
    else:
        await card.fail(DiscordUnavailable(), now=SOON)
    await card.ping(is_ready=is_ready)
    shown, ping = booth.messages
    link = f"https://discord.com/channels/{payloads.GUILD_ID}/{CHANNEL}/{shown.id}"
    assert ping.content == f"{MENTION} your picture {words}: {link}"
    assert not ping.is_private
    [body] = booth.bodies("POST", WEBHOOK)
    assert body["allowed_mentions"] == {"parse": [], "users": [int(payloads.MEMBER_ID)]}
    assert card.message_id == int(shown.id)


async def test_a_private_pictures_ping_is_private(booth: Booth) -> None:
    card = await booth.shown_card(private=True)
    await card.deliver(booth.painting(), left=None, now=SOON)
    await card.ping(is_ready=True)
    assert all(message.is_private for message in booth.messages)
    assert len(booth.messages) == 2


@pytest.mark.parametrize("is_ready", [True, False])
async def test_an_end_that_came_as_a_message_of_its_own_needs_no_ping(
    booth: Booth, *, is_ready: bool
) -> None:
    card = await booth.shown_card(can_be_late=True)
    if is_ready:
        await card.deliver(booth.painting(), left=None, now=LATE)
    else:
        await card.fail(DiscordUnavailable(), now=LATE)
    await card.ping(is_ready=is_ready)
    assert len(booth.messages) == 1


async def test_a_ping_that_is_not_taken_is_only_logged_and_counted(
    booth: Booth, caplog: pytest.LogCaptureFixture
) -> None:
    card = await booth.shown_card()
    await card.deliver(booth.painting(), left=None, now=SOON)
    booth.server.fail("POST", WEBHOOK, TOKEN_ENDED)
    await card.ping(is_ready=True)
    assert "could not be told" in caplog.text
    assert booth.counted.kinds == ["http_401"]


@pytest.mark.parametrize(
    ("until", "words"), [(LATE, "given up <t:"), (None, "is painted, and shown")]
)
async def test_a_card_says_that_the_bot_stops_and_what_becomes_of_the_picture(
    booth: Booth, until: datetime | None, words: str
) -> None:
    card = await booth.shown_card()
    await card.postpone("a red fox", until=until)
    [message] = booth.messages
    assert words in message.content
    assert "> a red fox" in message.content
    assert _labels(message) == []
    booth.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE)
    await card.postpone("a red fox", until=until)
    assert booth.counted.kinds == ["http_404"]


class TestWhatDiscordDoesNotTake:
    """It is counted by its kind, whatever is done about it."""

    async def test_a_refusal_by_its_status(self, booth: Booth) -> None:
        card = await booth.shown_card()
        booth.server.fail("PATCH", ORIGINAL, UNKNOWN_MESSAGE, times=2)
        await card.painting(ORDER, since=START)
        await card.deliver(booth.painting(), left=None, now=SOON)
        assert booth.counted.kinds == ["http_404"] * 2

    async def test_each_way_that_was_closed(self, booth: Booth) -> None:
        card = await booth.shown_card()
        _close(booth, NO_ACCESS)
        await card.deliver(booth.painting(), left=None, now=SOON)
        assert booth.counted.kinds == ["http_403"] * 3

    async def test_a_first_answer_that_is_lost(self, booth: Booth) -> None:
        booth.server.fail("POST", "/callback", UNKNOWN_INTERACTION)
        with pytest.raises(AnswerLost):
            await booth.card().painting(ORDER, since=START)
        assert booth.counted.kinds == ["http_404"]

    async def test_a_connection_that_breaks(self, booth: Booth) -> None:
        card = await booth.shown_card()
        await booth.client.http.close()
        with pytest.raises(DiscordUnavailable):
            await card.deliver(booth.painting(), left=None, now=SOON)
        assert booth.counted.kinds == ["connection"]

    async def test_a_silence(self, booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
        card = await booth.shown_card()
        _be_slow(booth, monkeypatch)
        await card.painting(ORDER, since=START)
        assert booth.counted.kinds == ["timed_out"]

    async def test_nothing_that_it_took(self, booth: Booth) -> None:
        card = await booth.shown_card()
        await card.deliver(booth.painting(), left=None, now=SOON)
        await card.ping(is_ready=True)
        assert booth.counted.kinds == []


def _be_slow(booth: Booth, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have later answers take longer than anybody waits for."""
    monkeypatch.setattr("bot.ui.picturecard._EDIT_S", 0.05)
    limited = Refusal(429, 0, "You are being rate limited.")
    booth.server.fail("PATCH", ORIGINAL, limited, times=5, retry_after_s=3600)
    booth.server.fail("POST", WEBHOOK, limited, times=5, retry_after_s=3600)


async def test_nobody_waits_long_for_progress_that_is_not_the_first(
    booth: Booth, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    card = await booth.shown_card()
    _be_slow(booth, monkeypatch)
    await card.waiting(ORDER, place=Place(1, SOON))
    await card.painting(ORDER, since=START)
    await card.fitting(ORDER, since=START)
    assert caplog.text.count("could not show its progress") == 3


async def test_nor_for_a_ping(
    booth: Booth, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    card = await booth.shown_card()
    await card.deliver(booth.painting(), left=None, now=SOON)
    _be_slow(booth, monkeypatch)
    await card.ping(is_ready=True)
    assert "could not be told" in caplog.text


async def _leave_behind(booth: Booth, *, private: bool = False) -> int:
    """Show a card whose process is then gone."""
    card = await booth.shown_card(private=private)
    assert card.message_id is not None
    return card.message_id


@pytest.mark.parametrize("is_known", [True, False])
async def test_after_a_restart_the_same_card_goes_on_and_says_why_it_took_longer(
    booth: Booth, *, is_known: bool
) -> None:
    message_id = await _leave_behind(booth)
    card = booth.restored(message_id=message_id if is_known else None)
    assert card.is_restored
    await card.painting(ORDER, since=START)
    assert card.message_id == message_id
    await card.deliver(booth.painting(), left=None, now=SOON)
    [message] = booth.messages
    assert message.files
    assert "-# It took longer, since the bot was restarted in between." in message.content


async def test_after_a_restart_a_late_card_is_replaced_by_a_message_of_the_bots_own(
    booth: Booth,
) -> None:
    card = booth.restored(message_id=await _leave_behind(booth))
    await card.deliver(booth.painting(), left=None, now=LATE)
    [message] = booth.messages
    assert message.nonce == str(JOB_ID)


@pytest.mark.parametrize("refusal", [UNKNOWN_WEBHOOK, TOKEN_ENDED, UNKNOWN_INTERACTION, NOT_FOUND])
async def test_after_a_restart_an_answer_that_discord_does_not_know_was_never_given(
    booth: Booth, refusal: Refusal
) -> None:
    booth.server.fail("PATCH", ORIGINAL, refusal)
    with pytest.raises(AnswerLost):
        await booth.restored().waiting(ORDER, place=Place(1, SOON))


@pytest.mark.usefixtures("without_pauses")
@pytest.mark.parametrize("refusal", [NO_ACCESS, Refusal(400, 50035, "Invalid"), OUTAGE])
async def test_after_a_restart_any_other_refusal_says_nothing_of_the_answer(
    booth: Booth, refusal: Refusal
) -> None:
    card = booth.restored(message_id=None)
    booth.server.fail("PATCH", ORIGINAL, refusal, times=5)
    await card.waiting(ORDER, place=Place(1, SOON))
    # and once it counts as answered, it stays so
    booth.server.fail("PATCH", ORIGINAL, TOKEN_ENDED)
    await card.painting(ORDER, since=START)


async def test_after_a_restart_nor_does_a_connection_that_breaks(booth: Booth) -> None:
    card = booth.restored()
    await booth.client.http.close()
    await card.painting(ORDER, since=START)
    assert booth.counted.kinds == ["connection"]


async def test_who_was_never_answered_is_told_nothing_after_a_restart(booth: Booth) -> None:
    await booth.restored().fail(AnswerLost(), now=SOON)
    await booth.restored().fail(AnswerLost(), now=LATE)
    assert booth.server.calls == []


async def test_an_answer_whose_token_cannot_be_read_is_replaced_by_a_message_of_the_bots_own(
    booth: Booth,
) -> None:
    card = booth.restored(message_id=await _leave_behind(booth), token="")
    booth.server.calls.clear()
    await card.deliver(booth.painting(), left=None, now=SOON)
    [message] = booth.messages
    assert (message.nonce, len(message.files)) == (str(JOB_ID), 1)
    assert not [call for call in booth.server.calls if "/webhooks/" in call.path]


@pytest.mark.parametrize("private", [True, False])
async def test_or_by_a_dm_where_nobody_else_may_see_it_or_the_bot_may_not_write(
    booth: Booth, *, private: bool
) -> None:
    message_id = await _leave_behind(booth, private=private)
    card = booth.restored(message_id=message_id, private=private, token="")
    booth.server.fail("POST", OWN, NO_ACCESS, times=9)
    await card.fail(DiscordUnavailable(), now=SOON)
    told = booth.messages[-1]
    assert told.channel_id == DM
    assert _labels(told) == ["Try again", "Edit prompt"]


@pytest.mark.parametrize("is_known", [True, False])
async def test_of_a_card_whose_token_cannot_be_read_nothing_is_asked_nor_learned(
    booth: Booth, *, is_known: bool
) -> None:
    message_id = await _leave_behind(booth)
    card = booth.restored(message_id=message_id if is_known else None, token="")
    booth.server.calls.clear()
    # whether there was an answer cannot be told, so there is no AnswerLost
    await card.waiting(ORDER, place=Place(1, SOON))
    await card.painting(ORDER, since=START)
    await card.fitting(ORDER, since=START)
    await card.postpone("a red fox", until=LATE)
    assert booth.server.calls == []
    await card.deliver(booth.painting(), left=None, now=SOON)
    assert [message.nonce for message in booth.messages if message.files] == [str(JOB_ID)]


async def test_after_a_restart_a_deleted_answer_was_given_all_the_same(booth: Booth) -> None:
    await _leave_behind(booth)
    booth.messages[0].is_deleted = True
    await booth.restored().painting(ORDER, since=START)


async def test_after_a_restart_a_known_answer_that_cannot_be_changed_was_given_all_the_same(
    booth: Booth,
) -> None:
    booth.server.messages.ended.add(LIVE)
    await booth.restored(message_id=5).painting(ORDER, since=START)


async def test_after_a_restart_a_failure_is_shown_with_its_buttons(booth: Booth) -> None:
    card = booth.restored(message_id=await _leave_behind(booth))
    await card.fail(DiscordUnavailable(), now=SOON)
    [message] = booth.messages
    assert _labels(message) == ["Try again", "Edit prompt"]
    ids = [one["custom_id"] for one in message.components[0]["components"]]
    assert ids == [f"job:again:{JOB_ID}", f"job:edit:{JOB_ID}"]


async def test_everything_that_is_sent_mentions_nobody_but_the_requester(booth: Booth) -> None:
    card = await booth.shown_card()
    await card.fail(Cancelled(5), now=SOON)
    sent = [*booth.bodies("POST", "/callback"), *booth.bodies("PATCH", ORIGINAL)]
    mentions = [(body.get("data") or body)["allowed_mentions"] for body in sent]
    assert mentions[0] == discord.AllowedMentions.none().to_dict()
    assert mentions[1] == {"parse": [], "users": [int(payloads.MEMBER_ID)]}
