"""The loopback Discord has the rules of Discord that restarts of the bot depend on."""

from collections.abc import Callable

import pytest

from testkit.discord_loopback.messages import (
    ALREADY_ANSWERED,
    TOKEN_ENDED,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Messages,
    Refusal,
    Refused,
    new_ids,
)
from testkit.discord_loopback.payloads import CHANNEL_ID, Json

TOKEN = "token"
HELLO: Json = {"type": 4, "data": {"content": "hello"}}
THINKING: Json = {"type": 5}


@pytest.fixture
def messages() -> Messages:
    return Messages(new_ids(1))


def refusal_of(call: Callable[[], object]) -> Refusal:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.refusal


def test_what_was_never_answered_has_no_answer_to_edit_and_takes_no_follow_up(
    messages: Messages,
) -> None:
    assert refusal_of(lambda: messages.find(TOKEN, "@original")) == UNKNOWN_WEBHOOK
    assert refusal_of(lambda: messages.follow_up(TOKEN, {}, ())) == UNKNOWN_WEBHOOK


def test_an_interaction_is_answered_first_only_once(messages: Messages) -> None:
    messages.answer(TOKEN, HELLO, (), None)
    assert refusal_of(lambda: messages.answer(TOKEN, HELLO, (), None)) == ALREADY_ANSWERED
    assert len(messages.of(TOKEN)) == 1


def test_a_deleted_answer_is_unknown_while_follow_ups_still_work(messages: Messages) -> None:
    messages.answer(TOKEN, HELLO, (), None)
    messages.find(TOKEN, "@original").is_deleted = True
    assert refusal_of(lambda: messages.find(TOKEN, "@original")) == UNKNOWN_MESSAGE
    messages.follow_up(TOKEN, {"content": "more"}, ())
    assert [one.content for one in messages.of(TOKEN)] == ["more"]


def test_the_first_follow_up_after_a_deferral_becomes_the_answer(messages: Messages) -> None:
    messages.answer(TOKEN, THINKING, (), None)
    assert messages.of(TOKEN)[0].is_thinking
    for words in ("first", "second"):
        messages.follow_up(TOKEN, {"content": words}, ())
    assert [one.content for one in messages.of(TOKEN)] == ["first", "second"]
    assert not messages.of(TOKEN)[0].is_thinking


def test_after_its_minutes_a_token_takes_nothing(messages: Messages) -> None:
    messages.answer(TOKEN, HELLO, (), None)
    messages.ended.add(TOKEN)
    assert refusal_of(lambda: messages.find(TOKEN, "@original")) == TOKEN_ENDED
    assert refusal_of(lambda: messages.follow_up(TOKEN, {}, ())) == TOKEN_ENDED


def test_a_nonce_makes_one_message_of_two_only_where_that_is_asked_for(messages: Messages) -> None:
    body: Json = {"content": "hello", "nonce": "7"}
    asked = {**body, "enforce_nonce": True}
    first = messages.create(CHANNEL_ID, asked, [b"image"])
    assert messages.create(CHANNEL_ID, asked, [b"image"]) is first
    assert messages.create("another channel", asked, ()) is not first
    assert messages.create(CHANNEL_ID, body, ()) is not first
    assert list(first.files.values()) == [b"image"]


def test_an_edit_replaces_files_where_it_lists_them_and_keeps_them_else(messages: Messages) -> None:
    messages.answer(TOKEN, HELLO, [b"first"], None)
    message = messages.find(TOKEN, "@original")
    messages.edit(message, {"content": "edited"}, ())
    assert list(message.files.values()) == [b"first"]
    messages.edit(message, {"attachments": [{"id": 0}]}, [b"second"])
    assert list(message.files.values()) == [b"second"]
    assert message.versions == ["hello", "edited", "edited"]


def test_a_click_is_answered_by_changing_the_message_that_it_is_on(messages: Messages) -> None:
    row = {"type": 1, "components": [{"type": 2, "label": "Go", "custom_id": "go:1"}]}
    messages.answer(TOKEN, {"type": 4, "data": {"content": "hello", "components": [row]}}, (), None)
    [message] = messages.of(TOKEN)
    assert (message.labels, message.button("Go")) == (["Go"], "go:1")
    messages.answer(
        "click", {"type": 7, "data": {"content": "gone", "components": []}}, (), message
    )
    assert (message.content, message.labels) == ("gone", [])
    assert messages.of("click") == []


def test_a_channel_that_is_gone_takes_nothing_and_private_answers_are_not_in_channels(
    messages: Messages,
) -> None:
    messages.answer(TOKEN, {"type": 4, "data": {"content": "psst", "flags": 64}}, (), None)
    [private] = messages.of(TOKEN)
    assert refusal_of(lambda: messages.in_channel(CHANNEL_ID, private.id)) == UNKNOWN_MESSAGE
    public = messages.create(CHANNEL_ID, {"content": "hello"}, ())
    assert messages.in_channel(CHANNEL_ID, public.id) is public
    messages.gone.add(CHANNEL_ID)
    assert refusal_of(lambda: messages.create(CHANNEL_ID, {}, ())) == UNKNOWN_CHANNEL
