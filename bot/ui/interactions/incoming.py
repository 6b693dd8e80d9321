"""Protects the bot from malformed events.

discord.py takes every field for granted. An exception while it parses an event ends the connection,
and with it the program.
"""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import discord
from discord.http import Route

from bot.i18n import texts_for
from bot.logs import log_unexpected
from bot.ui.interactions.facts import is_thread_type
from bot.ui.interactions.first_response import answering_once
from bot.ui.interactions.reply import CALL_FAILED
from bot.ui.jobs.upload import SMALLEST_UPLOAD_LIMIT
from bot.ui.sentences import explain

log = logging.getLogger(__name__)

Payload = Mapping[str, Any]

_INTERACTION = "INTERACTION_CREATE"

#: There is no connection without these, so an exception in them has to end it.
_CONNECTING = {"READY", "RESUMED"}

#: Fields of interactions that discord.py requires and Discord may omit.
_DEFAULTS: Payload = {"version": 1, "entitlements": [], "channel": {}}

#: Fields of messages that discord.py requires.
_MESSAGE_DEFAULTS: Payload = {"type": 0, "content": "", "embeds": [], "attachments": []}

#: Fields of chosen threads that discord.py requires, that Discord may omit, and that the bot never
#: uses.
_THREAD_DEFAULTS: Payload = {
    "owner_id": "0",
    "member_count": 0,
    "message_count": 0,
    "thread_metadata": {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "1970-01-01T00:00:00+00:00",
    },
}

#: Fields of attachments that discord.py requires; attachments without them are dropped.
_ATTACHMENT_KEYS = {"id", "filename", "size", "url"}

#: Fields of messages that the bot never uses. They may be incomplete: some polls have no end.
_UNUSED = {
    "activity",
    "application",
    "call",
    "interaction",
    "poll",
    "purchase_notification",
    "reactions",
    "referenced_message",
    "role_subscription_data",
    "sticker_items",
    "thread",
}

# https://docs.discord.com/developers/interactions/receiving-and-responding, read 2026-11-30
_AUTOCOMPLETE = 4
_MESSAGE, _CHOICES = 4, 8
_PRIVATE = 1 << 6


def guard_events(client: discord.Client, start: Callable[[str, Any], object]) -> None:
    """Keep malformed events from ending the program, and answer malformed interactions.

    Args:
        client: Not connected yet.
        start: Starts a named task.
    """
    # there is no public hook between the socket and the cache
    parsers: dict[str, Callable[[Any], None]] = client._connection.parsers  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    for event, parse in parsers.items():
        if event == _INTERACTION:
            parsers[event] = partial(_take_interaction, client, start, parse)
        elif event not in _CONNECTING:
            parsers[event] = partial(_take, event, parse)


def mend_interaction(event: Payload) -> dict[str, Any]:
    """Return an interaction with the fields that discord.py requires and without unused ones.

    Valid fields that the bot uses are unchanged.
    """
    whole = {**_DEFAULTS, **_without_nulls(event)}
    limit = whole.get("attachment_size_limit")
    if not isinstance(limit, int) or limit <= 0:
        whole["attachment_size_limit"] = SMALLEST_UPLOAD_LIMIT
    if "message" in whole:
        whole["message"] = _mend_message(whole["message"])
    data: dict[str, Any] = whole.get("data", {})
    if data.get("resolved"):
        whole["data"] = {**data, "resolved": _mend_resolved(data["resolved"])}
    return whole


def _mend_resolved(resolved: Payload) -> dict[str, Any]:
    whole = _without_nulls(resolved)
    messages: dict[str, Any] = whole.get("messages", {})
    if messages:
        whole["messages"] = {key: _mend_message(one) for key, one in messages.items()}
    channels: dict[str, Any] = whole.get("channels", {})
    if channels:
        whole["channels"] = {key: _mend_channel(one) for key, one in channels.items()}
    return whole


def _mend_channel(channel: Payload) -> dict[str, Any]:
    is_thread = is_thread_type(channel.get("type"))
    return {**(_THREAD_DEFAULTS if is_thread else {}), **channel}


def _mend_message(message: Payload) -> dict[str, Any]:
    used = {key: value for key, value in _without_nulls(message).items() if key not in _UNUSED}
    whole = {**_MESSAGE_DEFAULTS, **used}
    whole["attachments"] = [
        {"proxy_url": one["url"], **one}
        for one in whole["attachments"]
        if one.keys() >= _ATTACHMENT_KEYS
    ]
    if "message_snapshots" in whole:
        whole["message_snapshots"] = [
            {**one, "message": _mend_snapshot(one["message"], whole)}
            for one in whole["message_snapshots"]
            if one.get("message")
        ]
    if not str(whole.get("message_reference", {}).get("channel_id", "")).isdigit():
        # the bot does not use it
        whole.pop("message_reference", None)
    return whole


def _mend_snapshot(message: Payload, around: Payload) -> dict[str, Any]:
    """Return a forwarded message; its time defaults to that of the message that forwards it."""
    whole = _mend_message(message)
    whole.setdefault("timestamp", around.get("timestamp"))
    whole.setdefault("edited_timestamp", None)
    return whole


def _without_nulls(payload: Payload) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if value is not None}


def _take(event: str, parse: Callable[[Any], None], payload: Payload) -> None:
    try:
        parse(payload)
    except Exception:
        # without the payload, which may have personal data
        log.exception("an event could not be read: %s", event)


def _take_interaction(
    client: discord.Client,
    start: Callable[[str, Any], object],
    parse: Callable[[Any], None],
    payload: Payload,
) -> None:
    with answering_once():
        try:
            parse(mend_interaction(payload))
        except Exception as error:  # noqa: BLE001 - reported to the member and the log
            ours = log_unexpected(error)
            sentence = explain(ours, texts_for(payload.get("locale")))
            start(f"unread:{payload.get('id')}", _answer_unread(client, payload, sentence))


async def _answer_unread(client: discord.Client, payload: Payload, sentence: str) -> None:
    """Answer an interaction that could not be parsed; needs only its id and token."""
    if payload.get("type") == _AUTOCOMPLETE:
        answer: Payload = {"type": _CHOICES, "data": {"choices": []}}
    else:
        answer = {"type": _MESSAGE, "data": {"content": sentence, "flags": _PRIVATE}}
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=payload.get("id"),
        webhook_token=payload.get("token"),
    )
    try:
        await client.http.request(route, json=answer)
    except CALL_FAILED as error:
        log.warning("an interaction that could not be read stays unanswered: %s", error)
